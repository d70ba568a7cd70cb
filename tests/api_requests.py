"""Requests in API spelling, and their parts: small, valid, and new at each call, so that tests can change them."""

from typing import Any

import botocore.loaders

from tests.programs import ACCOUNT

REGION = "eu-central-1"


def profile(
    name: str = "crm", connector_type: str = "Salesforce", **changes: Any
) -> dict[str, Any]:
    properties, credentials = CONNECTIONS[connector_type]
    key = KEYS.get(connector_type, connector_type)
    config: dict[str, Any] = {"connectorProfileProperties": {key: dict(properties)}}
    if credentials is not None:
        config["connectorProfileCredentials"] = {key: dict(credentials)}
    request = {
        "connectorProfileName": name,
        "connectorType": connector_type,
        "connectionMode": "Public",
        "connectorProfileConfig": config,
    }
    return {**request, **changes}


def flow(name: str = "orders", **changes: Any) -> dict[str, Any]:
    """S3 to S3, on demand: needs no profile."""
    return {
        "flowName": name,
        "triggerConfig": {"triggerType": "OnDemand"},
        "sourceFlowConfig": s3_source(),
        "destinationFlowConfigList": [s3_destination()],
        "tasks": [map_all()],
        **changes,
    }


def s3_source(bucket: str = "orders-in", prefix: str = "daily") -> dict[str, Any]:
    settings = {"bucketName": bucket, "bucketPrefix": prefix}
    return {"connectorType": "S3", "sourceConnectorProperties": {"S3": settings}}


def s3_destination(**settings: Any) -> dict[str, Any]:
    return {
        "connectorType": "S3",
        "destinationConnectorProperties": {"S3": {"bucketName": "orders-out", **settings}},
    }


def source(connector_type: str, *, name: str = "crm", **settings: Any) -> dict[str, Any]:
    key = KEYS.get(connector_type, connector_type)
    return {
        "connectorType": connector_type,
        "connectorProfileName": name,
        "sourceConnectorProperties": {key: {"object": "Account", **settings}},
    }


def destination(connector_type: str, *, name: str | None = None, **settings: Any) -> dict[str, Any]:
    config: dict[str, Any] = {
        "connectorType": connector_type,
        "destinationConnectorProperties": {connector_type: settings},
    }
    return config if name is None else {**config, "connectorProfileName": name}


def map_all() -> dict[str, Any]:
    return {"taskType": "Map_all", "sourceFields": []}


def projection(*fields: str, key: str = "Salesforce") -> dict[str, Any]:
    return {
        "taskType": "Filter",
        "sourceFields": list(fields),
        "connectorOperator": {key: "PROJECTION"},
    }


def mapped(field: str, *, key: str = "Salesforce", **changes: Any) -> dict[str, Any]:
    task = {
        "taskType": "Map",
        "sourceFields": [field],
        "destinationField": field,
        "connectorOperator": {key: "NO_OP"},
    }
    return {**task, **changes}


def on_schedule(expression: str = "rate(1hours)", **members: Any) -> dict[str, Any]:
    scheduled = {"scheduleExpression": expression, **members}
    return {"triggerType": "Scheduled", "triggerProperties": {"Scheduled": scheduled}}


def updated(request: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The UpdateFlow request that says the same as a CreateFlow request, with changes."""
    same = {k: v for k, v in request.items() if k not in {"kmsArn", "tags", "clientToken"}}
    return {**same, **changes}


KEYS = {
    "Googleanalytics": "GoogleAnalytics",
    "Servicenow": "ServiceNow",
    "Infornexus": "InforNexus",
}

CREDENTIALS = "ConnectorProfileCredentials"
_AT = {"instanceUrl": "https://vendor.example"}
_OAUTH = {"clientId": "id", "clientSecret": "top-secret"}

_SHAPES = botocore.loaders.Loader().load_service_model("appflow", "service-2")["shapes"]


def required(union: str, key: str) -> dict[str, Any]:
    """What the model requires for a connector: addresses, and texts without a meaning."""
    shape = _SHAPES[_SHAPES[union]["members"][key]["shape"]]
    return {name: _AT.get(name, "top-secret") for name in shape.get("required", ())}


def _connections() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    keys = {kind: KEYS.get(kind, kind) for kind in _SHAPES["ConnectorType"]["enum"]}
    return {
        kind: (required("ConnectorProfileProperties", key), required(CREDENTIALS, key))
        for kind, key in keys.items()
        if key in _SHAPES[CREDENTIALS]["members"]
    }


# connector type -> properties, credentials: what the model requires, or more where that is no login
CONNECTIONS: dict[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
    **_connections(),
    "CustomConnector": (
        {"profileProperties": {"instanceUrl": "https://vendor.example"}},
        {"authenticationType": "BASIC", "basic": {"username": "u", "password": "top-secret"}},
    ),
    "Googleanalytics": ({}, {**_OAUTH, "accessToken": "token"}),
    "Honeycode": ({}, {"accessToken": "token"}),
    "Pardot": (_AT, {"refreshToken": "token"}),
    "Redshift": (
        {
            "bucketName": "staging",
            "roleArn": f"arn:aws:iam::{ACCOUNT}:role/copy",
            "dataApiRoleArn": f"arn:aws:iam::{ACCOUNT}:role/query",
            "databaseName": "dev",
            "workgroupName": "warehouse",
        },
        None,
    ),
    "SAPOData": (
        {
            "applicationHostUrl": "https://sap.vendor.example",
            "applicationServicePath": "/sap/opu/odata/catalog",
            "portNumber": 443,
            "clientNumber": "100",
        },
        {"basicAuthCredentials": {"username": "u", "password": "top-secret"}},
    ),
    "Salesforce": (_AT, {"accessToken": "token", "refreshToken": "top-secret"}),
    "Servicenow": (_AT, {"username": "u", "password": "top-secret"}),
    "Slack": (_AT, {**_OAUTH, "accessToken": "token"}),
    "Snowflake": (
        {"warehouse": "WH", "stage": "DB.PUBLIC.STAGE", "bucketName": "staging"},
        {"username": "u", "password": "top-secret"},
    ),
    "Zendesk": (_AT, {**_OAUTH, "accessToken": "token"}),
}
