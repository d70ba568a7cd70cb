"""
The usual credentials of each connector, for the comment about an imported profile's credentials.

Most connectors support several logins, and AppFlow does not return which one a profile uses.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.profile import ConnectorProfileCredentials
from appflow_provider.shapes.walk import members

Path: TypeAlias = tuple[str, ...]


def login(connector: Connector, properties: Mapping[str, Any]) -> dict[Path, str | None]:
    """
    The credentials of a connector, by path below its member; None where the value is for the user to state.

    Args:
        connector: A connector that needs a profile.
        properties: The profile's properties below the connector's member.
    """
    shape = members(ConnectorProfileCredentials)[connector.key].kind.shape
    required: dict[Path, str | None] = {} if shape is None else dict.fromkeys(_required(shape))
    usual = connector.usual_login(properties)
    return {**required, **{tuple(dotted.split(".")): value for dotted, value in usual.items()}}


def _required(shape: type[Shape | OutputShape], path: Path = ()) -> Iterator[Path]:
    for name, member in members(shape).items():
        if not member.info.is_required():
            continue
        if member.kind.shape is not None:
            yield from _required(member.kind.shape, (*path, name))
        else:
            yield (*path, name)
