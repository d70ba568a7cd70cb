"""Rules ask for members by name: each name is one that the shapes have, or the rule could never speak."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from appflow_provider import rules
from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.walk import Kind, members
from appflow_provider.spots import Spot
from tests.rules.flow_cases import FLOWS
from tests.rules.profile_cases import PROFILES

Path = tuple[str, ...]

# A rule asks all members of these for the same name, and takes what is not there as absent.
CHOICES = {
    *("connectorProfileCredentials", "connectorProfileProperties"),
    *("destinationConnectorProperties", "sourceConnectorProperties"),
}


def names_of(kind: Kind, path: Path = ()) -> Iterator[Path]:
    """The names that lead to each place; entries of lists have no name, and members of a choice are all alike."""
    if path:
        yield path
    if kind.shape is not None:
        for name, each in members(kind.shape).items():
            step = "*" if path and path[-1] in CHOICES else name
            yield from names_of(each.kind, (*path, step))
    elif kind.item is not None and kind.key is not None:
        yield (*path, "*")
    elif kind.item is not None:
        yield from names_of(kind.item, path)


def plain(path: tuple[str | int, ...]) -> Path:
    steps = [str(step) for step in path if not isinstance(step, int)]
    return tuple(
        "*" if before in CHOICES | {"taskProperties", "tags"} else step
        for before, step in zip(["", *steps], steps, strict=False)
    )


def tail(path: Path) -> Path:
    """The path; below a choice only what follows, because one rule asks sources, destinations and profiles alike."""
    return path[path.index("*") :] if CHOICES & set(path) and "*" in path else path


@pytest.mark.parametrize(
    ("shape", "judge", "cases"),
    [
        pytest.param(FlowInputs, rules.flow, FLOWS, id="flows"),
        pytest.param(ConnectorProfileInputs, rules.connector_profile, PROFILES, id="profiles"),
    ],
)
def test_a_rule_asks_only_for_members_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
    shape: type[Shape | OutputShape],
    judge: Callable[[Any], rules.Verdict],
    cases: Mapping[str, Any],
) -> None:
    asked: set[Path] = set()
    member = Spot.__getitem__

    def noted(spot: Spot, name: str) -> Spot:
        if spot.value is not None or not spot.path:
            asked.add(plain((*spot.path, name)))
        return member(spot, name)

    monkeypatch.setattr(Spot, "__getitem__", noted)
    for case in cases.values():
        judge(case.value)

    assert len(asked) > 30
    there = {tail(path) for path in names_of(Kind(shape=shape))} | {
        tail(path) for path in names_of(Kind(shape=FlowInputs)) if "*" in path
    }
    assert {path for path in asked if tail(path) not in there} == set()
