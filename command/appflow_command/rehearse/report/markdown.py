"""The report as Markdown: for a comment on a pull request, or the summary of a workflow. It never exceeds what GitHub accepts."""

from collections.abc import Callable, Iterator, Sequence

from appflow_command.graph.changes import chart_of
from appflow_command.graph.mermaid import fenced
from appflow_command.markup import plain, span
from appflow_command.rehearse.report.view import (
    COUNTS,
    AssumptionView,
    ChangesView,
    FlowView,
    SideView,
)
from appflow_command.rehearse.result import Status
from appflow_provider.counting import counted

LIMIT = 64_000  # characters; GitHub takes 65,536 in a comment
_GRAPH_MAX = 12_000  # characters; our choice, so that tables have room
_OBJECTS_MAX = 3  # keys of objects in the table; our choice
_CUT = "*The rest of this flow does not fit into a comment. Use --out report.html.*\n"


def as_markdown(flows: Sequence[FlowView]) -> str:
    """All flows. Tables of the last ones are left out first if the text gets too long."""
    if not flows:
        return "No flow to rehearse.\n"
    short = [_short(each) for each in flows]
    graph = _graph(flows)
    spare = LIMIT - sum(map(len, short)) - len(short) - len(graph)
    if spare < 0:
        return _only_headlines(flows, short)
    sections = []
    for each, line in zip(flows, short, strict=True):
        for draw in _DRAWN:
            section = draw(each)
            if len(section) - len(line) <= spare:
                break
        else:
            section = line
        spare -= len(section) - len(line)
        sections.append(section)
    return graph + "\n".join(sections)


def _graph(flows: Sequence[FlowView]) -> str:
    """The part of the graph that changes. Empty if none does."""
    drawn = chart_of([each.drawing for each in flows if each.drawing], _GRAPH_MAX)
    return f"What changes in the graph of the flows:\n\n{fenced(drawn)}\n" if drawn else ""


def _only_headlines(flows: Sequence[FlowView], short: Sequence[str]) -> str:
    kept: list[str] = []
    room = LIMIT - 100
    for line in short:
        room -= len(line) + 1
        if room < 0:
            kept.append(
                f"And {counted(len(flows) - len(kept), 'more flow')}. Use --out report.html.\n"
            )
            break
        kept.append(line)
    return "\n".join(kept)


def _short(flow: FlowView) -> str:
    headline = flow.headline if len(flow.headline) <= 500 else flow.headline[:499] + "…"
    route = f" {span(flow.route)}" if flow.route else ""
    place = f" ({span(flow.place)})" if flow.place and flow.status >= Status.FAILED else ""
    return f"### {plain(flow.name)}: {plain(headline)}{place}\n{route.strip()}\n"


def _whole(flow: FlowView) -> str:
    return "\n".join([_short(flow), *_summary(flow), *_details(flow), *_assumed(flow.assumptions)])


def _without_tables(flow: FlowView) -> str:
    return "\n".join([_short(flow), *_summary(flow), _CUT])


_DRAWN: tuple[Callable[[FlowView], str], ...] = (_whole, _without_tables)


def _summary(flow: FlowView) -> Iterator[str]:
    for note in flow.notes:
        yield f"{plain(note)}\n"
    if flow.after is None:
        return
    sides = [each for each in (flow.before, flow.after) if each]
    yield f"| | {' | '.join(['before', 'after'][-len(sides) :])} |"
    yield "|---" * (len(sides) + 1) + "|"
    yield _row(
        " / ".join(COUNTS), [" / ".join(f"{n:,}" for n in each.counts.values()) for each in sides]
    )
    if any(each.objects for each in sides):
        yield _row("objects", [_objects(each) for each in sides])
    yield _row("columns", [_columns(each, sides[0]) for each in sides])
    yield ""
    if flow.tasks:
        told = ", ".join(f"{span(task)} {counted(rows, 'row')}" for task, rows in flow.tasks)
        yield f"Rows by task: {told}\n"


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _objects(side: SideView) -> str:
    shown = "<br>".join(span(each) for each in side.objects[:_OBJECTS_MAX]) or "none"
    more = len(side.objects) - _OBJECTS_MAX
    return shown + (f" (+{more:,})" if more > 0 else "")


def _columns(side: SideView, first: SideView) -> str:
    names = [span(name) if name in first.columns else f"**{span(name)}**" for name in side.columns]
    return ", ".join(names) or "none"


def _details(flow: FlowView) -> Iterator[str]:
    for changes in flow.changes:
        yield from _table(changes)
    if flow.held:
        yield f"<details><summary>{counted(flow.after.counts['dropped'] if flow.after else 0, 'row')} dropped</summary>\n"
        yield from (f"* {span(each)}" for each in flow.held)
        yield "\n</details>\n"


def _table(changes: ChangesView) -> Iterator[str]:
    shown = len({row.key for row in changes.rows})
    of = f", the first {shown:,} of {changes.differ:,}" if shown < changes.differ else ""
    yield f"{changes.title}{of}:\n"
    yield f"| {plain(changes.key)} | column | before | after | by |"
    yield "|---|---|---|---|---|"
    for row in changes.rows:
        by = ", ".join(span(each) for each in row.tasks)
        yield f"| {span(row.key)} | {span(row.column)} | {span(row.before)} | {span(row.after)} | {by} |"
    yield ""


def _assumed(assumptions: Sequence[AssumptionView]) -> Iterator[str]:
    if not assumptions:
        return
    yield (
        f"Rests on {counted(len(assumptions), 'assumption')}: "
        + ", ".join(
            f"{span(each.name)} = {span(each.answer)} ({counted(each.times, 'time')}; else {', '.join(span(one) for one in each.others)})"
            for each in assumptions
        )
        + "\n"
    )
