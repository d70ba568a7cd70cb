"""Tasks: what other providers lost, added or refused, and rules that they did not document."""

import json
from pathlib import Path
from typing import Any

import pytest

from appflow_provider.resources import RESOURCES
from appflow_provider.service import Services
from appflow_provider.shapes.walk import from_api
from tests.peers.programs import (
    FROM_S3,
    FROM_SALESFORCE,
    PROJECTION,
    filter_by,
    listening,
    map_of,
    said,
)
from tests.programs import MAP_ALL
from tests.stories import backend, samples
from tests.stories.lifecycle import go_on, play

CASES = Path(__file__).resolve().parents[1] / "cases"
_TASKS = FROM_SALESFORCE["tasks"]


def test_tf_25095_an_update_of_anything_sends_the_tasks_as_they_are(services: Services) -> None:
    life, ear = listening("Flow", services)
    go_on(life, [(FROM_SALESFORCE, "create"), ({**FROM_SALESFORCE, "description": "x"}, "update")])
    sent = backend.spelled("UpdateFlowRequest", ear.last("UpdateFlow"))
    assert sent["tasks"] == _TASKS


@pytest.mark.parametrize(
    "tasks",
    [
        pytest.param(_TASKS[:-1], id="deleted-last"),
        pytest.param([_TASKS[0], *_TASKS[2:]], id="deleted-inside"),
        pytest.param([*_TASKS, map_of("Phone")], id="added"),
        pytest.param([_TASKS[0], map_of("Phone"), *_TASKS[2:]], id="swapped"),
        pytest.param([*_TASKS[:-1], filter_by("Stage", "lost")], id="changed"),
        pytest.param([MAP_ALL], id="all-replaced"),
        pytest.param([MAP_ALL, filter_by("Stage", "won")], id="filter-beside-map-all"),
    ],
)
def test_tf_28237_tasks_come_go_and_change(services: Services, tasks: list[Any]) -> None:
    life, ear = listening("Flow", services)
    edited = {**FROM_SALESFORCE, "tasks": tasks}
    go_on(life, [(FROM_SALESFORCE, "create"), (edited, "update"), (FROM_SALESFORCE, "update")])
    updates = [request for operation, request in ear.asked if operation == "UpdateFlow"]
    assert backend.spelled("UpdateFlowRequest", updates[0])["tasks"] == tasks


@pytest.mark.parametrize(
    "tasks",
    [
        pytest.param([map_of("Id")], id="tf-34508"),
        pytest.param([map_of("Id"), map_of("Name")], id="tf-34482"),
        pytest.param([filter_by("Stage", "won"), map_of("Id")], id="awscc-338"),
    ],
)
def test_a_flow_that_reads_no_field_is_refused_with_the_way_out(tasks: list[Any]) -> None:
    (problem,) = said("Flow", {**FROM_SALESFORCE, "tasks": tasks}).problems
    assert problem.path == ("tasks",)
    assert "taskType Filter with connectorOperator {salesforce: PROJECTION}" in problem.reason
    assert "one task of taskType Map_all" in problem.reason


@pytest.mark.parametrize("way_out", [PROJECTION, MAP_ALL], ids=["projection", "map-all"])
def test_tf_34508_the_way_out_leads_out(services: Services, way_out: dict[str, Any]) -> None:
    program = {**FROM_SALESFORCE, "tasks": [way_out, map_of("Id")]}
    play("Flow", services, [(program, "create"), (program, "same")])


@pytest.mark.parametrize(
    ("operator", "words"),
    [
        pytest.param(
            {"s3": "PROJECTION"},
            "Put the operator under salesforce, the key of the source",
            id="key",
        ),
        pytest.param(
            {"salesforce": "NO_OP"}, '"NO_OP" is not valid for taskType Filter', id="no-op"
        ),
    ],
)
def test_aws_cdk_17748_an_operator_out_of_its_place_is_named(
    operator: dict[str, str], words: str
) -> None:
    tasks = [{**PROJECTION, "connectorOperator": operator}, *_TASKS]
    reasons = [
        problem.reason for problem in said("Flow", {**FROM_SALESFORCE, "tasks": tasks}).problems
    ]
    assert any(words in reason for reason in reasons), reasons


def test_tf_29879_tasks_of_a_documented_flow_are_all_there(services: Services) -> None:
    maps = [map_of(field, "s3") for field in ("Id", "Name", "Phone")]
    life = play("Flow", services, [({**FROM_S3, "tasks": maps}, "create")])
    held = life.held()
    assert held is not None
    assert held["tasks"] == maps


def test_aws_cdk_18899_the_types_of_a_mapping_reach_the_service(services: Services) -> None:
    program = {
        **samples.flow_to("Salesforce"),
        "sourceFlowConfig": FROM_S3["sourceFlowConfig"],
        "tasks": [{**PROJECTION, "connectorOperator": {"s3": "PROJECTION"}}, map_of("Id", "s3")],
    }
    life, ear = listening("Flow", services)
    go_on(life, [(program, "create")])
    properties = ear.last("CreateFlow")["tasks"][1]["taskProperties"]
    assert properties == {"SOURCE_DATA_TYPE": "string", "DESTINATION_DATA_TYPE": "string"}


@pytest.mark.parametrize("connector", samples.SOURCES)
def test_tf_24888_task_properties_of_every_kind_are_accepted(
    services: Services, connector: str
) -> None:
    program = {**samples.flow_from(connector), "tasks": samples.tasks(connector)}
    assert said("Flow", program).problems == ()
    play("Flow", services, [(program, "create")])


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.json")), ids=lambda path: path.stem)
def test_tf_29878_what_people_write_is_accepted(path: Path) -> None:
    kind = {"flows": "Flow", "profiles": "ConnectorProfile"}[path.parent.name]
    request = json.loads(path.read_text())["request"]
    assert said(kind, from_api(RESOURCES[kind].inputs, request)).problems == ()
