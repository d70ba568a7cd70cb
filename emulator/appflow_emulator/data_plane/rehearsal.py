"""
A whole run without a service: the plan, the records of its source, what becomes of them, and the objects that it writes.

`rehearse` starts from a CreateFlow request and samples. `carry` starts from what was read, and `moving` uses it for the runs of
the emulator. Both are pure: they take the time and the ids as arguments, and write nothing anywhere.
"""

import dataclasses
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from appflow_emulator.assumptions import Assumptions, current_assumptions
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.given import given
from appflow_emulator.data_plane.objects import (
    Planned,
    RunStamp,
    numbered,
    parts,
    planned,
)
from appflow_emulator.data_plane.outcome import Left, Moved, Record, RunFailed, Written
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.planning import plan_of
from appflow_emulator.data_plane.rows import carry_out, missing_fields
from appflow_emulator.data_plane.samples import S3, Samples, SourceFile
from appflow_emulator.data_plane.steps import Map
from appflow_emulator.data_plane.tasks import Request
from appflow_emulator.data_plane.values import json_of, text_of

Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class Source:
    """
    What a run reads.

    Attributes:
        size: How many bytes that is.
        pages: How many records each file has, of S3.
        known: Fields that the source has, although no record may have a value for them.
    """

    records: Sequence[Record]
    size: int
    pages: tuple[int, ...] = ()
    known: frozenset[str] = frozenset()

    @property
    def fields(self) -> set[str]:
        """The fields that any record has, and the known ones."""
        return set(self.known).union(*self.records)


@dataclass(frozen=True)
class WrittenObject:
    """An object of S3: its bucket and key, its bytes, how many records it has, and its partition as fields and values."""

    bucket: str
    key: str
    body: bytes
    records: int
    folders: tuple[tuple[str, str], ...] = ()


@dataclass
class Rehearsal:
    """
    The result of a run.

    Attributes:
        plan: The flow as a plan.
        stamp: What the keys show of the run.
        read: How many records were read, before filters.
        written: What arrives at the destination, in the order of the source.
        filtered: What a Filter held back.
        dropped: What a Validate held back.
        objects: The objects of an S3 or Upsolver destination.
        bytes_read: The size of the source.
        window: The changes that the run read, if it was limited.
        failure: Why the run failed. Nothing is written then.
        touched: How often the result asked each assumption.
    """

    plan: Plan
    stamp: RunStamp
    read: int = 0
    written: list[Written] = field(default_factory=list)
    filtered: list[Left] = field(default_factory=list)
    dropped: list[Left] = field(default_factory=list)
    objects: list[WrittenObject] = field(default_factory=list)
    bytes_read: int = 0
    window: Window | None = None
    failure: str | None = None
    touched: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> list[Record]:
        """What arrives, as records alone."""
        return [each.record for each in self.written]

    @property
    def bytes_written(self) -> int:
        """The size of all objects, or of the records as JSON lines if the destination has no objects."""
        if self.plan.destination.layout is not None:
            return sum(len(each.body) for each in self.objects)
        return size_of(self.rows)

    @property
    def processed(self) -> int:
        """recordsProcessed: after filters and before validations (the second half is documented: tutorial, 9 and 7)."""
        return self.read - len(self.filtered)


def rehearse(
    request: Request,
    sources: Samples | Iterable[Mapping[str, Any]] | None,
    *,
    assumptions: Assumptions | None = None,
    labels: Mapping[str, str] | None = None,
    window: Window | None = None,
    at: datetime | None = None,
    lenient: bool = False,
    execution_id: str | None = None,
) -> Rehearsal:
    """
    What a run of the flow would do.

    Args:
        request: The members of CreateFlow, in the API's spelling.
        sources: Samples, from which the flow's source selects; or the records of its source.
        assumptions: Answers to open questions. The default is the current answers of this process.
        labels: The label of each custom connector's profile, by the name of the profile.
        window: Reads only what changed from the first time on and before the second.
        at: When the run starts. The default is now.
        lenient: A field that no record has is null, instead of a failure.
        execution_id: The id in the keys. The default is a new one.

    Raises:
        CannotRehearse: the flow has something unknown, or there are no records for its source.
    """
    answers = Answers(_answers(assumptions, lenient=lenient))
    plan = plan_of(request, labels)
    stamp = new_stamp(plan, at, execution_id)
    try:
        source = _source(plan, sources, window, answers)
    except RunFailed as failed:
        return Rehearsal(plan, stamp, window=window, failure=str(failed), touched=answers.touched)
    return carry(plan, source, stamp, answers, window)


def new_stamp(plan: Plan, at: datetime | None = None, execution_id: str | None = None) -> RunStamp:
    """The stamp of a run that starts `at`, or now, with a new id unless one is given."""
    start = at or datetime.now(timezone.utc)
    return RunStamp(plan.name, execution_id or str(uuid.uuid4()), start)


def _answers(assumptions: Assumptions | None, *, lenient: bool) -> Assumptions:
    found = assumptions or current_assumptions()
    return dataclasses.replace(found, missing_field="null") if lenient else found


def _source(
    plan: Plan,
    sources: Samples | Iterable[Mapping[str, Any]] | None,
    window: Window | None,
    answers: Answers,
) -> Source:
    if sources is None:
        raise CannotRehearse(f"There are no records of {plan.source}.")
    if not isinstance(sources, Samples):
        return of_records(plan, given(sources))
    return from_samples(plan, sources, window, answers)


def from_samples(plan: Plan, samples: Samples, window: Window | None, answers: Answers) -> Source:
    """
    What the flow reads of the samples.

    Raises:
        CannotRehearse: the samples have no records for the source. The message says which file to add.
        RunFailed: an object of S3 cannot be read.
    """
    connector, name = plan.source.connector, plan.source.object
    if connector == S3:
        if name not in samples.objects:
            raise CannotRehearse(
                f"There are no samples of {plan.source}. Put its objects into S3/{name}/."
            )
        return of_files(plan, samples.objects[name], window, answers)
    kinds = samples.events if plan.trigger == "Event" else samples.rows
    found = kinds.get(connector, {}).get(name)
    broken = samples.broken.get((connector, name, plan.trigger == "Event"))
    if broken is not None:
        raise CannotRehearse(f"{broken}.")
    if found is None:
        ending = "events.jsonl" if plan.trigger == "Event" else "jsonl"
        raise CannotRehearse(
            f"There are no samples of {plan.source}. Put its records into {plan.source}.{ending}."
        )
    return of_records(plan, found, samples.fields.get(connector, {}).get(name, ()))


def of_records(plan: Plan, records: Sequence[Record], known: Iterable[str] = ()) -> Source:
    """
    The records of an object, whose size is that of JSON lines.

    Records that Salesforce marks as deleted (`IsDeleted`) are read only if the flow includes them (documented).
    """
    if not plan.source.deleted:
        records = [each for each in records if text_of(each.get("IsDeleted")) != "true"]
    return Source(records, size_of(records), known=frozenset(known))


def of_files(
    plan: Plan, files: Iterable[SourceFile], window: Window | None, answers: Answers
) -> Source:
    """
    The records of the files whose keys begin with the prefix as text, and that changed within the window.

    All files of a prefix belong to one run (documented). That an incremental run goes by the time of the object is inferred.

    Raises:
        RunFailed: a file cannot be read.
    """
    records: list[Record] = []
    pages: list[int] = []
    size = 0
    for each in selected(plan, files, window):
        try:
            found = list(formats.read(each.body, plan.source.file_type, answers))
        except ValueError as wrong:
            raise RunFailed(f"s3://{plan.source.object}/{each.key}: {wrong}") from None
        records += found
        pages.append(len(found))
        size += len(each.body)
    return Source(records, size, tuple(pages))


def selected(
    plan: Plan, files: Iterable[SourceFile], window: Window | None
) -> Iterator[SourceFile]:
    """The files that a run reads, in the order of their keys."""
    for each in sorted(files, key=lambda one: one.key.encode()):
        is_folder = each.key.endswith("/") and not each.body
        if is_folder or not each.key.startswith(plan.source.prefix):
            continue
        if window is None or window[0] <= each.modified < window[1]:
            yield each


def size_of(records: Iterable[Record]) -> int:
    """The size of records as JSON lines, in bytes."""
    return sum(len(json_of(each).encode()) + 1 for each in records)


def columns_of(plan: Plan, source: Source) -> tuple[str, ...]:
    """The columns of a result without records: those of the Map tasks, or else all that the source is known to have."""
    mapped = dict.fromkeys(each.to for each in plan.of(Map) if isinstance(each, Map))
    return tuple(mapped) or tuple(sorted(source.fields))


def carry(
    plan: Plan, source: Source, stamp: RunStamp, answers: Answers, window: Window | None = None
) -> Rehearsal:
    """Carry the plan out over what was read. Files were selected by the window before; records are selected here."""
    done = Rehearsal(plan, stamp, bytes_read=source.size, window=window, touched=answers.touched)
    missing = missing_fields(plan, source.fields) if source.records else []
    if missing and answers("missing_field") == "fail":
        done.failure, done.read = f"{missing[0]}.", len(source.records)
        return done
    of_rows = None if plan.source.connector == S3 else window
    moved: Moved = carry_out(plan, source.records, answers, of_rows)
    done.read, done.failure = moved.read, moved.failure
    done.written, done.filtered, done.dropped = moved.written, moved.filtered, moved.dropped
    if done.failure is None and plan.destination.layout is not None:
        done.objects = list(_objects(done, source, answers))
    return done


def _objects(done: Rehearsal, source: Source, answers: Answers) -> Iterator[WrittenObject]:
    to = done.plan.destination
    assert to.layout is not None  # noqa: S101 (asked by the caller)
    for each in planned(
        to.prefix, to.layout, done.stamp, done.written, answers, pages=source.pages
    ):
        for number, body, count in _bodies(each, done.plan, source, answers):
            yield WrittenObject(to.object, numbered(each.key, number), body, count, each.folders)


def _bodies(
    each: Planned, plan: Plan, source: Source, answers: Answers
) -> Iterator[tuple[int, bytes, int]]:
    """The files of one planned object: number, bytes and count of records."""
    layout = plan.destination.layout
    assert layout is not None  # noqa: S101
    rows = [row.record for row in each.rows]
    if not rows:
        header = answers("empty_run") == "header_only"
        columns = columns_of(plan, source) if header else ()
        yield 0, formats.header(columns, layout, answers) if header else b"", 0
        return
    body = formats.write(rows, layout, answers)
    pieces = parts(each.rows, len(body), layout.target_megabytes)
    if pieces == 1:
        yield 0, body, len(rows)
        return
    step = -(-len(rows) // pieces)
    for number, begin in enumerate(range(0, len(rows), step)):
        some = rows[begin : begin + step]
        yield number, formats.write(some, layout, answers), len(some)
