"""`appflow-pulumi rotate`, with the real engine: the profile alone gets a new credential, or nothing happens."""

import subprocess
import sys
from collections.abc import Callable

from tests.e2e.conftest import Emulator
from tests.e2e.programs import HEAD, PROFILE
from tests.e2e.stack import Stack

OLD, NEW = "old-MARKER-1", "new-MARKER-2"
PROGRAM = (
    HEAD
    + 'config = pulumi.Config()\nTOKEN = config.require_secret("token")\n'
    + PROFILE.replace(
        '    connection_mode="Public",\n', '    connection_mode=config.get("mode") or "Public",\n'
    )
)


def rotate(made: Stack, *arguments: str, typed: str = NEW, name: str = "crm") -> tuple[int, str]:
    command = [
        sys.executable,
        "-m",
        "appflow_command",
        "rotate",
        name,
        "--config",
        "token",
        *arguments,
    ]
    done = subprocess.run(
        command,
        cwd=made.program,
        env=made.environment,
        input=f"{typed}\n",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    for hidden in (OLD, NEW):
        assert hidden not in done.stdout
    assert "Traceback" not in done.stdout
    return done.returncode, done.stdout


def updates(emulator: Emulator) -> int:
    counts: dict[str, int] = emulator.control("GET", "calls")["counts"]
    return counts.get("UpdateConnectorProfile", 0)


def test_a_credential_is_rotated_alone_and_never_shown(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    made = stack(PROGRAM)
    made.run("config", "set", "--secret", "token", OLD)
    made.up()
    settings = made.program / "Pulumi.dev.yaml"

    # Nothing would change, or more than the credential would.
    before = settings.read_bytes()
    status, printed = rotate(made, "--yes", typed=OLD)
    assert (status, settings.read_bytes()) == (1, before)
    assert "the new value of token changes nothing" in printed
    made.configure({"mode": "Private"})
    before = settings.read_bytes()
    status, printed = rotate(made, "--yes")
    assert (status, settings.read_bytes()) == (1, before)
    assert "would change more than the credentials: crm.connectionMode" in printed
    made.configure({"mode": None})

    # Names that are not there, and arguments that are missing.
    status, printed = rotate(made, "--yes", name="crn")
    assert status == 1
    assert "the stack has no connector profile crn. Its profiles are crm" in printed
    status, printed = rotate(made)
    assert status == 2
    assert "--yes is needed" in printed
    assert updates(emulator) == 0

    status, printed = rotate(made, "--yes")
    assert status == 0, printed
    assert "Only the credentials of crm change." in printed
    assert updates(emulator) == 1
    assert NEW not in settings.read_text()
    assert made.run("config", "get", "token").strip() == NEW
    made.up("--expect-no-changes")
    made.destroy()
