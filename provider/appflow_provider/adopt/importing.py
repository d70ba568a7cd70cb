"""What Pulumi imports: the entries of the file for `pulumi import --file`, which the converter sends too."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from appflow_provider.adopt.finding import Found
from appflow_provider.reference import PROVIDER, SECRETS, dynamic_type, reference
from appflow_provider.resources import Inputs, State
from appflow_provider.values import secret_paths

_TYPES: Mapping[str, Callable[[str], str]] = {
    "dynamic": dynamic_type,
    "plugin": "appflow:index:{}".format,
}
FRONTS = tuple(sorted(_TYPES))
_CONFIG, _CREDENTIALS = "connectorProfileConfig", "connectorProfileCredentials"


@dataclass(frozen=True)
class Entry:
    """One resource to import. Inputs and outputs are property values, with credentials marked as secret."""

    type: str
    name: str
    id_: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]


def entry(each: Found, front: str) -> Entry:
    """
    The resource as its program registers it, so that the next preview is empty.

    Args:
        each: The object.
        front: `dynamic` or `plugin`.
    """
    token = each.resource.token
    inputs, state = each.current.inputs, each.current.state
    hidden = {PROVIDER: reference(token)}
    if front == "dynamic":
        hidden[SECRETS] = json.dumps([list(path) for path in secret_paths(inputs)])
    shown = hidden if front == "dynamic" else {}
    return Entry(
        _TYPES[front](token), each.name, each.current.id_, {**inputs, **shown}, {**state, **hidden}
    )


def without_credentials(each: Found) -> Found:
    """The object as AppFlow returns it."""
    current = each.current
    if next(secret_paths(current.inputs), None) is None:
        return each
    inputs, state = (
        {**properties, _CONFIG: _without(properties[_CONFIG])}
        for properties in (current.inputs, current.state)
    )
    current = replace(current, inputs=Inputs(inputs), state=State(state))
    return replace(each, current=current)


def _without(config: Mapping[str, Any]) -> dict[str, Any]:
    return {name: item for name, item in config.items() if name != _CREDENTIALS}


def import_file(found: Sequence[Found], front: str) -> str:
    """
    The file's text.

    For the plugin, Pulumi reads each object by its id. For dynamic resources it cannot, so the file holds inputs and outputs,
    and Pulumi (3.254 and later) skips the read.

    Args:
        found: What to import.
        front: `dynamic` or `plugin`.
    """
    resources = [_written(entry(each, front), front) for each in found]
    return json.dumps({"resources": resources}, indent=2) + "\n"


def _written(one: Entry, front: str) -> dict[str, Any]:
    named = {"type": one.type, "name": one.name, "id": one.id_}
    if front == "plugin":
        return named
    return {**named, "inputs": _in_the_open(one.inputs), "outputs": _in_the_open(one.outputs)}


def _in_the_open(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """The value. Fails if it holds a secret; the service returns none."""
    if secrets := list(secret_paths(value)):
        raise AssertionError(f"{secrets} would be in the clear in a file")
    return value
