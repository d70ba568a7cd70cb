"""Pulumi on the emulator: a server, an environment that leads every AWS call to it, and a backend in a temporary folder."""

import contextlib
import importlib
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from appflow_command.console import without_emulator

_START_MAX = 60  # seconds until the emulator must answer on a busy machine; our choice


class Failed(AssertionError):
    """A command of Pulumi's failed. The message is what it printed."""


@dataclass(frozen=True)
class Sandbox:
    """
    Pulumi with a backend and an emulator of its own.

    Attributes:
        url: The emulator's address, the endpoint of any AWS client.
        environment: The variables for every process that takes part, also for `LocalWorkspaceOptions(env_vars=...)`.
    """

    url: str
    environment: Mapping[str, str] = field(repr=False)

    def run(self, *arguments: str, cwd: str | Path) -> str:
        """
        Run a command of Pulumi's in the folder of a program, as `run("up", "--yes", cwd=folder)`. Returns what it printed.

        Raises:
            Failed: the command failed, or Pulumi is not on the PATH.
        """
        command = ["pulumi", *arguments, "--non-interactive", "--color", "never"]
        try:
            done = subprocess.run(  # noqa: S603 - a list, never a shell
                command,
                cwd=cwd,
                env={**os.environ, **self.environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                check=False,
            )
        except FileNotFoundError:
            raise Failed("pulumi is not on the PATH. Install it first") from None
        if done.returncode:
            raise Failed(f"{' '.join(command[:2])} failed:\n{done.stdout}")
        return done.stdout

    def reset(self) -> None:
        """Empty the emulator."""
        asked = urllib.request.Request(f"{self.url}/appflow-emulator/reset", method="POST")  # noqa: S310
        with urllib.request.urlopen(asked, timeout=_START_MAX):  # noqa: S310 - an address of ours
            return


def sandbox(url: str, folder: Path) -> Sandbox:
    """A sandbox for an emulator, with a new backend in a folder."""
    (folder / "state").mkdir(parents=True)
    environment = {
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": "eu-west-1",
        "AWS_ENDPOINT_URL": url,
        "AWS_EC2_METADATA_DISABLED": "true",
        "PULUMI_BACKEND_URL": (folder / "state").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "for-tests-only",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    return Sandbox(url, environment)


@contextlib.contextmanager
def emulator() -> Iterator[str]:
    """
    An emulator in a process of its own. Yields its address.

    Raises:
        Failed: it does not start, or is not installed.
    """
    try:
        importlib.import_module("appflow_emulator")
    except ModuleNotFoundError as missing:
        raise Failed(without_emulator("appflow_sandbox", missing)) from None
    command = [sys.executable, "-m", "appflow_emulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None  # noqa: S101
        try:
            line = process.stdout.readline()
            if not line.startswith("Listening on "):
                raise Failed("appflow-emulator does not start. Its message is on standard error")
            yield line.split()[-1]
        finally:
            process.terminate()
            process.wait(timeout=_START_MAX)
