"""
Lists the members of a resource that cannot be changed. CloudFormation calls such members create-only.

The console says that source and destination of a flow cannot be edited, and UpdateFlow refuses a changed destination object of
EventBridge and of S3 (public reports). The other connectors are inferred from these.
"""

from collections.abc import Mapping
from functools import cache

from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.walk import by_place

ANOTHER_REGION = "AppFlow cannot move it between regions"
READS_FROM = "AppFlow cannot change where a flow reads from"
WRITES_TO = "AppFlow cannot change where a flow writes to"


@cache
def reasons(inputs: type[Shape]) -> Mapping[str, str]:
    """The places whose change replaces the resource, with the reason. `region` is not among them; `Resource` compares it."""
    return {
        place: each.facts.create_only
        for place, each in by_place(inputs).items()
        if each.facts.create_only and place != "region"
    }


def not_in_update(inputs: type[Shape], name: str) -> frozenset[str]:
    """The members that a create request has and an update request lacks: all create-only members except the name."""
    return frozenset(place for place in reasons(inputs) if "." not in place) - {name}
