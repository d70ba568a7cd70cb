"""Inputs for the rules' tests: valid flows and profiles, changes to them, and what to expect."""

import copy
from datetime import datetime, timezone
from typing import Any, NamedTuple


class Case(NamedTuple):
    """Inputs, and the expected findings: words of the sentence by path."""

    value: Any
    problems: dict[str, str] = {}  # noqa: RUF012 - never changed
    warnings: dict[str, str] = {}  # noqa: RUF012 - never changed
    now: datetime | None = None  # the present, where it matters


NOON = datetime(2030, 6, 1, 12, tzinfo=timezone.utc)
DROP = object()
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ROLE = "arn:aws:iam::123456789012:role/appflow"


def source(kind: str, key: str, properties: Any, **more: Any) -> dict[str, Any]:
    """A source with a profile, unless it is S3."""
    profile = {} if kind == "S3" else {"connectorProfileName": "login"}
    union = {"sourceConnectorProperties": {key: properties}}
    return {"connectorType": kind, **profile, **union, **more}


def target(kind: str, key: str, properties: Any, **more: Any) -> dict[str, Any]:
    """A destination with a profile, unless it needs none."""
    bare = {"CustomerProfiles", "EventBridge", "LookoutMetrics", "S3", "Upsolver"}
    profile = {} if kind in bare else {"connectorProfileName": "login-there"}
    union = {"destinationConnectorProperties": {key: properties}}
    return {"connectorType": kind, **profile, **union, **more}


def task(kind: str, fields: list[str], key: str, operator: str, **more: Any) -> dict[str, Any]:
    """A task with an operator."""
    return {"taskType": kind, "sourceFields": fields, "connectorOperator": {key: operator}, **more}


S3_SOURCE = source("S3", "s3", {"bucketName": "exports", "bucketPrefix": "orders"})
SALESFORCE = source("Salesforce", "salesforce", {"object": "Account"})
S3_TARGET = target("S3", "s3", {"bucketName": "lake", "bucketPrefix": "shop"})
ALL_FIELDS = {"taskType": "Map_all", "sourceFields": []}


def flow(*, tasks: list[Any] | None = None, **changes: Any) -> dict[str, Any]:
    """An on-demand copy from S3 to S3."""
    return {
        "flowName": "orders",
        "sourceFlowConfig": S3_SOURCE,
        "destinationFlowConfigList": [S3_TARGET],
        "triggerConfig": {"triggerType": "OnDemand"},
        "tasks": [ALL_FIELDS] if tasks is None else tasks,
        **changes,
    }


def scheduled(expression: str = "rate(1hours)", **more: Any) -> dict[str, Any]:
    """A trigger with a schedule."""
    schedule = {"scheduled": {"scheduleExpression": expression, **more}}
    return {"triggerType": "Scheduled", "triggerProperties": schedule}


def to(*destination: Any, **changes: Any) -> dict[str, Any]:
    """A flow from Salesforce to another destination."""
    return flow(
        sourceFlowConfig=SALESFORCE, destinationFlowConfigList=[target(*destination)], **changes
    )


def profile(
    kind: str, key: str, properties: Any, credentials: Any = DROP, **changes: Any
) -> dict[str, Any]:
    """A public profile of a connector."""
    config: dict[str, Any] = {"connectorProfileProperties": {key: properties}}
    if credentials is not DROP:
        config["connectorProfileCredentials"] = {key: credentials}
    return {
        "connectorProfileName": "login",
        "connectorType": kind,
        "connectionMode": "Public",
        "connectorProfileConfig": config,
        **changes,
    }


def salesforce(credentials: Any, **changes: Any) -> dict[str, Any]:
    """A profile for Salesforce."""
    return profile("Salesforce", "salesforce", {}, credentials, **changes)


def redshift(credentials: Any = DROP, **properties: Any) -> dict[str, Any]:
    """A profile for Redshift."""
    between = {"bucketName": "between", "roleArn": ROLE}
    return profile("Redshift", "redshift", {**between, **properties}, credentials)


SAP = {
    "applicationHostUrl": "https://sap.example.com",
    "applicationServicePath": "/sap/opu/odata/iwfnd/catalogservice;v=2",
    "portNumber": 443,
    "clientNumber": "100",
}
SAP_BASIC = {"basicAuthCredentials": {"username": "APPFLOW", "password": "hunter2"}}
SAP_OAUTH = {"oauthCredentials": {"clientId": "c", "clientSecret": "hunter2", "accessToken": "t"}}
SAP_TOKENS = {
    "tokenUrl": "https://sap.example.com/token",
    "authCodeUrl": "https://sap.example.com/authorize",
    "oauthScopes": ["ZORDERS_SRV_0001"],
}
SNOWFLAKE = {"warehouse": "LOAD_WH", "stage": "SALES.PUBLIC.STAGE", "bucketName": "between"}


def changed(value: Any, changes: dict[str, Any]) -> Any:
    """A copy with other values at dotted paths; `DROP` removes, and a number is a position."""
    value = copy.deepcopy(value)
    for dotted, new in changes.items():
        *way, last = [int(step) if step.isdecimal() else step for step in dotted.split(".")]
        spot = value
        for step in way:
            spot = spot[step]
        if new is DROP:
            del spot[last]
        else:
            spot[last] = new
    return value


EVENT = {"triggerType": "Event"}
PROJECTION = task("Filter", ["Id", "Name"], "salesforce", "PROJECTION")
MAP_ID = task("Map", ["Id"], "salesforce", "NO_OP", destinationField="Id")
DATADOG = source("Datadog", "datadog", {"object": "monitors"})
VEEVA = source("Veeva", "veeva", {"object": "documents/types/claim__c"})
CUSTOM = source("CustomConnector", "customConnector", {"entityName": "contact"})
EVENT_BUS = ("EventBridge", "eventBridge", {"object": "aws.partner/appflow/x"})
LOOKOUT: tuple[str, str, dict[str, Any]] = ("LookoutMetrics", "lookoutMetrics", {})
CATALOGUE = {"glueDataCatalog": {"roleArn": ROLE, "databaseName": "db", "tablePrefix": "t"}}


def from_(end: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return flow(sourceFlowConfig=end, **changes)


def simple(kind: str, **changes: Any) -> dict[str, Any]:
    """A flow from a connector of which an object is read."""
    key = {"Googleanalytics": "googleAnalytics", "Servicenow": "serviceNow"}.get(kind, kind.lower())
    return from_(source(kind, key, {"object": "things"}), **changes)


def with_task(kind: str, operator: str, *fields: str, **more: Any) -> dict[str, Any]:
    """A copy from S3 with one more task."""
    return flow(tasks=[ALL_FIELDS, task(kind, list(fields), "s3", operator, **more)])


def with_format(**output: Any) -> dict[str, Any]:
    config = {"bucketName": "lake", "s3OutputFormatConfig": output}
    return flow(destinationFlowConfigList=[target("S3", "s3", config)])


def writes(operation: str | None, ids: Any = DROP, kind: str = "Salesforce") -> dict[str, Any]:
    key = kind[0].lower() + kind[1:]
    properties = {"object": "Account", "writeOperationType": operation, "idFieldNames": ids}
    filled = {name: item for name, item in properties.items() if item not in (DROP, None)}
    return flow(destinationFlowConfigList=[target(kind, key, filled)])


UNION = "sourceFlowConfig.sourceConnectorProperties"
TARGET = "destinationFlowConfigList[0]"
PROPERTIES = f"{TARGET}.destinationConnectorProperties"
FORMAT = f"{PROPERTIES}.s3.s3OutputFormatConfig"
TRIGGER = "triggerConfig.triggerType"
SCHEDULE = "triggerConfig.triggerProperties.scheduled"
EXPRESSION = f"{SCHEDULE}.scheduleExpression"
