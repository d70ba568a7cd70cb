"""Words of a flow's definition that several rooms look for. Some of them read it as plain values, without the shapes."""

from typing import Final

OBJECTS: Final = ("object", "entityName", "objectPath")
"""The members of a connector's properties that name an object behind a connector profile, in property spelling. A connector has one of them."""

BUCKETS: Final = frozenset({"S3", "Upsolver"})
"""The values of `connectorType` that stand for a bucket and a prefix in it."""

BY_ID: Final = frozenset({"DELETE", "UPDATE", "UPSERT"})
"""The values of `writeOperationType` that change records by their ids."""

EVERY_FIELD: Final = frozenset({"Map_all", "Passthrough"})
"""The values of `taskType` that write every field."""
