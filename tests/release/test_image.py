"""
The Dockerfile of the emulator, without Docker: what it copies is there and enough to build, and what it starts exists.

No test builds the image. Its steps are those of pip, which run here on the copied files alone.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from appflow_emulator.__main__ import _parser
from tools.release.lock import LOCKS

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "emulator" / "Dockerfile"
TEXT = FILE.read_text()
STEPS = re.findall(
    r"^([A-Z]+) (.+)$",
    re.sub(r"^#.*\n", "", TEXT.replace("\\\n", " "), flags=re.MULTILINE),
    re.MULTILINE,
)
COPIED = [words.split() for step, words in STEPS if step == "COPY" and "--from" not in words]
((_, ENTRYPOINT),) = [step for step in STEPS if step[0] == "ENTRYPOINT"]
((_, PORT),) = [step for step in STEPS if step[0] == "EXPOSE"]


def files() -> Iterator[tuple[str, str]]:
    """Each file or folder that is copied from the context, and where it goes."""
    for *sources, target in COPIED:
        for source in sources:
            name = Path(source).name
            yield source, target + name if target.endswith("/") else target


def test_hadolint_finds_nothing() -> None:
    program = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("hadolint is not installed on this system")
    done = subprocess.run([program, FILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_whatever_is_copied_is_there_and_sent() -> None:
    lines = (ROOT / "emulator" / "Dockerfile.dockerignore").read_text().splitlines()
    sent = {line[1:] for line in lines if line.startswith("!")}
    copied = {source for source, _ in files()}
    assert all((ROOT / source).exists() for source in copied | sent)
    assert {
        source for source in copied if not any(fnmatch(source, f"{each}*") for each in sent)
    } == set()


def test_the_copied_files_alone_give_the_wheel(tmp_path: Path) -> None:
    for source, target in files():
        place = tmp_path / target.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / source, place)
    ((_, variables),) = [step for step in STEPS if step[0] == "ENV" and "VERSION" in step[1]]
    (name,) = re.findall(r"(\w+)=\$VERSION", variables)
    (installed,) = re.findall(r"pip install --no-deps (\S+)$", TEXT, re.MULTILINE)
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    subprocess.run(
        [sys.executable, "-m", "pip", *build, str(tmp_path / installed.lstrip("/"))],
        env={**os.environ, name: "1.2.3"},
        check=True,
    )
    with zipfile.ZipFile(tmp_path / "appflow_emulator-1.2.3-py3-none-any.whl") as wheel:
        assert "appflow_emulator/__main__.py" in wheel.namelist()


def test_the_pins_are_for_the_python_of_the_image() -> None:
    (lock,) = [each for each in LOCKS if each.asking == "emulator/pyproject.toml"]
    bases = {words.split()[0] for step, words in STEPS if step == "FROM"}
    assert bases == {f"python:{lock.python}-slim"}


def test_it_starts_the_command_on_the_port_that_it_names() -> None:
    command, *options = json.loads(ENTRYPOINT)
    assert command == "appflow-emulator"
    given = _parser().parse_args(options)
    assert (given.host, str(given.port)) == ("0.0.0.0", PORT)
    assert _parser().parse_args([*options, "--state", "/state/appflow"]).state == "/state/appflow"


def test_the_check_asks_the_emulator_and_fails_without_one(server_url: str) -> None:
    (check,) = [words for step, words in STEPS if step == "HEALTHCHECK"]
    python, *words = json.loads(check.partition("CMD ")[2])
    assert python == "python"
    (address,) = re.findall(r"http://127\.0\.0\.1:\d+", words[-1])
    assert address == f"http://127.0.0.1:{PORT}"

    def status(url: str) -> int:
        asked = [word.replace(address, url) for word in words]
        return subprocess.run(
            [sys.executable, *asked], stderr=subprocess.DEVNULL, check=False
        ).returncode

    assert status(server_url) == 0
    assert status("http://127.0.0.1:1") == 1


def test_it_runs_as_a_user_without_rights_who_may_write_the_state() -> None:
    last = [step for step, _ in STEPS].index("ENTRYPOINT")
    (user,) = [words for step, words in STEPS[:last] if step == "USER"]
    assert f"--uid {user} " in TEXT
    assert user != "0"
    (volume,) = [words for step, words in STEPS if step == "VOLUME"]
    assert f"install --directory --owner {user} {volume}" in TEXT


def test_the_readme_builds_and_runs_it_so() -> None:
    readme = (ROOT / "emulator" / "README.md").read_text()
    for command in re.findall(r"^#   (docker .+)$", TEXT, re.MULTILINE):
        assert f"\n{command}\n" in readme
    assert f"withExposedPorts({PORT})" in readme


@pytest.fixture(scope="module")
def server_url() -> Iterator[str]:
    from appflow_emulator import Server

    with Server() as server:
        yield server.url
