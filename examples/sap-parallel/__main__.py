"""
Reads SAP sales orders every hour, in pages and with several processes.

`max_page_size` is the number of records in one request, `max_parallelism` the number of processes. Raise them step by step,
and watch the gateway. `aggregation_config` sets how large the files should be.

    pulumi config set --secret sapPassword
"""

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import mapping

config = pulumi.Config()
lake_bucket = config.require("lakeBucket")

SERVICE = "/sap/opu/odata/sap/ZSALES_ORDERS_SRV"
FIELDS = {  # field of SAP: field of the lake
    "SalesOrder": "sales_order",
    "SoldToParty": "customer",
    "NetAmount": "net_amount",
    "Currency": "currency",
    "ChangedAt": "changed_at",
}
TYPES = {"NetAmount": "Edm.Decimal", "ChangedAt": "Edm.DateTimeOffset"}

sap = appflow.ConnectorProfile(
    "sap",
    connector_type="SAPOData",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {
            "sapo_data": {
                "application_host_url": config.require("sapUrl"),
                "application_service_path": "/sap/opu/odata/iwfnd/catalogservice;v=2",
                "port_number": 443,
                "client_number": "100",
                "logon_language": "EN",
            }
        },
        "connector_profile_credentials": {
            "sapo_data": {
                "basic_auth_credentials": {
                    "username": config.require("sapUser"),
                    "password": config.require_secret("sapPassword"),
                }
            }
        },
    },
)

orders = appflow.Flow(
    "sales-orders",
    description="Sales orders of SAP, every hour",
    flow_status="Active",
    source_flow_config={
        "connector_type": "SAPOData",
        "connector_profile_name": sap.connector_profile_name,
        "incremental_pull_config": {"datetime_type_field_name": "ChangedAt"},
        "source_connector_properties": {
            "sapo_data": {
                "object_path": f"{SERVICE}/SalesOrders",
                "pagination_config": {"max_page_size": 5000},
                "parallelism_config": {"max_parallelism": 8},
            }
        },
    },
    destination_flow_config_list=[
        {
            "connector_type": "S3",
            "destination_connector_properties": {
                "s3": {
                    "bucket_name": lake_bucket,
                    "bucket_prefix": "sap",
                    "s3_output_format_config": {
                        "file_type": "PARQUET",
                        "aggregation_config": {"aggregation_type": "None", "target_file_size": 256},
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
    tasks=mapping.of("SAPOData").rename(FIELDS, types=TYPES),
)

pulumi.export("flowName", orders.flow_name)
