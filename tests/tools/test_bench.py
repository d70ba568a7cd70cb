"""The benchmark's arithmetic, and that its programs compile."""

import ast
import subprocess
import sys
from pathlib import Path

import pulumi
import pytest

from benchmarks import programs
from benchmarks.__main__ import CONTENDERS, FLOOR, PAGE
from benchmarks.api import Memory
from benchmarks.growth import CALLS, growth
from benchmarks.moved import FORMATS, moved
from benchmarks.stack import ROOT, Step
from benchmarks.steps import steps
from benchmarks.table import BEGIN, END, compared, grown, placed, ratio
from tests.sdk.conftest import Registered, engine, plain

__all__ = ["engine"]


def test_ratios_are_of_the_floor_in_the_same_round() -> None:
    rounds = {
        "plugin": {
            "up": [Step(9.0, 20, 80.0, 0.6), Step(1.5, 21, 90.0, 0.4), Step(1.2, 20, 85.0, 0.3)]
        },
        "by hand": {"up": [Step(12.0, 10, 70.0, 0.8)]},
        FLOOR: {"up": [Step(6.0, 0, 40.0, 0.2), Step(1.0, 0, 40.0, 0.2), Step(1.0, 0, 40.0, 0.1)]},
    }
    head, line, *rows = compared(rounds, FLOOR).splitlines()
    assert rows == [
        "| up | plugin | 1.5 | 1.2 to 9.0 | 1.50 | 1.20 to 1.50 | 0.40 | 3.00 | 2.00 to 3.00 | 21 | 90 |",
        "| up | by hand | 12.0 | 12.0 to 12.0 | 2.00 | 2.00 to 2.00 | 0.80 | 4.00 | 4.00 to 4.00 | 10 | 70 |",
        "| up | baseline | 1.0 | 1.0 to 6.0 | 1.00 | 1.00 to 1.00 | 0.20 | 1.00 | 1.00 to 1.00 | - | 40 |",
    ]
    assert {each.count("|") for each in (head, line, *rows)} == {12}
    no_time = {"plugin": {"up": [Step(1.0, 1, 1.0)]}, FLOOR: {"up": [Step(1.0, 1, 1.0)]}}
    assert "| 1.00 to 1.00 | 0.00 | - | - |" in compared(no_time, FLOOR)
    assert ratio(1.0, 0.0) == "-"


def test_each_call_is_timed_at_each_size() -> None:
    costs = growth((2, 4), patience=0.0)
    assert list(costs) == [2, 4]
    assert all(list(row) == list(CALLS) and min(row.values()) > 0 for row in costs.values())
    assert len(grown(costs).splitlines()) == 4


def test_each_call_runs_through_functions_that_are_counted() -> None:
    counted = {name: steps(name) for name in CALLS}
    assert all(each.calls.total() > 50 for each in counted.values())
    assert {name for name, each in counted.items() if each.depth} == {
        *("create", "read, same", "read, half drifted")
    }


def test_a_state_is_built_once_in_a_create() -> None:
    assert steps("create").calls["to_state"] == steps("create").calls["marked"] == 1


def test_figures_take_the_place_of_those_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    for figures in ("first", "second"):
        placed(page, figures)
    assert page.read_text() == f"before\n{BEGIN}\n\nsecond\n\n{END}\nafter\n"


def test_the_page_has_a_place_for_them() -> None:
    text = PAGE.read_text()
    assert text.index(BEGIN) < text.index(END)


@pytest.mark.parametrize("contender", CONTENDERS, ids=lambda each: each.name)
def test_each_contender_is_a_program(contender: object) -> None:
    ast.parse(contender.program)  # type: ignore[attr-defined]
    ast.parse(programs.PROFILES)


def flows_of(program: str, engine: Registered) -> list[dict[str, object]]:
    """The flows that a program of the benchmark declares, without what names them."""
    pulumi.runtime.set_all_config({"project:count": "3"})
    code = compile(program, "program.py", "exec")
    pulumi.runtime.test(lambda: exec(code, {"__name__": "__main__"}))()
    flows = [plain(each.inputs) for each in engine.seen if each.typ.endswith(":Flow")]
    kept = ("description", "tasks", "triggerConfig")
    return [{key: each[key] for key in kept} for each in flows]


def test_the_mirror_declares_as_many_flows_of_the_same_kind(engine: Registered) -> None:
    # With dynamic resources the program makes the flows of a mirror, so they can be seen.
    found = flows_of(programs.MIRROR.replace("pulumi_appflow", "pulumi_appflow.dynamic"), engine)
    engine.seen.clear()
    assert found == flows_of(programs.DYNAMIC, engine)
    assert len(found) == 3


def test_the_floor_loads_no_more_of_the_sdk_than_the_plugin() -> None:
    program = (
        "import runpy, sys\n"
        "from unittest.mock import patch\n"
        "with patch('threading.Event.wait', lambda *_: True):\n"
        "    runpy.run_module('benchmarks.floor', run_name='__main__')\n"
        "print('pulumi.runtime.proto' in sys.modules, 'pulumi' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[1:] == ["True False"]


def test_the_api_describes_what_was_created_and_forgets_what_was_deleted() -> None:
    memory = Memory()
    ask = memory.operations
    assert ask["describe-flow"]({"flowName": "a"})[0] == 404
    status, made = ask["create-flow"]({"flowName": "a", "description": "b"})
    assert (status, made["flowArn"]) == (200, "arn:aws:appflow:eu-west-1:123456789012:flow/a")
    assert ask["describe-flow"]({"flowName": "a"})[1]["description"] == "b"
    assert ask["delete-flow"]({"flowName": "a"})[0] == 200
    assert ask["delete-flow"]({"flowName": "a"})[0] == 404


def test_a_rehearsal_is_timed_for_each_format_and_three_sizes() -> None:
    _, _, *rows = moved(2_000, 1).splitlines()
    sizes = [tuple(cell.strip() for cell in row.split("|")[1:3]) for row in rows]
    assert sizes == [(count, name) for count in ("2,000", "1,000", "200") for name in FORMATS]
