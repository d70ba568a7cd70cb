"""
A result as texts, the only form in which values reach a report. What `Hiding` hides is gone here.

Nothing in it depends on the run: no time, no id, no path of this machine. No character in it does anything to a terminal, and none
turns the direction of a line around: names of fields and records come from elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

from appflow_command.graph.changes import FlowDrawing
from appflow_command.markup import visible
from appflow_command.rehearse.compare import ABSENT, Comparison, RowChange
from appflow_command.rehearse.hiding import Hiding
from appflow_command.rehearse.result import FlowResult, Status
from appflow_command.rehearse.side import Side
from appflow_emulator.assumptions import data_questions
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.values import json_of
from appflow_provider.counting import counted

COUNTS = ("read", "filtered", "dropped", "written")
_NO_CELL = "(no column)"


@dataclass(frozen=True)
class RowView:
    """A line of a table of changes: one cell that differs, or a whole row that only one side has."""

    key: str
    kind: str
    column: str
    before: str
    after: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class ChangesView:
    """
    A table of changes.

    Attributes:
        key: What names a row: columns, or `record` for the number of the source record.
        differ: How many rows differ.
        rows: The lines of the first of them.
    """

    title: str
    key: str
    differ: int
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class SideView:
    """One side in short: its counts by name, keys of objects, columns, and why it failed."""

    counts: Mapping[str, int]
    objects: tuple[str, ...]
    columns: tuple[str, ...]
    failure: str | None


@dataclass(frozen=True)
class AssumptionView:
    """An assumption that the result touched. `others` are the other answers, with what each would change if that was asked for."""

    name: str
    answer: str
    times: int
    others: tuple[str, ...]


@dataclass(frozen=True)
class FlowView:
    """One flow. `headline` is a sentence without the name of the flow, `route` says from where to where it moves records."""

    name: str
    status: Status
    headline: str
    route: str = ""
    place: str = ""
    notes: tuple[str, ...] = ()
    before: SideView | None = None
    after: SideView | None = None
    tasks: tuple[tuple[str, int], ...] = ()
    changes: tuple[ChangesView, ...] = ()
    held: tuple[str, ...] = ()
    assumptions: tuple[AssumptionView, ...] = ()
    drawing: FlowDrawing | None = None


def view_of(result: FlowResult, max_rows: int) -> FlowView:
    """
    The texts of a result.

    Args:
        max_rows: How many rows each table shows. A row may have several lines.
    """
    view: FlowView = _visible(_view(result, max_rows))
    return view


def _visible(value: Any) -> Any:
    """The value, where each character that does not print is written as an escape in every text."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return visible(value)
    if isinstance(value, tuple):
        return tuple(map(_visible, value))
    if isinstance(value, Mapping):
        return {_visible(key): _visible(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{each.name: _visible(getattr(value, each.name)) for each in fields(value)}
        )
    return value


def _view(result: FlowResult, max_rows: int) -> FlowView:
    after, comparison, hiding = result.after, result.comparison, result.hiding
    if after is None:
        return FlowView(
            result.name,
            result.status,
            _headline(result),
            place=result.place,
            drawing=result.drawing,
        )
    before = comparison.before if comparison else None
    plan = after.plan
    return FlowView(
        name=result.name,
        status=result.status,
        headline=_headline(result),
        route=_route(plan),
        place=result.place,
        notes=tuple(_notes(result)),
        before=_side(before, hiding) if before else None,
        after=_side(after, hiding),
        tasks=_tasks(result),
        changes=tuple(_tables(result, max_rows)),
        held=tuple(_held(after, hiding, max_rows)),
        assumptions=tuple(_assumptions(result)),
        drawing=result.drawing,
    )


def _route(plan: Plan | None) -> str:
    if plan is None:
        return ""
    layout = plan.destination.layout
    return f"{plan.source} -> {plan.destination}" + (f" ({layout.file_type})" if layout else "")


def _headline(result: FlowResult) -> str:
    after = result.after
    if result.problem is not None:
        return f"cannot be rehearsed: {result.problem}"
    if after is None:
        return "will be deleted"
    if after.failure is not None:
        return f"the run fails: {after.failure}"
    if after.lost_all:
        return f"{counted(after.read, 'row')} read and none written"
    if result.comparison is None:
        return f"{len(after.written):,} of {counted(after.read, 'row')} {'is' if len(after.written) == 1 else 'are'} written"
    return _difference(result.comparison)


def _difference(comparison: Comparison) -> str:
    before, after = comparison.before, comparison.after
    written = counted(len(after.written), "row")
    if comparison.same:
        return f"nothing changes, {written} written"
    if before.failure is not None:
        return f"the run failed before, now {written} written"
    kinds = comparison.counted
    changed, of = kinds.get("changed", 0), max(before.read, after.read)
    parts = (
        [f"{changed:,} of {counted(of, 'row')} {'changes' if changed == 1 else 'change'}"]
        if changed
        else []
    )
    for number, word in ((kinds.get("removed", 0), "fewer"), (kinds.get("added", 0), "more")):
        if number:
            parts.append(f"{number:,} {word} {'is' if number == 1 else 'are'} written")
    if not parts and not comparison.same_objects:
        parts.append("the objects change, the rows do not")
    return ", ".join(parts) or "the columns change, the rows do not"


def _notes(result: FlowResult) -> Iterator[str]:
    if result.before_problem is not None:
        yield f"The version before cannot be rehearsed: {result.before_problem}"
    elif result.comparison is None:
        yield "There is no version before to compare with."
    elif result.comparison.before.failure is not None:
        yield f"The run failed before: {result.comparison.before.failure}"
    if result.approved is None:
        if result.needs_approval:
            yield "No rows are approved. Look at the result and run appflow-pulumi rehearse --update."
    elif result.approved.same:
        yield "These rows are approved."
    else:
        yield "The result differs from the approved rows."


def _side(side: Side, hiding: Hiding) -> SideView:
    return SideView(
        counts=dict(zip(COUNTS, side.counts, strict=True)),
        objects=tuple(sorted({hiding.key(each.key, each.folders) for each in side.objects})),
        columns=side.columns,
        failure=side.failure,
    )


def _tasks(result: FlowResult) -> tuple[tuple[str, int], ...]:
    if result.comparison is None or result.comparison.before.failure is not None:
        return ()
    return tuple(result.comparison.by_task.items())


def _tables(result: FlowResult, max_rows: int) -> Iterator[ChangesView]:
    for title, comparison in (
        ("Rows that change", result.comparison),
        ("Rows that differ from the approved ones", result.approved),
    ):
        if comparison is None or not comparison.changes:
            continue
        if comparison.before.failure is None and comparison.after.failure is None:
            yield table_of(title, comparison, result.hiding, max_rows)


def table_of(title: str, comparison: Comparison, hiding: Hiding, max_rows: int) -> ChangesView:
    """The table of a comparison's first rows."""
    key = ", ".join(name for name, _ in comparison.changes[0].key) or "record"
    lines = (
        line
        for change in comparison.changes[:max_rows]
        for line in _lines(change, comparison, hiding)
    )
    return ChangesView(title, key, len(comparison.changes), tuple(lines))


def _lines(change: RowChange, comparison: Comparison, hiding: Hiding) -> Iterator[RowView]:
    gone = change.kind == "removed"
    plan = (comparison.before if gone else comparison.after).plan
    key = ", ".join(hiding.cell(name, value, plan) for name, value in change.key)
    named = key or str(change.number + 1)
    if change.kind != "changed":
        why = f"{change.held.step}: {change.held.why}" if change.held else ""
        there = ("written", why or "not written")
        before, after = there if gone else there[::-1]
        tasks = (str(change.held.step),) if change.held else ()
        yield RowView(named, change.kind, "(row)", before, after, tasks)
        return
    for cell in change.cells:
        sides = (
            (cell.before, comparison.before.plan),
            (cell.after, comparison.after.plan),
        )
        before, after = (
            _NO_CELL if value is ABSENT else hiding.cell(cell.column, value, side)
            for value, side in sides
        )
        if before == after and not (hiding.hides(cell.column) or hiding.shown == "none"):
            before, after = json_of(cell.before), json_of(cell.after)  # 2 and "2"
        yield RowView(named, change.kind, cell.column, before, after, cell.tasks)


def _held(side: Side, hiding: Hiding, max_rows: int) -> Iterator[str]:
    """The dropped records of the new version: the record, the task and the reason."""
    plan = side.plan
    for each in side.dropped[:max_rows]:
        yield f"record {each.number + 1}{_named(each.record, plan, hiding)}: {each.step}: {each.why}"
    if len(side.dropped) > max_rows:
        yield f"and {len(side.dropped) - max_rows:,} more"


def _named(record: Mapping[str, object], plan: Plan | None, hiding: Hiding) -> str:
    wanted: Sequence[str] = plan.destination.ids if plan and plan.destination.ids else ("Id", "id")
    found = next((name for name in wanted if record.get(name) is not None), None)
    return f" ({found} {hiding.source(found, record[found])})" if found else ""


def _assumptions(result: FlowResult) -> Iterator[AssumptionView]:
    assert result.after is not None  # noqa: S101 - asked by the caller
    questions = data_questions()
    for name, times in result.after.touched.items():
        known = questions.get(name, ("",))
        answer = result.after.answers.get(name, known[0])
        tried = [each for each in result.alternatives if each.assumption == name]
        others = [_effect(each.answer, each.comparison) for each in tried]
        untried = [each for each in known if each != answer]
        yield AssumptionView(name, answer, times, tuple(others or untried))


def _effect(answer: str, comparison: Comparison | None) -> str:
    if comparison is None:
        return f"{answer}: cannot be rehearsed"
    if comparison.after.failure is not None:
        return f"{answer}: the run fails"
    if comparison.same:
        return f"{answer}: same rows"
    differ = len(comparison.changes)
    return (
        f"{answer}: {counted(differ, 'row')} {'differs' if differ == 1 else 'differ'}"
        if differ
        else f"{answer}: other objects"
    )
