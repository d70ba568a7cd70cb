"""
What the page shows: all flows with their tasks and runs, the records of a run, the objects, and the assumptions.

Reading it changes nothing: it does not count as a read of a run, and it does not bring a flow up to date.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from appflow_emulator import aws_backends, clock, held
from appflow_emulator.admin.flows import FlowNotFound, Where, found_all, found_one
from appflow_emulator.assumptions import Assumptions, current_assumptions
from appflow_emulator.models import AppFlowBackend, appflow_backends
from appflow_emulator.records import FlowRecord, Run

RUNS_MAX = 20  # of each flow, the newest first; our choice


def overview() -> dict[str, Any]:
    """The time, and each flow of all accounts and regions: source, tasks, destination, trigger, status and newest runs."""
    return {
        "now": clock.now().isoformat(),
        "flows": [_flow(backend, flow) for backend, flow in found_all("", {})],
    }


def _flow(backend: AppFlowBackend, flow: FlowRecord) -> dict[str, Any]:
    return {
        "account": backend.account_id,
        "region": backend.region_name,
        "name": flow.name,
        "status": flow.status,
        "message": flow.status_message,
        "trigger": _trigger(flow),
        **_graph(backend, flow),
        "runs": [_run(backend, run) for run in reversed(flow.runs[-RUNS_MAX:])],
    }


def _trigger(flow: FlowRecord) -> str:
    properties = flow.definition["triggerConfig"].get("triggerProperties") or {}
    schedule = properties.get("Scheduled") or {}
    words = (flow.trigger_type, schedule.get("scheduleExpression"), schedule.get("dataPullMode"))
    return " ".join(word for word in words if word)


def _graph(backend: AppFlowBackend, flow: FlowRecord) -> dict[str, Any]:
    """The flow from its source through its tasks to its destination, in words. Tasks that only copy a field are counted."""
    # Late, because the data plane is not needed before anyone looks.
    from appflow_emulator.data_plane.errors import CannotRehearse
    from appflow_emulator.data_plane.planning import plan_of
    from appflow_emulator.data_plane.steps import Map, Projection

    request = {"flowName": flow.name, **flow.definition}
    try:
        plan = plan_of(request, backend.connector_labels)
    except CannotRehearse as unknown:
        source, to = flow.source["connectorType"], flow.destination["connectorType"]
        return {"source": source, "steps": [str(unknown)], "destination": to}
    maps = len(plan.of(Map))
    shown = [str(step) for step in plan.steps if not isinstance(step, Map | Projection)]
    if maps:
        shown.append(f"Map {maps} field{'s' * (maps > 1)}")
    return {"source": str(plan.source), "steps": shown, "destination": str(plan.destination)}


def _run(backend: AppFlowBackend, run: Run) -> dict[str, Any]:
    moved = run.transfer
    counts = moved and {
        "read": moved.read,
        "filtered": moved.filtered,
        "dropped": moved.dropped,
        "written": moved.written,
    }
    return {
        "executionId": run.execution_id,
        "status": run.status,
        "startedAt": run.started_at.isoformat(),
        "window": run.window and [each.isoformat() for each in run.window],
        "message": backend.message_of(run),
        "counts": counts,
        "touched": list(moved.touched) if moved else [],
    }


def rows_of_run(name: str, execution_id: str, where: Where) -> dict[str, Any]:
    """
    The first records that a run read, held back and wrote, and the objects that it wrote.

    Raises:
        FlowNotFound: no flow has the name, or no run of it that moved data has the id.
    """
    backend, flow = found_one(name, where)
    with backend.lock:
        moved = next((run.transfer for run in flow.runs if run.execution_id == execution_id), None)
    if moved is None:
        raise FlowNotFound(f"Flow {name} has no run {execution_id} that moved data.")
    return {**dataclasses.asdict(moved.shown), "objects": moved.objects}


def objects() -> dict[str, Any]:
    """The records of the store, and the keys of all objects in S3."""
    return {"store": list(_stored()), "s3": list(_s3())}


def _stored() -> Iterator[dict[str, Any]]:
    store = held.the_store()
    for connector, counts in store.counts().items():
        for name in counts:
            yield {"connector": connector, "object": name, "rows": store.rows(connector, name)}


def _s3() -> Iterator[dict[str, Any]]:
    places = {
        backend.location.account: backend.location
        for regions in list(appflow_backends.values())
        for backend in list(regions.values())
    }
    for place in {held.HOME.account: held.HOME, **places}.values():
        for bucket in aws_backends.buckets(place):
            for key, body, modified in aws_backends.objects_under(place, bucket, ""):
                at = modified.isoformat()
                yield {"bucket": bucket, "key": key, "size": len(body), "modified": at}


def answers() -> dict[str, Any]:
    """The current assumptions, and the answers that each one with a fixed choice accepts."""
    choices: Mapping[str, Any] = {
        each.name: each.metadata["answers"]
        for each in dataclasses.fields(Assumptions)
        if "answers" in each.metadata
    }
    return {"current": dataclasses.asdict(current_assumptions()), "answers": choices}
