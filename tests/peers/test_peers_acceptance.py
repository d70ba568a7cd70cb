"""
What the acceptance tests of Terraform's provider prove with a real account, proved here and more strictly.

Theirs look at single attributes after each step. Here each step has to be the one that is meant, the service has to hold
what the program says and nothing else, and a refresh and a second up have to be silent after each (`lifecycle`).
"""

import re
from typing import Any

import pytest

from appflow_provider.resources import State
from appflow_provider.service import Services
from appflow_provider.values import UNKNOWN, at, unwrap
from tests.peers.programs import (
    FORMAT,
    FROM_S3,
    FROM_SALESFORCE,
    PROJECTION,
    SCHEDULE,
    is_the_same,
    listening,
    map_of,
    said,
)
from tests.programs import MAP_ALL
from tests.stories import backend, samples
from tests.stories.lifecycle import go_on, play
from tests.stories.members import changed

_EVERY_3 = {
    "scheduleExpression": "rate(3hours)",
    "dataPullMode": "Incremental",
    "scheduleStartTime": "2031-01-01T06:00:00Z",
}
_EVERY_6 = {"scheduleExpression": "rate(6hours)", "dataPullMode": "Complete"}
_BASIC = changed(
    {**FROM_S3, "tasks": [map_of("Id", "s3"), map_of("Name", "s3")]}, SCHEDULE, _EVERY_3
)


def test_flow_basic(services: Services) -> None:
    life = play("Flow", services, [(_BASIC, "create"), (_BASIC, "same")])
    arn = rf"arn:aws:appflow:{backend.REGION}:{backend.ACCOUNT}:flow/story"
    assert re.fullmatch(arn, life.state["flowArn"])
    assert at(life.inputs, SCHEDULE) == _EVERY_3
    imported = life.resource.read("story", State({}), life.work)
    assert imported is not None
    # Beside what was written there are the key that the service chose, and that the flow does not run.
    added = {key: imported.inputs[key] for key in unwrap(imported.inputs).keys() - _BASIC.keys()}
    assert added.keys() == {"kmsArn", "flowStatus"}
    assert life.resource.diff(imported.state, life.check({**_BASIC, **added})).changes == ()
    life.destroy()


def test_flow_update(services: Services) -> None:
    edited = changed({**_BASIC, "description": "every six hours"}, SCHEDULE, _EVERY_6)
    story = [(_BASIC, "create"), (edited, "update"), (edited, "same"), (_BASIC, "update")]
    play("Flow", services, story)


def test_flow_update_names_every_leaf_that_changes(services: Services) -> None:
    edited = changed({**_BASIC, "description": "every six hours"}, SCHEDULE, _EVERY_6)
    life = play("Flow", services, [(_BASIC, "create")])
    found = life.diff(life.check(edited))
    assert {(change.path, change.what) for change in found.changes} == {
        (("description",), "add"),
        ((*SCHEDULE, "scheduleExpression"), "update"),
        ((*SCHEDULE, "dataPullMode"), "update"),
        ((*SCHEDULE, "scheduleStartTime"), "delete"),
    }


def test_flow_output_format_of_parquet(services: Services) -> None:
    typed, untyped = (
        changed(FROM_S3, FORMAT, {"fileType": "PARQUET", "preserveSourceDataTyping": kept})
        for kept in (True, False)
    )
    story = [(typed, "create"), (typed, "same"), (untyped, "update"), (untyped, "same")]
    play("Flow", services, [*story, (typed, "update"), (FROM_S3, "update"), (FROM_S3, "same")])


def test_flow_task_properties(services: Services) -> None:
    life, ear = listening("Flow", services)
    go_on(life, [(_BASIC, "create"), (_BASIC, "same")])
    wanted = {"SOURCE_DATA_TYPE": "string", "DESTINATION_DATA_TYPE": "string"}
    assert [task["taskProperties"] for task in ear.last("CreateFlow")["tasks"]] == [wanted, wanted]
    edited = changed(_BASIC, ("tasks", 1, "taskProperties", "SOURCE_DATA_TYPE"), "CSV")
    assert life.up(edited) == "update"


def test_flow_task_update(services: Services) -> None:
    three = {**FROM_SALESFORCE, "tasks": [PROJECTION, map_of("Id"), map_of("Name")]}
    swapped = {**three, "tasks": [PROJECTION, map_of("Id"), map_of("Phone")]}
    life, ear = listening("Flow", services)
    go_on(life, [(three, "create"), (swapped, "update"), (swapped, "same")])
    sent = ear.last("UpdateFlow")["tasks"]
    assert [task["sourceFields"] for task in sent] == [["Id", "Name", "Phone"], ["Id"], ["Phone"]]


def test_flow_task_map_all(services: Services) -> None:
    program = {**FROM_SALESFORCE, "tasks": [MAP_ALL]}
    life = play("Flow", services, [(program, "create"), (program, "same")])
    life.refresh()
    assert unwrap(life.inputs)["tasks"] == [MAP_ALL]


_CATALOG = {
    "glueDataCatalog": {
        "roleArn": "arn:aws:iam::123456789012:role/glue",
        "databaseName": "sales",
        "tablePrefix": "raw",
    }
}


@pytest.mark.parametrize(
    "hierarchy", [["EXECUTION_ID", "SCHEMA_VERSION"], ["SCHEMA_VERSION", "EXECUTION_ID"]]
)
def test_flow_metadata_catalog(services: Services, hierarchy: list[str]) -> None:
    prefix = {"prefixType": "PATH", "pathPrefixHierarchy": hierarchy}
    output = changed(FROM_S3, FORMAT, {"fileType": "PARQUET", "prefixConfig": prefix})
    program = {**output, "metadataCatalogConfig": _CATALOG}
    life = play("Flow", services, [(program, "create"), (program, "same")])
    assert at(life.held(), (*FORMAT, "prefixConfig", "pathPrefixHierarchy")) == hierarchy
    go_on(life, [(output, "update"), (output, "same")])


def _disappear(services: Services, kind: str, program: dict[str, Any], operation: str) -> None:
    life = play(kind, services, [(program, "create")])
    name = life.resource.name_property
    services().call(operation, {name: "story"})
    life.refresh()
    assert life.state == {}
    go_on(life, [(program, "create"), (program, "same")])


def test_flow_disappears(services: Services) -> None:
    _disappear(services, "Flow", _BASIC, "DeleteFlow")


def test_flow_that_disappeared_is_deleted_without_complaint(services: Services) -> None:
    life = play("Flow", services, [(_BASIC, "create")])
    services().call("DeleteFlow", {"flowName": "story"})
    life.destroy()


def _tagged(tags: Any) -> dict[str, Any]:
    return {**FROM_S3, "tags": tags}


_NO_TAGS = {key: value for key, value in FROM_S3.items() if key != "tags"}
_ONE, _TWO = {"team": "sales"}, {"team": "sales", "stage": "prod"}
TAGS = {
    "tags": [(_tagged(_ONE), "create"), (_tagged(_TWO), "update"), (_tagged(_ONE), "update")],
    "changed": [(_tagged(_ONE), "create"), (_tagged({"team": "ops"}), "update")],
    "null": [(_tagged(None), "create")],
    "empty-map": [(_tagged({}), "create")],
    "add-on-update": [(_NO_TAGS, "create"), (_tagged(_ONE), "update")],
    "empty-tag-on-create": [(_tagged({"team": ""}), "create"), (_NO_TAGS, "update")],
    "empty-tag-on-update-add": [
        (_tagged(_ONE), "create"),
        (_tagged({**_ONE, "stage": ""}), "update"),
        (_tagged(_ONE), "update"),
    ],
    "empty-tag-on-update-replace": [
        (_tagged(_ONE), "create"),
        (_tagged({"team": ""}), "update"),
        (_tagged(_ONE), "update"),
    ],
    "all-taken-away": [(_tagged(_TWO), "create"), (_NO_TAGS, "update"), (_tagged(_TWO), "update")],
    "all-emptied": [(_tagged(_TWO), "create"), (_tagged({}), "update")],
}


@pytest.mark.parametrize("story", TAGS.values(), ids=TAGS)
def test_flow_tags(services: Services, story: list[Any]) -> None:
    life, ear = listening("Flow", services)
    go_on(life, story)
    last, _ = story[-1]
    go_on(life, [(last, "same")])
    assert "UpdateFlow" not in ear.operations()  # tags have calls of their own


@pytest.mark.parametrize("none", [None, {}], ids=["null", "empty-map"])
def test_flow_tags_that_are_none_are_the_same(services: Services, none: Any) -> None:
    life = play("Flow", services, [(_tagged(none), "create")])
    assert all(is_the_same(life, program) for program in (_NO_TAGS, _tagged({}), _tagged(None)))


@pytest.mark.parametrize("before", [_ONE, None], ids=["replace", "add"])
def test_flow_tags_that_are_computed(services: Services, before: dict[str, str] | None) -> None:
    life = play("Flow", services, [(_tagged(before), "create")])
    assert life.diff(life.check(_tagged({"team": UNKNOWN}))).action == "update"
    go_on(life, [(_tagged({"team": "known-now"}), "update")])


def test_flow_tags_that_are_computed_on_create() -> None:
    checked = said("Flow", _tagged({"team": UNKNOWN}))
    assert checked.problems == ()
    assert checked.inputs["tags"] == {"team": UNKNOWN}


_LOGIN = samples.profile("Redshift")
_PREFIX = ("connectorProfileConfig", "connectorProfileProperties", "redshift", "bucketPrefix")


def test_connector_profile_basic(services: Services) -> None:
    life = play("ConnectorProfile", services, [(_LOGIN, "create"), (_LOGIN, "same")])
    arn = rf"arn:aws:appflow:{backend.REGION}:{backend.ACCOUNT}:connectorprofile/story"
    assert re.fullmatch(arn, life.state["connectorProfileArn"])
    assert life.state["credentialsArn"].startswith("arn:aws:secretsmanager:")
    imported = life.resource.read("story", State({}), life.work)
    assert imported is not None
    config = {**_LOGIN["connectorProfileConfig"]}
    del config["connectorProfileCredentials"]
    silent = {**_LOGIN, "connectorProfileConfig": config}
    assert life.resource.diff(imported.state, life.check(silent)).changes == ()
    life.destroy()


def test_connector_profile_update(services: Services) -> None:
    edited = changed(_LOGIN, _PREFIX, "loads")
    life = play("ConnectorProfile", services, [(_LOGIN, "create")])
    found = life.diff(life.check(edited))
    assert [(change.path, change.what) for change in found.changes] == [(_PREFIX, "add")]
    go_on(life, [(edited, "update"), (edited, "same"), (_LOGIN, "update"), (_LOGIN, "same")])


def test_connector_profile_disappears(services: Services) -> None:
    _disappear(services, "ConnectorProfile", _LOGIN, "DeleteConnectorProfile")
