"""Rules about runs: what fails, what reads nothing, what loses records, and what takes too long."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import takewhile

from appflow_command.doctor.facts import ACTIVE, Fact, Fleet, Flow, Run
from appflow_command.doctor.limits import Limits
from appflow_command.doctor.messages import with_advice
from appflow_command.doctor.reading import moment, schedule, text
from appflow_command.doctor.ruling import Fault, Severity, rule
from appflow_command.doctor.times import interval

_GB, _MB = 1000**3, 1000**2
# Bytes that one run may read or write, by side and connector; AppFlow user guide, quotas.
_SIZES = (
    ("source", "Salesforce", 15 * _GB),
    ("destination", "Salesforce", 500 * _MB),
    ("source", "Marketo", _GB),
    ("destination", "Marketo", 500 * _MB),
    ("source", "Amplitude", 25 * _MB),
)
_RECORDS = (("Servicenow", 100_000),)  # records of one run, by source; the same page
_IN_PROGRESS, _MINUTE = "InProgress", timedelta(minutes=1)
_OVER = frozenset({"Successful", "Error", "Canceled"})


@rule(
    Severity.ERROR,
    "A flow that runs and keeps failing, with AppFlow's message explained",
    needs=(Fact.SUSPECTS,),
    source="API reference, ExecutionRecord",
    step="Look at the run in the AppFlow console, and fix the cause",
)
def keeps_failing(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        count = _failed_in_a_row(flow)
        if flow.status == ACTIVE and count >= fleet.limits.failures:
            yield _failure(flow, f"Its last {count} runs failed")


@rule(
    Severity.WARNING,
    "A flow whose last run failed, with AppFlow's message explained",
    needs=(Fact.SUSPECTS,),
    source="API reference, ExecutionDetails",
    step="Look at the run in the AppFlow console, and fix the cause",
)
def last_run_failed(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        last = _last_over(flow.runs) or flow.last  # the list lags behind the runs
        failed = last is not None and last.failed
        if flow.status == ACTIVE and failed and _failed_in_a_row(flow) < fleet.limits.failures:
            yield _failure(flow, "Its last run failed")


def _failure(flow: Flow, what: str) -> Fault:
    runs = [*(flow.runs or ()), *([flow.last] if flow.last else [])]
    message = next((each.message for each in runs if each.failed and each.message), "")
    told, step = with_advice(what, message)
    return Fault(flow, told, step=step)


def _failed_in_a_row(flow: Flow) -> int:
    over = [each for each in flow.runs or () if each.status in _OVER]
    return len(list(takewhile(lambda each: each.failed, over)))


@rule(
    Severity.WARNING,
    "A flow whose runs succeed and read no record",
    needs=(Fact.RUNS,),
    source="aws/aws-cdk#18899: a source with a wrong prefix reads 0 records, and its runs succeed",
    step="Check the source's object or prefix (no leading slash) and the filters; or run it less often",
)
def reads_nothing(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        over = [each for each in flow.runs or () if each.status in _OVER]
        # Nothing new is usual for an incremental flow, so that all of its runs count, up to a page of them.
        if text(schedule(flow), "dataPullMode") != "Incremental":
            over = over[: fleet.limits.empty_runs]
        empty = [each for each in over if each.status == "Successful" and each.records == 0]
        if flow.status == ACTIVE and fleet.limits.empty_runs <= len(empty) == len(over):
            yield Fault(
                flow, f"Its last {len(empty)} runs succeeded with 0 records", "sourceFlowConfig"
            )


@rule(
    Severity.WARNING,
    "A run that succeeded although the destination refused records",
    needs=(Fact.RUNS,),
    source="API reference, ErrorInfo.putFailuresCount",
    step="Read the refused records in the bucket of errorHandlingConfig, and correct the mapping or the data",
)
def records_refused(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        last = _last_over(flow.runs)
        if last and last.status == "Successful" and last.refused:
            yield Fault(
                flow,
                f"The destination refused {last.refused} records of its last run",
                "destinationFlowConfigList",
            )


@rule(
    Severity.WARNING,
    "A run that is still in progress after long",
    needs=(Fact.LISTED,),
    source="AppFlow user guide, quotas: a run takes at most 48 hours",
    step="Look whether it still reads records. Cancel it with aws appflow cancel-flow-executions if it does not",
)
def runs_too_long(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        last = flow.last
        if last and last.status == _IN_PROGRESS and last.started:
            hours = (fleet.now - last.started) / timedelta(hours=1)
            if hours >= fleet.limits.run_hours:
                yield Fault(flow, f"Its run began {hours:.0f} hours ago and is still in progress")


@rule(
    Severity.NOTE,
    "A run that takes longer than the time to the next one",
    needs=(Fact.RUNS, Fact.DEFINITIONS),
    source="inferred: the next run begins late or is left out, as the user guide says of SharePoint",
    step="Run it less often, or read less in one run",
)
def longer_than_interval(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        last, every = _last_over(flow.runs), interval(flow)
        if every and last and last.started and last.ended and last.ended - last.started > every:
            minutes = (last.ended - last.started) / timedelta(minutes=1)
            each = every / timedelta(minutes=1)
            yield Fault(
                flow,
                f"Its last run took {minutes:.0f} minutes, and it runs every {each:.0f}",
                "triggerConfig",
            )


@rule(
    Severity.NOTE,
    "A scheduled flow that has missed runs",
    needs=(Fact.LISTED, Fact.DEFINITIONS),
    source="inferred: an active flow with a rate should have run within two intervals",
    step="Look at the flow in the AppFlow console. Suspend and activate it again if its schedule stands still",
)
def missed_runs(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        every, last = interval(flow), flow.last
        if flow.status != ACTIVE or not every or (last and last.status == _IN_PROGRESS):
            continue
        start, end = (moment(schedule(flow), f"schedule{name}Time") for name in ("Start", "End"))
        # Whoever activated it, or changed its schedule, has updated it.
        began = last.started if last else None
        known = [each for each in (began, flow.created, flow.updated, start) if each]
        since = fleet.now - max(known, default=fleet.now)
        if since > 2 * every + timedelta(hours=1) and (end is None or end > fleet.now):
            ran = f"ran last {began:%Y-%m-%d %H:%M} UTC" if began else "has never run"
            yield Fault(
                flow,
                f"It should run every {every / _MINUTE:,.0f} minutes, and {ran}",
                "triggerConfig",
            )


@rule(
    Severity.WARNING,
    "A run whose size is near to what AppFlow allows",
    needs=(Fact.RUNS,),
    source="AppFlow user guide, quotas: sizes of runs for Salesforce, Marketo, Amplitude and ServiceNow",
    step="Read less in one run: add a filter, pull incrementally, or run more often",
)
def near_run_size(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        last = _last_over(flow.runs)
        if last is None:
            continue
        sides = {"source": flow.source, "destination": flow.destination}
        for side, connector, most in _SIZES:
            if sides[side] == connector and _is_near(last.bytes, most, fleet.limits):
                yield Fault(
                    flow,
                    f"Its last run moved {last.bytes or 0:,} bytes. With {connector} as {side}, AppFlow allows {most:,}",
                )
        for connector, most in _RECORDS:
            if flow.source == connector and _is_near(last.records, most, fleet.limits):
                yield Fault(
                    flow,
                    f"Its last run read {last.records or 0:,} records. AppFlow allows {most:,} from {connector}",
                )


def _is_near(value: int | None, most: int, limits: Limits) -> bool:
    return value is not None and value * 100 >= most * limits.quota_percent


def _last_over(runs: Sequence[Run] | None) -> Run | None:
    return next((each for each in runs or () if each.status in _OVER), None)
