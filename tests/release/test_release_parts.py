"""The parts of a release that need no build: its version, its notes, what is refused, and what the plugin's archive holds."""

import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from importlib import metadata
from pathlib import Path

import pytest

from tests.release.conftest import ROOT, commit, git
from tools import stamp, version
from tools.release import changelog, lock, packing, plugin, standalone
from tools.release.__main__ import main
from tools.release.python import DISTRIBUTIONS, Distribution

LOG = "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 - 2031-01-01\n\n- First.\n"


@pytest.mark.parametrize(
    "text", ["0.1.0", "1.20.3", "2.0.0-alpha.1", "2.0.0-beta.10", "2.0.0-rc.0"]
)
def test_a_version_is_semver_that_python_has_too(text: str) -> None:
    assert version.checked(text) == text


@pytest.mark.parametrize(
    "text", ["", "1.0", "v1.0.0", "01.0.0", "1.0.0-dev", "1.0.0+a", "1.0.0b1", "1.0.0-rc.01"]
)
def test_anything_else_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(ValueError, match=r"write 1\.2\.3, or 1\.2\.3-beta\.1"):
        version.checked(text)


def test_python_spells_it_otherwise() -> None:
    spelled = {
        "0.1.0": "0.1.0",
        "1.0.0-alpha.2": "1.0.0a2",
        "1.0.0-beta.1": "1.0.0b1",
        "1.0.0-rc.0": "1.0.0rc0",
    }
    assert {text: version.for_python(text) for text in spelled} == spelled


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("version") / "origin"
    made.mkdir()
    shutil.copy(ROOT / "schema.json", made)
    git(made, "init", "--quiet")
    git(made, "add", "--all")
    git(made, "-c", "user.name=tests", "-c", "user.email=tests@example.com", "commit", "-qm", "one")
    return made


def test_the_version_is_that_of_the_tag(repository: Path) -> None:
    assert version.version(repository, {}) == "0.0.0"
    git(repository, "tag", "v0.9.0")
    git(repository, "tag", "v0.10.0")
    git(repository, "tag", "very-good")
    assert version.version(repository, {}) == version.tagged(repository) == "0.10.0"
    assert version.version(repository, {version.VARIABLE: "0.11.0"}) == "0.11.0"
    git(repository, "tag", "v9")
    with pytest.raises(ValueError, match='"9" is not a version'):
        version.version(repository, {})
    git(repository, "tag", "--delete", "v0.9.0", "v0.10.0", "very-good", "v9")


def test_without_git_it_is_the_one_that_was_stamped(tmp_path: Path) -> None:
    text = (ROOT / "schema.json").read_text()
    (tmp_path / "schema.json").write_text(text)
    assert version.version(tmp_path, {}) == "0.0.0"
    (tmp_path / "schema.json").write_text(version.stamp(text, "1.2.3-rc.1"))
    assert version.version(tmp_path, {}) == "1.2.3-rc.1"


@pytest.mark.parametrize("name", stamp.STAMPED)
def test_a_stamp_adds_the_version_and_changes_nothing_else(name: str) -> None:
    text = (ROOT / name).read_text()
    stamped = version.stamp(text, "1.2.3")
    (added,) = set(stamped.splitlines()) - {*text.splitlines(), '  "name": "appflow",'}
    assert added.strip(" ,") == '"version": "1.2.3"'
    assert {**json.loads(text), "version": "1.2.3"} == json.loads(stamped)
    assert version.stamp(stamped, "1.2.4") == version.stamp(text, "1.2.4")


def test_the_notes_are_the_section_of_the_changelog() -> None:
    assert changelog.notes(LOG, "0.1.0") == "# pulumi-appflow 0.1.0\n\n- First.\n"
    assert changelog.notes(LOG, "0.2.0") == "# pulumi-appflow 0.2.0\n\n- New.\n"
    with pytest.raises(ValueError, match=r"no section for 0.2.0"):
        changelog.notes("# Changelog\n", "0.2.0")


def test_our_changelog_has_notes_for_the_next_release() -> None:
    assert "### Added" in changelog.notes((ROOT / "CHANGELOG.md").read_text(), "0.1.0")


def test_an_archive_depends_on_its_content_alone(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "file").write_text("text")
        (tmp_path / name / "__pycache__").mkdir()
        (tmp_path / name / "__pycache__" / "file.pyc").write_text(name)
    (tmp_path / "two" / "deep" / "file").chmod(0o600)
    os.utime(tmp_path / "two" / "deep" / "file", (1, 1))
    one, two = (packing.tarball(packing.under(tmp_path / name, "at"), 2) for name in ("one", "two"))
    assert one == two
    with tarfile.open(fileobj=io.BytesIO(one)) as opened:
        assert [(each.name, each.mtime) for each in opened.getmembers()] == [("at/deep/file", 2)]


def test_the_plugin_has_its_source_its_schema_and_what_pulumi_needs_to_start_it() -> None:
    held = dict(plugin.contents(ROOT))
    assert {name for name in held if "/" not in name} == {
        *("PulumiPlugin.yaml", "__main__.py", "requirements.txt", "schema.json", "LICENSE")
    }
    assert all(file.is_file() for file in held.values())
    provider = ROOT / "provider"
    modules = provider.joinpath("appflow_provider").rglob("*.py")
    assert {path.relative_to(provider).as_posix() for path in modules} <= set(held)


def test_it_runs_from_where_it_was_unpacked(tmp_path: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(packing.tarball(plugin.contents(ROOT), 0))) as opened:
        opened.extractall(tmp_path, filter="data")
    program = [sys.executable, str(tmp_path / "__main__.py")]
    done = subprocess.run(
        [*program, "--schema"], cwd="/", capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {
        **json.loads((ROOT / "schema.json").read_text()),
        "version": "0.0.0",
    }


@pytest.mark.parametrize(
    ("system", "processor"),
    [("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64"), ("Windows", "AMD64")],
)
def test_a_machine_has_the_name_that_pulumi_gives_it(
    system: str, processor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: processor)
    assert standalone.machine() in plugin.PLATFORMS


NOT_PINNED = {  # what the plugin does without, and what is of this repository
    "pulumi-appflow": {"parver", "rich", "semver", "typer"},
    "appflow-policies": {"pulumi-appflow"},
}


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda each: each.name)
def test_each_requirement_is_pinned_with_its_hashes(distribution: Distribution) -> None:
    not_there = NOT_PINNED.get(distribution.name, set())
    asked = [each for each in metadata.requires(distribution.name) or [] if ";" not in each]
    pins = (ROOT / distribution.pins).read_text()
    assert {each.file for each in lock.LOCKS} == {ROOT / each.pins for each in DISTRIBUTIONS}
    for requirement in asked:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert f"\n{name}==" in pins or name in not_there
    entries = [line for line in pins.splitlines() if line and line[0] not in " #"]
    assert all("==" in line and line.endswith("\\") for line in entries)
    assert pins.count("--hash=sha256:") >= 2 * len(entries) - 1


@pytest.mark.parametrize(
    ("tag", "files", "refused"),
    [
        (None, {}, "this may not be published: the commit is not tagged v0.1.0 and provider"),
        (None, {"new.txt": "x"}, "commit or remove these first: new.txt"),
        ("v0.2.0", {}, "this commit is tagged v0.2.0: release that, or tag the commit v0.1.0"),
        ("v0.1.0", {}, 'no section "## 0.1.0 - YYYY-MM-DD"'),
    ],
    ids=[
        "a rehearsal",
        "a file that is not committed",
        "a tag of another version",
        "a changelog that is still open",
    ],
)
def test_what_cannot_be_released_is_refused_in_a_sentence(
    tag: str | None, files: dict[str, str], refused: str, tmp_path: Path
) -> None:
    commit(tmp_path / "origin")
    if tag:
        git(tmp_path / "origin", "tag", tag)
    for name, text in files.items():
        (tmp_path / "origin" / name).write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "tools.release", "0.1.0", "--final"],
        cwd=tmp_path / "origin",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert refused in done.stderr
    assert "Traceback" not in done.stderr


def test_a_version_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["1.0"]) == 1
    assert capsys.readouterr().err.startswith('"1.0" is not a version')
