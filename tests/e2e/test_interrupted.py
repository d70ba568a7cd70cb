"""Processes that are killed between a call and its answer: the next up makes nothing twice and leaves nothing behind."""

import os
import signal
from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import Emulator
from tests.e2e.programs import HEAD, PROFILE
from tests.e2e.stack import Stack
from tests.e2e.test_faults import PROVIDERS, wait_for
from tests.e2e.test_lifecycle import flow_args

Make = Callable[..., Stack]
SLOW = [
    {"operation": operation, "kind": "slow", "delayMs": 4000}
    for operation in ("CreateFlow", "CreateConnectorProfile")
]


def program(front: str) -> str:
    """A flow and a profile with a name of the program's; on the plugin two with automatic names as well."""
    flow: dict[str, Any] = flow_args("orders")
    named = f'{HEAD}TOKEN = "hunter2"\nappflow.Flow("orders", **{flow!r})\n{PROFILE}'
    if front == "dynamic":
        return named
    del flow["flow_name"]
    profile = PROFILE.replace('    connector_profile_name="crm",\n', "").replace('"crm"', '"login"')
    return f'{named}appflow.Flow("made-up", **{flow!r})\n{profile}'


def test_what_a_killed_run_made_is_taken_up(stack: Make, emulator: Emulator, front: str) -> None:
    made = stack(program(front))
    count = 4 if front == "plugin" else 2
    for victim in ("engine", "provider"):
        emulator.control("POST", "faults", SLOW)
        running = made.begun("up", "--yes", "--skip-preview")
        wait_for(lambda: len(emulator.names()) == count)
        if victim == "engine":
            os.killpg(running.pid, signal.SIGKILL)
            made.kill()  # providers run in process groups of their own and outlive their engine
        else:
            assert made.kill(PROVIDERS[front])
        running.communicate(timeout=120)
        before = emulator.names()
        assert len(before) == count
        emulator.control("DELETE", "faults")
        made.run("cancel", "--yes")
        made.up()
        assert emulator.names() == before
        made.up("--expect-no-changes")
        made.destroy()
        assert emulator.names() == set()
