"""A rehearsal in the emulator: as `data_plane.rehearsal`, with what this process has as sources, and the result as JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.aws_backends import Location
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.outcome import Left, RunFailed
from appflow_emulator.data_plane.planning import plan_of
from appflow_emulator.data_plane.rehearsal import (
    Rehearsal,
    Window,
    carry,
    new_stamp,
)
from appflow_emulator.moving import sources


def of_process(
    request: Mapping[str, Any],
    location: Location,
    assumptions: Assumptions,
    labels: Mapping[str, str],
    *,
    window: Window | None,
    at: datetime,
) -> Rehearsal:
    """
    What a run would do with the records that this process has.

    Raises:
        CannotRehearse: the flow has something unknown, or there are no records for its source.
    """
    plan, answers = plan_of(request, labels), Answers(assumptions)
    stamp = new_stamp(plan, at)
    if not sources.has_data(location, plan):
        raise CannotRehearse(f"There are no records of {plan.source}.")
    try:
        source = sources.read(location, plan, window, answers)
    except RunFailed as failed:
        return Rehearsal(plan, stamp, window=window, failure=str(failed), touched=answers.touched)
    return carry(plan, source, stamp, answers, window)


def as_json(done: Rehearsal) -> dict[str, Any]:
    """A rehearsal as JSON: counts, rows, objects with their texts, and the assumptions that it rests on."""
    return {
        "read": done.read,
        "processed": done.processed,
        "written": [each.record for each in done.written],
        "filtered": [_left(each) for each in done.filtered],
        "dropped": [_left(each) for each in done.dropped],
        "objects": [
            {
                "bucket": each.bucket,
                "key": each.key,
                "records": each.records,
                "bytes": len(each.body),
            }
            for each in done.objects
        ],
        "failure": done.failure,
        "touched": dict(done.touched),
    }


def _left(each: Left) -> dict[str, Any]:
    return {
        "number": each.number,
        "record": each.record,
        "task": each.step.task,
        "why": each.why,
    }
