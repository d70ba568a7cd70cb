"""
What the service answers where it was told something else or nothing: the rows of the stories of normalisation.

Evidence stands with the emulator's own table, which makes these answers, and with its assumptions, where it is open.
"""

from collections.abc import Mapping
from typing import Any

from appflow_provider.values import at
from tests.programs import MAP_ALL
from tests.stories import backend, samples
from tests.stories.members import Path, changed

__all__ = ["DAILY", "EVENTS", "MAPS", "ROWS", "S3", "SALESFORCE", "SCHEDULE", "with_"]

_SOURCE = ("sourceFlowConfig", "sourceConnectorProperties")
_DESTINATION = ("destinationFlowConfigList", 0)
_TARGET = (*_DESTINATION, "destinationConnectorProperties")
SCHEDULE = ("triggerConfig", "triggerProperties", "scheduled")
_FORMAT = (*_TARGET, "s3", "s3OutputFormatConfig")
_TASK, _PROPERTIES = ("tasks", 0), ("tasks", 0, "taskProperties")
_EXCLUDE = "EXCLUDE_SOURCE_FIELDS_LIST"

S3 = samples.flow_from("S3")
DAILY = {**S3, "triggerConfig": samples.DAILY}
SALESFORCE = samples.flow_from("Salesforce")
EVENTS = samples.flow_to("EventBridge")
_MAP: dict[str, Any] = {
    "taskType": "Map",
    "sourceFields": ["id"],
    "destinationField": "id",
    "connectorOperator": {"s3": "NO_OP"},
}
MAPS = [{**_MAP, "destinationField": name} for name in ("id", "key", "code", "number")]
_MANAGED = f"arn:aws:kms:{backend.REGION}:{backend.ACCOUNT}:key/"
_FILLED = {"prefixConfig": {}, "aggregationConfig": {"aggregationType": "None"}}


def with_(program: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The program with a value at a path, whose last container may be missing."""
    if at(program, path[:-1]) is None:
        program = changed(program, path[:-1], {})
    return changed(program, path, value)


def _task(**members: Any) -> dict[str, Any]:
    return {**S3, "tasks": [{**MAP_ALL, **members}]}


def _defaults_of(connector: str, path: Path) -> tuple[dict[str, Any], Path]:
    return samples.flow_to(connector), (*_TARGET, samples.DESTINATIONS[connector], *path)


_Row = tuple[Mapping[str, Any], Path, Any, Mapping[str, Any]]

# What was written, where to look, what is there (None is nothing), under which assumption.
ROWS: Mapping[str, _Row] = {
    "key": (S3, ("kmsArn",), _MANAGED, {"managed_kms_arn": "returned"}),
    "fields-of-map-all": (
        {**S3, "tasks": [{**MAP_ALL, "sourceFields": ["id"]}]},
        ("tasks", 0, "sourceFields"),
        [],
        {},
    ),
    "key-omitted": (S3, ("kmsArn",), None, {"managed_kms_arn": "omitted"}),
    "description": (S3, ("description",), None, {}),
    "description-empty": ({**S3, "description": ""}, ("description",), "", {}),
    "catalogue": (S3, ("metadataCatalogConfig",), {}, {}),
    "catalogue-empty": ({**S3, "metadataCatalogConfig": {}}, ("metadataCatalogConfig",), {}, {}),
    "tags": (S3, ("tags",), {}, {}),
    "tags-empty": ({**S3, "tags": {}}, ("tags",), {}, {}),
    "trigger-properties": (S3, ("triggerConfig", "triggerProperties"), {}, {}),
    "trigger-properties-empty": (
        with_(S3, ("triggerConfig", "triggerProperties"), {}),
        ("triggerConfig", "triggerProperties"),
        {},
        {},
    ),
    "task-properties": (S3, _PROPERTIES, {}, {}),
    "task-properties-kept": (
        {**S3, "tasks": [{**_MAP, "taskProperties": {"SOURCE_DATA_TYPE": "CSV"}}]},
        _PROPERTIES,
        {"SOURCE_DATA_TYPE": "CSV"},
        {},
    ),
    "operator": ({**S3, "tasks": [_MAP]}, (*_TASK, "connectorOperator"), {"s3": "NO_OP"}, {}),
    "destination-field": (S3, (*_TASK, "destinationField"), None, {}),
    "map-all-operator": (
        S3,
        (*_TASK, "connectorOperator"),
        None,
        {"map_all_operator": "omitted"},
    ),
    "map-all-operator-filled": (
        S3,
        (*_TASK, "connectorOperator"),
        {"s3": "NO_OP"},
        {"map_all_operator": "NO_OP"},
    ),
    "map-all-operator-written": (
        _task(connectorOperator={"s3": "NO_OP"}),
        (*_TASK, "connectorOperator"),
        {"s3": "NO_OP"},
        {},
    ),
    "map-all-no-field": (_task(sourceFields=[]), (*_TASK, "sourceFields"), [], {}),
    "map-all-empty-field": (_task(sourceFields=[""]), (*_TASK, "sourceFields"), [], {}),
    "map-all-excludes": (S3, (*_PROPERTIES, _EXCLUDE), None, {"map_all_exclude_list": "omitted"}),
    "map-all-excludes-filled": (
        S3,
        (*_PROPERTIES, _EXCLUDE),
        "[]",
        {"map_all_exclude_list": "filled"},
    ),
    "map-all-excludes-nothing": (
        _task(taskProperties={_EXCLUDE: "[]"}),
        (*_PROPERTIES, _EXCLUDE),
        "[]",
        {},
    ),
    "format-partial": (
        with_(S3, _FORMAT, {"fileType": "CSV"}),
        _FORMAT,
        {"fileType": "CSV", **_FILLED},
        {},
    ),
    "format-partial-prefix": (
        with_(S3, _FORMAT, {"prefixConfig": {"prefixType": "PATH"}}),
        _FORMAT,
        {"prefixConfig": {"prefixType": "PATH"}, "aggregationConfig": {"aggregationType": "None"}},
        {},
    ),
    "format-empty": (with_(S3, _FORMAT, {}), _FORMAT, _FILLED, {}),
    "format-omitted": (S3, _FORMAT, None, {"s3_output_format": "omitted"}),
    "format-filled": (
        S3,
        _FORMAT,
        {"fileType": "JSON", **_FILLED},
        {"s3_output_format": "materialised"},
    ),
    "typing-false": (
        with_(S3, _FORMAT, {"fileType": "PARQUET", "preserveSourceDataTyping": False}),
        (*_FORMAT, "preserveSourceDataTyping"),
        None,
        {"false_booleans": "observed"},
    ),
    "typing-false-told": (
        with_(S3, _FORMAT, {"fileType": "PARQUET", "preserveSourceDataTyping": False}),
        (*_FORMAT, "preserveSourceDataTyping"),
        False,
        {"false_booleans": "returned"},
    ),
    "typing-true": (
        with_(S3, _FORMAT, {"fileType": "PARQUET", "preserveSourceDataTyping": True}),
        (*_FORMAT, "preserveSourceDataTyping"),
        True,
        {},
    ),
    "error-handling": (
        with_(EVENTS, (*_TARGET, "eventBridge", "errorHandlingConfig"), {"bucketName": "errors"}),
        (*_TARGET, "eventBridge", "errorHandlingConfig"),
        {"bucketName": "errors", "failOnFirstDestinationError": False},
        {},
    ),
    "error-handling-no-false": (
        with_(EVENTS, (*_TARGET, "eventBridge", "errorHandlingConfig"), {"bucketName": "errors"}),
        (*_TARGET, "eventBridge", "errorHandlingConfig"),
        {"bucketName": "errors"},
        {"false_booleans": "dropped"},
    ),
    "salesforce-flag": (
        SALESFORCE,
        (*_SOURCE, "salesforce", "enableDynamicFieldUpdate"),
        False,
        {},
    ),
    "salesforce-false-dropped": (
        with_(SALESFORCE, (*_SOURCE, "salesforce", "includeDeletedRecords"), False),
        (*_SOURCE, "salesforce", "includeDeletedRecords"),
        None,
        {"false_booleans": "dropped"},
    ),
    "salesforce-api-filled": (
        SALESFORCE,
        (*_SOURCE, "salesforce", "dataTransferApi"),
        "AUTOMATIC",
        {"salesforce_source_api": "materialised"},
    ),
    "salesforce-api-omitted": (
        SALESFORCE,
        (*_SOURCE, "salesforce", "dataTransferApi"),
        None,
        {"salesforce_source_api": "omitted"},
    ),
    **{
        f"{connector}-writes-{word}": (
            *_defaults_of(connector, ("writeOperationType",)),
            told,
            {"destination_defaults": word},
        )
        for connector in ("Salesforce", "Zendesk", "SAPOData", "CustomConnector")
        for word, told in (("omitted", None), ("materialised", "INSERT"))
    },
    **{
        f"to-salesforce-api-{word}": (
            *_defaults_of("Salesforce", ("dataTransferApi",)),
            told,
            {"destination_defaults": word},
        )
        for word, told in (("omitted", None), ("materialised", "AUTOMATIC"))
    },
    "profile-of-s3": (
        changed(S3, (*_DESTINATION, "connectorProfileName"), "S3-alpha"),
        (*_DESTINATION, "connectorProfileName"),
        "S3-alpha",
        {},
    ),
    "no-profile-of-s3": (S3, (*_DESTINATION, "connectorProfileName"), None, {}),
    "start-to-the-second": (
        with_(DAILY, (*SCHEDULE, "scheduleStartTime"), "2031-01-01T08:00:00.75+02:00"),
        (*SCHEDULE, "scheduleStartTime"),
        "2031-01-01T06:00:00Z",
        {},
    ),
    "end-to-the-second": (
        with_(DAILY, (*SCHEDULE, "scheduleEndTime"), "2033-01-01T06:00:00.000Z"),
        (*SCHEDULE, "scheduleEndTime"),
        "2033-01-01T06:00:00Z",
        {},
    ),
    **{
        f"first-{word}": (
            with_(DAILY, (*SCHEDULE, "firstExecutionFrom"), "2030-01-01T00:00:00+00:00"),
            (*SCHEDULE, "firstExecutionFrom"),
            told,
            {"first_execution_from": word},
        )
        for word, told in (("returned", "2030-01-01T00:00:00Z"), ("dropped", None))
    },
    **{
        f"offset-{word}": (
            DAILY,
            (*SCHEDULE, "scheduleOffset"),
            told,
            {"schedule_offset": word},
        )
        for word, told in (("omitted", None), ("materialised", 0))
    },
    **{
        f"{member}-{word}": (DAILY, (*SCHEDULE, member), told, {switch: word})
        for switch, member, filled in (
            ("data_pull_mode", "dataPullMode", "Complete"),
            ("error_threshold", "flowErrorDeactivationThreshold", 100),
        )
        for word, told in (("omitted", None), ("materialised", filled))
    },
    "offset-zero": (
        with_(DAILY, (*SCHEDULE, "scheduleOffset"), 0),
        (*SCHEDULE, "scheduleOffset"),
        0,
        {},
    ),
    "timezone": (
        with_(DAILY, (*SCHEDULE, "timezone"), "Europe/Lisbon"),
        (*SCHEDULE, "timezone"),
        "Europe/Lisbon",
        {},
    ),
    "bus-kept": (
        EVENTS,
        (*_TARGET, "eventBridge", "object"),
        at(EVENTS, (*_TARGET, "eventBridge", "object")),
        {"event_bridge_object": "kept"},
    ),
    "bus-rewritten": (
        EVENTS,
        (*_TARGET, "eventBridge", "object"),
        "aws.partner/appflow/salesforce.com/",
        {"event_bridge_object": "rewritten"},
    ),
    "tasks-in-order": (
        {**S3, "tasks": MAPS},
        ("tasks", 0, "destinationField"),
        "id",
        {"task_order": "kept"},
    ),
}
