"""
Runs a flow at once, and rehearses a flow without running it. `paths` serves both over HTTP.

A scheduled flow waits for its clock, and a flow on demand is in progress until it is read. `run_now` waits for neither: the run
is over when it returns, and its window is the caller's.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.utils import get_service_model

from appflow_emulator import clock
from appflow_emulator.admin.flows import Where, found_one
from appflow_emulator.assumptions import changed, current_assumptions
from appflow_emulator.exceptions import Validation
from appflow_emulator.models import AppFlowBackend, appflow_backends
from appflow_emulator.records import Run
from appflow_emulator.validation import checked

Window = tuple[datetime, datetime]

_REGION = "us-east-1"  # of what the emulator has, unless the caller says another
_MEMBERS = {"flow", "sources", "assumptions", "labels", "window", "lenient"}
_WINDOW = "window: must be two ISO times with a time zone, the earlier one first"


def run_now(name: str, window: Window | None = None, where: Where | None = None) -> dict[str, Any]:
    """
    Run a flow once, whatever its trigger and its status, and end the run.

    Args:
        name: The flow.
        window: Read only what changed from the first time on and before the second. S3 objects by their LastModified, records by
            the flow's field of times. The default reads everything.
        where: `account` and `region`, if flows of this name exist in several.

    Returns:
        `executionId`, `status`, `message`, the counts `read`, `filtered`, `processed` and `failures`, `bytesRead`,
        `bytesWritten`, the written `objects` as `s3://bucket/key`, and the assumptions that the result rests on (`touched`).

    Raises:
        ValueError: the window ends before it begins, or flows of this name exist in several accounts or regions.
        FlowNotFound: no flow has the name.
    """
    if window is not None and window[0] > window[1]:
        raise ValueError("window: must begin before it ends")
    backend, flow = found_one(name, where or {})
    with backend.lock:
        backend.catch_up(flow)
        run = backend.begin_run(flow, clock.now(), window, by_hand=True)
        backend.end_run(flow, run)
    return _as_json(run, backend.message_of(run))


def _as_json(run: Run, message: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "executionId": run.execution_id,
        "status": run.status,
        "message": message,
        "window": run.window and [each.isoformat() for each in run.window],
    }
    moved = run.transfer
    if moved is None:
        return told
    return {
        **told,
        "read": moved.read,
        "filtered": moved.filtered,
        "processed": moved.processed,
        "failures": moved.failures,
        "bytesRead": moved.bytes_read,
        "bytesWritten": moved.bytes_written,
        "objects": moved.objects,
        "touched": list(moved.touched),
    }


def rehearsed(sent: Mapping[str, Any], where: Where | None = None) -> dict[str, Any]:
    """
    What a run would do, as `moving.rehearsing` shows it. Nothing is written.

    Args:
        sent: `flow`, the members of CreateFlow or the name of a flow of this emulator; and optionally `sources`, the records of
            its source (without them, what the emulator has), `assumptions`, the answers that differ from the current ones,
            `labels`, those of custom connectors by profile, `window`, and `lenient`.
        where: `account` and `region` of what the emulator has.

    Raises:
        ValueError: a member is wrong or unknown, or the flow cannot be rehearsed.
        FlowNotFound: no flow has the name.
    """
    # Late, because a rehearsal loads the data plane.
    from appflow_emulator.data_plane.rehearsal import rehearse
    from appflow_emulator.moving.rehearsing import as_json, of_process

    unknown = sorted(set(sent) - _MEMBERS)
    if unknown or "flow" not in sent:
        raise ValueError(
            f"rehearse: must have flow, and may have {', '.join(sorted(_MEMBERS - {'flow'}))}"
        )
    backend, request = _flow(sent["flow"], where or {})
    labels = {**backend.connector_labels, **(sent.get("labels") or {})}
    lenient = {"missing_field": "null"} if sent.get("lenient") else {}
    answers = changed(current_assumptions(), {**(sent.get("assumptions") or {}), **lenient})
    window = window_of(sent.get("window"))
    rows = sent.get("sources")
    if rows is None:
        return as_json(
            of_process(request, backend.location, answers, labels, window=window, at=clock.now())
        )
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise ValueError("sources: must be a JSON list of records, or null")
    done = rehearse(
        request, rows, assumptions=answers, labels=labels, window=window, at=clock.now()
    )
    return as_json(done)


def _flow(sent: Any, where: Where) -> tuple[AppFlowBackend, dict[str, Any]]:
    if isinstance(sent, str):
        backend, flow = found_one(sent, where)
        return backend, {"flowName": flow.name, **flow.definition}
    account = where.get("account", DEFAULT_ACCOUNT_ID)
    backend = appflow_backends[account][where.get("region", _REGION)]
    return backend, _check(sent)


def _check(sent: Any) -> dict[str, Any]:
    """The members of CreateFlow, checked against the model as a call would be."""
    shape = get_service_model("appflow").operation_model("CreateFlow").input_shape
    if not isinstance(sent, dict) or shape is None:
        raise ValueError("flow: must be the members of CreateFlow, or the name of a flow")
    try:
        return dict(checked(sent, shape, "aws"))
    except Validation as wrong:
        raise ValueError(f"flow: {wrong.message}") from None


def window_of(sent: Any) -> Window | None:
    """
    A window from JSON: two ISO times with a time zone, or null for none.

    Raises:
        ValueError: it is something else.
    """
    if sent is None:
        return None
    try:
        # Python 3.10 does not parse the usual Z.
        begin, end = (datetime.fromisoformat(each.replace("Z", "+00:00")) for each in sent)
    except (ValueError, TypeError, AttributeError):
        raise ValueError(_WINDOW) from None
    if begin.tzinfo is None or end.tzinfo is None or begin > end:
        raise ValueError(_WINDOW)
    return begin, end
