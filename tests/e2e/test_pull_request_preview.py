"""The comment that a pull request gets, from real previews."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW, PROFILE
from tests.e2e.stack import Stack

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "pull-request-preview"


@pytest.fixture
def front() -> str:
    return "plugin"


def comment(preview: str) -> list[str]:
    said = subprocess.run(
        [sys.executable, EXAMPLE / "comment.py"],
        input=preview,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return said.stdout.splitlines()


def test_a_reader_sees_what_would_change(stack: Callable[..., Stack], emulator: Emulator) -> None:
    login = PROFILE.replace("TOKEN", 'config.get("token") or "hunter2"')
    made = stack(FLOW + login)
    created = comment(made.run("preview", "--json"))
    assert "* `orders` (Flow) will be created" in created
    made.up()
    assert comment(made.run("preview", "--json")) == ["Nothing would change."]

    made.configure({"rate": "rate(2hours)", "token": "hunter2-new"})
    said = comment(made.run("preview", "--json"))
    expression = "triggerConfig.triggerProperties.scheduled.scheduleExpression"
    assert f'  * `{expression}`: `"rate(1hours)"` → `"rate(2hours)"`' in said
    assert "* `crm` (ConnectorProfile) will be updated" in said
    assert any(line.endswith("a secret → a secret") for line in said)
    assert "hunter2" not in "\n".join(said)

    made.write((FLOW + login).replace('"exports"', '"archive"'))
    said = comment(made.run("preview", "--json"))
    assert any("`orders` (Flow) will be **replaced**" in line for line in said)
    assert any("bucketName" in line and '"archive"' in line for line in said)


def test_an_empty_preview_says_so() -> None:
    assert comment(json.dumps({})) == ["Nothing would change."]
