"""
Reads and writes Parquet record by record, for `formats`. Import it through `extra`: it needs polars.

A file that AppFlow writes has only texts, unless preserveSourceDataTyping is true (documented). Which types it has then is
documented for whole numbers only. For the others the type of the values is used, which is inferred.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import polars as pl
from polars import selectors

from appflow_emulator.data_plane.outcome import Record
from appflow_emulator.data_plane.values import text_of

_WHOLE = 2**63  # a whole number of 64 bits is below
_DIGITS = 38  # of a decimal in polars


def read_parquet(body: bytes) -> Iterator[Record]:
    """
    The records of a file, with values as JSON has them: a float becomes a Decimal of its shortest digits, a time becomes a text
    in ISO 8601.

    Raises:
        ValueError: the bytes are not Parquet, or a column holds something that JSON has no value for.
    """
    try:
        frame = pl.read_parquet(io.BytesIO(body))
    except pl.exceptions.PolarsError as problem:
        raise ValueError(f"not a Parquet file: {problem}") from None
    floats = frame.select(selectors.float()).columns
    texts = frame.with_columns(
        selectors.float().cast(pl.String), selectors.temporal().dt.to_string("iso:strict")
    )
    nested = [name for name, kind in frame.schema.items() if not _is_plain(name, kind)]
    for record in texts.iter_rows(named=True):
        for name in floats:
            record[name] = _number(name, record[name])
        for name in nested:
            record[name] = _plain(name, record[name])
        yield record


def _is_plain(name: str, kind: pl.DataType) -> bool:
    if kind in (pl.Binary, pl.Duration):
        raise _no_value(name, str(kind))
    return not kind.is_nested()


def _number(name: str, text: str | None) -> Decimal | None:
    if text is None:
        return None
    number = Decimal(text)
    if not number.is_finite():
        raise _no_value(name, text)
    return number


def _plain(name: str, value: Any) -> Any:
    """A value inside of a list or a structure as JSON has it."""
    if isinstance(value, list):
        return [_plain(name, each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(name, each) for key, each in value.items()}
    if isinstance(value, float):
        return _number(name, repr(value))
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int, Decimal)):
        return value
    raise _no_value(name, type(value).__name__)


def _no_value(name: str, what: str) -> ValueError:
    return ValueError(f"column {name}: {what} is not a value that a record can hold")


def write_parquet(columns: Sequence[str], rows: Sequence[Record], *, typed: bool) -> bytes:
    """
    The file of some records.

    Args:
        typed: Keeps whole numbers, decimals and booleans. Otherwise every column holds texts (documented). A column with
            values of several types, or with numbers that fit no type of Parquet, holds texts in any case.
    """
    frame = pl.DataFrame(
        [_column(name, [row.get(name) for row in rows], typed) for name in columns]
    )
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


def _column(name: str, values: Sequence[Any], typed: bool) -> pl.Series:
    kind = _kind_of(values) if typed else pl.String()
    if kind == pl.String:
        values = [text_of(value) for value in values]
    return pl.Series(name, values, dtype=kind)


def _kind_of(values: Sequence[Any]) -> pl.DataType:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pl.Boolean()
    if kinds == {int} and all(-_WHOLE <= value < _WHOLE for value in values if value is not None):
        return pl.Int64()
    if kinds and kinds <= {int, Decimal}:
        return _decimal([Decimal(value) for value in values if value is not None])
    return pl.String()


def _decimal(numbers: Sequence[Decimal]) -> pl.DataType:
    """The decimal type that holds all numbers exactly, or texts if there is none."""
    scale = max(max(-int(number.as_tuple().exponent), 0) for number in numbers)
    whole = max(max(number.adjusted() + 1, 0) for number in numbers)
    return pl.Decimal(_DIGITS, scale) if whole + scale <= _DIGITS else pl.String()
