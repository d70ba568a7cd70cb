"""Requests of small flows, and what the data plane makes of records."""

from collections.abc import Mapping, Sequence
from typing import Any

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.outcome import Moved, Record
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.planning import plan_of
from appflow_emulator.data_plane.rows import Window, carry_out


def task(
    kind: str,
    operator: str,
    fields: Sequence[str],
    to: str = "",
    *,
    by: str = "S3",
    **properties: str,
) -> dict[str, Any]:
    """A task, with taskProperties as keywords."""
    made = {
        "taskType": kind,
        "sourceFields": list(fields),
        "connectorOperator": {by: operator},
        "taskProperties": properties,
    }
    return {**made, "destinationField": to} if to else made


def read(*fields: str) -> dict[str, Any]:
    """A projection."""
    return task("Filter", "PROJECTION", fields)


def compared(field: str, operator: str, **properties: str) -> dict[str, Any]:
    """A Filter with a comparison."""
    return task("Filter", operator, [field], **properties)


def to(field: str, column: str = "") -> dict[str, Any]:
    """A Map task."""
    return task("Map", "NO_OP", [field], column or field)


MAP_ALL = task("Map_all", "NO_OP", [], EXCLUDE_SOURCE_FIELDS_LIST="[]")


def request(
    *tasks: Mapping[str, Any],
    source: Mapping[str, Any] | None = None,
    destination: Mapping[str, Any] | None = None,
    output: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A CreateFlow request, from S3 to S3 unless it says otherwise."""
    of_s3 = {"bucketName": "in-bucket", "bucketPrefix": "orders"}
    to_s3 = {"bucketName": "out-bucket", "s3OutputFormatConfig": output or {}}
    return {
        "flowName": "orders",
        "triggerConfig": {"triggerType": "OnDemand"},
        "sourceFlowConfig": source
        or {"connectorType": "S3", "sourceConnectorProperties": {"S3": of_s3}},
        "destinationFlowConfigList": [
            destination or {"connectorType": "S3", "destinationConnectorProperties": {"S3": to_s3}}
        ],
        "tasks": list(tasks),
    }


def salesforce(**settings: Any) -> dict[str, Any]:
    """sourceFlowConfig of Salesforce's Account."""
    return {
        "connectorType": "Salesforce",
        "sourceConnectorProperties": {"Salesforce": {"object": "Account", **settings}},
        "incrementalPullConfig": {"datetimeTypeFieldName": "LastModifiedDate"},
    }


def answered(**given: Any) -> Answers:
    """The default answers, with these instead."""
    return Answers(Assumptions(**given))


def moved(
    tasks: Sequence[Mapping[str, Any]],
    records: Sequence[Record],
    window: Window | None = None,
    *,
    answers: Mapping[str, Any] | Answers | None = None,
    **of_request: Any,
) -> Moved:
    """What becomes of records, under other answers or the default ones."""
    given = answers if isinstance(answers, Answers) else answered(**(answers or {}))
    return carry_out(plan_of(request(*tasks, **of_request)), records, given, window)


def rows(moved: Moved) -> list[Record]:
    """What arrives."""
    return [each.record for each in moved.written]


def plan(*tasks: Mapping[str, Any], **of_request: Any) -> Plan:
    """The plan of a small flow."""
    return plan_of(request(*tasks, **of_request))
