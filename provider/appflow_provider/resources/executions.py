"""Runs of a flow as AppFlow records them: reading, waiting, canceling. `flow_run` and `backfill` share them."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from appflow_provider.errors import Advice, AppFlowError
from appflow_provider.failures import explained
from appflow_provider.paging import pages
from appflow_provider.progress import Progress
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.contract import ApiReply

STATUS = "executionStatus"
FAILED = frozenset({"Error", "Canceled"})
OVER = FAILED | {"Successful"}
RUN_MAX = 48 * 3600.0  # seconds; the longest that AppFlow lets a run take (user guide, quotas)
LOOK_MAX = 30.0  # seconds between two reads of a long run; our choice

# Seconds after UpdateFlow until runs of an on-demand flow use the new definition: a run that starts earlier may use the old one.
# Seen by the authors of Airflow's AppFlow operators, who wait as long (UPDATE_PROPAGATION_TIME; apache/airflow#28869).
UPDATE_IN_USE_AFTER = 15.0
_SEEN_AFTER = 10.0  # seconds to wait until a read finds a new flow; our choice
_NEVER_UPDATED = timedelta(seconds=1)  # at most between createdAt and lastUpdatedAt; our choice
_PAGES = 10  # of 100 records, newest first, that are searched for a run; our choice


def records(api: ApiCall, name: str, *, most: int | None = _PAGES) -> Iterator[ApiReply]:
    """The records of a flow's runs, each with the members of `executionResult` merged in."""
    for page in pages(api, "DescribeFlowExecutionRecords", most=most, flowName=name):
        for record in page.get("flowExecutions") or []:
            yield ApiReply({**record, **(record.get("executionResult") or {})})


def record_of(api: ApiCall, name: str, execution: str) -> ApiReply | None:
    """The record of one run; None if AppFlow does not list the run."""
    found = (each for each in records(api, name) if each.get("executionId") == execution)
    return next(found, None)


def run_progress(name: str, record: ApiReply, seconds: float | None = None) -> Progress:
    """The progress of a run, from its record."""
    done, read = (record.get(key) or 0 for key in ("recordsProcessed", "bytesProcessed"))
    phase = f"run of {name} is {record.get(STATUS, 'InProgress')}"
    return Progress(phase, seconds, f"{done} records, {read} bytes")


def until_in_use(flow: ApiReply, now: datetime) -> float:
    """Seconds until a run is certain to use the flow's last update; 0 if the flow was never updated."""
    created, updated = flow.get("createdAt"), flow.get("lastUpdatedAt")
    if not isinstance(updated, datetime):
        return 0.0
    if isinstance(created, datetime) and updated - created <= _NEVER_UPDATED:
        return 0.0
    age = (now - updated).total_seconds()
    return min(UPDATE_IN_USE_AFTER, max(0.0, UPDATE_IN_USE_AFTER - age))


def not_canceled(reply: ApiReply) -> Collection[str]:
    """The runs that CancelFlowExecutions could not cancel."""
    return reply.get("invalidExecutions") or ()


def ill(record: ApiReply, doing: str, advice: Advice) -> AppFlowError:
    """The error for a run that failed or was canceled, with AppFlow's message if there is one."""
    message = (record.get("errorInfo") or {}).get("executionMessage")
    run = f"the run {record['executionId']}" if record.get("executionId") else "the run"
    end = f"{run} ended as {record[STATUS]}"
    if not message:
        return AppFlowError(end, ours=True, doing=doing, advice=advice)
    known = explained(str(message))
    step = f"{known.step}. {advice.step}" if known.step else advice.step
    return AppFlowError(
        str(message), doing=f"{doing}: {end}", advice=Advice(known.cause or advice.cause, step)
    )


def flow_of(api: ApiCall, name: str, context: OperationContext) -> ApiReply:
    """The flow (API spelling). Waits a few seconds for a new flow, because reads may lag behind writes."""
    for _ in waits(api.service, _SEEN_AFTER, context.say, f"waiting until flow {name} shows"):
        if (flow := api.find("DescribeFlow", flowName=name)) is not None:
            return flow
    return api("DescribeFlow", flowName=name)
