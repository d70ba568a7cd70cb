"""
What AppFlow makes of single members between writing and reading them: each member by itself.

Each table is written down here once more, so that a fact which is lost from a member shows. A member that is part of several
structures stands here once, under one of them.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from appflow_provider.diff import compare
from appflow_provider.patterns import places
from appflow_provider.projection import project
from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.facts import Facts
from appflow_provider.shapes.walk import by_place, member_at
from appflow_provider.values import Secret

SOURCE = "sourceFlowConfig.sourceConnectorProperties"
TARGET = "destinationFlowConfigList.0.destinationConnectorProperties"
FORMAT = "s3OutputFormatConfig"
SCHEDULE = "triggerConfig.triggerProperties.scheduled"
LOGIN = "connectorProfileConfig.connectorProfileProperties"
CREDENTIALS = "connectorProfileConfig.connectorProfileCredentials"
OTHER: Mapping[type, Any] = {str: "another", int: 7}
EXCLUDE = "EXCLUDE_SOURCE_FIELDS_LIST"

Row = tuple[str, str, Any]

DEFAULTS: list[Row] = [
    ("Connector", "connectorProvisioningType", "LAMBDA"),
    ("Connector", "description", ""),
    ("Connector", "forceDelete", False),
    ("ConnectorProfile", f"{LOGIN}.pardot.isSandboxEnvironment", False),
    ("ConnectorProfile", f"{LOGIN}.redshift.bucketPrefix", ""),
    ("ConnectorProfile", f"{LOGIN}.redshift.isRedshiftServerless", False),
    ("ConnectorProfile", f"{LOGIN}.salesforce.isSandboxEnvironment", False),
    ("ConnectorProfile", f"{LOGIN}.salesforce.usePrivateLinkForMetadataAndAuthorization", False),
    ("ConnectorProfile", f"{LOGIN}.sapoData.disableSSO", False),
    ("ConnectorProfile", f"{LOGIN}.sapoData.privateLinkServiceName", ""),
    ("ConnectorProfile", f"{LOGIN}.snowflake.bucketPrefix", ""),
    ("ConnectorProfile", f"{LOGIN}.snowflake.privateLinkServiceName", ""),
    ("Flow", "description", ""),
    ("Flow", f"{SCHEDULE}.scheduleOffset", 0),
    ("Flow", f"{SOURCE}.s3.bucketPrefix", ""),
    ("Flow", f"{SOURCE}.salesforce.dataTransferApi", "AUTOMATIC"),
    ("Flow", f"{SOURCE}.salesforce.enableDynamicFieldUpdate", False),
    ("Flow", f"{SOURCE}.salesforce.includeDeletedRecords", False),
    ("Flow", f"{SOURCE}.veeva.includeAllVersions", False),
    ("Flow", f"{SOURCE}.veeva.includeRenditions", False),
    ("Flow", f"{SOURCE}.veeva.includeSourceFiles", False),
    ("Flow", f"{TARGET}.customConnector.writeOperationType", "INSERT"),
    ("Flow", f"{TARGET}.redshift.bucketPrefix", ""),
    ("Flow", f"{TARGET}.s3.bucketPrefix", ""),
    ("Flow", f"{TARGET}.s3.{FORMAT}.aggregationConfig.aggregationType", "None"),
    ("Flow", f"{TARGET}.s3.{FORMAT}.preserveSourceDataTyping", False),
    ("Flow", f"{TARGET}.salesforce.dataTransferApi", "AUTOMATIC"),
    ("Flow", f"{TARGET}.salesforce.writeOperationType", "INSERT"),
    ("Flow", f"{TARGET}.sapoData.successResponseHandlingConfig.bucketPrefix", ""),
    ("Flow", f"{TARGET}.sapoData.writeOperationType", "INSERT"),
    ("Flow", f"{TARGET}.snowflake.bucketPrefix", ""),
    ("Flow", f"{TARGET}.upsolver.bucketPrefix", ""),
    ("Flow", f"{TARGET}.zendesk.errorHandlingConfig.bucketPrefix", ""),
    ("Flow", f"{TARGET}.zendesk.errorHandlingConfig.failOnFirstDestinationError", False),
    ("Flow", f"{TARGET}.zendesk.writeOperationType", "INSERT"),
    ("Flow", "tasks.0.destinationField", ""),
    ("Flow", f"tasks.0.taskProperties.{EXCLUDE}", "[]"),
    ("FlowRun", "wait", True),
    ("FlowRun", "window.dataType", "datetime"),
    ("FlowRun", "window.slices", 1),
]

DRIFT: list[Row] = [
    ("Connector", "connectorProvisioningConfig", {"lambda": {"lambdaArn": "by hand"}}),
    ("Connector", "description", "by hand"),
    ("ConnectorProfile", f"{LOGIN}.pardot.isSandboxEnvironment", True),
    ("ConnectorProfile", f"{LOGIN}.redshift.bucketPrefix", "by-hand"),
    ("ConnectorProfile", f"{LOGIN}.redshift.isRedshiftServerless", True),
    ("ConnectorProfile", f"{LOGIN}.salesforce.isSandboxEnvironment", True),
    ("ConnectorProfile", f"{LOGIN}.salesforce.usePrivateLinkForMetadataAndAuthorization", True),
    ("ConnectorProfile", f"{LOGIN}.sapoData.disableSSO", True),
    ("ConnectorProfile", f"{LOGIN}.snowflake.bucketPrefix", "by-hand"),
    ("Flow", "description", "by hand"),
    ("Flow", "metadataCatalogConfig", {"glueDataCatalog": {"databaseName": "lake"}}),
    ("Flow", "metadataCatalogConfig.glueDataCatalog", {"databaseName": "lake"}),
    ("Flow", "tags", {"key": "by hand"}),
    ("Flow", "tasks.0.taskProperties", {"key": "by hand"}),
    ("Flow", f"{SCHEDULE}.scheduleEndTime", 1893456000),
    ("Flow", f"{SCHEDULE}.scheduleOffset", 7),
    ("Flow", f"{SOURCE}.s3.bucketPrefix", "by-hand"),
    ("Flow", f"{SOURCE}.salesforce.enableDynamicFieldUpdate", True),
    ("Flow", f"{SOURCE}.salesforce.includeDeletedRecords", True),
    ("Flow", f"{SOURCE}.veeva.includeAllVersions", True),
    ("Flow", f"{SOURCE}.veeva.includeRenditions", True),
    ("Flow", f"{SOURCE}.veeva.includeSourceFiles", True),
    ("Flow", f"{TARGET}.redshift.bucketPrefix", "by-hand"),
    ("Flow", f"{TARGET}.s3.bucketPrefix", "by-hand"),
    ("Flow", f"{TARGET}.s3.{FORMAT}.aggregationConfig", {"targetFileSize": 7}),
    ("Flow", f"{TARGET}.s3.{FORMAT}.prefixConfig", {"prefixType": "PATH"}),
    ("Flow", f"{TARGET}.s3.{FORMAT}.preserveSourceDataTyping", True),
    ("Flow", f"{TARGET}.sapoData.successResponseHandlingConfig", {"bucketName": "answers"}),
    ("Flow", f"{TARGET}.sapoData.successResponseHandlingConfig.bucketPrefix", "by-hand"),
    ("Flow", f"{TARGET}.snowflake.bucketPrefix", "by-hand"),
    ("Flow", f"{TARGET}.upsolver.bucketPrefix", "by-hand"),
    ("Flow", f"{TARGET}.upsolver.{FORMAT}.aggregationConfig", {"targetFileSize": 7}),
    ("Flow", f"{TARGET}.upsolver.{FORMAT}.prefixConfig", {"prefixType": "PATH"}),
    ("Flow", f"{TARGET}.zendesk.errorHandlingConfig.bucketPrefix", "by-hand"),
    ("Flow", f"{TARGET}.zendesk.errorHandlingConfig.failOnFirstDestinationError", True),
    *(
        ("Flow", f"{TARGET}.{connector}.idFieldNames", ["id"])
        for connector in ("customConnector", "salesforce", "sapoData", "zendesk")
    ),
    *(
        ("Flow", f"{TARGET}.{connector}.errorHandlingConfig", {"bucketName": "errors"})
        for connector in (
            *("customConnector", "eventBridge", "honeycode", "marketo", "redshift"),
            *("salesforce", "sapoData", "snowflake", "zendesk"),
        )
    ),
]

ADDED_KEYS: list[Row] = [
    ("ConnectorProfile", f"{LOGIN}.customConnector.profileProperties.key", "by hand"),
    (
        "ConnectorProfile",
        f"{LOGIN}.customConnector.oauth2Properties.tokenUrlCustomProperties.key",
        "by hand",
    ),
    ("Flow", f"{SOURCE}.customConnector.customProperties.key", "by hand"),
    ("Flow", f"{TARGET}.customConnector.customProperties.key", "by hand"),
]

FILLED_IN: list[Row] = [
    ("ConnectorProfile", f"{LOGIN}.customConnector.profileProperties", {"key": "filled in"}),
    ("Flow", f"{SCHEDULE}.timezone", "UTC"),
    ("Flow", f"{SCHEDULE}.dataPullMode", "Complete"),
    ("Flow", f"{SCHEDULE}.scheduleStartTime", 1893456000),
    ("Flow", f"{SOURCE}.customConnector.customProperties", {"key": "filled in"}),
    ("Flow", f"{SOURCE}.salesforce.dataTransferApi", "BULKV2"),
    ("Flow", f"{TARGET}.s3.{FORMAT}", {"fileType": "CSV"}),
    ("Flow", "sourceFlowConfig.incrementalPullConfig", {"datetimeTypeFieldName": "updated"}),
]

KEPT: list[Row] = [("Flow", "flowStatus", "Active"), ("Flow", "kmsArn", "arn:aws:kms:::key/1")]

NOT_RETURNED: list[Row] = [
    ("ConnectorProfile", f"{LOGIN}.snowflake.privateLinkServiceName", "com.amazonaws.vpce.1"),
    ("Flow", f"{SCHEDULE}.firstExecutionFrom", 1893456000),
]

WRITE_ONLY: list[Row] = [
    ("Connector", "forceDelete", True),
    ("ConnectorProfile", CREDENTIALS, {"singular": {"apiKey": "k"}}),
    ("ConnectorProfile", "kmsArn", "arn:aws:kms:::key/1"),
    ("FlowRun", "wait", False),
    ("FlowRun", "window.dataType", "date"),
    ("FlowRun", "window.slices", 2),
]

ONE_SPELLING: list[tuple[str, str, Any, Any]] = [
    ("ConnectorProfile", f"{LOGIN}.snowflake.stage", "stage", "@stage"),
    *(
        ("Flow", f"{SCHEDULE}.{name}", "2030-01-01T00:00:00.7Z", 1893456000)
        for name in ("firstExecutionFrom", "scheduleEndTime", "scheduleStartTime")
    ),
    *(
        ("FlowRun", f"window.{name}", "2030-01-01T00:00:00.7Z", 1893456000)
        for name in ("endTime", "startTime")
    ),
    *(
        (
            "Flow",
            "triggerConfig",
            {"triggerType": kind},
            {"triggerType": kind, "triggerProperties": {"scheduled": {"timezone": "UTC"}}},
        )
        for kind in ("OnDemand", "Event")
    ),
    *(
        ("Flow", "tasks", [{"taskType": kind}], [{"taskType": kind, **written}])
        for kind, written in (
            ("Map_all", {"sourceFields": []}),
            ("Map_all", {"sourceFields": [""]}),
            ("Map_all", {"sourceFields": ["id"]}),
            ("Map_all", {"connectorOperator": {"s3": "NO_OP"}}),
            ("Map_all", {"taskProperties": {EXCLUDE: "[ ]"}}),
            ("Passthrough", {"sourceFields": []}),
            ("Passthrough", {"sourceFields": [""]}),
            ("Passthrough", {"connectorOperator": {"s3": "NO_OP"}}),
        )
    ),
]

TWO_MEANINGS: list[tuple[str, str, Any, Any]] = [
    ("ConnectorProfile", f"{LOGIN}.snowflake.stage", "stage", "another"),
    ("Flow", f"{SCHEDULE}.scheduleEndTime", "2030-01-01T00:00:01Z", 1893456000),
    (
        "Flow",
        "triggerConfig",
        {"triggerType": "Scheduled"},
        {"triggerType": "Scheduled", "triggerProperties": {"scheduled": {"timezone": "UTC"}}},
    ),
    *(
        ("Flow", "tasks", [{"taskType": kind}], [{"taskType": kind, **written}])
        for kind, written in (
            ("Map_all", {"taskProperties": {EXCLUDE: '["id"]'}}),
            ("Passthrough", {"sourceFields": ["id"]}),
            ("Map", {"sourceFields": [""]}),
            ("Map", {"connectorOperator": {"s3": "NO_OP"}}),
        )
    ),
]

AWS = "arn:aws:kms:eu-west-1:123456789012"
EQUIVALENT: list[tuple[str, str, Any, Any]] = [
    ("Flow", "kmsArn", f"{AWS}:alias/orders", f"{AWS}:key/1"),
    ("Flow", f"{TARGET}.eventBridge.object", "Account", "aws.partner/appflow/salesforce.com/1"),
]

UNORDERED = [("Flow", "tasks")]
OPAQUE = [("ConnectorProfile", f"{CREDENTIALS}.customConnector.custom.credentialsMap")]
EXPANDS = [("Flow", "tasks")]


def steps(path: str) -> tuple[str | int, ...]:
    return tuple(0 if step == "0" else step for step in path.split("."))


def inputs(path: str, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The structures around a member, without it and with it; something else stands beside it."""
    *around, name = path.split(".")
    beside: Any = {"beside": "x"}
    whole: Any = {"beside": "x", name: value}
    for step in reversed(around):
        beside, whole = ([each] if step == "0" else {step: each} for each in (beside, whole))
    return beside, whole


def changes(kind: str, old: Any, new: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    found = compare(old, new, RESOURCES[kind].form, places()).changes
    return [(each.what, each.path) for each in found]


def read_back(kind: str, live: Any, written: Any) -> Any:
    return project(live, written, RESOURCES[kind].form)


@pytest.mark.parametrize(("kind", "path", "value"), DEFAULTS)
def test_the_value_of_a_member_that_is_left_out_is_no_change(
    kind: str, path: str, value: Any
) -> None:
    without, with_default = inputs(path, value)
    _, with_another = inputs(path, not value if isinstance(value, bool) else OTHER[type(value)])
    assert changes(kind, without, with_default) == []
    assert changes(kind, with_default, without) == []
    assert changes(kind, without, with_another) != []


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        *DRIFT,
        *ADDED_KEYS,
        ("Flow", "tags.key", "by hand"),
        ("Flow", "tasks.0.taskProperties.key", "by hand"),
    ],
)
def test_a_member_that_somebody_added_by_hand_is_drift(kind: str, path: str, value: Any) -> None:
    without, added = inputs(path, value)
    assert read_back(kind, added, without) == added


@pytest.mark.parametrize(("kind", "path", "value"), FILLED_IN)
def test_a_member_that_appflow_may_fill_in_is_no_drift(kind: str, path: str, value: Any) -> None:
    without, added = inputs(path, value)
    assert read_back(kind, added, without) == without


@pytest.mark.parametrize(("kind", "path", "value"), KEPT)
def test_a_member_that_appflow_keeps_can_be_left_out(kind: str, path: str, value: Any) -> None:
    without, whole = inputs(path, value)
    assert changes(kind, whole, without) == []
    assert changes(kind, without, whole) == [("add", steps(path))]


@pytest.mark.parametrize(("kind", "path", "value"), NOT_RETURNED)
def test_a_member_that_appflow_may_not_return_is_as_written(
    kind: str, path: str, value: Any
) -> None:
    without, whole = inputs(path, value)
    _, other = inputs(path, "2031-01-01T00:00:00Z")
    assert read_back(kind, without, whole) == whole
    assert read_back(kind, other, whole) == other


@pytest.mark.parametrize(("kind", "path", "value"), WRITE_ONLY)
def test_a_member_that_appflow_never_returns_is_as_written(
    kind: str, path: str, value: Any
) -> None:
    without, whole = inputs(path, value)
    _, other = inputs(path, "something else")
    assert read_back(kind, without, whole) == whole
    assert read_back(kind, other, whole) == whole


@pytest.mark.parametrize(("kind", "path", "one", "other"), ONE_SPELLING)
def test_another_spelling_is_no_change(kind: str, path: str, one: Any, other: Any) -> None:
    (_, old), (_, new) = inputs(path, one), inputs(path, other)
    assert changes(kind, old, new) == changes(kind, new, old) == []
    assert read_back(kind, old, new) == new
    assert read_back(kind, new, old) == old


@pytest.mark.parametrize(("kind", "path", "one", "other"), TWO_MEANINGS)
def test_what_means_something_else_is_a_change(kind: str, path: str, one: Any, other: Any) -> None:
    (_, old), (_, new) = inputs(path, one), inputs(path, other)
    assert changes(kind, old, new) != []


@pytest.mark.parametrize(("kind", "path", "written", "live"), EQUIVALENT)
def test_what_appflow_makes_of_a_value_is_no_drift(
    kind: str, path: str, written: Any, live: Any
) -> None:
    (_, ours), (_, theirs) = inputs(path, written), inputs(path, live)
    assert read_back(kind, theirs, ours) == ours
    assert read_back(kind, ours, theirs) == ours
    assert read_back(kind, inputs(path, "another")[1], ours) != ours


def test_the_order_of_tasks_means_nothing() -> None:
    one, other = ({"taskType": "Map", "destinationField": name} for name in "ab")
    assert changes("Flow", {"tasks": [one, other]}, {"tasks": [other, one]}) == []


def test_a_change_in_credentials_of_a_custom_kind_names_no_key() -> None:
    (_, path) = OPAQUE[0]
    (_, old), (_, new) = (inputs(path, Secret({key: "k"})) for key in ("one", "another"))
    assert changes("ConnectorProfile", old, new) == [("update", steps(path))]


def test_the_tasks_that_appflow_makes_of_one_for_all_fields_are_no_drift() -> None:
    whole = {"taskType": "Map_all", "sourceFields": []}
    projection = {
        "taskType": "Filter",
        "sourceFields": ["id"],
        "connectorOperator": {"s3": "PROJECTION"},
    }
    mapped = {
        "taskType": "Map",
        "sourceFields": ["id"],
        "destinationField": "id",
        "taskProperties": {"SOURCE_DATA_TYPE": "string", "DESTINATION_DATA_TYPE": "string"},
    }
    assert read_back("Flow", {"tasks": [projection, mapped]}, {"tasks": [whole]}) == {
        "tasks": [whole]
    }


def holders(fact: str, values: tuple[Any, ...]) -> dict[int, str]:
    """The members that have a fact, each with one of its places: a structure may be part of several."""
    return {
        id(member.info): f"{kind}: {place}"
        for kind, resource in RESOURCES.items()
        for place, member in by_place(resource.inputs).items()
        if (value := getattr(member.facts, fact)) != getattr(Facts(), fact)
        if value in values or not values
    }


def listed(rows: list[Any]) -> set[int]:
    found = [member_at(RESOURCES[kind].inputs, steps(path)) for kind, path, *_ in rows]
    return {id(each.info) for each in found if each is not None}


@pytest.mark.parametrize(
    ("fact", "values", "rows"),
    [
        pytest.param("default", (), DEFAULTS, id="default"),
        pytest.param("drift_when_added", (True,), DRIFT, id="drift_when_added"),
        pytest.param("drift_when_added", ("keys",), ADDED_KEYS, id="drift_when_added-keys"),
        pytest.param("optional_computed", (), KEPT, id="optional_computed"),
        pytest.param("not_returned", (), NOT_RETURNED, id="not_returned"),
        pytest.param("write_only", (), WRITE_ONLY, id="write_only"),
        pytest.param("transform", (), ONE_SPELLING, id="transform"),
        pytest.param("equivalent", (), EQUIVALENT, id="equivalent"),
        pytest.param("unordered", (), UNORDERED, id="unordered"),
        pytest.param("opaque", (), OPAQUE, id="opaque"),
        pytest.param("expands", (), EXPANDS, id="expands"),
    ],
)
def test_every_member_with_a_fact_is_in_its_table(
    fact: str, values: tuple[Any, ...], rows: list[Any]
) -> None:
    known, shown = holders(fact, values), listed(rows)
    assert [place for number, place in known.items() if number not in shown] == []
    assert [number for number in shown if number not in known] == []
