"""What exists on AWS is never forgotten: whatever fails after a write, Pulumi remembers the object, and the next up goes on."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from appflow_emulator import Assumptions
from appflow_emulator.assumptions import set_assumptions
from appflow_provider.errors import (
    AppFlowError,
    Cancelled,
    Conflict,
    NotFound,
    PartlyDone,
    Throttled,
    Unreachable,
)
from appflow_provider.resources import (
    RESOURCES,
    Inputs,
    OperationContext,
    Resource,
    ResourceState,
    State,
    resources,
)
from appflow_provider.service import Services
from appflow_provider.values import unwrap
from tests.peers.programs import Listening
from tests.programs import LAMBDA
from tests.stories import backend, samples
from tests.stories.members import changed

URN = "urn:pulumi:dev::shop::appflow:index:{}::story"
FLOW = {**samples.flow_from("S3"), "triggerConfig": samples.DAILY}
PROFILE = samples.profile("Salesforce")
PROGRAMS: dict[str, dict[str, Any]] = {
    "Connector": {
        "connectorLabel": "story",
        "connectorProvisioningConfig": {"lambda": {"lambdaArn": LAMBDA}},
    },
    "ConnectorProfile": PROFILE,
    "Flow": FLOW,
}
LOOKS = {
    "Connector": "DescribeConnector",
    "ConnectorProfile": "DescribeConnectorProfiles",
    "Flow": "DescribeFlow",
}
DENIED = ("not authorized to perform: appflow:*", "AccessDeniedException")

OTHERS: dict[str, dict[str, Any]] = {
    "Flow": {"description": "other"},
    "ConnectorProfile": {"connectionMode": "Private"},
    "Connector": {"description": "other"},
}

each_kind = pytest.mark.parametrize("kind", PROGRAMS)


class Moody(Listening):
    """A service that refuses selected calls, before or after carrying them out."""

    def __init__(self, service: Any) -> None:
        super().__init__(service)
        self.refusing: dict[str, AppFlowError] = {}
        self.losing: dict[str, AppFlowError] = {}
        self.pauses: list[float] = []
        self.later = timedelta()

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        if operation in self.refusing:
            self.asked.append((operation, dict(request)))
            raise self.refusing[operation]
        answer = super().call(operation, request)
        if operation in self.losing:
            raise self.losing.pop(operation)
        return answer

    def refuse(self, operation: str, words: str = DENIED[0], code: str = DENIED[1]) -> None:
        kind = Conflict if code == "ConflictException" else AppFlowError
        self.refusing[operation] = kind(words, code=code)

    def now(self) -> datetime:
        return datetime.now(timezone.utc) + self.later

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


class Run:
    """One deployment: what the engine has of a resource, and the provider's process."""

    def __init__(self, services: Services, kind: str) -> None:
        self.service = Moody(services())
        self.kind, self.warned = kind, list[str]()
        self.resource: Resource = resources()[kind]
        self.stack, self.is_new_stack = "", False

    @property
    def work(self) -> OperationContext:
        return OperationContext(
            lambda _region: self.service,
            urn=URN.format(self.kind),
            warn=self.warned.append,
            stack=self.stack,
            is_new_stack=self.is_new_stack,
        )

    def checked(self, program: Any, olds: Any = None) -> dict[str, Any]:
        urn = URN.format(self.kind)
        checked = self.resource.check(
            olds or {}, program, resource_name="story", urn=urn, stack=self.stack
        )
        assert not checked.problems
        return checked.inputs

    def create(self, program: Any) -> ResourceState:
        return self.resource.create(Inputs(self.checked(program)), self.work)

    def update(self, held: ResourceState, program: Any) -> ResourceState:
        inputs = self.checked(program, held.inputs)
        return self.resource.update(held.id_, held.state, Inputs(inputs), self.work)

    def unfinished(self, do: Callable[[], object]) -> ResourceState:
        """What Pulumi remembers of something that failed half-way."""
        with pytest.raises(PartlyDone) as caught:
            do()
        state = dict(caught.value.state)
        return ResourceState(caught.value.id_, self.resource.inputs_in(state), State(state))

    def changes(self, held: ResourceState, program: Any) -> set[str]:
        inputs = self.checked(program, held.inputs)
        return {
            str(each.path[0]) for each in self.resource.diff(held.state, Inputs(inputs)).changes
        }


@each_kind
@pytest.mark.parametrize("how", ["denied", "cancelled"])
def test_what_was_made_and_cannot_be_looked_at_is_remembered(
    services: Services, kind: str, how: str
) -> None:
    run, program = Run(services, kind), PROGRAMS[kind]
    run.service.refuse(LOOKS[kind])
    if how == "cancelled":
        run.service.refusing[LOOKS[kind]] = Cancelled("cancelled")
    held = run.unfinished(lambda: run.create(program))
    assert held.id_ == "story"
    assert held.state[run.resource.arn_property].endswith("/story")
    assert run.changes(held, program) == set()
    run.service.refusing.clear()
    done = run.update(held, program)
    assert unwrap(done.inputs) == program
    run.resource.delete(done.id_, done.state, run.work)


@each_kind
def test_what_was_deleted_since_is_made_again_at_once(services: Services, kind: str) -> None:
    run, program = Run(services, kind), PROGRAMS[kind]
    held = run.create(program)
    run.resource.delete(held.id_, held.state, run.work)
    again = run.create(program)
    assert run.service.pauses == []
    assert run.resource.read(again.id_, again.state, run.work) is not None


@pytest.mark.parametrize("kind", ["ConnectorProfile", "Flow"])  # as the emulator has it
def test_what_does_not_show_yet_is_not_made_twice(services: Services, kind: str) -> None:
    set_assumptions(Assumptions(new_hidden_describes=3))
    run = Run(services, kind)
    held = run.create(PROGRAMS[kind])
    assert held.id_ == "story"
    assert run.service.pauses
    assert run.warned == []


@each_kind
@pytest.mark.parametrize(
    "refusal", [Throttled("slow down"), Unreachable("no answer"), Conflict("there is")]
)
def test_what_does_not_show_and_may_be_there_is_remembered(
    services: Services, kind: str, refusal: AppFlowError
) -> None:
    run = Run(services, kind)
    tokens: list[str] = []

    def hidden(operation: str, request: Any) -> dict[str, Any]:
        if operation == LOOKS[kind]:
            return {"connectorProfileDetails": []} if kind == "ConnectorProfile" else _missing()
        tokens.append(request["clientToken"])
        if len(tokens) > 1:
            raise refusal
        return Moody.call(run.service, operation, request)

    def _missing() -> dict[str, Any]:
        raise NotFound("there is none")

    run.service.call = hidden  # type: ignore[method-assign]
    if isinstance(refusal, Conflict):
        held = run.create(PROGRAMS[kind])
    else:
        held = run.unfinished(lambda: run.create(PROGRAMS[kind]))
    assert held.state[run.resource.arn_property]
    assert len(set(tokens)) == 2


@each_kind
def test_a_replacement_that_pulumi_forces_and_that_keeps_the_name_is_refused_and_loses_nothing(
    services: Services, kind: str
) -> None:
    first, later = Run(services, kind), Run(services, kind)
    old = first.create(PROGRAMS[kind])
    later.service.later += timedelta(minutes=5)
    new = later.create(PROGRAMS[kind])  # the engine passes no old inputs
    with pytest.raises(AppFlowError, match="it was not replaced and is unchanged") as refused:
        later.resource.delete(old.id_, old.state, later.work)
    assert "Set the option deleteBeforeReplace or another" in str(refused.value)
    assert later.resource.read(new.id_, new.state, later.work) is not None
    # The engine has the old one still to be deleted beside the new one, and tries again with the next up.
    after = Run(services, kind)
    assert after.changes(new, PROGRAMS[kind]) == set()
    after.resource.unchanged(after.work.urn, new.state)
    after.resource.delete(old.id_, old.state, after.work)
    assert after.resource.read(new.id_, new.state, after.work) is not None
    destroying = Run(services, kind)
    destroying.resource.delete(new.id_, new.state, destroying.work)
    destroying.resource.delete(old.id_, old.state, destroying.work)
    assert destroying.resource.read(new.id_, new.state, destroying.work) is None


@each_kind
@pytest.mark.parametrize("same", [True, False], ids=["same inputs", "other inputs"])
def test_a_replacement_that_keeps_the_name_is_refused_before_anything_is_made_where_the_state_is_known(
    services: Services, kind: str, same: bool
) -> None:
    first, later = Run(services, kind), Run(services, kind)
    old = first.create(PROGRAMS[kind])
    later.service.later += timedelta(minutes=5)
    later.checked(PROGRAMS[kind], old.inputs)  # as with replaceWith or a changed provider
    program = PROGRAMS[kind] if same else {**PROGRAMS[kind], **OTHERS[kind]}
    with pytest.raises(AppFlowError, match="it was not replaced and is unchanged"):
        later.create(program)
    assert later.resource.read(old.id_, old.state, later.work) is not None


@each_kind
def test_a_replacement_that_pulumi_forces_of_what_was_deleted_by_hand_makes_it_again(
    services: Services, kind: str
) -> None:
    first, forced = Run(services, kind), Run(services, kind)
    old = first.create(PROGRAMS[kind])
    first.resource.delete(old.id_, old.state, Run(services, kind).work)
    first = Run(services, kind)
    first.resource.delete(old.id_, old.state, first.work)
    new = forced.create(PROGRAMS[kind])
    forced.resource.delete(old.id_, old.state, forced.work)
    assert forced.resource.read(new.id_, new.state, forced.work) is not None


@each_kind
def test_an_old_copy_in_the_state_does_not_take_along_what_was_updated(
    services: Services, kind: str
) -> None:
    first, later = Run(services, kind), Run(services, kind)
    old = first.create(PROGRAMS[kind])
    new = later.update(old, PROGRAMS[kind])
    later.resource.delete(old.id_, old.state, later.work)
    assert later.resource.read(new.id_, new.state, later.work) is not None


@each_kind
def test_what_another_resource_has_too_is_not_deleted(services: Services, kind: str) -> None:
    held, run = Run(services, kind).create(PROGRAMS[kind]), Run(services, kind)
    run.resource.unchanged(f"{run.work.urn}-renamed", held.state)
    run.resource.unchanged(run.work.urn, held.state)
    run.resource.delete(held.id_, held.state, run.work)
    assert run.resource.read(held.id_, held.state, run.work) is not None
    assert "-renamed manages it too" in run.warned[0]
    again = Run(services, kind)
    again.resource.unchanged(again.work.urn, held.state)
    again.resource.delete(held.id_, held.state, again.work)
    assert again.resource.read(held.id_, held.state, again.work) is None


CODE = ("connectorProfileConfig", "connectorProfileCredentials", "salesforce")


def test_a_code_that_reached_the_service_is_not_sent_again(services: Services) -> None:
    run = Run(services, "ConnectorProfile")
    held = run.create(PROFILE)
    fresh = changed(PROFILE, CODE, {"oauthRequest": {"authCode": "once", "redirectUri": "x"}})
    run.service.refuse(LOOKS["ConnectorProfile"])
    held = run.unfinished(lambda: run.update(held, fresh))
    run.service.refusing.clear()
    run.update(held, fresh)
    sent = run.service.last("UpdateConnectorProfile")["connectorProfileConfig"]
    assert "connectorProfileCredentials" not in sent


def test_a_flow_whose_tags_are_refused_keeps_the_rest_of_the_update(services: Services) -> None:
    run = Run(services, "Flow")
    before = {**FLOW, "tags": {"team": "sales"}}
    after = {**FLOW, "tags": {"team": "ops"}, "description": "new"}
    held = run.create(before)
    run.service.refuse("TagResource")
    held = run.unfinished(lambda: run.update(held, after))
    assert run.changes(held, after) == {"tags"}
    assert run.changes(held, before) == {"description"}
    run.service.refusing.clear()
    run.update(held, after)
    assert backend.memory().flows["story"].tags == {"team": "ops"}


ACTIVE = {**FLOW, "flowStatus": "Active"}
EDITED = {**ACTIVE, "description": "edited"}


def test_an_active_flow_that_cannot_be_changed_is_active_again(services: Services) -> None:
    run = Run(services, "Flow")
    held = run.create(ACTIVE)
    run.service.refuse("UpdateFlow", "a run is in progress", "ConflictException")
    with pytest.raises(Conflict, match="a run is in progress"):
        run.update(held, EDITED)
    assert backend.memory().flows["story"].status == "Active"
    assert [each for each in run.service.operations() if each != "DescribeFlow"][-4:] == [
        *("UpdateFlow", "StopFlow"),
        *("UpdateFlow", "StartFlow"),
    ]


def test_an_active_flow_that_does_not_start_again_is_remembered_as_suspended(
    services: Services,
) -> None:
    run = Run(services, "Flow")
    held = run.create(ACTIVE)
    run.service.refuse("UpdateFlow", "a run is in progress", "ConflictException")
    run.service.refuse("StartFlow", "the source is gone", "ValidationException")
    held = run.unfinished(lambda: run.update(held, EDITED))
    assert run.changes(held, ACTIVE) == {"flowStatus"}
    run.service.refusing.clear()
    run.update(held, ACTIVE)
    assert backend.memory().flows["story"].status == "Active"


def test_an_active_flow_is_active_again_when_its_tags_are_refused(services: Services) -> None:
    run = Run(services, "Flow")
    held = run.create(ACTIVE)
    set_assumptions(Assumptions(update_active_flow="conflict"))
    run.service.refuse("TagResource")
    after = {**EDITED, "tags": {"team": "ops"}}
    held = run.unfinished(lambda: run.update(held, after))
    assert backend.memory().flows["story"].status == "Active"
    assert run.changes(held, after) == {"tags"}
    run.service.refuse("StartFlow", "the source is gone", "ValidationException")
    held = run.unfinished(lambda: run.update(held, {**after, "description": "again"}))
    assert run.changes(held, {**after, "description": "again"}) == {"tags", "flowStatus"}
    assert backend.memory().flows["story"].status == "Suspended"


def test_a_flow_that_is_to_be_suspended_stays_so_when_its_tags_are_refused(
    services: Services,
) -> None:
    run = Run(services, "Flow")
    held = run.create(ACTIVE)
    set_assumptions(Assumptions(update_active_flow="conflict"))
    run.service.refuse("TagResource")
    after = {**EDITED, "flowStatus": "Suspended", "tags": {"team": "ops"}}
    held = run.unfinished(lambda: run.update(held, after))
    assert backend.memory().flows["story"].status == "Suspended"
    assert run.changes(held, after) == {"tags"}


def test_a_flow_whose_stop_got_lost_is_remembered_as_it_is(services: Services) -> None:
    run = Run(services, "Flow")
    held = run.create(ACTIVE)
    run.service.refuse("UpdateFlow", "a run is in progress", "ConflictException")
    run.service.losing["StopFlow"] = AppFlowError("no answer")
    with pytest.raises(AppFlowError, match="no answer"):
        run.update(held, EDITED)
    assert backend.memory().flows["story"].status == "Active"
    run.service.losing["StopFlow"] = AppFlowError("no answer")
    run.service.refuse("StartFlow", "the source is gone", "ValidationException")
    with pytest.raises(PartlyDone, match=r"no answer.*is not running"):
        run.update(held, EDITED)


def test_a_flow_that_cannot_be_deleted_is_active_again(services: Services) -> None:
    held, run = Run(services, "Flow").create(ACTIVE), Run(services, "Flow")
    run.service.refuse("DeleteFlow", "a run is in progress", "ConflictException")
    with pytest.raises(Conflict, match="a run is in progress"):
        run.resource.delete(held.id_, held.state, run.work)
    assert backend.memory().flows["story"].status == "Active"
    run.service.refuse("StartFlow", "the source is gone", "ValidationException")
    with pytest.raises(Conflict, match=r"a run is in progress.*is not running"):
        run.resource.delete(held.id_, held.state, run.work)


def test_a_flow_that_cannot_be_deleted_is_not_started_that_was_never_active(
    services: Services,
) -> None:
    held, run = Run(services, "Flow").create(FLOW), Run(services, "Flow")
    run.service.refuse("DeleteFlow", "a run is in progress", "ConflictException")
    with pytest.raises(Conflict, match="a run is in progress"):
        run.resource.delete(held.id_, held.state, run.work)
    assert "StartFlow" not in run.service.operations()
    assert backend.memory().flows["story"].status == "Draft"


def test_a_flow_that_may_not_be_suspended_says_so_when_it_cannot_be_deleted(
    services: Services,
) -> None:
    held, run = Run(services, "Flow").create(ACTIVE), Run(services, "Flow")
    run.service.refuse("StopFlow")
    with pytest.raises(Conflict, match=r"active state.*Suspending it did not work.*AccessDenied"):
        run.resource.delete(held.id_, held.state, run.work)


def test_a_deletion_that_is_cancelled_says_so(services: Services) -> None:
    held, run = Run(services, "Flow").create(ACTIVE), Run(services, "Flow")
    run.service.refusing["StopFlow"] = Cancelled("cancelled")
    with pytest.raises(Cancelled):
        run.resource.delete(held.id_, held.state, run.work)


def test_the_tags_of_a_flow_that_was_not_looked_at_are_known(services: Services) -> None:
    run = Run(services, "Flow")
    run.service.refuse("DescribeFlow")
    held = run.unfinished(lambda: run.create({**FLOW, "tags": {"team": "sales"}}))
    assert held.state["tagsAll"] == {"team": "sales"}
    run.service.refusing.clear()
    run.update(held, FLOW)
    assert backend.memory().flows["story"].tags == {}


def test_a_flow_that_is_not_active_is_not_suspended_for_an_update(services: Services) -> None:
    run = Run(services, "Flow")
    held = run.create({**ACTIVE, "flowStatus": "Suspended"})
    run.service.refuse("UpdateFlow", "another update", "ConflictException")
    with pytest.raises(Conflict, match="another update"):
        run.update(held, EDITED)
    assert "StopFlow" not in run.service.operations()


def test_a_start_whose_reply_got_lost_has_started_the_flow(services: Services) -> None:
    run = Run(services, "Flow")
    run.service.losing["StartFlow"] = Conflict("already active", code="ConflictException")
    run.create(ACTIVE)
    assert backend.memory().flows["story"].status == "Active"


def test_a_stop_whose_reply_got_lost_lets_the_flow_be_deleted(services: Services) -> None:
    held, run = Run(services, "Flow").create(ACTIVE), Run(services, "Flow")
    run.service.losing["StopFlow"] = Conflict("is not active", code="ConflictException")
    run.resource.delete(held.id_, held.state, run.work)
    assert backend.memory().flows == {}


def running(services: Services, **more: Any) -> tuple[Run, dict[str, Any]]:
    on_demand = {**FLOW, "triggerConfig": {"triggerType": "OnDemand"}}
    RESOURCES["Flow"].create(Inputs(on_demand), OperationContext(services))
    return Run(services, "FlowRun"), {"flowName": "story", **more}


def test_a_run_that_cannot_be_looked_at_goes_on_and_is_waited_for_next_time(
    services: Services,
) -> None:
    run, program = running(services)
    run.service.refuse("DescribeFlowExecutionRecords")
    held = run.unfinished(lambda: run.create(program))
    assert held.state["executionStatus"] == "InProgress"
    assert run.changes(held, program) == set()
    run.service.refusing.clear()
    done = run.update(held, program)
    assert done.state["executionStatus"] == "Successful"
    assert done.id_ == held.id_
    assert run.service.operations().count("StartFlow") == 1


def test_a_run_that_is_found_to_have_failed_is_run_again(services: Services) -> None:
    run, program = running(services, wait=False)
    held = run.create(program)
    set_assumptions(Assumptions(run_status="Error"))
    waiting = {**program, "wait": True}
    held = run.unfinished(lambda: run.update(held, waiting))
    assert held.state["executionStatus"] == "Error"
    found = run.resource.diff(held.state, Inputs(run.checked(waiting)))
    assert found.action == "replace"
    assert [note.text for note in run.resource.change_notes(found)] == [
        "The flow will run again: its last run did not end well."
    ]
    assert run.resource.diff(held.state, Inputs(run.checked(program))).action != "replace"


def test_a_run_that_cannot_be_canceled_is_reported_as_going_on(services: Services) -> None:
    set_assumptions(Assumptions(run_in_progress_describes=10_000))
    run, program = running(services)
    run.service.pause = _cancel  # type: ignore[method-assign,assignment]
    run.service.refuse("CancelFlowExecutions")
    with pytest.raises(Cancelled, match=r"goes on.*aws appflow cancel-flow-executions") as caught:
        run.create(program)
    assert "--flow-name story" in str(caught.value)


def _cancel(_seconds: float) -> None:
    raise Cancelled("cancelled")
