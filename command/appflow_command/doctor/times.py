"""
How often a schedule runs, and when it runs next.

Rates are counted. A cron expression is counted too, as far as it has plain numbers, lists, steps and ranges in its minutes and hours;
everything else about it is left open.
"""

import math
import re
from datetime import datetime, timedelta

from appflow_command.doctor.facts import SCHEDULED, Flow
from appflow_command.doctor.reading import moment, schedule, text

DAYS = 30  # days of a month, for estimates; our choice

_UNITS = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "month": 43_200}
_RATE = re.compile(r"rate\(\s*(\d{1,9})\s*([a-z]+?)s?\s*\)", re.IGNORECASE)
_CRON = re.compile(r"cron\((.+)\)", re.IGNORECASE)
_WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_EVERY = frozenset({"*", "?"})


def interval(flow: Flow) -> timedelta | None:
    """The time between two runs, if the schedule is a rate."""
    found = _RATE.fullmatch(text(schedule(flow), "scheduleExpression"))
    unit = _UNITS.get(found[2].lower()) if found else None
    return timedelta(minutes=int(found[1]) * unit) if found and unit and int(found[1]) else None


def runs_a_day(flow: Flow) -> float | None:
    """How often a flow runs a day by its schedule; None if nobody can tell."""
    if flow.trigger != SCHEDULED or not flow.is_active:
        return 0.0
    every = interval(flow)
    if every is not None:
        return timedelta(days=1) / every
    found = _CRON.fullmatch(text(schedule(flow), "scheduleExpression"))
    return _cron(found[1].split()) if found else None


def _cron(parts: list[str]) -> float | None:
    if len(parts) != 6:
        return None
    minutes, hours = _count(parts[0], 60), _count(parts[1], 24)
    days = _days(parts[2], parts[4])
    return None if minutes is None or hours is None or days is None else minutes * hours * days


def _count(field: str, most: int) -> int | None:
    """How many values of 0 to `most` - 1 a field of a cron expression stands for."""
    if field in _EVERY:
        return most
    values: set[int] = set()
    for part in field.split(","):
        found = re.fullmatch(r"(\*|\d+)(?:-(\d+))?(?:/(\d+))?", part)
        if not found:
            return None
        first = 0 if found[1] == "*" else int(found[1])
        last = int(found[2]) if found[2] else most - 1 if found[3] or found[1] == "*" else first
        values |= set(range(first, min(last, most - 1) + 1, int(found[3] or 1) or 1))
    return len(values) or None


def _days(of_month: str, of_week: str) -> float | None:
    """Which share of days a cron expression runs on."""
    if of_month in _EVERY and of_week in _EVERY:
        return 1.0
    if of_month in _EVERY:
        names = of_week.upper()
        if (found := re.fullmatch(r"([A-Z]{3})-([A-Z]{3})", names)) and {*found.groups()} <= {
            *_WEEK
        }:
            first, last = _WEEK.index(found[1]), _WEEK.index(found[2])
            return ((last - first) % 7 + 1) / 7
        listed = names.split(",")
        return len(listed) / 7 if set(listed) <= {*_WEEK} else None
    count = _count(of_month, 31)
    return count / DAYS if count and of_week in _EVERY else None


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
