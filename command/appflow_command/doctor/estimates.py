"""
What flows cost, as an estimate: runs a month from the schedule, gigabytes from the latest runs, times a price.

The prices are those of `prices`, with their date. They differ between regions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from appflow_command.doctor.facts import Flow
from appflow_command.doctor.times import DAYS, runs_a_day
from appflow_provider.prices import AS_OF, GIGABYTE_PRICE, RUN_PRICE

PRICES = f"{RUN_PRICE} and {GIGABYTE_PRICE}, public prices of {AS_OF}"
_GB = 1000**3


@dataclass(frozen=True)
class Estimate:
    """What a flow does in a month."""

    runs: float
    gigabytes: float

    @property
    def for_runs(self) -> float:
        """Dollars for the runs alone."""
        return self.runs * RUN_PRICE.dollars

    @property
    def dollars(self) -> float:
        """Dollars in all."""
        return self.for_runs + self.gigabytes * GIGABYTE_PRICE.dollars


def estimate(flow: Flow) -> Estimate | None:
    """The estimate for a scheduled flow; None for others, and for schedules that nobody can count."""
    runs = runs_a_day(flow)
    if not runs:
        return None
    sizes = [each.bytes for each in flow.runs or () if each.bytes is not None]
    return Estimate(runs * DAYS, runs * DAYS * (mean(sizes) if sizes else 0) / _GB)


def total(flows: Iterable[Flow]) -> Estimate:
    """The estimate for all flows together."""
    found = [each for each in map(estimate, flows) if each]
    return Estimate(sum(each.runs for each in found), sum(each.gigabytes for each in found))
