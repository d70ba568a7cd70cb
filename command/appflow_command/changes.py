"""The flows of a program, before and after: of a preview, or of requests in a file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from appflow_command.pulumi_files import inputs_of, kind_of, labels_of, place_of, steps_in
from appflow_provider.declarations import RESOURCES
from appflow_provider.shapes.walk import from_api
from appflow_provider.wire.urns import name_of

Inputs = Mapping[str, Any]

_FLOW = "Flow"


@dataclass(frozen=True)
class Declared:
    """
    A flow as one version of the program declares it.

    Attributes:
        inputs: The flow's inputs in property spelling. Unknown and secret values are Pulumi's marks.
        labels: The labels of the custom connectors' profiles in the same program, by the name of the profile.
    """

    inputs: Inputs
    labels: Mapping[str, str]


@dataclass(frozen=True)
class FlowChange:
    """
    One flow: what is deployed, and what the program wants.

    Attributes:
        name: The name of the resource, or of the flow if several resources share a name.
        before: None for a new flow.
        after: None for a flow that will be deleted.
        place: Where the program declares it, as `__main__.py:12`. Empty if the preview does not say.
    """

    name: str
    before: Declared | None
    after: Declared | None
    place: str = ""


def flows_of(preview: Any) -> list[FlowChange]:
    """
    The flows of a preview, in its order. A replaced flow is one change.

    Raises:
        AnotherFile: it is not a preview, or not a whole one.
    """
    steps = steps_in(preview)
    old = dict(labels_of((step.urn, step.before) for step in steps))
    new = dict(labels_of((step.urn, step.after) for step in steps))
    found: dict[str, FlowChange] = {}
    for step in steps:
        if kind_of(step.urn) != _FLOW:
            continue
        known = found.get(step.urn)
        before = _declared(step.before, old) or (known.before if known else None)
        after = _declared(step.after, new) or (known.after if known else None)
        place = place_of(step.after) or (known.place if known else "")
        found[step.urn] = FlowChange(name_of(step.urn), before, after, place)
    return _distinct(list(found.values()))


def _distinct(changes: Sequence[FlowChange]) -> list[FlowChange]:
    """The same flows. Those that share the name of a resource get the name of the flow."""
    count = Counter(each.name for each in changes)
    return [
        each if count[each.name] == 1 else replace(each, name=_flow_name(each)) for each in changes
    ]


def _flow_name(change: FlowChange) -> str:
    declared = change.after or change.before
    return str(declared.inputs.get("flowName")) if declared else change.name


def _declared(state: Mapping[str, Any], labels: Mapping[str, str]) -> Declared | None:
    inputs = inputs_of(state)
    return Declared(inputs, labels) if inputs else None


def against(flows: Sequence[FlowChange], base: Sequence[FlowChange]) -> list[FlowChange]:
    """The flows as the program wants them, compared with those that the base's program wants."""
    wanted = {each.name: each.after for each in base if each.after}
    own = [replace(each, before=wanted.get(each.name)) for each in flows if each.after]
    gone = wanted.keys() - {each.name for each in own}
    return own + [FlowChange(name, wanted[name], None) for name in wanted if name in gone]


def requested(content: Any, flows: Sequence[FlowChange]) -> list[FlowChange] | None:
    """
    The flows of requests of CreateFlow, or of replies of DescribeFlow, one or a list; None if it is something else.

    A request belongs to the flow of the same flowName.
    """
    entries = content if isinstance(content, list) else [content]
    if not all(isinstance(each, dict) and each.get("flowName") for each in entries):
        return None
    names = {_flow_name(each): each.name for each in flows}
    shape = RESOURCES[_FLOW].inputs
    return [
        FlowChange(
            names.get(each["flowName"], each["flowName"]),
            None,
            Declared(from_api(shape, each), {}),
        )
        for each in entries
    ]
