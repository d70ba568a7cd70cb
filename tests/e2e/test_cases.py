"""Requests as people send them: each deploys, shows no changes, and can be destroyed."""

from collections.abc import Callable

from tests.e2e.conftest import Emulator
from tests.e2e.programs import case_requests, declared
from tests.e2e.stack import Stack

REGION = "us-east-2"


def test_every_case_comes_up_stays_silent_and_goes(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    requests = case_requests()
    profiles = {name: each for name, each in requests.items() if each[0] == "ConnectorProfile"}
    made = stack(declared(profiles), REGION)
    made.up()
    made.write(declared(requests))
    made.up()
    assert emulator.names(REGION) == set(requests)
    everything = {"unchanged": len(requests) + 1}
    assert made.up("--expect-no-changes") == everything
    assert made.up("--refresh", "--expect-no-changes") == everything
    assert "sample-secret" not in made.kept()
    # Flows go before the profiles that they use.
    made.write(declared(profiles))
    made.up()
    made.destroy()
    assert emulator.names(REGION) == set()
