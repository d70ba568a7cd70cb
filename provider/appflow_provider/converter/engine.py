"""
What the engine's command line says about the program that the engine will write.

`pulumi import` writes the program of what it imported unless `--generate-code=false` is set, and writes secrets in the clear
(Pulumi 3.259). The protocol does not tell the converter. So this module reads the command line of the process that started this one.
"""

import shutil
import subprocess
from pathlib import Path

_OPTION = "--generate-code"
_FILE = "--generate-resources"
_SECONDS = 5  # patience for `ps`; our choice


def writes_secrets(engine: int, *, trusted: bool = False) -> bool:
    """
    Whether the engine would write credentials to a program or file.

    Args:
        engine: The id of the engine's process.
        trusted: The answer is no if its command line cannot be read.
    """
    command = _command(engine)
    if not command:
        return not trusted
    if "--" in command:
        command = command[: command.index("--")]
    is_off = any(
        each.lower() in {f"{_OPTION}=false", f"{_OPTION}=0", f"{_OPTION}=f"} for each in command
    )
    return not is_off or any(each.split("=")[0] == _FILE for each in command)


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
