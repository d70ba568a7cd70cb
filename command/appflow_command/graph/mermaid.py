"""
A graph as Mermaid: systems as boxes, their datasets in them, and a flow between them.

Names come from elsewhere, so every character that Mermaid, Markdown or HTML could read as a mark is written as its number. The same
flows give the same text, in whatever order they come.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from appflow_command.graph.model import WHOLE, Dataset, Flow, System
from appflow_provider.counting import counted

LABEL_MAX = 120  # characters of a line of a label; our choice
LISTED_MAX = 5  # fields in a label; our choice
DETAILED_MAX = 60  # flows that a drawing shows one by one; more are drawn as one line for each pair of systems; our choice

INACTIVE, ADDED, REMOVED, CHANGED = "inactive", "added", "removed", "changed"
STYLES: Mapping[str, str] = {
    ADDED: "stroke:#1a7f37,stroke-width:3px",
    CHANGED: "stroke:#9a6700,stroke-width:3px",
    INACTIVE: "stroke-dasharray:5 5",
    REMOVED: "stroke:#cf222e,stroke-width:3px,stroke-dasharray:5 5",
}

# What stands in a label as it is. `:` and `%` would do in most places, but not in all of them.
_PLAIN = frozenset(" _-./,()+=*'!?$")


@dataclass(frozen=True, order=True)
class Node:
    """
    A flow in a drawing, or several that lead from one system to another.

    Attributes:
        lines: Its label.
        sources: What it reads.
        targets: What it writes.
        style: A name in `STYLES`, or nothing.
    """

    lines: tuple[str, ...]
    sources: tuple[Dataset, ...]
    targets: tuple[Dataset, ...]
    style: str = ""


def as_mermaid(flows: Sequence[Flow], *, each: bool | None = None) -> str:
    """
    The whole drawing.

    Args:
        flows: The flows.
        each: Whether it shows every flow. The default is to show every flow unless there are many.
    """
    one_by_one = len(flows) <= DETAILED_MAX if each is None else each
    return chart([_node(flow) for flow in flows] if one_by_one else _together(flows))


def chart(nodes: Iterable[Node]) -> str:
    """The drawing of some nodes."""
    ordered = sorted(nodes)
    datasets = sorted({each for node in ordered for each in (*node.sources, *node.targets)})
    names = {each: f"d{number}" for number, each in enumerate(datasets, start=1)}
    lines = ["flowchart LR", *_boxes(names)]
    for number, node in enumerate(ordered, start=1):
        lines += _drawn(f"f{number}", node, names)
    used = {node.style for node in ordered}
    lines += [f"  classDef {name} {style}" for name, style in STYLES.items() if name in used]
    return "\n".join(lines) + "\n"


def fenced(drawing: str) -> str:
    """A drawing as Markdown shows it."""
    return f"```mermaid\n{drawing}```\n"


def _boxes(names: Mapping[Dataset, str]) -> Iterator[str]:
    systems: defaultdict[System, list[Dataset]] = defaultdict(list)
    for each in names:
        systems[each.system].append(each)
    for number, (system, datasets) in enumerate(systems.items(), start=1):
        yield f'  subgraph s{number}["{label(str(system))}"]'
        yield from (f'    {names[each]}["{label(each.name)}"]' for each in datasets)
        yield "  end"


def _drawn(name: str, node: Node, names: Mapping[Dataset, str]) -> Iterator[str]:
    text = "<br/>".join(map(label, node.lines))
    yield f'  {name}("{text}")' + (f":::{node.style}" if node.style else "")
    arrow = "-.->" if node.style in {INACTIVE, REMOVED} else "-->"
    yield from (f"  {names[each]} {arrow} {name}" for each in node.sources)
    yield from (f"  {name} {arrow} {names[each]}" for each in node.targets)


def _node(flow: Flow) -> Node:
    return Node(
        tuple(lines_of(flow)),
        (flow.source,),
        flow.destinations,
        INACTIVE if flow.inactive else "",
    )


def lines_of(flow: Flow) -> Iterator[str]:
    """The label of a flow: its name, when it runs, and what it does to fields."""
    yield flow.name
    yield flow.when + (f", {flow.status or 'not activated'}" if flow.inactive else "")
    yield fields_of(flow)
    if flow.lineage.masked:
        yield f"masks {listed(flow.lineage.masked)}"


def fields_of(flow: Flow) -> str:
    """How many fields arrive."""
    known = flow.lineage
    if not known.readable:
        return "fields not known"
    if known.everything:
        less = f" but {listed(known.excluded)}" if known.excluded else ""
        return f"all fields{less}"
    return counted(len(known.columns), "field")


def _together(flows: Sequence[Flow]) -> Iterator[Node]:
    """One node for all flows that lead from one system to another."""
    pairs: defaultdict[tuple[System, tuple[System, ...], bool], list[Flow]] = defaultdict(list)
    for flow in flows:
        ends = tuple(sorted({each.system for each in flow.destinations}))
        pairs[flow.source.system, ends, flow.inactive].append(flow)
    for (source, ends, inactive), some in pairs.items():
        masking = sum(1 for flow in some if flow.lineage.masked)
        often = Counter(flow.when for flow in some)
        lines = [
            counted(len(some), "inactive flow" if inactive else "flow"),
            *(f"{number} {when}" for when, number in _first(often)),
            *([f"{masking} with masked fields"] if masking else ()),
        ]
        style = INACTIVE if inactive else ""
        targets = tuple(Dataset(each, WHOLE) for each in ends)
        yield Node(tuple(lines), (Dataset(source, WHOLE),), targets, style)


def _first(often: Counter[str]) -> Iterator[tuple[str, int]]:
    ordered = sorted(often.items(), key=lambda each: (-each[1], each[0]))
    yield from ordered[:LISTED_MAX]
    if rest := sum(number for _, number in ordered[LISTED_MAX:]):
        yield "at other times", rest


def listed(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - LISTED_MAX
    return ", ".join(names[:LISTED_MAX]) + (f" and {more} more" if more > 0 else "")


def label(text: str) -> str:
    """The text as a label within quotes. Long texts are cut; what is not a letter, a digit or a plain mark becomes its number."""
    quiet = " ".join(text.split(" ")).strip()
    quiet = quiet if len(quiet) <= LABEL_MAX else quiet[: LABEL_MAX - 1] + "…"
    return "".join(map(_escaped, quiet)) or "#45;"


def _escaped(character: str) -> str:
    if character.isalnum() or character in _PLAIN:
        return character
    if not character.isprintable():
        code = character.encode("unicode_escape", "surrogatepass").decode("ascii")
        return "".join(map(_escaped, code))
    return f"#{ord(character)};"
