"""A login to Salesforce and two flows: the shop's orders every hour, and the accounts of the CRM on demand."""

import pulumi

import pulumi_appflow as appflow

config = pulumi.Config()
shop_bucket = config.require("shopBucket")
lake_bucket = config.require("lakeBucket")

crm = appflow.ConnectorProfile(
    "crm",
    connector_profile_name="quickstart-crm",
    connector_type="Salesforce",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {
            "salesforce": {"instance_url": "https://kestrel-example.my.salesforce.com"}
        },
        "connector_profile_credentials": {
            "salesforce": {"refresh_token": config.require_secret("salesforceRefreshToken")}
        },
    },
)


def lake(prefix: str) -> list[appflow.DestinationFlowConfigArgsDict]:
    """The data lake as a destination: JSON Lines in one folder a day."""
    return [
        {
            "connector_type": "S3",
            "destination_connector_properties": {
                "s3": {
                    "bucket_name": lake_bucket,
                    "bucket_prefix": prefix,
                    "s3_output_format_config": {
                        "file_type": "JSON",
                        "prefix_config": {"prefix_type": "PATH", "prefix_format": "DAY"},
                    },
                }
            },
        }
    ]


def copied(field: str) -> appflow.TaskArgsDict:
    """One field of Salesforce copied under its own name."""
    return {
        "task_type": "Map",
        "source_fields": [field],
        "destination_field": field,
        "connector_operator": {"salesforce": "NO_OP"},
    }


orders = appflow.Flow(
    "orders",
    flow_name="quickstart-orders",
    description="Orders of the web shop",
    flow_status="Active",
    source_flow_config={
        "connector_type": "S3",
        "source_connector_properties": {
            "s3": {
                "bucket_name": shop_bucket,
                "bucket_prefix": "orders",
                "s3_input_format_config": {"s3_input_file_type": "CSV"},
            }
        },
    },
    destination_flow_config_list=lake("quickstart/orders"),
    trigger_config={
        "trigger_type": "Scheduled",
        "trigger_properties": {
            "scheduled": {"schedule_expression": "rate(1hours)", "data_pull_mode": "Incremental"}
        },
    },
    tasks=[{"task_type": "Map_all", "source_fields": [], "connector_operator": {"s3": "NO_OP"}}],
    tags={"team": "data-platform"},
)

ACCOUNT_FIELDS = ["Id", "Name", "BillingCountry", "AnnualRevenue"]

accounts = appflow.Flow(
    "accounts",
    flow_name="quickstart-accounts",
    description="Accounts of the CRM",
    source_flow_config={
        "connector_type": "Salesforce",
        "connector_profile_name": crm.connector_profile_name,
        "source_connector_properties": {"salesforce": {"object": "Account"}},
    },
    destination_flow_config_list=lake("quickstart/accounts"),
    trigger_config={"trigger_type": "OnDemand"},
    tasks=[
        {
            "task_type": "Filter",
            "source_fields": ACCOUNT_FIELDS,
            "connector_operator": {"salesforce": "PROJECTION"},
        },
        *[copied(field) for field in ACCOUNT_FIELDS],
    ],
)

pulumi.export("orders", orders.flow_arn)
pulumi.export("accounts", accounts.flow_arn)
