"""
When a flow on a schedule runs: the slots of a rate, as plain arithmetic.

The grammar `rate(<number><unit>)` is documented; a blank before the unit was seen to be stored. A cron expression is
accepted in production (seen) and not calculated here: such a flow runs never.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

_RATE = re.compile(r"rate\(\s*(\d{1,6})\s*(minute|hour|day|week)s?\s*\)", re.IGNORECASE)
_SECONDS = {"minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}


@dataclass(frozen=True)
class Slots:
    """Moments at the same distance from each other, from `first` on; numbered from 0."""

    first: datetime
    step: timedelta

    def at(self, number: int) -> datetime:
        """The moment of a slot."""
        return self.first + number * self.step

    def due(self, after: datetime | None, until: datetime) -> range:
        """The numbers of the slots later than `after`, which may leave it open, and not later than `until`."""
        begin = 0 if after is None or after < self.first else (after - self.first) // self.step + 1
        end = -1 if until < self.first else (until - self.first) // self.step
        return range(begin, end + 1)


def slots_of(schedule: Mapping[str, Any], active_since: datetime) -> Slots | None:
    """
    The slots of a flow's schedule, None where it has none that can be calculated.

    A start time bounds them, and one in the past leaves them where they are (seen in the console and the CDK). Without
    one the flow runs once it is activated and then keeps the rate as its period (aws-cdk-rfcs#483, by the author of
    the CDK's constructs). scheduleOffset, in seconds, is added to each (documented).
    """
    found = _RATE.fullmatch(schedule["scheduleExpression"].strip())
    if found is None or not int(found[1]):
        return None
    step = timedelta(seconds=int(found[1]) * _SECONDS[found[2].lower()])
    begin = schedule.get("scheduleStartTime", active_since)
    return Slots(begin + timedelta(seconds=schedule.get("scheduleOffset", 0)), step)
