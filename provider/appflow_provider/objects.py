"""How the two ends of a flow name what they read or write. It depends on the connector."""

from typing import Final

OBJECTS: Final = ("object", "entityName", "objectPath")
"""The members of a connector's properties that name an object behind a connector profile, in property spelling. A connector has one of them."""

BUCKETS: Final = frozenset({"S3", "Upsolver"})
"""The values of `connectorType` that stand for a bucket and a prefix in it."""
