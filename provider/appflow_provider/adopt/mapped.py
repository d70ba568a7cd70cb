"""
Tasks as calls of the helpers in `pulumi_appflow.mapping`, where these say exactly the same in fewer lines.

Whatever a helper would write otherwise, such as another order of the tasks, stays a list of tasks. `tests/adopt` runs the programs
and compares what they register.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from appflow_provider.adopt.literals import WIDTH, Code, literal, quoted
from appflow_provider.shapes.connectors import CONNECTORS

_NO_OP, _PROJECTION = "NO_OP", "PROJECTION"
_EXCLUDE = "EXCLUDE_SOURCE_FIELDS_LIST"
_TYPES = ("SOURCE_DATA_TYPE", "DESTINATION_DATA_TYPE")
_TYPE = "string"  # the default of the helpers
_STEP = 4


def tasks_code(flow: Mapping[str, Any], column: int, indent: int) -> Code | None:
    """
    The call that writes the tasks of a flow; None if no helper does.

    Args:
        flow: The inputs of the flow, in property spelling.
        column: The column where the value begins.
        indent: The column where its line begins.
    """
    type_ = str(flow["sourceFlowConfig"].get("connectorType"))
    connector, tasks = CONNECTORS.get(type_), flow.get("tasks") or []
    if connector is None or connector.operator is None:
        return None
    start = f"mapping.of({quoted(type_)})"
    room = WIDTH - column - len(start) - 1
    call = _all(tasks, connector.key, room) or _fields(tasks, connector.key, room, indent)
    return Code(f"{start}.{call}") if call else None


def _all(tasks: Sequence[Mapping[str, Any]], key: str, room: int) -> str | None:
    if len(tasks) != 1:
        return None
    (task,) = tasks
    properties = task.get("taskProperties") or {}
    excluded = _texts(properties.get(_EXCLUDE, "[]"))
    without = {"taskProperties": {_EXCLUDE: json.dumps(excluded)}} if excluded else {}
    wanted = {
        "taskType": "Map_all",
        "sourceFields": [],
        "connectorOperator": {key: _NO_OP},
        **without,
    }
    if task != wanted:
        return None
    call = f"map_all(exclude={literal(excluded)})" if excluded else "map_all()"
    return call if len(call) < room else None


def _texts(text: str) -> list[str]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return found if isinstance(found, list) and all(isinstance(each, str) for each in found) else []


def _fields(tasks: Sequence[Mapping[str, Any]], key: str, room: int, indent: int) -> str | None:
    """A projection, and a task for each of its fields that maps it."""
    names, types = dict[str, str](), dict[str, str]()
    for task in tasks[1:]:
        field, type_ = _mapped(task, key)
        if field is None or field in names:
            return None
        names[field] = task["destinationField"]
        if type_ != _TYPE:
            types[field] = type_
    wanted = {
        "taskType": "Filter",
        "sourceFields": list(names),
        "connectorOperator": {key: _PROJECTION},
    }
    if not names or tasks[0] != wanted:
        return None
    if not types and all(field == name for field, name in names.items()):
        call = f"map_fields({', '.join(map(quoted, names))})"
        if len(call) < room:
            return call
    inner = indent + _STEP
    pad, end = " " * inner, " " * indent
    first = literal(names, WIDTH, inner)
    if not types:
        return f"rename(\n{pad}{first}\n{end})"
    kinds = literal(types, inner + len("types="), inner, 1)
    return f"rename(\n{pad}{first},\n{pad}types={kinds},\n{end})"


def _mapped(task: Mapping[str, Any], key: str) -> tuple[str | None, str]:
    """The field that a task maps, and its type; None if a helper would write the task otherwise."""
    fields, properties = task.get("sourceFields") or [], task.get("taskProperties") or {}
    type_ = properties.get(_TYPES[0], "")
    wanted = {
        "taskType": "Map",
        "sourceFields": fields,
        "connectorOperator": {key: _NO_OP},
        "taskProperties": dict.fromkeys(_TYPES, type_),
        "destinationField": task.get("destinationField"),
    }
    is_simple = len(fields) == 1 and type_ and task == wanted
    return (fields[0], type_) if is_simple else (None, "")
