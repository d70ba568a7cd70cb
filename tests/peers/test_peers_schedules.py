"""Triggers and times: set on the wrong side, lost silently, or in a spelling that only the console refuses."""

from typing import Any

import pytest

from appflow_emulator.assumptions import assume
from appflow_provider.resources import State
from appflow_provider.service import Services
from tests.peers.programs import FROM_S3, FROM_SALESFORCE, SCHEDULE, listening, said
from tests.stories import samples
from tests.stories.lifecycle import go_on, play
from tests.stories.members import changed

_START, _END = "2031-01-01T06:00:00Z", "2033-01-01T06:00:00Z"
_FIRST = "2030-01-01T00:00:00Z"


def _schedule(**more: Any) -> dict[str, Any]:
    return changed(FROM_SALESFORCE, SCHEDULE, {"scheduleExpression": "rate(1days)", **more})


@pytest.mark.parametrize("name", ["scheduleStartTime", "scheduleEndTime"])
def test_tf_26289_a_start_is_a_start_and_an_end_an_end(services: Services, name: str) -> None:
    times = {"scheduleStartTime": _START, "scheduleEndTime": _END}
    life, ear = listening("Flow", services)
    program = _schedule(**{name: times[name]})
    go_on(life, [(program, "create")])
    scheduled = ear.last("CreateFlow")["triggerConfig"]["triggerProperties"]["Scheduled"]
    assert [key for key in times if key in scheduled] == [name]
    go_on(life, [(_schedule(**times), "update"), (program, "update")])


_EVENTS = samples.flow_to("EventBridge")
_ON_DEMAND = {**FROM_S3, "triggerConfig": {"triggerType": "OnDemand"}}
TRIGGERS = [
    pytest.param(_ON_DEMAND, id="on-demand"),
    pytest.param(
        {**FROM_S3, "triggerConfig": {"triggerType": "OnDemand", "triggerProperties": {}}},
        id="on-demand-with-empty-properties",
    ),
    pytest.param(_EVENTS, id="event"),
    pytest.param(_schedule(), id="scheduled"),
    pytest.param(_schedule(timezone="Europe/Lisbon", scheduleOffset=60), id="scheduled-with-more"),
]


@pytest.mark.parametrize("program", TRIGGERS)
def test_tf_25172_every_trigger_is_read_back(services: Services, program: dict[str, Any]) -> None:
    life = play("Flow", services, [(program, "create")])
    assert life.up(program) == "same"
    imported = life.resource.read("story", State({}), life.work)
    assert imported is not None
    assert not life.resource.diff(imported.state, life.check(program)).touches("triggerConfig")


def test_tf_25172_a_trigger_changes_to_another_and_takes_its_properties_along(
    services: Services,
) -> None:
    play("Flow", services, [(_ON_DEMAND, "create"), (FROM_S3, "update"), (_ON_DEMAND, "update")])


@pytest.mark.parametrize("when", ["yesterday", "2030-01-01", "01/01/2030 00:00", ""])
def test_tf_41670_an_invalid_time_is_refused(when: str) -> None:
    program = _schedule(dataPullMode="Incremental", firstExecutionFrom=when)
    (problem,) = said("Flow", program).problems
    assert problem.path == (*SCHEDULE, "firstExecutionFrom")
    assert "must be a time with its offset" in problem.reason


@pytest.mark.parametrize("answer", ["returned", "dropped"])
@pytest.mark.parametrize("when", [_FIRST, "2030-01-01T02:00:00+02:00", 1893456000])
def test_tf_41670_a_first_execution_arrives_and_stays(
    services: Services, when: str | int, answer: str
) -> None:
    program = _schedule(dataPullMode="Incremental", firstExecutionFrom=when)
    with assume(first_execution_from=answer):
        life, ear = listening("Flow", services)
        assert life.up(program) == "create"
        sent = ear.last("CreateFlow")["triggerConfig"]["triggerProperties"]["Scheduled"]
        assert sent["firstExecutionFrom"].timestamp() == 1893456000
        assert life.up(program) == "same"


@pytest.mark.parametrize(
    ("expression", "better"),
    [
        pytest.param("rate(15 minutes)", "rate(15minutes)", id="cdk-appflow-129"),
        pytest.param("rate(1 day)", "rate(1days)", id="cdk-appflow-334"),
    ],
)
def test_an_expression_that_the_console_does_not_support_gets_a_warning(
    services: Services, expression: str, better: str
) -> None:
    program = changed(FROM_S3, (*SCHEDULE, "scheduleExpression"), expression)
    checked = said("Flow", program)
    assert checked.problems == ()
    assert f"Write {better}" in "; ".join(warning.reason for warning in checked.warnings)
    mended = changed(FROM_S3, (*SCHEDULE, "scheduleExpression"), better)
    assert said("Flow", mended).warnings == ()
    play("Flow", services, [(program, "create"), (program, "same")])
