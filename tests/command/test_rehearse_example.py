"""The example of a rehearsal: its approved rows are those of its program and samples, and a change of one task shows."""

import json
import shutil
from pathlib import Path
from typing import Any

import pulumi
import pytest

from appflow_command.main import main
from tests.command.previews import preview, step
from tests.docs.test_example_projects import ROOT, registered

EXAMPLE = ROOT / "examples" / "rehearse"


def steps() -> list[dict[str, Any]]:
    """What a preview of the program lists, with the name that the provider would make."""
    found = []
    for (kind, name), inputs in registered(EXAMPLE, "plugin").items():
        named = {"flowName": f"{name}-1a2b3c4", "__autonamed": True} if kind == "Flow" else {}
        found.append(step("create", after={**named, **inputs}, name=name, kind=kind))
    pulumi.runtime.set_all_config({})
    return found


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "rehearse"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".venv"))
    monkeypatch.chdir(folder)
    (folder / "preview.json").write_text(json.dumps(preview(*steps())))
    return folder


def rehearse(*options: str) -> int:
    return main(["rehearse", "--preview", "preview.json", *options])


def test_the_approved_rows_are_those_of_the_program(copied: Path) -> None:
    assert rehearse("--check") == 0
    before = {path: path.read_bytes() for path in (copied / "rehearsals").iterdir()}
    assert rehearse("--update") == 0
    assert {path: path.read_bytes() for path in (copied / "rehearsals").iterdir()} == before
    assert len(before) == 2


def test_the_samples_exercise_every_task(copied: Path) -> None:
    rehearse("--out", "report.json")
    flows = json.loads((copied / "report.json").read_text())["flows"]
    counts = {each["name"]: each["after"]["counts"] for each in flows}
    assert counts["rehearsed-contacts"]["dropped"] > 0
    assert counts["rehearsed-returns"]["filtered"] > 0
    assert all(each["written"] > 0 for each in counts.values())


def test_a_longer_mask_is_seen_and_needs_approval(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (copied / "preview.json").read_text()
    (copied / "preview.json").write_text(text.replace('"MASK_LENGTH": "4"', '"MASK_LENGTH": "8"'))
    assert rehearse("--check") == 1
    printed = capsys.readouterr().out
    assert "differs from the approved rows" in printed
    assert "555-" not in printed
