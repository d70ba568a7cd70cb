"""The thresholds of the rules. Each is an option of the command; the defaults are our choice, unless a source is named."""

from dataclasses import dataclass, field, fields
from typing import Any


def _limit(default: float, unit: str, about: str) -> Any:
    return field(default=default, metadata={"unit": unit, "about": about})


@dataclass(frozen=True)
class Limits:
    """What is too long, too many or too near."""

    failures: int = _limit(3, "N", "failed runs in a row that make a flow one that keeps failing")
    empty_runs: int = _limit(
        5, "N", "successful runs without a record that make a flow one that does nothing"
    )
    draft_days: int = _limit(1, "DAYS", "age of a flow that should have been activated")
    idle_days: int = _limit(90, "DAYS", "time without a run that makes an on-demand flow idle")
    rotate_days: int = _limit(180, "DAYS", "age of credentials that should have been rotated")
    ends_within: int = _limit(14, "DAYS", "time before the end of a schedule at which to warn")
    run_hours: int = _limit(24, "HOURS", "time after which a run takes too long")
    quota_percent: int = _limit(80, "PERCENT", "share of a quota at which to warn")
    api_calls: int = _limit(
        15_000, "N", "requests a day that Salesforce allows; read yours in its setup"
    )
    flow_cost: float = _limit(50, "USD", "estimated cost of a flow a month at which to warn")


@dataclass(frozen=True)
class Threshold:
    """An option for one of the thresholds: its name as an attribute, its default, its unit and what it is."""

    name: str
    default: float
    unit: str
    about: str


THRESHOLDS = tuple(
    Threshold(
        each.name, getattr(Limits(), each.name), each.metadata["unit"], each.metadata["about"]
    )
    for each in fields(Limits)
)
"""Each threshold."""
