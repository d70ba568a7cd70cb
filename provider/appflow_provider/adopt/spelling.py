"""Converts members from Pulumi's spelling to Python's."""

from collections.abc import Mapping
from typing import Any

from appflow_provider.shapes.walk import Kind, members


def spelled(kind: Kind, value: Any) -> Any:
    """The value with its members in snake_case and in their shape's order. The keys of maps belong to the user and stay."""
    if kind.shape is not None and isinstance(value, Mapping):
        return {
            member.python: spelled(member.kind, value[name])
            for name, member in members(kind.shape).items()
            if name in value
        }
    if kind.item is not None and isinstance(value, Mapping):
        return {key: spelled(kind.item, item) for key, item in value.items()}
    if kind.item is not None and isinstance(value, list):
        return [spelled(kind.item, item) for item in value]
    return value
