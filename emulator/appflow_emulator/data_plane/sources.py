"""
CSV as a LazyFrame of texts, and the proof that polars reads it as `formats` does. Import it through `extra`.

polars fills short lines with null and makes records of blank lines; `formats` refuses the first and leaves out the second. So the
bytes of all cells are added up in the pass that writes them: they must make up the file. If they do not, `rows` has to carry the run
out, and finds the words for what is wrong.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from appflow_emulator.data_plane.answers import Answers

Body = bytes | Path
_BOM = b"\xef\xbb\xbf"
OURS = "\ufffe"  # a noncharacter begins the names of our own columns
SIZE, INNER, EMPTY = "size", "inner quotes", "empty cells"


class NotInFrames(Exception):
    """polars cannot do exactly what `rows` does. The message says why; carry the run out with `rows`."""


@dataclass(frozen=True)
class Table:
    """
    A file of CSV.

    Attributes:
        frame: Its records. Every column holds texts or null, as `csv_empty_cell` says.
        facts: Adds up a batch of records: numbers by name.
        size: How many bytes the file has after its header.
        line_end: How many bytes the end of a line has.
        quotes: How many quotes there are after the header.
        is_ended: Whether the last line has an end.
    """

    frame: pl.LazyFrame
    facts: tuple[pl.Expr, ...]
    size: int
    line_end: int
    quotes: int
    is_ended: bool

    def prove(self, records: int, facts: dict[str, int]) -> None:
        """
        Compare what was read with the bytes of the file.

        Raises:
            NotInFrames: polars has read it otherwise than `formats` would.
        """
        commas = len(self.frame.collect_schema()) - 1
        ends = records * self.line_end - (self.line_end if records and not self.is_ended else 0)
        read = facts[SIZE] + records * commas + ends
        if read + self.quotes - facts[INNER] != self.size:
            raise NotInFrames("the file has blank lines, short lines or unusual quotes")


def read_csv(body: Body, answers: Answers) -> Table:
    """
    A file as a frame.

    Raises:
        NotInFrames: `formats` may read the file otherwise.
    """
    begin, header, size, counts, is_ended = _looked_at(body)
    try:
        names = next(csv.reader(io.StringIO(header.decode(), newline=""), strict=True), [])
    except (csv.Error, UnicodeDecodeError):  # a name with a line end, or other than UTF-8
        names = []
    ours = any(name.startswith(OURS) for name in names)
    if ours or not all(names) or not 0 < len({*names}) == len(names):
        raise NotInFrames("the header is unusual")
    line_end = 2 if header.endswith(b"\r\n") else 1
    if counts[b"\r"] != (counts[b"\r\n"] if line_end == 2 else 0):
        raise NotInFrames("the ends of lines differ")
    if counts[b"\0"]:
        raise NotInFrames("a cell has the character NUL")
    quotes = counts[b'"'] - header.count(b'"')
    of_null = answers.assumptions.csv_empty_cell == "null"
    frame = pl.scan_csv(
        body,
        infer_schema=False,
        empty_string_is_null=of_null,
        schema=dict.fromkeys(names, pl.String),
    )
    doubled = quotes and counts[b'""'] > header.count(b'""')
    cells = pl.col(names)
    quoted = pl.sum_horizontal(cells.str.count_matches('"', literal=True).sum())
    empty = cells.null_count() if of_null else (cells == "").sum()
    facts = (
        pl.sum_horizontal(cells.str.len_bytes().sum()).alias(SIZE),
        (quoted if doubled else pl.lit(0)).alias(INNER),
        pl.sum_horizontal(empty).alias(EMPTY),
    )
    if of_null and doubled:  # polars tells "" from nothing, CSV does not
        frame = frame.with_columns(
            pl.when(pl.col(name) != "").then(name).alias(name) for name in names
        )
    return Table(frame, facts, size - begin, line_end, quotes, is_ended)


def _looked_at(body: Body) -> tuple[int, bytes, int, Counter[bytes], bool]:
    """
    Where the records begin, the header without a byte order mark, the size of the file, how often it has what needs care, and
    whether its last line has an end. A file is read block by block, so that it need not fit into memory.
    """
    counts: Counter[bytes] = Counter()
    first, last, size = b"", b"", 0
    with io.BytesIO(body) if isinstance(body, bytes) else body.open("rb") as file:
        while block := file.read(_BLOCK):
            first = first or block
            for what in _CARE:
                # A pair on the border of two blocks counts too.
                counts[what] += block.count(what) + (len(what) > 1 and last + block[:1] == what)
            last = block[-1:]
            size += len(block)
    begin = first.find(b"\n") + 1
    return begin, first[:begin].removeprefix(_BOM), size, counts, last == b"\n"


_BLOCK = 1 << 24
_CARE = (b'"', b'""', b"\r", b"\r\n", b"\0")
