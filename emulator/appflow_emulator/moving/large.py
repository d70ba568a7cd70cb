"""
Runs over one large CSV object, which polars streams from the source into the files of the destination.

The result is that of `rows`; where it might differ, `rows` carries the run out. Only time and memory are saved.
"""

import tempfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from appflow_emulator import aws_backends
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.extra import with_polars
from appflow_emulator.data_plane.objects import planned
from appflow_emulator.data_plane.outcome import Moved, Record, Written
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.rehearsal import Rehearsal, Window, WrittenObject, selected
from appflow_emulator.data_plane.rows import carry_out, missing_fields
from appflow_emulator.data_plane.samples import S3, SourceFile
from appflow_emulator.moving import catalog, destinations, reports
from appflow_emulator.moving.job import Job
from appflow_emulator.moving.shown import SHOWN, shown_rows
from appflow_emulator.records import Transfer

_HEAD = 1024 * 1024  # bytes in which the first records are looked for
LARGE = 16 * 1024 * 1024  # bytes from which on a start of polars pays; our choice

Folders = tuple[tuple[str, str], ...]


def moved(job: Job, plan: Plan) -> Transfer | None:
    """The transfer of a run over one large object, or None if `rows` has to carry it out."""
    to = plan.destination
    if plan.source.connector != S3 or to.layout is None or to.layout.target_megabytes:
        return None
    body = _body(job, plan, job.run.window)
    if body is None:
        return None
    try:
        with with_polars("A large run"), tempfile.TemporaryDirectory() as folder:
            return _streamed(job, plan, body, Path(folder))
    except (
        CannotRehearse
    ):  # polars is not installed, or the flow has something unknown: `rows` says what
        return None


def _body(job: Job, plan: Plan, window: Window | None) -> bytes | None:
    """The only object that the run reads, if it is large."""
    found = aws_backends.objects_under(job.location, plan.source.object, plan.source.prefix)
    files = list(selected(plan, [SourceFile(*each) for each in found], window))
    return files[0].body if len(files) == 1 and len(files[0].body) >= LARGE else None


def _streamed(job: Job, plan: Plan, body: bytes, folder: Path) -> Transfer | None:
    from appflow_emulator.data_plane.sinks import stream
    from appflow_emulator.data_plane.sources import NotInFrames

    first = _first(job, plan, body)
    if first is None:
        return None
    answers, paths = Answers(job.assumptions), dict[Folders, Path]()

    def target(folders: Folders) -> Path:
        return paths.setdefault(folders, folder / str(len(paths)))

    try:
        done = stream(plan, body, answers, target)
    except NotInFrames:
        return None
    if done.failure is not None or not done.files:
        return None  # nothing is written, and `rows` knows the words for the reason
    transfer = Transfer(
        read=done.read,
        processed=done.read - done.filtered,
        filtered=done.filtered,
        dropped=done.dropped,
        written=done.written,
        bytes_read=len(body),
        shown=shown_rows(*first),
        notes=reports.started(job, plan),
    )
    objects = list(_objects(job, plan, answers, done.files))
    for each in objects:
        destinations.put_file(job, each, paths[each.folders], transfer)
    if transfer.failure is None:
        registered = Rehearsal(plan, job.stamp, written=first[0].written, objects=objects)
        transfer.catalog = catalog.register(job, registered, answers)
    transfer.touched = tuple(sorted(answers.touched))
    return transfer


def _first(job: Job, plan: Plan, body: bytes) -> tuple[Moved, list[Record]] | None:
    """What becomes of the first records, for the page. None if a task names a field that the file lacks."""
    answers = Answers(job.assumptions)
    try:
        records = list(islice(formats.read(_head(body), plan.source.file_type, answers), SHOWN))
    except ValueError:
        return None
    if not records or missing_fields(plan, records[0]):
        return None
    return carry_out(plan, records, answers), records


def _head(body: bytes) -> bytes:
    """The first whole lines."""
    return body if len(body) <= _HEAD else body[: body.rfind(b"\n", 0, _HEAD) + 1]


def _objects(
    job: Job, plan: Plan, answers: Answers, files: Mapping[Folders, int]
) -> Iterator[WrittenObject]:
    """The objects of a run, one for each partition, without their bytes."""
    to = plan.destination
    assert to.layout is not None  # noqa: S101 (asked by `moved`)
    one_each = [Written(number, {}, folders) for number, folders in enumerate(files)]
    pages = (len(one_each),)  # one source object is one page
    for each in planned(to.prefix, to.layout, job.stamp, one_each, answers, pages=pages):
        yield WrittenObject(to.object, each.key, b"", files[each.folders], each.folders)
