r"""
Loads files from S3 into a Snowflake table every day. The login is a key pair: the user in Snowflake has the public key, AppFlow the private.

    tr -d '\n' < rsa_key.p8 | pulumi config set --secret snowflakePrivateKey

AppFlow needs the key on one line, so `tr` removes the line breaks.

The stage and the storage integration behind it exist already, and read from the staging bucket.
"""

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import mapping

config = pulumi.Config()
staging_bucket = config.require("stagingBucket")

snowflake = appflow.ConnectorProfile(
    "snowflake",
    connector_type="Snowflake",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {
            "snowflake": {
                "account_name": config.require("account"),
                "region": "eu-west-1",
                "warehouse": "LOADING",
                "stage": "ANALYTICS.PUBLIC.APPFLOW",
                "bucket_name": staging_bucket,
                "bucket_prefix": "appflow",
            }
        },
        "connector_profile_credentials": {
            "snowflake": {
                "username": "APPFLOW",
                "private_key": config.require_secret("snowflakePrivateKey"),
            }
        },
    },
)

source = mapping.of("S3")

orders = appflow.Flow(
    "orders",
    description="Orders of the web shop into Snowflake, every day",
    flow_status="Active",
    source_flow_config={
        "connector_type": "S3",
        "source_connector_properties": {
            "s3": {
                "bucket_name": config.require("sourceBucket"),
                "bucket_prefix": "orders",
                "s3_input_format_config": {"s3_input_file_type": "CSV"},
            }
        },
    },
    destination_flow_config_list=[
        {
            "connector_type": "Snowflake",
            "connector_profile_name": snowflake.connector_profile_name,
            "destination_connector_properties": {
                "snowflake": {
                    "object": "ANALYTICS.PUBLIC.ORDERS",
                    "intermediate_bucket_name": staging_bucket,
                }
            },
        }
    ],
    trigger_config={
        "trigger_type": "Scheduled",
        "trigger_properties": {
            "scheduled": {"schedule_expression": "rate(1days)", "data_pull_mode": "Incremental"}
        },
    },
    tasks=source.map_fields("order_id", "customer", "country", "ordered_at", "amount")
    + source.mask("customer", last=4),
)

pulumi.export("flowName", orders.flow_name)
