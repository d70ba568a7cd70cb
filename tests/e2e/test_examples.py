"""The examples as a new user runs them, and the wheel alone in an environment of its own."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.stack import Stack

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/Pulumi.yaml"))
CONFIG = {
    "quickstart": ["salesforceRefreshToken"],
    "s3-to-s3": [],
    "salesforce-to-s3": ["salesforceRefreshToken"],
}


def example(path: Path, stack: Stack) -> Stack:
    shutil.copytree(path, stack.program, dirs_exist_ok=True)
    stack.start()
    for name in CONFIG[path.name]:
        stack.run("config", "set", "--secret", name, "hunter2-of-the-example")
    return stack


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_comes_up_stays_silent_and_goes(
    path: Path, engine: str, emulator: Emulator, tmp_path: Path
) -> None:
    made = example(path, Stack(tmp_path / "stack", engine, emulator.url))
    made.up()
    assert emulator.names() != set()
    made.up("--expect-no-changes")
    made.refresh("--expect-no-changes")
    made.run("stack", "export")
    made.destroy()
    assert emulator.names() == set()
    assert "hunter2" not in made.printed


def test_the_wheel_alone_runs_an_example(engine: str, emulator: Emulator, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("pulumi_appflow-*.whl")
    venv.create(tmp_path / "venv", with_pip=True, symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [str(python), *pip[1:], "install"]
    subprocess.run([*install, str(wheel)], check=True)
    where = subprocess.run(
        [
            python,
            "-c",
            "import pulumi_appflow.dynamic as a, appflow_provider as p; print(a.__file__, p.__file__)",
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=tmp_path,
    ).stdout
    assert where.count(str(tmp_path)) == 2

    path = os.pathsep.join([str(python.parent), engine, "/usr/bin", "/bin"])
    alone = {"PATH": path, "PULUMI_PYTHON_CMD": str(python), "PYTHONPATH": ""}
    made = example(
        ROOT / "examples" / "s3-to-s3",
        Stack(tmp_path / "stack", engine, emulator.url, environment=alone),
    )
    made.up()
    (name,) = emulator.names()
    assert name.startswith("orders-")
    made.destroy()
    assert emulator.names() == set()


def test_every_example_is_listed_here() -> None:
    assert {path.name for path in EXAMPLES} == set(CONFIG)
