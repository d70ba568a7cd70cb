"""`frames` does to a table of texts what `rows` does, whatever the plan and the answers to open questions."""

import io
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.columns import END, FAILS
from appflow_emulator.data_plane.frames import FOLDER, WHY, framed
from appflow_emulator.data_plane.outcome import Left, Moved, Record, Written
from appflow_emulator.data_plane.places import Destination, Layout, Source
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.rows import carry_out
from appflow_emulator.data_plane.sinks import Folders, stream
from appflow_emulator.data_plane.sources import NotInFrames
from appflow_emulator.data_plane.steps import CALCULATIONS, Arithmetic, Filter, Map
from tests.data_plane import plans
from tests.properties.effort import requests_tried

few_tried = settings(requests_tried, max_examples=requests_tried.max_examples // 2)


def by_frames(plan: Plan, records: list[Record], answers: Answers) -> Moved:
    """What `frames` does, told as `rows` tells it. A failure is told without its place."""
    source = pl.LazyFrame(records, schema=dict.fromkeys(plans.FIELDS, pl.String))
    frame = framed(plan, source, answers)
    marked, written = pl.collect_all(
        [frame.marked, frame.arriving(frame.marked)], engine="streaming"
    )
    moved = Moved(touched=answers.touched)
    for number, (end, why) in enumerate(marked.select(END, WHY).iter_rows()):
        moved.read += 1
        if not end:
            row = written.row(len(moved.written), named=True)
            folders = tuple((name, row.pop(FOLDER + name)) for name in frame.partition)
            moved.written.append(Written(number, row, folders))
        elif why is not None and why.startswith(FAILS):
            moved.failure, moved.written = why.removeprefix(FAILS), []
            break
        else:
            step = frame.ends[end - 1]
            held = moved.filtered if isinstance(step, Filter) else moved.dropped
            held.append(Left(number, records[number], step, why or ""))
    else:
        assert len(moved.written) == len(written)
    return moved


@requests_tried
@given(plans.plans(), plans.tables, plans.answers())
def test_frames_do_what_rows_do(plan: Plan, table: list[Record], other: dict[str, Any]) -> None:
    assumed = Assumptions(**other)
    wanted = carry_out(plan, table, Answers(assumed))
    moved = by_frames(plan, table, Answers(assumed))
    if wanted.failure is not None:
        assert moved.failure is not None
        assert wanted.failure.startswith(f"{moved.failure} in record {moved.read}, and ")
    else:
        assert moved.failure is None
        assert set(moved.touched) <= set(wanted.touched)
    assert moved.read == wanted.read
    assert moved.filtered == [replace(each, why="") for each in wanted.filtered]  # frames tell none
    assert moved.dropped == wanted.dropped
    assert moved.written == wanted.written
    for one, other_one in zip(moved.written, wanted.written, strict=True):
        assert list(one.record) == list(other_one.record)


def csv_of(records: list[Record], *, quotes: bool) -> bytes:
    given = Assumptions(csv_quoting="all" if quotes else "minimal")
    rows = records or [dict.fromkeys(plans.FIELDS)]
    body = formats.write(rows, Layout("CSV"), Answers(given))
    return body if records else body.splitlines(keepends=True)[0]


@few_tried
@given(plans.plans(), plans.tables, plans.answers(), st.booleans())
def test_files_are_what_rows_and_formats_write(
    plan: Plan, table: list[Record], other: dict[str, Any], quotes: bool
) -> None:
    body = csv_of(table, quotes=quotes)
    by_rows, by_frames = Answers(Assumptions(**other)), Answers(Assumptions(**other))
    files: dict[Folders, io.BytesIO] = {}
    try:
        counts = stream(plan, body, by_frames, lambda to: files.setdefault(to, io.BytesIO()))
    except NotInFrames:
        event("by rows")
        return
    event("by frames")
    wanted = carry_out(plan, list(formats.read(body, "CSV", by_rows)), by_rows)
    assert counts.failure == wanted.failure
    assert counts.read == wanted.read
    assert counts.filtered == len(wanted.filtered)
    assert counts.dropped == len(wanted.dropped)
    if counts.failure is not None:
        return
    groups: dict[Folders, list[Record]] = {}
    for each in wanted.written:
        groups.setdefault(each.folders, []).append(each.record)
    layout = plan.destination.layout
    assert layout is not None
    assert counts.files == {to: len(rows) for to, rows in groups.items()}
    for to, rows in groups.items():
        one, other_one = files[to].getvalue(), formats.write(rows, layout, by_rows)
        if layout.file_type == "PARQUET":
            assert list(formats.read(one, "PARQUET", by_rows)) == rows
        else:
            assert one == other_one
    assert set(by_frames.touched) <= set(by_rows.touched)


PRICES: dict[str, list[str | None]] = {
    "one scale": ["1.10", "25.00", "-3.50"],
    "whole numbers": ["1", "20", "0"],
    "a number of another scale": ["1.10", "25.00", "3.5"],
    "a zero with a sign": ["1.10", "-0.00", "2.00"],
    "a zero in front": ["1.10", "02.00", "2.00"],
    "a plus": ["1.10", "+2.00", "2.00"],
    "an exponent": ["1.10", "1E+2", "2.00"],
    "no number": ["1.10", "two", "2.00"],
    "nothing": ["1.10", None, "2.00"],
    "nothing at first": [None, "1.10", "2.00"],
    "many digits": ["1.10", "12345678901234567890123456789.12", "2.00"],
    "a long scale": ["1.12345678901234567890", "2.12345678901234567890"],
}


@pytest.mark.parametrize("operator", CALCULATIONS)
@pytest.mark.parametrize("other", ["2", "-4", "0", "0.50", "-0.25"])
@pytest.mark.parametrize("scale", ["kept", "trimmed"])
@pytest.mark.parametrize("prices", PRICES)
def test_frames_calculate_as_rows_do(operator: str, other: str, scale: str, prices: str) -> None:
    records: list[Record] = [
        {**dict.fromkeys(plans.FIELDS), "Price": price, "Qty": other} for price in PRICES[prices]
    ]
    steps = (Arithmetic(0, ("Qty", "Price"), operator, "Total"), Map(1, ("Total",), "Total"))
    plan = Plan(
        "orders", Source("S3", "in"), Destination("S3", "lake", layout=Layout("CSV")), steps
    )
    wanted = carry_out(plan, records, by_rows := Answers(Assumptions(arithmetic_scale=scale)))
    moved = by_frames(plan, records, found := Answers(Assumptions(arithmetic_scale=scale)))
    assert [each.record for each in moved.written] == [each.record for each in wanted.written]
    assert [each.why for each in moved.dropped] == [each.why for each in wanted.dropped]
    assert set(found.touched) <= set(by_rows.touched)
