"""The address of the repository stands in one place, and nothing claims that there is one before it exists."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

from appflow_provider import home
from appflow_provider.home import REPOSITORY, where_to_report
from appflow_provider.schema.package import package_schema
from tools.release.python import DISTRIBUTIONS, Distribution

ROOT = Path(__file__).resolve().parents[2]


def test_a_bug_is_reported_where_the_repository_is() -> None:
    assert where_to_report("https://git.example/us/pulumi-appflow") == (
        "at https://git.example/us/pulumi-appflow/issues"
    )
    assert "no public repository yet" in where_to_report(None)


def test_the_schema_names_the_repository_only_if_there_is_one() -> None:
    assert package_schema().get("repository") == REPOSITORY


def test_the_schema_names_what_is_public_only_if_it_is() -> None:
    schema = package_schema()
    assert schema.get("pluginDownloadURL") == home.PLUGIN_DOWNLOAD_URL
    assert schema["publisher"] == home.PUBLISHER
    assert schema["language"]["go"]["importBasePath"] == home.GO_MODULE


def test_the_import_path_of_the_go_sdk_begins_with_a_domain() -> None:
    """Go takes a path without a dot in its first part for one of its own library."""
    assert "." in home.GO_MODULE.partition("/")[0]


def test_no_other_file_names_an_owner() -> None:
    """A link to a repository of this project stands in one place."""
    pages = [
        ROOT / "README.md",
        ROOT / "pyproject.toml",
        *(ROOT / "emulator").glob("*.*"),
        *(ROOT / "policy").glob("*.*"),
        *(ROOT / "docs").rglob("*.md"),
    ]
    named = re.compile(r"github\.com/([\w.-]+)/pulumi-appflow")
    found = {owner for page in pages for owner in named.findall(page.read_text())}
    assert found - {home.OWNER} == set()  # generated pages follow the setting


def test_the_readme_does_not_claim_a_release() -> None:
    text = (ROOT / "README.md").read_text()
    assert ("is not released" in text) == (REPOSITORY is None)
    assert re.search(r"pip install '?pulumi-appflow(\[\w+\])?'?$", text, re.MULTILINE) is None


def metadata_of(folder: Path) -> dict[str, Any]:
    return dict(ProjectMetadata(str(folder), PluginManager()).core.urls)


BUILT_WITH = (
    *("pyproject.toml", "emulator/pyproject.toml", "emulator/hatch_build.py", "schema.json"),
    *("policy/pyproject.toml", "policy/needed.py"),
    *("tools/metadata.py", "tools/version.py"),
)
DOCUMENTATION = {
    ".": "docs/README.md",
    "emulator": "emulator/README.md",
    "policy": "docs/how-to/policies.md",
}


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda each: each.name)
def test_the_links_of_a_distribution_follow_the_owner(
    distribution: Distribution, tmp_path: Path
) -> None:
    folder = distribution.folder
    there = metadata_of(ROOT / folder)
    assert bool(there) == (REPOSITORY is not None)
    for name in BUILT_WITH:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    owned = tmp_path / "provider" / "appflow_provider" / "home.py"
    owned.parent.mkdir(parents=True)
    owned.write_text('REPOSITORY = "https://git.example/us/pulumi-appflow"\n')
    links = metadata_of(tmp_path / folder)
    assert links["Issues"] == "https://git.example/us/pulumi-appflow/issues"
    assert links["Documentation"].endswith(f"/blob/main/{DOCUMENTATION[folder]}")
    assert all((ROOT / page).is_file() for page in DOCUMENTATION.values())


def test_a_source_distribution_of_the_emulator_needs_no_other_file(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "hatch_build.py"):
        shutil.copy(ROOT / "emulator" / name, tmp_path)
    info = "Metadata-Version: 2.4\nName: appflow-emulator\nVersion: 1.2.3\n"
    (tmp_path / "PKG-INFO").write_text(info)
    assert metadata_of(tmp_path) == {}
    linked = f"{info}Project-URL: Issues, https://git.example/issues\n"
    (tmp_path / "PKG-INFO").write_text(linked)
    assert metadata_of(tmp_path) == {"Issues": "https://git.example/issues"}
