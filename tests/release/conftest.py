"""One release for all tests of a run: built twice, each time from a clean clone of what is in this checkout, and tried once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.pulumi.workbench import one_at_a_time

ROOT = Path(__file__).resolve().parents[2]
VERSION = "0.1.0"
GIT = {
    "GIT_AUTHOR_DATE": "2031-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2031-01-01T00:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
IDENTITY = ("-c", "user.name=tests", "-c", "user.email=tests@example.com")


@dataclass(frozen=True)
class Release:
    first: Path
    second: Path
    said: str
    """What the first build and its trial say."""


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git repository")
    for needed in ("go", "npm"):
        if shutil.which(needed) is None:
            pytest.skip(f"needs {needed}")
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "release"
    with one_at_a_time(shared):
        if not (shared / "said").exists():
            shared.mkdir(exist_ok=True)
            (shared / "said").write_text(build(shared))
    return Release(shared / "first/dist", shared / "second/dist", (shared / "said").read_text())


def build(folder: Path) -> str:
    """Both builds at once: the trial of the first waits for downloads most of the time."""
    origin = folder / "origin"
    commit(origin)
    for name in ("first", "second"):
        git(folder, "clone", "--quiet", str(origin), name)
    second = start(folder / "second", "--untried")
    first = start(folder / "first")
    said, _ = first.communicate()
    said_too, _ = second.communicate()
    assert first.returncode == 0, said
    assert second.returncode == 0, said_too
    return said


def start(clone: Path, *options: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tools.release", VERSION, *options],
        cwd=clone,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def commit(origin: Path, **files: str) -> None:
    """A repository with one commit: the files that git would commit here, and these."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (origin / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, origin / name)
    for name, text in files.items():
        (origin / name).write_text(text)
    git(origin, "init", "--quiet", "--initial-branch", "main")
    git(origin, "add", "--all")
    git(origin, *IDENTITY, "commit", "--quiet", "--message", "everything")


def git(folder: Path, *words: str, env: Mapping[str, str] = GIT) -> str:
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout
