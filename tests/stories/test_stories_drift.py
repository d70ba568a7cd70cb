"""
What somebody changes behind our back, past the provider: each change shows in a refresh at its place, and one update puts
it back.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from appflow_provider.canonical import canonical
from appflow_provider.service import Services
from appflow_provider.values import at, unwrap
from tests.programs import MAP_ALL
from tests.stories import backend, samples
from tests.stories.lifecycle import Life, assert_held, go_on
from tests.stories.members import Path, changed, leaf_paths, optional_paths, other, step_of, text
from tests.stories.programs import LONGEST, parts

# The service returns neither credentials nor a profile's key, and its word on a flow's key and name is as good as ours.
_NEVER_SEEN = {"connectorProfileCredentials", "connectorLabel", "connectorProfileName", "kmsArn"}
# What the service may leave out of its answers although it has it (public reports).
_MAY_BE_LEFT_OUT = {("scheduled", "firstExecutionFrom"), ("snowflake", "privateLinkServiceName")}


def _can_drift(path: Path) -> bool:
    hidden = path[0] in _NEVER_SEEN | {"flowName"} or path[1:2] == ("connectorProfileCredentials",)
    return not hidden


def _each(paths: Callable[[str, dict[str, Any], str], list[Path]]) -> Iterator[Any]:
    """For each of the longest programs its own paths, which drift and are put back one after the other."""
    for name, (kind, program) in LONGEST.items():
        own = [part for part in parts(name, program) if part != "tasks" or name == "flow"]
        found = [path for part in own for path in paths(kind, program, part)]
        yield pytest.param(kind, program, [path for path in found if _can_drift(path)], id=name)


@pytest.mark.parametrize(
    ("kind", "program", "paths"),
    list(_each(lambda _kind, program, part: leaf_paths(program, part))),
)
def test_a_leaf_that_somebody_changed_shows_and_is_put_back(
    services: Services, kind: str, program: dict[str, Any], paths: list[Path]
) -> None:
    life = Life(kind, services)
    life.start(program)
    form = life.resource.form
    for path in paths:
        drifted = other(program, path)
        backend.change(kind, life.id_, path, drifted)
        life.refresh()
        # A default may be left out of the inputs, and a stage has its @; that either one shows, the next step tells.
        assert canonical(life.inputs, form) == canonical(changed(program, path, drifted), form)
        assert (text(path), life.up(program)) == (text(path), step_of(kind, path))
        assert [change.path for change in life.found.changes] == [path]
        assert_held(life, program)


@pytest.mark.parametrize(("kind", "program", "paths"), list(_each(optional_paths)))
def test_a_member_that_somebody_took_away_shows_and_is_put_back(
    services: Services, kind: str, program: dict[str, Any], paths: list[Path]
) -> None:
    life = Life(kind, services)
    life.start(program)
    for path in paths:
        backend.change(kind, life.id_, path, backend.GONE)
        life.refresh()
        if path[-2:] in _MAY_BE_LEFT_OUT:
            assert unwrap(life.inputs) == program
            continue
        assert unwrap(at(life.inputs, path)) in (None, {}, [])
        assert (text(path), life.up(program)) != (text(path), "same")
        assert {change.path[: len(path)] for change in life.found.changes} == {path}
        assert_held(life, program)


_TASK = {
    "taskType": "Mask",
    "sourceFields": ["phone"],
    "connectorOperator": {"s3": "MASK_ALL"},
    "taskProperties": {"MASK_VALUE": "#"},
}
_MAP = {
    "taskType": "Map",
    "sourceFields": ["id"],
    "destinationField": "id",
    "connectorOperator": {"s3": "NO_OP"},
}
_PROJECTION = {
    "taskType": "Filter",
    "sourceFields": ["id"],
    "connectorOperator": {"s3": "PROJECTION"},
}
_CATALOG = {
    "glueDataCatalog": {
        "roleArn": "arn:aws:iam::123456789012:role/glue",
        "databaseName": "sales",
        "tablePrefix": "raw",
    }
}
_SCHEDULE = ("triggerConfig", "triggerProperties", "scheduled")
_SOURCE = ("sourceFlowConfig", "sourceConnectorProperties")
_TARGET = ("destinationFlowConfigList", 0, "destinationConnectorProperties")
_FORMAT = (*_TARGET, "s3", "s3OutputFormatConfig")
_SALESFORCE = {**samples.flow_from("Salesforce"), "triggerConfig": {"triggerType": "OnDemand"}}
_VEEVA = samples.flow_from("Veeva")
_S3 = {**samples.flow_from("S3"), "triggerConfig": samples.DAILY, "tasks": [_MAP]}
_TO_SALESFORCE = samples.flow_to("Salesforce")
_MAPS_ALL = {**_S3, "tasks": [MAP_ALL]}
_TAGGED = {**_S3, "tags": {"team": "sales"}}
_FORMATTED = changed(_S3, (*_TARGET, "s3", "s3OutputFormatConfig"), {"fileType": "PARQUET"})
_CUSTOM = changed(
    samples.flow_from("CustomConnector"),
    (*_SOURCE, "customConnector", "customProperties"),
    {"depth": "2"},
)
_HANDLED = changed(
    _TO_SALESFORCE, (*_TARGET, "salesforce", "errorHandlingConfig"), {"bucketName": "errors"}
)


@pytest.mark.parametrize(
    ("program", "path", "value"),
    [
        pytest.param(_S3, ("description",), "by hand", id="description"),
        pytest.param(_S3, ("tags", "by"), "hand", id="first-tag"),
        pytest.param(_TAGGED, ("tags", "by"), "hand", id="another-tag"),
        pytest.param(_S3, ("tasks", 1), _TASK, id="task"),
        pytest.param(_S3, ("tasks", 1), {**_MAP, "destinationField": "id2"}, id="second-map"),
        pytest.param(_MAPS_ALL, ("tasks", 1), _TASK, id="task-beside-map-all"),
        pytest.param(_S3, ("metadataCatalogConfig",), _CATALOG, id="catalogue"),
        pytest.param(_S3, (*_SCHEDULE, "scheduleEndTime"), "2031-01-01T06:00:00Z", id="end"),
        pytest.param(
            _MAPS_ALL,
            ("tasks", 0, "taskProperties", "EXCLUDE_SOURCE_FIELDS_LIST"),
            '["Secret"]',
            id="excluded",
        ),
        pytest.param(
            _S3, ("tasks", 0, "taskProperties", "SOURCE_DATA_TYPE"), "string", id="task-property"
        ),
        pytest.param(
            _FORMATTED, (*_FORMAT, "aggregationConfig", "aggregationType"), "SingleFile", id="join"
        ),
        pytest.param(_FORMATTED, (*_FORMAT, "prefixConfig", "prefixType"), "PATH", id="folders"),
        pytest.param(
            _TO_SALESFORCE,
            (*_TARGET, "salesforce", "errorHandlingConfig"),
            {"bucketName": "by-hand"},
            id="errors",
        ),
        pytest.param(_S3, (*_SCHEDULE, "scheduleOffset"), 60, id="offset"),
        pytest.param(_S3, (*_SOURCE, "s3", "bucketPrefix"), "by/hand", id="source-prefix"),
        pytest.param(_S3, (*_TARGET, "s3", "bucketPrefix"), "by/hand", id="prefix"),
        pytest.param(_TO_SALESFORCE, (*_TARGET, "salesforce", "idFieldNames"), ["Id"], id="ids"),
        pytest.param(
            _SALESFORCE, (*_SOURCE, "salesforce", "includeDeletedRecords"), True, id="deleted"
        ),
        pytest.param(
            _SALESFORCE, (*_SOURCE, "salesforce", "enableDynamicFieldUpdate"), True, id="dynamic"
        ),
        pytest.param(_VEEVA, (*_SOURCE, "veeva", "includeSourceFiles"), True, id="files"),
        pytest.param(_VEEVA, (*_SOURCE, "veeva", "includeRenditions"), True, id="renditions"),
        pytest.param(_VEEVA, (*_SOURCE, "veeva", "includeAllVersions"), True, id="versions"),
        pytest.param(
            _FORMATTED,
            (*_FORMAT, "preserveSourceDataTyping"),
            True,
            id="typing",
        ),
        pytest.param(
            _HANDLED,
            (*_TARGET, "salesforce", "errorHandlingConfig", "failOnFirstDestinationError"),
            True,
            id="failing",
        ),
        pytest.param(
            _HANDLED,
            (*_TARGET, "salesforce", "errorHandlingConfig", "bucketPrefix"),
            "by-hand",
            id="errors-prefix",
        ),
        pytest.param(
            samples.flow_to("SAPOData"),
            (*_TARGET, "sapoData", "successResponseHandlingConfig"),
            {"bucketName": "by-hand"},
            id="successes",
        ),
        pytest.param(
            _CUSTOM, (*_SOURCE, "customConnector", "customProperties", "by"), "hand", id="property"
        ),
    ],
)
def test_what_somebody_added_to_a_flow_shows_and_goes_again(
    services: Services, program: Mapping[str, Any], path: Path, value: Any
) -> None:
    life = Life("Flow", services)
    life.start(program)
    backend.change("Flow", life.id_, path, value)
    life.refresh()
    assert unwrap(at(life.inputs, path)) == value
    go_on(life, [(program, "update")])
    ways = {path[:end] for end in range(1, len(path) + 1)}
    assert {change.path[: len(path)] for change in life.found.changes} <= ways


@pytest.mark.parametrize(
    ("program", "path", "value"),
    [
        pytest.param(_SALESFORCE, (*_SOURCE, "salesforce", "dataTransferApi"), "BULKV2", id="api"),
        pytest.param(
            _TO_SALESFORCE, (*_TARGET, "salesforce", "writeOperationType"), "UPDATE", id="writing"
        ),
        pytest.param(_S3, _FORMAT, {"fileType": "CSV"}, id="format"),
        pytest.param(_S3, (*_SCHEDULE, "scheduleStartTime"), "2031-01-01T06:00:00Z", id="start"),
        pytest.param(_S3, (*_SCHEDULE, "timezone"), "Europe/Lisbon", id="timezone"),
        pytest.param(_S3, (*_SCHEDULE, "dataPullMode"), "Incremental", id="pulling"),
    ],
)
def test_what_the_service_may_have_added_by_itself_is_no_drift(
    services: Services, program: Mapping[str, Any], path: Path, value: Any
) -> None:
    life = Life("Flow", services)
    life.start(program)
    backend.change("Flow", life.id_, path, value)
    life.is_settled(program)


@pytest.mark.parametrize(
    ("connector", "name", "value"),
    [
        ("Snowflake", "bucketPrefix", "by-hand"),
        ("Salesforce", "isSandboxEnvironment", True),
        ("Pardot", "isSandboxEnvironment", True),
        ("SAPOData", "disableSSO", True),
    ],
)
def test_what_somebody_added_to_a_profile_shows_and_goes_again(
    services: Services, connector: str, name: str, value: Any
) -> None:
    program = samples.profile(connector)
    life = Life("ConnectorProfile", services)
    life.start(program)
    properties = ("connectorProfileConfig", "connectorProfileProperties")
    path = (*properties, samples.PROFILES[connector], name)
    backend.change("ConnectorProfile", life.id_, path, value)
    life.refresh()
    assert unwrap(at(life.inputs, path)) == value
    go_on(life, [(program, "update")])


@pytest.mark.parametrize("task", [_MAP, {**_MAP, "connectorOperator": {}}], ids=["no-op", "none"])
def test_tasks_that_the_service_unfolds_from_map_all_are_no_drift(
    services: Services, task: dict[str, Any]
) -> None:
    life = Life("Flow", services)
    life.start(_MAPS_ALL)
    backend.change("Flow", life.id_, ("tasks",), [*_MAPS_ALL["tasks"], task, _PROJECTION])
    life.is_settled(_MAPS_ALL)
    backend.change("Flow", life.id_, ("tasks",), [_PROJECTION, task])
    life.is_settled(_MAPS_ALL)


_RENAMED = {**_MAP, "destinationField": "stolen"}


@pytest.mark.parametrize(
    "live",
    [
        pytest.param([_MAP], id="one field alone"),
        pytest.param([_PROJECTION, _RENAMED], id="another name"),
        pytest.param([*_MAPS_ALL["tasks"], _RENAMED], id="one field more"),
        pytest.param([*_MAPS_ALL["tasks"], _PROJECTION], id="fewer fields"),
        pytest.param(
            [*_MAPS_ALL["tasks"], {**_MAP, "taskProperties": {"TRUNCATE_LENGTH": "2"}}],
            id="another property",
        ),
    ],
)
def test_what_somebody_made_of_map_all_shows_and_is_put_back(
    services: Services, live: list[dict[str, Any]]
) -> None:
    life = Life("Flow", services)
    life.start(_MAPS_ALL)
    backend.change("Flow", life.id_, ("tasks",), live)
    life.refresh()
    assert unwrap(life.inputs) != _MAPS_ALL
    go_on(life, [(_MAPS_ALL, "update")])
    life.is_settled(_MAPS_ALL)


def test_a_field_that_is_left_out_and_mapped_by_hand_shows(services: Services) -> None:
    without = {**MAP_ALL, "taskProperties": {"EXCLUDE_SOURCE_FIELDS_LIST": '["id"]'}}
    program = {**_MAPS_ALL, "tasks": [without]}
    life = Life("Flow", services)
    life.start(program)
    backend.change("Flow", life.id_, ("tasks", 1), _MAP)
    life.refresh()
    go_on(life, [(program, "update")])


def test_a_task_that_somebody_took_away_shows_and_is_put_back(services: Services) -> None:
    program = samples.whole_flow()
    life = Life("Flow", services)
    life.start(program)
    backend.change("Flow", life.id_, ("tasks", 4), backend.GONE)
    life.refresh()
    assert unwrap(life.inputs) == changed(program, ("tasks", 4), backend.GONE)
    go_on(life, [(program, "update")])
    assert [change.path for change in life.found.changes] == [("tasks", 4)]


def test_a_key_in_place_of_its_alias_is_no_drift(services: Services) -> None:
    here = f"arn:aws:kms:{backend.REGION}:{backend.ACCOUNT}"
    program = {**_S3, "kmsArn": f"{here}:alias/lake"}
    life = Life("Flow", services)
    life.start(program)
    backend.memory().flows["story"].kms_arn = f"{here}:key/1234abcd"
    life.is_settled(program)
    backend.memory().flows["story"].kms_arn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd"
    life.refresh()
    assert life.diff(life.check(program)).action == "replace"


def test_tags_that_aws_puts_on_by_itself_are_no_drift(services: Services) -> None:
    life = Life("Flow", services)
    life.start(_TAGGED)
    backend.change("Flow", life.id_, ("tags", "aws:cloudformation:stack-name"), "other")
    life.is_settled(_TAGGED)


@pytest.mark.parametrize(("kind", "program"), LONGEST.values(), ids=LONGEST)
def test_what_somebody_deleted_is_gone_after_a_refresh_and_made_again(
    services: Services, kind: str, program: dict[str, Any]
) -> None:
    life = Life(kind, services)
    life.start(program)
    life.resource.delete(life.id_, life.state, life.work)
    life.refresh()
    assert life.state == {}
    go_on(life, [(program, "create")])
