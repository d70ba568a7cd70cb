"""What a test gives as a flow, as a request of CreateFlow: arguments of the resource, or a request."""

from collections.abc import Mapping
from typing import Any

from appflow_command.changes import Declared
from appflow_command.rehearse.request import request_of
from appflow_provider.declarations import RESOURCES
from appflow_provider.shapes.walk import from_api, members
from pulumi_appflow import FlowArgs
from pulumi_appflow._arguments import is_structure, members_of
from pulumi_appflow._walk import ANYTHING, Kind, Walk, arguments_of

_NAMES = ("flowName", "flow_name")
_DEFAULT_NAME = "flow"


def request_from(flow: Any) -> dict[str, Any]:
    """
    The request for a flow. A flow without a name is called `flow`.

    Args:
        flow: `FlowArgs`; a dictionary of its arguments, in the spelling of Python or of the schema; or the members of CreateFlow.

    Raises:
        TypeError: it is something else, or holds an Output.
        CannotRehearse: it is not a valid flow.
    """
    given = members_of(flow) if is_structure(type(flow)) else flow
    if not isinstance(given, Mapping):
        raise TypeError(
            f"flow must be FlowArgs, a dictionary or a request of CreateFlow, not {type(flow).__name__}"
        )
    named = {key: value for key, value in given.items() if value is not None}
    if not any(name in named for name in _NAMES):
        named["flowName"] = _DEFAULT_NAME
    inputs = from_api(RESOURCES["Flow"].inputs, named) if _is_request(named) else _inputs(named)
    return request_of(Declared(inputs, {}))


def _is_request(given: Mapping[str, Any]) -> bool:
    """Whether connectors are spelled as in the API: `S3`, where arguments have `s3`."""
    config = given.get("sourceFlowConfig")
    properties = config.get("sourceConnectorProperties") if isinstance(config, Mapping) else None
    return isinstance(properties, Mapping) and bool(properties.keys() & _API_KEYS)


def _connectors() -> frozenset[str]:
    kind = members(RESOURCES["Flow"].inputs)["sourceFlowConfig"].kind.shape
    assert kind is not None  # noqa: S101
    properties = members(kind)["sourceConnectorProperties"].kind.shape
    assert properties is not None  # noqa: S101
    found = members(properties).values()
    return frozenset(each.api for each in found if each.api != each.property)


_API_KEYS = _connectors()


def _inputs(given: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as inputs in the spelling of the schema, with times and enums as texts."""
    known = arguments_of(FlowArgs)
    if unknown := sorted(given.keys() - known.keys()):
        raise TypeError(f"flow has no argument {unknown[0]}. Its arguments are those of Flow")
    walk = Walk(_DEFAULT_NAME)
    settled = {**given, **walk.members(given, known)}
    walk.end()
    if walk.outputs:
        raise TypeError(
            "flow must hold plain values, not Outputs: build its arguments in a function of plain values"
        )
    return {known[key][0]: _spelled(value, known[key][1]) for key, value in settled.items()}


def _spelled(value: Any, kind: Kind) -> Any:
    """The value with the keys of its structures in the spelling of the schema."""
    if kind.structure is not None:
        known = arguments_of(kind.structure)
        given = value if isinstance(value, Mapping) else members_of(value)
        return {
            known.get(key, (key, ANYTHING))[0]: _spelled(item, known.get(key, (key, ANYTHING))[1])
            for key, item in given.items()
            if item is not None
        }
    if kind.item is not None and isinstance(value, Mapping):
        return {key: _spelled(item, kind.item) for key, item in value.items()}
    if kind.item is not None:
        return [_spelled(item, kind.item) for item in value]
    return value
