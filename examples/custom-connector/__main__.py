"""
A custom connector: a Lambda function built with the Custom Connector SDK, registered in this account and region, with a login and a
flow.

The function's policy lets `appflow.amazonaws.com` invoke it.

    pulumi config set --secret weatherApiKey
"""

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import mapping

config = pulumi.Config()

connector = appflow.Connector(
    "weather",
    connector_label="weather",
    description="Measurements of the weather stations",
    connector_provisioning_config={"lambda_": {"lambda_arn": config.require("lambdaArn")}},
)

login = appflow.ConnectorProfile(
    "weather",
    connector_type="CustomConnector",
    connector_label=connector.connector_label,
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {
            "custom_connector": {"profile_properties": {"network": "coast"}}
        },
        "connector_profile_credentials": {
            "custom_connector": {
                "authentication_type": "APIKEY",
                "api_key": {"api_key": config.require_secret("weatherApiKey")},
            }
        },
    },
)

measurements = appflow.Flow(
    "measurements",
    description="Measurements of the weather stations, every hour",
    flow_status="Active",
    source_flow_config={
        "connector_type": "CustomConnector",
        "api_version": "v1",
        "connector_profile_name": login.connector_profile_name,
        "incremental_pull_config": {"datetime_type_field_name": "measured_at"},
        "source_connector_properties": {
            "custom_connector": {
                "entity_name": "measurement",
                "custom_properties": {"unit": "metric"},
            }
        },
    },
    destination_flow_config_list=[
        {
            "connector_type": "S3",
            "destination_connector_properties": {
                "s3": {
                    "bucket_name": config.require("lakeBucket"),
                    "bucket_prefix": "weather",
                    "s3_output_format_config": {"file_type": "JSON"},
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
    tasks=mapping.of("CustomConnector").map_fields("station", "measured_at", "temperature", "wind"),
)

pulumi.export("flowName", measurements.flow_name)
pulumi.export("connector", connector.connector_arn)
