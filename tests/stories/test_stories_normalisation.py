"""
What the service makes of a resource between writing and reading it, row by row: none of it is a change to anybody.

Where the evidence leaves open what the service answers, both answers are played (`appflow_emulator.Assumptions`). Each row
first looks that the service does answer so, or its silence would prove nothing.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from appflow_emulator import Assumptions, assume
from appflow_emulator.assumptions import data_questions
from appflow_provider.service import Services
from appflow_provider.values import at, unwrap
from tests.programs import MAP_ALL
from tests.stories import backend, samples
from tests.stories.defaults import WRITTEN_OUT
from tests.stories.lifecycle import Life
from tests.stories.members import Path, changed
from tests.stories.readings import EVENTS, MAPS, ROWS, S3, SALESFORCE, SCHEDULE


@pytest.mark.parametrize(("program", "path", "told", "answers"), ROWS.values(), ids=ROWS)
def test_what_the_service_makes_of_a_flow_is_no_change(
    services: Services,
    program: Mapping[str, Any],
    path: Path,
    told: Any,
    answers: Mapping[str, Any],
) -> None:
    with assume(**answers):
        life = Life("Flow", services)
        life.start(program)
        _assert_told(_described(life), path, told)
        _is_left_alone(life, program)
        assert life.up({**program, "description": "edited"}) == "update"
        assert [change.path for change in life.found.changes] == [("description",)]


def _assert_told(seen: Mapping[str, Any], path: Path, told: Any) -> None:
    found = at(seen, path)
    if isinstance(told, str) and told.startswith(("arn:", "aws.partner/")):
        assert found.startswith(told)
    else:
        assert (found, type(found)) == (told, type(told))


def _described(life: Life) -> dict[str, Any]:
    """The service's own answer, in a program's spelling."""
    reply = life.work.service(None).call("DescribeFlow", {"flowName": life.id_})
    seen: dict[str, Any] = backend.spelled("DescribeFlowResponse", reply)
    return seen


def _is_left_alone(life: Life, program: Mapping[str, Any]) -> None:
    life.is_settled(program)
    life.refresh()
    assert life.up(program) == "same"


@pytest.mark.parametrize(("program", "path"), WRITTEN_OUT.values(), ids=WRITTEN_OUT)
def test_a_default_that_is_written_out_is_the_same_as_none(
    services: Services, program: Mapping[str, Any], path: Path
) -> None:
    life = Life("ConnectorProfile" if "connectorType" in program else "Flow", services)
    life.start(program)
    less = changed(program, path, backend.GONE)
    assert life.diff(life.check(less)).changes == ()
    backend.change(life.resource.token, life.id_, path, backend.GONE)
    _is_left_alone(life, program)
    assert unwrap(life.inputs) == program
    life.destroy()
    life.start(less)
    assert life.diff(life.check(program)).changes == ()


def test_tasks_in_another_order_are_no_change_and_one_that_drifted_is_one(
    services: Services,
) -> None:
    program = {**S3, "tasks": MAPS}
    with assume(task_order="shuffled"):
        life = Life("Flow", services)
        life.start(program)
        shown = [task["destinationField"] for task in _described(life)["tasks"]]
        assert shown != [task["destinationField"] for task in MAPS]
        _is_left_alone(life, program)
        backend.change("Flow", life.id_, ("tasks", 2, "sourceFields", 0), "by-hand")
        life.refresh()
        assert life.up(program) == "update"
        assert [change.path for change in life.found.changes] == [("tasks", 2, "sourceFields", 0)]


def test_what_a_run_leaves_behind_is_no_change(services: Services) -> None:
    life = Life("Flow", services)
    life.start(SALESFORCE)
    service = life.work.service(None)
    service.call("StartFlow", {"flowName": life.id_})
    assert _described(life)["lastRunExecutionDetails"]["mostRecentExecutionStatus"]
    _is_left_alone(life, SALESFORCE)


def test_a_profile_keeps_its_credentials_and_key_though_no_read_returns_them(
    services: Services,
) -> None:
    program = samples.profile("Salesforce", longest=True)
    life = Life("ConnectorProfile", services)
    life.start(program)
    (detail,) = _profiles(life)
    assert detail.keys().isdisjoint({"kmsArn", "connectorProfileCredentials"})
    assert detail["credentialsArn"].startswith("arn:aws:secretsmanager:")
    _is_left_alone(life, program)
    assert unwrap(life.inputs) == program


@pytest.mark.parametrize("stage", ["sales/daily", "@sales/daily"])
def test_a_stage_is_the_same_with_and_without_its_sign(services: Services, stage: str) -> None:
    path = ("connectorProfileConfig", "connectorProfileProperties", "snowflake", "stage")
    program = changed(samples.profile("Snowflake"), path, stage)
    life = Life("ConnectorProfile", services)
    life.start(program)
    assert _profiles(life)[0]["connectorProfileProperties"]["Snowflake"]["stage"] == "@sales/daily"
    _is_left_alone(life, program)
    assert unwrap(at(life.inputs, path)) == stage


@pytest.mark.parametrize(
    ("connector", "name"),
    [
        ("Salesforce", "isSandboxEnvironment"),
        ("Salesforce", "usePrivateLinkForMetadataAndAuthorization"),
        ("Pardot", "isSandboxEnvironment"),
        ("SAPOData", "disableSSO"),
        ("Redshift", "isRedshiftServerless"),
    ],
)
def test_a_boolean_that_comes_back_false_is_no_change(
    services: Services, connector: str, name: str
) -> None:
    program = samples.profile(connector)
    life = Life("ConnectorProfile", services)
    with assume(profile_booleans="returned"):
        life.start(program)
        assert _profiles(life)[0]["connectorProfileProperties"][connector][name] is False
        _is_left_alone(life, program)


def test_a_private_link_that_does_not_come_back_is_no_change(services: Services) -> None:
    path = ("connectorProfileConfig", "connectorProfileProperties", "snowflake")
    program = samples.profile("Snowflake", longest=True)
    life = Life("ConnectorProfile", services)
    with assume(private_link_service_name="dropped"):
        life.start(program)
        told = _profiles(life)[0]["connectorProfileProperties"]["Snowflake"]
        assert "privateLinkServiceName" not in told
        _is_left_alone(life, program)
    assert unwrap(at(life.inputs, (*path, "privateLinkServiceName")))


def _profiles(life: Life) -> list[dict[str, Any]]:
    named = {"connectorProfileNames": [life.id_]}
    reply = life.work.service(None).call("DescribeConnectorProfiles", named)
    found: list[dict[str, Any]] = reply["connectorProfileDetails"]
    return found


_MASK = {
    "taskType": "Mask",
    "sourceFields": ["phone"],
    "connectorOperator": {"salesforce": "MASK_ALL"},
    "taskProperties": {"MASK_VALUE": "#"},
}

# Whole lives, under one other answer at a time.
_LIVES: Mapping[str, tuple[str, dict[str, Any], Path, Any]] = {
    "whole-flow": ("Flow", samples.whole_flow(), ("description",), "edited"),
    "short-flow": ("Flow", samples.flow_to("Salesforce"), ("description",), "edited"),
    "daily-flow": (
        "Flow",
        {**SALESFORCE, "triggerConfig": samples.DAILY},
        (*SCHEDULE, "scheduleExpression"),
        "rate(2days)",
    ),
    "events": ("Flow", EVENTS, ("tasks",), [MAP_ALL, _MASK]),
    "whole-profile": (
        "ConnectorProfile",
        samples.profile("Snowflake", longest=True),
        ("connectorProfileConfig", "connectorProfileProperties", "snowflake", "warehouse"),
        "edited",
    ),
}
_STEPS = ["create", "update", "update"]
_NOT_PLAYED = {"private_connection_failure"}  # a connection that fails is not a way of reading


def _other_answers() -> Iterator[Any]:
    """Each by itself, then the last one to every question together."""
    together: dict[str, Any] = {"deleted_flow_describes": 2}
    yield pytest.param(dict(together), id="deleted_flow_describes-2")
    for question in dataclasses.fields(Assumptions):
        if question.name in data_questions():
            continue  # no data moves in a life
        usual = question.default
        answers = (False, True) if isinstance(usual, bool) else question.metadata.get("answers", ())
        for answer in answers:
            if answer != usual and question.name not in _NOT_PLAYED:
                yield pytest.param({question.name: answer}, id=f"{question.name}-{answer}")
                together[question.name] = answer
    yield pytest.param(together, id="together")


@pytest.mark.parametrize(("kind", "program", "path", "value"), _LIVES.values(), ids=_LIVES)
@pytest.mark.parametrize("answers", list(_other_answers()))
def test_a_whole_life_is_the_same_under_any_other_answer(
    services: Services,
    kind: str,
    program: dict[str, Any],
    path: Path,
    value: Any,
    answers: Mapping[str, Any],
) -> None:
    edited = changed(program, path, value)
    with assume(**answers):
        life = Life(kind, services)
        assert [life.up(each) for each in (program, edited, program)] == _STEPS
        life.destroy()
