"""Programs in property spelling, and their parts: small, valid, and new at each call, so that tests can change them."""

from typing import Any

Program = dict[str, Any]

ACCOUNT = "123456789012"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
LAMBDA = f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:hubspot"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/appflow"

WITHOUT_PROFILE = {"CustomerProfiles", "EventBridge", "LookoutMetrics", "S3", "Upsolver"}
DROP = object()  # in place of a member: leave it out

ON_DEMAND = {"triggerType": "OnDemand"}
EVENT = {"triggerType": "Event"}
MAP_ALL: Program = {"taskType": "Map_all", "sourceFields": []}

# Connector types whose key in the structures by connector is not just the type with a small first letter.
_KEYS = {
    "Googleanalytics": "googleAnalytics",
    "Infornexus": "inforNexus",
    "SAPOData": "sapoData",
    "Servicenow": "serviceNow",
}
_TYPES = {key: kind for kind, key in _KEYS.items()}


def key_of(kind: str) -> str:
    """The connector type's key in the structures that have one for each connector."""
    return _KEYS.get(kind, kind[0].lower() + kind[1:])


def type_of(key: str) -> str:
    """The connector type that a key is for."""
    return _TYPES.get(key, key[0].upper() + key[1:])


def source(kind: str, key: str, properties: Any, **more: Any) -> Program:
    """A source with a profile, unless it needs none."""
    return {**_end(kind, "login"), "sourceConnectorProperties": {key: properties}, **more}


def destination(kind: str, key: str, properties: Any, **more: Any) -> Program:
    """A destination with a profile, unless it needs none."""
    return {
        **_end(kind, "login-there"),
        "destinationConnectorProperties": {key: properties},
        **more,
    }


def _end(kind: str, login: str) -> Program:
    profile = {} if kind in WITHOUT_PROFILE else {"connectorProfileName": login}
    return {"connectorType": kind, **profile}


def task(kind: str, fields: list[str], key: str, operator: str, **more: Any) -> Program:
    """A task with an operator."""
    return {"taskType": kind, "sourceFields": fields, "connectorOperator": {key: operator}, **more}


def scheduled(expression: str = "rate(1hours)", **more: Any) -> Program:
    """A trigger with a schedule."""
    schedule = {"scheduled": {"scheduleExpression": expression, **more}}
    return {"triggerType": "Scheduled", "triggerProperties": schedule}


def flow(**changes: Any) -> Program:
    """An hourly copy from S3 to S3."""
    return {
        "flowName": "orders",
        "sourceFlowConfig": source("S3", "s3", {"bucketName": "exports", "bucketPrefix": "orders"}),
        "destinationFlowConfigList": [
            destination("S3", "s3", {"bucketName": "lake", "bucketPrefix": "shop"})
        ],
        "triggerConfig": scheduled(),
        "tasks": [task("Map_all", [], "s3", "NO_OP")],
        **changes,
    }


def login(kind: str, key: str, properties: Any, credentials: Any = DROP, **changes: Any) -> Program:
    """A public profile of a connector."""
    config = {"connectorProfileProperties": {key: properties}}
    if credentials is not DROP:
        config["connectorProfileCredentials"] = {key: credentials}
    return {
        "connectorProfileName": "login",
        "connectorType": kind,
        "connectionMode": "Public",
        "connectorProfileConfig": config,
        **changes,
    }


def profile(**changes: Any) -> Program:
    """A login to Salesforce."""
    at = {"instanceUrl": "https://kestrel-example.my.salesforce.com"}
    named = {"connectorProfileName": "crm", **changes}
    return login("Salesforce", "salesforce", at, {"refreshToken": "hunter2"}, **named)
