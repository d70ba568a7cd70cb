"""Runs of flows on demand: one for each creation and each change of triggers, waited for, and canceled with the deployment."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from appflow_emulator import Assumptions, clock
from appflow_emulator.assumptions import set_assumptions
from appflow_provider.errors import AppFlowError, Cancelled, PartlyDone
from appflow_provider.resources import (
    RESOURCES,
    Inputs,
    OperationContext,
    ResourceState,
    State,
    executions,
)
from appflow_provider.service import Services
from tests.peers.programs import Listening
from tests.stories import backend, samples

RUN = RESOURCES["FlowRun"]
ON_DEMAND = {"triggerType": "OnDemand"}


class Runner:
    """An on-demand flow, and a service that records calls."""

    def __init__(self, services: Services) -> None:
        self.ear = Listening(services())
        self.said: list[str] = []
        self.work = OperationContext(
            lambda _region: self.ear, say=lambda each: self.said.append(str(each))
        )
        self.ear.pause = self._pause  # type: ignore[method-assign]
        self.ear.now = clock.now  # type: ignore[method-assign]
        self.waited = 0.0
        self.cancels = False

    def _pause(self, seconds: float) -> None:
        if self.cancels:
            raise Cancelled("cancelled")
        clock.advance(seconds)
        self.waited += seconds

    def flow(self, **changes: Any) -> None:
        program = {**samples.flow_from("S3"), "triggerConfig": ON_DEMAND, **changes}
        checked = RESOURCES["Flow"].check({}, program)
        assert not checked.problems
        RESOURCES["Flow"].create(checked.inputs, self.work)

    def update(self, **changes: Any) -> None:
        program = {**samples.flow_from("S3"), "triggerConfig": ON_DEMAND}
        flow = RESOURCES["Flow"]
        read = flow.read("story", State({}), self.work)
        assert read is not None
        clock.advance(60)  # seconds since it was made
        flow.update("story", read.state, Inputs({**read.inputs, **program, **changes}), self.work)

    def create(self, **more: Any) -> ResourceState:
        checked = RUN.check({}, {"flowName": "story", **more})
        assert not checked.problems
        return RUN.create(checked.inputs, self.work)

    def runs(self) -> list[Any]:
        runs: list[Any] = backend.memory().flows["story"].runs
        return runs


@pytest.fixture(autouse=True)
def clock_goes_on() -> Iterator[None]:
    """Resets the emulator's clock after waits moved it ahead."""
    yield
    clock.thaw()


@pytest.fixture
def runner(services: Services) -> Runner:
    made = Runner(services)
    made.flow()
    return made


def test_it_runs_once_and_is_waited_for(runner: Runner) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=2))
    held = runner.create(triggers={"on": "2031-01-01"})
    (run,) = runner.runs()
    assert held.id_ == f"story/{run.execution_id}"
    assert held.state["executionStatus"] == run.status == "Successful"
    assert held.state["recordsProcessed"] == 0
    assert held.state["startedAt"].endswith("Z")
    assert held.state["triggers"] == {"on": "2031-01-01"}
    assert runner.said[-1] == "run of story is Successful: 0 records, 0 bytes"
    assert any(line.startswith("run of story is InProgress: 0 records") for line in runner.said)


UPDATED = "waiting until runs of story use its last update"


def test_a_run_after_an_update_waits_until_the_new_definition_is_in_use(runner: Runner) -> None:
    runner.update(description="new")
    held = runner.create()
    (run,) = runner.runs()
    assert not run.uses_old_definition
    assert run.definition["description"] == "new"
    assert 15 <= (run.started_at - backend.memory().flows["story"].updated_at).total_seconds() < 21
    assert sum(line.startswith(UPDATED) for line in runner.said) >= 3
    assert held.state["executionStatus"] == "Successful"


def test_without_the_wait_a_run_uses_the_old_definition(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executions, "UPDATE_IN_USE_AFTER", 0.0)
    runner.update(description="new")
    runner.create()
    (run,) = runner.runs()
    assert run.uses_old_definition
    assert "description" not in run.definition
    set_assumptions(Assumptions(update_propagation_seconds=0))
    runner.create()
    assert runner.runs()[-1].definition["description"] == "new"


def test_a_run_waits_only_for_what_is_left(runner: Runner) -> None:
    runner.update(description="new")
    clock.advance(10)
    runner.create()
    run = runner.runs()[0]
    assert 15 <= (run.started_at - backend.memory().flows["story"].updated_at).total_seconds() < 17
    assert not run.uses_old_definition


@pytest.mark.parametrize("how", ["never updated", "updated long ago", "tagged"])
def test_a_run_of_an_untouched_flow_does_not_wait(runner: Runner, how: str) -> None:
    if how == "updated long ago":
        runner.update(description="new")
        clock.advance(15)
    if how == "tagged":
        runner.update(tags={"team": "sales"})
    runner.create()
    assert not any(line.startswith(UPDATED) for line in runner.said)


@pytest.mark.parametrize("ahead", [-300, 300, 86_400])
def test_clocks_that_differ_make_no_wait_longer_than_the_update_takes(
    runner: Runner, ahead: float
) -> None:
    runner.update(description="new")
    runner.ear.now = lambda: clock.now() - timedelta(seconds=ahead)  # type: ignore[method-assign]
    runner.create()
    waits = [line for line in runner.said if line.startswith(UPDATED)]
    assert runner.waited < 22
    assert bool(waits) == (ahead > 0)


def test_a_run_that_is_cancelled_while_it_waits_for_the_update_is_never_started(
    runner: Runner,
) -> None:
    runner.update(description="new")
    runner.cancels = True
    with pytest.raises(Cancelled, match=UPDATED):
        runner.create()
    assert runner.runs() == []


def test_without_wait_a_run_is_not_waited_for(runner: Runner) -> None:
    held = runner.create(wait=False)
    assert held.state["executionStatus"] == "InProgress"
    assert "DescribeFlowExecutionRecords" not in runner.ear.operations()


def test_the_same_program_again_changes_nothing_and_sends_no_request(runner: Runner) -> None:
    held = runner.create(triggers={"digest": 1.0})
    asked = len(runner.ear.asked)
    read = RUN.read(held.id_, held.state, runner.work)
    assert read == held
    assert (
        RUN.diff(held.state, Inputs({"flowName": "story", "triggers": {"digest": 1}})).changes == ()
    )
    assert (
        RUN.diff(
            held.state, Inputs({"flowName": "story", "triggers": {"digest": 1}, "wait": True})
        ).changes
        == ()
    )
    assert len(runner.ear.asked) == asked


@pytest.mark.parametrize(
    "news",
    [
        {"flowName": "story", "triggers": {"digest": "b"}},
        {"flowName": "story", "triggers": {"digest": "a", "more": {"deep": [1]}}},
        {"flowName": "story"},
        {"flowName": "other", "triggers": {"digest": "a"}},
    ],
)
def test_other_triggers_are_another_run(runner: Runner, news: dict[str, Any]) -> None:
    held = runner.create(triggers={"digest": "a"})
    found = RUN.diff(held.state, Inputs(news))
    assert found.action == "replace"
    (note,) = RUN.change_notes(found)
    assert note.text.startswith("The flow will run again: ")
    assert not note.warns


def test_a_run_in_progress_is_looked_up_and_then_left_alone(runner: Runner) -> None:
    held = runner.create(wait=False)
    set_assumptions(Assumptions(run_in_progress_describes=0))
    read = RUN.read(held.id_, held.state, runner.work)
    assert read is not None
    assert read.state["executionStatus"] == "Successful"
    backend.memory().flows.clear()
    assert RUN.read(held.id_, read.state, runner.work) == read


def test_a_run_of_a_flow_that_is_gone_is_gone(runner: Runner) -> None:
    held = runner.create(wait=False)
    backend.memory().flows.clear()
    assert RUN.read(held.id_, held.state, runner.work) is None
    RUN.delete(held.id_, held.state, runner.work)


def test_a_failed_run_fails_with_its_message(runner: Runner) -> None:
    set_assumptions(Assumptions(run_status="Error"))
    with pytest.raises(
        AppFlowError,
        match=r"running flow story in eu-west-1: the run \S{36} ended as Error: The run failed",
    ):
        runner.create()


def test_a_wait_that_times_out_cancels_the_run(runner: Runner) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=10_000))
    runner.work = OperationContext(lambda _region: runner.ear, timeout=3)
    with pytest.raises(AppFlowError, match="longer than 3 seconds and was canceled"):
        runner.create()
    assert runner.runs()[0].status == "CancelStarted"


def test_a_canceled_deployment_cancels_the_run(runner: Runner) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=10_000))
    runner.cancels = True
    with pytest.raises(Cancelled, match="whose run was canceled"):
        runner.create()
    assert runner.runs()[0].status == "CancelStarted"


def test_to_delete_it_cancels_a_run_in_progress_and_nothing_else(runner: Runner) -> None:
    going = runner.create(wait=False)
    RUN.delete(going.id_, going.state, runner.work)
    assert runner.runs()[0].status == "CancelStarted"
    over = runner.create()
    asked = len(runner.ear.asked)
    RUN.delete(over.id_, over.state, runner.work)
    assert len(runner.ear.asked) == asked


def not_canceling(runner: Runner) -> None:
    """AppFlow answers that it could not cancel what it was to."""
    call = runner.ear.call

    def answered(operation: str, request: Any) -> dict[str, Any]:
        if operation == "CancelFlowExecutions":
            return {"invalidExecutions": request["executionIds"]}
        return call(operation, request)

    runner.ear.call = answered  # type: ignore[method-assign]


def test_a_run_that_appflow_does_not_cancel_is_not_said_to_be_canceled(runner: Runner) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=10_000))
    not_canceling(runner)
    runner.work = OperationContext(lambda _region: runner.ear, timeout=3)
    with pytest.raises(AppFlowError, match="longer than 3 seconds and was not canceled: it has"):
        runner.create()


def test_to_delete_it_tells_of_a_run_that_goes_on(runner: Runner) -> None:
    warned: list[str] = []
    runner.work = OperationContext(lambda _region: runner.ear, warn=warned.append)
    set_assumptions(Assumptions(run_in_progress_describes=0))
    over = runner.create(wait=False)
    not_canceling(runner)
    RUN.delete(over.id_, over.state, runner.work)
    assert warned == []
    set_assumptions(Assumptions(run_in_progress_describes=10_000))
    going = runner.create(wait=False)
    RUN.delete(going.id_, going.state, runner.work)
    assert "goes on: AppFlow could not cancel it" in warned[0]


def test_to_wait_after_all_is_an_update(runner: Runner) -> None:
    held = runner.create(wait=False)
    news = {"flowName": "story"}
    assert RUN.diff(held.state, Inputs(news)).action == "update"
    after = RUN.update(held.id_, held.state, Inputs(news), runner.work)
    assert after.state["executionStatus"] == "Successful"
    assert after.id_ == held.id_


@pytest.mark.parametrize("stop", ["timeout", "cancel"])
def test_a_run_whose_wait_did_not_finish_runs_again_with_the_next_up(
    runner: Runner, stop: str
) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=10_000))
    held, news = runner.create(wait=False), {"flowName": "story"}
    runner.cancels = stop == "cancel"
    work = OperationContext(lambda _region: runner.ear, timeout=3)
    with pytest.raises(PartlyDone, match="canceled") as stopped:
        RUN.update(held.id_, held.state, Inputs(news), work)
    state = dict(stopped.value.state)
    assert state["executionStatus"] == "CancelStarted"
    found = RUN.diff(State(state), Inputs(news))
    assert found.action == "replace"
    assert [note.text for note in RUN.change_notes(found)] == [
        "The flow will run again: its last run did not end well."
    ]


@pytest.mark.parametrize("trigger", [samples.DAILY, {"triggerType": "Event"}])
def test_a_flow_that_runs_by_itself_is_not_started(services: Services, trigger: Any) -> None:
    runner = Runner(services)
    program = {**samples.flow_from("Salesforce"), "triggerConfig": trigger}
    RESOURCES["Flow"].create(Inputs(program), runner.work)
    with pytest.raises(AppFlowError, match=r"needs an on-demand flow.*flowStatus"):
        runner.create()
    assert "StartFlow" not in runner.ear.operations()


def test_a_flow_that_is_not_there_is_named(services: Services) -> None:
    with pytest.raises(AppFlowError, match=r"running flow story in \S+: ResourceNotFoundException"):
        Runner(services).create()


def test_a_run_is_imported_by_its_id(runner: Runner) -> None:
    held = runner.create()
    read = RUN.read(held.id_, State({}), runner.work)
    assert read is not None
    assert read.inputs == {"flowName": "story"}
    assert read.state["executionStatus"] == "Successful"
    assert RUN.read("story/unknown", State({}), runner.work) is None


def test_the_name_of_the_flow_is_needed() -> None:
    (problem,) = RUN.check({}, {"triggers": {}}).problems
    assert problem.path == ("flowName",)
