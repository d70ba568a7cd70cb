"""
Finds unreadable properties in states that were edited by hand or written by another version: their values do not fit the shapes.

Such a property counts as not set, so a refresh reads it from AppFlow again, and a destroy still works.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.walk import Kind, members
from appflow_provider.values import Secret, Unknown


def unreadable(
    shapes: Iterable[type[Shape | OutputShape]], state: Mapping[str, Any]
) -> frozenset[str]:
    """The names of the properties whose values in the state do not fit their members."""
    known = {name: member for shape in shapes for name, member in members(shape).items()}
    return frozenset(
        name
        for name, value in state.items()
        if name in known and not _fits(known[name].kind, value)
    )


def _fits(kind: Kind, value: Any) -> bool:
    if value is None or (kind.leaf is str and isinstance(value, str)) or isinstance(value, Unknown):
        return True
    if isinstance(value, Secret):
        return _fits(kind, value.value)
    if kind.shape is not None:
        known = members(kind.shape)
        return isinstance(value, Mapping) and all(
            _fits(known[name].kind, item) for name, item in value.items() if name in known
        )
    if kind.item is not None and kind.key is not None:
        item_kind = kind.item
        return isinstance(value, Mapping) and all(_fits(item_kind, each) for each in value.values())
    if kind.item is not None:
        item_kind = kind.item
        return isinstance(value, (list, tuple)) and all(_fits(item_kind, each) for each in value)
    return kind.leaf is Any or _is_leaf(kind.leaf, value)


def _is_leaf(leaf: Any, value: Any) -> bool:
    if isinstance(value, bool):
        return leaf is bool
    if isinstance(value, (int, float)):
        return leaf in (int, float, datetime)
    if isinstance(value, (str, Enum)):
        return leaf not in (bool, int, float)
    return isinstance(value, datetime) and leaf is datetime


def way_out(names: Iterable[str]) -> str:
    """The message about unreadable properties, with the next step."""
    return (
        f"the state holds no readable value for {', '.join(sorted(names))}. Run `pulumi refresh` to read it from AppFlow again, or "
        "`pulumi state delete` to remove the resource from the state"
    )
