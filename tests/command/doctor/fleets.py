"""Fleets of flows in the emulator's memory: healthy ones, and the hand that plants faults in them."""

import copy
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from appflow_emulator.records import FlowRecord, ProfileRecord, Run, Transfer
from tests.programs import ACCOUNT, KEY, ROLE
from tests.stories import backend

NOW = datetime.now(timezone.utc)
OLD = NOW - timedelta(days=30)

MAP_ALL = {"taskType": "Map_all", "sourceFields": [], "taskProperties": {}}
TAGS = {"team": "shop"}
CATALOGUE = {
    "glueDataCatalog": {"roleArn": ROLE, "databaseName": "shop", "tablePrefix": "raw"}
}  # fmt: skip
KINDS = ("copied", "accounts", "orders", "tickets")
"""The kinds of healthy flows, which are also the names of the first of each."""


def scheduled(expression: str, **more: Any) -> dict[str, Any]:
    schedule = {"scheduleExpression": expression, "flowErrorDeactivationThreshold": 5, **more}
    return {"triggerType": "Scheduled", "triggerProperties": {"Scheduled": schedule}}


def lake(prefix: str) -> list[dict[str, Any]]:
    properties = {"S3": {"bucketName": "lake", "bucketPrefix": prefix}}
    return [{"connectorType": "S3", "destinationConnectorProperties": properties}]


def of_application(kind: str, profile: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "connectorType": kind,
        "connectorProfileName": profile,
        "sourceConnectorProperties": {kind: properties},
    }


def definitions(name: str) -> dict[str, dict[str, Any]]:
    """A healthy definition of each kind, in API spelling."""
    exports = {"S3": {"bucketName": "exports", "bucketPrefix": f"in/{name}/"}}
    from_s3 = {"connectorType": "S3", "sourceConnectorProperties": exports}
    crm = {"object": "Account", "dataTransferApi": "BULKV2"}
    updates = {
        "object": f"Order_{name}__c",
        "errorHandlingConfig": {"bucketName": "lake", "bucketPrefix": "refused"},
        "writeOperationType": "INSERT",
    }
    return {
        "copied": {
            "sourceFlowConfig": from_s3,
            "destinationFlowConfigList": lake("shop"),
            "triggerConfig": scheduled("rate(1hours)", dataPullMode="Incremental"),
            "tasks": [MAP_ALL],
            "metadataCatalogConfig": CATALOGUE,
        },
        "accounts": {
            "sourceFlowConfig": {
                **of_application("Salesforce", "crm", crm),
                "incrementalPullConfig": {"datetimeTypeFieldName": "LastModifiedDate"},
            },
            "destinationFlowConfigList": lake("crm"),
            "triggerConfig": scheduled("cron(0 6 ? * MON-FRI *)", dataPullMode="Incremental"),
            "tasks": [MAP_ALL],
            "metadataCatalogConfig": CATALOGUE,
        },
        "orders": {
            "sourceFlowConfig": from_s3,
            "destinationFlowConfigList": [
                {
                    "connectorType": "Salesforce",
                    "connectorProfileName": "crm",
                    "destinationConnectorProperties": {"Salesforce": updates},
                }
            ],
            "triggerConfig": scheduled("rate(1days)", dataPullMode="Complete"),
            "tasks": [MAP_ALL],
        },
        "tickets": {
            "sourceFlowConfig": of_application("Zendesk", "help", {"object": "tickets"}),
            "destinationFlowConfigList": lake("help"),
            "triggerConfig": {"triggerType": "OnDemand"},
            "tasks": [MAP_ALL],
            "metadataCatalogConfig": CATALOGUE,
        },
    }


def put(name: str, definition: dict[str, Any], **more: Any) -> FlowRecord:
    """Let there be a flow that has run well a few times."""
    held = backend.memory()
    record = FlowRecord(
        number=len(held.flows),
        name=name,
        arn=f"arn:aws:appflow:{backend.REGION}:{ACCOUNT}:flow/{name}",
        definition=copy.deepcopy(definition),
        status="Active",
        kms_arn=KEY,
        tags=dict(TAGS),
        created_at=OLD,
        created_by="somebody",
        updated_at=OLD,
        updated_by="somebody",
        active_since=OLD,
        ran_until=NOW + timedelta(days=1),  # the emulator itself runs nothing meanwhile
    )
    for key, value in more.items():
        setattr(record, key, value)
    held.flows[name] = record
    record.runs = [run(timedelta(minutes=30 + 60 * age)) for age in range(6, -1, -1)]
    return record


def run(
    ago: timedelta = timedelta(minutes=30),
    *,
    status: str = "Successful",
    records: int = 200,
    size: int = 50_000,
    took: timedelta = timedelta(seconds=30),
    message: str | None = None,
    refused: int = 0,
) -> Run:
    """A run that is over, or one in progress."""
    moved = Transfer(processed=records, bytes_read=size, failure=message, failures=refused)
    return Run(
        number=-int(ago.total_seconds()),
        execution_id=str(uuid.uuid4()),
        started_at=NOW - ago,
        updated_at=NOW - ago + took,
        status=status,
        definition={"sourceFlowConfig": {"sourceConnectorProperties": {}}},
        transfer=moved,
    )


def failed(message: str, times: int = 1) -> list[Run]:
    """Runs that failed, after one that did not."""
    ages = [timedelta(minutes=30 + 60 * age) for age in range(times, -1, -1)]
    return [
        run(ages[0]),
        *(run(age, status="Error", records=0, message=message) for age in ages[1:]),
    ]


def login(name: str, connector: str, **more: Any) -> ProfileRecord:
    """Let there be a connector profile that was updated lately."""
    backend.profile_for(connector, name)
    record: ProfileRecord = backend.memory().profiles[name]
    for key, value in {"created_at": OLD, "updated_at": OLD, **more}.items():
        setattr(record, key, value)
    return record


def healthy(count: int = len(KINDS)) -> None:
    """Let there be a fleet without a fault, and nothing else."""
    held = backend.memory()
    held.flows.clear()
    held.profiles.clear()
    login("crm", "Salesforce")
    login("help", "Zendesk")
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        name = kind if number < len(KINDS) else f"{kind}-{number}"
        put(name, definitions(name)[kind])


def flow(name: str) -> FlowRecord:
    """A flow of the emulator's memory."""
    found: FlowRecord = backend.memory().flows[name]
    return found


def state() -> dict[str, Any]:
    """The fleet as an exported stack of the plugin, with a policy of the bucket."""
    held = backend.memory()
    flows = [_resource("appflow:index:Flow", name, backend.flow(name)) for name in held.flows]
    profiles = [
        _resource(
            "appflow:index:ConnectorProfile",
            each.name,
            {"connectorProfileName": each.name, "connectorType": each.connector_type},
        )
        for each in held.profiles.values()
    ]
    bucket = {"bucket": "lake", "policy": policy({"StringEquals": {"aws:SourceAccount": ACCOUNT}})}
    listed = [*profiles, *flows, _resource("aws:s3/bucketPolicy:BucketPolicy", "lake", bucket)]
    return {"version": 3, "deployment": {"resources": listed}}


def policy(condition: Any) -> dict[str, Any]:
    """A bucket policy with one statement for AppFlow."""
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Principal": {"Service": "appflow.amazonaws.com"},
        "Action": ["s3:PutObject"],
        "Resource": "arn:aws:s3:::lake/*",
    }
    if condition:
        statement["Condition"] = condition
    return {"Version": "2012-10-17", "Statement": [statement]}


def _resource(kind: str, name: str, inputs: Any) -> dict[str, Any]:
    return {"urn": f"urn:pulumi:dev::shop::{kind}::{name}", "type": kind, "inputs": inputs}


def interrupt(state_: dict[str, Any]) -> None:
    """Let Pulumi have been killed while it created a flow."""
    found = _resource("appflow:index:Flow", "more", {"flowName": "more"})
    state_["deployment"]["pending_operations"] = [{"resource": found, "type": "creating"}]


def resource(state_: dict[str, Any], name: str) -> dict[str, Any]:
    """The inputs of a resource in a state."""
    found: dict[str, Any] = next(
        each["inputs"]
        for each in state_["deployment"]["resources"]
        if each["urn"].endswith(f"::{name}")
    )
    return found


Plant = Callable[[], None]
