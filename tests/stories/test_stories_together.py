"""
What cannot change alone, because other members have to follow: stories from one way of doing a thing to another and back.

The runner sees to it that after each step a refresh and a second up are silent, and the service holds what the program says.
"""

from typing import Any

import pytest

from appflow_provider.service import Services
from tests.stories import backend
from tests.stories.lifecycle import Life, play
from tests.stories.members import changed
from tests.stories.ways import S3, SNOWFLAKE, STORIES


@pytest.mark.parametrize(("kind", "story"), STORIES.values(), ids=STORIES)
def test_one_alternative_replaces_another(
    services: Services, kind: str, story: list[tuple[dict[str, Any], str]]
) -> None:
    play(kind, services, story).destroy()


@pytest.mark.parametrize(
    ("kind", "program", "name"),
    [("Flow", S3, "flowName"), ("ConnectorProfile", SNOWFLAKE, "connectorProfileName")],
    ids=["flow", "profile"],
)
def test_a_name_of_our_own_lasts_until_the_program_gives_one(
    services: Services, kind: str, program: dict[str, Any], name: str
) -> None:
    nameless = changed(program, (name,), backend.GONE)
    life = Life(kind, services)
    steps = [life.up(each) for each in (nameless, nameless, program, program)]
    assert steps == ["create", "same", "replace", "same"]
    assert life.id_ == "story"
    life.destroy()


def test_a_region_that_the_program_names_is_another_place(services: Services) -> None:
    life = Life("Flow", services)
    assert life.up(S3) == "create"
    assert life.diff(life.check({**S3, "region": backend.REGION})).action == "same"
    assert life.up({**S3, "region": "us-east-1"}) == "replace"
    assert list(backend.memory("us-east-1").flows) == ["story"]
    assert not backend.memory().flows
    life.destroy()
    assert not backend.memory("us-east-1").flows
