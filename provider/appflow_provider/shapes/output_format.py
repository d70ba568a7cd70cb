"""
How files in S3 are named, sorted into folders, formatted and joined.

Two destinations write files and share this module: Amazon S3 and Upsolver.
"""

from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.scalars import Long


class AggregationType(ApiEnum):
    """How many files a run leaves in S3."""

    NONE = "None", "As many files as come: one for each file or page that was read. The default."
    SINGLE_FILE = (
        "SingleFile",
        "One file for each run, or for each partition of it. Not available with `PARQUET`.",
    )


class FileType(ApiEnum):
    """Formats of the files that a flow writes."""

    CSV = "CSV", "Comma-separated values below a header row."
    JSON = (
        "JSON",
        (
            "JSON Lines: one object a line. The default, and all that a flow from Google "
            "Analytics can write."
        ),
    )
    PARQUET = (
        "PARQUET",
        "Apache Parquet. Every column is text unless `preserveSourceDataTyping` is `true`.",
    )


class PathPrefix(ApiEnum):
    """Elements of a file's path that AppFlow knows by itself."""

    EXECUTION_ID = "EXECUTION_ID", "Id of the run: each run gets a folder of its own."
    SCHEMA_VERSION = (
        "SCHEMA_VERSION",
        (
            "Version of the output's schema, as `schemaVersion_3`. It grows with each change of "
            "mappings, data types or partition keys."
        ),
    )


class PrefixFormat(ApiEnum):
    """How finely the date in a path or name is divided, in UTC."""

    YEAR = "YEAR", "The year: `2031`."
    MONTH = "MONTH", "Year and month: `2031/01`."
    DAY = "DAY", "Down to the day: `2031/01/31`."
    HOUR = "HOUR", "Down to the hour: `2031/01/31/06`."
    MINUTE = "MINUTE", "Down to the minute: `2031/01/31/06/30`."


class PrefixType(ApiEnum):
    """Where the date of a run appears."""

    FILENAME = "FILENAME", "In the name of the file, as time of its creation."
    PATH = "PATH", "In the path, as folders."
    PATH_AND_FILENAME = "PATH_AND_FILENAME", "In both."


class AggregationConfig(Shape):
    """How the records of a run are divided into files."""

    aggregation_type: AggregationType | None = member(
        "`None` (the default) leaves one file for each file or page that was read, `SingleFile` "
        "makes one of them all in each partition. `SingleFile` does not go with `PARQUET`.",
        default="None",
        drift_when_added=False,
    )
    target_file_size: Long | None = member(
        "Size that AppFlow aims at for each file, in megabytes, for example `128`. Real sizes "
        "vary with the number and size of records.",
        drift_when_added=False,
    )


class PrefixConfig(Shape):
    """
    How the files of a flow are named and sorted. The full path is
    `[bucketPrefix/]flowName/[schemaVersion_N/][date folders/][execution id/][field=value
    folders/]file`.
    """

    prefix_type: PrefixType | None = member(
        "Where the date of the run appears: `PATH`, `FILENAME` or `PATH_AND_FILENAME`. Left out, "
        "it appears nowhere.",
        drift_when_added=False,
    )
    prefix_format: PrefixFormat | None = member(
        "How fine the date is, from `YEAR` to `MINUTE`: `DAY` gives the folders `2031/01/31`. In "
        "UTC; needed together with `prefixType` for folders by date.",
        drift_when_added=False,
    )
    path_prefix_hierarchy: list[PathPrefix] | None = member(
        "Which of `EXECUTION_ID` and `SCHEMA_VERSION` become folders. In the path the version "
        "stands before the date and the id after it.",
        drift_when_added=False,
    )
