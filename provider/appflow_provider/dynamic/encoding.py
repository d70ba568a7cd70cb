"""Between the property dictionaries of Pulumi's dynamic providers and the core's plain values with markers."""

import json
from collections.abc import Mapping
from typing import Any

from pulumi.output import Unknown as PulumiUnknown
from pulumi.runtime.rpc import wrap_rpc_secret

from appflow_provider.reference import PROVIDER, SECRETS
from appflow_provider.values import UNKNOWN, Path, Secret, Unknown, at, unwrap, wrap_where

_HIDDEN = {PROVIDER, SECRETS}


def decoded(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties as the core takes them, with what the program marked as secret in a `Secret`."""
    secrets = secrets_of(properties) or frozenset()
    return {
        key: _marked(key, _decoded(value), secrets)
        for key, value in properties.items()
        if key not in _HIDDEN
    }


def secrets_of(properties: Mapping[str, Any]) -> frozenset[Path] | None:
    """
    The places that the program marked as secret, or None where the properties do not say.

    Pulumi hands a dynamic provider all values in the clear. So the SDK lists the places in a hidden input, and state keeps the list.
    """
    try:
        return frozenset(map(tuple, json.loads(properties[SECRETS])))
    except (KeyError, TypeError, ValueError):  # not there, or edited by hand
        return None


def with_whole_lists(properties: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    """
    The properties, whose list of secret places names a list as a whole where the service holds another one.

    A place goes by the position in the list. Items that have moved would leave their secrets behind.
    """
    secrets = secrets_of(properties)
    if secrets is None:
        return dict(properties)
    before, now = unwrap(_decoded(properties)), unwrap(read)
    places = {_up_to_changed_list(place, before, now) for place in secrets}
    if places == secrets:
        return dict(properties)
    return {**properties, SECRETS: json.dumps(sorted(places, key=str))}


def _up_to_changed_list(place: Path, before: Any, now: Any) -> Path:
    for end, step in enumerate(place):
        if isinstance(step, int) and at(before, place[:end]) != at(now, place[:end]):
            return place[:end]
    return place


def _decoded(value: Any) -> Any:
    if isinstance(value, PulumiUnknown):
        return UNKNOWN
    if isinstance(value, Mapping):
        return {key: _decoded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    return value


def encoded(value: Mapping[str, Any], beside: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """
    A new dictionary for Pulumi, which adds its own key to it.

    Args:
        value: The properties.
        beside: The properties as they came, whose list of secrets goes along.
    """
    beside = beside or {}
    secrets = secrets_of(beside) or frozenset()
    listed = {SECRETS: beside[SECRETS]} if SECRETS in beside else {}
    return {**{key: _encoded(_marked(key, item, secrets)) for key, item in value.items()}, **listed}


def _marked(key: str, value: Any, secrets: frozenset[Path]) -> Any:
    return wrap_where(value, secrets.__contains__, (key,)) if secrets else value


def _encoded(value: Any) -> Any:
    if isinstance(value, Secret):
        return wrap_rpc_secret(unwrap(value))
    if isinstance(value, Unknown):
        return PulumiUnknown()  # type: ignore[no-untyped-call]
    if isinstance(value, Mapping):
        return {key: _encoded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encoded(item) for item in value]
    return value
