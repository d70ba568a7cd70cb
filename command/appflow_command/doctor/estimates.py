"""
What flows cost, as an estimate: runs a month from the schedule, gigabytes from the latest runs, times a price.

The prices are data, with their date. They were read from public reports, not from AWS's price list, and differ between regions. Nothing
but the estimates rests on them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from appflow_command.doctor.facts import Flow
from appflow_command.doctor.times import DAYS, runs_a_day

PRICE_RUN = 0.001  # USD for a run
PRICE_GIGABYTE = 0.02  # USD for a GB; the lower of the two prices that reports name
PRICES_OF = "2026-11"
PRICES = f"${PRICE_RUN} a run and ${PRICE_GIGABYTE} a GB, prices of public reports, {PRICES_OF}"
_GB = 1000**3


@dataclass(frozen=True)
class Estimate:
    """What a flow does in a month."""

    runs: float
    gigabytes: float

    @property
    def for_runs(self) -> float:
        """Dollars for the runs alone."""
        return self.runs * PRICE_RUN

    @property
    def dollars(self) -> float:
        """Dollars in all."""
        return self.for_runs + self.gigabytes * PRICE_GIGABYTE


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
