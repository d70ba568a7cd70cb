"""Where records come from, and where they go."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """
    Where a flow reads.

    Attributes:
        connector: The connector type, or the label of a custom connector.
        object: The object, entity or path; of S3, the bucket.
        prefix: Of S3: what the keys begin with. It is compared as text.
        file_type: Of S3: CSV or JSON.
        transfer: dataTransferApi of Salesforce, if it is set.
        changed_by: The field of times by which an incremental run selects records. S3 has none: it uses the time of the object.
        deleted: Whether records that Salesforce marks as deleted are read too (includeDeletedRecords).
    """

    connector: str
    object: str
    prefix: str = ""
    file_type: str = "CSV"
    transfer: str | None = None
    changed_by: str | None = None
    deleted: bool = True

    def __str__(self) -> str:
        return where(self.connector, self.object, self.prefix)


@dataclass(frozen=True)
class Layout:
    """How S3 objects are named and written: the members of s3OutputFormatConfig, with the documented defaults."""

    file_type: str = "JSON"  # documented for S3 and Upsolver
    prefix_type: str | None = None
    prefix_format: str | None = None
    hierarchy: tuple[str, ...] = ()
    aggregation: str = "None"
    target_megabytes: int | None = None
    typed: bool = False  # preserveSourceDataTyping


@dataclass(frozen=True)
class Destination:
    """
    Where a flow writes.

    Attributes:
        connector: The connector type, or the label of a custom connector.
        object: The object, entity or path; of S3, the bucket.
        prefix: Of S3: bucketPrefix as sent.
        layout: Of S3 and Upsolver: how objects are named and written.
        write: INSERT, UPSERT, UPDATE or DELETE.
        ids: The fields by which UPSERT, UPDATE and DELETE find a record.
        fail_first: failOnFirstDestinationError.
        error_bucket: The bucket for records that the destination refused.
        error_prefix: The prefix in that bucket.
    """

    connector: str
    object: str
    prefix: str = ""
    layout: Layout | None = None
    write: str = "INSERT"
    ids: tuple[str, ...] = ()
    fail_first: bool = False
    error_bucket: str | None = None
    error_prefix: str = ""

    def __str__(self) -> str:
        return where(self.connector, self.object, self.prefix)


def where(connector: str, name: str, prefix: str = "") -> str:
    """A place in words: `s3://bucket/prefix`, or `Salesforce/Account`."""
    if connector == "S3":
        return f"s3://{name}/{prefix}".rstrip("/")
    return f"{connector}/{name.lstrip('/')}"
