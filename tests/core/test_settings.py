"""The provider's configuration, as text out of a stack and as values of a program."""

import json
from dataclasses import replace
from typing import Any

import pytest

from appflow_provider.settings import Role, Settings, settings_from
from appflow_provider.tagging import Tagging
from appflow_provider.values import UNKNOWN, Secret, path_text, unwrap

ARN = "arn:aws:iam::123456789012:role/deploy"
ALL = {
    "region": "eu-west-1",
    "profile": "shop",
    "endpointUrl": "http://127.0.0.1:5000",
    "maxRetries": 3,
    "assumeRole": {
        "roleArn": ARN,
        "externalId": "17",
        "sessionName": "ci",
        "durationSeconds": 900,
    },
    "defaultTags": {"tags": {"team": "sales", "year": "2031"}},
    "ignoreTags": {"keys": ["cost"], "keyPrefixes": ["audit:"]},
    "allowedAccountIds": ["123456789012", "012345678901"],
}
MEANT = Settings(
    "eu-west-1",
    "shop",
    "http://127.0.0.1:5000",
    3,
    Role(ARN, "17", "ci", 900),
    Tagging({"team": "sales", "year": "2031"}, frozenset({"cost"}), ("audit:",)),
    ("123456789012", "012345678901"),
)


def as_text(given: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in given.items()
    }


PYTHON_NAMES = {
    **ALL,
    "assumeRole": {
        "role_arn": ARN,
        "external_id": "17",
        "session_name": "ci",
        "duration_seconds": 900,
    },
    "ignoreTags": {"keys": ["cost"], "key_prefixes": ["audit:"]},
}
GUESSED = {  # `pulumi config set --path` makes numbers of what looks like one
    **ALL,
    "defaultTags": {"tags": {"team": "sales", "year": 2031}},
    "assumeRole": {**ALL["assumeRole"], "externalId": 17},  # type: ignore[dict-item]
}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(ALL, id="values"),
        pytest.param(as_text(ALL), id="text"),
        pytest.param(as_text(PYTHON_NAMES), id="names of Python's"),
        pytest.param(as_text(GUESSED), id="numbers that were texts"),
    ],
)
def test_each_way_of_writing_means_the_same(given: dict[str, Any]) -> None:
    assert settings_from(given.get) == (MEANT, [])


def test_tags_that_are_secret_in_the_configuration_stay_so() -> None:
    found, _ = settings_from({name: Secret(value) for name, value in ALL.items()}.get)
    tags = found.tagging.defaults
    assert tags == {key: Secret(text) for key, text in MEANT.tagging.defaults.items()}
    assert replace(found, tagging=replace(found.tagging, defaults=unwrap(tags))) == MEANT
    assert set(found.tagging.seen(unwrap(tags), {}).values()) == set(tags.values())
    assert found.tagging.imported(unwrap(tags)) == {}


def test_nothing_is_needed() -> None:
    assert settings_from(dict[str, str]().get) == (Settings(), [])
    assert settings_from(dict.fromkeys(ALL, "").get) == (Settings(), [])


def test_another_packages_region_and_profile_come_second() -> None:
    aws = {"region": "us-east-1", "profile": "aws", "maxRetries": "7"}
    found, _ = settings_from({"region": "eu-west-1"}.get, aws.get)
    assert found == Settings("eu-west-1", "aws")


def test_with_something_unknown_it_works_for_nobody() -> None:
    role = {"roleArn": UNKNOWN}
    assert settings_from({"region": "eu-west-1", "assumeRole": role}.get) == (Settings(), [])


@pytest.mark.parametrize(
    ("name", "value", "paths"),
    [
        ("assumeRole", {}, ["assumeRole.roleArn"]),
        ("assumeRole", {"roleArn": "deploy"}, ["assumeRole.roleArn"]),
        ("assumeRole", "deploy", ["assumeRole"]),
        ("assumeRole", {"roleArn": ARN, "durationSeconds": 60}, ["assumeRole.durationSeconds"]),
        ("assumeRole", {"roleArn": ARN, "session": "x"}, ["assumeRole.session"]),
        ("defaultTags", {"team": "sales"}, ["defaultTags.team"]),
        ("defaultTags", {"tags": {"aws:x": "y"}}, ['defaultTags.tags["aws:x"]']),
        ("ignoreTags", ["cost"], ["ignoreTags"]),
        ("allowedAccountIds", ["12"], ["allowedAccountIds[0]"]),
        ("allowedAccountIds", "[", ["allowedAccountIds"]),
        ("acknowledge", ["nothing-is-maped"], ["acknowledge[0]"]),
        ("acknowledge", ["nothing-is-mapped", "orders:no-rule"], ["acknowledge[1]"]),
        ("acknowledge", ["no-projection"], ["acknowledge[0]"]),
        ("maxRetries", "many", ["maxRetries"]),
    ],
)
def test_what_is_wrong_is_named(name: str, value: Any, paths: list[str]) -> None:
    for given in (value, value if isinstance(value, str) else json.dumps(value)):
        found, problems = settings_from({"region": "eu-west-1", name: given}.get)
        assert [path_text(each.path) for each in problems] == paths
        assert found == Settings()
