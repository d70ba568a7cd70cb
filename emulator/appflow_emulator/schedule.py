"""
When a scheduled flow runs: the times of a rate, by plain arithmetic.

The grammar `rate(<number><unit>)` is documented; a space before the unit was seen to be stored. AppFlow accepts a cron
expression (seen), but it is not evaluated here: such a flow never runs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

_RATE = re.compile(r"rate\(\s*(\d{1,6})\s*(minute|hour|day|week)s?\s*\)", re.IGNORECASE)
_FIRST_REACH = timedelta(days=30)  # first incremental run; API reference, firstExecutionFrom
_SECONDS = {"minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}


@dataclass(frozen=True)
class Slots:
    """Times at a fixed interval from `first` on, numbered from 0."""

    first: datetime
    step: timedelta

    def at(self, number: int) -> datetime:
        """The time of a slot."""
        return self.first + number * self.step

    def due(self, after: datetime | None, until: datetime) -> range:
        """The numbers of the slots after `after`, if given, up to and including `until`."""
        begin = 0 if after is None or after < self.first else (after - self.first) // self.step + 1
        end = -1 if until < self.first else (until - self.first) // self.step
        return range(begin, end + 1)


def slots_of(schedule: Mapping[str, Any], active_since: datetime) -> Slots | None:
    """
    The slots of a flow's schedule, or None if they cannot be calculated.

    A start time, even one in the past, fixes the slots (seen in the console and the CDK). Without one, the first run is at
    activation and the next ones follow at the rate (aws-cdk-rfcs#483, by the author of the CDK's constructs). scheduleOffset
    does not move the slots. It moves the window of data that a run reads (`window_of`).
    """
    found = _RATE.fullmatch(schedule["scheduleExpression"].strip())
    if found is None or not int(found[1]):
        return None
    step = timedelta(seconds=int(found[1]) * _SECONDS[found[2].lower()])
    return Slots(schedule.get("scheduleStartTime", active_since), step)


def window_of(
    schedule: Mapping[str, Any], at: datetime, read_until: datetime | None
) -> tuple[datetime, datetime] | None:
    """
    The window of changes that the run `at` reads: from when to when. None unless the flow is Incremental.

    scheduleOffset, in seconds, moves the window back (documented: user guide, flow triggers): the run at T1 reads what changed
    between T0-t and T1-t. T0-t is `read_until`, the end of the last successful run's window. The window of the first run begins
    at firstExecutionFrom, or 30 days before (documented).
    """
    if schedule.get("dataPullMode") != "Incremental":
        return None
    until = at - timedelta(seconds=schedule.get("scheduleOffset", 0))
    first: datetime = schedule.get("firstExecutionFrom", until - _FIRST_REACH)
    return read_until or first, until
