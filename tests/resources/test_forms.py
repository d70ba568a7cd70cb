"""
Members that AppFlow fills in with a known value, and members whose addition by hand is drift: each by itself.

Each list is written down here once more, so that a fact which is lost from a form shows. `*` stands for any connector.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from appflow_provider.diff import compare
from appflow_provider.patterns import places
from appflow_provider.projection import project
from appflow_provider.resources import RESOURCES

SOURCE = "sourceFlowConfig.sourceConnectorProperties"
TARGET = "destinationFlowConfigList.0.destinationConnectorProperties"
SCHEDULE = "triggerConfig.triggerProperties.scheduled"
LOGIN = "connectorProfileConfig.connectorProfileProperties"
OTHER: Mapping[type, Any] = {str: "another", bool: True, int: 7}

DEFAULTS: list[tuple[str, str, Any]] = [
    ("Flow", "description", ""),
    ("Flow", f"{SCHEDULE}.scheduleOffset", 0),
    ("Flow", f"{SOURCE}.s3.bucketPrefix", ""),
    ("Flow", f"{SOURCE}.salesforce.enableDynamicFieldUpdate", False),
    ("Flow", f"{SOURCE}.salesforce.includeDeletedRecords", False),
    ("Flow", f"{SOURCE}.salesforce.dataTransferApi", "AUTOMATIC"),
    ("Flow", f"{SOURCE}.veeva.includeAllVersions", False),
    ("Flow", f"{SOURCE}.veeva.includeRenditions", False),
    ("Flow", f"{SOURCE}.veeva.includeSourceFiles", False),
    ("Flow", f"{TARGET}.snowflake.bucketPrefix", ""),
    ("Flow", f"{TARGET}.zendesk.errorHandlingConfig.bucketPrefix", ""),
    ("Flow", f"{TARGET}.zendesk.errorHandlingConfig.failOnFirstDestinationError", False),
    ("Flow", f"{TARGET}.s3.s3OutputFormatConfig.aggregationConfig.aggregationType", "None"),
    ("Flow", f"{TARGET}.s3.s3OutputFormatConfig.preserveSourceDataTyping", False),
    ("Flow", f"{TARGET}.zendesk.writeOperationType", "INSERT"),
    ("Flow", f"{TARGET}.salesforce.dataTransferApi", "AUTOMATIC"),
    ("Flow", f"{TARGET}.sapoData.successResponseHandlingConfig.bucketPrefix", ""),
    ("Flow", "tasks.0.destinationField", ""),
    ("Flow", "tasks.0.taskProperties.EXCLUDE_SOURCE_FIELDS_LIST", "[]"),
    ("ConnectorProfile", f"{LOGIN}.redshift.bucketPrefix", ""),
    ("ConnectorProfile", f"{LOGIN}.salesforce.isSandboxEnvironment", False),
    ("ConnectorProfile", f"{LOGIN}.sapoData.privateLinkServiceName", ""),
    ("ConnectorProfile", f"{LOGIN}.redshift.isRedshiftServerless", False),
    ("ConnectorProfile", f"{LOGIN}.salesforce.usePrivateLinkForMetadataAndAuthorization", False),
    ("ConnectorProfile", f"{LOGIN}.sapoData.disableSSO", False),
]

DRIFT: list[tuple[str, str, Any]] = [
    ("Flow", "description", "by hand"),
    ("Flow", f"{SCHEDULE}.scheduleEndTime", 1893456000),
    ("Flow", f"{SCHEDULE}.scheduleOffset", 7),
    ("Flow", f"{SOURCE}.s3.bucketPrefix", "by-hand"),
    ("Flow", f"{SOURCE}.customConnector.customProperties.key", "by hand"),
    ("Flow", f"{SOURCE}.salesforce.enableDynamicFieldUpdate", True),
    ("Flow", f"{SOURCE}.salesforce.includeDeletedRecords", True),
    ("Flow", f"{SOURCE}.veeva.includeAllVersions", True),
    ("Flow", f"{SOURCE}.veeva.includeRenditions", True),
    ("Flow", f"{SOURCE}.veeva.includeSourceFiles", True),
    ("Flow", f"{TARGET}.snowflake.bucketPrefix", "by-hand"),
    ("Flow", f"{TARGET}.customConnector.customProperties.key", "by hand"),
    ("Flow", f"{TARGET}.zendesk.errorHandlingConfig", {"bucketName": "errors"}),
    ("Flow", f"{TARGET}.zendesk.errorHandlingConfig.bucketPrefix", "by-hand"),
    ("Flow", f"{TARGET}.zendesk.errorHandlingConfig.failOnFirstDestinationError", True),
    ("Flow", f"{TARGET}.zendesk.idFieldNames", ["id"]),
    ("Flow", f"{TARGET}.s3.s3OutputFormatConfig.aggregationConfig", {"targetFileSize": 7}),
    ("Flow", f"{TARGET}.s3.s3OutputFormatConfig.prefixConfig", {"prefixType": "PATH"}),
    ("Flow", f"{TARGET}.s3.s3OutputFormatConfig.preserveSourceDataTyping", True),
    ("Flow", f"{TARGET}.sapoData.successResponseHandlingConfig", {"bucketName": "answers"}),
    ("Flow", f"{TARGET}.sapoData.successResponseHandlingConfig.bucketPrefix", "by-hand"),
    ("Flow", "metadataCatalogConfig", {"glueDataCatalog": {"databaseName": "lake"}}),
    ("Flow", "metadataCatalogConfig.glueDataCatalog", {"databaseName": "lake"}),
    ("Flow", "tags", {"key": "by hand"}),
    ("Flow", "tags.key", "by hand"),
    ("Flow", "tasks.0.taskProperties", {"key": "by hand"}),
    ("Flow", "tasks.0.taskProperties.key", "by hand"),
    ("ConnectorProfile", f"{LOGIN}.redshift.bucketPrefix", "by-hand"),
    ("ConnectorProfile", f"{LOGIN}.salesforce.isSandboxEnvironment", True),
    (
        "ConnectorProfile",
        f"{LOGIN}.customConnector.oauth2Properties.tokenUrlCustomProperties.key",
        "by hand",
    ),
    ("ConnectorProfile", f"{LOGIN}.customConnector.profileProperties.key", "by hand"),
    ("ConnectorProfile", f"{LOGIN}.redshift.isRedshiftServerless", True),
    ("ConnectorProfile", f"{LOGIN}.salesforce.usePrivateLinkForMetadataAndAuthorization", True),
    ("ConnectorProfile", f"{LOGIN}.sapoData.disableSSO", True),
]

FILLED_IN: list[tuple[str, str, Any]] = [
    ("Flow", f"{SCHEDULE}.timezone", "UTC"),
    ("Flow", f"{SCHEDULE}.dataPullMode", "Complete"),
    ("Flow", f"{SCHEDULE}.scheduleStartTime", 1893456000),
    ("Flow", f"{SOURCE}.salesforce.dataTransferApi", "BULKV2"),
    ("Flow", f"{TARGET}.s3.s3OutputFormatConfig", {"fileType": "CSV"}),
    ("Flow", "sourceFlowConfig.incrementalPullConfig", {"datetimeTypeFieldName": "updated"}),
]


def inputs(path: str, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The structures around a member, without it and with it; something else stands beside it."""
    name = path.rsplit(".", 1)[-1]
    beside: Any = {"beside": "x"}
    whole: Any = {"beside": "x", name: value}
    for step in reversed(path.split(".")[:-1]):
        beside, whole = ([each] if step == "0" else {step: each} for each in (beside, whole))
    return beside, whole


@pytest.mark.parametrize(("kind", "path", "value"), DEFAULTS)
def test_the_value_of_a_member_that_is_left_out_is_no_change(
    kind: str, path: str, value: Any
) -> None:
    form = RESOURCES[kind].form
    without, with_default = inputs(path, value)
    _, with_another = inputs(path, OTHER[type(value)])
    assert compare(without, with_default, form, places()).changes == ()
    assert compare(with_default, without, form, places()).changes == ()
    assert compare(without, with_another, form, places()).changes != ()


@pytest.mark.parametrize(("kind", "path", "value"), DRIFT)
def test_a_member_that_somebody_added_by_hand_is_drift(kind: str, path: str, value: Any) -> None:
    without, added = inputs(path, value)
    assert project(added, without, RESOURCES[kind].form) == added


@pytest.mark.parametrize(("kind", "path", "value"), FILLED_IN)
def test_a_member_that_appflow_may_fill_in_is_no_drift(kind: str, path: str, value: Any) -> None:
    without, added = inputs(path, value)
    assert project(added, without, RESOURCES[kind].form) == without


NO_OPERATION = {"s3": "NO_OP"}
EXCLUDE = "EXCLUDE_SOURCE_FIELDS_LIST"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("Map_all", {"sourceFields": []}),
        ("Map_all", {"sourceFields": [""]}),
        ("Map_all", {"sourceFields": ["id"]}),
        ("Map_all", {"connectorOperator": NO_OPERATION}),
        ("Map_all", {"taskProperties": {EXCLUDE: "[ ]"}}),
        ("Passthrough", {"sourceFields": []}),
        ("Passthrough", {"sourceFields": [""]}),
        ("Passthrough", {"connectorOperator": NO_OPERATION}),
    ],
)
def test_what_a_task_for_all_fields_says_without_effect_is_no_change(
    kind: str, written: dict[str, Any]
) -> None:
    bare, full = ({"tasks": [{"taskType": kind, **more}]} for more in ({}, written))
    assert compare(bare, full, RESOURCES["Flow"].form, places()).changes == ()
    assert compare(full, bare, RESOURCES["Flow"].form, places()).changes == ()


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("Map_all", {"taskProperties": {EXCLUDE: '["id"]'}}),
        ("Passthrough", {"sourceFields": ["id"]}),
        ("Map", {"sourceFields": [""]}),
        ("Map", {"connectorOperator": NO_OPERATION}),
    ],
)
def test_what_a_task_says_with_an_effect_is_a_change(kind: str, written: dict[str, Any]) -> None:
    bare, full = ({"tasks": [{"taskType": kind, **more}]} for more in ({}, written))
    assert compare(bare, full, RESOURCES["Flow"].form, places()).changes != ()
