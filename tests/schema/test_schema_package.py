"""The package level of the schema, against pyproject.toml and the shape of the configuration."""

import pytest

from appflow_provider.home import OWNER

# Written down in both places on purpose: this is what a registry and a package index show.
SAME_IN_PYPROJECT = ("description", "keywords", "license")


@pytest.fixture(scope="module")
def project(checkout):
    tomllib = pytest.importorskip("tomllib", reason="Python 3.10 has no tomllib")
    return tomllib.loads((checkout / "pyproject.toml").read_text())["project"]


@pytest.mark.parametrize("key", SAME_IN_PYPROJECT)
def test_it_says_what_pyproject_says(schema, project, key):
    assert schema[key] == project[key]


def test_the_version_is_a_release_or_left_out(schema):
    """
    Pulumi's registry publishes the schema of the tagged commit and refuses one whose version is not the tag's, so 0.0.0 fails.

    Without a version it takes the tag's. Source: pulumi/registry, scripts/ci/validate_schema_version.py.
    """
    assert schema.get("version") != "0.0.0", (
        "leave it out of the committed schema; stamp the built one"
    )


def test_the_sdk_asks_for_the_same_python_and_pulumi(schema, project):
    python = schema["language"]["python"]
    assert python["pythonRequires"] == project["requires-python"]
    assert "pulumi" + python["requires"]["pulumi"] in project["dependencies"]


def test_only_languages_with_a_package_of_their_own_have_a_block(schema):
    """The registry installs what a block advertises. .NET and Java have no package."""
    assert set(schema["language"]) == {"go", "nodejs", "python"}
    assert schema["language"]["python"]["packageName"] == "pulumi_appflow"


def test_nothing_is_said_of_a_place_that_does_not_exist(schema):
    places = {"homepage", "repository", "pluginDownloadURL", "logoUrl"}
    assert places & set(schema) == (places if OWNER else set())


def test_the_configuration_is_the_same_for_a_stack_and_a_provider(schema):
    assert schema["config"]["variables"] == schema["provider"]["inputProperties"]
    assert set(schema["config"]["variables"]) == {
        "acknowledge",
        "allowedAccountIds",
        "assumeRole",
        "defaultTags",
        "endpointUrl",
        "ignoreTags",
        "maxRetries",
        "profile",
        "region",
    }


def test_nothing_has_a_default_that_a_program_would_send(nodes):
    assert not [path for path, node in nodes if {"default", "defaultInfo", "const"} & set(node)]
