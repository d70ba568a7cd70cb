"""The comment about a connector profile, which shows how to set its credentials."""

import textwrap
from collections.abc import Mapping
from typing import Any

from appflow_provider.adopt.literals import WIDTH, Code, literal
from appflow_provider.adopt.logins import login
from appflow_provider.adopt.naming import camel
from appflow_provider.adopt.spelling import spelled
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.profile import ConnectorProfileCredentials
from appflow_provider.shapes.walk import Kind

_COLUMN = 8  # the column of the comment, in the configuration and in the call


def remarks(prefix: str, inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """
    The lines of the comment, without comment signs. Empty for a profile without a login.

    Args:
        prefix: The prefix of its secrets' names.
        inputs: The profile's inputs.
    """
    connector = CONNECTORS.get(str(inputs["connectorType"]))
    if connector is None or connector.credentials is None:
        return ()
    key = connector.key
    properties = inputs["connectorProfileConfig"]["connectorProfileProperties"].get(key) or {}
    needed = login(connector, properties)
    if not needed:
        return ()
    secrets = {path: camel(prefix, path[-1]) for path, value in needed.items() if value is None}
    credentials: dict[str, Any] = {}
    for path, value in needed.items():
        inner = credentials
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        secret = secrets.get(path)
        inner[path[-1]] = Code(f'config.require_secret("{secret}")') if secret else value
    return (*_prose([*secrets.values()]), *_source({key: credentials}))


def _prose(secrets: list[str]) -> list[str]:
    text = (
        "AppFlow returns no credentials, so Pulumi has none. To set them in this program, set "
        f"{' and '.join(secrets)} with `pulumi config set --secret NAME` and remove the comment "
        "signs below:"
    )
    room = WIDTH - _COLUMN - len("# ")
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)


def _source(credentials: Mapping[str, Any]) -> list[str]:
    start = '"connector_profile_credentials": '
    value = spelled(Kind(shape=ConnectorProfileCredentials), credentials)
    source = f"{start}{literal(value, _COLUMN + len(start), _COLUMN, 1)},"
    return [line.removeprefix(" " * _COLUMN) for line in source.split("\n")]
