"""
What Pulumi writes as JSON: exported stacks, and previews (`pulumi preview --json --show-sames`). Nothing here calls AWS or Pulumi.

Both fronts are read alike: plugin resources are `appflow:index:Flow` and dynamic ones `pulumi-python:dynamic/appflow:Flow`, with the same inputs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from appflow_provider.reference import token_in
from appflow_provider.wire.urns import type_of

# How `pulumi preview --json` writes a value that is not known yet, and one that is secret.
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = "[secret]"  # noqa: S105

_PROFILE = "ConnectorProfile"
# Frames of a stack trace in the program's own files. Others begin with `..`, or lie in an environment inside the project.
_OWN_FRAME = re.compile(r"project:///((?!\.\./)(?!.*site-packages/)[^#]+)#(\d+)")


class AnotherFile(Exception):
    """The file holds something else. The message says what is needed, and follows the name of the file."""


def resources_in(content: Any) -> list[Mapping[str, Any]]:
    """
    The resources of an exported stack, without those that wait for their deletion.

    Raises:
        AnotherFile: it is not an exported stack.
    """
    deployment = content.get("deployment") if isinstance(content, Mapping) else None
    if not isinstance(deployment, Mapping):
        raise AnotherFile("is not an exported stack. Write one with pulumi stack export")
    listed = deployment.get("resources")
    return [
        each
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, Mapping) and not each.get("delete")
    ]


def pending_in(content: Any) -> list[tuple[Mapping[str, Any], str]]:
    """The operations of an exported stack that were interrupted: a resource, and Pulumi's word, as `creating`."""
    listed = content["deployment"].get("pending_operations")
    found = [
        each for each in (listed if isinstance(listed, list) else []) if isinstance(each, Mapping)
    ]
    return [
        (each["resource"], str(each.get("type", "")))
        for each in found
        if isinstance(each.get("resource"), Mapping)
    ]


def steps_in(content: Any) -> list[Mapping[str, Any]]:
    """
    The steps of a preview.

    Raises:
        AnotherFile: it is not a preview.
    """
    steps = content.get("steps") if isinstance(content, Mapping) else None
    if not isinstance(steps, list):
        raise AnotherFile("is not a preview. Write one with pulumi preview --json --show-sames")
    return [each for each in steps if isinstance(each, Mapping)]


def kind_of(resource: Mapping[str, Any]) -> str:
    """The class of an AppFlow resource with this URN: `Flow`. Empty for every other resource."""
    return token_in(type_of(str(resource.get("urn", ""))))


def labels_of(resources: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The names of connector profiles in a state, each with its label. Only those of custom connectors have one."""
    for each in resources:
        if kind_of(each) == _PROFILE:
            inputs = each.get("inputs") or {}
            name, label = inputs.get("connectorProfileName"), inputs.get("connectorLabel")
            if name and label:
                yield name, label


def place_of(state: Mapping[str, Any]) -> str:
    """Where the program declares a resource, as `__main__.py:12`, by its state. Empty if the state does not say."""
    frames = [state, *(state.get("stackTrace") or ())]
    places = (_OWN_FRAME.match(str(each.get("sourcePosition") or "")) for each in frames)
    return next((f"{found[1]}:{found[2]}" for found in places if found), "")


def errors_of(preview: Mapping[str, Any]) -> list[str]:
    """The errors of a preview, each in one line."""
    said = [
        " ".join(str(each["message"]).split()).removeprefix("error: ")
        for each in preview.get("diagnostics") or ()
        if each.get("severity") == "error"
    ]
    return list(dict.fromkeys(said))
