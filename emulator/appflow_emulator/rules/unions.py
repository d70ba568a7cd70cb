"""Structures with one member per connector: the right one is required. Whether others are allowed too is not known."""

from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.utils import get_service_model

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.connectors import CONNECTORS


def own_member(union: Mapping[str, Any], connector_type: str) -> dict[str, Any]:
    """The structure with only the connector's own member, empty if it was not sent."""
    key = CONNECTORS[connector_type].key
    return {key: union.get(key, {})}


def _may_be_empty(what: str, key: str) -> bool:
    """Whether nothing in the connector's member is required by the model."""
    union = get_service_model("appflow").shape_for(what[0].upper() + what[1:])
    member = union.members.get(key)
    return member is not None and not member.required_members


def union_problems(
    union: Mapping[str, Any], connector_type: str, what: str, assumptions: Assumptions
) -> Iterator[str]:
    """
    Documented: the structure has what the connector needs, and a profile's has one connector's member. Switches: a structure
    that could be empty, and members of other connectors. Our words.

    A connector's member is not always spelled like its type: `Servicenow` sends `ServiceNow`.
    """
    key = CONNECTORS[connector_type].key
    if key in union:
        others = (
            "refused"
            if what.startswith("connectorProfile")
            else assumptions.members_of_other_connectors
        )
        fits = len(union) == 1 or others == "ignored"
    else:
        may_be_empty = assumptions.empty_connector_properties == "accepted" and _may_be_empty(
            what, key
        )
        fits = not union and may_be_empty
    if not fits:
        got = ", ".join(union) or "none"
        yield f"{what} for connector {connector_type} must have exactly one member {key}; got: {got}"
