"""Rules for the schedule of a flow: its expression, its frequency, its start and its end."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from appflow_emulator import clock
from appflow_emulator.assumptions import Assumptions
from appflow_emulator.connectors import CONNECTORS

# `rate(5minutes)` without a space is documented; with a space it was seen to be stored. `cron(...)` was seen in production with
# six fields; other grammars of cron have five or seven. The spelling of "once" is not known: anything that begins with it
# passes.
_RATE = re.compile(r"rate\(\s*(\d{1,9})\s*(minute|hour|day|week|month)s?\s*\)", re.IGNORECASE)
_CRON = re.compile(r"cron\(\s*\S+(\s+\S+){4,6}\s*\)", re.IGNORECASE)
_ONCE = re.compile(r"at\(.+\)|once.*", re.IGNORECASE)
_MINUTES: Mapping[str, int] = {
    "minute": 1,
    "hour": 60,
    "day": 24 * 60,
    "week": 7 * 24 * 60,
    "month": 30 * 24 * 60,
}
_FASTEST: Mapping[str, int] = {"BYMINUTE": 1, "HOURLY": 60, "DAILY": 24 * 60}
_LOOKOUT = frozenset({5, 10, 60, 24 * 60})  # minutes; user guide, Lookout for Metrics
_LAUNCH = datetime(2020, 4, 22, tzinfo=timezone.utc)  # launch of AppFlow, by AWS's announcement


def minutes_between(expression: str) -> int | None:
    """Minutes between two runs, or None if the expression is not a rate."""
    found = _RATE.fullmatch(expression)
    return int(found[1]) * _MINUTES[found[2].lower()] if found else None


def schedule_problems(
    scheduled: Mapping[str, Any] | None,
    source_type: str,
    destination_type: str,
    assumptions: Assumptions,
    *,
    documents: bool,
) -> Iterator[str]:
    """
    Problems of a scheduled flow's schedule. `documents` says whether it reads documents of Veeva.

    A schedule without an expression is refused as if it were absent (shape): seen, word for word (cdklabs/cdk-appflow#129). The
    grammar, the highest frequency of a source and the frequencies for Lookout for Metrics are documented; the words are ours.
    """
    if scheduled is None:
        yield "TriggerProps is required for Scheduled Trigger Type."
        return
    expression = scheduled["scheduleExpression"]
    minutes = minutes_between(expression)
    if minutes == 0 or not (minutes or _CRON.fullmatch(expression) or _ONCE.fullmatch(expression)):
        yield f"Schedule expression {expression} is not valid"
    elif minutes is not None:
        fastest = _FASTEST[CONNECTORS[source_type].fastest]
        if minutes < fastest or (documents and minutes < _FASTEST["HOURLY"]):
            yield f"Schedule expression {expression} is too frequent for the source {source_type}"
        if destination_type == "LookoutMetrics" and minutes not in _LOOKOUT:
            yield f"Schedule expression {expression} is not supported for the destination LookoutMetrics"
    yield from _window(scheduled, assumptions)


def _window(scheduled: Mapping[str, Any], assumptions: Assumptions) -> Iterator[str]:
    """Inferred: a window that no run fits into. Switches: a start and an end in the past."""
    start, end = scheduled.get("scheduleStartTime"), scheduled.get("scheduleEndTime")
    if start and end and end <= start:
        yield "Schedule end time must be after the start time"
    if start and start < clock.now() and assumptions.past_start_time == "refused":
        yield "Schedule start time must be in the future"
    if end and (end < _LAUNCH or (end < clock.now() and assumptions.past_end_time == "refused")):
        yield "Schedule end time must be in the future"
