"""A service that throttles, fails, hangs up, loses replies, or is not the service: nothing is lost."""

from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW, PROFILE, declared
from tests.e2e.stack import Stack
from tests.e2e.test_lifecycle import flow_args

Make = Callable[..., Stack]
COUNT = 20
KINDS = ("throttle", "5xx", "drop-before", "drop-after")


def program(**changes: Any) -> str:
    return declared({f"f{n}": ("Flow", {**flow_args(f"f{n}"), **changes}) for n in range(COUNT)})


def test_nothing_is_lost_when_three_calls_of_ten_fail_in_four_ways(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(program())
    faults = [{"kind": kind, "probability": 0.085, "seed": seed} for seed, kind in enumerate(KINDS)]
    emulator.control("POST", "faults", faults)
    assert made.up()["created"] == COUNT + 1
    made.write(program(description="changed"))
    assert made.up()["updated"] == COUNT
    assert made.refresh() == {"unchanged": COUNT + 1}
    assert made.destroy()["deleted"] == COUNT + 1
    rules = emulator.control("GET", "faults")["rules"]
    assert len(rules) == len(KINDS)
    assert min(rule["fired"] for rule in rules) > COUNT / 4
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
