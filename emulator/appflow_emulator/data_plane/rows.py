"""
Carries a plan out record by record, in plain Python.

This is the reference for `frames`, and the way of JSON and of small inputs. Each step works on a copy of the record. A question
is asked only where its answers differ for the record at hand, so that a result names what it rests on.

Casts change nothing: the names of types are the connector's, and no output is public in which a cast changed a value.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from appflow_emulator.data_plane.answers import Answers, Given
from appflow_emulator.data_plane.changes import (
    Fails,
    Held,
    calculated,
    ends_run,
    fault_of,
    masked,
    merged,
    place_of,
    truncated,
)
from appflow_emulator.data_plane.comparing import keeps, why_not
from appflow_emulator.data_plane.dialect import dialect_of
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.outcome import Left, Moved, Record, RunFailed, Written
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.steps import (
    Arithmetic,
    Filter,
    Map,
    MapAll,
    Mask,
    Merge,
    Partition,
    Passthrough,
    Projection,
    Step,
    Truncate,
    Validate,
)
from appflow_emulator.data_plane.values import milliseconds_of, text_of

Window = tuple[datetime, datetime]
"""Aware times: the first that is read, and the first that is not."""


def carry_out(
    plan: Plan, records: Iterable[Record], answers: Answers, window: Window | None = None
) -> Moved:
    """
    What becomes of the records. A field that a step names and a record does not have is null; see `missing_fields`.

    Args:
        plan: The flow.
        records: What the source has.
        answers: The assumptions; those that are asked count as touched.
        window: Reads only records whose time of change is from the first time on and before the second. Of S3, the caller
            selects objects by their time instead.
    """
    moved = Moved(touched=answers.touched)
    try:
        for outcome in outcomes(plan, records, answers, window, moved):
            if isinstance(outcome, Written):
                moved.written.append(outcome)
            elif isinstance(outcome.step, Filter):
                moved.filtered.append(outcome)
            else:
                moved.dropped.append(outcome)
    except RunFailed as failed:
        moved.failure, moved.written = str(failed), []
    return moved


def outcomes(
    plan: Plan,
    records: Iterable[Record],
    answers: Answers,
    window: Window | None = None,
    counts: Moved | None = None,
) -> Iterator[Written | Left]:
    """
    What becomes of each record that is read, one at a time.

    Args:
        counts: Where to count the records that are read, and those outside of the window.

    Raises:
        RunFailed: a record ends the run. It counts as read.
        CannotRehearse: no task writes a field.
    """
    if not plan.of(Map, MapAll, Passthrough):
        raise CannotRehearse(
            "tasks: no task writes a field. Add a Map task for each field, or one Map_all task"
        )
    order = answers("step_order") if plan.order_matters else "by_kind"
    # A Partition makes folders of what is written, so it comes last in every order.
    steps = [step for step in plan.ordered(order) if not isinstance(step, (Projection, Partition))]
    finish = Finish(plan, answers)
    spoken = dialect_of(plan.source, answers)
    projected = None if plan.projected is None else frozenset(plan.projected)
    count = counts or Moved()
    for number, record in enumerate(records):
        if window is not None and not _is_within(plan, number, record, window):
            count.outside += 1
            continue
        count.read += 1
        work = Work(number, spoken(record), projected)
        left = _carried(steps, work, answers)
        yield finish(work) if left is None else Left(number, record, *left)


def missing_fields(plan: Plan, known: Iterable[str]) -> list[str]:
    """A sentence for each task that names a field which the source does not have, or which no projection reads."""
    names = list(dict.fromkeys(known))
    read = set(names) if plan.projected is None else {*names} & {*plan.projected}
    found = []
    for task, field, present in _named(plan, set(names), read):
        if field in present:
            continue
        if field in names:
            found.append(f"{task} uses the field {field}, which no projection reads")
            continue
        close = difflib.get_close_matches(field, names, 1)
        hint = f". Did you mean {close[0]}?" if close else ""
        found.append(f"{task} names the field {field}, which {plan.source} does not have{hint}")
    return found


def _named(plan: Plan, names: set[str], read: set[str]) -> Iterator[tuple[str, str, set[str]]]:
    """Who names which field, and among which fields it must be."""
    made = set(plan.made)
    written = set(plan.origins())
    if plan.source.changed_by:
        yield "incrementalPullConfig", plan.source.changed_by, names
    for step in plan.steps:
        task = f"tasks[{step.task}]"
        if isinstance(step, MapAll):  # a name that excludes nothing lets a field through
            yield from ((task, field, names) for field in step.exclude)
        elif isinstance(step, Filter | Projection):
            yield from ((task, field, names | made) for field in step.fields)
        elif isinstance(step, Partition):
            yield from ((task, field, read | made | written) for field in step.fields)
        else:
            yield from ((task, field, read | made) for field in step.fields)


def _is_within(plan: Plan, number: int, record: Record, window: Window) -> bool:
    """Whether the window has the record. Null is never in it, as in a query by time."""
    field = plan.source.changed_by
    if field is None:
        return True
    at = milliseconds_of(record.get(field))
    if at is None:
        if record.get(field) is None:
            return False
        raise RunFailed(f"{field} of record {number + 1} is not a time")
    begin, end = map(milliseconds_of, window)
    return bool(begin <= at < end)  # type: ignore[operator]  # of times, neither is None


class Work:
    """One record on its way: the source record, the values as the steps left them, and the result so far."""

    __slots__ = ("fields", "number", "out", "own", "source")

    def __init__(self, number: int, record: Record, projected: frozenset[str] | None) -> None:
        self.number = number
        self.source = record
        self.own = record if projected is None else _some(record, projected)
        self.fields: Record = dict(self.own)  # with results of Merge and Arithmetic
        self.out: Record = {}


def _some(record: Record, names: frozenset[str]) -> Record:
    return {name: value for name, value in record.items() if name in names}


def _carried(steps: Sequence[Step], work: Work, answers: Answers) -> tuple[Step, str] | None:
    """The step that holds the record back, and why."""
    step = None
    try:
        for step in steps:
            _CARRY[type(step)](step, work, answers)
    except (Held, Fails) as end:
        assert step is not None  # noqa: S101 (a step raised it)
        if isinstance(end, Held):
            return step, str(end)
        raise RunFailed(f"{end} {place_of(step, work.number)}") from None
    return None


def _filter(step: Filter, work: Work, answers: Answers) -> None:
    (field,) = step.fields
    # A filter may use a field that is not read, because the source can filter by it (inferred).
    value = work.fields[field] if field in work.fields else work.source.get(field)
    if not keeps(step, value, answers):
        raise Held(f"{field} {why_not(step, value)}")


def _validate(step: Validate, work: Work, answers: Answers) -> None:
    for field in step.fields:
        fault = fault_of(step, work.fields.get(field), answers)
        if fault is not None:
            raise (Fails if ends_run(step, answers) else Held)(f"{field} {fault}")


def _mask(step: Mask, work: Work, answers: Answers) -> None:
    for field in step.fields:
        if field in work.fields:
            work.fields[field] = masked(step, work.fields[field], answers)


def _truncate(step: Truncate, work: Work, answers: Answers) -> None:
    for field in step.fields:
        if field in work.fields:
            work.fields[field] = truncated(step, work.fields[field], answers)


def _merge(step: Merge, work: Work, answers: Answers) -> None:
    work.fields[step.into] = merged(step, work.fields.get, answers)


def _arithmetic(step: Arithmetic, work: Work, answers: Answers) -> None:
    values = [work.fields.get(field) for field in step.fields]
    work.fields[step.into] = calculated(step, values, answers)


def _map(step: Map, work: Work, _: Answers) -> None:
    work.out[step.to] = work.fields.get(step.fields[0])


def _map_all(step: MapAll, work: Work, _: Answers) -> None:
    for field in work.own:
        if field not in step.exclude:
            work.out[field] = work.fields[field]


def _passthrough(_: Passthrough, work: Work, __: Answers) -> None:
    for field in work.own:
        work.out[field] = work.fields[field]


_CARRY: Mapping[type[Step], Callable[[Any, Work, Answers], None]] = {
    Filter: _filter,
    Validate: _validate,
    Mask: _mask,
    Truncate: _truncate,
    Merge: _merge,
    Arithmetic: _arithmetic,
    Map: _map,
    MapAll: _map_all,
    Passthrough: _passthrough,
}


class Finish:
    """What arrives of a record: its columns in their order, only the ids of a DELETE, and the folders of the partition."""

    def __init__(self, plan: Plan, answers: Answers) -> None:
        self._answers = answers
        self._origin = plan.origins()
        to = plan.destination
        self._ids = to.ids if to.write == "DELETE" else ()
        self._partition = plan.partition
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __call__(self, work: Work) -> Written:
        columns = list(work.out)
        by_source = self._by_source(work.source, work.out)
        if list(by_source) != columns and self._answers("key_order") == "source":
            columns = list(by_source)
        if self._ids:  # other columns are ignored (documented)
            columns = [name for name in columns if name in self._ids]
        record = {name: work.out[name] for name in columns}
        return Written(
            work.number, record, tuple((f, self._folder(f, work)) for f in self._partition)
        )

    def _by_source(self, record: Record, out: Record) -> tuple[str, ...]:
        """The columns in the order of the source's fields. Results of Merge and Arithmetic follow."""
        key = (*record, "", *out)
        if key not in self._known:
            places = {name: place for place, name in enumerate(record)}
            origin = self._origin
            self._known[key] = tuple(
                sorted(out, key=lambda name: places.get(origin.get(name, name), len(places)))
            )
        return self._known[key]

    def _folder(self, field: str, work: Work) -> str:
        """The value that a folder shows. `field` may be of the destination, or of the source."""

        def shown(given: Given) -> str:
            places = (work.out, work.fields)
            if given.get("partition_field") == "source":
                places = places[::-1]
            value = next((place[field] for place in places if field in place), None)
            return "null" if value is None else text_of(value) or ""

        both = field in work.out and field in work.fields
        return self._answers.settle(("partition_field",) if both else (), shown)
