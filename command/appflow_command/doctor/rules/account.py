"""Rules about the account as a whole: tags and quotas."""

from collections import defaultdict
from collections.abc import Iterator

from appflow_command.doctor.facts import Fact, Fleet
from appflow_command.doctor.limits import Limits
from appflow_command.doctor.reading import profiles_of
from appflow_command.doctor.ruling import Fault, Severity, rule
from appflow_command.doctor.times import DAYS, runs_a_day

# AppFlow user guide, quotas of an account in a region.
_FLOWS, _PROFILES, _RUNS = 1_000, 100, 10_000_000


@rule(
    Severity.NOTE,
    "A flow without tags",
    needs=(),
    source="inferred: without tags nobody knows whose flow it is, or whose cost. API reference, tags",
    step="Set tags on the flow, or defaultTags on the provider",
)
def no_tags(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        if flow.tags is not None and not flow.tags:
            yield Fault(flow, "It has no tags", "tags")


@rule(
    Severity.WARNING,
    "The number of flows is near to the quota",
    needs=(Fact.LISTED,),
    source="AppFlow user guide, quotas: 1,000 flows unless raised",
    step="Delete flows that nobody needs, or ask AWS for a higher quota",
)
def near_flow_quota(fleet: Fleet) -> Iterator[Fault]:
    yield from _near(fleet.listed.flows, _FLOWS, "flows", fleet.limits)


@rule(
    Severity.WARNING,
    "The number of connector profiles is near to the quota",
    needs=(Fact.PROFILES,),
    source="AppFlow user guide, quotas: 100 connector profiles unless raised",
    step="Delete profiles that no flow uses, or ask AWS for a higher quota",
)
def near_profile_quota(fleet: Fleet) -> Iterator[Fault]:
    yield from _near(len(fleet.listed.profiles), _PROFILES, "connector profiles", fleet.limits)


@rule(
    Severity.WARNING,
    "The number of runs a month is near to the quota",
    needs=(Fact.DEFINITIONS,),
    source="AppFlow user guide, quotas: 10 million runs a month",
    step="Run flows less often",
)
def near_run_quota(fleet: Fleet) -> Iterator[Fault]:
    runs: dict[str, float] = defaultdict(float)
    for flow in fleet.flows:
        runs[flow.region] += (runs_a_day(flow) or 0) * DAYS
    for region, count in runs.items():
        what = f"runs a month in {region}" if region else "runs a month"
        yield from _near(round(count), _RUNS, what, fleet.limits)


def _near(count: int, most: int, what: str, limits: Limits) -> Iterator[Fault]:
    if count * 100 >= most * limits.quota_percent:
        yield Fault("", f"{count:,} {what} of {most:,}")


@rule(
    Severity.WARNING,
    "The runs on a Salesforce organization are near to its API requests a day",
    needs=(Fact.DEFINITIONS,),
    source="AppFlow user guide, general information: each run takes at least one request of the organization's 24-hour limit",
    step="Run the flows less often, or set --api-calls to what your organization has",
)
def near_api_quota(fleet: Fleet) -> Iterator[Fault]:
    runs: dict[str, float] = defaultdict(float)
    for flow in fleet.flows:
        names = {name for path, name in profiles_of(flow) if path.startswith("sourceFlowConfig")}
        for name in names if flow.source == "Salesforce" else ():
            runs[name] += runs_a_day(flow) or 0
    for name, count in runs.items():
        if count * 100 >= fleet.limits.api_calls * fleet.limits.quota_percent:
            yield Fault(
                name,
                f"Flows read from it {count:,.0f} times a day, of {fleet.limits.api_calls:,} requests that --api-calls allows",
            )
