"""What all subcommands share: the name, how they speak, and what `main` asks of them."""

import contextlib
import fnmatch
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

NAME = "appflow-pulumi"
INTERRUPTED = 130  # exit status after Ctrl-C, as in shells
INCOMPLETE = 3  # exit status without the emulator; of `rehearse`, which needs it most, 3 says that a flow cannot be rehearsed


@dataclass(frozen=True)
class Statuses:
    """
    The exit statuses of a subcommand that did not get to its end. `main` gives them, and docs/command-line.md has the table of all.

    A subcommand that judges, as `doctor` does, has 1 for what it finds, so that a failure is 3.

    Attributes:
        failed: AWS, Pulumi or an application refused, or a file holds something else than it should.
        misused: The arguments are wrong.
        unreadable: A file that an option names cannot be read, or is not JSON.
    """

    failed: int = 1
    misused: int = 2
    unreadable: int = 1


class Subcommand(Protocol):
    """
    A subcommand: a module with these names.

    Attributes:
        ABOUT: What it does, in a paragraph.
        AFTER: Examples and exit statuses.
        STATUSES: The exit statuses if it does not get to its end.
        Options: A dataclass. Each of its fields is an argument or an option of the command line.
    """

    ABOUT: str
    AFTER: str
    STATUSES: Statuses
    Options: type

    def run(self, options: Any) -> int:
        """
        Carry it out. Returns the exit status.

        Raises:
            Misused: the arguments are wrong.
            Failed: something refused, or a file is of no use.
            AppFlowError: AWS refused.
        """
        ...


class Misused(Exception):
    """The arguments are wrong. The message says which, and what is accepted."""


class Failed(Exception):
    """The subcommand cannot do what it should. The message says why, without a secret."""


class Unreadable(Failed):
    """A file that an option names cannot be read, or is not JSON."""


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
        Unreadable: it cannot be read, or is not JSON.
    """
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        return json.loads(text)
    except OSError as failed:
        raise Unreadable(f"{option}: {name}: {failed.strerror}") from None
    except (ValueError, RecursionError) as broken:
        raise Unreadable(f"{option}: {name} is not JSON: {broken}") from None


def write(text: str, file: Path | None = None) -> None:
    """Write a result into a file, or to standard output. What the encoding does not have is written as an escape."""
    encoding = "utf-8" if file else sys.stdout.encoding or "utf-8"
    encoded = text.encode(encoding, "backslashreplace")
    if file:
        file.write_bytes(encoded)
    else:
        sys.stdout.write(encoded.decode(encoding))


Item = TypeVar("Item")


def fitting(
    items: Sequence[Item], patterns: Sequence[str] | None, names: Callable[[Item], Sequence[str]]
) -> list[Item]:
    """
    The flows that `--flow` chooses; all of them without it.

    Args:
        items: The flows.
        patterns: What the option says, each with `*` and `?`.
        names: The names of a flow, the one for people first.

    Raises:
        Misused: it chooses none.
    """
    if not patterns:
        return [*items]
    found = [each for each in items if _any_fits(patterns, names(each))]
    if not found:
        there = ", ".join(sorted(names(each)[0] for each in items)) or "none"
        raise Misused(f"--flow: no flow is called {' or '.join(patterns)}. The flows are {there}")
    return found


def _any_fits(patterns: Sequence[str], names: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(name, one) for one in patterns for name in names)


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
