"""
Loads files from S3 into a Redshift Serverless table every hour, through the Data API and without a password.

AppFlow writes to the staging bucket, and Redshift copies from it with `role_arn`. `data_api_role_arn` is the role with which AppFlow
calls the Data API; it trusts `appflow.amazonaws.com`. The table exists already.
"""

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import mapping

config = pulumi.Config()
account = config.require("account")
staging_bucket = config.require("stagingBucket")

warehouse = appflow.ConnectorProfile(
    "warehouse",
    connector_type="Redshift",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {
            "redshift": {
                "is_redshift_serverless": True,
                "workgroup_name": "analytics",
                "database_name": "dwh",
                "bucket_name": staging_bucket,
                "role_arn": f"arn:aws:iam::{account}:role/redshift-copy",
                "data_api_role_arn": f"arn:aws:iam::{account}:role/appflow-data-api",
            }
        },
    },
)

source = mapping.of("S3")

orders = appflow.Flow(
    "orders",
    description="Orders of the web shop into the warehouse, every hour",
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
            "connector_type": "Redshift",
            "connector_profile_name": warehouse.connector_profile_name,
            "destination_connector_properties": {
                "redshift": {
                    "object": "public.orders",
                    "intermediate_bucket_name": staging_bucket,
                    "bucket_prefix": "orders",
                    "error_handling_config": {
                        "bucket_name": staging_bucket,
                        "bucket_prefix": "refused",
                    },
                }
            },
        }
    ],
    trigger_config={
        "trigger_type": "Scheduled",
        "trigger_properties": {
            "scheduled": {"schedule_expression": "rate(1hours)", "data_pull_mode": "Incremental"}
        },
    },
    tasks=source.map_fields("order_id", "customer", "country", "ordered_at", amount="amount_eur")
    + source.validate_not_null("order_id"),
)

pulumi.export("flowName", orders.flow_name)
