"""Structures that carry one member per connector: exactly one must be there, and it must be the right one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..catalogue import CONNECTORS


def union_problems(union: Mapping[str, Any], connector_type: str, what: str) -> Iterator[str]:
    """
    Inferred from the shapes. A connector's member is not always spelled like its type: `Servicenow` sends `ServiceNow`.
    """
    key = CONNECTORS[connector_type].key
    if list(union) != [key]:
        got = ", ".join(union) or "none"
        yield f"{what} for connector {connector_type} must have exactly one member {key}; got: {got}"
