"""Texts of a program, where a value may be unknown or secret. What must not be shown is not read."""

from collections.abc import Mapping
from typing import Any

from appflow_command.pulumi_files import SECRET, UNKNOWN
from appflow_provider.values import SIGNATURE

NOT_KNOWN, HIDDEN = "(known after deployment)", "(secret)"
_MARKS = {UNKNOWN: NOT_KNOWN, SECRET: HIDDEN}


def text_of(value: Any) -> str:
    """The text of a value; a sentence in brackets if it is not known yet or secret, and nothing for what is no text."""
    if isinstance(value, Mapping):
        return HIDDEN if SIGNATURE in value else ""
    return _MARKS.get(value, value) if isinstance(value, str) else ""


def at(value: Any, *path: str) -> Any:
    """The value at a path, or None. A mark on the way is the value."""
    for step in path:
        if not isinstance(value, Mapping) or SIGNATURE in value:
            return value if isinstance(value, str) or value else None
        value = value.get(step)
    return value
