"""Walks along the shapes, for all resources."""

from collections.abc import Iterator

import pytest

from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.walk import Kind, holds_secret, members, secret_at
from appflow_provider.values import Path


def paths(kind: Kind, path: Path) -> Iterator[Path]:
    """Every path to a member that a value of the kind can have."""
    yield path
    while kind.item is not None:
        kind, path = kind.item, (*path, "key" if kind.key is not None else 0)
    if kind.shape is not None:
        for name, member in members(kind.shape).items():
            yield from paths(member.kind, (*path, name))


@pytest.mark.parametrize("token", RESOURCES)
def test_a_member_that_holds_no_secret_has_none_at_any_depth(token: str) -> None:
    shape = RESOURCES[token].inputs
    assert {name: holds_secret(shape, name) for name in members(shape)} == {
        name: any(secret_at(shape, path) for path in paths(member.kind, (name,)))
        for name, member in members(shape).items()
    }
