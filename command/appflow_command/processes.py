"""Runs Pulumi and git for a subcommand."""

import subprocess
from collections.abc import Sequence
from pathlib import Path


class NotInstalled(Exception):
    """The program is not on the PATH. The message says so."""


def ran(
    command: Sequence[str], folder: Path, typed: str = ""
) -> "subprocess.CompletedProcess[str]":
    """
    Run a command in a folder to its end, whatever its exit status.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        typed: Its standard input.

    Raises:
        NotInstalled: there is no such program.
    """
    try:
        return subprocess.run(  # noqa: S603 - a list, never a shell
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            input=typed,
            check=False,
        )
    except FileNotFoundError:
        raise NotInstalled(f"{command[0]} is not on the PATH. Install it first") from None


def last_words(printed: str) -> str:
    """The last line of what a command printed, without its own word for an error."""
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    return (
        lines[-1].removeprefix("error: ").removeprefix("fatal: ") if lines else "it printed nothing"
    )
