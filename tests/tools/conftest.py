"""
A made-up machine for the scripts in tools/: a PATH of fakes, a home of its own, no network.

The scripts run as a person runs them, in a process of their own. `machine.run` hands back the exit
code, stdout and stderr.
"""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

# Answers as `go` does to what the scripts ask of it, and writes down each build.
FAKE_GO = """\
#!{python}
import os, pathlib, sys, time
here, args = pathlib.Path(__file__).parent, sys.argv[1:]
if args == ["env", "GOVERSION"]:
    print(os.environ.get("FAKE_GO_VERSION", "go99.0.1"))
elif args[0] == "build":
    with (here / "builds").open("a") as log:
        log.write(args[-1] + "\\n")
    time.sleep(float(os.environ.get("FAKE_GO_SECONDS", "0")))
    if os.environ.get("FAKE_GO_FAILS", "nothing") in args[-1]:
        sys.exit("the proxy said no")
    made = pathlib.Path(args[args.index("-o") + 1])
    made.write_text("#!/bin/sh\\necho made by go: \\"$@\\"\\nexit 1\\n")
    made.chmod(0o755)
elif args[:2] == ["list", "-m"]:
    print(here / "module")
"""
MODULE_FILES = (
    "python/cmd/pulumi-language-python-exec",
    "python/dist/pulumi-resource-pulumi-python",
)


@dataclass
class Machine:
    root: Path
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bin = self.root / "bin"
        self.bin.mkdir()
        self.cache = self.root / "cache"
        self.env = {
            "HOME": str(self.root / "home"),
            "PATH": str(self.bin),
            "PULUMI_APPFLOW_CACHE": str(self.cache),
            # Port 9 refuses at once: whatever the network here is, no site is in reach.
            "https_proxy": "http://127.0.0.1:9",
        }

    def executable(self, name: str, text: str = "#!/bin/sh\n", folder: Path | None = None) -> None:
        folder = folder or self.bin
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / name
        made.write_text(text)
        made.chmod(0o755)

    def install_go(self) -> None:
        self.executable("go", FAKE_GO.format(python=sys.executable))
        for name in MODULE_FILES:
            file = self.bin / "module" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("#!/bin/sh\n")

    @property
    def builds(self) -> list[str]:
        log = self.bin / "builds"
        return log.read_text().splitlines() if log.exists() else []

    def start(self, script: str, *args: str, **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(CHECKOUT / "tools" / script), *args],
            cwd=self.root,
            env=self.env | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, script: str, *args: str, **env: str) -> tuple[int, str, str]:
        return finish(self.start(script, *args, **env))


def finish(process: subprocess.Popen[str], timeout: float = 60) -> tuple[int, str, str]:
    with process:
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return process.returncode, out, err


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)
