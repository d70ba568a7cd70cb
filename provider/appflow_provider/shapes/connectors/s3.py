"""
Amazon S3: files in buckets. A source and a destination.

There is no login and no connector profile: the bucket's policy has to let `appflow.amazonaws.com`
read or write, and bucket and flow have to share account and region. As a source it is read on
demand or on a schedule, at most once a minute; files are CSV with a header row or JSON Lines, up to
125 MB each. AppFlow lists the source while the flow is created and refuses an empty prefix.
"""

from appflow_provider.shapes.base import ApiEnum, Flag, Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector, Reach
from appflow_provider.shapes.connectors.parts import Part
from appflow_provider.shapes.create_only import READS_FROM, WRITES_TO
from appflow_provider.shapes.operators import selection
from appflow_provider.shapes.output_format import AggregationConfig, FileType, PrefixConfig
from appflow_provider.shapes.scalars import BucketName, BucketPrefix


class S3InputFileType(ApiEnum):
    """Formats of files that a flow can read."""

    CSV = "CSV", "Comma-separated values below a header row with the names of the fields."
    JSON = "JSON", "JSON Lines: one object a line."


class S3OutputFormatConfig(Shape):
    """How a flow formats, names and joins the files that it writes to Amazon S3."""

    file_type: FileType | None = member(
        "Format of the files: `JSON` (JSON Lines, the default), `CSV` or `PARQUET`. A flow from "
        "Google Analytics writes `JSON` only.",
        drift_when_added=False,
    )
    prefix_config: PrefixConfig | None = member(
        "Which folders by date, run or schema version files are sorted into, and whether their "
        "names tell the time.",
        drift_when_added=True,
    )
    aggregation_config: AggregationConfig | None = member(
        "Whether the records of a run are joined into one file, or how large files become. Left "
        "out, as many files are written as come.",
        drift_when_added=True,
    )
    preserve_source_data_typing: Flag | None = member(
        "`true` keeps the types of the source in Parquet files, `false` (the default) makes every "
        "column text. For `PARQUET` only; other formats are not affected.",
        default=False,
        drift_when_added=True,
    )


class S3DestinationProperties(Shape):
    """Where a flow writes files in Amazon S3, and how they are named, formatted and joined."""

    bucket_name: BucketName = member(
        "Bucket to write to, for example `acme-sales`, in the flow's account and region. Its "
        "policy has to let `appflow.amazonaws.com` write. Another bucket replaces the flow.",
        required=True,
        create_only=WRITES_TO,
    )
    bucket_prefix: BucketPrefix | None = member(
        "Folder in the bucket, for example `raw/salesforce`. AppFlow adds the flow's name and what "
        "`prefixConfig` asks for. Left out, files go below the flow's name at the top of the "
        "bucket.",
        default="",
        drift_when_added=True,
    )
    s3_output_format_config: S3OutputFormatConfig | None = member(
        "How files are named, formatted and joined. Left out, AppFlow writes JSON Lines.",
        drift_when_added=False,
    )


class S3InputFormatConfig(Shape):
    """How the files that a flow reads from Amazon S3 are formatted."""

    s3_input_file_type: S3InputFileType | None = member(
        "Format of the files: `CSV`, or `JSON` for JSON Lines.", drift_when_added=False
    )


class S3SourceProperties(Shape):
    """Which files a flow reads from Amazon S3. One run reads all files below the prefix."""

    bucket_name: BucketName = member(
        "Bucket to read from, for example `acme-orders`, in the flow's account and region. Its "
        "policy has to let `appflow.amazonaws.com` read. Another bucket replaces the flow.",
        required=True,
        create_only=READS_FROM,
    )
    bucket_prefix: BucketPrefix | None = member(
        "What the keys of the files to read begin with, for example `incoming/orders/`. AppFlow "
        "compares it as plain text: `incoming/orders` also matches `incoming/orders-old/`, and a "
        "leading slash matches nothing. AppFlow does not read files at the top of a bucket. A file "
        "has to be under the prefix when the flow is created.",
        default="",
        drift_when_added=True,
    )
    s3_input_format_config: S3InputFormatConfig | None = member(
        "How the files are formatted. Needed for JSON Lines; CSV needs no mention.",
        drift_when_added=False,
    )


CONNECTOR = Connector(
    "S3",
    "Amazon S3, as source or destination. Needs no connector profile but a bucket policy.",
    operator=Part(
        selection(
            "S3ConnectorOperator",
            "files in Amazon S3",
            "PROJECTION LESS_THAN GREATER_THAN BETWEEN "
            "LESS_THAN_OR_EQUAL_TO GREATER_THAN_OR_EQUAL_TO EQUAL_TO NOT_EQUAL_TO",
        ),
        "Operator for a flow from Amazon S3. `CONTAINS` is not among them.",
    ),
    source=Part(S3SourceProperties, "The bucket, prefix and format of files in Amazon S3."),
    destination=Part(
        S3DestinationProperties,
        "The bucket and prefix in Amazon S3, and how files are named, formatted and joined there.",
    ),
    triggers=CALLED,
    reaches=Reach(also=("SAPOData",), never=("LookoutMetrics",)),
)
