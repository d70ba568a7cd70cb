"""The command over a healthy fleet in the emulator."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appflow_command.main import main
from appflow_provider.service import Services
from tests.command.doctor import fleets

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def doctor(
    empty_folder: Path,
    capsys: pytest.CaptureFixture[str],
    services: Services,
) -> Run:
    """Runs the command in an empty folder. The region has a small healthy fleet."""
    fleets.healthy()

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["doctor", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def found(doctor: Run) -> Callable[..., list[tuple[str, str]]]:
    """What the command finds: pairs of a rule and the name of its flow, profile or bucket. A state is written to a file first."""

    def run(*arguments: str, state: Any = None) -> list[tuple[str, str]]:
        given = [*arguments]
        if state is not None:
            Path("state.json").write_text(json.dumps(state))
            given += ["--state", "state.json"]
        _, out, err = doctor("--format", "json", "--fail-on", "never", *given)
        assert err == ""
        return [(each["rule"], each["name"]) for each in json.loads(out)["findings"]]

    return run
