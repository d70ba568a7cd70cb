"""The policies of `getSurroundings`: from the properties of flows, mirrors and profiles, with the statements of `surroundings`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from appflow_provider.declarations import COMPONENTS, RESOURCES
from appflow_provider.errors import AppFlowError
from appflow_provider.shapes.findings import did_you_mean
from appflow_provider.shapes.walk import members
from appflow_provider.surroundings import BUCKETS, DATABASE, KEY, SECRET, Use, policy, uses

_RESULTS: Mapping[str, tuple[str, ...]] = {
    "bucketPolicies": BUCKETS,
    "keyPolicies": (KEY,),
    "secretPolicies": (SECRET,),
}
"""The member of the result, and what its resources are used for."""
_PLACEHOLDER = "{object"  # of a mirror


def policies(
    flows: Iterable[Mapping[str, Any]], account: str, region: str, doing: str
) -> dict[str, Any]:
    """
    The policies that flows need, and the databases.

    Args:
        flows: The properties of each, also with the names of Python.
        account: The account of the flows.
        region: Their region.
        doing: What is done, for errors.

    Raises:
        AppFlowError: there is no such property, or a name is not known before a mirror makes its flows.
    """
    kinds: dict[str, set[str]] = {}
    for use in _used(flows, doing):
        if isinstance(use.value, str):
            kinds.setdefault(use.value, set()).add(use.kind)
    made: dict[str, Any] = {
        member: {
            name: policy(used & {*wanted}, (), name, account, region)
            for name, used in kinds.items()
            if used & {*wanted}
        }
        for member, wanted in _RESULTS.items()
    }
    # Sorted, because the objects of a mirror come in another order in each process.
    return {**made, "databases": sorted(name for name, used in kinds.items() if DATABASE in used)}


def _used(flows: Iterable[Mapping[str, Any]], doing: str) -> Iterator[Use]:
    for place, given in enumerate(flows):
        spelled = _camel(given)
        for name in spelled:
            if name not in _accepted():
                words = (
                    f"flows[{place}].{name} is not a property of Flow, Mirror or ConnectorProfile"
                )
                raise AppFlowError(
                    f"{words}{did_you_mean(name, _accepted())}", ours=True, doing=doing
                )
        for use in uses(spelled, path=f"flows[{place}]"):
            if _PLACEHOLDER in str(use.value):
                words = f"{use.path} has a placeholder, {use.value!r}: give the flow of each object instead of the mirror"
                raise AppFlowError(words, ours=True, doing=doing)
            yield use


@cache
def _accepted() -> tuple[str, ...]:
    """The properties of the three. Read when they are first needed: a login has a structure for each application."""
    resources = (RESOURCES[each].written for each in ("Flow", "ConnectorProfile"))
    shapes = (*resources, COMPONENTS["Mirror"].inputs)
    return tuple(dict.fromkeys(name for shape in shapes for name in members(shape)))


def _camel(given: Any) -> Any:
    """The value with the names of the schema, as Python's dictionaries may have their own."""
    if isinstance(given, Mapping):
        return {
            re.sub(r"_(\w)", lambda found: found[1].upper(), key): _camel(item)
            for key, item in given.items()
        }
    return [_camel(item) for item in given] if isinstance(given, (list, tuple)) else given
