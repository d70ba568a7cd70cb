"""A task that maps all fields, and what AppFlow may make of it."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from appflow_provider.values import unwrap

__all__ = ["EXCLUDE", "unfolds"]

EXCLUDE = "EXCLUDE_SOURCE_FIELDS_LIST"
"""The property of such a task that names the fields to leave out, as a JSON list in a text."""

_TYPES = {"SOURCE_DATA_TYPE", "DESTINATION_DATA_TYPE"}


def unfolds(written: Any, live: Sequence[Any], is_there: bool) -> Collection[int]:
    """
    The service unfolds a task that maps all fields into a projection and one task a field (public reports).

    Beside that task, tasks that map a field to its like say nothing new. In its place they have to come with their projection,
    or somebody maps a few fields by hand.
    """
    if not _maps_all(written):
        return ()
    left_out = _excluded(written)
    fields = {at: field for at, task in enumerate(live) if (field := _mapped_to_its_like(task))}
    maps = {at for at, field in fields.items() if field not in left_out}
    mapped = {fields[at] for at in maps}
    read = {at: those for at, task in enumerate(live) if (those := _projected(task))}
    if is_there:
        return maps | {at for at, those in read.items() if maps and those >= mapped}
    projections = {at for at, those in read.items() if those == mapped}
    return maps | projections if projections else ()


def _excluded(task: Mapping[str, Any]) -> set[Any]:
    text = (unwrap(task.get("taskProperties")) or {}).get(EXCLUDE)
    try:
        return set(json.loads(str(text)))
    except (TypeError, ValueError):
        return set()


def _mapped_to_its_like(task: Any) -> Any:
    """The field that a task maps and does not change, or None."""
    if not isinstance(task, Mapping) or task.get("taskType") != "Map":
        return None
    changes = set(task.get("taskProperties") or {}) - _TYPES
    to = task.get("destinationField")
    operators = set((task.get("connectorOperator") or {}).values())
    return (
        to if task.get("sourceFields") == [to] and not changes and operators <= {"NO_OP"} else None
    )


def _projected(task: Any) -> set[Any]:
    """The fields that a task lets be read, if it is a projection; some connectors have no operator for one."""
    if not isinstance(task, Mapping) or task.get("taskType") != "Filter":
        return set()
    operators = set((task.get("connectorOperator") or {}).values())
    return set(task.get("sourceFields") or []) if operators <= {"PROJECTION"} else set()


def _maps_all(task: Any) -> bool:
    return isinstance(task, Mapping) and task.get("taskType") == "Map_all"
