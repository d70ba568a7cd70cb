"""CSV that polars reads in another way than `formats` is left to `rows`; everything else comes out the same."""

import io
from typing import Any

import pytest

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane import formats, sources
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.frames import can_frame
from appflow_emulator.data_plane.places import Destination, Layout, Source
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.rows import carry_out
from appflow_emulator.data_plane.sinks import stream
from appflow_emulator.data_plane.sources import NotInFrames
from appflow_emulator.data_plane.steps import MapAll


def plan(file_type="CSV", source="CSV"):
    destination = Destination("S3", "lake", layout=Layout(file_type))
    return Plan("orders", Source("S3", "in", file_type=source), destination, (MapAll(0, ()),))


def streamed(body, file_type="CSV", **given):
    file = io.BytesIO()
    stream(plan(file_type), body, Answers(Assumptions(**given)), lambda _: file)
    return file.getvalue()


SAME = {
    "plain": b"a,b\n1,2\n",
    "no line end at the end": b"a,b\n1,2\n3,4",
    "carriage returns": b"a,b\r\n1,2\r\n",
    "carriage returns, no line end at the end": b"a,b\r\n1,2\r\n3,4",
    "byte order mark": b"\xef\xbb\xbfa,b\n1,2\n",
    "a line end in quotes": b'a,b\n"x\ny",2\n',
    "commas and quotes in quotes": b'a,b\n"x,""y""",2\n',
    "quoted header": b'"a","b"\n1,2\n',
    "empty cells": b'a,b\n,\n,""\n"",1\n',
    "blanks": b"a,b\n x , 2\n",
    "zeros": b"a,b\n0001,1.10\n",
    "one column, blank line": b"a\n1\n\n2\n",
    "no record": b"a,b\n",
    "beyond 16 bits": "a,b\n\U0001f600,\u00e9\n".encode(),
}
LEFT = {
    "a quote within a cell": b'a,b\nx,2"\n',
    "blank line": b"a,b\n1,2\n\n3,4\n",
    "short line": b"a,b\n1\n3,4\n",
    "short line with a comma": b"a,b,c\n1,\n3,4,5\n",
    "long line": b"a,b\n1,2,3\n",
    "two columns of one name": b"a,a\n1,2\n",
    "a column without a name": b"a,\n1,2\n",
    "a column with a name of ours": "a,\ufffeend\n1,2\n".encode(),
    "mixed line ends": b"a,b\r\n1,2\n",
    "carriage return in a cell": b'a,b\n"1\r2",3\n',
    "NUL": b"a,b\n\0,2\n",
    "text behind a quote": b'a,b\n"x"y,2\n',
    "quote that does not end": b'a,b\n"x,2\n',
    "not UTF-8": b"a,b\n\xff,2\n",
    "header that is not UTF-8": b"a,\xff\n1,2\n",
    "no header": b"",
}


@pytest.mark.parametrize("body", SAME.values(), ids=SAME)
@pytest.mark.parametrize("empty", ["null", "text"])
def test_the_files_are_the_same(body, empty, tmp_path) -> None:
    answers = Answers(Assumptions(csv_empty_cell=empty))
    path = tmp_path / "orders.csv"
    path.write_bytes(body)
    rows = [
        each.record
        for each in carry_out(plan(), formats.read(body, "CSV", answers), answers).written
    ]
    for file_type in ("CSV", "JSON"):
        wanted = formats.write(rows, Layout(file_type), answers)
        if not rows:
            wanted = formats.header(["a", "b"], Layout(file_type), answers)
        assert streamed(body, file_type, csv_empty_cell=empty) == wanted
        assert streamed(path, file_type, csv_empty_cell=empty) == wanted
    parquet = streamed(body, "PARQUET", csv_empty_cell=empty)
    assert list(formats.read(parquet, "PARQUET", answers)) == rows


@pytest.mark.parametrize("body", LEFT.values(), ids=LEFT)
def test_other_files_are_left_to_rows(body) -> None:
    with pytest.raises(NotInFrames, match=r"\w"):
        streamed(body)


def test_plans_that_frames_cannot_carry_out_have_a_reason() -> None:
    assert can_frame(plan()) is None
    assert "values of several types" in str(can_frame(plan(source="JSON")))
    store = Plan("orders", Source("S3", "in"), Destination("Salesforce", "Order"), (MapAll(0, ()),))
    assert str(can_frame(store)) == "Salesforce/Order takes records one at a time."
    with pytest.raises(NotInFrames, match="one at a time"):
        stream(store, b"a\n1\n", Answers(Assumptions()), lambda _: io.BytesIO())


RECORDS: list[dict[str, Any]] = [
    {"Id": "0001", "Price": "1.10", "Note": 'a "b", c\nd'},
    {"Id": "0002", "Price": None, "Note": "\U0001f600"},
]


@pytest.mark.parametrize("to", ["CSV", "JSON", "PARQUET"])
@pytest.mark.parametrize("source", ["CSV", "JSON", "PARQUET"])
def test_each_format_becomes_each_format(source, to) -> None:
    answers = Answers(Assumptions())
    body = formats.write(RECORDS, Layout(source), answers)
    moved = carry_out(plan(to, source), formats.read(body, source, answers), answers)
    rows = [each.record for each in moved.written]
    assert rows == RECORDS
    file = formats.write(rows, Layout(to), answers)
    assert list(formats.read(file, to, answers)) == RECORDS
    if source == "CSV":
        again = streamed(body, to)
        assert list(formats.read(again, to, answers)) == RECORDS


@pytest.mark.parametrize("late", [b'"x,""y""",7', b'"",5', b'"x,""y""",""'])
@pytest.mark.parametrize("empty", ["null", "text"])
@pytest.mark.parametrize("kind", ["CSV", "JSON", "PARQUET"])
def test_doubled_quotes_that_come_late_are_read_as_if_they_had_been_expected(
    kind: str, empty: str, late: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_BEGINNING", 8)
    body = b"a,b\n1,2\n3,4\n" + late + b"\n"
    files: list[io.BytesIO] = []

    def target(_: object) -> io.BytesIO:
        files.append(io.BytesIO())
        return files[-1]

    by_frames, by_rows = (Answers(Assumptions(csv_empty_cell=empty)) for _ in range(2))
    stream(plan(kind), body, by_frames, target)
    # An empty text in quotes is a text to polars too, unless an empty cell is null.
    assert len(files) == (1 if late == b'"",5' and empty == "text" else 2)
    records = list(formats.read(body, "CSV", by_rows))
    rows = [each.record for each in carry_out(plan(kind), records, by_rows).written]
    wanted, found = formats.write(rows, Layout(kind), by_rows), files[-1].getvalue()
    if kind == "PARQUET":
        assert list(formats.read(found, kind, by_rows)) == rows
    else:
        assert found == wanted
    assert set(by_frames.touched) <= set(by_rows.touched)


def test_a_pair_on_the_border_of_two_blocks_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    body = b'a,b\r\n"x""y",2\r\n3,4\r\n'
    wanted = streamed(body)
    for size in range(1, len(body)):
        monkeypatch.setattr(sources, "_BLOCK", size)
        assert streamed(body) == wanted
