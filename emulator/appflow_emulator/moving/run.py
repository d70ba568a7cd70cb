"""
Begins and ends the data plane's part of a run.

`begin` moves the data, as soon as the run starts, and `end` tells EventBridge and CloudWatch about it. A run without data, or
whose flow the data plane does not know, stays what it is without this room: a record.
"""

from collections.abc import Sequence
from datetime import datetime

from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.outcome import Record, RunFailed
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.planning import plan_of
from appflow_emulator.data_plane.rehearsal import Rehearsal, carry
from appflow_emulator.moving import catalog, destinations, large, reports, sources
from appflow_emulator.moving.job import Job
from appflow_emulator.moving.shown import shown_rows
from appflow_emulator.records import Transfer


def begin(job: Job) -> None:
    """Move the data of a run that began, if there is any. The run gets its transfer, or says why it has none."""
    try:
        plan = plan_of(job.request, job.labels)
    except CannotRehearse as unknown:
        job.run.why_nothing = f"The emulator cannot move it: {unknown}."
        return
    if not sources.has_data(job.location, plan, job.flow.events_read):
        job.run.why_nothing = sources.why_nothing(plan)
        return
    try:
        job.run.transfer = large.moved(job, plan) or _moved(job, plan)
    except CannotRehearse as unknown:
        job.run.why_nothing = f"The emulator cannot move it: {unknown}."


def end(job: Job) -> None:
    """Tell the outcome of a run that moved data."""
    if job.run.transfer is not None:
        plan = plan_of(job.request, job.labels)
        job.run.transfer.notes += reports.ended(job, plan, job.run.transfer)


def deactivated(job: Job, reason: str, at: datetime) -> None:
    """Tell that AppFlow deactivated the flow of this run, which moved data."""
    if job.run.transfer is not None:
        plan = plan_of(job.request, job.labels)
        job.run.transfer.notes += reports.deactivated(job, plan, reason, at)


def has_data(job: Job) -> bool:
    """Whether a run of the flow would move data."""
    try:
        plan = plan_of(job.request, job.labels)
    except CannotRehearse:
        return False
    return sources.has_data(job.location, plan, job.flow.events_read)


def _moved(job: Job, plan: Plan) -> Transfer:
    answers = Answers(job.assumptions)
    done, records = _carried(job, plan, answers)
    notes = reports.started(job, plan)
    transfer = _written(job, done, answers)
    transfer.shown = shown_rows(done, records)
    transfer.notes += notes
    return transfer


def _carried(job: Job, plan: Plan, answers: Answers) -> tuple[Rehearsal, Sequence[Record]]:
    window, events_from = job.run.window, job.flow.events_read
    try:
        source = sources.read(job.location, plan, window, answers, events_from)
    except RunFailed as failed:
        return Rehearsal(plan, job.stamp, failure=str(failed)), ()
    if plan.trigger == "Event":
        job.flow.events_read += len(source.records)
    return carry(plan, source, job.stamp, answers, window), source.records


def _written(job: Job, done: Rehearsal, answers: Answers) -> Transfer:
    transfer = Transfer(
        read=done.read,
        processed=done.processed,
        filtered=len(done.filtered),
        dropped=len(done.dropped),
        written=len(done.written),
        bytes_read=done.bytes_read,
        failure=done.failure,
    )
    if done.failure is None:
        destinations.write(job, done, answers, transfer)
    if transfer.failure is None:
        transfer.catalog = catalog.register(job, done, answers)
    transfer.touched = tuple(sorted(answers.touched))
    return transfer
