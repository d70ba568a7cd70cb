"""Processes are killed between a call and its reply: the next up creates nothing twice and leaves nothing behind."""

import os
import signal
from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import Emulator
from tests.e2e.programs import HEAD, PROFILE
from tests.e2e.stack import Stack, wait_for
from tests.e2e.test_lifecycle import flow_args

Make = Callable[..., Stack]
COUNT = 12
AT_ONCE = 4
ANSWERED = (
    3  # flows in each run; of those after them the answer is lost, and the same call again is held
)
LOST = [
    {"operation": "CreateFlow", "kind": "drop-after", "after": ANSWERED, "times": AT_ONCE},
    {"operation": "CreateConnectorProfile", "kind": "drop-after", "times": 2},
    {"operation": "CreateFlow", "kind": "timeout", "after": ANSWERED},
    {"operation": "CreateConnectorProfile", "kind": "timeout"},
]
PROVIDERS = {"dynamic": "pulumi.dynamic", "plugin": "pulumi-resource-appflow"}


def program(front: str) -> str:
    """Flows and a profile with names of the program's; on the plugin one each with an automatic name, which come after the answered flows."""
    named = {f"f{n}": flow_args(f"f{n}") for n in range(COUNT)}
    flows = [f'appflow.Flow("{name}", **{args!r})\n' for name, args in named.items()]
    between = PROFILE
    if front == "plugin":
        nameless: dict[str, Any] = flow_args("")
        del nameless["flow_name"]
        profile = PROFILE.replace('    connector_profile_name="crm",\n', "")
        between += profile.replace('"crm"', '"login"') + f'appflow.Flow("some", **{nameless!r})\n'
    first, rest = "".join(flows[:ANSWERED]), "".join(flows[ANSWERED:])
    return f'{HEAD}TOKEN = "hunter2"\n{first}{between}{rest}'


def test_what_killed_runs_made_is_taken_up(stack: Make, emulator: Emulator, front: str) -> None:
    made = stack(program(front))
    total = COUNT + (3 if front == "plugin" else 1)
    kept: set[str] = set()
    for victim in ("engine", "provider"):
        emulator.control("POST", "faults", LOST)
        running = made.begun("up", "--yes", "--skip-preview", "--parallel", str(AT_ONCE))
        wait_for(lambda: held(emulator) == AT_ONCE)
        if victim == "engine":
            os.killpg(running.pid, signal.SIGKILL)
            assert made.kill()  # providers run in process groups of their own and outlive it
        else:
            assert made.kill(PROVIDERS[front])
        printed, _ = running.communicate(timeout=120)
        assert running.returncode != 0, printed
        assert kept <= emulator.names()
        kept = emulator.names()
        assert ANSWERED <= len(made.resources()) < len(kept) < total
        emulator.control("DELETE", "faults")
        if victim == "engine":
            lost = [name for name in kept if name.startswith("some-")]
            assert (len(lost), "some" in made.resources()) == (front == "plugin", False)
            made.run("cancel", "--yes")
    made.up()
    assert kept < emulator.names()  # an object that was made twice would have another name
    assert len(emulator.names()) == len(made.resources()) == total
    made.up("--expect-no-changes")
    made.destroy()
    assert emulator.names() == set()


def held(emulator: Emulator) -> int:
    """How many calls are held."""
    rules = emulator.control("GET", "faults")["rules"]
    return sum(rule["fired"] for rule in rules if rule["kind"] == "timeout")
