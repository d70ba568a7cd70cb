"""Between the property dictionaries of Pulumi's dynamic providers and the core's plain values with markers."""

from collections.abc import Mapping
from typing import Any

from pulumi.output import Unknown as PulumiUnknown
from pulumi.runtime.rpc import wrap_rpc_secret

from appflow_provider.reference import PROVIDER
from appflow_provider.values import UNKNOWN, Secret, Unknown, unwrap

__all__ = ["decoded", "encoded"]


def decoded(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties as the core takes them."""
    return {key: _decoded(value) for key, value in properties.items() if key != PROVIDER}


def _decoded(value: Any) -> Any:
    if isinstance(value, PulumiUnknown):
        return UNKNOWN
    if isinstance(value, Mapping):
        return {key: _decoded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    return value


def encoded(value: Mapping[str, Any]) -> dict[str, Any]:
    """A new dictionary for Pulumi, which adds its own key to it."""
    return {key: _encoded(item) for key, item in value.items()}


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
