"""
Schedules: how they are spelt, how often a source may be read, and when they begin and end.

The service takes expressions that its own console then refuses to show, so spelling is never more than a warning. Cron
expressions are not calculated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from appflow_provider.problems import Problem
from appflow_provider.rules.catalogue import DAY, HOUR, MINUTE
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.spots import Spot
from appflow_provider.rules.subjects import Flow

__all__ = ["RULES"]

# Minutes of each unit. The first three are documented; the spelling of the others is open, so they pass.
_UNITS = {"minutes": MINUTE, "hours": HOUR, "days": DAY, "weeks": 7 * DAY, "months": 30 * DAY}
_CRON_FIELDS = 6  # as in EventBridge; seen in flows that run: cron(0/15 6-20 ? * MON-FRI *)
_OFFSET_MAX = 36_000  # seconds; user guide, flow triggers: less than 10 hours
_LOOKOUT_EVERY = frozenset({5, 10, HOUR, DAY})  # minutes; user guide, Lookout for Metrics
_OFTEN = {MINUTE: "a minute", HOUR: "an hour", DAY: "a day"}


@dataclass(frozen=True)
class _Rate:
    """`rate(5minutes)`, well spelt or not."""

    count: int
    gap: str
    unit: str

    @property
    def minutes(self) -> int | None:
        """Minutes between two runs; None for a unit that nobody knows."""
        length = _UNITS.get(self.unit) or _UNITS.get(f"{self.unit}s")
        return self.count * length if length else None


def _rate(expression: str) -> _Rate | None:
    found = re.fullmatch(r"rate\((\s*)(\d{1,9})(\s*)([A-Za-z]+)(\s*)\)", expression)
    return _Rate(int(found[2]), found[1] + found[3] + found[5], found[4]) if found else None


def _expression(flow: Flow) -> Spot:
    return flow.schedule["scheduleExpression"]


_SPELLING = (
    "API reference: rate(5minutes); cron expressions and rate(5 minutes) were seen in public reports, the latter stored "
    "by the service and flagged by its console (cdk-appflow, CloudFormation roadmap)"
)


@rule(Evidence.ADVICE, _SPELLING)
def schedule_spelt_oddly(flow: Flow) -> Iterator[Problem]:
    expression = _expression(flow).text()
    rate = _rate(expression)
    oddity = _odd_rate(rate) if rate else _odd_other(expression)
    if oddity:
        yield _expression(flow).problem(oddity)


def _odd_rate(rate: _Rate) -> str | None:
    if rate.unit not in _UNITS and f"{rate.unit}s" not in _UNITS:
        return "has a unit of time that AppFlow does not name: minutes, hours or days"
    if rate.count == 0:
        return "comes to no time at all: give at least 1 of the unit"
    unit = rate.unit if rate.unit in _UNITS else f"{rate.unit}s"
    proper = f"rate({rate.count}{unit})"
    if rate.gap:
        return f"has a blank in it, which AppFlow stores and its console then calls unsupported: write {proper}"
    return None if rate.unit in _UNITS else f"wants its unit in the plural: write {proper}"


def _odd_other(expression: str) -> str | None:
    cron = re.fullmatch(r"cron\((.*)\)", expression)
    if cron is None:
        return (
            "is neither a rate, rate(5minutes), nor a cron expression, cron(0 6 ? * MON-FRI *), and AppFlow "
            "documents no other form"
        )
    fields = len(cron[1].split())
    if fields != _CRON_FIELDS:
        return (
            f"has {fields} fields in its cron expression, where six belong: minute, hour, day of month, month, "
            "day of week, year, as in cron(0 6 ? * MON-FRI *)"
        )
    return None


@rule(Evidence.DOCUMENTED, "User guide, page of each source: the maximum frequency of its flows")
def schedule_too_often(flow: Flow) -> Iterator[Problem]:
    connector = flow.source.connector
    every = _minutes(flow)
    if connector.source and every is not None and every < connector.fastest:
        yield _expression(flow).problem(
            f"is too often: AppFlow reads {connector.type} at most once {_OFTEN[connector.fastest]}"
        )


@rule(Evidence.DOCUMENTED, "User guide, Veeva: documents are extracted at most once an hour")
def documents_too_often(flow: Flow) -> Iterator[Problem]:
    every = _minutes(flow)
    if every is not None and every < HOUR and flow.reads_documents():
        yield _expression(flow).problem(
            "is too often: AppFlow reads Veeva documents at most once an hour"
        )


@rule(
    Evidence.DOCUMENTED, "User guide, Lookout for Metrics: every 5 or 10 minutes, every hour or day"
)
def lookout_at_another_rate(flow: Flow) -> Iterator[Problem]:
    every = _minutes(flow)
    if every is not None and every not in _LOOKOUT_EVERY and flow.writes_to("LookoutMetrics"):
        yield _expression(flow).problem(
            "does not go with LookoutMetrics as destination, which takes rate(5minutes), rate(10minutes), "
            "rate(1hours) and rate(1days)"
        )


def _minutes(flow: Flow) -> int | None:
    """Minutes between runs, for a schedule that is in force and a rate that can be read."""
    if flow.trigger.text() != "Scheduled":
        return None
    rate = _rate(_expression(flow).text())
    return rate.minutes if rate and rate.count else None


@rule(
    Evidence.INFERRED,
    "User guide, SAP OData: full transfers of ODP providers at most once a day; a path does not tell what it leads to",
)
def complete_sap_too_often(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type != "SAPOData":
        return
    every = _minutes(flow)
    if every is not None and every < DAY and flow.schedule["dataPullMode"].text() == "Complete":
        yield _expression(flow).problem(
            "is too often for dataPullMode Complete if the object is one of operational data provisioning (ODP): once a day"
        )


@rule(Evidence.INFERRED, "the window of such a schedule is empty")
def end_before_start(flow: Flow) -> Iterator[Problem]:
    start, end = flow.schedule["scheduleStartTime"], flow.schedule["scheduleEndTime"]
    if end.moment() <= start.moment():
        yield end.problem("is not after scheduleStartTime, so the flow would never run")


@rule(
    Evidence.INFERRED, "AWS's console and the CDK move such a start, as if the service refused it"
)
def start_in_the_past(flow: Flow) -> Iterator[Problem]:
    start = flow.schedule["scheduleStartTime"]
    if flow.now is not None and start.moment() < flow.now:
        yield start.problem(
            "lies in the past, which AppFlow may refuse: give a later time, or leave it out to begin at activation"
        )


@rule(
    Evidence.INFERRED, "User guide, flow triggers: less than 10 hours; the model lets 10 hours pass"
)
def offset_of_ten_hours(flow: Flow) -> Iterator[Problem]:
    offset = flow.schedule["scheduleOffset"]
    if offset.number() == _OFFSET_MAX:
        yield offset.problem(
            "has to be less than 10 hours, 36,000 seconds, by AppFlow's user guide"
        )


@rule(Evidence.ADVICE, "API reference: firstExecutionFrom is about the first incremental transfer")
def first_execution_of_complete_pulls(flow: Flow) -> Iterator[Problem]:
    first = flow.schedule["firstExecutionFrom"]
    if first.given() and flow.schedule["dataPullMode"].text() == "Complete":
        yield first.problem("has no effect with dataPullMode Complete, which reads everything")


@rule(Evidence.ADVICE, "API reference, timezone: a name such as America/New_York")
def unknown_time_zone(flow: Flow) -> Iterator[Problem]:
    zone = flow.schedule["timezone"]
    if zone.given() and not _is_zone(zone.text()) and _is_zone("UTC"):  # or there is no data here
        yield zone.problem("is no time zone that is known here: give its name, as Europe/Berlin")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


RULES = (
    schedule_spelt_oddly,
    schedule_too_often,
    documents_too_often,
    complete_sap_too_often,
    lookout_at_another_rate,
    end_before_start,
    start_in_the_past,
    offset_of_ten_hours,
    first_execution_of_complete_pulls,
    unknown_time_zone,
)
