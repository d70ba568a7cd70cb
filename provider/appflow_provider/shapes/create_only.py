"""
What of a resource cannot be changed, read from its members. CloudFormation calls such members create-only.

The console says that source and destination of a flow cannot be edited, and UpdateFlow refuses a changed destination object of
EventBridge and of S3 (public reports). The other connectors are inferred from these.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from appflow_provider.shapes.base import OutputShape, Shape, create_only
from appflow_provider.shapes.walk import Kind, members

__all__ = ["ANOTHER_REGION", "READS_FROM", "WRITES_TO", "reasons"]

ANOTHER_REGION = "AppFlow cannot move it between regions"
READS_FROM = "AppFlow cannot change where a flow reads from"
WRITES_TO = "AppFlow cannot change where a flow writes to"


@cache
def reasons(inputs: type[Shape]) -> Mapping[str, str]:
    """The places whose change means another resource, with the reason. The provider looks after `region` itself."""
    return {place: why for place, why in _found(inputs, "") if place != "region"}


def _found(shape: type[Shape | OutputShape], start: str) -> Iterator[tuple[str, str]]:
    for name, member in members(shape).items():
        if why := create_only(member.info):
            yield start + name, why
        place, kind = start + name, member.kind
        while kind.item is not None:
            place, kind = _entry(place, kind), kind.item
        if kind.shape is not None:
            yield from _found(kind.shape, f"{place}.")


def _entry(place: str, kind: Kind) -> str:
    return f"{place}.*" if kind.key is not None else f"{place}[*]"
