"""A rehearsal within a test: what a flow makes of rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from appflow_command.testing.arguments import request_from
from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.outcome import Left
from appflow_emulator.data_plane.rehearsal import Rehearsal, rehearse
from appflow_emulator.data_plane.samples import ROW_FILES, Samples, read_samples

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class WrittenFile:
    """An object that the run writes to S3: its bucket, its key, its bytes (whose form is ours), and how many rows it has."""

    bucket: str
    key: str
    body: bytes
    rows: int


@dataclass(frozen=True)
class HeldBack:
    """A source row that is not written: the row, the task that held it back as `Validate Qty`, and why."""

    row: Row
    task: str
    why: str


@dataclass(frozen=True)
class Run:
    """
    The result of a rehearsal.

    Attributes:
        rows: What arrives at the destination.
        objects: The objects that are written to S3.
        filtered: The rows that a Filter held back.
        dropped: The rows that a Validate dropped.
        record: The execution record in short: executionStatus, recordsProcessed, bytesProcessed, bytesWritten.
        assumed: The names of the open questions about AppFlow on which the result rests.
        failure: Why the run failed, or None.
    """

    rows: list[Row]
    objects: list[WrittenFile]
    filtered: list[HeldBack]
    dropped: list[HeldBack]
    record: dict[str, Any]
    assumed: frozenset[str]
    failure: str | None


def run(
    flow: Any,
    source: Iterable[Mapping[str, Any]] | str | Path | None = None,
    *,
    samples: str | Path | None = None,
    at: datetime | None = None,
    window: tuple[datetime, datetime] | None = None,
    lenient: bool = False,
    labels: Mapping[str, str] | None = None,
    assume: Mapping[str, Any] | None = None,
) -> Run:
    """
    Rehearse a flow.

    Args:
        flow: `FlowArgs`, a dictionary of its arguments, or a request of CreateFlow.
        source: The rows that the flow reads, or a file with them (.jsonl, .csv or .parquet).
        samples: A folder of samples instead of `source`.
        at: When the run starts. The default is now.
        window: Reads only what changed from the first time on and before the second.
        lenient: A field that no row has is null, instead of a failure.
        labels: The label of each custom connector's profile, by the name of the profile, for `samples`.
        assume: Other answers to open questions, by their names.

    Raises:
        CannotRehearse: the flow has something unknown, or there are no rows for its source.
        TypeError: `flow` holds an Output, or both or neither of `source` and `samples` are given.
        ValueError: a file cannot be read, or an assumption is unknown.
    """
    if (source is None) == (samples is None):
        raise TypeError("give either source or samples")
    done = rehearse(
        request_from(flow),
        read_samples(samples) if samples is not None else _rows(source),
        assumptions=_assumptions(assume or {}),
        labels=labels,
        window=window,
        at=at,
        lenient=lenient,
    )
    return _of(done)


def _assumptions(changes: Mapping[str, Any]) -> Assumptions:
    try:
        return replace(Assumptions(), **changes)
    except TypeError:
        unknown = ", ".join(sorted(changes.keys() - vars(Assumptions()).keys()))
        raise ValueError(f"assume: there is no assumption {unknown}") from None


def _rows(source: Iterable[Mapping[str, Any]] | str | Path | None) -> Samples | list[Row]:
    if not isinstance(source, (str, Path)):
        return [dict(each) for each in source or ()]
    path = Path(source)
    kind = ROW_FILES.get(path.suffix)
    if kind is None:
        raise ValueError(f"{path}: must end in one of {', '.join(ROW_FILES)}")
    try:
        return list(formats.read(path.read_bytes(), kind, Answers(Assumptions())))
    except ValueError as wrong:
        raise ValueError(f"{path}: {wrong}") from None


def _of(done: Rehearsal) -> Run:
    return Run(
        rows=done.rows,
        objects=[
            WrittenFile(each.bucket, each.key, each.body, each.records) for each in done.objects
        ],
        filtered=[_held(each) for each in done.filtered],
        dropped=[_held(each) for each in done.dropped],
        record={
            "executionStatus": "Successful" if done.failure is None else "Error",
            "recordsProcessed": done.processed,
            "bytesProcessed": done.bytes_read,
            "bytesWritten": done.bytes_written,
        },
        assumed=frozenset(done.touched),
        failure=done.failure,
    )


def _held(left: Left) -> HeldBack:
    return HeldBack(left.record, str(left.step), left.why)
