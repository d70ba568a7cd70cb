"""
Every member of every connector, as source, as destination and as profile: written, changed, taken away, and unknown.

The runner sees to it that after each step a refresh and a second up are silent, and the service holds what the program says.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from appflow_provider.service import Services
from appflow_provider.values import UNKNOWN, Secret, leaves, unwrap
from tests.stories import backend, samples, variety
from tests.stories.lifecycle import Life, assert_held, play
from tests.stories.members import (
    Path,
    changed,
    leaf_paths,
    optional_paths,
    other,
    step_of,
    text,
)
from tests.stories.programs import LONGEST, SHORTEST, parts
from tests.stories.ways import STORIES


def _is_own(name: str, path: Path) -> bool:
    """Of the tasks, only operators depend on the source."""
    return not name.startswith("from-") or path[0] != "tasks" or "connectorOperator" in path


def _each(paths: Callable[[str, dict[str, Any], str], list[Path]]) -> Iterator[Any]:
    """For each of the longest programs its own paths, which one resource goes through one after the other."""
    for name, (kind, program) in LONGEST.items():
        found = [path for part in parts(name, program) for path in paths(kind, program, part)]
        own = [path for path in found if _is_own(name, path)]
        yield pytest.param(kind, program, own, id=name)


@pytest.mark.parametrize(("kind", "program"), SHORTEST.values(), ids=SHORTEST)
def test_the_shortest_program_comes_up_and_goes(
    services: Services, kind: str, program: dict[str, Any]
) -> None:
    play(kind, services, [(program, "create"), (program, "same")]).destroy()


@pytest.mark.parametrize(("kind", "program"), LONGEST.values(), ids=LONGEST)
def test_the_longest_program_comes_up_and_goes(
    services: Services, kind: str, program: dict[str, Any]
) -> None:
    play(kind, services, [(program, "create"), (program, "same")]).destroy()


@pytest.mark.parametrize("name", samples.SOURCES)
def test_a_short_program_may_grow_long_and_shrink_again(services: Services, name: str) -> None:
    short, long = samples.flow_from(name), samples.flow_from(name, longest=True)
    step = "replace" if name == "SAPOData" else "update"  # the short one names no object
    play("Flow", services, [(short, "create"), (long, step), (short, step)]).destroy()


@pytest.mark.parametrize(
    ("kind", "program", "paths"),
    list(_each(lambda _kind, program, part: leaf_paths(program, part))),
)
def test_a_changed_leaf_is_named_and_played(
    services: Services, kind: str, program: dict[str, Any], paths: list[Path]
) -> None:
    life = Life(kind, services)
    life.start(program)
    for path in paths:
        program = changed(program, path, other(program, path))
        assert (text(path), life.up(program)) == (text(path), step_of(kind, path))
        assert_held(life, program)
        assert [change.path for change in life.found.changes] == [_shown(path)]
    life.destroy()


def _shown(path: Path) -> Path:
    """The keys of a map of credentials are secret too."""
    sealed = "credentialsMap"
    return path[: path.index(sealed) + 1] if sealed in path else path


@pytest.mark.parametrize(("kind", "program", "paths"), list(_each(optional_paths)))
def test_what_is_taken_away_goes_and_what_is_added_comes(
    services: Services, kind: str, program: dict[str, Any], paths: list[Path]
) -> None:
    life = Life(kind, services)
    life.start(program)
    for path in paths:
        steps = {step_of(kind, leaf) for leaf in _below(program, path)}
        step = "replace" if "replace" in steps else "update"
        less = changed(program, path, backend.GONE)
        for edited, what in ((less, "delete"), (program, "add")):
            assert (text(path), life.up(edited)) == (text(path), step)
            assert_held(life, edited)
            assert {change.path[: len(path)] for change in life.found.changes} == {_shown(path)}
            whats = {change.what for change in life.found.changes}
            assert whats == ({what} if _shown(path) == path else {"update"})
    life.destroy()


def _below(program: dict[str, Any], path: Path) -> list[Path]:
    return [(*path, *rest) for rest, _ in leaves(variety.at(program, path))]


@pytest.mark.parametrize(("kind", "program"), LONGEST.values(), ids=LONGEST)
def test_unknown_values_are_skipped_and_count_as_a_change(
    services: Services, kind: str, program: dict[str, Any]
) -> None:
    life = play(kind, services, [(program, "create")])
    for path, _ in leaves(program):
        unknown = changed(program, path, UNKNOWN)
        found = life.diff(life.check(unknown))
        assert found.action == _step_of_any(kind, path), text(path)
        assert [change.path for change in found.changes] == [_shown(path)]
    for name in program:
        assert life.diff(life.check({**program, name: UNKNOWN})).action != "same"
    life.is_settled(program)


def _step_of_any(kind: str, path: Path) -> str:
    return "replace" if path[-1] == "connectorType" else step_of(kind, path)


@pytest.mark.parametrize(("kind", "program"), LONGEST.values(), ids=LONGEST)
def test_a_value_that_the_program_keeps_secret_is_the_same_value(
    services: Services, kind: str, program: dict[str, Any]
) -> None:
    life = play(kind, services, [(program, "create")])
    hidden = program
    for path, value in leaves(program):
        hidden = changed(hidden, path, Secret(value))
    assert life.diff(life.check(hidden)).changes == ()
    life.destroy()
    hidden = {name: Secret(value) for name, value in program.items()}
    life = play(kind, services, [(hidden, "create"), (hidden, "same")])
    assert life.diff(life.check(program)).changes == ()


@pytest.mark.parametrize("name", samples.PROFILES)
def test_credentials_stand_in_the_state_as_secrets(services: Services, name: str) -> None:
    program = samples.profile(name, longest=True)
    life = play("ConnectorProfile", services, [(program, "create")])
    held = life.state["connectorProfileConfig"]["connectorProfileCredentials"]
    (credentials,) = held.values()
    open_, closed = _told_apart(credentials)
    assert closed, "no credential is secret"
    assert open_ <= _NO_SECRETS
    assert unwrap(held) == program["connectorProfileConfig"]["connectorProfileCredentials"]


_NO_SECRETS = {
    "authenticationType",
    "clientId",
    "customAuthenticationType",
    "oauth2GrantType",
    "redirectUri",
    "userId",
    "username",
}


def _told_apart(value: Any, name: str = "") -> tuple[set[str], set[str]]:
    """Names of the members in the open, and of those in a secret."""
    if isinstance(value, Secret):
        return set(), {name}
    if not isinstance(value, Mapping):
        return {name}, set()
    parts = [_told_apart(item, key) for key, item in value.items()]
    return set().union(*(part[0] for part in parts)), set().union(*(part[1] for part in parts))


@pytest.mark.parametrize(
    ("kind", "shape"),
    [("Flow", "CreateFlowRequest"), ("ConnectorProfile", "CreateConnectorProfileRequest")],
)
def test_the_programs_have_every_member_that_the_api_has(kind: str, shape: str) -> None:
    stories = [program for of, program in LONGEST.values() if of == kind]
    stories += [program for of, story in STORIES.values() if of == kind for program, _ in story]
    played = {place for program in stories for place in _places(program)}
    assert set(backend.places(shape)) - played == {("clientToken",)}


def test_every_connector_that_the_api_has_is_played_in_each_of_its_roles() -> None:
    sides = {*samples.SOURCES, *samples.DESTINATIONS, *samples.PROFILES}
    assert set(backend.connector_types()) == sides
    roles = {"from": samples.SOURCES, "to": samples.DESTINATIONS, "login": samples.PROFILES}
    names = {f"{role}-{name}" for role, connectors in roles.items() for name in connectors}
    assert names == SHORTEST.keys() == LONGEST.keys() - {"flow"}


def _places(program: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for path, _ in leaves(program):
        for end in range(1, len(path) + 1):
            yield tuple(step for step in path[:end] if isinstance(step, str))
