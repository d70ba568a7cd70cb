"""
Copies Salesforce opportunities to S3 every night as Parquet, partitioned by stage, and adds a Glue Data Catalog table for Athena.

The flow is active when `pulumi up` ends. If somebody pauses it in the console, `pulumi refresh` shows that, and the next `up`
starts it again.

AppFlow writes the table with a role that trusts `appflow.amazonaws.com` and may create tables and partitions in the database. The
output `bucketPolicy` is what the lake's bucket needs, ready for a `BucketPolicy` of pulumi_aws.
"""

import json

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import mapping, policies

config = pulumi.Config()
account = config.require("account")
lake_bucket = config.require("lakeBucket")
salesforce_url = config.require("salesforceUrl")

crm = appflow.ConnectorProfile(
    "crm",
    connector_type="Salesforce",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {"salesforce": {"instance_url": salesforce_url}},
        "connector_profile_credentials": {
            "salesforce": {
                "refresh_token": config.require_secret("salesforceRefreshToken"),
                "client_credentials_arn": config.get_secret("salesforceClientCredentialsArn"),
            }
        },
    },
)

TYPES = {
    "Id": "id",
    "Name": "string",
    "StageName": "picklist",
    "Amount": "currency",
    "CloseDate": "date",
    "LastModifiedDate": "datetime",
}
source = mapping.of("Salesforce")

opportunities = appflow.Flow(
    "opportunities",
    description="Opportunities, every night",
    flow_status="Active",
    source_flow_config={
        "connector_type": "Salesforce",
        "connector_profile_name": crm.connector_profile_name,
        "source_connector_properties": {"salesforce": {"object": "Opportunity"}},
    },
    destination_flow_config_list=[
        {
            "connector_type": "S3",
            "destination_connector_properties": {
                "s3": {
                    "bucket_name": lake_bucket,
                    "bucket_prefix": "crm/opportunities",
                    "s3_output_format_config": {
                        "file_type": "PARQUET",
                        "preserve_source_data_typing": True,
                        "prefix_config": {
                            "path_prefix_hierarchy": ["EXECUTION_ID"],
                            "prefix_type": "PATH",
                        },
                    },
                }
            },
        }
    ],
    metadata_catalog_config={
        "glue_data_catalog": {
            "role_arn": f"arn:aws:iam::{account}:role/appflow-glue",
            "database_name": config.require("database"),
            "table_prefix": "crm",
        }
    },
    trigger_config={
        "trigger_type": "Scheduled",
        "trigger_properties": {
            "scheduled": {
                "schedule_expression": "cron(0 2 * * ? *)",
                "timezone": "Europe/Dublin",
                "data_pull_mode": "Incremental",
            }
        },
    },
    tasks=source.map_fields(*TYPES, types=TYPES) + source.partition("StageName"),
)

pulumi.export("flowName", opportunities.flow_name)
pulumi.export("flowStatus", opportunities.flow_status)
pulumi.export(
    "bucketPolicy",
    json.dumps(policies.document(policies.destination_bucket_statement(lake_bucket, account))),
)
