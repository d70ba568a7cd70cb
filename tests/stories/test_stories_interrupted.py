"""A create with an unknown outcome, because the reply is lost or the process is killed. Nothing is lost or created twice."""

from datetime import timedelta
from typing import Any

import pytest

from appflow_emulator import clock
from appflow_provider.errors import AppFlowError, Cancelled, Conflict, PartlyDone, Unreachable
from appflow_provider.resources import Inputs, ResourceState, State
from appflow_provider.resources.contract import ATTEMPTED, AUTONAMED, DERIVED
from appflow_provider.service import Services
from appflow_provider.values import unwrap
from tests.stories import backend
from tests.stories.test_stories_unfinished import LOOKS, OTHERS, PROGRAMS, Run, each_kind

STACK = "7d1ee36b-3c4b-4f3a-9f3e-55a29a0a2d10"
CREATES = {
    "Connector": "RegisterConnector",
    "ConnectorProfile": "CreateConnectorProfile",
    "Flow": "CreateFlow",
}
DELETES = {
    "Connector": "unregister-connector --connector-label",
    "ConnectorProfile": "delete-connector-profile --connector-profile-name",
    "Flow": "delete-flow --flow-name",
}
UPDATES = {"ConnectorProfile": "UpdateConnectorProfile", "Flow": "UpdateFlow"}

automatic = pytest.mark.parametrize("kind", UPDATES)


class Killed(BaseException):
    """The process is gone."""


def begin(services: Services, kind: str) -> Run:
    run = Run(services, kind)
    run.stack = STACK
    return run


def unnamed(run: Run, **changes: Any) -> dict[str, Any]:
    program = {**PROGRAMS[run.kind], **changes}
    program.pop(run.resource.name_property)
    return program


def objects(kind: str) -> list[str]:
    memory = backend.memory()
    stores = {"Flow": "flows", "ConnectorProfile": "profiles", "Connector": "connectors"}
    return sorted(name for name in getattr(memory, stores[kind]) if name.startswith("story"))


def destroyed(services: Services, held: ResourceState, kind: str) -> None:
    run = begin(services, kind)
    run.resource.delete(held.id_, held.state, run.work)


def lost(run: Run, failure: BaseException) -> None:
    """AppFlow does what it is asked for, and the answer does not come back."""
    run.service.losing[CREATES[run.kind]] = failure  # type: ignore[assignment]


def killed(run: Run, program: dict[str, Any]) -> None:
    lost(run, Killed())
    with pytest.raises(Killed):
        run.create(program)


def in_doubt() -> AppFlowError:
    failed = Unreachable("the connection was closed")
    failed.outcome_unknown = True
    return failed


@each_kind
def test_what_was_made_though_the_answer_was_lost_is_an_unfinished_resource(
    services: Services, kind: str
) -> None:
    run = begin(services, kind)
    lost(run, in_doubt())
    held = run.unfinished(lambda: run.create(PROGRAMS[kind]))
    assert held.id_ == "story"
    assert held.state[run.resource.arn_property].endswith("/story")
    assert run.changes(held, PROGRAMS[kind]) == set()
    done = run.update(held, PROGRAMS[kind])
    destroyed(services, done, kind)
    assert objects(kind) == []


@each_kind
def test_a_failed_create_leaves_no_resource(services: Services, kind: str) -> None:
    run = begin(services, kind)
    run.service.refusing[CREATES[kind]] = in_doubt()
    with pytest.raises(Unreachable, match="the connection was closed"):
        run.create(PROGRAMS[kind])
    assert run.service.operations().count(LOOKS[kind]) > 2
    assert sum(run.service.pauses) >= 9


@each_kind
@pytest.mark.parametrize("made", [True, False], ids=["made", "not made"])
@pytest.mark.parametrize("after", ["up", "destroy", "refresh"])
def test_where_even_the_look_fails_the_engine_remembers_that_there_may_be_an_object(
    services: Services, kind: str, made: bool, after: str
) -> None:
    run = begin(services, kind)
    if made:
        lost(run, in_doubt())
    else:
        run.service.refusing[CREATES[kind]] = in_doubt()
    run.service.refusing[LOOKS[kind]] = Unreachable("no answer")
    with pytest.raises(PartlyDone) as caught:
        run.create(PROGRAMS[kind])
    text = str(caught.value)
    assert "story may exist in eu-west-1" in text
    assert f"aws appflow {DELETES[kind]} story --region eu-west-1" in text
    state = dict(caught.value.state)
    held = ResourceState(caught.value.id_, run.resource.inputs_in(state), State(state))
    assert held.id_ == "story"
    assert len(objects(kind)) == made
    later = begin(services, kind)
    if after == "up":
        assert later.changes(held, PROGRAMS[kind]) == set()
        assert later.resource.usable(held.state) == held.state
        done = later.update(held, PROGRAMS[kind])
        assert later.resource.usable(done.state) == done.state
        assert unwrap(done.inputs) == PROGRAMS[kind]
        assert done.state[run.resource.arn_property].endswith("/story")
        assert objects(kind) == ["story"]
    elif after == "destroy":
        later.resource.delete(held.id_, held.state, later.work)
        assert objects(kind) == []
    else:
        read = later.resource.read(held.id_, held.state, later.work)
        assert (read is not None) == made
        assert read is None or read.state[run.resource.arn_property].endswith("/story")


@each_kind
def test_an_object_that_was_there_before_is_not_taken_for_the_one_in_doubt(
    services: Services, kind: str
) -> None:
    somebody = Run(services, kind)
    somebody.create(PROGRAMS[kind])
    run = begin(services, kind)
    run.service.later += timedelta(minutes=5)
    run.service.refusing[CREATES[kind]] = in_doubt()
    run.service.refusing[LOOKS[kind]] = Unreachable("no answer")
    held = run.unfinished(lambda: run.create(PROGRAMS[kind]))
    later = begin(services, kind)
    assert later.resource.read(held.id_, held.state, later.work) is None
    later.resource.delete(held.id_, held.state, later.work)
    assert objects(kind) == ["story"]
    with pytest.raises(Conflict):
        later.update(held, PROGRAMS[kind])
    assert objects(kind) == ["story"]


@each_kind
def test_a_cancelled_create_that_was_sent_is_remembered(services: Services, kind: str) -> None:
    run = begin(services, kind)
    stopped = Cancelled("cancelled")
    stopped.outcome_unknown = True
    lost(run, stopped)
    run.service.refusing[LOOKS[kind]] = Cancelled("cancelled")
    held = run.unfinished(lambda: run.create(PROGRAMS[kind]))
    assert held.id_ == "story"
    assert objects(kind) == ["story"]


@each_kind
def test_a_reply_without_an_arn_is_looked_up(services: Services, kind: str) -> None:
    run = begin(services, kind)
    call = run.service.call

    def without_arn(operation: str, request: Any) -> dict[str, Any]:
        reply = call(operation, request)
        return {} if operation == CREATES[kind] else reply

    run.service.call = without_arn  # type: ignore[method-assign]
    held = run.unfinished(lambda: run.create(PROGRAMS[kind]))
    assert held.state[run.resource.arn_property].endswith("/story")


@each_kind
def test_a_killed_run_leaves_no_named_object_behind(services: Services, kind: str) -> None:
    killed(begin(services, kind), PROGRAMS[kind])
    later = begin(services, kind)
    held = later.create(PROGRAMS[kind])
    assert objects(kind) == [held.id_] == ["story"]
    destroyed(services, held, kind)
    assert objects(kind) == []


@each_kind
def test_after_a_killed_run_a_changed_program_gets_the_command_that_helps(
    services: Services, kind: str
) -> None:
    killed(begin(services, kind), PROGRAMS[kind])
    later = begin(services, kind)
    with pytest.raises(Conflict) as refused:
        later.create({**PROGRAMS[kind], **OTHERS[kind]})
    text = str(refused.value)
    assert "perhaps by a run that was interrupted" in text
    assert "If you renamed the resource, give it the option aliases" in text
    assert f"aws appflow {DELETES[kind]} story --region eu-west-1" in text


@automatic
def test_a_killed_run_leaves_no_automatically_named_object_behind(
    services: Services, kind: str
) -> None:
    first = begin(services, kind)
    killed(first, unnamed(first))
    (left,) = objects(kind)
    later = begin(services, kind)
    program = unnamed(later)
    held = later.create(program)
    assert objects(kind) == [held.id_] == [left]
    assert unwrap(held.state[later.resource.name_property]) == left
    again = begin(services, kind)
    assert again.changes(held, program) == set()
    read = again.resource.read(held.id_, held.state, again.work)
    assert read is not None
    assert again.changes(read, program) == set()
    destroyed(services, held, kind)
    assert objects(kind) == []


@automatic
@pytest.mark.parametrize("left_by", ["an interrupted run", "state delete"])
def test_an_automatically_named_object_that_differs_from_the_program_is_left_alone(
    services: Services, kind: str, left_by: str
) -> None:
    first = begin(services, kind)
    if left_by == "state delete":
        first.create(unnamed(first))
    else:
        killed(first, unnamed(first))
    (left,) = objects(kind)
    before = _definition(kind, left)
    later = begin(services, kind)
    held = later.create(unnamed(later, **OTHERS[kind]))
    assert objects(kind) == sorted([held.id_, left])
    assert held.id_ != left
    assert _definition(kind, left) == before
    (warned,) = [text for text in later.warned if left in text]
    assert "another name is used" in warned
    assert f"aws appflow {DELETES[kind]} {left} --region eu-west-1" in warned


def _definition(kind: str, name: str) -> Any:
    return backend.flow(name) if kind == "Flow" else backend.profile(name)


@automatic
def test_automatic_names_are_stable_for_a_stack_and_differ_between_stacks_and_resources(
    services: Services, kind: str
) -> None:
    run = begin(services, kind)
    name = run.resource.name_property
    inputs = run.checked(unnamed(run))
    assert inputs[AUTONAMED] == DERIVED
    assert begin(services, kind).checked(unnamed(run))[name] == inputs[name]
    other = begin(services, kind)
    other.stack = STACK.replace("7", "8")
    assert other.checked(unnamed(run))[name] != inputs[name]
    renamed = run.resource.check({}, unnamed(run), resource_name="story", urn="u", stack=STACK)
    assert renamed.inputs[name] != inputs[name]
    nameless = Run(services, kind)
    assert nameless.checked(unnamed(run))[AUTONAMED] is True
    assert nameless.checked(unnamed(run))[name] != nameless.checked(unnamed(run))[name]


@automatic
def test_a_second_deployment_and_a_refresh_leave_the_state_of_an_automatic_name_as_it_is(
    services: Services, kind: str
) -> None:
    run = begin(services, kind)
    made = run.create(unnamed(run))
    checked = run.checked(unnamed(run), made.inputs)
    assert run.changes(made, unnamed(run)) == set()
    # As the engine does: the state has the outputs of the create, and the inputs of the second check.
    read = run.resource.read(made.id_, State({**made.state, **checked}), run.work)
    assert read is not None
    assert read.state == made.state


@automatic
def test_a_replacement_draws_another_name_and_draws_it_again_after_a_kill(
    services: Services, kind: str
) -> None:
    first = begin(services, kind)
    old = first.create(unnamed(first))
    drawn = []
    for _ in range(2):
        run = begin(services, kind)
        run.checked(unnamed(run), old.inputs)
        drawn.append(run.checked(unnamed(run))[run.resource.name_property])
    assert drawn[0] == drawn[1] != old.id_
    run = begin(services, kind)
    run.checked(unnamed(run), old.inputs)
    killed(run, unnamed(run))
    later = begin(services, kind)
    later.checked(unnamed(run), old.inputs)
    new = later.create(unnamed(run))
    later.resource.delete(old.id_, old.state, later.work)
    assert objects(kind) == [new.id_] == [drawn[0]]


@automatic
@pytest.mark.parametrize("why", ["old", "updated", "of another resource"])
def test_an_automatic_name_that_is_taken_by_what_no_interrupted_run_left_makes_way_for_another(
    services: Services, kind: str, why: str
) -> None:
    first = begin(services, kind)
    old = first.create(unnamed(first))
    later = begin(services, kind)
    if why == "old":
        later.service.later += timedelta(hours=9)
        clock.advance(9 * 3600)
    if why == "updated":
        clock.advance(120)
        later.service.later += timedelta(minutes=5)
        first.update(old, unnamed(first, **OTHERS[kind]))
    if why == "of another resource":
        later.service.later += timedelta(minutes=5)
        later.resource.unchanged("urn:another", old.state)
    try:
        new = later.create(unnamed(later))  # the engine passes no old inputs
    finally:
        clock.thaw()
    name = later.resource.name_property
    assert new.id_ == unwrap(new.state[name]) != old.id_
    assert f"{old.id_} exists already and may be in use, so another name is used" in later.warned[0]
    if why != "of another resource":
        later.resource.delete(old.id_, old.state, later.work)
        assert objects(kind) == [new.id_]
    # The engine keeps the inputs that were checked, whose name is the first.
    inputs = {**later.checked(unnamed(later)), name: old.id_}
    again = begin(services, kind)
    checked = again.checked(unnamed(later), inputs)
    news = again.resource.with_name_of(new.state, Inputs(checked))
    assert again.resource.diff(new.state, news).changes == ()
    assert again.resource.update(new.id_, new.state, news, again.work).id_ == new.id_


def test_a_flow_of_a_new_stack_takes_one_call_and_one_of_an_old_stack_two(
    services: Services,
) -> None:
    new, old, without_name = (begin(services, "Flow") for _ in range(3))
    new.is_new_stack = True
    held = new.create(PROGRAMS["Flow"])
    assert new.service.operations() == ["CreateFlow"]
    assert old.create({**PROGRAMS["Flow"], "flowName": "second"}).id_ == "second"
    assert old.service.operations() == ["CreateFlow", "DescribeFlow"]
    without_name.create(unnamed(without_name))
    assert without_name.service.operations() == ["CreateFlow"]
    read = begin(services, "Flow")
    seen = read.resource.read(held.id_, held.state, read.work)
    assert seen is not None
    assert seen.state == held.state


@each_kind
def test_a_token_that_was_sent_before_in_a_new_stack_is_looked_after(
    services: Services, kind: str
) -> None:
    run = begin(services, kind)
    run.is_new_stack = True
    held = run.create(PROGRAMS[kind])
    destroyed(services, held, kind)
    again = run.create(PROGRAMS[kind])
    assert run.service.operations().count(CREATES[kind]) >= 2
    assert objects(kind) == [again.id_]


def without_birth(run: Run) -> None:
    """DescribeConnector as it was recorded: it says neither when the connector was registered nor its function."""
    call = run.service.call

    def described(operation: str, request: Any) -> dict[str, Any]:
        reply = call(operation, request)
        if operation == LOOKS["Connector"]:
            found = reply["connectorConfiguration"]
            lacks = {"registeredAt", "registeredBy", "connectorProvisioningConfig"}
            found = {key: found[key] for key in found.keys() - lacks}
            reply = {**reply, "connectorConfiguration": found}
        return reply

    run.service.call = described  # type: ignore[method-assign]


def unanswered_once(run: Run, failure: AppFlowError, meanwhile: Any = None) -> None:
    """The first create does not reach AppFlow, and somebody may do something meanwhile."""
    call = run.service.call
    failures = [failure]

    def answered(operation: str, request: Any) -> dict[str, Any]:
        if operation == CREATES[run.kind] and failures:
            if meanwhile:
                meanwhile()
            raise failures.pop()
        return call(operation, request)

    run.service.call = answered  # type: ignore[method-assign]


def test_a_connector_of_unknown_age_that_was_there_before_is_not_taken_for_ours(
    services: Services,
) -> None:
    Run(services, "Connector").create({**PROGRAMS["Connector"], **OTHERS["Connector"]})
    run = begin(services, "Connector")
    without_birth(run)
    unanswered_once(run, in_doubt())
    with pytest.raises(Conflict):
        run.create(PROGRAMS["Connector"])
    assert not {"UpdateConnectorRegistration", "UnregisterConnector"} & {*run.service.operations()}
    assert backend.memory().connectors["story"].description == "other"


def test_a_connector_of_unknown_age_that_the_lost_request_made_is_remembered(
    services: Services,
) -> None:
    run = begin(services, "Connector")
    without_birth(run)
    lost(run, in_doubt())
    held = run.unfinished(lambda: run.create(PROGRAMS["Connector"]))
    assert held.state["connectorArn"].endswith("/story")
    destroyed(services, held, "Connector")
    assert objects("Connector") == []


def test_a_connector_of_unknown_age_is_not_the_one_that_may_exist(services: Services) -> None:
    Run(services, "Connector").create({**PROGRAMS["Connector"], **OTHERS["Connector"]})
    run = begin(services, "Connector")
    without_birth(run)
    run.service.refusing[CREATES["Connector"]] = in_doubt()
    held = run.unfinished(lambda: run.create(PROGRAMS["Connector"]))
    later = begin(services, "Connector")
    without_birth(later)
    assert later.resource.read(held.id_, held.state, later.work) is None
    later.resource.delete(held.id_, held.state, later.work)
    with pytest.raises(Conflict):
        later.update(held, PROGRAMS["Connector"])
    assert backend.memory().connectors["story"].description == "other"


@each_kind
@pytest.mark.parametrize("form", ["begin and end", "begin alone"])
def test_an_object_that_was_made_long_after_the_attempt_is_not_taken_for_its(
    services: Services, kind: str, form: str
) -> None:
    run = begin(services, kind)
    run.service.refusing[CREATES[kind]] = in_doubt()
    run.service.refusing[LOOKS[kind]] = Unreachable("no answer")
    held = run.unfinished(lambda: run.create(PROGRAMS[kind]))
    if form == "begin alone":
        held.state[ATTEMPTED] = held.state[ATTEMPTED].partition("/")[0]
    clock.advance(2 * 24 * 3600)
    try:
        Run(services, kind).create(PROGRAMS[kind])
        later = begin(services, kind)
        later.service.later += timedelta(days=2)
        assert later.resource.read(held.id_, held.state, later.work) is None
        later.resource.delete(held.id_, held.state, later.work)
        with pytest.raises(Conflict):
            later.update(held, PROGRAMS[kind])
    finally:
        clock.thaw()
    assert objects(kind) == ["story"]


@each_kind
def test_a_state_that_says_only_when_the_attempt_began_finds_its_object(
    services: Services, kind: str
) -> None:
    run = begin(services, kind)
    lost(run, in_doubt())
    run.service.refusing[LOOKS[kind]] = Unreachable("no answer")
    held = run.unfinished(lambda: run.create(PROGRAMS[kind]))
    held.state[ATTEMPTED] = held.state[ATTEMPTED].partition("/")[0]
    destroyed(services, held, kind)
    assert objects(kind) == []


@each_kind
@pytest.mark.parametrize("said", ["Conflict", "nothing"])
@pytest.mark.parametrize("alike", [True, False], ids=["as asked", "otherwise"])
def test_what_somebody_made_during_a_create_is_ours_only_if_it_is_as_we_asked(
    services: Services, kind: str, said: str, alike: bool
) -> None:
    failure: AppFlowError = Conflict("there is one") if said == "Conflict" else in_doubt()
    failure.outcome_unknown = True
    run = begin(services, kind)
    program = {**PROGRAMS[kind], **({} if alike else OTHERS[kind])}
    unanswered_once(run, failure, lambda: Run(services, kind).create(program))
    if alike:
        held = run.unfinished(lambda: run.create(PROGRAMS[kind]))
        assert held.id_ == "story"
        return
    with pytest.raises(Conflict):
        run.create(PROGRAMS[kind])
    assert objects(kind) == ["story"]
    assert not any(
        each.startswith(("Update", "Delete", "Unreg")) for each in run.service.operations()
    )


@pytest.mark.parametrize("hidden", [3, 1000])
def test_a_profile_whose_arn_we_were_given_is_not_lost_because_it_does_not_show(
    services: Services, hidden: int
) -> None:
    run = begin(services, "ConnectorProfile")
    call, creates, looks = run.service.call, list[str](), list[str]()

    def lagging(operation: str, request: Any) -> dict[str, Any]:
        if operation == LOOKS["ConnectorProfile"] and len(looks) < hidden:
            looks.append(operation)
            return {"connectorProfileDetails": []}
        if operation == CREATES["ConnectorProfile"]:
            creates.append(operation)
            if len(creates) > 1:
                assert sum(run.service.pauses) >= 10
                raise AppFlowError("bad login", code="ConnectorAuthenticationException")
        return call(operation, request)

    run.service.call = lagging  # type: ignore[method-assign]
    program = PROGRAMS["ConnectorProfile"]
    if hidden == 3:
        held = run.create(program)
        assert len(creates) == 1
    else:
        held = run.unfinished(lambda: run.create(program))
    assert held.state["connectorProfileArn"].endswith("/story")
    assert objects("ConnectorProfile") == ["story"]
