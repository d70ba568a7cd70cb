"""
Two versions of a flow as a drawing shows them: what is added, removed and changed. It is the part of a graph that a pull request changes.

Names and words enter it, values of records never do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appflow_command.graph.mermaid import (
    ADDED,
    CHANGED,
    INACTIVE,
    LISTED_MAX,
    REMOVED,
    Node,
    chart,
    fields_of,
    listed,
)
from appflow_command.graph.model import Column, Dataset, Flow, Input, Lineage
from appflow_provider.counting import counted


@dataclass(frozen=True)
class FlowDrawing:
    """
    A flow that a drawing of changes shows.

    Attributes:
        name: The name of the flow's resource.
        kind: `added`, `removed` or `changed`.
        marks: What is different, each in a few words.
        sources: What it reads; of a flow that is moved, also what it read before.
        targets: What it writes; of a flow that is moved, also what it wrote before.
    """

    name: str
    kind: str
    marks: tuple[str, ...]
    sources: tuple[Dataset, ...]
    targets: tuple[Dataset, ...]


def drawing_of(before: Flow | None, after: Flow | None) -> FlowDrawing | None:
    """The drawing of a change. None if the graph stays as it is."""
    flow = after or before
    if flow is None:
        return None
    if before is None or after is None:
        kind, marks = (ADDED if before is None else REMOVED), tuple(_of_one(flow))
        return FlowDrawing(flow.name, kind, marks, (flow.source,), flow.destinations)
    marks = tuple(_differences(before, after))
    if not marks:
        return None
    return FlowDrawing(
        flow.name,
        CHANGED,
        marks,
        tuple(sorted({before.source, after.source})),
        tuple(sorted({*before.destinations, *after.destinations})),
    )


def _of_one(flow: Flow) -> Iterator[str]:
    yield flow.when + (", inactive" if flow.inactive else "")
    yield fields_of(flow)
    if flow.lineage.masked:
        yield f"masks {listed(flow.lineage.masked)}"


def _differences(before: Flow, after: Flow) -> Iterator[str]:
    was, now = before.lineage, after.lineage
    if before.source != after.source:
        yield f"reads {_named([after.source])}, before {_named([before.source])}"
    if before.destinations != after.destinations:
        yield f"writes {_named(after.destinations)}, before {_named(before.destinations)}"
    if before.when != after.when:
        yield f"{after.when}, before {before.when}"
    if before.inactive != after.inactive:
        yield f"now {INACTIVE}" if after.inactive else f"no longer {INACTIVE}"
    if not (was.readable and now.readable):
        if was != now:
            yield "fields are not known"
        return
    if hidden := [each for each in now.masked if each not in was.masked]:
        yield f"now masks {listed(hidden)}"
    if shown := [each for each in was.masked if each not in now.masked]:
        yield f"no longer masks {listed(shown)}"
    if was.everything != now.everything or was.excluded != now.excluded:
        yield f"{fields_of(after)}, before {fields_of(before)}"
    yield from _of_columns(was, now)
    if was.conditions != now.conditions:
        held = f"records chosen by {listed(now.conditions)}" if now.conditions else "all records"
        yield held


def _columns(known: Lineage) -> dict[str, Column]:
    """The columns by name, without their masks, and without what arrives under its own name anyway."""
    found = {
        each.name: Column(each.name, tuple(sorted({_unmasked(one) for one in each.inputs})))
        for each in known.columns
    }
    anyway = {name for name, each in found.items() if each.inputs == (Input(name),)}
    return {name: each for name, each in found.items() if not (known.everything and name in anyway)}


def _unmasked(of: Input) -> Input:
    return Input(of.field, tuple(each for each in of.steps if each != "Mask"))


def _of_columns(was: Lineage, now: Lineage) -> Iterator[str]:
    old, new = _columns(was), _columns(now)
    if more := [name for name in new if name not in old and not was.everything]:
        yield f"+ {listed(more)}"
    kept = {name for name in old if now.everything and name not in now.excluded}
    if less := [name for name in old if name not in new and name not in kept]:
        yield f"- {listed(less)}"
    made = [each for name, each in new.items() if name in old and old[name] != each]
    for each in made[:LISTED_MAX]:
        yield f"{each}, before {str(old[each.name]).partition(' from ')[2]}"
    if len(made) > LISTED_MAX:
        yield f"{counted(len(made) - LISTED_MAX, 'more field')} made otherwise"


def _named(ends: Sequence[Dataset]) -> str:
    return " and ".join(f"{each.system} {each.name}" for each in ends) or "nothing"


def chart_of(drawings: Sequence[FlowDrawing], most: int) -> str:
    """
    The drawings as one chart of Mermaid; empty if there is none.

    Args:
        drawings: The flows.
        most: The greatest number of characters. The last flows by name are left out, and counted, if the chart would be longer.
    """
    nodes = [
        Node((f"{each.name} {each.kind}", *each.marks), each.sources, each.targets, each.kind)
        for each in sorted(drawings, key=lambda each: each.name)
    ]
    shown = len(nodes)
    while shown:
        left = len(nodes) - shown
        rest = [Node((f"and {counted(left, 'more flow')} that change",), (), ())] if left else []
        if len(drawn := chart([*nodes[:shown], *rest])) <= most:
            return drawn
        shown = shown * 3 // 4 if shown > 3 else shown - 1
    return ""
