"""
Puts credentials into an exported Pulumi stack, so that imported connector profiles have them in the state.

Pulumi's import file would hold them in the clear. An exported stack goes through standard input, and Pulumi encrypts what is marked
as a secret when it imports the stack (`pulumi stack import`).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from appflow_provider.adopt.importing import Entry
from appflow_provider.values import SECRET, SIGNATURE, Secret, unwrap

_CONFIG, _CREDENTIALS = "connectorProfileConfig", "connectorProfileCredentials"


def with_credentials(
    exported: Mapping[str, Any], entries: Sequence[Entry]
) -> tuple[dict[str, Any], list[str]]:
    """
    The stack with the profiles as the entries have them, credentials in the clear, and the names of the entries that it lacks.

    A profile that has credentials in the stack stays as it is.

    Args:
        exported: The stack, as `pulumi stack export` prints it.
        entries: What was imported, with credentials.
    """
    wanted = {(each.type, each.id_): each for each in entries if _credentials(each.inputs)}
    deployment = exported.get("deployment") or {}
    resources = []
    for resource in deployment.get("resources") or []:
        found = wanted.pop((resource.get("type"), resource.get("id")), None)
        resources.append(_completed(resource, found) if found else resource)
    changed = {**exported, "deployment": {**deployment, "resources": resources}}
    return changed, [each.name for each in wanted.values()]


def _credentials(properties: Mapping[str, Any]) -> Any:
    return (properties.get(_CONFIG) or {}).get(_CREDENTIALS)


def _completed(resource: Mapping[str, Any], found: Entry) -> Mapping[str, Any]:
    config = resource["inputs"][_CONFIG]
    if SIGNATURE in config or _CREDENTIALS in config:
        return resource
    halves = {"inputs": found.inputs, "outputs": found.outputs}
    # All of them: AppFlow does not return the key of a profile either.
    return {
        **resource,
        **{half: {**resource[half], **_stored(all_)} for half, all_ in halves.items()},
    }


def _stored(value: Any) -> Any:
    """The value as an exported stack has it."""
    if isinstance(value, Secret):
        return {SIGNATURE: SECRET, "plaintext": json.dumps(unwrap(value))}
    if isinstance(value, Mapping):
        return {name: _stored(item) for name, item in value.items()}
    return [_stored(item) for item in value] if isinstance(value, list) else value
