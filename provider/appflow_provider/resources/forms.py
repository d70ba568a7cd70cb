"""Builds the `Form` of a resource, which `canonical` uses, from the facts of its members."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from appflow_provider.canonical import Form
from appflow_provider.patterns import places
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.walk import Member, by_place, entries_at


@cache
def form_of(inputs: type[Shape]) -> Form:
    """How AppFlow changes a resource's inputs: defaults, transforms, order, values that it does not return."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for place, member in by_place(inputs).items():
        for fact, pattern, value in _rows(place, member):
            found[fact][pattern] = value
    return Form(
        defaults=found["default"],
        transforms=found["transform"],
        unordered=places(*found["unordered"]),
        write_only=places(*found["write_only"]),
        not_returned=places(*found["not_returned"]),
        optional_computed=places(*found["optional_computed"]),
        equivalent=found["equivalent"],
        opaque=places(*found["opaque"]),
        drift_when_added=places(*found["drift_when_added"]),
        expands=found["expands"],
    )


def _rows(place: str, member: Member) -> Iterator[tuple[str, str, Any]]:
    """Yield the facts of a member: the field of `Form`, the pattern of the place, and the value."""
    facts, kind = member.facts, member.kind
    entries = place if kind.item is None else entries_at(place, kind)
    if isinstance(facts.default, dict):
        yield from (("default", f"{place}.{key}", value) for key, value in facts.default.items())
    elif facts.default is not None:
        yield "default", place, facts.default
    if facts.transform is not None:
        yield "transform", entries, facts.transform
    if facts.drift_when_added is True:
        yield "drift_when_added", place, True
    if facts.drift_when_added and kind.key is not None:
        yield "drift_when_added", entries, True
    for fact in _OF_THE_MEMBER_ITSELF:
        if value := getattr(facts, fact):
            yield fact, place, value


_OF_THE_MEMBER_ITSELF = (
    *("unordered", "write_only", "not_returned", "optional_computed"),
    *("equivalent", "opaque", "expands"),
)
