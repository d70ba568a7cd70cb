"""Values of filters as AppFlow expects them: texts, each with a type of data."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any, TypeAlias

import pulumi

from pulumi_appflow._arguments import instant, named

__all__ = ["Value", "joined", "sole", "type_of"]

Plain: TypeAlias = str | bool | int | float | Decimal | date | datetime
Value: TypeAlias = "Plain | pulumi.Output[Any]"
"""What to compare a field with. An Output needs `type` too."""

_TYPES: Mapping[type, str] = {
    bool: "boolean",
    int: "int",
    float: "double",
    Decimal: "double",
    datetime: "datetime",
    date: "date",
    str: "string",
}
_WIDER: Mapping[frozenset[str], str] = {
    frozenset({"int", "double"}): "double",
    frozenset({"date", "datetime"}): "datetime",
}


def sole(value: Value) -> Any:
    """The text of one value. For an Output, an Output."""
    return value.apply(_text) if isinstance(value, pulumi.Output) else _text(value)


def joined(field: str, values: Sequence[Value]) -> Any:
    """
    The text of several values.

    Raises:
        ValueError: a value contains a comma, with which AppFlow separates values.
    """

    def join(known: Sequence[Any]) -> str:
        texts = [_text(value) for value in known]
        if any("," in text for text in texts):
            raise ValueError(
                f"AppFlow separates values by commas, so no value of {field} may contain one"
            )
        return ",".join(texts)

    if any(isinstance(value, pulumi.Output) for value in values):
        return pulumi.Output.all(*values).apply(join)
    return join(values)


def type_of(field: str, values: Sequence[Value]) -> str:
    """
    The common type of data of the values, or the wider of two.

    Raises:
        TypeError: there is no common type, or it is not known.
    """
    if any(isinstance(value, pulumi.Output) for value in values):
        raise TypeError(f"a filter of {field} by an Output needs its type, as type='string'")
    types = frozenset(_TYPES.get(type(value), "string") for value in values)
    if len(types) > 1 and types not in _WIDER:
        kinds = " and ".join(sorted(types))
        raise TypeError(
            f"a filter of {field} takes values of one type, not of {kinds}. Otherwise set type"
        )
    return _WIDER.get(types) or next(iter(types))


def _text(value: Any) -> str:
    """A date begins at midnight UTC, because dates in an application have no time zone."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=timezone.utc)
    if isinstance(value, datetime):
        return str(round(_zoned(value).timestamp() * 1000))
    if isinstance(value, (str, int, float, Decimal)) and not _is_nan(value):
        return str(value)
    what = "a number that is not finite" if isinstance(value, (float, Decimal)) else named(value)
    raise TypeError(
        f"a filter compares with text, numbers, booleans and dates, one by one, not with {what}"
    )


def _zoned(value: datetime) -> datetime:
    try:
        return instant(value)
    except ValueError as naive:
        raise ValueError(f"a filter's time {naive}") from None


def _is_nan(value: Any) -> bool:
    return not isinstance(value, str) and not math.isfinite(value)
