"""
The flows of a program, before and after: read from `pulumi preview --json --show-sames`, or from requests in a file.

Both fronts are read alike: a preview lists plugin resources as `appflow:index:Flow` and dynamic ones as
`pulumi-python:dynamic/appflow:Flow`, with the same inputs. Nothing here calls AWS or Pulumi.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from appflow_provider.declarations import RESOURCES
from appflow_provider.reference import token_in
from appflow_provider.shapes.walk import from_api
from appflow_provider.wire.urns import name_of, type_of

Inputs = Mapping[str, Any]

# How `pulumi preview --json` writes a value that is not known yet, and one that is secret.
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = "[secret]"  # noqa: S105

_FLOW, _PROFILE = "Flow", "ConnectorProfile"
# Frames of a stack trace in the program's own files. Others begin with `..`, or lie in an environment inside the project.
_OWN_FRAME = re.compile(r"project:///((?!\.\./)(?!.*site-packages/)[^#]+)#(\d+)")


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


class AnotherFile(Exception):
    """The file holds something else. The message says what is needed, and follows the name of the file."""


def resources_in(content: Any) -> list[Mapping[str, Any]]:
    """
    The resources of an exported stack, without those that wait for their deletion.

    Raises:
        AnotherFile: it is not an exported stack.
    """
    deployment = content.get("deployment") if isinstance(content, Mapping) else None
    if not isinstance(deployment, Mapping):
        raise AnotherFile("is not an exported stack. Write one with pulumi stack export")
    listed = deployment.get("resources")
    return [
        each
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, Mapping) and not each.get("delete")
    ]


def pending_in(content: Any) -> list[tuple[Mapping[str, Any], str]]:
    """The operations of an exported stack that were interrupted: a resource, and Pulumi's word, as `creating`."""
    listed = content["deployment"].get("pending_operations")
    found = [
        each for each in (listed if isinstance(listed, list) else []) if isinstance(each, Mapping)
    ]
    return [
        (each["resource"], str(each.get("type", "")))
        for each in found
        if isinstance(each.get("resource"), Mapping)
    ]


def steps_in(content: Any) -> list[Mapping[str, Any]]:
    """
    The steps of a preview.

    Raises:
        AnotherFile: it is not a preview.
    """
    steps = content.get("steps") if isinstance(content, Mapping) else None
    if not isinstance(steps, list):
        raise AnotherFile("is not a preview. Write one with pulumi preview --json --show-sames")
    return [each for each in steps if isinstance(each, Mapping)]


def flows_of(preview: Mapping[str, Any]) -> list[FlowChange]:
    """The flows of a preview, in its order. A replaced flow is one change."""
    steps = [each for each in preview.get("steps") or () if isinstance(each, dict)]
    labels = {side: dict(_labels(steps, side)) for side in ("oldState", "newState")}
    found: dict[str, FlowChange] = {}
    for step in steps:
        if kind_of(step) != _FLOW:
            continue
        urn = str(step["urn"])
        sides = {side: _declared(step, side, labels[side]) for side in labels}
        known = found.get(urn)
        before = sides["oldState"] or (known.before if known else None)
        after = sides["newState"] or (known.after if known else None)
        place = place_of(step.get("newState") or {}) or (known.place if known else "")
        found[urn] = FlowChange(name_of(urn), before, after, place)
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


def kind_of(resource: Mapping[str, Any]) -> str:
    """The class of an AppFlow resource with this URN: `Flow`. Empty for every other resource."""
    return token_in(type_of(str(resource.get("urn", ""))))


def _declared(step: Mapping[str, Any], side: str, labels: Mapping[str, str]) -> Declared | None:
    inputs = (step.get(side) or {}).get("inputs")
    return Declared(inputs, labels) if inputs else None


def _labels(steps: Sequence[Mapping[str, Any]], side: str) -> Iterator[tuple[str, str]]:
    return labels_of({**(step.get(side) or {}), "urn": step.get("urn", "")} for step in steps)


def labels_of(resources: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The names of connector profiles in a state, each with its label. Only those of custom connectors have one."""
    for each in resources:
        if kind_of(each) == _PROFILE:
            inputs = each.get("inputs") or {}
            name, label = inputs.get("connectorProfileName"), inputs.get("connectorLabel")
            if name and label:
                yield name, label


def place_of(state: Mapping[str, Any]) -> str:
    """Where the program declares a resource, as `__main__.py:12`, by its state. Empty if the state does not say."""
    frames = [state, *(state.get("stackTrace") or ())]
    places = (_OWN_FRAME.match(str(each.get("sourcePosition") or "")) for each in frames)
    return next((f"{found[1]}:{found[2]}" for found in places if found), "")


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


def errors_of(preview: Mapping[str, Any]) -> list[str]:
    """The errors of a preview, each in one line."""
    said = [
        " ".join(str(each["message"]).split()).removeprefix("error: ")
        for each in preview.get("diagnostics") or ()
        if each.get("severity") == "error"
    ]
    return list(dict.fromkeys(said))
