"""Ids, imports and reads: by name, with one call, with all properties, and without later changes."""

from typing import Any

import pytest

from appflow_provider.resources import State
from appflow_provider.service import Services
from appflow_provider.values import unwrap
from tests.peers.programs import FROM_SALESFORCE, listening
from tests.stories import backend, samples
from tests.stories.lifecycle import Life, play
from tests.stories.members import changed
from tests.stories.programs import LONGEST

_ARNS = {"Flow": "flow/story", "ConnectorProfile": "connectorprofile/story"}
_ARN = f"arn:aws:appflow:{backend.REGION}:{backend.ACCOUNT}:"


def test_tf_37941_a_read_is_one_question(services: Services) -> None:
    life, ear = listening("Flow", services)
    life.start(FROM_SALESFORCE)
    ear.asked.clear()
    life.refresh()
    assert ear.operations() == ["DescribeFlow"]


def test_tf_37941_a_profile_is_asked_for_by_name(services: Services) -> None:
    life, ear = listening("ConnectorProfile", services)
    life.start(samples.profile("Salesforce"))
    ear.asked.clear()
    life.refresh()
    assert ear.asked == [("DescribeConnectorProfiles", {"connectorProfileNames": ["story"]})]


@pytest.mark.parametrize("by_arn", [False, True], ids=["name", "arn"])
@pytest.mark.parametrize("name", ["flow", "login-Salesforce"])
def test_tf_42686_an_id_is_the_name_whichever_is_imported(
    services: Services, name: str, by_arn: bool
) -> None:
    kind, program = LONGEST[name]
    life = play(kind, services, [(program, "create")])
    given = _ARN + _ARNS[kind] if by_arn else "story"
    held = life.resource.read(given, State({}), life.work)
    assert held is not None
    assert held.id_ == life.id_ == "story"


@pytest.mark.parametrize(("kind", "program"), LONGEST.values(), ids=LONGEST)
def test_tf_43221_the_id_and_the_facts_stay_over_refreshes(
    services: Services, kind: str, program: dict[str, Any]
) -> None:
    life = play(kind, services, [(program, "create")])
    before = (life.id_, life.state)
    life.refresh()
    life.refresh()
    assert (life.id_, life.state) == before


@pytest.mark.parametrize("name", ["flow", "login-Salesforce"])
def test_tf_43213_an_update_keeps_the_id_and_the_arn(services: Services, name: str) -> None:
    kind, program = LONGEST[name]
    edited = {
        "Flow": {**program, "description": "another"},
        "ConnectorProfile": {**program, "connectionMode": "Private"},
    }[kind]
    life = play(kind, services, [(program, "create")])
    arn = life.state[life.resource.arn_property]
    assert life.up(edited) == "update"
    assert (life.id_, life.state[life.resource.arn_property]) == ("story", arn)


@pytest.mark.parametrize("kind", ["Flow", "ConnectorProfile"])
def test_cfn_1048_the_arn_is_an_output(services: Services, kind: str) -> None:
    program = {"Flow": FROM_SALESFORCE, "ConnectorProfile": samples.profile("Salesforce")}[kind]
    life = play(kind, services, [(program, "create")])
    assert life.state[life.resource.arn_property] == _ARN + _ARNS[kind]


def _flows() -> dict[str, Any]:
    return {name: program for name, (kind, program) in LONGEST.items() if kind == "Flow"}


@pytest.mark.parametrize("program", _flows().values(), ids=_flows())
def test_awscc_319_what_is_imported_has_the_form_of_what_is_written(
    services: Services, program: dict[str, Any]
) -> None:
    play("Flow", services, [(program, "create")])
    life = Life("Flow", services)
    life.id_ = "story"
    life.refresh()
    written = {"kmsArn": unwrap(life.inputs)["kmsArn"], **program}  # the service names its own key
    assert life.diff(life.check(written)).changes == ()
    assert all(isinstance(task.get("taskProperties", {}), dict) for task in life.inputs["tasks"])


def test_awscc_319_a_task_without_properties_is_read(services: Services) -> None:
    bare = changed(FROM_SALESFORCE, ("tasks", 1, "taskProperties"), {})
    life = Life("Flow", services)
    assert life.up(bare) == "create"
    assert life.up(bare) == "same"
