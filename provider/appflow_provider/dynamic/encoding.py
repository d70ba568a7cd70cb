"""Converts between the property dictionaries of Pulumi's dynamic providers and plain values with markers (`values`)."""

import json
from collections.abc import Mapping
from typing import Any

from pulumi.output import Unknown as PulumiUnknown
from pulumi.runtime.rpc import wrap_rpc_secret

from appflow_provider.reference import PROVIDER, SECRETS
from appflow_provider.values import (
    UNKNOWN,
    Path,
    Secret,
    Unknown,
    at,
    secret_paths,
    unwrap,
    wrap_where,
)

_HIDDEN = {PROVIDER, SECRETS}


def decoded(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties as plain values. What the program marked as secret is in a `Secret`."""
    secrets = secrets_of(properties) or frozenset()
    return {
        key: _marked(key, _decoded(value), secrets)
        for key, value in properties.items()
        if key not in _HIDDEN
    }


def secrets_of(properties: Mapping[str, Any]) -> frozenset[Path] | None:
    """
    The paths that the program marked as secret, or None if the properties have no list of them.

    Pulumi passes all values to a dynamic provider in the clear. So the SDK lists the paths in a hidden input, and the state keeps it.
    """
    try:
        return frozenset(map(tuple, json.loads(properties[SECRETS])))
    except (KeyError, TypeError, ValueError):  # missing, or edited by hand
        return None


def with_whole_lists(properties: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    """
    The properties, with the list of secret paths adapted to lists that changed on AWS: such a list is secret as a whole.

    A path holds the position in a list, so an item that moved would no longer be marked.
    """
    secrets = secrets_of(properties)
    if secrets is None:
        return dict(properties)
    before, now = unwrap(_decoded(properties)), unwrap(read)
    places = {_up_to_changed_list(place, before, now) for place in secrets}
    if places == secrets:
        return dict(properties)
    return {**properties, SECRETS: json.dumps(sorted(places, key=str))}


def with_new_places(properties: Mapping[str, Any], checked: Mapping[str, Any]) -> dict[str, Any]:
    """
    The properties, with the list of secret paths adapted to arguments of which check has made other inputs.

    Places of outputs, which are in neither, stay.
    """
    secrets = secrets_of(properties) or frozenset()
    replaced = {place for place in secrets if place[0] in properties.keys() - checked.keys()}
    if not replaced:
        return dict(properties)
    places = (secrets - replaced) | {*secret_paths(checked)}
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
        beside: The properties of the request, whose list of secret paths is kept.
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
