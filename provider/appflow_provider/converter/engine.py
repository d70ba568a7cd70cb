"""
What the engine's command line says about the program that the engine will write, about its log, and about the stack.

`pulumi import` writes the program of what it imported unless `--generate-code=false` is set, and writes secrets in the clear. So
does its log from a level on (Pulumi 3.259). The protocol does not tell the converter. So this module reads the command line of the
process that started this one.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

_OPTION = "--generate-code"
_FILE = "--generate-resources"
_LEVEL = re.compile(r"(?:-v|--verbose)=?(\d*)")
_LOGGED = (
    9  # from this level on, the log has the value of each property; observed with Pulumi 3.259
)
_STACK_OPTIONS = ("-s", "--stack", "--config-file")
_SECONDS = 5  # patience for `ps`; our choice


def writes_secrets(engine: int, *, trusted: bool = False) -> bool:
    """
    Whether the engine would write credentials to a program or file.

    Args:
        engine: The id of the engine's process.
        trusted: The answer is no if its command line cannot be read.
    """
    command = _options(engine)
    if not command:
        return not trusted
    is_off = any(
        each.lower() in {f"{_OPTION}=false", f"{_OPTION}=0", f"{_OPTION}=f"} for each in command
    )
    return not is_off or any(each.split("=")[0] == _FILE for each in command)


def logs_secrets(engine: int) -> bool:
    """Whether the engine would write credentials to its log, as far as its command line can be read."""
    command = _options(engine)
    levels = [
        found[1] or after
        for each, after in zip(command, [*command[1:], ""], strict=True)
        if (found := _LEVEL.fullmatch(each))
    ]
    return any(level.isdigit() and int(level) >= _LOGGED for level in levels)


def stack_options(engine: int) -> list[str]:
    """The options of the engine's command that choose the stack and its configuration, for another command of Pulumi's."""
    return [*_chosen(_options(engine))]


def _chosen(command: Sequence[str]) -> Iterator[str]:
    for each, after in zip(command, [*command[1:], ""], strict=True):
        name, joint, value = each.partition("=")
        if each.startswith("-s") and len(each) > 2:
            name, joint, value = "-s", "=", each[2:].removeprefix("=")
        if name in _STACK_OPTIONS:
            yield f"{'--stack' if name == '-s' else name}={value if joint else after}"


def _options(engine: int) -> list[str]:
    command = _command(engine)
    return command[: command.index("--")] if "--" in command else command


def _command(process: int) -> list[str]:
    try:
        text = Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")
        return text.split("\0") if text else []
    except (OSError, ValueError):
        return _shown(process)


def _shown(process: int) -> list[str]:
    """The command line where there is no `/proc`, as on macOS."""
    program = shutil.which("ps")
    if program is None:
        return []
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are ours
            [program, "-o", "args=", "-p", str(process)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.split()
