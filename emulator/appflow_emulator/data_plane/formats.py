"""
Files as records, and records as files: CSV, JSON lines, and with the help of `parquet` Parquet.

A reader loses nothing silently: what it cannot keep is a ValueError of one sentence that begins with the line. Only the rows of
an output are meant to be like AppFlow's. Its bytes are this project's choice, where no assumption says otherwise.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.extra import with_polars
from appflow_emulator.data_plane.outcome import Record
from appflow_emulator.data_plane.places import Layout
from appflow_emulator.data_plane.values import json_of, text_of

_CELL = 2**31 - 1  # characters; the largest limit on every platform
_DIGITS = 1_000  # of a number that is still an int
_SPECIAL = (",", '"', "\n", "\r")  # a cell that has one needs quotes


def read(body: bytes, file_type: str, answers: Answers) -> Iterator[Record]:
    """
    The records of a file of CSV, JSON lines or Parquet.

    Raises:
        ValueError: a line is wrong. The message begins with its number.
        CannotRehearse: the file is Parquet, and polars is not installed.
    """
    if file_type == "PARQUET":
        with with_polars("Parquet"):
            from appflow_emulator.data_plane import parquet
        return parquet.read_parquet(body)
    return _READERS[file_type](_decoded(body), answers)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = body.count(b"\n", 0, wrong.start) + 1
        raise ValueError(f"line {line}: not UTF-8") from None


def _csv(text: str, answers: Answers) -> Iterator[Record]:
    """
    Every cell is a text, or null if it is empty and the assumption says so. CSV does not tell `""` from nothing.

    A blank line between others is left out, unless there is only one column: there it is an empty cell.
    """
    csv.field_size_limit(_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = next(reader, None)
        if names is None:
            return
        _see_names(names)
        for cells in reader:
            if not cells and len(names) > 1:
                continue
            yield _record(names, cells or [""], reader.line_num, answers)
    except csv.Error as wrong:
        raise ValueError(f"line {reader.line_num}: {wrong}") from None


def _see_names(names: Sequence[str]) -> None:
    if not names:
        raise ValueError("line 1: blank, but it must name the columns")
    for number, name in enumerate(names, start=1):
        if not name:
            raise ValueError(f"line 1: column {number} has no name")
        if names.index(name) < number - 1:
            raise ValueError(f"line 1: two columns are called {name}")


def _record(names: Sequence[str], cells: Sequence[str], line: int, answers: Answers) -> Record:
    if len(cells) != len(names):
        raise ValueError(f"line {line}: {len(cells)} cells, but the header has {len(names)}")
    if "" not in cells:
        return dict(zip(names, cells, strict=True))
    empty = None if answers("csv_empty_cell") == "null" else ""
    return {name: cell or empty for name, cell in zip(names, cells, strict=True)}


def _json(text: str, _: Answers) -> Iterator[Record]:
    """One object a line. Numbers with a fraction are Decimal, so that 1.10 stays 1.10. Blank lines are left out."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _object(line, number)


def _object(line: str, number: int) -> Record:
    try:
        found = json.loads(
            line,
            parse_float=_number,
            parse_int=_whole,
            parse_constant=_no_number,
            object_pairs_hook=_members,
        )
    except json.JSONDecodeError as wrong:
        raise ValueError(
            f"line {number}: not JSON: {wrong.msg} at character {wrong.pos + 1}"
        ) from None
    except ValueError as wrong:
        raise ValueError(f"line {number}: {wrong}") from None
    except RecursionError:
        raise ValueError(f"line {number}: lists and objects are nested too deeply") from None
    if not isinstance(found, dict):
        raise ValueError(f"line {number}: must be a JSON object, one on each line")  # noqa: TRY004
    if "\\u" in line and not json_of(found).isascii():
        _see_surrogates(json_of(found), number)
    return found


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = sorted(name for name, _ in pairs)
        twice = next(one for one, other in pairwise(names) if one == other)
        raise ValueError(f"two members are called {twice}")
    return found


def _whole(digits: str) -> int | Decimal:
    """A whole number. `int` has no -0, and by default reads 4,300 digits at most."""
    return Decimal(digits) if digits == "-0" or len(digits) > _DIGITS else int(digits)


def _number(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise ValueError(f"{digits} has an exponent that is too large") from None


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is not a number of JSON")


def _see_surrogates(text: str, number: int) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(
            f"line {number}: half of a surrogate pair, which UTF-8 cannot hold"
        ) from None


_READERS: Mapping[str, Callable[[str, Answers], Iterator[Record]]] = {"CSV": _csv, "JSON": _json}


def write(rows: Sequence[Record], layout: Layout, answers: Answers) -> bytes:
    """
    The file of some records.

    Raises:
        CannotRehearse: the layout is Parquet, and polars is not installed.
        ValueError: UTF-8 cannot hold a text. A record that was read from a file has no such text.
    """
    try:
        return _WRITERS[layout.file_type](rows, layout, answers)
    except UnicodeEncodeError:
        raise ValueError("a record has half of a surrogate pair, which UTF-8 cannot hold") from None


def header(columns: Sequence[str], layout: Layout, answers: Answers) -> bytes:
    """The file without a record: the names of its columns, for which JSON lines have no place."""
    if layout.file_type == "CSV" and columns:
        return _csv_of(columns, (), answers)
    if layout.file_type == "PARQUET":
        return _parquet_of(columns, (), layout)
    return b""


def _write_csv(rows: Sequence[Record], _: Layout, answers: Answers) -> bytes:
    columns = _columns_of(rows)
    if not columns:
        return b""
    return _csv_of(columns, ([row.get(name) for name in columns] for row in rows), answers)


def _columns_of(rows: Iterable[Record]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _csv_of(columns: Sequence[str], rows: Iterable[Sequence[Any]], answers: Answers) -> bytes:
    quotes_all = answers("csv_quoting") == "all"

    def cell(value: Any) -> str:
        text = text_of(value)
        if text is None:
            return NULLS[answers("csv_null")]
        needed = quotes_all or not text or any(each in text for each in _SPECIAL)
        return '"' + text.replace('"', '""') + '"' if needed else text

    lines = (",".join(map(cell, row)) for row in (columns, *rows))
    return "".join(f"{line}\n" for line in lines).encode()


NULLS = {"empty": "", "quoted_empty": '""', "null_word": "null"}


def _write_json(rows: Sequence[Record], _: Layout, answers: Answers) -> bytes:
    def line(row: Record) -> str:
        if None in row.values() and answers("json_null") == "omitted":
            row = {name: value for name, value in row.items() if value is not None}
        return f"{json_of(row)}\n"

    return "".join(map(line, rows)).encode()


def _write_parquet(rows: Sequence[Record], layout: Layout, _: Answers) -> bytes:
    return _parquet_of(_columns_of(rows), rows, layout)


def _parquet_of(columns: Sequence[str], rows: Sequence[Record], layout: Layout) -> bytes:
    with with_polars("Parquet"):
        from appflow_emulator.data_plane import parquet
    return parquet.write_parquet(columns, rows, typed=layout.typed)


_WRITERS: Mapping[str, Callable[[Sequence[Record], Layout, Answers], bytes]] = {
    "CSV": _write_csv,
    "JSON": _write_json,
    "PARQUET": _write_parquet,
}
