"""The file for `pulumi import --file`."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from appflow_provider.adopt.finding import Found
from appflow_provider.reference import PROVIDER, SECRETS, dynamic_type, reference
from appflow_provider.values import secret_paths

_TYPES: Mapping[str, Callable[[str], str]] = {
    "dynamic": dynamic_type,
    "plugin": "appflow:index:{}".format,
}


def import_file(found: Sequence[Found], front: str) -> str:
    """
    The file's text.

    For the plugin, Pulumi reads each object by its id. For dynamic resources it cannot, so the file holds inputs and outputs,
    and Pulumi (3.254 and later) skips the read.

    Args:
        found: What to import.
        front: `dynamic` or `plugin`.
    """
    return json.dumps({"resources": [_entry(each, front) for each in found]}, indent=2) + "\n"


def _entry(each: Found, front: str) -> dict[str, Any]:
    token = each.resource.token
    entry = {"type": _TYPES[front](token), "name": each.name, "id": each.current.id_}
    if front == "plugin":
        return entry
    hidden = {PROVIDER: reference(token), SECRETS: "[]"}  # as the program registers them
    return {
        **entry,
        "inputs": {**_in_the_open(each.current.inputs), **hidden},
        "outputs": {**_in_the_open(each.current.state), **hidden},
    }


def _in_the_open(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """The value. Fails if it holds a secret; the service returns none."""
    if secrets := list(secret_paths(value)):
        raise AssertionError(f"{secrets} would be in the clear in a file")
    return value
