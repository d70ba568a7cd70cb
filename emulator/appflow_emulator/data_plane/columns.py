"""
Columns of texts: quick where polars is exact, value by value where it is not.

polars counts code points, has decimals of one scale and 38 digits, and rounds silently. Each function here makes an expression
that is exact for usual texts, and one that says which texts are odd. Those go to `changes` and `comparing`, as in `rows`, which also
know what questions a value touches. So every text has one meaning.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import add, and_, mul, or_, sub
from typing import Any

import polars as pl

from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.changes import (
    MASK_ALL,
    Fails,
    Held,
    calculated,
    ends_run,
    fault_of,
    masked,
    merged,
    truncated,
)
from appflow_emulator.data_plane.steps import (
    Arithmetic,
    Mask,
    Merge,
    Truncate,
    Validate,
    placeholders,
)

FAILS = "\uffff"  # begins the reason of a record that ends the run
END = "\ufffeend"  # the column with the number of the step that holds the record back, from 1, or 0
_ALIVE = (
    pl.col(END) == 0
)  # of records that no step has held back so far, the others touch no question
NO = pl.lit(value=False)
_NONE = pl.lit(None, pl.String)
_DIGITS = 38  # of a decimal in polars
_BEYOND = r"[\x{10000}-\x{10FFFF}]"  # takes two units of UTF-16
# A number of so many digits that Decimal writes as it reads it.
_USUAL = r"^(?:0|-?[1-9][0-9]{0,%d})(?:\.[0-9]{1,%d})?$"


def mended(
    quick: pl.Expr,
    odd: pl.Expr,
    exact: Callable[..., Any],
    inputs: Sequence[pl.Expr],
    only: str = "",
    *,
    kind: type[pl.DataType] = pl.String,
) -> pl.Expr:
    """
    `quick`, but where `odd` is true, what `exact` makes of one value of each input.

    Args:
        exact: Is asked once in a batch for the same values.
        only: A pattern that the first input has to contain. Other records are not odd after all.
        kind: The type of `quick`, and of what `exact` answers.
    """

    def mend(batch: Sequence[pl.Series]) -> pl.Series:
        lengths = [len(each) for each in batch]
        length = max(lengths) if all(lengths) else 0
        found, strange, *given = (
            each if len(each) == length else each.new_from_index(0, length)  # a literal
            for each in batch
        )
        if not strange.any():  # much quicker than a search for the records
            return found
        where = strange.arg_true()
        if only:
            where = where.filter(given[0].gather(where).str.contains(only))
            if not len(where):
                return found
        known: dict[tuple[str | None, ...], Any] = {}
        mends = []
        for values in zip(*(each.gather(where).to_list() for each in given), strict=True):
            if values not in known:
                known[values] = exact(*values)
            mends.append(known[values])
        return found.scatter(where, pl.Series(mends, dtype=kind))

    marks = [quick, _ALIVE & odd]
    return pl.map_batches([*marks, *inputs], mend, return_dtype=kind, is_elementwise=True)


def asking(
    name: str,
    rests: Callable[..., pl.Series],
    value: pl.Expr,
    inputs: Sequence[pl.Expr],
    answers: Answers,
) -> pl.Expr:
    """
    `value`, and the question touched if its answer changes the value of a record.

    Args:
        rests: For which records it does, by `value` and `inputs`. It is asked until the question is touched.
    """

    def ask(batch: Sequence[pl.Series]) -> pl.Series:
        found, end, *given = batch
        if name not in answers.touched and ((end == 0) & rests(found, *given)).any():
            answers(name)
        return found

    marks = [value, pl.col(END)]
    return pl.map_batches([*marks, *inputs], ask, return_dtype=pl.String, is_elementwise=True)


def any_of(marks: Sequence[pl.Expr]) -> pl.Expr:
    """Where one of them is true."""
    return reduce(or_, marks, NO)


def not_ascii(text: pl.Expr) -> pl.Expr:
    """Which texts have other characters than those of ASCII."""
    return (text.str.len_bytes() != text.str.len_chars()).fill_null(value=False)


def is_usual(text: pl.Expr, whole: int, scale: int) -> pl.Expr:
    """Which texts are plain numbers of so many digits before and behind the point."""
    return text.str.contains(_USUAL % (whole - 1, scale)).fill_null(value=False)


# -- Truncate, Mask and Merge


def cut(step: Truncate, text: pl.Expr, answers: Answers) -> pl.Expr:
    """The first characters. Both ways to count agree unless one of them takes two units."""
    quick = text.str.head(step.length)
    return mended(
        quick, not_ascii(quick), lambda value: truncated(step, value, answers), [text], _BEYOND
    )


def covered(step: Mask, text: pl.Expr, answers: Answers) -> pl.Expr:
    """The text under a mask. Both ways to count agree unless a character takes two units."""

    def exact(value: str | None) -> str | None:
        return masked(step, value, answers)

    if len(step.character) != 1:
        return mended(_NONE, text.is_not_null(), exact, [text])
    size = text.str.len_chars()
    if step.operator == "MASK_ALL":
        of_length = text.str.head(0).str.pad_end(size, step.character)
        five = MASK_ALL if step.length is None else step.length
        given = answers.assumptions.mask_all == "length"
        cover = pl.when(text.is_not_null()).then(pl.lit(step.character * five))
        quick = asking(
            "mask_all",
            lambda _, text: text.str.len_chars() != five,
            of_length if given else cover,
            [text],
            answers,
        )
        return mended(quick, not_ascii(text), exact, [text], _BEYOND)
    length = step.length or 0
    if step.operator == "MASK_FIRST_N":
        quick = text.str.slice(length).str.pad_start(size, step.character)
    else:
        kept = text.str.head(-length) if length else text
        quick = kept.str.pad_end(size, step.character)
    return mended(quick, not_ascii(text), exact, [text], _BEYOND)


def joined(step: Merge, fields: Mapping[str, pl.Expr], answers: Answers) -> pl.Expr:
    """The joined text. `fields` are those that the pattern names."""
    pieces = [
        each
        for text, name in placeholders(step.pattern)
        for each in ([pl.lit(text)] if text else []) + ([fields[name]] if name else [])
    ]
    if not fields:  # a literal alone would not have the length of the column
        return pl.when(pl.col(END).is_not_null()).then(pl.lit(step.pattern))

    def exact(*values: str | None) -> str | None:
        return merged(step, dict(zip(fields, values, strict=True)).get, answers)

    nulls = any_of([each.is_null() for each in fields.values()])
    return mended(pl.concat_str(pieces), nulls, exact, list(fields.values()))


# -- Validate


def fault(step: Validate, name: str, text: pl.Expr, answers: Answers) -> pl.Expr:
    """Why a field fails a validation, or null."""

    def exact(value: str | None) -> str | None:
        found = fault_of(step, value, answers)
        if found is None:
            return None
        return f"{FAILS if ends_run(step, answers) else ''}{name} {found}"

    return mended(_NONE, _ODD[step.check](text), exact, [text])


_ODD: Mapping[str, Callable[[pl.Expr], pl.Expr]] = {
    "VALIDATE_NON_NULL": lambda text: text.is_null() | (text == ""),
    "VALIDATE_NON_ZERO": lambda text: ~is_usual(text, 20, 20) | text.str.starts_with("0"),
    "VALIDATE_NON_NEGATIVE": lambda text: ~is_usual(text, 20, 20) | text.str.starts_with("-"),
    "VALIDATE_NUMERIC": lambda text: ~is_usual(text, 20, 20),
}


# -- Arithmetic


def quick_result(step: Arithmetic, numbers: Sequence[pl.Expr], answers: Answers) -> pl.Expr:
    """
    The numbers added, subtracted or multiplied from left to right, as texts with the digits that Decimal gives, or null for odd ones.

    Decimal keeps the scale of each number: 2 * 1.10 is 2.20. polars has one scale for a column. Where a column has one too, polars
    gives these digits at once.
    """
    if step.operator not in _OPERATORS or not _room(step)[1]:
        return _NONE
    names = [str(place) for place in range(len(numbers))]
    mixed = _of_mixed_scales(step, [pl.col(name) for name in names], answers)

    def calculate(batch: Sequence[pl.Series]) -> pl.Series:
        end, *texts = batch
        found = _of_one_scale(step, texts, end == 0, answers)
        if found is not None:
            return found
        given = dict(zip([END, *names], batch, strict=True))
        return pl.DataFrame(given).select(mixed).to_series()

    return pl.map_batches(
        [pl.col(END), *numbers], calculate, return_dtype=pl.String, is_elementwise=True
    )


def no_result(
    step: Arithmetic, numbers: Sequence[pl.Expr], odd: pl.Expr, answers: Answers
) -> pl.Expr:
    """Why a calculation holds a record back, or null."""

    def exact(*values: str | None) -> str | None:
        try:
            calculated(step, values, answers)
        except Held as held:
            return str(held)
        except Fails as failed:
            return f"{FAILS}{failed}"
        return None

    return mended(_NONE, odd, exact, numbers)


def result(
    step: Arithmetic, numbers: Sequence[pl.Expr], quick: pl.Expr, answers: Answers
) -> pl.Expr:
    """The result of a calculation, of which `quick_result` found `quick`."""

    def exact(*values: str | None) -> str | None:
        try:
            found: str | None = calculated(step, values, answers)
        except (Held, Fails):
            return None
        return found

    return mended(quick, quick.is_null(), exact, numbers)


def _room(step: Arithmetic) -> tuple[int, int]:
    """How many digits a number may have before and behind the point, so that the result has no more than polars."""
    digits = _DIGITS // len(step.fields) if step.operator == "MULTIPLICATION" else _DIGITS - 8
    return digits - digits // 3, digits // 3


def _of_one_scale(
    step: Arithmetic, texts: Sequence[pl.Series], alive: pl.Series, answers: Answers
) -> pl.Series | None:
    """The results, if each column has numbers of one scale, which polars writes as it reads them. Else None."""
    multiplies = step.operator == "MULTIPLICATION"
    whole, most = _room(step)
    numbers, scales = [], []
    for text in texts:
        first = next((each for each in text.head(_FIRST) if each is not None), "")
        scale = len(first.partition(".")[2])
        if scale > most or bool((text.str.len_bytes() > whole + scale).any()):
            return None
        number = text.cast(pl.Decimal(_DIGITS, scale), strict=False)
        if not ((number.cast(pl.String) == text) | ~alive).all(ignore_nulls=False):
            return None
        numbers.append(number)
        scales.append(scale)
    if multiplies and any(bool((each < 0).any()) for each in numbers):  # polars writes -0 as 0
        return None
    scale = sum(scales) if multiplies else max(scales)
    wide = [each.cast(pl.Decimal(_DIGITS, scale)) for each in numbers]
    found: pl.Series = reduce(_OPERATORS[step.operator], wide).cast(pl.String)
    if not scale:
        return found
    if "arithmetic_scale" not in answers.touched and (found.str.ends_with("0") & alive).any():
        answers("arithmetic_scale")
    if answers.assumptions.arithmetic_scale == "trimmed":
        return found.str.strip_chars_end("0").str.strip_chars_end(".")
    return found


_FIRST = 16  # records that show the scale of a column


def _of_mixed_scales(step: Arithmetic, numbers: Sequence[pl.Expr], answers: Answers) -> pl.Expr:
    """The results, of digits for the largest scale, which are cut off again. Null for numbers that polars does not calculate exactly."""
    whole, most = _room(step)
    usual = reduce(and_, [is_usual(each, whole, most) for each in numbers])
    multiplies = step.operator == "MULTIPLICATION"
    if multiplies:  # polars writes -0 as 0
        signs = any_of([each.str.starts_with("-") for each in numbers])
        zeros = any_of([each.str.starts_with("0") for each in numbers])
        usual &= ~(signs & zeros)
    scale = most * (len(numbers) if multiplies else 1)
    decimals = [each.cast(pl.Decimal(_DIGITS, scale), strict=False) for each in numbers]
    digits = reduce(_OPERATORS[step.operator], decimals).cast(pl.String)
    scales = [_scale(each) for each in numbers]
    behind = reduce(add, scales) if multiplies else pl.max_horizontal(*scales)
    point = pl.when(behind == 0).then(1).otherwise(0)  # goes with the last digit behind it
    kept = digits.str.head(digits.str.len_bytes().cast(pl.Int64) - (scale - behind) - point)
    inputs = [usual]
    value = kept
    if answers.assumptions.arithmetic_scale == "trimmed":
        value = digits.str.strip_chars_end("0").str.strip_chars_end(".")
        inputs.append(kept)

    def rests(found: pl.Series, usual: pl.Series, *kept: pl.Series) -> pl.Series:
        return usual & (kept or (found,))[0].str.contains(r"\.[0-9]*0$")

    asked = asking("arithmetic_scale", rests, value, inputs, answers)
    return pl.when(usual).then(asked)


def _scale(text: pl.Expr) -> pl.Expr:
    """How many digits a number has behind the point."""
    point = text.str.find(".", literal=True)
    return (text.str.len_bytes().cast(pl.Int64) - point - 1).fill_null(0)


_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "ADDITION": add,
    "SUBTRACTION": sub,
    "MULTIPLICATION": mul,
}
