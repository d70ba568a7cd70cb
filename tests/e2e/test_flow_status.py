"""hashicorp/terraform-provider-aws#36441 with the real engine: a scheduled flow that runs after one `up`."""

from collections.abc import Callable

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW
from tests.e2e.stack import Stack

ACTIVE = FLOW.replace(
    '    flow_name="orders",', '    flow_name="orders",\n    flow_status="Active",'
)


def status(emulator: Emulator) -> str:
    return str(emulator.client().describe_flow(flowName="orders")["flowStatus"])


def test_a_scheduled_flow_runs_after_one_up_and_again_after_somebody_paused_it(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    made = stack(ACTIVE)
    made.up()
    assert status(emulator) == "Active"
    assert made.preview()["orders"] == "same"

    emulator.client().stop_flow(flowName="orders")
    printed = made.run("refresh", "--yes", "--skip-preview", "--diff")
    assert "flowStatus" in printed
    assert made.resources()["orders"]["outputs"]["flowStatus"] == "Suspended"
    assert made.preview()["orders"] == "update"
    made.up()
    assert status(emulator) == "Active"

    made.run("config", "set", "rate", "rate(2hours)")
    made.up()
    assert status(emulator) == "Active"
    made.destroy()
    assert emulator.names() == set()


def test_a_flow_that_does_not_start_is_kept_and_started_next_time(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    emulator.control("POST", "faults", [{"operation": "StartFlow", "kind": "throttle"}])
    made = stack(ACTIVE)
    made.run("config", "set", "appflow:maxRetries", "0")
    printed = made.run("up", "--yes", "--skip-preview", fails=True)
    assert "activating flow orders" in printed
    assert "Traceback" not in printed
    assert emulator.names() == {"orders"}
    emulator.control("DELETE", "faults")
    made.up()
    assert status(emulator) == "Active"
    assert made.preview()["orders"] == "same"
