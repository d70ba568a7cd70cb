"""Schedules: how often they run, when they run next, and what that costs."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from appflow_command.doctor.estimates import estimate, total
from appflow_command.doctor.facts import Flow, Run
from appflow_command.doctor.times import next_run, runs_a_day

NOW = datetime(2031, 1, 1, 12, tzinfo=timezone.utc)


def flow(expression: str, *runs: Run, status: str = "Active", **schedule: Any) -> Flow:
    scheduled = {"scheduleExpression": expression, **schedule}
    trigger = {"triggerType": "Scheduled", "triggerProperties": {"scheduled": scheduled}}
    return Flow(
        "orders",
        trigger="Scheduled",
        status=status,
        last=runs[0] if runs else None,
        runs=runs,
        definition={"triggerConfig": trigger},
    )


@pytest.mark.parametrize(
    ("expression", "runs"),
    [
        ("rate(1minutes)", 1440),
        ("rate(5 minutes)", 288),
        ("rate(1hour)", 24),
        ("rate(1days)", 1),
        ("rate(1weeks)", 1 / 7),
        ("cron(0 6 ? * MON-FRI *)", 5 / 7),
        ("cron(0/15 6-20 ? * MON-FRI *)", 4 * 15 * 5 / 7),
        ("cron(0 1 ? * MON-SUN *)", 1),
        ("cron(0,30 * * * ? *)", 48),
        ("cron(0 6 ? * SAT,SUN *)", 2 / 7),
        ("cron(0 6 1 * ? *)", 1 / 31),
    ],
)
def test_a_schedule_is_counted(expression: str, runs: float) -> None:
    assert runs_a_day(flow(expression)) == pytest.approx(runs)


@pytest.mark.parametrize(
    "expression",
    [
        "cron(0 6 L * ? *)",
        "cron(0 6 * * *)",
        "at(2031-01-01)",
        "rate(0minutes)",
        "rate(5years)",
        "",
    ],
)
def test_a_schedule_that_nobody_can_count_has_no_estimate(expression: str) -> None:
    assert runs_a_day(flow(expression)) is None
    assert estimate(flow(expression)) is None


def test_a_suspended_flow_costs_nothing() -> None:
    assert estimate(flow("rate(1minutes)", status="Suspended")) is None


def test_the_estimate_is_runs_and_gigabytes() -> None:
    sizes = (Run("Successful", NOW, bytes=size) for size in (1_000_000_000, 3_000_000_000))
    found = estimate(flow("rate(1minutes)", *sizes))
    assert found is not None
    assert (found.runs, found.gigabytes) == (43_200, 86_400)
    assert (found.for_runs, found.dollars) == pytest.approx((43.2, 43.2 + 1_728))
    assert total([flow("rate(1hours)"), flow("rate(1days)")]).runs == 750


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("ago", "schedule", "due"),
    [
        (HOUR / 4, {}, HOUR * 3 / 4),
        (2.5 * HOUR, {}, HOUR / 2),
        (None, {"scheduleStartTime": "2031-01-01T15:00:00Z"}, 3 * HOUR),
        (HOUR / 4, {"scheduleEndTime": "2031-01-01T12:30:00Z"}, None),
        (None, {}, None),
    ],
)
def test_the_next_run_is_an_interval_after_the_last(
    ago: timedelta | None, schedule: dict[str, Any], due: timedelta | None
) -> None:
    runs = [Run("Successful", NOW - ago)] if ago else []
    found = next_run(flow("rate(1hours)", *runs, **schedule), NOW)
    assert found == (NOW + due if due is not None else None)
