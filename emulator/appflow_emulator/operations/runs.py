"""
Runs: StartFlow, StopFlow, CancelFlowExecutions, DescribeFlowExecutionRecords.

A run moves data if the emulator has data for its source (`moving`). Else it is only recorded, and its messages say so unless
`run_notes` is changed. A run is InProgress until it was read often enough (`assumptions.run_in_progress_describes`), or until the schedule's next run begins
(`lifecycle`).
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from appflow_emulator import aws_backends, clock
from appflow_emulator.assumptions import Assumptions
from appflow_emulator.exceptions import (
    AppFlowError,
    Conflict,
    QuotaExceeded,
    UnsupportedOperation,
    Validation,
)
from appflow_emulator.operations.lifecycle import Lifecycle
from appflow_emulator.operations.paging import page
from appflow_emulator.read_model.flows import partner_source
from appflow_emulator.records import FlowRecord, Run, Transfer
from appflow_emulator.state import Answer, Request, without_none

NOTHING_MOVED = "The emulator recorded this run and moved no data."
OLD_DEFINITION = "It started so soon after UpdateFlow that it used the old definition."
_MESSAGE_MAX = 2_048  # characters; model 2020-08-23, ExecutionMessage
FAILED = "The run failed, as configured in the emulator. It moved no data."

# The sort key for each answer to `record_order`. Numbers follow the start of the runs; an id is random.
_ORDERS: Mapping[str, Callable[[Run], int]] = {
    "newest_first": lambda run: -run.number,
    "oldest_first": lambda run: run.number,
    "shuffled": lambda run: uuid.UUID(run.execution_id).int,
}

# The errors of `event_bridge_start`.
_WITHOUT_BUS: Mapping[str, type[AppFlowError]] = {"conflict": Conflict, "validation": Validation}


class RunOperations(Lifecycle):
    """Starting and stopping flows, and the records of their runs."""

    def start_flow(self, request: Request) -> Answer:
        """StartFlow: runs an on-demand flow now, activates any other flow."""
        flow = self.flow(request["flowName"])
        if flow.is_on_demand:
            return {
                "flowArn": flow.arn,
                "flowStatus": flow.status,
                "executionId": self._run(flow),
            }
        if flow.status == "Active" and self.assumptions.start_active_scheduled == "conflict":
            raise Conflict(f"Flow {flow.name} is already active.")
        self._refuse_without_bus(flow)
        self._set_status(flow, "Active")
        self.catch_up(flow)
        return {"flowArn": flow.arn, "flowStatus": flow.status}

    def stop_flow(self, request: Request) -> Answer:
        """StopFlow: suspends a scheduled or event flow; an on-demand flow cannot be stopped (documented, seen)."""
        flow = self.flow(request["flowName"])
        if flow.is_on_demand:
            raise UnsupportedOperation(f"Flow {flow.name} runs on demand and cannot be stopped.")
        if flow.status == "Active":
            self._set_status(flow, "Suspended")
        elif self.assumptions.stop_draft == "conflict":
            raise Conflict(f"Flow {flow.name} is not active: its status is {flow.status}.")
        return {"flowArn": flow.arn, "flowStatus": flow.status}

    def cancel_flow_executions(self, request: Request) -> Answer:
        """CancelFlowExecutions: returns unknown ids and ids of finished runs as invalid, without an error."""
        flow = self.flow(request["flowName"])
        active = {run.execution_id: run for run in flow.runs if run.status == "InProgress"}
        wanted = request.get("executionIds") or list(active)
        for execution_id in wanted:
            if execution_id in active:
                run = active[execution_id]
                run.status, run.looks, run.updated_at = "CancelStarted", 0, clock.now()
        return {"invalidExecutions": [one for one in wanted if one not in active]}

    def describe_flow_execution_records(self, request: Request) -> Answer:
        """DescribeFlowExecutionRecords. Switch: their order."""
        flow = self.flow(request["flowName"])
        for run in flow.runs:
            run.record_looks += 1
        hidden = self.assumptions.records_hidden_describes
        visible = [run for run in flow.runs if run.record_looks > hidden]
        self.move_runs_on(flow, visible)
        order = _ORDERS[self.assumptions.record_order]
        shown, token = page(
            sorted(visible, key=order),
            order,
            operation="DescribeFlowExecutionRecords",
            size=request.get("maxResults"),
            token=request.get("nextToken"),
        )
        return without_none(
            flowExecutions=[_record(run, self.assumptions) for run in shown], nextToken=token
        )

    def message_of(self, run: Run) -> str | None:
        """What a run that is over has to tell, if anything."""
        return _note(run, self.assumptions)

    def event_sources(self, flow: FlowRecord) -> list[str]:
        """The partner event source that AppFlow creates for a flow to EventBridge (documented). Empty for other flows."""
        settings = flow.destination["destinationConnectorProperties"].get("EventBridge")
        return [] if settings is None else [partner_source(settings["object"], self.account_id)]

    def _refuse_without_bus(self, flow: FlowRecord) -> None:
        """Refuse to activate a flow to EventBridge whose event source has no bus (documented). Our words."""
        kind = _WITHOUT_BUS.get(self.assumptions.event_bridge_start)
        for source in self.event_sources(flow):
            if kind is not None and not aws_backends.has_event_bus(self.location, source):
                raise kind(
                    f"The partner event source {source} is not associated with an event bus."
                )

    def _run(self, flow: FlowRecord) -> str:
        active = sum(not run.is_over for each in self.flows.values() for run in each.runs)
        quota = self.assumptions.concurrent_run_quota
        if active >= quota:
            raise QuotaExceeded(f"The account has reached its quota of {quota} concurrent runs.")
        return self.begin_run(flow, clock.now()).execution_id

    def _set_status(self, flow: FlowRecord, status: str) -> None:
        flow.status, flow.status_message = status, None
        if self.assumptions.start_stop_moves_last_updated:
            flow.updated_at, flow.updated_by = clock.now(), self.caller


def last_run(flow: FlowRecord, assumptions: Assumptions) -> dict[str, Any] | None:
    """The member lastRunExecutionDetails, absent before the first run shows. Switch: how late a new run shows."""
    run = _newest_shown(flow, assumptions.last_run_hidden_describes)
    if run is None:
        return None
    return without_none(
        mostRecentExecutionMessage=_note(run, assumptions),
        mostRecentExecutionTime=run.started_at,
        mostRecentExecutionStatus=run.status,
    )


def last_catalog(flow: FlowRecord) -> list[dict[str, Any]] | None:
    """The member lastRunMetadataCatalogDetails: what the last run that is over registered. None if that is nothing."""
    over = (run for run in reversed(flow.runs) if run.is_over)
    last = next(over, None)
    return last.transfer.catalog or None if last and last.transfer else None


def _newest_shown(flow: FlowRecord, hidden: int) -> Run | None:
    """The newest run that `hidden` answers have already hidden. This answer counts for each newer run."""
    for run in reversed(flow.runs):
        if run.summary_looks >= hidden:
            return run
        run.summary_looks += 1
    return None


def _note(run: Run, assumptions: Assumptions) -> str | None:
    """
    The message of a run. The service gives none for a successful run (seen).

    The emulator tells whatever a user could mistake: that no data was moved, and what of it did not arrive.
    """
    moved = run.transfer
    if run.status == "Error":
        return FAILED if moved is None else moved.failure
    if assumptions.run_notes != "told":
        return None
    notes = [NOTHING_MOVED, run.why_nothing] if moved is None else moved.notes
    if run.uses_old_definition:
        notes = [*notes, OLD_DEFINITION]
    return " ".join(note for note in notes if note)[:_MESSAGE_MAX] or None


def _record(run: Run, assumptions: Assumptions) -> dict[str, Any]:
    done = (run.transfer if run.is_over else None) or Transfer()
    result: dict[str, Any] = {
        "bytesProcessed": done.bytes_read,
        "bytesWritten": done.bytes_written,
        "recordsProcessed": done.processed,
    }
    if run.is_over and run.transfer is not None:
        result |= _pages_of_sap(run.definition)
    note = _note(run, assumptions) if run.is_over else None
    if note is not None or done.failures:
        # The only member that can hold the message.
        result["errorInfo"] = without_none(putFailuresCount=done.failures, executionMessage=note)
    begin, end = run.window or (None, None)
    return without_none(
        executionId=run.execution_id,
        executionStatus=run.status,
        executionResult=result,
        startedAt=run.started_at,
        lastUpdatedAt=run.updated_at,
        dataPullStartTime=begin,
        dataPullEndTime=end,
        metadataCatalogDetails=done.catalog or None,
    )


def _pages_of_sap(definition: Mapping[str, Any]) -> dict[str, int]:
    """What a run tells of an SAP source: how many processes and records a page, as the flow sets them."""
    settings = definition["sourceFlowConfig"]["sourceConnectorProperties"].get("SAPOData") or {}
    return without_none(
        numParallelProcesses=(settings.get("parallelismConfig") or {}).get("maxParallelism"),
        maxPageSize=(settings.get("paginationConfig") or {}).get("maxPageSize"),
    )
