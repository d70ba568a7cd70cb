"""Tasks without fields of their own, `Map_all` and `Passthrough`: their canonical form, and how AppFlow expands them."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from appflow_provider.values import Unknown, unwrap

EXCLUDE = "EXCLUDE_SOURCE_FIELDS_LIST"
"""The property of such a task that lists the fields to exclude, as a JSON list in a string."""

_TYPES = {"SOURCE_DATA_TYPE", "DESTINATION_DATA_TYPE"}


def spelled(task: Any) -> Any:
    """The canonical form of a task without fields of its own: members not set, empty lists and NO_OP count as the same."""
    kind = task.get("taskType") if isinstance(task, Mapping) else None
    tidy = _TIDY.get(kind) if isinstance(kind, str) else None
    if tidy is None:
        return task
    return {name: tidy[name](item) if name in tidy else item for name, item in task.items()}


def _nothing(fields: Any) -> Any:
    """AppFlow returns no fields, whatever the request had (seen in dumps)."""
    return fields if isinstance(fields, Unknown) else None


def _no_fields(fields: Any) -> Any:
    return None if fields in ([], [""]) else fields


def _no_operation(operator: Any) -> Any:
    known = isinstance(operator, Mapping)
    return (
        None if known and all(each in ("NO_OP", None) for each in operator.values()) else operator
    )


def _exclusions(properties: Any) -> Any:
    if not isinstance(properties, Mapping):
        return properties
    tidy = {key: _list_text(text) if key == EXCLUDE else text for key, text in properties.items()}
    return {key: text for key, text in tidy.items() if text != "[]"}


def _list_text(text: Any) -> Any:
    """A JSON list in a string, in canonical form."""
    try:
        return json.dumps(json.loads(text))
    except (TypeError, ValueError):
        return text


_TIDY: Mapping[Any, Mapping[str, Callable[[Any], Any]]] = {
    "Map_all": {
        "sourceFields": _nothing,
        "connectorOperator": _no_operation,
        "taskProperties": _exclusions,
    },
    "Passthrough": {"sourceFields": _no_fields, "connectorOperator": _no_operation},
}


def expanded(written: Any, live: Sequence[Any], is_there: bool) -> Collection[int]:
    """
    The positions of the live tasks that AppFlow derived from `written`: it expands Map_all into a projection and a task for each field.

    (Public reports.) If the Map_all task is live too (`is_there`), tasks that map a field to itself add nothing. If it is not, they
    count only together with their projection; otherwise somebody maps a few fields by hand.
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
    """The field that a task maps to itself without a change, or None."""
    if not isinstance(task, Mapping) or task.get("taskType") != "Map":
        return None
    changes = set(task.get("taskProperties") or {}) - _TYPES
    to = task.get("destinationField")
    operators = set((task.get("connectorOperator") or {}).values())
    return (
        to if task.get("sourceFields") == [to] and not changes and operators <= {"NO_OP"} else None
    )


def _projected(task: Any) -> set[Any]:
    """The fields of a projection task; empty for other tasks. Some connectors have no operator for it."""
    if not isinstance(task, Mapping) or task.get("taskType") != "Filter":
        return set()
    operators = set((task.get("connectorOperator") or {}).values())
    return set(task.get("sourceFields") or []) if operators <= {"PROJECTION"} else set()


def _maps_all(task: Any) -> bool:
    return isinstance(task, Mapping) and task.get("taskType") == "Map_all"
