"""
When a scheduled flow runs: the times of a rate, by plain arithmetic, and those of a cron expression, by croniter.

The grammar `rate(<number><unit>)` is documented; a space before the unit was seen to be stored. Cron expressions were seen with
AWS's six fields: minutes, hours, day of the month, month, day of the week, year.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

_RATE = re.compile(r"rate\(\s*(\d{1,6})\s*(minute|hour|day|week)s?\s*\)", re.IGNORECASE)
_FIRST_REACH = timedelta(days=30)  # first incremental run; API reference, firstExecutionFrom
_MOMENT = timedelta(microseconds=1)
_SECONDS = {"minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}


@dataclass(frozen=True)
class Slots:
    """Times at a fixed interval from `first` on, numbered from 0."""

    first: datetime
    step: timedelta

    def at(self, number: int) -> datetime:
        """The time of a slot."""
        return self.first + number * self.step

    def due(
        self, after: datetime | None, until: datetime, most: int, *, earliest: bool
    ) -> list[datetime]:
        """The times after `after`, if given, up to and including `until`: at most so many, the earliest or the latest."""
        begin = 0 if after is None or after < self.first else (after - self.first) // self.step + 1
        end = -1 if until < self.first else (until - self.first) // self.step
        found = range(begin, end + 1)
        return [self.at(number) for number in (found[:most] if earliest else found[-most:])]


@dataclass(frozen=True)
class CronTimes:
    """Times of a cron expression in croniter's spelling, in UTC: the member timezone is a label only (model)."""

    expression: str
    first: datetime | None

    def due(
        self, after: datetime | None, until: datetime, most: int, *, earliest: bool
    ) -> list[datetime]:
        """As `Slots.due`. Without `after` and a start there are none: nothing says where they begin."""
        from croniter import CroniterBadDateError, croniter

        floor = max(
            (each for each in (after, self.first and self.first - _MOMENT) if each), default=None
        )
        if floor is None or floor >= until:
            return []
        times = croniter(self.expression, floor if earliest else until + _MOMENT)
        step = times.get_next if earliest else times.get_prev
        found: list[datetime] = []
        try:
            while len(found) < most:
                moment = step(datetime)
                if not floor < moment <= until:
                    break
                found.append(moment)
        except CroniterBadDateError:  # no time before or after that
            pass
        return sorted(found)


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


class NoCron(ValueError):
    """A cron expression that is not evaluated here. The message says why."""


_CRON = re.compile(r"cron\((.*)\)", re.IGNORECASE)
_FIELDS = ("minutes", "hours", "day of the month", "month", "day of the week", "year")
_ANY = {"?", "*"}
_DAYS = {
    name: number for number, name in enumerate(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])
}


def cron_of(schedule: Mapping[str, Any]) -> CronTimes | None:
    """
    The times of a flow's schedule, or None if it is no cron expression.

    AWS's dialect (EventBridge Scheduler user guide, cron expressions): `?` in one of the two fields of days, days of the week
    from 1 for Sunday, `L`, `W` and `#`.

    Raises:
        NoCron: croniter does not know an expression that AWS does, such as LW, or the expression is wrong.
    """
    found = _CRON.fullmatch(schedule["scheduleExpression"].strip())
    if found is None:
        return None
    parts = found[1].split()
    if len(parts) != len(_FIELDS):
        raise NoCron(
            f"{found[0]} has {len(parts)} fields. The emulator evaluates {', '.join(_FIELDS)}."
        )
    minutes, hours, day, month, weekday, year = parts
    if day not in _ANY and weekday not in _ANY:
        raise NoCron(f"{found[0]} limits both fields of days. One of them must be ?.")
    from croniter import CroniterError, croniter

    days = ",".join(_weekday(each) for each in weekday.split(","))
    theirs = " ".join([minutes, hours, day.replace("?", "*"), month, days, "0", year])
    try:
        croniter(theirs)
    except CroniterError as wrong:
        raise NoCron(f"{found[0]} is not evaluated: {wrong}.") from None
    return CronTimes(theirs, schedule.get("scheduleStartTime"))


def _weekday(term: str) -> str:
    """One term of the field of weekdays in croniter's spelling, which counts from 0 for Sunday and writes L first."""
    if term in _ANY:
        return "*"
    if term.upper() == "L":
        return "6"  # Saturday is the last day of a week
    head, slash, step = term.partition("/")
    ends = [_number_of_day(each) for each in head.split("-")]
    return "-".join(ends) + slash + step


def _number_of_day(text: str) -> str:
    head, hash_, nth = text.partition("#")
    last = len(head) > 1 and head.upper().endswith("L")
    name = head[:-1] if last else head
    day = str(int(name) - 1) if name.isdecimal() else str(_DAYS.get(name.upper(), name))
    return ("L" if last else "") + day + hash_ + nth
