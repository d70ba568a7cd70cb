"""How often a flow runs by its schedule, and when it runs next."""

import math
from datetime import datetime, timedelta

from appflow_command.doctor.facts import SCHEDULED, Flow
from appflow_command.doctor.reading import moment, schedule, text
from appflow_provider.frequency import DAY, MONTH, frequency, rate_of

DAYS = MONTH // DAY
"""Days of a month, for estimates."""

_LONGEST = 1000 * 365 * DAY  # minutes of a rate that is no mistake; our choice


def interval(flow: Flow) -> timedelta | None:
    """The time between two runs, if the schedule is a rate."""
    found = rate_of(text(schedule(flow), "scheduleExpression"))
    minutes = found.minutes if found else None
    return timedelta(minutes=minutes) if minutes and minutes <= _LONGEST else None


def runs_a_day(flow: Flow) -> float | None:
    """How often a flow runs a day by its schedule; None if nobody can tell."""
    if flow.trigger != SCHEDULED or not flow.is_active:
        return 0.0
    found = frequency(text(schedule(flow), "scheduleExpression"))
    return found.runs_a_month / DAYS if found else None


def next_run(flow: Flow, now: datetime) -> datetime | None:
    """When a flow runs next, if its schedule is a rate: an interval after its last run, or at its start."""
    every = interval(flow)
    if every is None or not flow.is_active:
        return None
    start, end = (moment(schedule(flow), name) for name in ("scheduleStartTime", "scheduleEndTime"))
    due = flow.last.started + every if flow.last and flow.last.started else start
    if due is None:
        return None
    if start and due < start:
        due = start
    if due < now:
        due += every * math.ceil((now - due) / every)
    return None if end and due > end else due
