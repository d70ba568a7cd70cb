"""A flow's inputs of a preview as a request of CreateFlow, by the provider's own shapes."""

from collections.abc import Mapping
from typing import Any

from appflow_command.changes import Declared
from appflow_command.pulumi_files import SECRET, UNKNOWN
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_provider.resources import RESOURCES, Inputs
from appflow_provider.resources.managed import Managed
from appflow_provider.shapes.findings import findings
from appflow_provider.values import leaves, path_text

_WHY = {UNKNOWN: "is known only after an update", SECRET: "is a secret, which a preview hides"}

# What a rehearsal reads of a flow. No other member, such as a description or a key, enters it.
_READ = (
    "flowName",
    "sourceFlowConfig",
    "destinationFlowConfigList",
    "tasks",
    "triggerConfig",
)
_PROFILE_NAME = "connectorProfileName"
_CUSTOM = "CustomConnector"
AUTOMATIC = "<flow>"
"""The name of a flow whose name is automatic: it differs between stacks, so keys show this instead."""


def request_of(declared: Declared) -> dict[str, Any]:
    """
    The members of CreateFlow that a rehearsal reads, in API spelling.

    Raises:
        CannotRehearse: a value is unknown or secret, or a structure is incomplete. The message names each path.
    """
    given = {name: declared.inputs[name] for name in _READ if declared.inputs.get(name) is not None}
    given = {name: _without_logins(item) for name, item in given.items()}
    problems = [
        f"{path_text(path)} {_WHY[value]}"
        for path, value in leaves(given)
        if isinstance(value, str) and value in _WHY
    ]
    resource = RESOURCES["Flow"]
    assert isinstance(resource, Managed)  # noqa: S101
    problems = problems or [str(each).rstrip(".") for each in findings(resource.inputs, given)]
    if problems:
        raise CannotRehearse("; ".join(problems))
    if declared.inputs.get("__autonamed"):
        given["flowName"] = AUTOMATIC
    return dict(resource.build_create_request(Inputs(given)))


def _without_logins(value: Any) -> Any:
    """The value without names of connector profiles, but for those of custom connectors, which lead to a label."""
    if isinstance(value, list):
        return [_without_logins(each) for each in value]
    if isinstance(value, Mapping) and value.get("connectorType") not in (None, _CUSTOM):
        return {key: item for key, item in value.items() if key != _PROFILE_NAME}
    return value
