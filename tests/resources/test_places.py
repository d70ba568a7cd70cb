"""Every table that speaks of places in a value names members that the shapes have."""

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from typing import Any

import pytest

from appflow_provider.canonical import Form
from appflow_provider.patterns import Places, places
from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.walk import Kind, members
from appflow_provider.values import Path

ANY_KEY = "any key"


def paths_of(kind: Kind, path: Path = ()) -> Iterator[Path]:
    """All places in a value of a kind; one entry stands for all of a list, and one key for all that a map may have."""
    if path:
        yield path
    if kind.shape is not None:
        for name, each in members(kind.shape).items():
            yield from paths_of(each.kind, (*path, name))
    elif kind.item is not None and kind.key is not None:
        for key in keys_of(kind.key):
            yield from paths_of(kind.item, (*path, key))
    elif kind.item is not None:
        yield from paths_of(kind.item, (*path, 0))


def keys_of(kind: Any) -> list[str]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(each.value) for each in kind]
    return [ANY_KEY]


def tables_of(resource: Any) -> Iterator[tuple[str, str]]:
    """The patterns of a resource, each with the table it stands in. A table that is new in `Form` takes part by itself."""
    yield from (("replaced", pattern) for pattern in resource.replaced)
    for field in fields(Form):
        table = getattr(resource.form, field.name)
        if field.init and isinstance(table, (dict, Places)):
            patterns = table.patterns if isinstance(table, Places) else table
            yield from ((field.name, pattern) for pattern in patterns)


PATTERNS = [
    pytest.param(token, pattern, id=f"{token}-{table}-{pattern}")
    for token, resource in RESOURCES.items()
    for table, pattern in tables_of(resource)
]


@pytest.mark.parametrize(("token", "pattern"), PATTERNS)
def test_a_place_in_a_table_is_a_place_of_the_shapes(token: str, pattern: str) -> None:
    resource = RESOURCES[token]
    there = [
        path
        for shape in (resource.inputs, resource.outputs)
        for path in paths_of(Kind(shape=shape))
    ]

    assert any(path in places(pattern) for path in there), f"{pattern} names no member"


def test_a_misspelt_place_is_found() -> None:
    there = list(paths_of(Kind(shape=RESOURCES["ConnectorProfile"].inputs)))
    wrong = "connectorProfileConfig.connectorProfileProperties.customConnector.oAuth2Properties.*"

    assert not any(path in places(wrong) for path in there)
    assert any(path in places(wrong.replace("oAuth2", "oauth2")) for path in there)
