"""Every pattern that is written out, not read from the members, names a place that the shapes have."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest

from appflow_provider.patterns import places
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


def there(token: str) -> list[Path]:
    resource = RESOURCES[token]
    shapes = (resource.inputs, resource.outputs)
    return [path for shape in shapes for path in paths_of(Kind(shape=shape))]


# A resource may add places whose change replaces it, and a default of a map names keys.
@pytest.mark.parametrize("token", RESOURCES)
def test_a_place_in_a_table_is_a_place_of_the_shapes(token: str) -> None:
    resource = RESOURCES[token]
    known = there(token)
    for pattern in (*resource.replaced, *resource.form.defaults):
        assert any(path in places(pattern) for path in known), f"{pattern} names no member"


def test_a_misspelt_place_is_found() -> None:
    known = there("ConnectorProfile")
    wrong = "connectorProfileConfig.connectorProfileProperties.customConnector.oAuth2Properties.*"

    assert not any(path in places(wrong) for path in known)
    assert any(path in places(wrong.replace("oAuth2", "oauth2")) for path in known)
