"""
The inputs of the objects found, as a program in any language declares them.

A flow refers to its profiles, and a profile to its connector, through the resources of the program. Credentials are values of the
stack's configuration. The writers (`program`, `blocks`) spell both in their language.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from appflow_provider.adopt.finding import Found
from appflow_provider.adopt.naming import camel, unique
from appflow_provider.shapes.walk import Member, members
from appflow_provider.values import Path, Secret, at, leaves, path_text, secret_paths, unwrap

_NAME, _LABEL = "connectorProfileName", "connectorLabel"
_SOURCE, _DESTINATIONS = "sourceFlowConfig", "destinationFlowConfigList"


@dataclass(frozen=True)
class Reference:
    """
    An input of another resource of the program.

    Attributes:
        variable: The resource's name in a Python program.
        word: Its name in programs of other languages.
        member: The input.
    """

    variable: str
    word: str
    member: Member


@dataclass(frozen=True)
class ConfigSecret:
    """A secret of the stack's configuration."""

    name: str


@dataclass(frozen=True)
class Credential:
    """
    A credential that an object was found with.

    Attributes:
        secret: Where a program takes it from.
        path: Its place among the inputs.
        value: The text, in the clear.
    """

    secret: ConfigSecret
    path: Path
    value: str


@dataclass(frozen=True)
class Linked:
    """
    One object as a program declares it.

    Attributes:
        found: The object.
        prefix: Its name in programs other than Python's, and how the names of its secrets begin. Unique among all.
        inputs: Its inputs in property spelling, with `Reference` and `ConfigSecret` in place of values.
        credentials: Its credentials.
    """

    found: Found
    prefix: str
    inputs: Mapping[str, Any]
    credentials: tuple[Credential, ...]


def linked(found: Sequence[Found]) -> list[Linked]:
    """The objects, in the order of the program: a resource that others refer to must come first."""
    # `crm_2` and `crm2` are different variables, but the same word in the configuration.
    prefixes = unique((camel(each.variable) for each in found), "")
    profiles = _references(found, prefixes, "ConnectorProfile", _NAME)
    connectors = _references(found, prefixes, "Connector", _LABEL)
    declared, given = [], set(prefixes)  # in PCL, a resource and a secret cannot share a name
    for each, prefix in zip(found, prefixes, strict=True):
        credentials = _credentials(each, prefix, given)
        given |= {one.secret.name for one in credentials}
        inputs = _with_secrets(each.current.inputs, {one.path: one.secret for one in credentials})
        if each.resource.token == "Flow":  # noqa: S105 - the resource's name in the schema
            inputs = _referring(inputs, profiles)
        elif each.resource.token == "ConnectorProfile":  # noqa: S105
            inputs = _named(inputs, _LABEL, connectors)
        declared.append(Linked(each, prefix, inputs, tuple(credentials)))
    return declared


def _references(
    found: Sequence[Found], words: Sequence[str], kind: str, name: str
) -> dict[str, Reference]:
    """The references to resources of a kind, by the name that AppFlow has for each."""
    return {
        each.current.id_: Reference(each.variable, word, members(each.resource.inputs)[name])
        for each, word in zip(found, words, strict=True)
        if each.resource.token == kind
    }


def _credentials(each: Found, prefix: str, given: Collection[str]) -> list[Credential]:
    """The credentials of an object, by names that are not given yet. Of a secret map each value is one, because Pulumi writes no secret map in Go (3.259)."""
    inputs = each.current.inputs
    places = list(secret_paths(inputs))
    if odd := [path_text(path) for path in places if path[0] != "connectorProfileConfig"]:
        raise AssertionError(f"{odd} would be in the configuration")
    found = [
        ((*path, *inner), leaf)
        for path in places
        for inner, leaf in leaves(unwrap(at(inputs, path)))
    ]
    words = (re.sub(r"\W+", "", str(path[-1]), flags=re.ASCII) for path, _ in found)
    names = unique((*sorted(given), *(camel(prefix, word) for word in words)), "")[len(given) :]
    return [
        Credential(ConfigSecret(name), path, str(value))
        for name, (path, value) in zip(names, found, strict=True)
    ]


def _with_secrets(value: Any, secrets: Mapping[Path, ConfigSecret], path: Path = ()) -> Any:
    if path in secrets:
        return secrets[path]
    if isinstance(value, Secret):
        return _with_secrets(value.value, secrets, path)
    if isinstance(value, Mapping):
        return {key: _with_secrets(item, secrets, (*path, key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_secrets(item, secrets, (*path, number)) for number, item in enumerate(value)]
    return value


def _referring(flow: Mapping[str, Any], profiles: Mapping[str, Reference]) -> dict[str, Any]:
    """The flow, with references to resources in place of its profiles' names."""
    return {
        **flow,
        _SOURCE: _named(flow[_SOURCE], _NAME, profiles),
        _DESTINATIONS: [_named(each, _NAME, profiles) for each in flow[_DESTINATIONS]],
    }


def _named(
    written: Mapping[str, Any], member: str, known: Mapping[str, Reference]
) -> dict[str, Any]:
    reference = known.get(written.get(member, ""))
    return {**written, member: reference} if reference else dict(written)
