"""
What public programs and AWS's documentation show of AppFlow's output, as far as it concerns records and files.

Each file of `reference/` has its source, and names the open questions on which its rows rest. Where only the shape of an output is public, its values are made up.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.places import Layout
from appflow_emulator.data_plane.planning import plan_of
from appflow_emulator.data_plane.rows import carry_out, missing_fields
from tests.data_plane.flows import answered, rows

FILES = sorted((Path(__file__).parent / "reference").glob("*.json"))
MEMBERS = {"what", "source", "request", "file_type", "input", "output", "counts"}
OPTIONAL = {"bytes", "folders", "rests_on", "times"}


def body_of(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def case(request) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.param.read_text())
    return found


def test_there_are_reference_outputs() -> None:
    assert len({path.name[:2] for path in FILES}) >= 11


def test_a_reference_output_says_what_it_shows_and_where_it_is_from(case) -> None:
    assert MEMBERS <= {*case} <= MEMBERS | OPTIONAL
    assert case["source"]


def test_a_reference_output_comes_out(case) -> None:
    answers, plan = answered(), plan_of(case["request"])
    records = list(formats.read(body_of(case["input"]), case["file_type"], answers))
    assert missing_fields(plan, records[0]) == []
    done = carry_out(plan, records, answers)
    assert done.failure is None
    counts = {"read": done.read}
    counts |= {name: len(getattr(done, name)) for name in ("filtered", "dropped", "written")}
    assert {name: count for name, count in counts.items() if count or name in case["counts"]} == case["counts"]  # fmt: skip
    assert sorted(answers.touched) == case.get("rests_on", [])
    layout = plan.destination.layout or Layout()
    body = formats.write(rows(done), layout, answers)
    assert body == body_of(case["output"])
    assert len(body) == case.get("bytes", len(body))
    folders = ["/".join("=".join(folder) for folder in each.folders) for each in done.written]
    assert folders == case.get("folders", [""] * len(folders))
    for column, form in case.get("times", {}).items():
        times = [datetime.strptime(row[column], form) for row in rows(done)]  # noqa: DTZ007 (%z is in it)
        assert all(time.tzinfo for time in times)
