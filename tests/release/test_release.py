"""The release as a whole: the same bytes from each clone, and every file of it installed and used."""

import hashlib
import json
import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.release.conftest import VERSION, Release
from tools.release.plugin import PLATFORMS
from tools.release.python import DISTRIBUTIONS

pytestmark = pytest.mark.engine

PLUGINS = [f"pulumi-resource-appflow-v{VERSION}-{platform}.tar.gz" for platform in PLATFORMS]
FILES = {
    *PLUGINS,
    *(name for each in DISTRIBUTIONS for name in each.files(VERSION)),
    f"pulumi-appflow-{VERSION}.tgz",
    f"pulumi-appflow-sdk-go-v{VERSION}.tar.gz",
    *(each.bill(VERSION) for each in DISTRIBUTIONS),
    *("schema.json", "RELEASE_NOTES.md", "SHA256SUMS"),
}


def test_it_has_each_file_that_is_published(release: Release) -> None:
    assert {file.name for file in release.first.iterdir()} == FILES
    assert len(PLUGINS) == 5


def test_two_clean_clones_give_the_same_bytes(release: Release) -> None:
    for name in sorted(FILES):
        assert (release.first / name).read_bytes() == (release.second / name).read_bytes(), name


def test_every_file_was_installed_and_used(release: Release) -> None:
    assert set(re.findall(r"^tried (.+)$", release.said, re.MULTILINE)) == FILES
    for language in ("yaml", "typescript"):
        assert f"the archive serves a program in {language}" in release.said
    assert "the extra brings the emulator of the same version" in release.said
    assert "the converter writes a program" in release.said
    assert "the README's section on the plugin leads to a preview" in release.said


def test_no_file_is_in_the_wheels_of_two_distributions(release: Release) -> None:
    held = []
    for each in DISTRIBUTIONS:
        with zipfile.ZipFile(release.first / each.files(VERSION)[0]) as wheel:
            held.append({name.partition("/")[0] for name in wheel.namelist()})
    provider, emulator, policies = held
    assert emulator == {"appflow_emulator", f"appflow_emulator-{VERSION}.dist-info"}
    assert policies == {"appflow_policies", f"appflow_policies-{VERSION}.dist-info"}
    assert provider & (emulator | policies) == set()


def test_without_a_tag_it_says_that_it_is_a_rehearsal(release: Release) -> None:
    assert f"not for publishing: the commit is not tagged v{VERSION}" in release.said


def test_the_checksums_are_those_of_the_files(release: Release) -> None:
    lines = (release.first / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sums == {
        name: hashlib.sha256((release.first / name).read_bytes()).hexdigest()
        for name in FILES - {"SHA256SUMS"}
    }


def test_each_part_states_the_version(release: Release) -> None:
    stated = {
        "schema": (release.first / "schema.json").read_text(),
        "npm": member(release.first / f"pulumi-appflow-{VERSION}.tgz", "package/package.json"),
        "go": member(
            release.first / f"pulumi-appflow-sdk-go-v{VERSION}.tar.gz",
            "sdk/go/appflow/pulumi-plugin.json",
        ),
        "plugin": member(release.first / PLUGINS[0], "schema.json"),
    }
    assert {name: json.loads(text)["version"] for name, text in stated.items()} == dict.fromkeys(
        stated, VERSION
    )
    wheel, sdist = (release.first / name for name in DISTRIBUTIONS[0].files(VERSION))
    with zipfile.ZipFile(wheel) as opened:
        for name in ("pulumi_appflow/pulumi-plugin.json", "appflow_provider/schema.json"):
            assert json.loads(opened.read(name))["version"] == VERSION
        assert len(opened.namelist()) == len(set(opened.namelist()))
    base = sdist.name.removesuffix(".tar.gz")
    assert json.loads(member(sdist, f"{base}/schema.json"))["version"] == VERSION


def test_no_archive_tells_who_made_it_or_where(release: Release) -> None:
    for name in sorted(FILES):
        if name.endswith((".tar.gz", ".tgz")):
            with tarfile.open(release.first / name) as opened:
                for each in opened.getmembers():
                    assert (each.uid, each.gid, each.uname, each.gname) == (0, 0, "", ""), each.name
                    assert not each.name.startswith(("/", "."))
                    assert not re.search(r"__pycache__|node_modules|\.venv", each.name)


def member(archive: Path, name: str) -> str:
    with tarfile.open(archive) as opened:
        found = opened.extractfile(name)
        assert found is not None
        return found.read().decode()
