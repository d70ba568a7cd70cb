"""
The tasks that map the fields of an object. The same as those of the helpers in `pulumi_appflow.mapping`, which a test compares.

As in AppFlow's console, types of data and the length of a mask are filled in.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.map_all import EXCLUDE

_MASK_LENGTH = "5"  # what the console sends for MASK_ALL
_PROJECTION = "PROJECTION"
_MASK = "MASK_ALL"

Task = dict[str, Any]


def can_select(connector: Connector) -> bool:
    """Whether a flow can read only some fields of this source."""
    return _PROJECTION in connector.operators


def can_mask(connector: Connector) -> bool:
    """Whether a flow can mask fields of this source."""
    return _MASK in connector.operators


def mapped(
    connector: Connector, names: Mapping[str, str], types: Mapping[str, str], mask: Sequence[str]
) -> list[Task]:
    """
    The tasks that map fields.

    Args:
        connector: The source.
        names: The new name of each field.
        types: The type of each field.
        mask: The fields to mask.
    """
    maps = [
        {
            **_task(
                connector,
                "Map",
                [field],
                "NO_OP",
                {"SOURCE_DATA_TYPE": types[field], "DESTINATION_DATA_TYPE": types[field]},
            ),
            "destinationField": new,
        }
        for field, new in names.items()
    ]
    return [_task(connector, "Filter", list(names), _PROJECTION), *maps, *_masks(connector, mask)]


def all_mapped(connector: Connector, exclude: Sequence[str], mask: Sequence[str]) -> list[Task]:
    """The tasks that map every field but some."""
    without = {EXCLUDE: json.dumps(list(exclude))} if exclude else {}
    return [_task(connector, "Map_all", [], "NO_OP", without), *_masks(connector, mask)]


def joined(tasks: Sequence[Task], more: Sequence[Any]) -> list[Any]:
    """The tasks with further ones, whose projections are merged into the first: AppFlow uses only one."""
    own = [task for task in tasks if _projects(task)]
    if not own:
        return [*tasks, *more]
    fields = [
        field for task in (*own, *filter(_projects, more)) for field in task["sourceFields"] or []
    ]
    first = {**own[0], "sourceFields": list(dict.fromkeys(fields))}
    rest = [task for task in (*tasks, *more) if not _projects(task)]
    return [first, *rest]


def _projects(task: Any) -> bool:
    if not isinstance(task, Mapping) or task.get("taskType") != "Filter":
        return False
    operator, fields = task.get("connectorOperator"), task.get("sourceFields")
    return (
        isinstance(operator, Mapping)
        and list(operator.values()) == [_PROJECTION]
        and isinstance(fields, (list, tuple))
    )


def _masks(connector: Connector, fields: Sequence[str]) -> list[Task]:
    masked = {"MASK_VALUE": "*", "MASK_LENGTH": _MASK_LENGTH}
    return [_task(connector, "Mask", [field], _MASK, masked) for field in fields]


def _task(
    connector: Connector,
    kind: str,
    fields: Sequence[str],
    operator: str,
    properties: Mapping[str, str] | None = None,
) -> Task:
    task: Task = {"taskType": kind, "sourceFields": list(fields)}
    if operator in connector.operators:
        task["connectorOperator"] = {connector.key: operator}
    return {**task, "taskProperties": dict(properties)} if properties else task
