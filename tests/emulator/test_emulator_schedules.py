"""Scheduled flows: when they run, and what happens after repeated failures and after the end time."""

from datetime import datetime, timedelta, timezone

import pytest

from appflow_emulator import assume, clock
from appflow_emulator.admin.flows import set_status
from appflow_emulator.operations.lifecycle import RUNS_MAX
from tests.api_requests import flow, on_schedule, updated

NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)
HOUR = 3_600


@pytest.fixture
def activate(appflow):
    """Activate a flow at noon."""

    def run(expression="rate(1hours)", **members):
        clock.freeze(NOON)
        appflow.create_flow(**flow(triggerConfig=on_schedule(expression, **members)))
        return appflow.start_flow(flowName="orders")

    return run


def runs(appflow):
    """Statuses of the runs by the hours after noon at which they began, oldest first."""
    found = appflow.describe_flow_execution_records(flowName="orders", maxResults=100)
    began = ((run["startedAt"] - NOON).total_seconds() / HOUR for run in found["flowExecutions"])
    statuses = (run["executionStatus"] for run in found["flowExecutions"])
    return dict(reversed([*zip(began, statuses, strict=True)]))


def told(appflow):
    seen = appflow.describe_flow(flowName="orders")
    return seen["flowStatus"], seen.get("flowStatusMessage")


def test_an_active_flow_runs_at_activation_and_then_at_its_rate(appflow, activate) -> None:
    assert "executionId" not in activate("rate(1hours)")
    assert runs(appflow) == {0: "InProgress"}
    clock.advance(2.5 * HOUR)
    assert runs(appflow) == {0: "Successful", 1: "Successful", 2: "InProgress"}
    assert runs(appflow)[2] == "Successful"
    last = appflow.describe_flow(flowName="orders")["lastRunExecutionDetails"]
    assert last["mostRecentExecutionTime"] == NOON + timedelta(hours=2)
    assert appflow.list_flows()["flows"][0]["lastRunExecutionDetails"] == last


@pytest.mark.parametrize(
    ("expression", "members", "hours"),
    [
        pytest.param("rate(90minutes)", {}, [0, 1.5, 3], id="minutes"),
        pytest.param("rate(1 hour)", {}, [0, 1, 2, 3, 4], id="a blank and one of a unit"),
        pytest.param("rate(2hours)", {"scheduleOffset": 1_800}, [0, 2, 4], id="an offset"),
        pytest.param(
            "rate(2hours)", {"scheduleStartTime": NOON + timedelta(hours=1)}, [1, 3], id="a start"
        ),
        pytest.param(
            "rate(2hours)",
            {"scheduleStartTime": NOON - timedelta(hours=3)},
            [1, 3],
            id="a start in the past",
        ),
        pytest.param(
            "rate(1hours)", {"scheduleEndTime": NOON + timedelta(hours=2)}, [0, 1, 2], id="an end"
        ),
        pytest.param("cron(0 13 * * ? *)", {}, [], id="cron"),
        pytest.param("once", {}, [], id="once"),
    ],
)
def test_slots_follow_the_schedule(appflow, activate, expression, members, hours) -> None:
    activate(expression, **members)
    clock.advance(4.25 * HOUR)
    assert list(runs(appflow)) == hours


def windows(appflow):
    """The windows of data of the runs by hours after noon, oldest first."""
    found = appflow.describe_flow_execution_records(flowName="orders")["flowExecutions"]
    members = ("dataPullStartTime", "dataPullEndTime")
    return [tuple((run[name] - NOON).total_seconds() / HOUR for name in members) for run in found][
        ::-1
    ]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        pytest.param({}, [(-720, 0), (0, 2), (2, 4)], id="no offset"),
        pytest.param(
            {"scheduleOffset": 1_800}, [(-720.5, -0.5), (-0.5, 1.5), (1.5, 3.5)], id="half an hour"
        ),
        pytest.param(
            {"scheduleOffset": 10_800},
            [(-723, -3), (-3, -1), (-1, 1)],
            id="longer than the interval",
        ),
        pytest.param(
            {"scheduleOffset": 1_800, "firstExecutionFrom": NOON - timedelta(hours=5)},
            [(-5, -0.5), (-0.5, 1.5), (1.5, 3.5)],
            id="a first execution",
        ),
    ],
)
def test_an_offset_moves_the_window_of_data_but_not_the_run(
    appflow, activate, members, expected
) -> None:
    activate("rate(2hours)", dataPullMode="Incremental", **members)
    clock.advance(4.25 * HOUR)
    assert windows(appflow) == expected


def test_an_incremental_run_reads_from_where_the_last_successful_one_stopped(
    appflow, activate
) -> None:
    with assume(run_in_progress_describes=0):
        activate("rate(1hours)", dataPullMode="Incremental")
        windows(appflow)
        with assume(run_status="Error"):
            clock.advance(2.5 * HOUR)
            windows(appflow)
        clock.advance(HOUR)
        assert windows(appflow) == [(-720, 0), (0, 1), (0, 2), (0, 3)]


def test_a_run_that_is_not_incremental_has_no_window(appflow, activate) -> None:
    activate("rate(1hours)", dataPullMode="Complete", scheduleOffset=1_800)
    (run,) = appflow.describe_flow_execution_records(flowName="orders")["flowExecutions"]
    assert run.keys() & {"dataPullStartTime", "dataPullEndTime"} == set()


def test_a_flow_that_is_not_active_does_not_run(appflow) -> None:
    clock.freeze(NOON)
    appflow.create_flow(**flow(triggerConfig=on_schedule()))
    clock.advance(2 * HOUR)
    assert runs(appflow) == {}
    appflow.start_flow(flowName="orders")
    clock.advance(HOUR / 2)
    appflow.stop_flow(flowName="orders")
    clock.advance(2 * HOUR)
    assert list(runs(appflow)) == [2]
    appflow.start_flow(flowName="orders")
    assert list(runs(appflow)) == [2, 4.5]


def test_a_changed_schedule_applies_to_later_runs(appflow, activate) -> None:
    activate("rate(1hours)")
    clock.advance(HOUR)
    change = updated(flow(), triggerConfig=on_schedule("rate(3hours)"))
    assert appflow.update_flow(**change)["flowStatus"] == "Active"
    clock.advance(5 * HOUR)
    assert list(runs(appflow)) == [0, 1, 3, 6]


@pytest.mark.parametrize("order", ["newest_first", "oldest_first", "shuffled"])
def test_the_order_of_records_is_an_assumption(appflow, activate, order) -> None:
    activate("rate(1hours)")
    clock.advance(6.5 * HOUR)
    with assume(record_order=order):
        pages = appflow.describe_flow_execution_records(flowName="orders", maxResults=4)
        found = pages["flowExecutions"]
        found += appflow.describe_flow_execution_records(
            flowName="orders", maxResults=4, nextToken=pages["nextToken"]
        )["flowExecutions"]
    hours = [(run["startedAt"] - NOON).total_seconds() / HOUR for run in found]
    assert sorted(hours) == [0, 1, 2, 3, 4, 5, 6]
    if order != "shuffled":
        assert hours == sorted(hours, reverse=order == "newest_first")


def test_the_clock_can_advance_by_years_at_once(appflow, activate) -> None:
    activate("rate(1minutes)")
    clock.advance(10 * 365 * 24 * HOUR)
    assert runs(appflow)
    pages = appflow.describe_flow_execution_records(flowName="orders", maxResults=100)
    count = len(pages["flowExecutions"])
    while "nextToken" in pages:
        pages = appflow.describe_flow_execution_records(
            flowName="orders", maxResults=100, nextToken=pages["nextToken"]
        )
        count += len(pages["flowExecutions"])
    assert count == RUNS_MAX
    newest = appflow.describe_flow(flowName="orders")["lastRunExecutionDetails"]
    assert newest["mostRecentExecutionTime"] == clock.now()


# -- failures


@pytest.mark.parametrize("status", ["Suspended", "Errored"])
def test_a_flow_that_fails_too_often_in_a_row_is_deactivated(appflow, activate, status) -> None:
    activate(flowErrorDeactivationThreshold=3)
    with assume(run_status="Error", deactivated_status=status):
        clock.advance(1.5 * HOUR)
        assert told(appflow) == ("Active", None)
        clock.advance(100 * HOUR)
        message = "The flow was deactivated after 3 failed runs in a row."
        assert told(appflow) == (status, message)
        assert runs(appflow) == {0: "Error", 1: "Error", 2: "Error"}
        clock.advance(100 * HOUR)
        assert len(runs(appflow)) == 3
    assert appflow.start_flow(flowName="orders")["flowStatus"] == "Active"
    assert told(appflow) == ("Active", None)


def test_the_last_failed_run_is_recorded_like_any_other(appflow, activate) -> None:
    activate(flowErrorDeactivationThreshold=1)
    with assume(run_status="Error"):
        assert told(appflow) == ("Active", None)
        assert told(appflow)[0] == "Suspended"
        assert runs(appflow) == {0: "Error"}


def test_only_failures_in_a_row_since_activation_count(appflow, activate) -> None:
    activate(flowErrorDeactivationThreshold=2)
    for outcome in ("Error", "Successful", "Error"):
        with assume(run_status=outcome, run_in_progress_describes=0):
            assert told(appflow) == ("Active", None)
        clock.advance(HOUR)
    appflow.stop_flow(flowName="orders")
    appflow.start_flow(flowName="orders")
    with assume(run_status="Error", run_in_progress_describes=0):
        assert told(appflow)[0] == "Active"
        clock.advance(HOUR)
        assert told(appflow)[0] == "Suspended"


def test_without_a_threshold_a_failing_flow_stays_active(appflow, activate) -> None:
    activate()
    with assume(run_status="Error"):
        clock.advance(150 * HOUR)
        assert told(appflow) == ("Active", None)
        assert set(list(runs(appflow).values())[:-1]) == {"Error"}


def test_a_deactivated_flow_shows_in_a_list_and_is_deleted_without_force(appflow, activate) -> None:
    activate(flowErrorDeactivationThreshold=1)
    with assume(run_status="Error"):
        clock.advance(HOUR)
        assert appflow.list_flows()["flows"][0]["flowStatus"] == "Suspended"
        appflow.delete_flow(flowName="orders")


# -- the end, and a hand


@pytest.mark.parametrize(
    ("assumed", "expected"),
    [
        ("kept", ("Active", None)),
        ("suspended", ("Suspended", "The schedule of the flow has ended.")),
    ],
)
def test_status_of_a_flow_whose_end_time_has_passed(appflow, activate, assumed, expected) -> None:
    with assume(after_end_time=assumed):
        activate(scheduleEndTime=NOON + timedelta(hours=1))
        clock.advance(0.5 * HOUR)
        assert told(appflow) == ("Active", None)
        clock.advance(HOUR)
        assert told(appflow) == expected
        assert list(runs(appflow)) == [0, 1]


def test_a_flow_activated_by_the_admin_path_runs_from_the_next_read_on(local) -> None:
    appflow = local()
    clock.freeze(NOON)
    appflow.create_flow(**flow(triggerConfig=on_schedule()))
    set_status("orders", "Active")
    clock.advance(HOUR / 2)
    assert list(runs(appflow)) == [0.5]
    clock.advance(HOUR)
    assert list(runs(appflow)) == [0.5, 1.5]
