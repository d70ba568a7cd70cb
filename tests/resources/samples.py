"""Inputs for the resources' tests, as a front hands them over."""

from typing import Any


def flow(**changes: Any) -> dict[str, Any]:
    """An hourly copy from S3 to S3."""
    return {
        "flowName": "orders",
        "sourceFlowConfig": {
            "connectorType": "S3",
            "sourceConnectorProperties": {
                "s3": {"bucketName": "exports", "bucketPrefix": "orders"}
            },
        },
        "destinationFlowConfigList": [
            {
                "connectorType": "S3",
                "destinationConnectorProperties": {
                    "s3": {"bucketName": "lake", "bucketPrefix": "shop"}
                },
            }
        ],
        "triggerConfig": {
            "triggerType": "Scheduled",
            "triggerProperties": {"scheduled": {"scheduleExpression": "rate(1hours)"}},
        },
        "tasks": [
            {"taskType": "Map_all", "sourceFields": [], "connectorOperator": {"s3": "NO_OP"}}
        ],
        **changes,
    }


def profile(**changes: Any) -> dict[str, Any]:
    """A login to Salesforce."""
    return {
        "connectorProfileName": "crm",
        "connectorType": "Salesforce",
        "connectionMode": "Public",
        "connectorProfileConfig": {
            "connectorProfileProperties": {
                "salesforce": {"instanceUrl": "https://kestrel-example.my.salesforce.com"}
            },
            "connectorProfileCredentials": {"salesforce": {"refreshToken": "hunter2"}},
        },
        **changes,
    }
