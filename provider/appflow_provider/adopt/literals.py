"""
Python source for plain values, formatted like Black and Ruff: on one line if it fits, else one entry per line.

Formatting a program with the default settings of Black or Ruff leaves these values unchanged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

WIDTH = 88  # columns; the default of Black and Ruff
_STEP = 4


@dataclass(frozen=True)
class Code:
    """Source that is inserted as it is, such as the name of a variable."""

    text: str


@dataclass(frozen=True)
class Remarked:
    """A dictionary with comment lines after its entries."""

    entries: Mapping[str, Any]
    remarks: tuple[str, ...]


def literal(value: Any, column: int = 0, indent: int = 0, tail: int = 0) -> str:
    """
    The source of a value.

    Args:
        value: Text, numbers, booleans, None, `Code`, lists, and dictionaries whose keys are text.
        column: The column where the value begins.
        indent: The column where the line begins.
        tail: Columns needed after the value.

    Raises:
        TypeError: the value contains another type.
    """
    flat = _flat(value)
    if flat is not None and column + len(flat) + tail <= WIDTH:
        return flat
    inner = indent + _STEP
    lines = list(_lines(value, inner))
    if not lines:
        return flat or ""
    first, last = ("[", "]") if isinstance(value, list) else ("{", "}")
    return "\n".join([first, *(" " * inner + line for line in lines), " " * indent + last])


def _lines(value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield literal(item, indent, indent, 1) + ","
    elif isinstance(value, (Mapping, Remarked)):
        entries = value.entries if isinstance(value, Remarked) else value
        for key, item in entries.items():
            start = f"{quoted(key)}: "
            yield start + literal(item, indent + len(start), indent, 1) + ","
        if isinstance(value, Remarked):
            yield from (f"# {remark}" for remark in value.remarks)


def _flat(value: Any) -> str | None:
    """The value on one line, or None if it contains a comment."""
    if isinstance(value, Remarked):
        return None
    if isinstance(value, list):
        items = [_flat(item) for item in value]
        return None if None in items else f"[{', '.join(map(str, items))}]"
    if isinstance(value, Mapping):
        pairs = {quoted(key): _flat(item) for key, item in value.items()}
        if None in pairs.values():
            return None
        return "{" + ", ".join(f"{key}: {item}" for key, item in pairs.items()) + "}"
    return _leaf(value)


def _leaf(value: Any) -> str:
    if isinstance(value, Code):
        return value.text
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    raise TypeError(f"no source for a {type(value).__name__}")


def quoted(text: str) -> str:
    """Text as source, in double quotes unless single quotes need fewer escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    letters = (letter if letter in "\"'" else repr(letter)[1:-1] for letter in text)
    body = "".join(f"\\{letter}" if letter == quote else letter for letter in letters)
    return f"{quote}{body}{quote}"
