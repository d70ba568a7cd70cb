"""
Reads members of a flow's definition, which may be unknown, secret, absent or odd.

A value that must not be shown, or is not known, counts as given, and has no text. Rules print only what these functions return.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from appflow_command.doctor.facts import SCHEDULED, Flow
from appflow_command.pulumi_files import SECRET, UNKNOWN
from appflow_provider.instants import instant
from appflow_provider.values import SIGNATURE

_MARKS = frozenset({UNKNOWN, SECRET})

_IN_ARN = ":connectorprofile/"
_SCHEDULE = "triggerConfig.triggerProperties.scheduled"


def at(value: Any, path: str) -> Any:
    """The value at a path with dots, or None. A mark on the way is the value."""
    for step in path.split("."):
        if is_mark(value):
            return value
        if isinstance(value, list) and step.isdigit():
            value = value[int(step)] if int(step) < len(value) else None
        elif isinstance(value, Mapping):
            value = value.get(step)
        else:
            return None
    return value


def is_mark(value: Any) -> bool:
    """Whether a value is unknown or secret."""
    return (isinstance(value, str) and value in _MARKS) or (
        isinstance(value, Mapping) and SIGNATURE in value
    )


def text(value: Any, path: str) -> str:
    """The text at a path; empty if there is none, or none that may be shown."""
    found = at(value, path)
    return found if isinstance(found, str) and not is_mark(found) else ""


def given(value: Any, path: str) -> bool:
    """Whether there is a value at a path, an unknown or secret one included."""
    return at(value, path) not in (None, {}, [], "")


def moment(value: Any, path: str) -> datetime | None:
    """The time at a path, or None."""
    found = at(value, path)
    if is_mark(found) or not isinstance(found, (str, int, float, datetime)):
        return None
    try:
        return instant(found)
    except (ValueError, OverflowError, TypeError):
        return None


def number(value: Any, path: str) -> float | None:
    """The number at a path, or None."""
    found = at(value, path)
    is_number = isinstance(found, (int, float)) and not isinstance(found, bool)
    try:
        return float(found) if is_number else None
    except OverflowError:  # of whole numbers with hundreds of digits
        return None


def has_mark(value: Any) -> bool:
    """Whether something in a value is unknown or secret."""
    if is_mark(value):
        return True
    inner = value.values() if isinstance(value, Mapping) else value
    return isinstance(value, (Mapping, list)) and any(map(has_mark, inner))


def schedule(flow: Flow) -> Any:
    """The schedule of a flow; None if it does not run by one, a mark if it is not known."""
    return at(flow.definition, _SCHEDULE) if flow.trigger in {SCHEDULED, ""} else None


def schedule_path(member: str = "") -> str:
    """The property path of a schedule's member."""
    return f"{_SCHEDULE}.{member}" if member else _SCHEDULE


def source(flow: Flow) -> Any:
    """The member sourceFlowConfig; a mark if it is not known."""
    return at(flow.definition, "sourceFlowConfig")


def source_properties(flow: Flow) -> tuple[str, Any]:
    """The path and the value of the source's own properties; the value is a mark if it is not known."""
    path = "sourceFlowConfig.sourceConnectorProperties"
    key, found = _only(at(flow.definition, path))
    return f"{path}.{key}", found


def destinations(flow: Flow) -> list[tuple[str, Mapping[str, Any]]]:
    """The destinations of a flow, each with its property path."""
    found = at(flow.definition, "destinationFlowConfigList")
    listed = found if isinstance(found, list) else []
    return [
        (f"destinationFlowConfigList[{position}]", each)
        for position, each in enumerate(listed)
        if isinstance(each, Mapping) and not is_mark(each)
    ]


def destination_properties(path: str, destination: Mapping[str, Any]) -> tuple[str, Any]:
    """The path and the value of a destination's own properties; the value is a mark if it is not known."""
    key, found = _only(destination.get("destinationConnectorProperties"))
    return f"{path}.destinationConnectorProperties.{key}", found


def _only(union: Any) -> tuple[str, Any]:
    """The one member of a structure that has one for each connector."""
    if is_mark(union):
        return "", union
    for key, found in union.items() if isinstance(union, Mapping) else ():
        if isinstance(found, Mapping) or is_mark(found):
            return str(key), found
    return "", {}


def tasks(flow: Flow) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tasks of a flow, each with its property path."""
    found = at(flow.definition, "tasks")
    for position, each in enumerate(found if isinstance(found, list) else []):
        if isinstance(each, Mapping) and not is_mark(each):
            yield f"tasks[{position}]", each


def profiles_of(flow: Flow) -> Iterator[tuple[str, str]]:
    """The names of the connector profiles that a flow uses, each with its property path. An ARN counts as the name in it."""
    sides = [("sourceFlowConfig", source(flow)), *destinations(flow)]
    for path, side in sides:
        if name := text(side, "connectorProfileName"):
            yield f"{path}.connectorProfileName", name.partition(_IN_ARN)[2] or name


def unnamed_profiles(flow: Flow) -> Iterator[str]:
    """The connectors of the sides whose connector profile is not known; empty for one whose connector is not known either."""
    listed = at(flow.definition, "destinationFlowConfigList")
    ends = listed if isinstance(listed, list) else [listed]
    for side in (source(flow), *ends):
        if is_mark(at(side, "connectorProfileName")):
            yield text(side, "connectorType")
