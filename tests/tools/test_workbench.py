"""tools/pulumi/workbench.py: long commands report progress, and end."""

import importlib.util
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).resolve().parents[2] / "tools" / "pulumi" / "workbench.py"


@pytest.fixture(scope="module")
def workbench() -> Any:
    spec = importlib.util.spec_from_file_location("workbench_under_test", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(workbench: Any, code: str, said: list[str], **more: object) -> None:
    command = [sys.executable, "-c", code]
    more = {"expect": 1, "cwd": Path.cwd(), "env": os.environ, "say": said.append} | more
    workbench.run("a step", command, **more)


def test_a_long_command_shows_that_it_lives(workbench: Any) -> None:
    said: list[str] = []
    run(workbench, "import time; time.sleep(0.7)", said, expect=200, heartbeat=0.2)
    assert said[0] == "a step: this takes about 3 minutes ..."
    assert said[-1].startswith("a step: done in ")
    assert sum(line.endswith("s so far") for line in said) >= 2


def test_a_quick_command_says_no_more_than_it_must(workbench: Any) -> None:
    said: list[str] = []
    run(workbench, "pass", said, expect=40)
    assert len(said) == 2
    assert said[0] == "a step: this takes about 40 seconds ..."


def test_of_a_failed_command_the_last_lines_are_shown(workbench: Any) -> None:
    code = "for n in range(100): print('line', n)\nraise SystemExit(4)"
    with pytest.raises(workbench.UnavailableError) as caught:
        run(workbench, code, [])
    lines = str(caught.value).splitlines()
    assert lines[0].endswith("ended with 4")
    assert lines[1:] == [f"line {n}" for n in range(85, 100)]


def test_a_command_that_hangs_ends_with_all_that_it_started(workbench: Any, tmp_path: Path) -> None:
    child = f"import time; time.sleep(2); open({str(tmp_path / 'late')!r}, 'w')"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with pytest.raises(workbench.UnavailableError, match="not done after 1 seconds"):
        run(workbench, code, [], limit=0.6)
    time.sleep(2)  # long enough for a child that lived on to leave its mark
    assert not (tmp_path / "late").exists()


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("v3.259.0", (3, 259, 0)),
        ("go1.26", (1, 26, 0)),
        ("devel go1.27-abc123", (1, 27, 0)),
        ("3.300.1-alpha.4", (3, 300, 1)),
        ("unknown", None),
    ],
)
def test_versions_are_read_from_what_programs_say(
    workbench: Any, text: str, version: tuple[int, ...] | None
) -> None:
    assert workbench.version_of(text) == version


def test_a_digest_changes_with_every_file_and_every_word(workbench: Any, tmp_path: Path) -> None:
    file = tmp_path / "go.mod"
    file.write_text("one")
    names = [workbench.digest([file]), workbench.digest([file], "a"), workbench.digest([file], "b")]
    file.write_text("two")
    names.append(workbench.digest([file]))
    assert len(set(names)) == 4
    assert workbench.digest([file]) == names[-1]
