"""
Flows that run by themselves, because their program says so (hashicorp/terraform-provider-aws#36441, #34574).

The emulator answers each question of the status machine in both ways where the evidence is open.
"""

import re
from typing import Any

import boto3
import pytest

from appflow_emulator import Assumptions
from appflow_emulator.assumptions import set_assumptions
from appflow_provider.errors import AppFlowError, PartlyDone
from appflow_provider.resources import RESOURCES, State
from appflow_provider.service import Services
from tests.peers.programs import listening
from tests.stories import backend, samples
from tests.stories.lifecycle import Life, go_on

SCHEDULED = {**samples.flow_from("Salesforce"), "triggerConfig": samples.DAILY}
ACTIVE, SUSPENDED = (
    {**SCHEDULED, "flowStatus": "Active"},
    {**SCHEDULED, "flowStatus": "Suspended"},
)
EDITED: dict[str, Any] = {"description": "edited"}


def status() -> str:
    return str(backend.memory().flows["story"].status)


@pytest.fixture
def life(services: Services) -> Life:
    return Life("Flow", services)


def test_tf_36441_a_scheduled_flow_runs_after_one_up(life: Life) -> None:
    go_on(life, [(ACTIVE, "create"), (ACTIVE, "same")])
    assert status() == "Active"
    backend.memory().flows["story"].status = "Suspended"  # somebody pauses it
    life.refresh()
    assert life.state["flowStatus"] == life.inputs["flowStatus"] == "Suspended"
    assert life.diff(life.check(ACTIVE)).changes[0].path == ("flowStatus",)
    go_on(life, [(ACTIVE, "update")])
    assert status() == "Active"
    life.destroy()


def test_a_program_that_says_nothing_leaves_the_status_alone(life: Life) -> None:
    go_on(life, [(SCHEDULED, "create")])
    assert status() == "Draft"
    backend.memory().flows["story"].status = "Active"
    go_on(life, [(SCHEDULED, "same"), ({**SCHEDULED, **EDITED}, "update")])
    assert status() == "Active"


def test_a_status_that_is_taken_out_of_the_program_stays(life: Life) -> None:
    go_on(life, [(ACTIVE, "create")])
    assert life.diff(life.check(SCHEDULED)).changes == ()
    go_on(life, [({**SCHEDULED, **EDITED}, "update")])
    assert status() == "Active"


def test_a_flow_that_was_never_started_counts_as_suspended(life: Life) -> None:
    go_on(life, [(SUSPENDED, "create"), (SUSPENDED, "same")])
    assert status() == "Draft"


def test_it_is_paused_and_started_without_another_update(services: Services) -> None:
    life, ear = listening("Flow", services)
    go_on(life, [(ACTIVE, "create"), (SUSPENDED, "update")])
    assert status() == "Suspended"
    go_on(life, [(ACTIVE, "update")])
    assert status() == "Active"
    assert "UpdateFlow" not in ear.operations()


@pytest.mark.parametrize("answer", ["accepted", "suspended", "conflict"])
@pytest.mark.parametrize("program", [ACTIVE, SUSPENDED], ids=["stays active", "goes to sleep"])
def test_an_update_ends_in_the_status_that_is_asked_for(
    life: Life, answer: str, program: dict[str, Any]
) -> None:
    set_assumptions(Assumptions(update_active_flow=answer))
    go_on(life, [(ACTIVE, "create"), ({**program, **EDITED}, "update")])
    assert status() == program["flowStatus"]
    assert backend.memory().flows["story"].definition["description"] == "edited"


def test_an_active_flow_that_may_not_be_changed_is_not_paused_unasked(life: Life) -> None:
    set_assumptions(Assumptions(update_active_flow="conflict"))
    life.up(SCHEDULED)
    backend.memory().flows["story"].status = "Active"
    with pytest.raises(AppFlowError, match="active"):
        life.up({**SCHEDULED, **EDITED})
    assert status() == "Active"


def test_a_flow_that_does_not_start_is_there_and_is_started_next_time(services: Services) -> None:
    life, ear = listening("Flow", services)
    refused = AppFlowError("The source stream is not associated.", code="ValidationException")
    call = ear.call

    def refusing(operation: str, request: Any) -> Any:
        if operation == "StartFlow":
            raise refused
        return call(operation, request)

    ear.call = refusing  # type: ignore[method-assign]
    with pytest.raises(PartlyDone, match=r"activating flow story.*not associated") as caught:
        life.start(ACTIVE)
    assert status() == "Draft"
    life.id_, life.state = caught.value.id_, State({**caught.value.state})
    life.inputs = life.check(ACTIVE)
    ear.call = call  # type: ignore[method-assign]
    assert life.up(ACTIVE) == "update"
    assert status() == "Active"


@pytest.mark.parametrize("answer", ["conflict", "validation"])
def test_a_flow_to_a_bus_that_is_not_there_says_how_to_make_it(life: Life, answer: str) -> None:
    set_assumptions(Assumptions(event_bridge_start=answer))
    end = {"eventBridge": {"object": "aws.partner/appflow/salesforce.com/123456789012/accounts"}}
    destination = {"connectorType": "EventBridge", "destinationConnectorProperties": end}
    program = {
        **samples.flow_to("EventBridge"),
        "destinationFlowConfigList": [destination],
        "flowStatus": "Active",
    }
    with pytest.raises(PartlyDone, match="create-event-bus --name") as caught:
        life.start(program)
    life.id_, life.state = caught.value.id_, State({**caught.value.state})
    life.inputs = life.check(program)
    (source,) = re.findall(r"--event-source-name ([^)]+)", str(caught.value))
    boto3.client("events", region_name=backend.REGION).create_event_bus(
        Name=source, EventSourceName=source
    )
    assert life.up(program) == "update"
    assert status() == "Active"


def test_a_flow_that_goes_wrong_while_it_starts_says_why(services: Services) -> None:
    life, ear = listening("Flow", services)
    life.up(SCHEDULED)
    call = ear.call

    def erring(operation: str, request: Any) -> Any:
        said = call(operation, request)
        if operation in {"StartFlow", "DescribeFlow"} and "StartFlow" in ear.operations():
            said |= {"flowStatus": "Errored", "flowStatusMessage": "The login has expired."}
        return said

    def nobody_waits(_seconds: float) -> None:
        raise AssertionError("it will not become active any more")

    ear.call = erring  # type: ignore[method-assign]
    ear.pause = nobody_waits  # type: ignore[assignment, method-assign]
    with pytest.raises(
        PartlyDone, match=r"activating flow story: it is Errored in \S+: The login has"
    ):
        life.up(ACTIVE)


def test_a_flow_that_went_wrong_counts_as_suspended(life: Life) -> None:
    life.up(SUSPENDED)
    backend.memory().flows["story"].status = "Errored"
    life.refresh()
    assert life.diff(life.check(SUSPENDED)).changes == ()
    assert life.diff(life.check(ACTIVE)).action == "update"


@pytest.mark.parametrize(
    ("asked", "word"), [("Active", "starting it would run it"), ("Suspended", "Remove flowStatus")]
)
def test_a_flow_on_demand_has_no_status_to_set(asked: str, word: str) -> None:
    program = {**SCHEDULED, "triggerConfig": {"triggerType": "OnDemand"}, "flowStatus": asked}
    checked = RESOURCES["Flow"].check({}, program, resource_name="story", seed=b"story")
    (problem,) = checked.problems
    assert problem.path == ("flowStatus",)
    assert word in str(problem)


@pytest.mark.parametrize("word", ["Draft", "active", "Errored"])
def test_another_word_is_refused_with_those_that_are_accepted(word: str) -> None:
    checked = RESOURCES["Flow"].check(
        {}, {**SCHEDULED, "flowStatus": word}, resource_name="story", seed=b"story"
    )
    (problem,) = checked.problems
    assert problem.path == ("flowStatus",)
    assert "Active" in str(problem)
    assert "Suspended" in str(problem)


@pytest.mark.parametrize(
    ("trigger", "live", "imported"),
    [
        (samples.DAILY, "Active", "Active"),
        (samples.DAILY, "Suspended", "Suspended"),
        (samples.DAILY, "Draft", "Suspended"),
        ({"triggerType": "OnDemand"}, "Active", None),
    ],
)
def test_an_import_states_whether_a_flow_runs_that_has_a_choice(
    life: Life, trigger: Any, live: str, imported: str | None
) -> None:
    life.up({**SCHEDULED, "triggerConfig": trigger})
    backend.memory().flows["story"].status = live
    held = life.resource.read("story", State({}), life.work)
    assert held is not None
    assert held.inputs.get("flowStatus") == imported
