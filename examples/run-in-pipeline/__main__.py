"""
Copies the orders again whenever the mapping changes, as part of the deployment. `pulumi up` waits for the run, shows its progress, and
fails with the run's own message if the run fails.

The flow runs again when `triggers` change: when its tasks change, or when you set a new value for `day`, as the nightly job of the
workflow in this folder does:

    pulumi up --config day=$(date +%F)
"""

import hashlib
import json

import pulumi

import pulumi_appflow as appflow
from pulumi_appflow import mapping

config = pulumi.Config()

source = mapping.of("S3")
tasks = (
    source.map_fields("order_id", "ordered_at", "country", customer="customer_id")
    + source.add("net", "tax", into="amount")
    + source.validate_not_null("order_id")
)

orders = appflow.Flow(
    "orders",
    description="Orders of the web shop, with every deployment that changes the mapping",
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
            "connector_type": "S3",
            "destination_connector_properties": {
                "s3": {
                    "bucket_name": config.require("lakeBucket"),
                    "bucket_prefix": "pipeline/orders",
                    "s3_output_format_config": {"file_type": "PARQUET"},
                }
            },
        }
    ],
    trigger_config={"trigger_type": "OnDemand"},
    tasks=tasks,
)

run = appflow.FlowRun(
    "orders",
    flow_name=orders.flow_name,
    triggers={
        "tasks": hashlib.sha256(json.dumps(tasks, sort_keys=True).encode()).hexdigest(),
        "day": config.require("day"),
    },
    opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="2h")),
)

pulumi.export("flowName", orders.flow_name)
pulumi.export("execution", run.execution_id)
pulumi.export("status", run.execution_status)
pulumi.export("records", run.records_processed)
