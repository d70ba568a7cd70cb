"""Waits for a private connection: they end with it, with its failure, with the user's patience, and with Ctrl-C."""

from collections.abc import Callable

from tests.e2e.conftest import Emulator
from tests.e2e.programs import HEAD, PROFILE
from tests.e2e.stack import Stack, counts

Make = Callable[..., Stack]
PRIVATE = (HEAD + 'TOKEN = "hunter2-private"\n' + PROFILE).replace('"Public"', '"Private"')
IMPATIENT = PRIVATE.replace(
    '    connection_mode="Private",',
    '    connection_mode="Private",\n    opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="3s")),',
)


def never_connects(emulator: Emulator) -> None:
    emulator.control(
        "POST",
        "assumptions",
        {"private_connection_describes": 0, "private_connection_seconds": 600},
    )


def connects(emulator: Emulator) -> None:
    emulator.control("POST", "assumptions", {"private_connection_seconds": 0})


def test_a_wait_tells_a_failed_connection_remembers_it_and_ends_with_the_next(
    stack: Make, emulator: Emulator
) -> None:
    emulator.control("POST", "assumptions", {"private_connection_failure": "ACCESS_DENIED"})
    made = stack(PRIVATE)
    printed = made.run("up", "--yes", "--skip-preview", fails=True)
    assert "making the private connection of crm in eu-west-1: ACCESS_DENIED" in printed
    assert made.resources()["crm"]["id"] == "crm"
    printed = made.run("refresh", "--yes", "--skip-preview")
    assert "making the private connection of crm in eu-west-1: ACCESS_DENIED" in printed
    printed = made.run("up", "--yes", "--skip-preview", fails=True)
    assert "making the private connection of crm in eu-west-1: ACCESS_DENIED" in printed

    emulator.control("POST", "assumptions", {"private_connection_failure": ""})
    emulator.control("POST", "assumptions", {"private_connection_describes": 2})
    second = PROFILE.replace('"crm"', '"second"').replace('"Public"', '"Private"')
    made.write(PRIVATE + second)
    printed = made.run("up", "--yes", "--skip-preview")
    assert counts(printed) == {"created": 1, "updated": 1}
    assert "waiting for the private connection of second" in printed
    made.up("--refresh", "--expect-no-changes")


def test_custom_timeouts_bound_the_wait_and_the_next_up_goes_on(
    stack: Make, emulator: Emulator
) -> None:
    never_connects(emulator)
    made = stack(IMPATIENT)
    assert "still pending after 3 seconds" in made.run("up", "--yes", "--skip-preview", fails=True)
    connects(emulator)
    made.up()
    made.up("--expect-no-changes")
    assert "hunter2" not in made.printed


def test_ctrl_c_ends_a_wait_at_once_and_loses_nothing(stack: Make, emulator: Emulator) -> None:
    never_connects(emulator)
    made = stack(PRIVATE)
    printed = made.interrupted(emulator.names)  # the wait itself would take ten minutes
    assert "waiting for the private connection of crm in eu-west-1: cancelled" in printed
    assert made.resources()["crm"]["id"] == "crm"
    connects(emulator)
    made.up()
    assert emulator.names() == {"crm"}
