"""
Copies the same Salesforce accounts to the lakes of two regions. AppFlow is regional: a profile and a flow belong to one region, and so does
the bucket. Each resource can set its `region`; the default is the stack's region.
"""

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import mapping

config = pulumi.Config()
salesforce_url = config.require("salesforceUrl")

for region in ("eu-west-1", "us-east-1"):
    crm = appflow.ConnectorProfile(
        f"crm-{region}",
        region=region,
        connector_profile_name="regional-crm",
        connector_type="Salesforce",
        connection_mode="Public",
        connector_profile_config={
            "connector_profile_properties": {"salesforce": {"instance_url": salesforce_url}},
            "connector_profile_credentials": {
                "salesforce": {
                    "refresh_token": config.require_secret("salesforceRefreshToken"),
                    "client_credentials_arn": config.get_secret(f"salesforceClient-{region}"),
                }
            },
        },
    )
    accounts = appflow.Flow(
        f"accounts-{region}",
        region=region,
        flow_name="regional-accounts",
        flow_status="Active",
        source_flow_config={
            "connector_type": "Salesforce",
            "connector_profile_name": crm.connector_profile_name,
            "source_connector_properties": {"salesforce": {"object": "Account"}},
        },
        destination_flow_config_list=[
            {
                "connector_type": "S3",
                "destination_connector_properties": {
                    "s3": {
                        "bucket_name": f"kestrel-data-lake-{region}",
                        "bucket_prefix": "accounts",
                        "s3_output_format_config": {"file_type": "PARQUET"},
                    }
                },
            }
        ],
        trigger_config={
            "trigger_type": "Scheduled",
            "trigger_properties": {
                "scheduled": {"schedule_expression": "rate(1days)", "data_pull_mode": "Complete"}
            },
        },
        tasks=mapping.of("Salesforce").map_all(exclude=["Description"]),
    )
    pulumi.export(f"accounts-{region}", accounts.flow_arn)
