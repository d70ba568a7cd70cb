"""Destroyed resources are gone from the service, with targets and with the program run again."""

from collections.abc import Callable

from tests.e2e.conftest import Emulator
from tests.e2e.programs import HEAD, PROFILE
from tests.e2e.stack import Stack
from tests.e2e.test_lifecycle import flow_args

Make = Callable[..., Stack]
FLOWS = f"""\
TOKEN = "hunter2"
for name in ("orders", "returns"):
    appflow.Flow(name, **{{**{flow_args("")!r}, "flow_name": name}})
"""
PROGRAM = HEAD + FLOWS + PROFILE
ALL = {"orders", "returns", "crm"}


def test_targets_and_programs_that_run_again_destroy_what_they_name_and_nothing_else(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(PROGRAM)
    made.up("--target", "**Flow::orders")
    assert emulator.names() == {"orders"}
    made.up()
    assert emulator.names() == ALL
    assert made.refresh("--run-program", "--expect-no-changes") == {"unchanged": 4}
    made.destroy("--target", "**Flow::orders", "--run-program")
    assert emulator.names() == ALL - {"orders"}
    made.write(HEAD)
    made.up("--target", "**Flow::returns")
    assert emulator.names() == {"crm"}
    made.write(PROGRAM)
    made.destroy("--run-program", "--refresh")
    assert emulator.names() == set()
    assert made.resources() == {}
