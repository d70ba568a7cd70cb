"""
Expands a Map_all task into single tasks: a projection, and a Map of each field to the same name.

The console writes flows like this (seen in dumps of 2021 and 2025). Whether the service returns a Map_all in that form is not
known: Terraform's users report tasks that come back changed (#35992, #43591).
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from moto.core.utils import get_service_model

Task = dict[str, Any]

_EXCLUDED = "EXCLUDE_SOURCE_FIELDS_LIST"
FIELDS_UNKNOWN = ("Id", "Name")  # of an object that the emulator does not know; our choice


def expanded(tasks: Sequence[Task], key: str, fields: Sequence[str]) -> list[Task]:
    """The tasks, with each Map_all expanded, for a source whose member is `key` and whose object has `fields`."""
    return [
        one
        for task in tasks
        for one in (_singly(task, key, fields) if task["taskType"] == "Map_all" else [task])
    ]


def _singly(task: Task, key: str, fields: Sequence[str]) -> Iterator[Task]:
    excluded = _names(task.get("taskProperties", {}).get(_EXCLUDED, "[]"))
    left = [name for name in fields or FIELDS_UNKNOWN if name not in excluded]
    yield _task("Filter", left, key, "PROJECTION")
    for name in left:
        yield {**_task("Map", [name], key, "NO_OP"), "destinationField": name}


def _task(kind: str, fields: list[str], key: str, operator: str) -> Task:
    """A task. Two of the old connectors lack some operators; their tasks have none."""
    offered = get_service_model("appflow").shape_for("ConnectorOperator").members[key].enum
    task: Task = {"taskType": kind, "sourceFields": fields, "taskProperties": {}}
    return {**task, "connectorOperator": {key: operator}} if operator in offered else task


def _names(text: str) -> set[str]:
    """The names in an exclude list, which is JSON in a string (documented). Any other text excludes nothing."""
    try:
        found = json.loads(text)
    except ValueError:
        return set()
    return {name for name in found if isinstance(name, str)} if isinstance(found, list) else set()
