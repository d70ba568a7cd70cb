"""
Snowflake, the data warehouse. A destination only.

AppFlow writes files to an S3 bucket, from which Snowflake copies them through a stage. It logs in
with a username and a password or private key, over the internet or PrivateLink. Snowflake's access
to the bucket needs `kms:Decrypt`, because the files are encrypted. AppFlow returns the name of the
stage with an `@` in front.
"""

from appflow_provider.shapes.base import Answer, Shape, member
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.connectors.parts import Part
from appflow_provider.shapes.create_only import WRITES_TO
from appflow_provider.shapes.scalars import (
    AccountName,
    BucketName,
    BucketPrefix,
    Object,
    Password,
    PrivateKey,
    PrivateLinkServiceName,
    Region,
    Stage,
    Username,
    Warehouse,
)
from appflow_provider.shapes.transforms import stage_name
from appflow_provider.shapes.writing import ErrorHandlingConfig, refused_by


class SnowflakeConnectorProfileCredentials(Shape):
    """How AppFlow logs in to Snowflake: `username` with either `password` or `privateKey`."""

    username: Username = member(
        "Snowflake user, for example `APPFLOW`. It has to be allowed to use the warehouse and the "
        "stage, and to insert into the tables.",
        required=True,
    )
    password: Password | None = member(
        "Password that belongs to `username`. Leave it out with `privateKey`.", secret=True
    )
    private_key: PrivateKey | None = member(
        "RSA private key of the user, where Snowflake asks for key pairs. Leave it out with "
        "`password`. It has to stand on one line, at most 8192 characters, because the API accepts "
        "no line breaks.",
        secret=True,
    )


class SnowflakeConnectorProfileProperties(Shape):
    """The Snowflake account, warehouse and stage, and the bucket from which Snowflake copies."""

    warehouse: Warehouse = member(
        "Virtual warehouse that does the copying, for example `LOAD_WH`.", required=True
    )
    stage: Stage = member(
        "External stage on top of `bucketName`, with its database and schema, for example "
        "`SALES.PUBLIC.APPFLOW_STAGE`.",
        required=True,
        transform=stage_name,
    )
    bucket_name: BucketName = member(
        "S3 bucket that the stage points to, in which AppFlow puts files for Snowflake to copy.",
        required=True,
    )
    bucket_prefix: BucketPrefix | None = member(
        "Prefix in `bucketName` that the stage points to, for example `staging/snowflake`.",
        default="",
        drift_when_added=True,
    )
    private_link_service_name: PrivateLinkServiceName | None = member(
        "Name of Snowflake's VPC endpoint service, `com.amazonaws.vpce.<region>.vpce-svc-<id>`. "
        "For profiles whose `connectionMode` is `Private`.",
        default="",
        drift_when_added=False,
        not_returned=True,  # public reports
    )
    account_name: AccountName | None = member(
        "Name of the Snowflake account, the first part of its address: `xy12345` of "
        "`https://xy12345.snowflakecomputing.com`.",
        drift_when_added=False,
    )
    region: Region | None = member(
        "AWS region in which the Snowflake account lives, for example `eu-central-1`.",
        drift_when_added=False,
    )


class SnowflakeDestinationProperties(Shape):
    """Which table in Snowflake a flow adds records to, and the bucket they pass through."""

    object: Object = member(
        "Table to write to, with its database and schema, for example `SALES.PUBLIC.ORDERS`. "
        "Another table replaces the flow.",
        required=True,
        create_only=WRITES_TO,
    )
    intermediate_bucket_name: BucketName = member(
        "S3 bucket for files on their way to Snowflake. The stage of the connector profile has to "
        "point to it, so it is usually the profile's `bucketName`.",
        required=True,
    )
    bucket_prefix: BucketPrefix | None = member(
        "Prefix in `intermediateBucketName` for the files of this flow, for example "
        "`staging/snowflake/orders`.",
        default="",
        drift_when_added=True,
    )
    error_handling_config: ErrorHandlingConfig | None = refused_by("Snowflake")


class SnowflakeMetadata(Answer):
    """What is special about Snowflake."""

    supported_regions: list[str] | None = member("Regions of Snowflake that AppFlow reaches.")


CONNECTOR = Connector(
    "Snowflake",
    "Snowflake, as destination. Records are loaded by way of an S3 bucket.",
    profile=Part(
        SnowflakeConnectorProfileProperties,
        "The Snowflake warehouse and stage, and the bucket between.",
    ),
    credentials=Part(
        SnowflakeConnectorProfileCredentials, "User of Snowflake, with a password or a private key."
    ),
    destination=Part(
        SnowflakeDestinationProperties,
        "The table in Snowflake, and the bucket through which records reach it.",
    ),
    metadata=Part(SnowflakeMetadata, "For `Snowflake`."),
    logins=(("password",), ("privateKey",)),
    private=True,
)
