"""
How a Filter compares a value with its texts.

Where an application filters by itself, its own rules decide; these are the rules of a rehearsal. Times are compared in
milliseconds if DATA_TYPE says so, numbers as numbers, everything else as text.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.plan import Filter
from appflow_emulator.data_plane.values import milliseconds_of, number_of, text_of

_TIMES = {"date", "datetime", "timestamp", "edm.datetime", "edm.datetimeoffset", "edm.date"}
_NUMBERS = {
    *("byte", "currency", "decimal", "double", "float", "int", "integer", "long", "number"),
    *("numeric", "percent", "short"),
    *("edm.byte", "edm.decimal", "edm.double", "edm.int16", "edm.int32", "edm.int64", "edm.single"),
}
_ORDERED: Mapping[str, Callable[[Any, Any], bool]] = {
    "EQUAL_TO": lambda one, other: bool(one == other),
    "NOT_EQUAL_TO": lambda one, other: bool(one != other),
    "LESS_THAN": lambda one, other: bool(one < other),
    "LESS_THAN_OR_EQUAL_TO": lambda one, other: bool(one <= other),
    "GREATER_THAN": lambda one, other: bool(one > other),
    "GREATER_THAN_OR_EQUAL_TO": lambda one, other: bool(one >= other),
    "CONTAINS": lambda one, other: str(other) in str(one),
}
_NEVER_NULL = {"EQUAL_TO", "CONTAINS"}  # null is equal to no text, and contains none


def keeps(step: Filter, value: Any, answers: Answers) -> bool:
    """Whether the filter keeps a record with this value."""
    if value is None:
        return step.operator not in _NEVER_NULL and answers("null_compare") == "keep"
    if step.operator == "BETWEEN":
        return _between(step, value, answers)
    verdicts = [_holds(step, value, wanted, answers) for wanted in _wanted(step, value, answers)]
    if step.operator != "NOT_EQUAL_TO":
        return any(verdicts)
    if all(verdicts) == any(verdicts):
        return all(verdicts)
    return all(verdicts) if answers("not_equal_many") == "all" else any(verdicts)


def _wanted(step: Filter, value: Any, answers: Answers) -> tuple[str, ...]:
    """The texts to compare with. Blanks around those of VALUES matter only if the comparison notices."""
    trimmed = tuple(each.strip() for each in step.values)
    if not step.splits or trimmed == step.values:
        return step.values
    one = [_compared(step, value, each, ignore_case=False) for each in step.values]
    other = [_compared(step, value, each, ignore_case=False) for each in trimmed]
    if one == other:
        return step.values
    return trimmed if answers("values_trimmed") == "yes" else step.values


def _holds(step: Filter, value: Any, wanted: str, answers: Answers) -> bool:
    exact = _compared(step, value, wanted, ignore_case=False)
    ignoring = _compared(step, value, wanted, ignore_case=True)
    if exact == ignoring:
        return exact
    return exact if answers("text_compare") == "exact" else ignoring


def _compared(step: Filter, value: Any, wanted: str, *, ignore_case: bool) -> bool:
    one, other = _pair(step, value, wanted)
    if one is None or other is None:  # of another type than DATA_TYPE says
        return step.operator == "NOT_EQUAL_TO"
    if ignore_case and isinstance(one, str) and isinstance(other, str):
        one, other = one.lower(), other.lower()
    return _ORDERED[step.operator](one, other)


def _pair(step: Filter, value: Any, wanted: str) -> tuple[Any, Any]:
    """Both values as times, numbers or texts."""
    if step.operator == "CONTAINS":
        return text_of(value), wanted
    kind = step.data_type.lower()
    if kind in _TIMES:
        return milliseconds_of(value), milliseconds_of(wanted)
    numbers: tuple[Decimal | None, Decimal | None] = number_of(value), number_of(wanted)
    if kind in _NUMBERS or (not kind and None not in numbers):
        return numbers
    return text_of(value), wanted


def _between(step: Filter, value: Any, answers: Answers) -> bool:
    lower, upper = step.values
    (one, begin), (_, end) = _pair(step, value, lower), _pair(step, value, upper)
    if None in (one, begin, end):
        return False
    if type(begin) is not type(end):  # one bound is a number, the other is not
        one, begin, end = text_of(value), lower, upper
    inside = bool(begin < one < end)
    if inside or not (begin <= one <= end):
        return inside
    return bool(answers("between_bounds") == "inclusive")
