"""Asks Pulumi for the preview of a program: of the one in the current folder, or of that of another commit."""

import contextlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from appflow_command.console import Failed
from appflow_command.processes import NotInstalled, last_words, ran
from appflow_command.pulumi_files import errors_of

StackOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="stack to preview (default: the selected one)")
]
PreviewOption = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="read the output of `pulumi preview --json --show-sames`, - for standard input, instead of running it",
    ),
]
"""The options of a subcommand that reads the program in the current folder."""

_PREVIEW = ("preview", "--json", "--show-sames")
_NO_PROJECT = "no Pulumi.yaml project file found"  # as Pulumi 3.259 says it
_NOT_TRACKED = (".venv", "venv", "node_modules")  # what a program needs and a commit does not hold


class NoPreview(Failed):
    """Pulumi or git failed. The message says why."""


def preview(folder: Path, stack: str | None = None, *more: str) -> dict[str, Any]:
    """
    The preview of the program in a folder, as `pulumi preview --json` prints it. Previews of AppFlow's resources call nothing on AWS.

    Args:
        folder: The folder.
        stack: The stack; None for the selected one.
        more: More arguments for Pulumi.

    Raises:
        NoPreview: Pulumi is not installed, no stack is selected, or the program has an error.
    """
    asked = [
        "pulumi",
        *_PREVIEW,
        "--non-interactive",
        *(["--stack", stack] if stack else []),
        *more,
    ]
    done = _run(asked, folder)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        found = None
    if _NO_PROJECT in done.stderr:
        raise NoPreview(f"{folder} has no Pulumi.yaml. Run this in the folder of a program")
    if not isinstance(found, dict):
        raise NoPreview(f"pulumi preview failed: {last_words(done.stderr or done.stdout)}")
    errors = errors_of(found)
    if done.returncode or errors:
        raise NoPreview(f"pulumi preview failed: {'; '.join(errors) or last_words(done.stderr)}")
    return found


def preview_of(commit: str, folder: Path, stack: str | None = None) -> dict[str, Any]:
    """
    The preview of the program in the same folder of a commit, in a git worktree that exists only meanwhile.

    The worktree gets links to the environment (`.venv`) and copies of the stack's settings that the commit does not hold.

    Raises:
        NoPreview: there is no such commit, or as `preview`.
    """
    root = Path(_git(folder, "rev-parse", "--show-toplevel"))
    try:
        wanted = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{commit}^{{commit}}")
    except NoPreview:
        raise NoPreview(f"--base: git knows no commit {commit!r}. Fetch it first") from None
    selected = stack or _run(["pulumi", "stack", "--show-name"], folder).stdout.strip()
    with _worktree(root, wanted) as tree:
        there = tree / folder.resolve().relative_to(root.resolve())
        if not (there / "Pulumi.yaml").exists():
            raise NoPreview(f"--base: {commit} has no Pulumi.yaml in this folder")
        for name in _NOT_TRACKED:
            if (folder / name).exists() and not (there / name).exists():
                (there / name).symlink_to((folder / name).resolve(), target_is_directory=True)
        for path in folder.glob("Pulumi.*.yaml"):
            if not (there / path.name).exists():
                shutil.copy(path, there)
        return preview(there, selected or None)


@contextlib.contextmanager
def _worktree(root: Path, commit: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="appflow-rehearse-") as parent:
        tree = Path(parent) / "base"
        _git(root, "worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            yield tree
        finally:
            _git(root, "worktree", "remove", "--force", str(tree))


def _git(folder: Path, *arguments: str) -> str:
    done = _run(["git", *arguments], folder)
    if done.returncode:
        raise NoPreview(f"git {arguments[0]} failed: {last_words(done.stderr)}")
    return done.stdout.strip()


def _run(command: Sequence[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    try:
        return ran(command, folder)
    except NotInstalled as missing:
        raise NoPreview(str(missing)) from None
