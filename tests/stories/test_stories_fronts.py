"""The lives of every connector's longest and shortest program once more, behind each of the fronts."""

from typing import Any

import pytest

from appflow_provider.resources import managed
from appflow_provider.service import Services
from appflow_provider.values import UNKNOWN, leaves
from tests.stories.fronts import FRONTS
from tests.stories.lifecycle import Life, Program, go_on
from tests.stories.members import changed, leaf_paths, other, step_of, text
from tests.stories.programs import LONGEST, SHORTEST, parts


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that goes back to what it was has its old client token again, which costs a look for what was deleted."""
    monkeypatch.setattr(managed, "_SEEN_AFTER", 0.0)


both_fronts = pytest.mark.parametrize("front", FRONTS)


def behind(front: str, kind: str, services: Services) -> Life:
    life = Life(kind, services)
    life.resource = FRONTS[front](kind, services)  # type: ignore[assignment]
    return life


@both_fronts
@pytest.mark.parametrize(("kind", "program"), SHORTEST.values(), ids=SHORTEST)
def test_the_shortest_program_comes_up_and_goes(
    services: Services, front: str, kind: str, program: dict[str, Any]
) -> None:
    life = behind(front, kind, services)
    go_on(life, [(program, "create"), (program, "same")])
    life.destroy()


@both_fronts
@pytest.mark.parametrize("name", LONGEST)
def test_the_longest_program_comes_up_changes_and_goes(
    services: Services, front: str, name: str
) -> None:
    kind, program = LONGEST[name]
    life = behind(front, kind, services)
    go_on(life, [(program, "create"), (program, "same"), *edits(name, kind, program)])
    life.destroy()


def edits(name: str, kind: str, program: Program) -> list[tuple[Program, str]]:
    """One leaf of each part changed, and changed back."""
    story: list[tuple[Program, str]] = []
    for part in parts(name, program):
        paths = [path for path in leaf_paths(program, part) if "sourceFields" not in path]
        for path in paths[:1]:
            step = step_of(kind, path)
            story += [(changed(program, path, other(program, path)), step), (program, step)]
    return story


@both_fronts
@pytest.mark.parametrize(("kind", "program"), LONGEST.values(), ids=LONGEST)
def test_an_unknown_value_is_a_change_at_every_leaf(
    services: Services, front: str, kind: str, program: dict[str, Any]
) -> None:
    life = behind(front, kind, services)
    go_on(life, [(program, "create")])
    for path, _ in leaves(program):
        inputs = life.check(changed(program, path, UNKNOWN))
        assert life.diff(inputs).action != "same", text(path)
    life.is_settled(program)


@both_fronts
@pytest.mark.parametrize(("kind", "program"), LONGEST.values(), ids=LONGEST)
def test_what_somebody_deleted_is_gone_and_made_again(
    services: Services, front: str, kind: str, program: dict[str, Any]
) -> None:
    life = behind(front, kind, services)
    life.start(program)
    life.resource.delete(life.id_, life.state, life.work)
    life.refresh()
    assert life.state == {}
    go_on(life, [(program, "create")])
