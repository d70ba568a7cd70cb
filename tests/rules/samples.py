"""Inputs for the rules' tests: valid flows and profiles, changes to them, and what to expect."""

import copy
from datetime import datetime, timezone
from typing import Any, NamedTuple

from tests import programs
from tests.programs import (
    DROP,
    MAP_ALL,
    ON_DEMAND,
    ROLE,
    Program,
    destination,
    key_of,
    login,
    source,
    task,
)


class Case(NamedTuple):
    """Inputs, and the expected findings: words of the sentence by path."""

    value: Any
    problems: dict[str, str] = {}  # noqa: RUF012 - never changed
    warnings: dict[str, str] = {}  # noqa: RUF012 - never changed
    now: datetime | None = None  # the present, where it matters


NOON = datetime(2030, 6, 1, 12, tzinfo=timezone.utc)
S3_SOURCE = programs.flow()["sourceFlowConfig"]
SALESFORCE = source("Salesforce", "salesforce", {"object": "Account"})
(S3_TARGET,) = programs.flow()["destinationFlowConfigList"]


def flow(**changes: Any) -> Program:
    """An on-demand copy from S3 to S3."""
    return programs.flow(**{"triggerConfig": ON_DEMAND, "tasks": [MAP_ALL], **changes})


def to(*end: Any, **changes: Any) -> Program:
    """A flow from Salesforce to another destination."""
    return flow(
        sourceFlowConfig=SALESFORCE, destinationFlowConfigList=[destination(*end)], **changes
    )


def salesforce(credentials: Any, **changes: Any) -> Program:
    """A profile for Salesforce."""
    return login("Salesforce", "salesforce", {}, credentials, **changes)


def redshift(credentials: Any = DROP, **properties: Any) -> Program:
    """A profile for Redshift."""
    between = {"bucketName": "between", "roleArn": ROLE}
    return login("Redshift", "redshift", {**between, **properties}, credentials)


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


PROJECTION = task("Filter", ["Id", "Name"], "salesforce", "PROJECTION")
MAP_ID = task("Map", ["Id"], "salesforce", "NO_OP", destinationField="Id")
DATADOG = source("Datadog", "datadog", {"object": "monitors"})
VEEVA = source("Veeva", "veeva", {"object": "documents/types/claim__c"})
CUSTOM = source("CustomConnector", "customConnector", {"entityName": "contact"})
EVENT_BUS = ("EventBridge", "eventBridge", {"object": "aws.partner/appflow/x"})
LOOKOUT: tuple[str, str, dict[str, Any]] = ("LookoutMetrics", "lookoutMetrics", {})
CATALOGUE = {"glueDataCatalog": {"roleArn": ROLE, "databaseName": "db", "tablePrefix": "t"}}


def from_(end: dict[str, Any], **changes: Any) -> Program:
    return flow(sourceFlowConfig=end, **changes)


def simple(kind: str, **changes: Any) -> Program:
    """A flow from a connector of which an object is read."""
    return from_(source(kind, key_of(kind), {"object": "things"}), **changes)


def with_task(kind: str, operator: str, *fields: str, **more: Any) -> Program:
    """A copy from S3 with one more task."""
    return flow(tasks=[MAP_ALL, task(kind, list(fields), "s3", operator, **more)])


def with_format(**output: Any) -> Program:
    config = {"bucketName": "lake", "s3OutputFormatConfig": output}
    return flow(destinationFlowConfigList=[destination("S3", "s3", config)])


def writes(operation: str | None, ids: Any = DROP, kind: str = "Salesforce") -> Program:
    properties = {"object": "Account", "writeOperationType": operation, "idFieldNames": ids}
    filled = {name: item for name, item in properties.items() if item not in (DROP, None)}
    return flow(destinationFlowConfigList=[destination(kind, key_of(kind), filled)])


UNION = "sourceFlowConfig.sourceConnectorProperties"
TARGET = "destinationFlowConfigList[0]"
PROPERTIES = f"{TARGET}.destinationConnectorProperties"
FORMAT = f"{PROPERTIES}.s3.s3OutputFormatConfig"
TRIGGER = "triggerConfig.triggerType"
SCHEDULE = "triggerConfig.triggerProperties.scheduled"
EXPRESSION = f"{SCHEDULE}.scheduleExpression"
