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


def test_a_scheduled_flow_is_started_also_after_a_failure_a_pause_and_an_edit(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    emulator.control("POST", "faults", [{"operation": "StartFlow", "kind": "throttle"}])
    made = stack(ACTIVE)
    made.configure({"appflow:maxRetries": "0"})
    printed = made.run("up", "--yes", "--skip-preview", fails=True)
    assert "activating flow orders" in printed
    assert "Traceback" not in printed
    assert emulator.names() == {"orders"}

    emulator.control("DELETE", "faults")
    made.up()
    assert status(emulator) == "Active"
    made.up("--expect-no-changes")

    emulator.client().stop_flow(flowName="orders")
    printed = made.run("refresh", "--yes", "--skip-preview", "--diff")
    assert "flowStatus" in printed
    assert made.resources()["orders"]["outputs"]["flowStatus"] == "Suspended"
    assert made.up()["updated"] == 1
    assert status(emulator) == "Active"

    made.configure({"rate": "rate(2hours)"})
    made.up()
    assert status(emulator) == "Active"
    made.destroy()
    assert emulator.names() == set()
