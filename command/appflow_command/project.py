"""The Pulumi project in the current folder: its stack, and its secrets, which are never arguments of a process."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appflow_command.console import Failed
from appflow_command.processes import NotInstalled, last_words, ran


class Unusable(Failed):
    """Pulumi is not there, or refused. The message says why, without a secret."""


_CONFIG_FOLDER = re.compile(r"^stackConfigDir:\s*[\"']?([^\"'#\n]*[^\"'#\s])", re.MULTILINE)


@dataclass(frozen=True)
class Project:
    """
    A project and one of its stacks.

    Attributes:
        folder: The folder with `Pulumi.yaml`.
        stack: The name of the stack.
    """

    folder: Path
    stack: str

    @classmethod
    def here(cls, folder: Path, stack: str | None = None) -> "Project":
        """
        The project in a folder, with this stack or the selected one.

        Raises:
            Unusable: there is no project or no such stack, or Pulumi is not installed.
        """
        if not (folder / "Pulumi.yaml").exists():
            raise Unusable(f"{folder} has no Pulumi.yaml. Run this in the folder of a program")
        listed = _json(_pulumi(folder, "stack", "ls", "--json").stdout, "stack ls")
        known = [each for each in listed if isinstance(each, dict) and "name" in each]
        names = [str(each["name"]) for each in known]
        chosen = stack or next((str(each["name"]) for each in known if each.get("current")), None)
        if chosen is None:
            raise Unusable(
                "no stack is selected. Name one with --stack, or run `pulumi stack select`"
            )
        # An organization, and the project, may stand before the name.
        if _bare(chosen) not in map(_bare, names):
            there = f"It has {', '.join(names)}" if names else "It has none"
            raise Unusable(f"the project has no stack {chosen}. {there}")
        return cls(folder, chosen)

    @property
    def settings(self) -> Path:
        """The file that holds the configuration of the stack, in the folder that the project names for such files."""
        written = (self.folder / "Pulumi.yaml").read_text(encoding="utf-8")
        named = _CONFIG_FOLDER.search(written)
        folder = self.folder / named[1] if named else self.folder
        return folder / f"Pulumi.{_bare(self.stack)}.yaml"

    def set_secret(self, name: str, value: str) -> None:
        """
        Set a secret of the stack's configuration. The value goes through standard input.

        Raises:
            Unusable: Pulumi refused.
        """
        self.run("config", "set", "--secret", name, typed=value)

    def export(self) -> dict[str, Any]:
        """The state of the stack, with its secrets encrypted."""
        found: dict[str, Any] = _json(self.run("stack", "export"), "stack export")
        return found

    def run(self, *arguments: str, typed: str | None = None) -> str:
        """
        Run a command for the stack. Returns what it printed.

        Raises:
            Unusable: it failed.
        """
        return _pulumi(self.folder, *arguments, "--stack", self.stack, typed=typed).stdout

    def watch(self, *arguments: str) -> int:
        """Run a command whose output the user sees. Returns its exit status."""
        command = ["pulumi", *arguments, "--stack", self.stack]
        return subprocess.run(command, cwd=self.folder, check=False).returncode  # noqa: S603


def _bare(stack: str) -> str:
    """The name of a stack without its organization and project."""
    return stack.rpartition("/")[2]


def _json(printed: str, words: str) -> Any:
    try:
        return json.loads(printed)
    except ValueError:
        raise Unusable(f"pulumi {words} printed no JSON") from None


def _pulumi(
    folder: Path, *arguments: str, typed: str | None = None
) -> "subprocess.CompletedProcess[str]":
    try:
        done = ran(["pulumi", *arguments, "--non-interactive"], folder, typed or "")
    except NotInstalled as missing:
        raise Unusable(str(missing)) from None
    if done.returncode:
        why = last_words(done.stderr)
        if typed:
            for line in sorted(set(typed.splitlines()), key=len, reverse=True):
                why = why.replace(line, "[secret]") if line else why
        raise Unusable(f"pulumi {' '.join(arguments[:2])} failed: {why}")
    return done
