"""
Upsolver, the data lake service. A destination only.

It is an S3 bucket from which Upsolver reads, so there is no login and no connector profile. The
bucket's name has to begin with `upsolver-appflow`, and the layout of files has to be given. The
flow's source determines triggers and schedules.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.connectors.parts import Part, nothing_special
from appflow_provider.shapes.create_only import WRITES_TO
from appflow_provider.shapes.output_format import AggregationConfig, FileType, PrefixConfig
from appflow_provider.shapes.scalars import BucketPrefix, UpsolverBucketName


class UpsolverS3OutputFormatConfig(Shape):
    """How a flow formats, names and joins the files that it writes for Upsolver."""

    file_type: FileType | None = member(
        "Format of the files: `JSON` (JSON Lines, the default), `CSV` or `PARQUET`. A flow from "
        "Google Analytics writes `JSON` only.",
        drift_when_added=False,
    )
    prefix_config: PrefixConfig = member(
        "Which folders by date, run or schema version files are sorted into, and whether their "
        "names tell the time. Upsolver needs it, Amazon S3 does not.",
        required=True,
        drift_when_added=True,
    )
    aggregation_config: AggregationConfig | None = member(
        "Whether the records of a run are joined into one file, or how large files become. Left "
        "out, as many files are written as come.",
        drift_when_added=True,
    )


class UpsolverDestinationProperties(Shape):
    """Where a flow writes files for Upsolver, and how they are named, formatted and joined."""

    bucket_name: UpsolverBucketName = member(
        "Bucket that Upsolver reads, 16 to 63 characters that begin with `upsolver-appflow`, for "
        "example `upsolver-appflow-orders`. Another bucket replaces the flow.",
        required=True,
        create_only=WRITES_TO,
    )
    bucket_prefix: BucketPrefix | None = member(
        "Folder in the bucket, for example `raw/orders`. AppFlow adds the flow's name and what "
        "`prefixConfig` asks for.",
        default="",
        drift_when_added=True,
    )
    s3_output_format_config: UpsolverS3OutputFormatConfig = member(
        "How files are named, formatted and joined. Needed here, unlike for Amazon S3.",
        required=True,
    )


CONNECTOR = Connector(
    "Upsolver",
    "Upsolver, as destination: an S3 bucket whose name begins with `upsolver-appflow`. Needs no "
    "connector profile.",
    destination=Part(
        UpsolverDestinationProperties,
        "The bucket that Upsolver reads, and how files are named and formatted there.",
        added=3,
    ),
    metadata=nothing_special("Upsolver", added=2),
)
