"""The names of the flows that a helper of `monitoring` is given: flow by flow, or as many together as fit into a pattern of EventBridge."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pulumi

from pulumi_appflow._arguments import text
from pulumi_appflow._declared import declared

__all__ = ["PATTERN_MAX", "groups", "one_by_one", "several"]

PATTERN_MAX = 4096  # characters; EventBridge's PutRule, EventPattern
_SUFFIX = len("-1234567")  # what the provider adds to a name that is not set
_WILD = frozenset("*?")  # of a mirror's patterns


def several(flows: Any) -> Sequence[Any]:
    """
    A list of flows that is not empty.

    Raises:
        TypeError: it is none.
    """
    if isinstance(flows, (str, pulumi.Resource)) or not isinstance(flows, Sequence) or not flows:
        raise TypeError(f"flows must be a list of flows, not {type(flows).__name__}")
    return flows


def one_by_one(flow: Any) -> Iterator[tuple[str, Any]]:
    """Each flow: its name in the program, and its name on AWS."""
    if isinstance(flow, str):
        yield text("a flow name", flow), flow
        return
    found = declared(flow)
    if not hasattr(flow, "flow_names"):
        given = found.given.get("flow_name")
        yield found.name, given if isinstance(given, str) else flow.flow_name
        return
    if _is_wild(flow):
        raise ValueError(
            f"Mirror {found.name}: its objects are a pattern, and each flow needs an alarm of its own: pass the names of its flows"
        )
    for each in dict.fromkeys(found.given["objects"]):
        yield f"{found.name}-{each}", flow.flow_names.apply(lambda names, each=each: names[each])


def groups(flows: Sequence[Any], rest: int) -> Iterator[list[pulumi.Output[list[str]]]]:
    """The names of flows, as many together as fit into one pattern beside the rest of it."""
    group: list[pulumi.Output[list[str]]] = []
    left = PATTERN_MAX - rest
    for length, names in (part for flow in several(flows) for part in _parts(flow)):
        if group and length > left:
            yield group
            group, left = [], PATTERN_MAX - rest
        group.append(names)
        left -= length
    yield group


def _parts(flow: Any) -> Iterator[tuple[int, pulumi.Output[list[str]]]]:
    """How long the names in a pattern are, about, and the names; of a mirror without patterns object by object."""
    if _is_wild(flow):
        yield PATTERN_MAX // 2, flow.flow_names.apply(lambda found: sorted(found.values()))
        return
    for label, flow_name in one_by_one(flow):
        known = flow_name if isinstance(flow_name, str) else f"{label}{'x' * _SUFFIX}"
        yield (
            len(json.dumps(known)) + 2,
            pulumi.Output.from_input(flow_name).apply(lambda one: [one]),
        )


def _is_wild(flow: Any) -> bool:
    if isinstance(flow, str) or not hasattr(flow, "flow_names"):
        return False
    return any(_WILD & {*each} for each in declared(flow).given["objects"])
