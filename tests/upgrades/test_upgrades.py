"""An upgrade changes nothing: this version previews and refreshes what each earlier release has deployed, and finds no change."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from moto.core.base_backend import BackendDict

from appflow_provider.service import Services
from tests.docs.test_example_projects import EXAMPLES
from tests.stories.fronts import FRONTS
from tests.upgrades.baseline import CONVERSATION, FOLDER, Row, deployed, rows, service

BASELINES = {file.stem: list(rows(file)) for file in sorted(FOLDER.glob("*.jsonl"))}
DEPLOYED = {
    f"{version}-{front}-{example}": [
        row for row in baseline if (row.front, row.example) == (front, example)
    ]
    for version, baseline in BASELINES.items()
    for front, example in dict.fromkeys((row.front, row.example) for row in baseline)
}
RUNS = {"FlowRun"}  # have no object to read again


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    with service() as made:
        yield made


@pytest.fixture(autouse=True)
def from_nothing(services: Services) -> Iterator[None]:
    yield
    BackendDict.reset()


@pytest.mark.parametrize("name", DEPLOYED)
def test_the_preview_of_what_a_release_deployed_is_empty(name: str, services: Services) -> None:
    for row in DEPLOYED[name]:
        assert previewed(row, services) == (), row.name


@pytest.mark.parametrize("name", [each for each in DEPLOYED if CONVERSATION not in each])
def test_so_is_a_refresh_of_it(name: str, services: Services) -> None:
    for row in DEPLOYED[name]:
        front: Any = FRONTS[row.front](row.kind, services)
        if row.kind in RUNS:
            continue
        front.create(row.inputs, None)
        found = front.read(row.id_, row.state, None)
        assert found is not None, row.name
        assert front.diff(found.state, row.inputs).changes == (), row.name
        assert front.diff(row.state, found.inputs).changes == (), row.name


def previewed(row: Row, services: Services) -> object:
    """The changes that a preview of the same program shows."""
    front: Any = FRONTS[row.front](row.kind, services)
    checked = front.check(row.inputs, row.program, seed=b"another run")
    assert checked.problems == (), row.name
    return front.diff(row.state, checked.inputs).changes


def test_a_baseline_holds_each_resource_of_each_example_on_both_fronts() -> None:
    assert BASELINES
    newest = list(BASELINES.values())[-1]
    held = {front: {row.example for row in newest if row.front == front} for front in FRONTS}
    assert held["plugin"] - {CONVERSATION} == held["dynamic"]
    path = EXAMPLES[0]
    made = [(row.kind, row.name) for row in deployed("plugin", path)]
    assert made == [
        (row.kind, row.name) for row in newest if (row.front, row.example) == ("plugin", path.name)
    ]


def test_a_change_would_be_seen(services: Services) -> None:
    """The comparison is a real one: another description is a change."""
    row = next(row for row in DEPLOYED["0.1.0-plugin-s3-to-s3"] if row.kind == "Flow")
    changed = Row(**{**vars(row), "program": {**row.program, "description": "of a newer release"}})
    assert previewed(changed, services) != ()


def test_no_baseline_holds_a_secret_that_is_not_made_up() -> None:
    for file in FOLDER.glob("*.jsonl"):
        held = re.findall(r'"value": "((?:[^"\\]|\\.)*)"', file.read_text())
        assert held
        assert set(held) <= {"made-up", "first-of-the-recording", "second-of-the-recording"}
