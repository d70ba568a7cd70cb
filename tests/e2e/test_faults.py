"""A service that throttles, fails, hangs up and loses replies; an engine that is killed. Nothing is lost, nothing orphaned."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.programs import declared
from tests.e2e.stack import Stack
from tests.e2e.test_lifecycle import flow_args

Make = Callable[..., Stack]
COUNT = 20


def program(**changes: Any) -> str:
    return declared({f"f{n}": ("Flow", {**flow_args(f"f{n}"), **changes}) for n in range(COUNT)})


@pytest.mark.parametrize("kind", ["throttle", "5xx", "drop-before", "drop-after"])
def test_nothing_is_lost_when_three_calls_of_ten_fail(
    stack: Make, emulator: Emulator, kind: str
) -> None:
    made = stack(program())
    emulator.control("POST", "faults", [{"kind": kind, "probability": 0.3, "seed": 7}])
    assert made.up()["created"] == COUNT + 1
    made.write(program(description="changed"))
    assert made.up()["updated"] == COUNT
    assert made.refresh() == {"unchanged": COUNT + 1}
    assert made.destroy()["deleted"] == COUNT + 1
    (rule,) = emulator.control("GET", "faults")["rules"]
    assert rule["fired"] > COUNT
    emulator.control("DELETE", "faults")
    assert emulator.names() == set()


def test_an_engine_killed_in_the_middle_is_taken_up_where_it_was(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(program())
    emulator.control(
        "POST", "faults", [{"operation": "CreateFlow", "kind": "slow", "delayMs": 1500}]
    )
    killed = subprocess.Popen(
        ["pulumi", "up", "--yes", "--skip-preview", "--parallel", "4", "--non-interactive"],
        cwd=made.program,
        env=made.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(emulator.names()) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)  # not while the engine writes its checkpoint, which is not ours to mend
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    kill_all_in(made)
    made_so_far = emulator.names()
    assert 0 < len(made_so_far) < COUNT
    emulator.control("DELETE", "faults")
    made.run("cancel", "--yes")
    made.up()
    assert emulator.names() == {f"f{n}" for n in range(COUNT)}
    assert len(made.resources()) == COUNT
    made.up("--expect-no-changes")
    made.destroy()
    assert emulator.names() == set()


def kill_all_in(stack: Stack) -> None:
    """Providers run in process groups of their own and outlive their engine."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(stack.folder).encode() in (process / "environ").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
