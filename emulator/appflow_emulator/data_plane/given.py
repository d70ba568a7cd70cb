"""Records that a caller hands over: checked to be what JSON lines can hold, so that each way into a run has the same values."""

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.outcome import Record


def given(records: Iterable[Mapping[str, Any]]) -> list[Record]:
    """
    The records, with a Decimal for each float.

    Raises:
        CannotRehearse: a record is no mapping, or holds a value that JSON does not have. The message names its place.
    """
    return [_record(number, each) for number, each in enumerate(records, start=1)]


def _record(number: int, record: Any) -> Record:
    if not isinstance(record, Mapping):
        raise CannotRehearse(
            f"Record {number} must be an object with the fields, not {_kind(record)}."
        )
    try:
        return {_name(name): _value(str(name), value) for name, value in record.items()}
    except _Unfit as unfit:
        raise CannotRehearse(f"Record {number}: {unfit}.") from None


class _Unfit(Exception):
    """What is wrong with a value, with its place."""


def _value(place: str, value: Any) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return _text(place, value)
    if isinstance(value, (float, Decimal)):
        if not math.isfinite(value):
            raise _Unfit(f"{place} is {value}, and JSON has no such number")
        return Decimal(repr(value)) if isinstance(value, float) else value
    if isinstance(value, Mapping):
        return {_name(name): _value(f"{place}.{name}", item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_value(f"{place}[{number}]", item) for number, item in enumerate(value)]
    raise _Unfit(
        f"{place} is {_kind(value)}. Write it as text, a number, true, false, null, a list or an object"
    )


def _name(name: Any) -> str:
    if not isinstance(name, str):
        raise _Unfit(f"the name of a field must be text, not {_kind(name)}")
    return _text("the name of a field", name)


def _text(place: str, text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _Unfit(f"{place} has half of a surrogate pair, which no file can hold") from None
    return text


def _kind(value: Any) -> str:
    name = type(value).__name__
    return f"an {name}" if name[:1] in "aeiou" else f"a {name}"
