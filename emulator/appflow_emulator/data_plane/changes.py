"""
What one step makes of the values of one record: covered, cut, joined, calculated, checked.

Each function takes values and gives a value. `rows` brings the fields, and `frames` hands over what polars would do otherwise.
A question is asked only where its answers differ for the values at hand.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal, Inexact, Overflow, Underflow
from typing import Any

from appflow_emulator.data_plane.answers import Answers, Given
from appflow_emulator.data_plane.steps import (
    Arithmetic,
    Mask,
    Merge,
    Step,
    Truncate,
    Validate,
    placeholders,
)
from appflow_emulator.data_plane.values import (
    EXACT,
    EXACT_DIGITS,
    first,
    has_pairs,
    length_of,
    number_of,
    plain,
    rest,
    text_of,
)

MASK_ALL = 5  # the MASK_LENGTH that the console sends with MASK_ALL


class Held(Exception):
    """A step holds the record back. The message says why, to be followed by nothing: `Qty is null`."""


class Fails(Exception):
    """A step ends the run. The message says why, as that of `Held`."""


def masked(step: Mask, value: Any, answers: Answers) -> str | None:
    """The covered value. null stays null, and an object or list becomes null (documented for references of ServiceNow)."""
    if value is None or isinstance(value, (dict, list)):
        return None
    text = text_of(value) or ""
    unit = ("truncate_unit",) if has_pairs(text) else ()
    asked = (*unit, "mask_all") if step.operator == "MASK_ALL" else unit
    return answers.settle(asked, lambda given: _masked(step, text, given))


def _masked(step: Mask, text: str, given: Given) -> str:
    unit = given.get("truncate_unit", "code_point")
    size = length_of(text, unit)
    if step.operator == "MASK_ALL":
        five = MASK_ALL if step.length is None else step.length
        return step.character * (size if given["mask_all"] == "length" else five)
    count = min(step.length or 0, size)
    cover = step.character * count
    if step.operator == "MASK_FIRST_N":
        return cover + rest(text, count, unit)
    return first(text, size - count, unit) + cover


def truncated(step: Truncate, value: Any, answers: Answers) -> Any:
    """
    The first characters, or the value itself if it has no more.

    null stays null. An object or list becomes an empty text (documented for references of ServiceNow).
    """
    if value is None:
        return None
    if isinstance(value, (dict, list)):
        return ""
    text = text_of(value) or ""
    asked = ("truncate_unit",) if has_pairs(text) else ()
    cut = answers.settle(
        asked, lambda given: first(text, step.length, given.get("truncate_unit", "code_point"))
    )
    return value if cut == text else cut


def merged(step: Merge, value_of: Callable[[str], Any], answers: Answers) -> str | None:
    """The joined text. `value_of` gives the value of a field."""
    pieces = [
        (text, text_of(value_of(field)) if field else "")
        for text, field in placeholders(step.pattern)
    ]
    asked = ("merge_null",) if any(value is None for _, value in pieces) else ()

    def joined(given: Given) -> str | None:
        if given.get("merge_null") == "null":
            return None
        null = "null" if given.get("merge_null") == "null_word" else ""
        return "".join(text + (null if value is None else value) for text, value in pieces)

    return answers.settle(asked, joined)


def calculated(step: Arithmetic, values: Sequence[Any], answers: Answers) -> Any:
    """
    The result of a calculation from left to right, or null where an assumption says so. `values` are those of `step.fields`.

    It is a text if one of the values was, and otherwise a number. Sums, differences and products are exact.

    Raises:
        Held: an assumption drops records with a value that is not a number.
        Fails: an assumption ends the run, or an exact result has more than 1,000 digits.
    """
    numbers: list[Decimal] = []
    for field, value in zip(step.fields, values, strict=True):
        number = number_of(value)
        if number is None:
            why = f"{field} is {'null' if value is None else 'not a number'}"
            return _without_result(answers("not_a_number"), why)
        if step.operator == "DIVISION" and numbers and number == 0:
            return _without_result(answers("divide_by_zero"), f"{field} is zero")
        numbers.append(number)
    is_text = any(isinstance(value, str) for value in values)
    asked = ("arithmetic_scale", *(("quotient_digits",) if step.operator == "DIVISION" else ()))
    try:
        return answers.settle(asked, lambda given: _shown(step, numbers, given, is_text=is_text))
    except (Inexact, Overflow, Underflow):
        raise Fails(f"{step.into} has more than {EXACT_DIGITS:,} digits") from None


def _without_result(answer: str, why: str) -> None:
    if answer == "fail":
        raise Fails(why)
    if answer == "drop":
        raise Held(why)


_OPERATIONS: Mapping[str, Callable[[Decimal, Decimal, Given], Decimal]] = {
    "ADDITION": lambda one, other, _: EXACT.add(one, other),
    "SUBTRACTION": lambda one, other, _: EXACT.subtract(one, other),
    "MULTIPLICATION": lambda one, other, _: EXACT.multiply(one, other),
    "DIVISION": lambda one, other, given: _quotient(one, other, int(given["quotient_digits"])),
}


def _quotient(one: Decimal, other: Decimal, digits: int) -> Decimal:
    """The quotient with at least so many digits. One that comes out even within those of an exact result keeps all."""
    whole = Context(prec=EXACT_DIGITS)
    found = whole.divide(one, other)
    return found if not whole.flags[Inexact] else Context(prec=digits).divide(one, other)


def _shown(
    step: Arithmetic, numbers: Sequence[Decimal], given: Given, *, is_text: bool
) -> str | int | Decimal:
    total, *others = numbers
    for other in others:
        total = _OPERATIONS[step.operator](total, other, given)
    if given["arithmetic_scale"] == "trimmed":
        total = EXACT.normalize(total)
    text = plain(total)
    if is_text:
        return text
    return int(text) if text.lstrip("-").isdecimal() and text != "-0" else Decimal(text)


def fault_of(step: Validate, value: Any, answers: Answers) -> str | None:
    """What is wrong with a value, to follow the name of its field: `is null`. None if it passes."""
    return _CHECKS[step.check](value, answers)


def ends_run(step: Validate, answers: Answers) -> bool:
    """Whether a fault ends the run. A spelling that AppFlow does not know drops the record."""
    if step.action == "DropRecord":
        return False
    return answers("terminate_value") in ("both", _SPELLINGS[step.action])


_SPELLINGS: Mapping[str, str] = {"DropDataset": "cdk", "TerminateFlow": "console"}


def _null(value: Any, answers: Answers) -> str | None:
    if isinstance(value, str) and not value:
        return "is empty" if answers("validate_empty_text") == "null" else None
    return "is null" if value is None else None


def _number_fault(
    value: Any, answers: Answers, wrong: Callable[[Decimal], bool], what: str
) -> str | None:
    number = number_of(value)
    if number is not None:
        return what if wrong(number) else None
    question, fault = (
        ("validate_null", "is null") if value is None else ("validate_text", "is not a number")
    )
    return fault if answers(question) == "fails" else None


def _no_number(value: Any, answers: Answers) -> str | None:
    if value is None:
        return "is null" if answers("validate_null") == "fails" else None
    return "is not a number" if number_of(value) is None else None


_CHECKS: Mapping[str, Callable[[Any, Answers], str | None]] = {
    "VALIDATE_NON_NULL": _null,
    "VALIDATE_NON_ZERO": lambda value, answers: _number_fault(
        value, answers, lambda number: number == 0, "is zero"
    ),
    "VALIDATE_NON_NEGATIVE": lambda value, answers: _number_fault(
        value, answers, lambda number: number < 0, "is negative"
    ),
    "VALIDATE_NUMERIC": _no_number,
}


def place_of(step: Step, record: int) -> str:
    """Where a run failed: the step, its task, and the record counted from 1."""
    return f"in record {record + 1}, and {step} (tasks[{step.task}]) ends the run"
