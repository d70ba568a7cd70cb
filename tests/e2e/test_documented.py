"""Programs and commands of the documentation that need the engine, as they stand there."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.docs.test_docs import ENGINE, PYTHON, blocks
from tests.e2e.conftest import Emulator
from tests.e2e.stack import DYNAMIC, PLUGIN, Stack

AUTOMATION, TRANSFORM = (text for text in PYTHON.values() if ENGINE.search(text))


def test_a_transform_reaches_the_flows_of_either_front(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    made = stack(TRANSFORM.replace(PLUGIN, DYNAMIC))
    made.up()
    assert emulator.client().describe_flow(flowName="orders")["tags"] == {"team": "sales"}


def test_the_automation_api_deploys_an_inline_program(
    engine: str, emulator: Emulator, tmp_path: Path
) -> None:
    made = Stack(tmp_path / "stack", engine, emulator.url)
    (project,) = (text for name, text in blocks("yaml") if "automation-api.md" in name)
    (made.program / "Pulumi.yaml").write_text(project)
    (made.program / "automated.py").write_text(AUTOMATION)
    (made.program / ".venv").symlink_to(sys.prefix)
    done = subprocess.run(
        [sys.executable, made.program / "automated.py"],
        env={**made.environment, "AWS_ENDPOINT_URL": emulator.url, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "from $PATH" not in done.stdout
    (name,) = emulator.names()
    assert done.stdout.rstrip().endswith(f":flow/{name}")
