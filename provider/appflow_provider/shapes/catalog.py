"""
Where a flow registers the files that it writes: the AWS Glue Data Catalog, so that query engines
find them as tables.

`MetadataCatalogConfig` is an input of a flow. The two output shapes report the registration in the
last run.
"""

from appflow_provider.shapes.base import ApiEnum, OutputShape, Shape, member
from appflow_provider.shapes.run import ExecutionStatus
from appflow_provider.shapes.scalars import (
    GlueDataCatalogDatabaseName,
    GlueDataCatalogIAMRole,
    GlueDataCatalogTablePrefix,
    String,
)


class CatalogType(ApiEnum):
    """Kinds of catalog in which a flow can register its output."""

    GLUE = "GLUE", "The AWS Glue Data Catalog."


class GlueDataCatalogConfig(Shape):
    """
    Registers what a flow writes to S3 as tables in the AWS Glue Data Catalog. Flows to other
    destinations cannot have it.
    """

    role_arn: GlueDataCatalogIAMRole = member(
        "ARN of the IAM role with which AppFlow creates tables and partitions in the catalog, for "
        "example `arn:aws:iam::123456789012:role/appflow-glue`. The role has to trust "
        "`appflow.amazonaws.com`.",
        required=True,
    )
    database_name: GlueDataCatalogDatabaseName = member(
        "Catalog database for the tables, for example `sales`. It has to exist before the flow is "
        "created.",
        required=True,
    )
    table_prefix: GlueDataCatalogTablePrefix = member(
        "Beginning of each table's name, up to 128 characters. The tables of a flow are called "
        "`<prefix>_appflow_<flow>_<epoch>_latest` and `<prefix>_appflow_<flow>_<schemaVersion>`; "
        "one more ends in the execution id when `pathPrefixHierarchy` contains `EXECUTION_ID`.",
        required=True,
    )


class MetadataCatalogConfig(Shape):
    """Registers the output of a flow in a catalog. Left out or empty, nothing is registered."""

    glue_data_catalog: GlueDataCatalogConfig | None = member(
        "How to register the files in the AWS Glue Data Catalog, the only catalog that AppFlow "
        "knows. Needs S3 as destination.",
        drift_when_added=True,
    )


class RegistrationOutput(OutputShape):
    """What became of registering a table or its partitions in the catalog."""

    message: String | None = member(
        "What happened, in AppFlow's words; after a failure, its reason."
    )
    result: String | None = member(
        "How many tables or partitions were created or updated: a number written as text, for "
        'example `"3"`.'
    )
    status: ExecutionStatus | None = member("Whether the registration succeeded.")


class MetadataCatalogDetail(OutputShape):
    """What the last run of a flow registered in the catalog."""

    catalog_type: CatalogType | None = member("Kind of the catalog.")
    table_name: String | None = member("Name of the table that describes the files of the run.")
    table_registration_output: RegistrationOutput | None = member("What became of the table.")
    partition_registration_output: RegistrationOutput | None = member(
        "What became of the partitions, the folders into which the run sorted its files."
    )
