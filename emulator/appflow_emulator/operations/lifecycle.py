"""
What happens to a flow between calls: due runs begin, runs end, and a flow that keeps failing is deactivated.

The next operation that names or lists the flow catches up on all of it, without waiting or threads. `runs` and `flows` build on
this. An assumption decides how runs end (`assumptions.run_status`).
"""

import logging
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile
from types import ModuleType
from typing import TYPE_CHECKING, Any

from appflow_emulator import aws_backends, clock, held
from appflow_emulator.records import FlowRecord, Run
from appflow_emulator.schedule import CronTimes, NoCron, Slots, cron_of, slots_of, window_of
from appflow_emulator.state import State

if TYPE_CHECKING:
    from appflow_emulator.moving.job import Job

_LOG = logging.getLogger(__name__)

RUNS_MAX = 1_000  # scheduled runs that are kept and caught up on; our choice, so that the clock can advance by years
_MOMENT = timedelta(microseconds=1)


class Lifecycle(State):
    """Brings flows up to date with the emulator's clock."""

    def flow(self, name: str) -> FlowRecord:
        """The flow, brought up to date. Raises like `State.flow`."""
        flow = super().flow(name)
        self.catch_up(flow)
        return flow

    def catch_up(self, flow: FlowRecord) -> None:
        """Apply everything that was due since the last call. This does not count as a read of the flow's runs."""
        schedule = _schedule_in_force(flow)
        if schedule is None:
            flow.active_since = None
            self._move_events(flow)
            return
        if flow.active_since is None:
            flow.active_since = clock.now()
            flow.ran_until = (
                flow.active_since - _MOMENT
            )  # a slot at this very moment is still in the future
        self._run_what_is_due(flow, schedule)
        end = schedule.get("scheduleEndTime")
        is_past = end is not None and end <= clock.now()
        if flow.status == "Active" and is_past and self.assumptions.after_end_time == "suspended":
            _deactivate(flow, "Suspended", "The schedule of the flow has ended.")

    def move_runs_on(self, flow: FlowRecord, runs: Iterable[Run] | None = None) -> None:
        """Count a read of all runs of the flow, or of `runs`, and end those that were read often enough."""
        for run in list(flow.runs if runs is None else runs):
            if not run.is_over:
                run.looks += 1
                if run.looks > self.assumptions.run_in_progress_describes:
                    self._end(flow, run, clock.now())

    def begin_run(
        self,
        flow: FlowRecord,
        at: datetime,
        window: tuple[datetime, datetime] | None = None,
        *,
        by_hand: bool = False,
    ) -> Run:
        """
        A new run that began `at`. Reads may not show its record at once.

        If its source has data, the run moves it now. What is written stays, also if the run is canceled (documented).
        """
        is_early = self._is_early(flow, at)
        run = Run(
            self.next_number(),
            str(uuid.uuid4()),
            started_at=at,
            updated_at=at,
            window=window,
            by_hand=by_hand,
            definition=flow.definition_before if is_early else flow.definition,
            uses_old_definition=is_early,
        )
        flow.runs.append(run)
        if self._may_move(run.definition) and self.assumptions.run_status != "Error":
            _moving().begin(self._job(flow, run))
            if run.transfer is not None and not self.assumptions.run_in_progress_describes:
                self._end(flow, run, at)
        return run

    def end_run(self, flow: FlowRecord, run: Run) -> None:
        """End a run without waiting for reads, unless it is over."""
        if not run.is_over:
            self._end(flow, run, clock.now())

    def _may_move(self, definition: dict[str, Any]) -> bool:
        """Whether a run could find data. It keeps what moves data from being loaded without need."""
        source = definition["sourceFlowConfig"]
        if source["connectorType"] == "S3":
            bucket = source["sourceConnectorProperties"]["S3"]["bucketName"]
            held.put_objects(self.location, bucket)
            return aws_backends.has_objects(self.location, bucket)
        return held.has_records()

    def _job(self, flow: FlowRecord, run: Run) -> "Job":
        from appflow_emulator.moving.job import Job

        return Job(self.location, flow, run, self.assumptions, self.connector_labels)

    def _move_events(self, flow: FlowRecord) -> None:
        """A run for the change events that an Active event flow has not moved yet. It ends at once."""
        if flow.status != "Active" or flow.trigger_type != "Event" or not held.has_samples():
            return
        now = clock.now()
        next_one = Run(0, "", now, now, definition=flow.definition)
        if _moving().has_data(self._job(flow, next_one)):
            self.end_run(flow, self.begin_run(flow, now))

    def _times(
        self, flow: FlowRecord, schedule: dict[str, Any], since: datetime
    ) -> Slots | CronTimes | None:
        """When the flow runs. Those of a cron expression count only if there is data to move."""
        slots = slots_of(schedule, since)
        if slots is not None or not self._may_move(flow.definition):
            return slots
        try:
            return cron_of(schedule)
        except NoCron as unknown:
            if not flow.cron_told:
                _LOG.warning("Flow %s does not run: %s", flow.name, unknown)
            flow.cron_told = True
            return None

    def _is_early(self, flow: FlowRecord, at: datetime) -> bool:
        """Whether a run starts so soon after UpdateFlow that it uses the old definition."""
        if flow.redefined_at is None or not flow.is_on_demand:
            return False
        age = (at - flow.redefined_at).total_seconds()
        return age < self.assumptions.update_propagation_seconds

    def _run_what_is_due(self, flow: FlowRecord, schedule: dict[str, Any]) -> None:
        assert flow.active_since is not None  # noqa: S101 (set by the caller)
        times = self._times(flow, schedule, flow.active_since)
        if times is None:
            return
        now = clock.now()
        until = min(now, schedule.get("scheduleEndTime", now))
        fails = (
            "flowErrorDeactivationThreshold" in schedule and self.assumptions.run_status == "Error"
        )
        going_on = [run for run in flow.runs if not run.is_over]
        # If the flow gets deactivated its first runs matter, otherwise the last.
        for moment in times.due(flow.ran_until, until, RUNS_MAX, earliest=fails):
            for run in going_on:
                if not run.is_over:
                    self._end(flow, run, run.started_at)  # no time passes between two calls
            if flow.status != "Active":
                break
            window = window_of(schedule, moment, _read_until(flow))
            going_on = [self.begin_run(flow, moment, window)]
            flow.ran_until = moment
        del flow.runs[:-RUNS_MAX]

    def _end(self, flow: FlowRecord, run: Run, at: datetime) -> None:
        canceled = run.status == "CancelStarted"
        run.status = "Canceled" if canceled else self._outcome(run)
        run.updated_at = at
        schedule = _schedule_in_force(flow)
        most = (schedule or {}).get("flowErrorDeactivationThreshold")
        if run.transfer is not None and not canceled:  # no event of a canceled run is public
            _moving().end(self._job(flow, run))
        if most is not None and _failed_in_a_row(flow) >= most:
            # Documented, as is the event `AppFlow Scheduled Flow Deactivated`. Status and message are not known.
            message = f"The flow was deactivated after {most} failed runs in a row."
            _deactivate(flow, self.assumptions.deactivated_status, message)
            if run.transfer is not None:
                _moving().deactivated(self._job(flow, run), message, at)

    def _outcome(self, run: Run) -> str:
        """The status of a run that ends: as its data went, or as assumed."""
        if run.transfer is None:
            return self.assumptions.run_status
        return "Successful" if run.transfer.failure is None else "Error"


def _moving() -> ModuleType:
    """What moves data, loaded by the first run that has any."""
    from appflow_emulator.moving import run

    return run


def _schedule_in_force(flow: FlowRecord) -> dict[str, Any] | None:
    """The schedule of an Active scheduled flow."""
    if flow.status != "Active" or flow.trigger_type != "Scheduled":
        return None
    properties = flow.definition["triggerConfig"].get("triggerProperties", {})
    scheduled: dict[str, Any] | None = properties.get("Scheduled")
    return scheduled


def _read_until(flow: FlowRecord) -> datetime | None:
    """The end of the last successful incremental run's window. A window that somebody chose by hand does not count."""
    newest = (run for run in reversed(flow.runs) if not run.by_hand)
    return next(
        (run.window[1] for run in newest if run.window and run.status == "Successful"), None
    )


def _deactivate(flow: FlowRecord, status: str, message: str) -> None:
    flow.status, flow.status_message = status, message


def _failed_in_a_row(flow: FlowRecord) -> int:
    """How many of the last runs failed in a row, since the activation."""
    since = flow.active_since
    newest: Iterable[Run] = (run for run in reversed(flow.runs) if run.is_over)
    failed = takewhile(lambda run: run.status == "Error", newest)
    return sum(since is None or run.started_at >= since for run in failed)
