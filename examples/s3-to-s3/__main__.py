"""
Copies the shop's order exports to the data lake every hour. It keeps only the fields that analysts use, masks card numbers and
drops orders without an amount.

Both buckets exist already. AppFlow accesses them as a service, so each needs a bucket policy:

* source: principal `appflow.amazonaws.com`, actions `s3:ListBucket` and `s3:GetObject`
* lake: principal `appflow.amazonaws.com`, actions `s3:PutObject`, `s3:AbortMultipartUpload`,
  `s3:ListMultipartUploadParts`, `s3:ListBucketMultipartUploads`, `s3:GetBucketAcl` and `s3:PutObjectAcl`
"""

import pulumi

import pulumi_appflow as appflow

config = pulumi.Config()
source_bucket = config.require("sourceBucket")
lake_bucket = config.require("lakeBucket")

FIELDS = {  # column of the export: (field of the lake, type)
    "order_id": ("order_id", "string"),
    "ordered_at": ("ordered_at", "datetime"),
    "customer": ("customer_id", "string"),
    "country": ("country", "string"),
    "card": ("card", "string"),
    "amount": ("amount_eur", "double"),
}


def copied(column: str, field: str, type_: str) -> appflow.TaskArgsDict:
    """One column copied under its name in the lake."""
    return {
        "task_type": "Map",
        "source_fields": [column],
        "destination_field": field,
        "connector_operator": {"s3": "NO_OP"},
        "task_properties": {"SOURCE_DATA_TYPE": type_, "DESTINATION_DATA_TYPE": type_},
    }


orders = appflow.Flow(
    "orders",
    description="Orders of the web shop, hourly",
    flow_status="Active",
    source_flow_config={
        "connector_type": "S3",
        "source_connector_properties": {
            "s3": {
                "bucket_name": source_bucket,
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
                    "bucket_name": lake_bucket,
                    "bucket_prefix": "shop",
                    "s3_output_format_config": {
                        "file_type": "PARQUET",
                        "prefix_config": {"prefix_type": "PATH", "prefix_format": "DAY"},
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
    tasks=[
        {
            "task_type": "Filter",
            "source_fields": list(FIELDS),
            "connector_operator": {"s3": "PROJECTION"},
        },
        {
            "task_type": "Validate",
            "source_fields": ["amount"],
            "connector_operator": {"s3": "VALIDATE_NON_NULL"},
            "task_properties": {"VALIDATION_ACTION": "DropRecord"},
        },
        {
            "task_type": "Mask",
            "source_fields": ["card"],
            "destination_field": "card",
            "connector_operator": {"s3": "MASK_FIRST_N"},
            "task_properties": {"MASK_LENGTH": "12", "MASK_VALUE": "*"},
        },
        *[copied(column, field, type_) for column, (field, type_) in FIELDS.items()],
    ],
    tags={"team": "data-platform"},
)

pulumi.export("flowName", orders.flow_name)
pulumi.export("flowArn", orders.flow_arn)
