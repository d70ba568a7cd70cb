"""
Two results compared: which rows differ, in which cells, and which tasks made the difference.

Rows are compared by key and never by position: by `--key` or the destination's idFieldNames; else, if both sides read the same source,
by the record that they come from; else by a field named Id or id; else as a multiset of whole rows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from appflow_command.rehearse.side import Side
from appflow_emulator.data_plane.outcome import Left, Written
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.steps import Step
from appflow_emulator.data_plane.values import json_of

Kind = Literal["changed", "added", "removed"]
Key = Sequence[str]

_ID_FIELDS = ("Id", "id")
ABSENT = object()
"""The value of a column that a row does not have. Null is a value."""


@dataclass(frozen=True)
class Cell:
    """A cell that differs: its column, the values of both sides, and the tasks that made the difference."""

    column: str
    before: Any
    after: Any
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class RowChange:
    """
    A row that differs.

    Attributes:
        key: The columns that name the row, with their values. Empty if no column does.
        number: The number of its source record, from 0.
        held: What holds the row back on the side that does not have it, if the side says so.
    """

    kind: Kind
    key: tuple[tuple[str, Any], ...]
    number: int
    cells: tuple[Cell, ...] = ()
    held: Left | None = None


@dataclass(frozen=True)
class Comparison:
    """
    How two sides differ.

    Attributes:
        changes: The rows that differ: changed and added ones in the order of `after`, then removed ones.
        by_task: How many rows each task changed, held back or let pass.
    """

    before: Side
    after: Side
    changes: tuple[RowChange, ...] = ()
    by_task: Mapping[str, int] = field(default_factory=dict)

    @property
    def counted(self) -> Mapping[Kind, int]:
        """How many rows are changed, added and removed."""
        return Counter(each.kind for each in self.changes)

    @property
    def same_objects(self) -> bool:
        """Whether both sides write objects of the same keys."""
        return _keys(self.before) == _keys(self.after)

    @property
    def same(self) -> bool:
        """Whether rows, columns, objects and failures are the same."""
        return (
            not self.changes
            and self.same_objects
            and set(self.before.columns) == set(self.after.columns)
            and (self.before.failure is None) == (self.after.failure is None)
        )


def _keys(side: Side) -> list[str]:
    return sorted(each.key for each in side.objects)


def key_columns(after: Side, before: Side, given: Key = ()) -> Key:
    """The columns that name a row in a report: `given`, idFieldNames, or a field named Id or id; empty if there is none."""
    plan = after.plan or before.plan
    wanted = given or (plan.destination.ids if plan else ())
    if wanted:
        return tuple(wanted)
    there = {*after.columns, *before.columns}
    return tuple(name for name in _ID_FIELDS if name in there)[:1]


def compare(before: Side, after: Side, key: Key = ()) -> Comparison:
    """Compare two results. `key` names columns of the result, and overrides every other key."""
    named = key_columns(after, before, key)
    pairs = _paired(before.written, after.written, _identity(before, after, named, key))
    own, other = _tasks_by_column(before.plan, after.plan)
    left = {
        id(side): {each.number: each for each in (*side.filtered, *side.dropped)}
        for side in (before, after)
    }
    changes: list[RowChange] = []
    by_task: Counter[str] = Counter()
    for old, new in pairs:
        change = _change(old, new, named, own, other)
        if change is None:
            continue
        if change.kind != "changed" and _same_source(before.plan, after.plan):
            missing = after if change.kind == "removed" else before
            change = replace(change, held=left[id(missing)].get(change.number))
        changes.append(change)
        by_task.update({task for cell in change.cells for task in cell.tasks})
        if change.held is not None:
            by_task.update([str(change.held.step)])
    return Comparison(before, after, tuple(changes), dict(sorted(by_task.items())))


def _same_source(before: Plan | None, after: Plan | None) -> bool:
    return before is not None and after is not None and before.source == after.source


def _identity(before: Side, after: Side, named: Key, given: Key) -> Callable[[Written], Hashable]:
    """What two rows have in common that are the same row."""
    ids = after.plan.destination.ids if after.plan else ()
    if not (given or ids) and _same_source(before.plan, after.plan):
        return lambda row: row.number
    if named:
        return lambda row: tuple(json_of(row.record.get(name)) for name in named)
    return _whole


def _whole(row: Written) -> str:
    return json_of(dict(sorted(row.record.items())))


def _paired(
    before: Sequence[Written], after: Sequence[Written], identity: Callable[[Written], Hashable]
) -> Iterator[tuple[Written | None, Written | None]]:
    """The rows of both sides in pairs. Rows with one identity pair in their order; what is left over pairs with None."""
    waiting: dict[Hashable, list[Written]] = defaultdict(list)
    for row in before:
        waiting[identity(row)].append(row)
    for row in after:
        same = waiting.get(identity(row))
        yield (same.pop(0) if same else None), row
    for rest in waiting.values():
        for row in rest:
            yield row, None


def _change(
    old: Written | None,
    new: Written | None,
    named: Key,
    own: Callable[[str], tuple[str, ...]],
    other: tuple[str, ...],
) -> RowChange | None:
    row = new or old
    assert row is not None  # noqa: S101 - a pair has one row at least
    key = tuple((name, row.record.get(name)) for name in named)
    if old is None or new is None:
        return RowChange("removed" if new is None else "added", key, row.number)
    columns = dict.fromkeys([*old.record, *new.record])
    cells = tuple(
        Cell(name, was, now, own(name) or other)
        for name in columns
        if _differ(was := old.record.get(name, ABSENT), now := new.record.get(name, ABSENT))
    )
    return RowChange("changed", key, row.number, cells) if cells else None


def _differ(was: Any, now: Any) -> bool:
    """Whether two values differ as JSON: 1.10 and 1.1 do, and 2 and "2"."""
    if isinstance(was, str) and isinstance(now, str):
        return was != now  # most values, and quicker so
    return _text(was) != _text(now)


def _text(value: Any) -> str:
    return "" if value is ABSENT else json_of(value)


def _tasks_by_column(
    before: Plan | None, after: Plan | None
) -> tuple[Callable[[str], tuple[str, ...]], tuple[str, ...]]:
    """The tasks that differ in the lineage of a column, and what to say if none does."""
    known: dict[str, tuple[str, ...]] = {}

    def of(column: str) -> tuple[str, ...]:
        if column not in known:
            old = [_bare(each) for each in before.lineage(column)] if before else []
            new = [_bare(each) for each in after.lineage(column)] if after else []
            differ = [each for each in new if each not in old] + [
                each for each in old if each not in new
            ]
            known[column] = tuple(dict.fromkeys(map(str, differ)))
        return known[column]

    if before is None or after is None:
        return of, ()
    if before.source != after.source:
        return of, (f"source {after.source}",)
    return of, ("order of the tasks",)


def _bare(step: Step) -> Step:
    """The step without its place in the list, which changes when another task is added before it."""
    return replace(step, task=-1)
