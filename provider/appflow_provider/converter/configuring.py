"""Reads the region of the stack's configuration, and sets credentials as its secrets."""

import shutil
import subprocess
from collections.abc import Sequence

from appflow_provider.adopt.linked import Linked
from appflow_provider.errors import AppFlowError

_SECONDS = 120  # patience for one command, which may ask a key service; our choice


def configured_region(stack: Sequence[str] = ()) -> str | None:
    """
    The region in the stack's configuration; None if there is none, or it cannot be read.

    Args:
        stack: The options that choose the stack; none for the selected one.
    """
    program = shutil.which("pulumi")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are ours, or the engine's own
            [program, "config", "get", *stack, "--non-interactive", "appflow:region"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None


def set_secrets(declared: Sequence[Linked], stack: Sequence[str] = ()) -> None:
    """
    Run `pulumi config set --secret` for each credential, in the current project. Values are passed on standard input.

    Args:
        declared: The objects, as a program declares them.
        stack: The options that choose the stack; none for the selected one.

    Raises:
        AppFlowError: Pulumi refused.
    """
    program = shutil.which("pulumi")
    if program is None:
        raise AppFlowError("--set-config needs the command pulumi on PATH", ours=True)
    for each in declared:
        for one in each.credentials:
            _set(program, stack, one.secret.name, one.value)


def _set(program: str, stack: Sequence[str], name: str, text: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - the name is ours, and the value is no argument
            [program, "config", "set", *stack, "--secret", "--non-interactive", name],
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise AppFlowError(
            f"`pulumi config set --secret {name}` did not end within {_SECONDS} seconds", ours=True
        ) from None
    if done.returncode:
        said = " ".join(done.stdout.replace(text, "[secret]").split())
        raise AppFlowError(f"`pulumi config set --secret {name}` failed: {said}", ours=True)
