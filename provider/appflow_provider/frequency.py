"""
How often a schedule runs: rates, and cron expressions of EventBridge's six fields as far as they can be counted.

Pure, and cheap to import. What a spelling means is judged here; whether AppFlow takes it, the rules say.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

MINUTE, HOUR, DAY = 1, 60, 24 * 60  # minutes
MONTH = 30 * DAY  # minutes; of a month of 30 days, for estimates; our choice

# Minutes of each unit. The first three are documented. The spelling of the others is not known.
UNITS = {"minutes": MINUTE, "hours": HOUR, "days": DAY, "weeks": 7 * DAY, "months": MONTH}

_WEEK = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")  # EventBridge: SUN is 1
_YEAR = (*("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),)


@dataclass(frozen=True)
class Rate:
    """`rate(5minutes)`, in the usual spelling or another."""

    count: int
    gap: str
    unit: str

    @property
    def minutes(self) -> int | None:
        """Minutes between two runs, or None for an unknown unit."""
        unit = self.unit.lower()
        length = UNITS.get(unit) or UNITS.get(f"{unit}s")
        return self.count * length if length else None


def rate_of(expression: str) -> Rate | None:
    """The rate that an expression spells, or None."""
    found = re.fullmatch(r"rate\((\s*)(\d{1,9})(\s*)([A-Za-z]+)(\s*)\)", expression, re.IGNORECASE)
    return Rate(int(found[2]), found[1] + found[3] + found[5], found[4]) if found else None


def cron_fields(expression: str) -> list[str]:
    """The fields of a cron expression; empty if it is none."""
    cron = re.fullmatch(r"cron\((.*)\)", expression, re.IGNORECASE)
    return cron[1].split() if cron else []


@dataclass(frozen=True)
class Frequency:
    """
    How often a schedule runs.

    Attributes:
        minutes: The shortest time between two runs.
        runs_a_month: How many runs there are in a month of 30 days, on average.
    """

    minutes: float
    runs_a_month: float


def frequency(expression: str) -> Frequency | None:
    """How often a schedule runs, or None if nobody can tell from its expression."""
    spelled = rate_of(expression)
    if spelled is not None:
        every = spelled.minutes
        return Frequency(every, MONTH / every) if every else None
    return _of_cron(cron_fields(expression))


def _of_cron(fields: list[str]) -> Frequency | None:
    if len(fields) != 6:
        return None
    minutes, hours = _values(fields[0], range(60)), _values(fields[1], range(24))
    days, cycle = _days(fields[2], fields[4])
    months = _values(fields[3], range(1, 13), _YEAR)
    if not minutes or not hours or not days or not months:
        return None
    times = [hour * HOUR + minute for hour in hours for minute in minutes]
    next_day = _shortest(days, cycle) * DAY
    gaps = [later - sooner for sooner, later in pairwise([*times, times[0] + next_day])]
    return Frequency(min(gaps), len(times) * 30 * len(days) / cycle * len(months) / 12)


def _days(of_month: str, of_week: str) -> tuple[list[int], int]:
    """The days on which a cron expression runs, and the number of days after which they repeat."""
    if of_week in {"*", "?"}:
        return _values(of_month, range(1, 32)), 31
    return (_values(of_week, range(1, 8), _WEEK) if of_month in {"*", "?"} else []), 7


def _shortest(days: list[int], cycle: int) -> int:
    """The shortest time between two of the days, in days."""
    return min(later - sooner for sooner, later in pairwise([*days, days[0] + cycle]))


def _values(field: str, allowed: range, names: tuple[str, ...] = ()) -> list[int]:
    """The values that a field of a cron expression stands for, in order; empty if it has a form that is not counted, as `L`."""
    if field in {"*", "?"}:
        return list(allowed)
    numbered = re.sub(
        "|".join(names) or r"\b\B", lambda found: str(names.index(found[0]) + 1), field.upper()
    )
    values: set[int] = set()
    for part in numbered.split(","):
        found = re.fullmatch(r"(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?", part)
        if not found or found[4] in {"0", "00"}:
            return []
        first = int(found[2] or allowed.start)
        last = int(found[3] or first) if not (found[1] or found[4]) else allowed[-1]
        if found[3]:
            last = int(found[3])
        wrapped = (
            range(first, last + 1)
            if first <= last
            else (*range(first, allowed.stop), *range(allowed.start, last + 1))
        )
        values |= set(list(wrapped)[:: int(found[4] or 1)])
    return sorted(values) if values <= set(allowed) else []
