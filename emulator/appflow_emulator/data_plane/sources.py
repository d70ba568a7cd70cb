"""
CSV as a LazyFrame of texts, and the proof that polars reads it as `formats` does. Import it through `extra`.

polars fills short lines with null and makes records of blank lines; `formats` refuses the first and leaves out the second. So the
bytes of all cells are added up in the pass that writes them: they must make up the file. If they do not, `rows` has to carry the run
out, and finds the words for what is wrong.
"""

import csv
import io
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl

from appflow_emulator.data_plane.answers import Answers

Body = bytes | Path
_BOM = b"\xef\xbb\xbf"
OURS = "\ufffe"  # a noncharacter begins the names of our own columns
SIZE, INNER, EMPTY, BLANK = "size", "inner quotes", "empty cells", "empty texts"


class NotInFrames(Exception):
    """polars cannot do exactly what `rows` does. The message says why; carry the run out with `rows`."""


class Doubled(Exception):
    """A cell may have a quote in it, or is an empty text in quotes. Read the file again and expect it."""


@dataclass(frozen=True)
class Table:
    """
    A file of CSV.

    Attributes:
        frame: Its records. Every column holds texts or null, as `csv_empty_cell` says.
        facts: Adds up a batch of records: numbers by name.
        header: The first line, without a byte order mark.
        expects_doubled: Whether a cell may have quotes in it, or be an empty text in quotes.
    """

    frame: pl.LazyFrame
    facts: tuple[pl.Expr, ...]
    header: bytes
    expects_doubled: bool
    looking: "_Looking"

    def prove(self, records: int, facts: dict[str, int]) -> None:
        """
        Compare what was read with the bytes of the file.

        Raises:
            Doubled: the file has doubled quotes, or may have some, which was not expected.
            NotInFrames: polars has read it otherwise than `formats` would.
        """
        look, header = self.looking.result(), self.header
        line_end = 2 if header.endswith(b"\r\n") else 1
        if look.returns != (look.pairs if line_end == 2 else 0) or b"\r" in header[:-line_end]:
            raise NotInFrames("the ends of lines differ")
        if look.has_nul or b"\0" in header:
            raise NotInFrames("a cell has the character NUL")
        if facts[BLANK]:
            raise Doubled
        commas = len(self.frame.collect_schema()) - 1
        ends = records * line_end - (line_end if records and not look.is_ended else 0)
        read = facts[SIZE] + records * commas + ends
        if read + look.quotes - facts[INNER] != look.size:
            if look.quotes and not self.expects_doubled:
                raise Doubled
            raise NotInFrames("the file has blank lines, short lines or unusual quotes")


def read_csv(body: Body, answers: Answers, *, doubled: bool = False) -> Table:
    """
    A file as a frame.

    Args:
        doubled: Whether to expect quotes in cells, and empty texts in quotes. They are expected too if the beginning of the file
            has two quotes side by side.

    Raises:
        NotInFrames: `formats` may read the file otherwise.
    """
    header, begin = _header(body)
    try:
        names = next(csv.reader(io.StringIO(header.decode(), newline=""), strict=True), [])
    except (csv.Error, UnicodeDecodeError):  # a name with a line end, or other than UTF-8
        names = []
    ours = any(name.startswith(OURS) for name in names)
    if ours or not all(names) or not 0 < len({*names}) == len(names):
        raise NotInFrames("the header is unusual")
    doubled = doubled or b'""' in begin
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
    blank = pl.sum_horizontal(cells.str.len_bytes().min() == 0)
    facts = (
        pl.sum_horizontal(cells.str.len_bytes().sum()).alias(SIZE),
        (quoted if doubled else pl.lit(0)).alias(INNER),
        pl.sum_horizontal(empty).alias(EMPTY),
        (blank if of_null and not doubled else pl.lit(0)).alias(BLANK),
    )
    if of_null and doubled:  # polars tells "" from nothing, CSV does not
        frame = frame.with_columns(
            pl.when(pl.col(name) != "").then(name).alias(name) for name in names
        )
    return Table(frame, facts, header, doubled, _Looking(body))


def _opened(body: Body) -> IO[bytes]:
    return io.BytesIO(body) if isinstance(body, bytes) else body.open("rb")


def _header(body: Body) -> tuple[bytes, bytes]:
    """The first line, without a byte order mark, and the beginning of what follows."""
    with _opened(body) as file:
        header = file.readline(_BEGINNING)
        if not header.endswith(b"\n"):
            raise NotInFrames("the header is unusual")
        return header.removeprefix(_BOM), file.read(_BEGINNING)


class _Looking:
    """Looks at the bytes of a file in a thread of its own, while polars reads the records."""

    def __init__(self, body: Body) -> None:
        self._body, self._look = body, _Look()
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            with _opened(self._body) as file:
                file.readline(_BEGINNING)
                last = b""
                while block := file.read(_BLOCK):
                    self._look.see(block, last)
                    last = block[-1:]
        except OSError as failed:
            self._failure = failed

    def result(self) -> "_Look":
        """What the whole file tells."""
        self._thread.join()
        if self._failure is not None:
            raise NotInFrames(f"the file cannot be read: {self._failure}")
        return self._look


@dataclass
class _Look:
    """
    What the bytes of a file tell.

    Attributes:
        size: How many bytes come after the header, which does not count for the others either.
        quotes: How many quotes there are.
        returns: How many carriage returns there are, and `pairs` how many of them have a line feed behind them.
        has_nul: Whether there is a NUL.
        is_ended: Whether the last line has an end.
    """

    size: int = 0
    quotes: int = 0
    returns: int = 0
    pairs: int = 0
    has_nul: bool = False
    is_ended: bool = True

    def see(self, block: bytes, last: bytes) -> None:
        """
        Look at a block. Whether a byte is there is found far quicker than how often, and most are not.

        Args:
            last: The byte before it.
        """
        self.size += len(block)
        self.is_ended = block.endswith(b"\n")
        self.has_nul = self.has_nul or b"\0" in block
        if b'"' in block:
            # Quicker than `count` where few bytes are quotes.
            self.quotes += len(block) - len(block.replace(b'"', b""))
        self.returns += block.count(b"\r") if b"\r" in block else 0
        self.pairs += block.count(b"\r\n") if b"\r" in block else 0
        self.pairs += last + block[:1] == b"\r\n"


_BEGINNING = 1 << 22  # bytes
_BLOCK = (
    1 << 16
)  # bytes; polars calls Python in between, and waits for no longer than a block takes
