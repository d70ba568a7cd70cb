"""The archive of the plugin: what is in it, and that it runs where nothing else of the project is."""

import gzip
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.tools.conftest import CHECKOUT
from tools import archive

VERSION = json.loads((CHECKOUT / "schema.json").read_text())["version"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    assert archive.main(["--out", str(folder)]) == 0
    return folder / f"pulumi-resource-appflow-v{VERSION}.tar.gz"


def test_it_holds_the_source_the_schema_and_what_pulumi_needs_to_start_it(file: Path) -> None:
    with tarfile.open(file) as opened:
        names = opened.getnames()
    needed = {"PulumiPlugin.yaml", "__main__.py", "requirements.txt", "LICENSE"}
    assert {name for name in names if "/" not in name} == needed
    assert "appflow_provider/schema.json" in names
    modules = {
        path.relative_to(CHECKOUT / "provider").as_posix()
        for path in (CHECKOUT / "provider" / "appflow_provider").rglob("*.py")
    }
    assert modules <= set(names)
    assert [name for name in names if name.startswith(("/", ".")) or "__pycache__" in name] == []


def test_the_same_source_gives_the_same_bytes(file: Path) -> None:
    assert archive.packed() == file.read_bytes()
    assert str(CHECKOUT).encode() not in gzip.decompress(file.read_bytes())


def test_it_runs_from_where_it_was_unpacked(file: Path, tmp_path: Path) -> None:
    with tarfile.open(file) as opened:
        opened.extractall(tmp_path, filter="data")
    program = [sys.executable, str(tmp_path / "__main__.py")]
    done = subprocess.run(
        [*program, "--schema"], cwd="/", capture_output=True, text=True, check=True
    )
    assert done.stdout == (CHECKOUT / "schema.json").read_text()
