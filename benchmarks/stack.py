"""One contender's stack: a folder, the real engine, and an API."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from urllib.request import urlopen

from typing_extensions import Self

__all__ = ["Contender", "Stack", "Step"]

ROOT = Path(__file__).resolve().parents[1]
_PROVIDERS = ("pulumi-resource-appflow", "benchmarks.floor", "pulumi.dynamic")
_LOOK = 0.05  # seconds between two looks at processes
_LOOKS = 20  # looks at a process before it counts as another program
_TICKS = os.sysconf("SC_CLK_TCK")  # clock ticks of the kernel per second of CPU time


@dataclass(frozen=True)
class Contender:
    """
    A contender.

    Attributes:
        name: Its name in the table.
        program: The source of its program.
        is_floor: Whether its plugin is the one that does nothing.
    """

    name: str
    program: str
    is_floor: bool = False


@dataclass(frozen=True)
class Step:
    """What one command took: seconds, calls of the API, and the providers' peak memory in MiB and CPU seconds."""

    seconds: float
    calls: int
    memory: float
    cpu: float = 0.0


@dataclass
class Stack:
    """`with` sets the stack up, and ends the API's process afterwards."""

    contender: Contender
    folder: Path
    engine: str
    count: int
    delay: float
    _environment: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Start the API and create the stack."""
        for name in ("home", "state", "program", "bin"):
            (self.folder / name).mkdir(parents=True)
        self._api = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.api", "--delay", str(self.delay)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._api.stdout is not None
        self._url = f"http://127.0.0.1:{self._api.stdout.readline().strip()}"
        try:
            self._set_up()
        except BaseException:
            self._end()
            raise
        return self

    def _set_up(self) -> None:
        self._environment = self._surroundings()
        (self.folder / "program" / "Pulumi.yaml").write_text("name: bench\nruntime: python\n")
        (self.folder / "program" / "__main__.py").write_text(self.contender.program)
        self._pulumi("stack", "init", "dev")
        for name, value in {
            "appflow:region": "eu-west-1",
            "appflow:endpointUrl": self._url,
            "bench:count": str(self.count),
        }.items():
            self._pulumi("config", "set", name, value)

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _raised: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """End the API."""
        self._end()

    def _end(self) -> None:
        self._api.terminate()
        self._api.wait(timeout=10)

    def timed(self, *args: str, **more: str) -> Step:
        """Run one Pulumi command, with additional environment variables."""
        self.calls()
        watch = _Watch(self._environment["PULUMI_HOME"])
        began = time.monotonic()
        self._pulumi(*args, **more)
        seconds = time.monotonic() - began
        memory, cpu = watch.end()
        return Step(seconds, sum(self.calls().values()), memory, cpu)

    def calls(self) -> dict[str, int]:
        """The number of calls per operation since the last look."""
        with urlopen(f"{self._url}/calls") as reply:  # noqa: S310 - our own API
            counted: dict[str, int] = json.load(reply)
        return counted

    def state_size(self) -> int:
        """Bytes of the exported state."""
        return len(self._pulumi("stack", "export"))

    def _surroundings(self) -> dict[str, str]:
        first = [Path(sys.executable).parent]
        if self.contender.is_floor:
            floor = self.folder / "bin" / "pulumi-resource-appflow"
            floor.write_text(
                f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m benchmarks.floor "$@"\n'
            )
            floor.chmod(0o755)
            first.insert(0, floor.parent)
        kept = {key: os.environ[key] for key in ("HOME", "LANG", "TMPDIR") if key in os.environ}
        return {
            **kept,
            "PATH": os.pathsep.join([*map(str, first), self.engine, os.environ["PATH"]]),
            "PULUMI_HOME": str(self.folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{self.folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "bench",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
            "PULUMI_PYTHON_CMD": sys.executable,
            "AWS_ACCESS_KEY_ID": "bench",
            "AWS_SECRET_ACCESS_KEY": "bench",
            "FLOOR_DELAY": str(self.delay),
        }

    def _pulumi(self, *args: str, **more: str) -> str:
        done = subprocess.run(
            ["pulumi", *args, "--non-interactive", "--color", "never"],
            cwd=self.folder / "program",
            env={**self._environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"pulumi {' '.join(args)} of {self.contender.name} failed:\n{done.stdout}")
        return done.stdout


class _Watch:
    """
    Watches the providers of one stack while a command runs. Providers of other programs have another Pulumi home.

    It does not see what a process uses after the last look, which is a twentieth of a second at most.
    """

    def __init__(self, home: str) -> None:
        self._mark = f"PULUMI_HOME={home}".encode()
        self._most, self._ticks = 0, dict[str, int]()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> tuple[float, float]:
        """Their peak memory together, in MiB, and the CPU seconds that they used."""
        self._over.set()
        self._thread.join()
        return self._most / 1024, sum(self._ticks.values()) / _TICKS

    def _look(self) -> None:
        known: dict[str, int] = {}
        while not self._over.wait(_LOOK):
            memory = 0
            for process in Path("/proc").glob("[0-9]*"):
                if process.name not in self._ticks and known.get(process.name, 0) > _LOOKS:
                    continue
                if not _is_provider(process, self._mark):
                    # A process may still become a provider: before exec it runs another program.
                    known[process.name] = known.get(process.name, 0) + 1
                    continue
                memory += _peak(process)
                self._ticks[process.name] = _used(process) or self._ticks.get(process.name, 0)
            self._most = max(self._most, memory)


def _is_provider(process: Path, mark: bytes) -> bool:
    try:
        words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        ours = any(name in words for name in _PROVIDERS)
        return ours and mark in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _used(process: Path) -> int:
    """CPU time in ticks."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _peak(process: Path) -> int:
    """Peak memory in kilobytes."""
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
