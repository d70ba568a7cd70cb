"""
The usual credentials of each connector, for the comment beside an imported profile.

Most connectors support several logins, and AppFlow does not return which one a profile uses.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.profile import ConnectorProfileCredentials
from appflow_provider.shapes.walk import members

__all__ = ["connector_key", "login"]

Path: TypeAlias = tuple[str, ...]

_BASIC: Mapping[Path, None] = {("username",): None, ("password",): None}
_REFRESH: Mapping[Path, None] = {("refreshToken",): None}
_ACCESS: Mapping[Path, None] = {("accessToken",): None}


def _sap(properties: Mapping[str, Any]) -> Mapping[Path, str | None]:
    if "oauthProperties" in properties:
        names = ("clientId", "clientSecret", "refreshToken")
        return {("oauthCredentials", name): None for name in names}
    return {("basicAuthCredentials", *path): None for path in _BASIC}


def _redshift(properties: Mapping[str, Any]) -> Mapping[Path, str | None]:
    return _BASIC if "databaseUrl" in properties else {}  # the Data API logs in with a role


def _custom(properties: Mapping[str, Any]) -> Mapping[Path, str | None]:
    oauth = properties.get("oauth2Properties")
    if oauth is None:
        return {("authenticationType",): "APIKEY", ("apiKey", "apiKey"): None}
    token = _REFRESH if oauth.get("oauth2GrantType") == "AUTHORIZATION_CODE" else {}
    inside = {("clientId",): None, ("clientSecret",): None, **token}
    return {("authenticationType",): "OAUTH2", **{("oauth2", *path): None for path in inside}}


# Connector: what it logs in with beyond what its structure requires, by path; a value where it is no secret.
_USUAL: Mapping[str, Callable[[Mapping[str, Any]], Mapping[Path, str | None]]] = {
    "customConnector": _custom,
    "googleAnalytics": lambda _properties: _REFRESH,
    "honeycode": lambda _properties: _REFRESH,
    "pardot": lambda _properties: _REFRESH,
    "redshift": _redshift,
    "salesforce": lambda _properties: _REFRESH,
    "sapoData": _sap,
    "serviceNow": lambda _properties: _BASIC,
    "slack": lambda _properties: _ACCESS,
    "snowflake": lambda _properties: {("password",): None},
    "zendesk": lambda _properties: _ACCESS,
}


def connector_key(connector_type: str) -> str | None:
    """The member that is a connector's own, which differs from its type in case alone; None for one without a login."""
    keys = members(ConnectorProfileCredentials)
    return next((key for key in keys if key.lower() == connector_type.lower()), None)


def login(key: str, properties: Mapping[str, Any]) -> dict[Path, str | None]:
    """
    The credentials of a connector, by path below its member; None where the value is for the user to state.

    Args:
        key: The connector's member.
        properties: The profile's properties below the same member.
    """
    shape = members(ConnectorProfileCredentials)[key].kind.shape
    required = {} if shape is None else dict.fromkeys(_required(shape))
    usual = _USUAL.get(key)
    return {**required, **(usual(properties) if usual else {})}


def _required(shape: type[Shape | OutputShape], path: Path = ()) -> Iterator[Path]:
    for name, member in members(shape).items():
        if not member.info.is_required():
            continue
        if member.kind.shape is not None:
            yield from _required(member.kind.shape, (*path, name))
        else:
            yield (*path, name)
