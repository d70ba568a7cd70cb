"""
Shapes and enums as Pulumi types. Each becomes one type.

Enums are open: a string or one of the known values. AppFlow adds values without notice, and a closed enum in Python raises an
exception for an unknown value in the state. Maps have string keys in Pulumi; the description lists the keys of an enum.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from appflow_provider.schema.describe import describe_member, docstring
from appflow_provider.shapes.base import ApiEnum, OutputShape, Shape
from appflow_provider.shapes.walk import Kind, Member, members

Spec = dict[str, Any]

_STRING: Spec = {"type": "string"}

_LEAVES: Mapping[Any, Spec] = {  # all else is text, secret or not
    Any: {"$ref": "pulumi.json#/Any"},
    float: {"type": "number"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    datetime: {"oneOf": [_STRING, {"type": "number"}]},  # RFC 3339 text, or seconds since 1970
}


@dataclass
class Types:
    """The types used so far, by token."""

    specs: dict[str, Spec] = field(default_factory=dict)

    def of(self, kind: Kind) -> Spec:
        """The type of values of a kind. Adds its structures and enums to `specs`."""
        if kind.shape is not None:
            return self._reference(kind.shape)
        if kind.key is not None and kind.item is not None:
            return {"type": "object", "additionalProperties": self.of(kind.item)}
        if kind.item is not None:
            return {"type": "array", "items": self.of(kind.item)}
        if isinstance(kind.leaf, type) and issubclass(kind.leaf, ApiEnum):
            return {"oneOf": [_STRING, self._reference(kind.leaf)]}
        return _LEAVES.get(kind.leaf, _STRING)

    def _reference(self, cls: type[Shape | OutputShape | ApiEnum]) -> Spec:
        token = f"appflow:index:{cls.__name__}"
        if token not in self.specs:
            self.specs[token] = {}  # set first, so that a shape can contain itself
            self.specs[token] = _enum(cls) if issubclass(cls, ApiEnum) else self._object(cls)
        return {"$ref": f"#/types/{token}"}

    def _object(self, shape: type[Shape | OutputShape]) -> Spec:
        return {
            "type": "object",
            "description": docstring(shape),
            "properties": {
                name: spec | replaces(members(shape)[name])
                for name, spec in property_specs(shape, self).items()
            },
            **({"required": required} if (required := required_names(shape)) else {}),
        }


def _enum(enum: type[ApiEnum]) -> Spec:
    values = [
        {"name": _pascal(each.name), "value": each.value, "description": each.description}
        for each in enum
    ]
    return {"type": "string", "description": docstring(enum), "enum": values}


def _pascal(name: str) -> str:
    """`MASK_FIRST_N` as `MaskFirstN`, from which each language makes its own spelling."""
    return "".join(word.capitalize() for word in name.split("_"))


def property_specs(shape: type[Shape | OutputShape], types: Types) -> dict[str, Spec]:
    """The properties of a shape, in property spelling."""
    is_output = issubclass(shape, OutputShape)
    return {
        name: _property(member, types, is_output=is_output)
        for name, member in members(shape).items()
    }


def _property(member: Member, types: Types, *, is_output: bool) -> Spec:
    # As an input, a time is text or a number; as an output, always text.
    kind = _STRING if is_output and member.kind.leaf is datetime else types.of(member.kind)
    spec = {**kind, "description": describe_member(member)}
    if member.facts.plain and member.kind.item is not None:
        # Single values stay inputs: a plain one that is optional is a pointer in Go, and an open enum has no plain type.
        spec = _plain(spec)
    return spec | {"secret": True} if member.facts.secret else spec


def _plain(spec: Spec) -> Spec:
    """A type whose values, with all entries, cannot be outputs of other resources."""
    inner: Spec = {
        key: _plain(spec[key]) for key in ("items", "additionalProperties") if key in spec
    }
    return {**spec, **inner, "plain": True}


def replaces(member: Member) -> dict[str, bool]:
    """The schema's mark of a create-only member."""
    return {"willReplaceOnChanges": True} if member.facts.create_only else {}


def required_names(shape: type[Shape | OutputShape]) -> list[str]:
    """The required properties, in alphabetical order."""
    return sorted(name for name, member in members(shape).items() if member.info.is_required())
