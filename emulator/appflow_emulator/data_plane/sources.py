"""
CSV as a LazyFrame of texts, and the proof that polars reads it as `formats` does. Import it through `extra`.

polars fills short lines with null and makes records of blank lines; `formats` refuses the first and leaves out the second. So the
bytes of all cells are added up in the pass that writes them: they must make up the file. If they do not, `rows` has to carry the run
out, and finds the words for what is wrong.
"""

import csv
import io
import re
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
    look = _looked_at(body)
    header = look.header
    try:
        names = next(csv.reader(io.StringIO(header.decode(), newline=""), strict=True), [])
    except (csv.Error, UnicodeDecodeError):  # a name with a line end, or other than UTF-8
        names = []
    ours = any(name.startswith(OURS) for name in names)
    if ours or not all(names) or not 0 < len({*names}) == len(names):
        raise NotInFrames("the header is unusual")
    line_end = 2 if header.endswith(b"\r\n") else 1
    if look.returns != (look.pairs if line_end == 2 else 0) or b"\r" in header[:-line_end]:
        raise NotInFrames("the ends of lines differ")
    if look.has_nul or b"\0" in header:
        raise NotInFrames("a cell has the character NUL")
    quotes = look.quotes
    of_null = answers.assumptions.csv_empty_cell == "null"
    frame = pl.scan_csv(
        body,
        infer_schema=False,
        empty_string_is_null=of_null,
        schema=dict.fromkeys(names, pl.String),
    )
    cells = pl.col(names)
    quoted = pl.sum_horizontal(cells.str.count_matches('"', literal=True).sum())
    empty = cells.null_count() if of_null else (cells == "").sum()
    facts = (
        pl.sum_horizontal(cells.str.len_bytes().sum()).alias(SIZE),
        (quoted if look.has_doubled else pl.lit(0)).alias(INNER),
        pl.sum_horizontal(empty).alias(EMPTY),
    )
    if of_null and look.has_doubled:  # polars tells "" from nothing, CSV does not
        frame = frame.with_columns(
            pl.when(pl.col(name) != "").then(name).alias(name) for name in names
        )
    return Table(frame, facts, look.size, line_end, quotes, look.is_ended)


@dataclass
class _Look:
    """
    What the bytes of a file tell.

    Attributes:
        header: The first line, without a byte order mark.
        size: How many bytes come after it.
        quotes: How many quotes there are after it.
        has_doubled: Whether two of them stand side by side.
        returns: How many carriage returns there are, and `pairs` how many of them have a line feed behind them.
        has_nul: Whether there is a NUL.
        is_ended: Whether the last line has an end.
    """

    header: bytes
    size: int = 0
    quotes: int = 0
    has_doubled: bool = False
    returns: int = 0
    pairs: int = 0
    has_nul: bool = False
    is_ended: bool = True

    def see(self, block: bytes, last: bytes) -> None:
        """
        Look at a block behind the header. Whether a byte is there is found far quicker than how often, and most are not.

        Args:
            last: The byte before it.
        """
        self.size += len(block)
        self.is_ended = block.endswith(b"\n")
        self.has_nul = self.has_nul or b"\0" in block
        if b'"' in block:
            self.quotes += block.count(b'"')
            on_border = last + block[:1] == b'""'
            found = self.has_doubled or on_border or _DOUBLED.search(block)
            self.has_doubled = bool(found)
        self.returns += block.count(b"\r") if b"\r" in block else 0
        self.pairs += block.count(b"\r\n") if b"\r" in block else 0
        self.pairs += last + block[:1] == b"\r\n"


def _looked_at(body: Body) -> _Look:
    """Look at a file block by block, so that it need not fit into memory."""
    with io.BytesIO(body) if isinstance(body, bytes) else body.open("rb") as file:
        header = file.readline(_BLOCK)
        if not header.endswith(b"\n"):
            raise NotInFrames("the header is unusual")
        look, last = _Look(header.removeprefix(_BOM)), b""
        while block := file.read(_BLOCK):
            look.see(block, last)
            last = block[-1:]
    return look


_BLOCK = 1 << 20  # bytes; a block fits into the cache of a processor
_DOUBLED = re.compile(rb'""')  # finds them quicker than `in`
