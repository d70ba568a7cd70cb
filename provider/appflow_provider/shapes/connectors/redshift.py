"""
Amazon Redshift, the data warehouse. A destination only.

AppFlow writes files to an S3 bucket, from which Redshift loads them. It logs in through the
Redshift Data API with an IAM role, which reaches private clusters and Redshift Serverless too, or
in the older way with a JDBC URL, a username and a password, which needs a publicly accessible
cluster. Records are only ever inserted, never updated.
"""

from collections.abc import Mapping
from typing import Any

from appflow_provider.shapes.base import Flag, Shape, member
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.connectors.parts import Part
from appflow_provider.shapes.create_only import WRITES_TO
from appflow_provider.shapes.scalars import (
    BucketName,
    BucketPrefix,
    ClusterIdentifier,
    DataApiRoleArn,
    DatabaseName,
    DatabaseUrl,
    Object,
    Password,
    RoleArn,
    String,
    WorkgroupName,
)
from appflow_provider.shapes.writing import ErrorHandlingConfig, refused_by


class RedshiftConnectorProfileCredentials(Shape):
    """
    User of the database. A JDBC URL needs both members, the Data API with a cluster the username,
    Redshift Serverless neither.
    """

    username: String | None = member(
        "Database user, for example `appflow`. For a cluster, whether it is reached through the "
        "Data API or a JDBC URL."
    )
    password: Password | None = member(
        "Password that belongs to `username`. For a JDBC URL only.", secret=True
    )


class RedshiftConnectorProfileProperties(Shape):
    """
    The database in Amazon Redshift, and the bucket and roles with which data reaches it. Give
    `databaseName`, `dataApiRoleArn` and either `clusterIdentifier` or `workgroupName` for the Data
    API, or `databaseUrl` for JDBC.
    """

    database_url: DatabaseUrl | None = member(
        "JDBC URL of a publicly accessible cluster, `jdbc:redshift://<endpoint>:5439/<database>`. "
        "The older way to connect, which AWS means to end; the Data API replaces it.",
        drift_when_added=False,
    )
    bucket_name: BucketName = member(
        "S3 bucket in which AppFlow puts files for Redshift to load.", required=True
    )
    bucket_prefix: BucketPrefix | None = member(
        "Prefix in `bucketName` for those files, for example `staging/redshift`.",
        default="",
        drift_when_added=True,
    )
    role_arn: RoleArn = member(
        "ARN of the IAM role with which Redshift reads from `bucketName` and decrypts what it "
        "reads. The cluster or workgroup has to have the role associated.",
        required=True,
    )
    data_api_role_arn: DataApiRoleArn | None = member(
        "ARN of the IAM role with which AppFlow calls the Redshift Data API. For Redshift "
        "Serverless, grant privileges on the tables to the database user `IAMR:<role name>`.",
        drift_when_added=False,
    )
    is_redshift_serverless: Flag | None = member(
        "`true` when the database belongs to Redshift Serverless; then give `workgroupName`. The "
        "default is `false`, a cluster.",
        default=False,
        drift_when_added=True,
    )
    cluster_identifier: ClusterIdentifier | None = member(
        "Identifier of the cluster, for example `analytics`. For the Data API with a cluster.",
        drift_when_added=False,
    )
    workgroup_name: WorkgroupName | None = member(
        "Name of the Redshift Serverless workgroup, for example `default-workgroup`. Needed when "
        "`isRedshiftServerless` is `true`.",
        drift_when_added=False,
    )
    database_name: DatabaseName | None = member(
        "Name of the database, for example `dev`. For the Data API; a JDBC URL contains it.",
        drift_when_added=False,
    )


class RedshiftDestinationProperties(Shape):
    """Which table in Amazon Redshift a flow adds records to, and the bucket they pass through."""

    object: Object = member(
        "Table to insert into, with its schema, for example `public.orders`. Another table "
        "replaces the flow.",
        required=True,
        create_only=WRITES_TO,
    )
    intermediate_bucket_name: BucketName = member(
        "S3 bucket for files on their way to Redshift. The `roleArn` of the connector profile has "
        "to be allowed to read it, so it is usually the profile's `bucketName`.",
        required=True,
    )
    bucket_prefix: BucketPrefix | None = member(
        "Prefix in `intermediateBucketName` for the files of this flow, for example "
        "`staging/orders`.",
        default="",
        drift_when_added=True,
    )
    error_handling_config: ErrorHandlingConfig | None = refused_by("Redshift")


def _usual_login(properties: Mapping[str, Any]) -> Mapping[str, str | None]:
    if "databaseUrl" in properties:
        return {"username": None, "password": None}
    return {}  # the Data API logs in with a role


CONNECTOR = Connector(
    "Redshift",
    "Amazon Redshift, as destination. Records are inserted by way of an S3 bucket.",
    profile=Part(
        RedshiftConnectorProfileProperties,
        "The Amazon Redshift database, the roles to reach it with, and the bucket between.",
    ),
    credentials=Part(
        RedshiftConnectorProfileCredentials,
        "Database user of Amazon Redshift. Not needed with a role for the Data API.",
    ),
    destination=Part(
        RedshiftDestinationProperties,
        "The table in Amazon Redshift, and the bucket through which records reach it.",
    ),
    usual=_usual_login,
    anonymous=True,  # a role logs in
)
