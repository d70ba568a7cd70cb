"""What all subcommands share: the name, how they speak, and what `main` asks of them."""

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

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
        Options: A dataclass. Each of its fields is an argument or an option of the command line.
    """

    ABOUT: str
    AFTER: str
    MISUSED: int
    Options: type

    def run(self, options: Any) -> int:
        """Carry it out. Returns the exit status."""
        ...


class Misused(Exception):
    """The arguments are wrong. The message says which, and what is accepted."""


def only_one(options: Any, *names: str) -> None:
    """
    See that not more than one of these options is set.

    Raises:
        Misused: several are.
    """
    given = [
        f"--{name.replace('_', '-')}"
        for name in names
        if getattr(options, name) not in (None, False)
    ]
    if len(given) > 1:
        raise Misused(f"{' and '.join(given)} exclude each other")


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


Report = Callable[[int, int], None]
"""Is called with how many are done, and how many there are."""
_PATIENCE = 5.0  # seconds between lines of progress if nobody watches a terminal; our choice


@contextlib.contextmanager
def progress(doing: str) -> Iterator[Report]:
    """Show on standard error how far the command is: a bar on a terminal, which goes in the end, else a line every few seconds."""
    if not sys.stderr.isatty():
        yield _lines(doing)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        bar = shown.add_task(doing, total=None)
        yield lambda done, there: shown.update(bar, completed=done, total=there)


def _lines(doing: str) -> Report:
    last = time.monotonic()

    def report(done: int, there: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _PATIENCE:
            last = time.monotonic()
            say(f"{doing}: {done} of {there}")

    return report
