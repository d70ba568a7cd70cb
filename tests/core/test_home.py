"""The address of the repository stands in one place, and nothing claims that there is one before it exists."""

import re
from pathlib import Path

from appflow_provider import home
from appflow_provider.home import REPOSITORY, where_to_report
from appflow_provider.schema.package import package_schema

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
    pages = [ROOT / "README.md", ROOT / "pyproject.toml", *(ROOT / "docs").rglob("*.md")]
    named = re.compile(r"github\.com/([\w.-]+)/pulumi-appflow")
    found = {owner for page in pages for owner in named.findall(page.read_text())}
    assert found - {home.OWNER} == set()  # generated pages follow the setting


def test_the_readme_does_not_claim_a_release() -> None:
    text = (ROOT / "README.md").read_text()
    assert ("is not released" in text) == (REPOSITORY is None)
    assert re.search(r"pip install '?pulumi-appflow(\[\w+\])?'?$", text, re.MULTILINE) is None
