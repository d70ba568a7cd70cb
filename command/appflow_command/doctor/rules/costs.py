"""Rules about what flows cost."""

from collections.abc import Iterator

from appflow_command.doctor.estimates import estimate
from appflow_command.doctor.facts import Fact, Fleet
from appflow_command.doctor.reading import schedule_path
from appflow_command.doctor.ruling import Fault, Severity, rule

_OFTEN = 10_000  # runs a month; our choice


@rule(
    Severity.NOTE,
    "A flow that costs much a month, as far as its schedule and its runs tell",
    needs=(Fact.DEFINITIONS,),
    source="inferred: an estimate with the prices of the report",
    step="Run it less often, or read less in one run",
)
def expensive(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        cost = estimate(flow)
        if cost and cost.dollars >= fleet.limits.flow_cost:
            yield Fault(
                flow,
                f"It costs about ${cost.dollars:,.2f} a month: {cost.runs:,.0f} runs, {cost.gigabytes:,.1f} GB",
                schedule_path("scheduleExpression"),
            )


@rule(
    Severity.NOTE,
    "A flow that runs more than 10,000 times a month",
    needs=(Fact.DEFINITIONS,),
    source="inferred: each run is billed, also one that finds nothing new",
    step="Run it less often. rate(5minutes) is 8,640 runs a month",
)
def runs_very_often(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        cost = estimate(flow)
        if cost and cost.runs > _OFTEN:
            yield Fault(
                flow,
                f"It runs {cost.runs:,.0f} times a month, for about ${cost.for_runs:,.2f}",
                schedule_path("scheduleExpression"),
            )
