"""A service that throttles, fails, hangs up and loses replies; an engine that is killed. Nothing is lost, nothing orphaned."""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW, PROFILE, declared
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


def test_a_refresh_behind_a_login_page_takes_nothing_out_of_the_state(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(FLOW.replace("config =", "TOKEN = 'k9'\nconfig =") + PROFILE)
    made.up()
    before = kept(made)
    emulator.control("POST", "faults", [{"kind": "page", "message": "Who are you?"}])
    printed = made.run("refresh", "--yes", "--skip-preview", fails=True)
    emulator.control("DELETE", "faults")
    assert 'did not come from AppFlow: text/html, status 200, page title "Who are you?"' in printed
    assert "Check appflow:endpointUrl, HTTPS_PROXY and NO_PROXY" in printed
    assert kept(made) == before


def kept(made: Stack) -> dict[str, list[Any]]:
    """What the state has of each resource, without the times at which it was written."""
    return {
        name: [each.get(part) for part in ("id", "inputs", "outputs", "initErrors")]
        for name, each in made.resources("--show-secrets").items()
    }


SLOW = [{"operation": "CreateFlow", "kind": "slow", "delayMs": 1500}]
PROVIDERS = {"dynamic": "pulumi.dynamic", "plugin": "pulumi-resource-appflow"}


def test_an_engine_killed_in_the_middle_is_taken_up_where_it_was(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(program())
    emulator.control("POST", "faults", SLOW)
    running = made.begun("up", "--yes", "--skip-preview", "--parallel", "4")
    wait_for(lambda: len(emulator.names()) >= 2)
    time.sleep(0.5)  # not while the engine writes its checkpoint, which is not ours to mend
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    assert made.kill()  # providers run in process groups of their own and outlive their engine
    made_so_far = emulator.names()
    assert 0 < len(made_so_far) < COUNT
    emulator.control("DELETE", "faults")
    made.run("cancel", "--yes")
    taken_up(made, emulator)


def test_a_provider_killed_in_the_middle_is_taken_up_where_it_was(
    stack: Make, emulator: Emulator, front: str
) -> None:
    made = stack(program())
    emulator.control("POST", "faults", SLOW)
    running = made.begun("up", "--yes", "--skip-preview", "--parallel", "4")
    wait_for(lambda: len(emulator.names()) >= 2)
    assert made.kill(PROVIDERS[front])
    printed, _ = running.communicate(timeout=120)
    assert running.returncode != 0, printed
    assert 0 < len(emulator.names()) < COUNT
    emulator.control("DELETE", "faults")
    taken_up(made, emulator)


def wait_for(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.1)


def taken_up(made: Stack, emulator: Emulator) -> None:
    """The next up makes what is missing, and nothing twice."""
    made.up()
    assert emulator.names() == {f"f{n}" for n in range(COUNT)}
    assert len(made.resources()) == COUNT
    made.up("--expect-no-changes")
    made.destroy()
    assert emulator.names() == set()
