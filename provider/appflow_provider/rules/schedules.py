"""
Schedules: how they are spelled, how often a source may be read, and when they start and end.

The service accepts expressions that its own console cannot show, so an unusual spelling is a warning. What no grammar of AWS
allows is refused. Of cron expressions only the cost is judged.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from appflow_provider.frequency import (
    DAY,
    HOUR,
    UNITS,
    Rate,
    cron_fields,
    frequency,
    rate_of,
)
from appflow_provider.prices import AS_OF, GIGABYTE_PRICE, RUN_PRICE, SOURCE
from appflow_provider.problems import Problem, quoted
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Flow
from appflow_provider.spots import Spot

_CRON_FIELDS = 6  # as in EventBridge; seen in flows that run: cron(0/15 6-20 ? * MON-FRI *)
_CRON_LIKE = frozenset({5, 6, 7})  # fields in any grammar of cron
_ONCE = re.compile(r"at\(.+\)|once.*", re.IGNORECASE)  # how a single run is spelled is not known
_LAUNCH = datetime(2020, 4, 22, tzinfo=timezone.utc)  # AppFlow's launch, by AWS's announcement
_PRESENT = timedelta(minutes=1)  # a time this near to now comes from the clock; our choice
_OFFSET_MAX = 36_000  # seconds; user guide, flow triggers: less than 10 hours
_LOOKOUT_EVERY = frozenset({5, 10, HOUR, DAY})  # minutes; user guide, Lookout for Metrics
_OFTEN = {HOUR: "an hour", DAY: "a day"}
_RUNS = frozenset({None, "Active"})  # what a program says of a flow that is to run
_RUNS_HIGH = 8_000  # runs a month; our choice: every 5 minutes day and night is more, every 6 minutes is less


def _expression(flow: Flow) -> Spot:
    return flow.schedule["scheduleExpression"]


_SPELLING = (
    "API reference: rate(5minutes). Cron expressions and rate(5 minutes) were seen in public reports: the service stores the "
    "latter, and its console flags it (cdk-appflow, CloudFormation roadmap)"
)


@rule(
    Evidence.IMPOSSIBLE,
    "API reference and user guide: a rate in minutes or longer units. Cron expressions were seen. AWS has no other grammar",
)
def no_schedule(flow: Flow) -> Iterator[Problem]:
    if flow.trigger.text() != "Scheduled":
        return
    expression = _expression(flow).text()
    if fault := _fault(expression):
        yield _expression(flow).problem(f'"{expression}" {fault}')


def _fault(expression: str) -> str | None:
    rate = rate_of(expression)
    if rate is not None and rate.count == 0:
        return "is a rate of zero. Write at least 1, for example rate(1hours)"
    if rate is not None:
        named = f"AppFlow takes minutes, hours, days, weeks or months, not {rate.unit}"
        return None if rate.minutes else f"is not a rate. {named}"
    if _ONCE.fullmatch(expression) or len(cron_fields(expression)) in _CRON_LIKE:
        return None
    return (
        "is not a schedule. Write a rate, for example rate(5minutes), or a cron expression of six fields, for example "
        "cron(0 6 ? * MON-FRI *)"
    )


@rule(Evidence.ADVICE, _SPELLING)
def schedule_spelled_oddly(flow: Flow) -> Iterator[Problem]:
    expression = _expression(flow).text()
    rate = rate_of(expression)
    oddity = _odd_rate(rate, expression) if rate else _odd_other(expression)
    if oddity:
        yield _expression(flow).problem(oddity)


def _odd_rate(rate: Rate, expression: str) -> str | None:
    if not rate.minutes:
        return None  # no expression of any grammar
    unit = rate.unit.lower()
    unit = unit if unit in UNITS else f"{unit}s"
    proper = f"rate({rate.count}{unit})"
    if rate.gap:
        return f'"{expression}" has a space. AppFlow stores it, but its console then shows the schedule as unsupported. Write {proper}'
    return (
        None
        if expression == proper
        else f'"{expression}" is not spelled as AWS spells it. Write {proper}'
    )


def _odd_other(expression: str) -> str | None:
    if _ONCE.fullmatch(expression):
        return (
            f'"{expression}" has a form that AWS does not document. Use a rate or a cron expression'
        )
    fields = len(cron_fields(expression))
    if fields in _CRON_LIKE - {_CRON_FIELDS}:
        return (
            f'"{expression}" has {fields} fields, but AWS\'s cron expressions have six. Write minute, hour, day of month, month, '
            "day of week and year, for example cron(0 6 ? * MON-FRI *)"
        )
    return None


@rule(Evidence.DOCUMENTED, "User guide, page of each source: the maximum frequency of its flows")
def schedule_too_often(flow: Flow) -> Iterator[Problem]:
    connector = flow.source.connector
    every = _minutes(flow)
    if connector.source and every is not None and every < connector.fastest:
        yield _expression(flow).problem(
            f"is too often. AppFlow reads {connector.type} at most once {_OFTEN[connector.fastest]}"
        )


@rule(Evidence.DOCUMENTED, "User guide, Veeva: documents are extracted at most once an hour")
def documents_too_often(flow: Flow) -> Iterator[Problem]:
    every = _minutes(flow)
    if every is not None and every < HOUR and flow.reads_documents():
        yield _expression(flow).problem(
            "is too often. AppFlow reads Veeva documents at most once an hour"
        )


@rule(
    Evidence.INFERRED,
    "User guide, SAP OData: full transfers of ODP providers at most once a day. A path does not show whether it is one",
)
def complete_sap_too_often(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type != "SAPOData":
        return
    every = _minutes(flow)
    if every is not None and every < DAY and flow.schedule["dataPullMode"].text() == "Complete":
        yield _expression(flow).problem(
            "is too often for dataPullMode Complete if the object belongs to operational data provisioning (ODP). AppFlow reads "
            "such an object at most once a day"
        )


@rule(
    Evidence.ADVICE,
    f"{SOURCE}: each run has a price. The figures are of {AS_OF}",
)
def schedule_costs_much(flow: Flow) -> Iterator[Problem]:
    if flow.trigger.text() != "Scheduled" or flow.spot["flowStatus"].text_if_any() not in _RUNS:
        return
    expression = _expression(flow).text()
    often = frequency(expression)
    if often is not None and often.runs_a_month >= _RUNS_HIGH:
        cost = often.runs_a_month * RUN_PRICE.dollars
        yield _expression(flow).problem(
            f'"{expression}" is about {often.runs_a_month:,.0f} runs a month. AWS charges for each: about ${cost:,.2f} a month '
            f"at {RUN_PRICE} (prices of {AS_OF}), plus {GIGABYTE_PRICE}. If every hour is enough, write rate(1hours)"
        )


@rule(
    Evidence.DOCUMENTED, "User guide, Lookout for Metrics: every 5 or 10 minutes, every hour or day"
)
def lookout_at_another_rate(flow: Flow) -> Iterator[Problem]:
    every = _minutes(flow)
    if every is not None and every not in _LOOKOUT_EVERY and flow.writes_to("LookoutMetrics"):
        yield _expression(flow).problem(
            "is not supported with LookoutMetrics as destination. Use rate(5minutes), rate(10minutes), "
            "rate(1hours) or rate(1days)"
        )


def _minutes(flow: Flow) -> int | None:
    """Minutes between runs, if the schedule applies and its rate can be parsed."""
    if flow.trigger.text() != "Scheduled":
        return None
    rate = rate_of(_expression(flow).text())
    return rate.minutes if rate and rate.count else None


@rule(Evidence.IMPOSSIBLE, "no run fits between the start and the end of such a schedule")
def end_before_start(flow: Flow) -> Iterator[Problem]:
    start, end = flow.schedule["scheduleStartTime"], flow.schedule["scheduleEndTime"]
    if flow.trigger.text() == "Scheduled" and end.moment() <= start.moment():
        yield end.problem(
            f"{_shown(end)} is not after scheduleStartTime, {_shown(start)}, so the flow would never run"
        )


@rule(Evidence.IMPOSSIBLE, "AppFlow was announced on 22 April 2020, and no schedule ended before")
def end_before_appflow(flow: Flow) -> Iterator[Problem]:
    end = flow.schedule["scheduleEndTime"]
    if flow.trigger.text() == "Scheduled" and end.moment() < _LAUNCH:
        yield end.problem(
            f"{_shown(end)} is before AppFlow existed, so the flow would never run. Write seconds since 1970, or RFC 3339 text"
        )


@rule(
    Evidence.INFERRED,
    "such a schedule has ended. AppFlow's answer is not publicly known",
)
def end_in_the_past(flow: Flow) -> Iterator[Problem]:
    end = flow.schedule["scheduleEndTime"]
    if _LAUNCH <= end.moment() <= flow.present(end):
        yield end.problem(
            f"{_shown(end)} has passed, so the flow will never run. Set a later time, or remove scheduleEndTime"
        )


@rule(
    Evidence.INFERRED,
    "AWS's console and the CDK move such a start, which suggests that the service refuses it",
)
def start_in_the_past(flow: Flow) -> Iterator[Problem]:
    start = flow.schedule["scheduleStartTime"]
    if start.moment() < flow.present(start) - _PRESENT:
        yield start.problem(
            f"{_shown(start)} has passed, and AppFlow may refuse it. Set a later time, or remove scheduleStartTime to begin at activation"
        )


@rule(
    Evidence.ADVICE,
    "a time that the program takes from the clock changes with each run, and each run then updates the flow",
)
def start_is_now(flow: Flow) -> Iterator[Problem]:
    start = flow.schedule["scheduleStartTime"]
    if abs(start.moment() - flow.present(start)) <= _PRESENT:
        yield start.problem(
            f"{_shown(start)} is the present. A time taken from the clock changes with each run, so each run updates the flow. "
            "Set a fixed time, or remove scheduleStartTime to begin at activation"
        )


@rule(
    Evidence.INFERRED,
    "API reference, firstExecutionFrom: the start of the first run's data. No data has changed after the present",
)
def first_execution_in_the_future(flow: Flow) -> Iterator[Problem]:
    first = flow.schedule["firstExecutionFrom"]
    if first.moment() > flow.present(first) + _PRESENT:
        yield first.problem(
            f"{_shown(first)} is in the future. The first run reads what changed since then, so set a time in the past. "
            "To say when the schedule begins, set scheduleStartTime"
        )


def _shown(spot: Spot) -> str:
    """A time as the program states it, and its date if it is a number."""
    written = quoted(spot.value)
    return (
        written
        if isinstance(spot.value, str)
        else f"{written} ({spot.moment():%Y-%m-%dT%H:%M:%SZ})"
    )


@rule(Evidence.INFERRED, "User guide, flow triggers: less than 10 hours. The model allows 10 hours")
def offset_of_ten_hours(flow: Flow) -> Iterator[Problem]:
    offset = flow.schedule["scheduleOffset"]
    if offset.number() == _OFFSET_MAX:
        yield offset.problem("36000 is ten hours. AppFlow's user guide requires less than that")


@rule(Evidence.ADVICE, "API reference: firstExecutionFrom is about the first incremental transfer")
def first_execution_of_complete_pulls(flow: Flow) -> Iterator[Problem]:
    first = flow.schedule["firstExecutionFrom"]
    if first.given() and flow.schedule["dataPullMode"].text() == "Complete":
        yield first.problem("has no effect with dataPullMode Complete, which reads everything")


@rule(Evidence.ADVICE, "API reference, timezone: a name such as America/New_York")
def unknown_time_zone(flow: Flow) -> Iterator[Problem]:
    zone = flow.schedule["timezone"]
    if (
        zone.given() and not _is_zone(zone.text()) and _is_zone("UTC")
    ):  # "UTC" is unknown only if this machine has no zone data
        yield zone.problem("is not a known time zone. Use a name such as Europe/Berlin")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
