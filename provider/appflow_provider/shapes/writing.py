"""
How records are written to destinations that are applications: the operation, and what happens to
records that the application refuses.
"""

from typing import Any

from appflow_provider.shapes.base import ApiEnum, Flag, Shape, member
from appflow_provider.shapes.scalars import BucketName, BucketPrefix


class WriteOperationType(ApiEnum):
    """What a flow does with each record at the destination."""

    INSERT = "INSERT", "Adds a new record. The default."
    UPSERT = (
        "UPSERT",
        "Updates the record that `idFieldNames` find, or adds one. Needs `idFieldNames`.",
    )
    UPDATE = (
        "UPDATE",
        (
            "Updates the record that `idFieldNames` find. In Salesforce they cannot be external "
            "ids; `UPSERT` takes those."
        ),
    )
    DELETE = "DELETE", "Deletes the record that `idFieldNames` find."


class ErrorHandlingConfig(Shape):
    """What becomes of records that the destination refuses."""

    fail_on_first_destination_error: Flag | None = member(
        "`true` ends the run with an error at the first refused record. `false`, the default, "
        "counts refused records and goes on.",
        default=False,
        drift_when_added=True,
    )
    bucket_prefix: BucketPrefix | None = member(
        "Prefix in `bucketName` for refused records, for example `rejected/orders`.",
        default="",
        drift_when_added=True,
    )
    bucket_name: BucketName | None = member(
        "S3 bucket that receives refused records, when the run does not end at the first. Its "
        "policy has to let `appflow.amazonaws.com` write.",
        drift_when_added=False,
    )


def refused_by(system: str) -> Any:
    """The member of a destination with an `ErrorHandlingConfig`, for records."""
    return member(
        f"What becomes of records that {system} refuses. Left out, they are counted and the run goes on.",
        drift_when_added=True,
    )
