"""Checks the arguments of helpers. Wrong arguments are refused at the call, before they become part of a task or policy."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pulumi

__all__ = ["instant", "is_structure", "listed", "members_of", "named", "text", "texts", "whole"]


def is_structure(kind: Any) -> bool:
    """Whether it is an argument class such as `TaskArgs`, which Pulumi's decorator has marked."""
    return hasattr(kind, "_pulumi_input_type")


def members_of(structure: Any) -> dict[str, Any]:
    """The members of an argument object, by their Python names."""
    known = vars(type(structure)).items()
    return {name: getattr(structure, name) for name, found in known if isinstance(found, property)}


def text(what: str, value: Any) -> str:
    """
    A text that is not empty.

    Args:
        what: What the value is for; the error message begins with it.
        value: What was given.

    Raises:
        TypeError: it is none.
    """
    if isinstance(value, pulumi.Output):
        raise TypeError(
            f"{what} must be text, not an Output: call the helper inside of output.apply(lambda value: ...)"
        )
    if not isinstance(value, str) or not value:
        raise TypeError(f"{what} must be text, not {value!r}")
    return value


def texts(what: str, values: Iterable[Any]) -> list[str]:
    """Like `text`, for each of several arguments."""
    return [text(what, value) for value in values]


def listed(what: str, values: Any) -> list[str]:
    """Like `text`, for a list. A single text is refused."""
    if isinstance(values, (str, Mapping)) or not isinstance(values, Iterable):
        raise TypeError(f"{what} must be a list of texts, not {values!r}")
    return texts(f"each of {what}", values)


def whole(what: str, value: Any, least: int) -> int:
    """
    A whole number.

    Raises:
        TypeError: it is none.
        ValueError: it is less than it may be.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{what} must be a whole number, not {value!r}")
    if value < least:
        raise ValueError(f"{what} must be {least} or more, not {value}")
    return value


def instant(value: datetime) -> datetime:
    """
    A point in time.

    Raises:
        ValueError: it has no time zone, so it is ambiguous.
    """
    if value.utcoffset() is None:
        raise ValueError(
            "must have a time zone: add tzinfo=timezone.utc, or the zone that it is meant in"
        )
    return value


def named(value: Any) -> str:
    """The type of a value, without its content."""
    return _NAMES.get(type(value)) or f"a {type(value).__name__}"


_NAMES: Mapping[type, str] = {
    bool: "True or False",
    bytes: "bytes",
    dict: "a dictionary",
    float: "a number",
    int: "a number",
    str: "text",
    type(None): "None",
}
