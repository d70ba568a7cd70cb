"""
Where a run writes: objects into moto's S3, events onto a partner's bus in moto's EventBridge, all else into the store.

What a destination refuses goes to the bucket of errorHandlingConfig. Name and content of such an object are not public: both are
our choice, and an assumption can leave it out.
"""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from appflow_emulator import aws_backends, aws_reports, held
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.rehearsal import Rehearsal, WrittenObject
from appflow_emulator.data_plane.store import Refused
from appflow_emulator.data_plane.values import json_of
from appflow_emulator.moving.job import Job
from appflow_emulator.read_model.flows import partner_source
from appflow_emulator.records import Transfer

EVENT_BRIDGE = "EventBridge"
EVENT_BYTES_MAX = 262_144  # 256 KB; user guide, EventBridge


def write(job: Job, done: Rehearsal, answers: Answers, transfer: Transfer) -> None:
    """Write the result, and add to the transfer what was written and what was not."""
    to = done.plan.destination
    if to.layout is not None:
        _objects(job, done, transfer)
    elif to.connector == EVENT_BRIDGE:
        _events(job, done, transfer)
    else:
        _records(job, done, answers, transfer)


def _objects(job: Job, done: Rehearsal, transfer: Transfer) -> None:
    for each in done.objects:
        if not _put(job, each.bucket, each.key, each.body, transfer):
            transfer.failure = _no_bucket(each.bucket)
            return
    transfer.bytes_written = done.bytes_written


def put_file(job: Job, each: WrittenObject, path: Path, transfer: Transfer) -> None:
    """Write an object whose bytes are in a file, and add it to the transfer."""
    body = path.read_bytes()
    if _put(job, each.bucket, each.key, body, transfer):
        transfer.bytes_written += len(body)
    else:
        transfer.failure = _no_bucket(each.bucket)


def _no_bucket(bucket: str) -> str:
    return f"The bucket {bucket} does not exist."


def _put(job: Job, bucket: str, key: str, body: bytes, transfer: Transfer) -> bool:
    """Write one object, and tell whom its bucket notifies. False if there is no such bucket."""
    try:
        aws_backends.put_object(job.location, bucket, key, body, job.run.started_at)
    except KeyError:
        return False
    transfer.objects.append(f"s3://{bucket}/{key}")
    try:
        aws_backends.notify(job.location, bucket, key)
    except Exception as failure:  # noqa: BLE001 (whatever moto raises for one target must not end the run)
        transfer.notes.append(
            f"The notification of s3://{bucket}/{key} was not delivered: {failure}."
        )
    return True


def _records(job: Job, done: Rehearsal, answers: Answers, transfer: Transfer) -> None:
    to = done.plan.destination
    delivery = held.the_store().deliver(to, done.written, stops=_stops(to.fail_first, answers))
    transfer.bytes_written = done.bytes_written
    transfer.failures = len(delivery.refused)
    if not delivery.refused:
        return
    first = delivery.refused[0]
    if to.fail_first and answers("partial_write") == "fail_first":
        transfer.failure = f"{to} refused a record: {first.why}."
    else:
        count = f"{transfer.failures} of {len(done.written)} records"
        transfer.notes.append(f"{to} refused {count}. The first: {first.why}.")
    _keep_refused(job, done, delivery.refused, answers, transfer)


def _stops(fail_first: bool, answers: Answers) -> Callable[[], bool]:
    return lambda: fail_first and answers("partial_write") == "fail_first"


def _keep_refused(
    job: Job, done: Rehearsal, refused: list[Refused], answers: Answers, transfer: Transfer
) -> None:
    bucket = done.plan.destination.error_bucket
    if bucket is None or answers("error_object") == "none":
        return
    lines = (json_of({"record": each.record, "error": each.why}) for each in refused)
    body = "".join(f"{line}\n" for line in lines).encode()
    if not _put(job, bucket, _error_key(job, done), body, transfer):
        transfer.notes.append(f"The bucket {bucket} for refused records does not exist.")


def _error_key(job: Job, done: Rehearsal, number: int | None = None) -> str:
    prefix = done.plan.destination.error_prefix.rstrip("/")
    last = [] if number is None else [str(number)]
    return "/".join([part for part in (prefix, job.flow.name, job.run.execution_id) if part] + last)


def _events(job: Job, done: Rehearsal, transfer: Transfer) -> None:
    bus = partner_source(done.plan.destination.object, job.location.account)
    if not aws_backends.has_event_bus(job.location, bus):
        transfer.notes.append(
            f"Its events went nowhere, because the partner event source {bus} is not associated with an event bus."
        )
        return
    for event in _as_events(job, done, bus, transfer):
        transfer.bytes_written += len(json.dumps(event["detail"]))
        transfer.notes += aws_reports.send_event(job.location, event, bus)
    transfer.notes[:] = dict.fromkeys(transfer.notes)


def _as_events(job: Job, done: Rehearsal, bus: str, transfer: Transfer) -> Iterator[dict[str, Any]]:
    for row in done.written:
        detail: Mapping[str, Any] = json.loads(json_of(row.record))
        event = {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": done.plan.source.object,
            "source": bus,
            "account": job.location.account,
            "time": int(job.run.started_at.timestamp()),
            "region": job.location.region,
            "resources": [],
            "detail": detail,
        }
        if len(json.dumps(event, ensure_ascii=False).encode()) > EVENT_BYTES_MAX:
            event["detail"] = _pointer(job, done, row.number, detail, transfer)
        if event["detail"]:
            yield event


def _pointer(
    job: Job, done: Rehearsal, number: int, detail: Mapping[str, Any], transfer: Transfer
) -> dict[str, Any]:
    """What an event holds whose record is too large: where the record lies (documented; the members are not known)."""
    bucket = done.plan.destination.error_bucket
    key = _error_key(job, done, number)
    body = json.dumps(detail, ensure_ascii=False).encode()
    if bucket is None or not _put(job, bucket, key, body, transfer):
        transfer.failures += 1
        transfer.notes.append(
            f"Record {number} is larger than an event, and the flow has no bucket for it in errorHandlingConfig."
        )
        return {}
    return {"s3Bucket": bucket, "s3Key": key}
