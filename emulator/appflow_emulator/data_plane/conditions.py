"""
Filters over a column of texts, for `frames`. The meaning is that of `comparing`.

A filter is built once for each combination of answers to the questions that may change what it keeps. Where all of them agree, so
does `comparing`, and no question is touched. Everything else is odd, and `comparing` decides value by value.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from itertools import product
from operator import and_, eq, ge, gt, le, lt, ne, or_

import polars as pl

from appflow_emulator.assumptions import data_questions
from appflow_emulator.data_plane.answers import Answers, Given
from appflow_emulator.data_plane.columns import NO, is_usual, mended, not_ascii
from appflow_emulator.data_plane.comparing import compared_as, keeps, questions_of
from appflow_emulator.data_plane.steps import Filter
from appflow_emulator.data_plane.values import NUMBER, number_of

_WHOLE, _SCALE = 20, 10  # digits of a number that is compared here
_LIKE_A_NUMBER = f"^(?-u:{NUMBER.pattern})$"
_COMPARE: Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "EQUAL_TO": eq,
    "NOT_EQUAL_TO": ne,
    "LESS_THAN": lt,
    "LESS_THAN_OR_EQUAL_TO": le,
    "GREATER_THAN": gt,
    "GREATER_THAN_OR_EQUAL_TO": ge,
}


def held_back(step: Filter, text: pl.Expr, answers: Answers) -> pl.Expr:
    """Whether a filter does not keep a record."""

    def exact(value: str | None) -> bool:
        return not keeps(step, value, answers)

    quick, odd = _quick(step, text)
    return mended(~quick, odd | text.is_null(), exact, [text], kind=pl.Boolean)


def _quick(step: Filter, text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Which records the filter keeps, and for which of them that is not certain."""
    kind, questions = compared_as(step), questions_of(step)
    numbers = [number_of(each) for value in step.values for each in (value, value.strip())]
    if kind == "time" or not all(each is None or _fits(each) for each in numbers):
        return NO, ~NO
    odd = not_ascii(text) if "text_compare" in questions else NO
    if kind == "number" and None in numbers:
        return NO, ~NO
    if kind == "number" or (
        "untyped_compare" in questions and any(each is not None for each in numbers)
    ):
        usual = is_usual(text, _WHOLE, _SCALE)
        odd |= ~usual if kind else ~usual & text.str.contains(_LIKE_A_NUMBER)
    each_answer = [data_questions()[name] for name in questions]
    verdicts = [
        _holds(step, text, kind, dict(zip(questions, given, strict=True)))
        for given in product(*each_answer)
    ]
    first, *others = verdicts
    return first, reduce(or_, [each != first for each in others], odd)


def _fits(number: Decimal) -> bool:
    _, digits, exponent = number.as_tuple()
    return isinstance(exponent, int) and -_SCALE <= exponent <= 0 and len(digits) <= _WHOLE


def _holds(step: Filter, text: pl.Expr, kind: str, given: Given) -> pl.Expr:
    wanted: Sequence[str] = step.values
    if given.get("values_trimmed") == "yes":
        wanted = [each.strip() for each in wanted]
    folds = given.get("text_compare") == "ignore_case"
    folded = text.str.to_lowercase() if folds else text
    if step.operator == "CONTAINS":
        parts = [each.casefold() if folds else each for each in wanted]
        return reduce(or_, [folded.str.contains(each, literal=True) for each in parts])

    def compared(operator: str, other: str) -> pl.Expr:
        compare = _COMPARE[operator]
        as_text = compare(folded, pl.lit(other.casefold() if folds else other))
        number = number_of(other)
        if number is None or not (kind == "number" or given.get("untyped_compare") == "number"):
            return as_text
        value = text.cast(pl.Decimal(38, _SCALE), strict=False)
        as_number = compare(value, pl.lit(number, pl.Decimal(38, _SCALE)))
        return (
            as_number
            if kind
            else pl.when(is_usual(text, _WHOLE, _SCALE)).then(as_number).otherwise(as_text)
        )

    if step.operator == "BETWEEN":
        inclusive = given["between_bounds"] == "inclusive"
        low, high = wanted
        over, under = (
            ("GREATER_THAN_OR_EQUAL_TO", "LESS_THAN_OR_EQUAL_TO")
            if inclusive
            else ("GREATER_THAN", "LESS_THAN")
        )
        return compared(over, low) & compared(under, high)
    together = and_ if given.get("not_equal_many") == "all" else or_
    return reduce(together, [compared(step.operator, each) for each in wanted])
