"""What all subcommands share: the name, how they speak, and what `main` asks of them."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn, Protocol

NAME = "appflow-pulumi"
INTERRUPTED = 130  # exit status after Ctrl-C, as in shells
INCOMPLETE = 3  # exit status without the emulator; of `rehearse`, which needs it most, 3 says that a flow cannot be rehearsed


class Subcommand(Protocol):
    """
    A subcommand: a module with these names.

    Attributes:
        ABOUT: What it does, in a paragraph.
        AFTER: Examples and exit statuses.
        MISUSED: The exit status for wrong arguments.
    """

    ABOUT: str
    AFTER: str
    MISUSED: int

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""
        ...

    def run(self, options: argparse.Namespace) -> int:
        """Carry it out. Returns the exit status."""
        ...


class Misused(Exception):
    """The arguments are wrong. The message says which, and what is accepted."""


class Parser(argparse.ArgumentParser):
    """A parser that ends with the subcommand's own status if the arguments are wrong."""

    misused = 2  # as argparse

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message, and end."""
        self.print_usage(sys.stderr)
        self.exit(self.misused, f"{self.prog}: error: {message}\n")


def json_in(name: str, option: str) -> Any:
    """
    The JSON in the file that an option names; `-` is standard input.

    Raises:
        Misused: it cannot be read, or is not JSON.
    """
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        return json.loads(text)
    except OSError as failed:
        raise Misused(f"{option}: {name}: {failed.strerror}") from None
    except ValueError as broken:
        raise Misused(f"{option}: {name} is not JSON: {broken}") from None


def without_emulator(what: str, missing: ModuleNotFoundError) -> str:
    """
    What to say if `what` fails because this module is missing: the extra that has the emulator.

    Raises:
        ModuleNotFoundError: another module is missing.
    """
    if missing.name != "appflow_emulator":
        raise missing
    return (
        f"{what} needs the emulator, which is not installed: pip install 'pulumi-appflow[emulator]'"
    )


def complain(text: str, status: int) -> int:
    """Print why the command failed. Returns the status."""
    say(f"{NAME}: {text}")
    return status


def say(line: str) -> None:
    """Print a line beside the result."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def progress(read: int, there: int) -> None:
    """Show on a terminal how many of all objects are read."""
    if sys.stderr.isatty():
        end = "\n" if read == there else ""
        sys.stderr.write(f"\rreading {read} of {there}{end}")
        sys.stderr.flush()
