"""
How a Filter compares a value with its texts.

Where an application filters by itself, its own rules decide; these are the rules of a rehearsal.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from appflow_emulator.data_plane.answers import Answers, Given
from appflow_emulator.data_plane.data_types import READ, kind_of
from appflow_emulator.data_plane.steps import Filter
from appflow_emulator.data_plane.values import number_of, text_of

_NEVER_NULL = {"EQUAL_TO", "CONTAINS"}  # null is equal to no text, and contains none

# What holds, by the order of value and text: -1, 0 or 1, and None if one of them is not of the type.
_HOLDS: Mapping[str, Callable[[int | None], bool]] = {
    "EQUAL_TO": lambda order: order == 0,
    "NOT_EQUAL_TO": lambda order: order != 0,
    "LESS_THAN": lambda order: order == -1,
    "LESS_THAN_OR_EQUAL_TO": lambda order: order in (-1, 0),
    "GREATER_THAN": lambda order: order == 1,
    "GREATER_THAN_OR_EQUAL_TO": lambda order: order in (0, 1),
}


def keeps(step: Filter, value: Any, answers: Answers) -> bool:
    """Whether the filter keeps a record with this value."""
    if value is None:
        return step.operator not in _NEVER_NULL and answers("null_compare") == "keep"
    return answers.settle(questions_of(step), lambda given: _holds(step, value, given))


def why_not(step: Filter, value: Any) -> str:
    """Why the filter does not keep a value, to follow the name of its field. It does not show the value."""
    if value is None:
        return "is null"
    kind = compared_as(step)
    if kind in READ and READ[kind](value) is None:
        return f"is not a {kind}"
    return f"does not satisfy {step.operator}"


@lru_cache
def questions_of(step: Filter) -> tuple[str, ...]:
    """The questions that can change what a filter keeps, unless the value is null."""
    contains, kind = step.operator == "CONTAINS", compared_as(step)
    asked = {
        "values_trimmed": step.splits and any(each != each.strip() for each in step.values),
        "not_equal_many": step.operator == "NOT_EQUAL_TO" and len(step.values) > 1,
        "between_bounds": step.operator == "BETWEEN",
        "text_compare": kind not in READ,
        "untyped_compare": not kind and not contains,
    }
    return tuple(name for name, matters in asked.items() if matters)


def compared_as(step: Filter) -> str:
    """What is compared: `time`, `number`, `text`, or an empty text if that is not known."""
    return "text" if step.operator == "CONTAINS" else kind_of(step.data_type)


def _holds(step: Filter, value: Any, given: Given) -> bool:
    texts: Sequence[str] = step.values
    if given.get("values_trimmed") == "yes":
        texts = [each.strip() for each in texts]
    if step.operator == "CONTAINS":
        whole, *parts = (_folded(each, given) for each in (value, *texts))
        return any(part in whole for part in parts)
    orders = [_order(compared_as(step), value, each, given) for each in texts]
    if step.operator == "BETWEEN":
        low, high = orders
        inclusive = given["between_bounds"] == "inclusive"
        return (low == 1 and high == -1) or (inclusive and low in (0, 1) and high in (-1, 0))
    together = all if given.get("not_equal_many") == "all" else any
    return together(map(_HOLDS[step.operator], orders))


def _order(kind: str, value: Any, text: str, given: Given) -> int | None:
    if kind in READ:
        return _sign(READ[kind](value), READ[kind](text))
    if not kind and given["untyped_compare"] == "number":
        order = _sign(number_of(value), number_of(text))
        if order is not None:
            return order
    one, other = _folded(value, given), _folded(text, given)
    return (one > other) - (one < other)


def _sign(one: Decimal | None, other: Decimal | None) -> int | None:
    return None if one is None or other is None else (one > other) - (one < other)


def _folded(value: Any, given: Given) -> str:
    text = text_of(value) or ""
    return text.casefold() if given["text_compare"] == "ignore_case" else text
