"""The script that comments on a pull request: leaves that change, and rows if the program has samples."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command.previews import flow, mapped, mask, preview, step

SCRIPT = Path(__file__).parents[2] / "examples" / "pull-request-preview" / "preview.sh"
PLAIN = [mapped("Id"), mapped("Phone")]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The folder of a program, with an executable that answers like Pulumi."""
    planned = preview(step("update", flow(*PLAIN), flow(mask("Phone"), *PLAIN)))
    (tmp_path / "planned.json").write_text(json.dumps(planned))
    fake = tmp_path / "bin" / "pulumi"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\ncat planned.json\n")
    fake.chmod(0o755)
    return tmp_path


def comment(program: Path) -> "subprocess.CompletedProcess[str]":
    path = os.pathsep.join(
        [str(program / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
    )
    return subprocess.run(
        ["bash", str(SCRIPT)],
        cwd=program,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_samples_the_comment_shows_leaves_alone(program: Path) -> None:
    done = comment(program)
    assert (done.returncode, done.stderr) == (0, "")
    assert "* `orders` (Flow) will be updated" in done.stdout
    assert "###" not in done.stdout


def test_with_samples_rows_stand_below_the_leaves_and_a_change_is_no_failure(program: Path) -> None:
    account = program / "samples" / "Salesforce" / "Account.jsonl"
    account.parent.mkdir(parents=True)
    account.write_text('{"Id": "1", "Phone": "555-0100"}\n')
    done = comment(program)
    assert (done.returncode, done.stderr) == (0, "")
    above, _, rows = done.stdout.partition("### ")
    leaves, _, graph = above.partition("What changes in the graph of the flows:\n\n```mermaid\n")
    assert "orders changed<br/>now masks Phone" in graph
    assert "555-0100" not in done.stdout
    assert "* `orders` (Flow) will be updated" in leaves
    assert rows.startswith("orders: 1 of 1 row changes")
    account.write_text("")
    account.write_text('{"Id": "1"}\n')
    assert comment(program).returncode == 2  # the run fails
