"""
Carries a plan out over files of CSV in one pass: counts all records, and streams what arrives into files. Import it through `extra`.

The folders of a partition are named as AppFlow names them: polars would write `__HIVE_DEFAULT_PARTITION__` for null.
"""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import polars as pl

from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.changes import place_of
from appflow_emulator.data_plane.columns import END, FAILS
from appflow_emulator.data_plane.formats import NULLS
from appflow_emulator.data_plane.frames import FOLDER, WHY, Frame, can_frame, framed
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.sources import EMPTY, Body, Doubled, NotInFrames, read_csv
from appflow_emulator.data_plane.steps import Filter

Folders = tuple[tuple[str, str], ...]
Target = Callable[[Folders], Path | IO[bytes]]
"""Where the records of a partition go. Without a partition, `()` is the only one."""
Observer = Callable[[pl.DataFrame], None]


@dataclass(frozen=True)
class Streamed:
    """
    The counts of a run.

    Attributes:
        read: How many records were read, before filters.
        filtered: How many a Filter held back.
        dropped: How many a Validate or an Arithmetic held back.
        files: How many records each partition has.
        failure: Why the run failed. The files are of no use then.
    """

    read: int
    filtered: int
    dropped: int
    files: Mapping[Folders, int]
    failure: str | None = None

    @property
    def written(self) -> int:
        """How many records arrived."""
        return sum(self.files.values())


def stream(plan: Plan, body: Body, answers: Answers, target: Target) -> Streamed:
    """
    Carry a plan out over a file of CSV.

    Args:
        body: The bytes of the file, or its path.
        target: Is called for each partition that has records. If it is called again for one, what was written there is of no use.

    Raises:
        NotInFrames: `rows` has to carry the plan out. What was written is of no use.
    """
    tried = Answers(answers.assumptions)
    try:
        done = _tried(plan, body, tried, target)
    except Doubled:
        tried = Answers(answers.assumptions)
        done = _tried(plan, body, tried, target, doubled=True)
    answers.touched.update(tried.touched)
    return done


def _tried(
    plan: Plan, body: Body, answers: Answers, target: Target, *, doubled: bool = False
) -> Streamed:
    reason, layout = can_frame(plan), plan.destination.layout
    if reason is not None or layout is None:
        raise NotInFrames(reason)
    table = read_csv(body, answers, doubled=doubled)
    seen = _Seen(Counter(), Counter(), Counter())
    frame = framed(plan, _observed(table.frame, seen.source(table.facts)), answers)
    marked = _observed(frame.marked, seen.ends)
    written = _observed(frame.arriving(marked), seen.written(frame))
    try:
        _SINKS[layout.file_type](written, frame, answers, target).collect(engine="streaming")
    except pl.exceptions.PolarsError as problem:
        raise NotInFrames(f"polars cannot read the file: {problem}") from None
    table.prove(sum(seen.by_end.values()), seen.facts)
    if seen.facts[EMPTY]:
        answers("csv_empty_cell")
    if seen.files:
        _touch(frame, layout.file_type, answers, has_null=seen.has_null)
    if seen.fails:
        return _failed(frame)
    return _streamed(frame, seen.by_end, dict(seen.files))


@dataclass
class _Seen:
    """What passes by while a frame is written. Batches come from several threads."""

    facts: Counter[str]
    by_end: Counter[int]
    files: Counter[Folders]
    has_null: bool = False
    fails: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def source(self, facts: Sequence[pl.Expr]) -> Observer:
        """Adds up the facts of the source."""

        def see(batch: pl.DataFrame) -> None:
            found = batch.select(*facts).row(0, named=True)
            with self.lock:
                self.facts.update(found)

        return see

    def ends(self, batch: pl.DataFrame) -> None:
        """Counts the records that each step holds back."""
        counts = dict(batch.get_column(END).value_counts().iter_rows())
        fails = (
            bool(batch.get_column(WHY).str.starts_with(FAILS).any())
            if counts.keys() - {0}
            else False
        )
        with self.lock:
            self.by_end.update(counts)
            self.fails |= fails

    def written(self, frame: Frame) -> Observer:
        """Counts the records of each partition."""
        groups = [FOLDER + name for name in frame.partition]

        def see(batch: pl.DataFrame) -> None:
            has_null = any(batch.get_column(name).null_count() for name in frame.columns)
            rows = batch.group_by(groups).len().iter_rows() if groups else [(batch.height,)]
            counts = {
                tuple(zip(frame.partition, row, strict=False)): row[-1] for row in rows if row[-1]
            }
            with self.lock:
                self.files.update(counts)
                self.has_null |= has_null

        return see


def _observed(frame: pl.LazyFrame, see: Observer) -> pl.LazyFrame:
    """The frame, each batch of which is shown to `see`."""

    def pass_on(batch: pl.DataFrame) -> pl.DataFrame:
        if batch.height:
            see(batch)
        return batch

    return frame.map_batches(pass_on, streamable=True, validate_output_schema=False)


def _fails() -> pl.Expr:
    return pl.col(WHY).str.starts_with(FAILS).fill_null(value=False)


def _streamed(
    frame: Frame,
    counts: Mapping[int, int],
    files: Mapping[Folders, int],
    failure: str | None = None,
) -> Streamed:
    filtered = sum(
        count for end, count in counts.items() if end and isinstance(frame.ends[end - 1], Filter)
    )
    dropped = sum(count for end, count in counts.items() if end) - filtered
    return Streamed(sum(counts.values()), filtered, dropped, files, failure)


def _failed(frame: Frame) -> Streamed:
    """A second pass, up to the record that ends the run."""
    numbered = frame.marked.select(END, WHY).with_row_index(_COUNT)
    number, end, why = _one(numbered.filter(_fails()).select(_COUNT, END, WHY).head(1))
    before = numbered.head(number).group_by(END).agg(pl.len().alias(_NULLS))
    counts = dict(before.collect(engine="streaming").iter_rows())
    counts[0] = counts.get(0, 0) + 1  # it is read, and neither filtered nor dropped
    place = place_of(frame.ends[end - 1], number)
    return _streamed(frame, counts, {}, f"{why.removeprefix(FAILS)} {place}")


def _one(query: pl.LazyFrame) -> tuple[Any, ...]:
    return query.collect(engine="streaming").row(0)


def _touch(frame: Frame, file_type: str, answers: Answers, *, has_null: bool) -> None:
    for name in frame.touched:
        answers(name)
    if file_type == "CSV":
        answers("csv_quoting")
    if has_null and file_type in _NULL_QUESTIONS:
        answers(_NULL_QUESTIONS[file_type])


_NULL_QUESTIONS: Mapping[str, str] = {"CSV": "csv_null", "JSON": "json_null"}


def _place(frame: Frame, target: Target) -> Any:
    """Where polars writes: one file, or one for each partition."""
    if not frame.partition:
        return target(())

    def path(told: Any) -> Path | IO[bytes]:
        values = told.partition_keys.row(0)
        return target(tuple(zip(frame.partition, values, strict=True)))

    keys = [FOLDER + name for name in frame.partition]
    return pl.PartitionBy(
        "", key=keys, include_key=False, file_path_provider=path, approximate_bytes_per_file=None
    )


def _csv(written: pl.LazyFrame, frame: Frame, answers: Answers, target: Target) -> pl.LazyFrame:
    given = answers.assumptions
    null = NULLS[given.csv_null]
    if given.csv_quoting == "minimal":
        return written.sink_csv(
            _place(frame, target), null_value=null, quote_style="necessary", lazy=True
        )
    quoted = [
        ('"' + pl.col(name).str.replace_all('"', '""', literal=True) + '"').alias(_quoted(name))
        for name in frame.columns
    ]
    rest = [FOLDER + name for name in frame.partition]
    return written.select(*quoted, *rest).sink_csv(
        _place(frame, target), null_value=null, quote_style="never", lazy=True
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _json(written: pl.LazyFrame, frame: Frame, answers: Answers, target: Target) -> pl.LazyFrame:
    if answers.assumptions.json_null == "explicit":
        return written.sink_ndjson(_place(frame, target), lazy=True)
    members = [
        pl.when(pl.col(name).is_not_null()).then(
            pl.struct(name).struct.json_encode().str.slice(1).str.head(-1)
        )
        for name in frame.columns
    ]
    line = pl.concat_str(members, separator=",", ignore_nulls=True)
    rest = [FOLDER + name for name in frame.partition]
    return written.select((pl.lit("{") + line + pl.lit("}")).alias(_NULLS), *rest).sink_csv(
        _place(frame, target), include_header=False, quote_style="never", lazy=True
    )


def _parquet(written: pl.LazyFrame, frame: Frame, _: Answers, target: Target) -> pl.LazyFrame:
    return written.sink_parquet(_place(frame, target), lazy=True)


_SINKS: Mapping[str, Callable[[pl.LazyFrame, Frame, Answers, Target], pl.LazyFrame]] = {
    "CSV": _csv,
    "JSON": _json,
    "PARQUET": _parquet,
}
_COUNT, _NULLS = "\ufffecount", "\ufffenulls"
