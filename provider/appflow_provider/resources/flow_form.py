"""
What Amazon AppFlow makes of a flow between CreateFlow and DescribeFlow: data alone.

Evidence: answers of the service in public dumps and bug reports of other providers; where only one of two answers was seen,
both count as the same.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from appflow_provider.canonical import Form
from appflow_provider.patterns import places
from appflow_provider.resources.map_all import EXCLUDE, unfolds
from appflow_provider.shapes.base import instant
from appflow_provider.values import Unknown

__all__ = ["FLOW_FORM", "generated_bus"]

_SOURCE = "sourceFlowConfig.sourceConnectorProperties"
_TARGET = "destinationFlowConfigList[*].destinationConnectorProperties"
_SCHEDULE = "triggerConfig.triggerProperties.scheduled"


def _seconds(value: Any) -> Any:
    """A time as whole seconds: the service keeps no more."""
    try:
        return int(instant(value).timestamp())
    except (TypeError, ValueError):
        return value


def _trigger(value: Any) -> Any:
    """A trigger without a schedule where none is in force: the service may keep what has no effect, or drop it."""
    kind = value.get("triggerType") if isinstance(value, Mapping) else None
    if kind not in ("OnDemand", "Event"):
        return value
    return {name: item for name, item in value.items() if name != "triggerProperties"}


def _task(value: Any) -> Any:
    """One spelling of a task that has no fields of its own: what it leaves out, empty lists and no operation are the same."""
    kind = value.get("taskType") if isinstance(value, Mapping) else None
    tidy = _TIDY.get(kind) if isinstance(kind, str) else None
    if tidy is None:
        return value
    return {name: tidy[name](item) if name in tidy else item for name, item in value.items()}


def _nothing(fields: Any) -> Any:
    """The service answers with no fields whatever was sent (seen in dumps)."""
    return fields if isinstance(fields, Unknown) else None


def _no_fields(fields: Any) -> Any:
    return None if fields in ([], [""]) else fields


def _no_operation(operator: Any) -> Any:
    known = isinstance(operator, Mapping)
    return (
        None if known and all(each in ("NO_OP", None) for each in operator.values()) else operator
    )


def _exclusions(properties: Any) -> Any:
    if not isinstance(properties, Mapping):
        return properties
    tidy = {key: _list_text(text) if key == EXCLUDE else text for key, text in properties.items()}
    return {key: text for key, text in tidy.items() if text != "[]"}


def _list_text(text: Any) -> Any:
    """A JSON list in a string, in one spelling."""
    try:
        return json.dumps(json.loads(text))
    except (TypeError, ValueError):
        return text


_TIDY: Mapping[Any, Mapping[str, Callable[[Any], Any]]] = {
    "Map_all": {
        "sourceFields": _nothing,
        "connectorOperator": _no_operation,
        "taskProperties": _exclusions,
    },
    "Passthrough": {"sourceFields": _no_fields, "connectorOperator": _no_operation},
}


def _key_of_alias(written: Any, live: Any) -> bool:
    """Whether the service names a key where the program names an alias of the same account and region (inferred)."""
    alias, _, _ = str(written).partition(":alias/")
    key, found, _ = str(live).partition(":key/")
    return bool(found) and alias == key


def generated_bus(written: Any, live: Any) -> bool:
    """Whether EventBridge has the name of a partner event source that AppFlow generated (seen in a report of 2021)."""
    prefix = "aws.partner/appflow/"
    return (
        not isinstance(written, Unknown)
        and str(live).startswith(prefix)
        and not str(written).startswith(prefix)
    )


FLOW_FORM = Form(
    defaults={
        "description": "",
        f"{_SCHEDULE}.scheduleOffset": 0,
        f"{_SOURCE}.s3.bucketPrefix": "",
        f"{_SOURCE}.salesforce.enableDynamicFieldUpdate": False,
        f"{_SOURCE}.salesforce.includeDeletedRecords": False,
        f"{_SOURCE}.salesforce.dataTransferApi": "AUTOMATIC",
        f"{_SOURCE}.veeva.includeAllVersions": False,
        f"{_SOURCE}.veeva.includeRenditions": False,
        f"{_SOURCE}.veeva.includeSourceFiles": False,
        f"{_TARGET}.*.bucketPrefix": "",
        f"{_TARGET}.*.errorHandlingConfig.bucketPrefix": "",
        f"{_TARGET}.*.errorHandlingConfig.failOnFirstDestinationError": False,
        f"{_TARGET}.*.s3OutputFormatConfig.aggregationConfig.aggregationType": "None",
        f"{_TARGET}.*.s3OutputFormatConfig.preserveSourceDataTyping": False,
        f"{_TARGET}.*.writeOperationType": "INSERT",
        f"{_TARGET}.salesforce.dataTransferApi": "AUTOMATIC",
        f"{_TARGET}.sapoData.successResponseHandlingConfig.bucketPrefix": "",
        "tasks[*].destinationField": "",
        f"tasks[*].taskProperties.{EXCLUDE}": "[]",
    },
    spellings={
        f"{_SCHEDULE}.firstExecutionFrom": _seconds,
        f"{_SCHEDULE}.scheduleEndTime": _seconds,
        f"{_SCHEDULE}.scheduleStartTime": _seconds,
        "tasks[*]": _task,
        "triggerConfig": _trigger,
    },
    unordered=places("tasks"),
    dropped=places(f"{_SCHEDULE}.firstExecutionFrom"),
    # A flow that was made without a key has one of AppFlow's, which an import cannot tell from one of the user's.
    # A status that the program does not name is left alone.
    lasting=places("kmsArn", "flowStatus"),
    alike={f"{_TARGET}.eventBridge.object": generated_bus, "kmsArn": _key_of_alias},
    # What the service does not fill in, or fills in with a default that is documented or was observed. Left out is what it
    # may fill in with nobody knows what, as `dataTransferApi`, `dataPullMode`, `timezone`, `scheduleStartTime`,
    # `incrementalPullConfig` and `s3OutputFormatConfig` as a whole: better to miss an addition there than to show a difference
    # that never ends.
    watched=places(
        "description",
        f"{_SCHEDULE}.scheduleEndTime",
        f"{_SCHEDULE}.scheduleOffset",
        f"{_SOURCE}.*.bucketPrefix",
        f"{_SOURCE}.*.customProperties.*",
        f"{_SOURCE}.salesforce.enableDynamicFieldUpdate",
        f"{_SOURCE}.salesforce.includeDeletedRecords",
        f"{_SOURCE}.veeva.includeAllVersions",
        f"{_SOURCE}.veeva.includeRenditions",
        f"{_SOURCE}.veeva.includeSourceFiles",
        f"{_TARGET}.*.bucketPrefix",
        f"{_TARGET}.*.customProperties.*",
        f"{_TARGET}.*.errorHandlingConfig",
        f"{_TARGET}.*.errorHandlingConfig.bucketPrefix",
        f"{_TARGET}.*.errorHandlingConfig.failOnFirstDestinationError",
        f"{_TARGET}.*.idFieldNames",
        f"{_TARGET}.*.s3OutputFormatConfig.aggregationConfig",
        f"{_TARGET}.*.s3OutputFormatConfig.prefixConfig",
        f"{_TARGET}.*.s3OutputFormatConfig.preserveSourceDataTyping",
        f"{_TARGET}.sapoData.successResponseHandlingConfig",
        f"{_TARGET}.sapoData.successResponseHandlingConfig.bucketPrefix",
        "metadataCatalogConfig",
        "metadataCatalogConfig.glueDataCatalog",
        "tags",
        "tags.*",
        "tasks[*].taskProperties",
        "tasks[*].taskProperties.*",
    ),
    unfolds=unfolds,
)
