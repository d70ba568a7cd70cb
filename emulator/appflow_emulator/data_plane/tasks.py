"""The tasks of a request as steps. Each complaint names the member and what is known."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from appflow_emulator.data_plane.data_types import READ, WORDS, kind_of
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.steps import (
    ACTIONS,
    CALCULATIONS,
    CHECKS,
    COMPARISONS,
    MASKS,
    Arithmetic,
    Filter,
    Map,
    MapAll,
    Mask,
    Merge,
    Partition,
    Passthrough,
    Projection,
    Step,
    Truncate,
    Validate,
    placeholders,
)

Request = Mapping[str, Any]

_PARTITIONS_MAX = 10  # user guide, partitions
# The console writes them in tasks of every type. Only a Filter reads DATA_TYPE; casts change nothing.
_TYPES = ("DATA_TYPE", "SOURCE_DATA_TYPE", "DESTINATION_DATA_TYPE")


class _Task:
    """One task of the request, and the complaints about it."""

    def __init__(self, number: int, task: Request) -> None:
        self.number = number
        self.type: str = task["taskType"]
        self.fields = tuple(task.get("sourceFields") or ())
        self.to: str = task.get("destinationField") or ""
        operators = [each for each in (task.get("connectorOperator") or {}).values() if each]
        self.operator: str = operators[0] if operators else "NO_OP"
        self.properties: Mapping[str, str] = task.get("taskProperties") or {}

    def fail(self, member: str, what: str) -> CannotRehearse:
        """The complaint about one member of the task."""
        place = f"tasks[{self.number}]" + (f".{member}" if member else "")
        return CannotRehearse(f"{place}: {what}")

    def only(self, known: Collection[str]) -> None:
        """Refuse properties that have no known meaning for the task, such as SUBFIELD_CATEGORY_MAP for every task."""
        for key, value in self.properties.items():
            if value not in (None, "") and key not in known and key not in _TYPES:
                accepted = ", ".join((*known, *_TYPES))
                raise self.fail(
                    f"taskProperties.{key}",
                    f"has no known meaning for a task of type {self.type}. Known are {accepted}",
                )

    def text(self, key: str, why: str) -> str:
        """A property that the task needs."""
        found = self.properties.get(key)
        if found in (None, ""):
            raise self.fail(f"taskProperties.{key}", f"is not set, but it says {why}")
        return str(found)

    def whole(self, key: str, why: str) -> int:
        """A property that is a whole number from 0 on."""
        found = self.text(key, why)
        if not (found.isascii() and found.isdecimal()):
            raise self.fail(f"taskProperties.{key}", f"must be a whole number, not {found!r}")
        return int(found)

    def names(self, key: str, why: str = "") -> tuple[str, ...]:
        """A property that is a list of names as JSON text. Empty if it is not set and `why` is empty."""
        if not why and not self.properties.get(key):
            return ()
        found = self.text(key, why)
        try:
            listed = json.loads(found)
        except ValueError:
            listed = None
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise self.fail(f"taskProperties.{key}", f"must be a JSON list of names, not {found!r}")
        return tuple(listed)

    def check_operator(self, known: Sequence[str]) -> None:
        """Refuse an operator that is not for the type of the task."""
        if self.operator not in known:
            accepted = ", ".join(known)
            raise self.fail(
                "connectorOperator",
                f"{self.operator} is not known for a task of type {self.type}. Known are {accepted}",
            )

    def at_least(self, count: int) -> tuple[str, ...]:
        """The source fields, of which there must be so many."""
        if len(self.fields) < count:
            noun = "field" if count == 1 else "fields"
            raise self.fail(
                "sourceFields", f"a {self.type} task needs {count} {noun}, not {len(self.fields)}"
            )
        return self.fields


def steps_of(tasks: Sequence[Request]) -> tuple[Step, ...]:
    """
    The steps of a flow's tasks, as listed.

    Raises:
        CannotRehearse: a task is unknown, or has no meaning that can be rehearsed.
    """
    steps = tuple(_steps(tasks))
    _check_columns(steps)
    return steps


def _steps(tasks: Sequence[Request]) -> Iterator[Step]:
    for number, sent in enumerate(tasks):
        task = _Task(number, sent)
        kind = _KINDS.get(task.type)
        if kind is None:
            known = ", ".join(sorted(_KINDS))
            raise task.fail("taskType", f"{task.type} is not known. Known are {known}")
        build, operators, properties = kind
        task.check_operator(operators)
        task.only(properties)
        yield build(task)


def _check_columns(steps: Sequence[Step]) -> None:
    """Refuse a column that two tasks write: which of them would win is not known."""
    writers: dict[str, int] = {}
    for step in steps:
        if isinstance(step, Map):
            first = writers.setdefault(step.to, step.task)
            if first != step.task:
                raise CannotRehearse(
                    f"tasks[{step.task}].destinationField: {step.to} is already written by tasks[{first}]"
                )


def _filter(task: _Task) -> Step:
    if task.operator == "PROJECTION":
        task.only(())
        return Projection(task.number, task.at_least(1))
    operator = task.operator
    task.only(
        ("LOWER_BOUND", "UPPER_BOUND")
        if operator == "BETWEEN"
        else ("VALUES",)
        if task.properties.get("VALUES")
        else ("VALUE",)
    )
    kind = str(task.properties.get("DATA_TYPE") or "")
    (field, *others) = task.at_least(1)
    if others:
        raise task.fail("sourceFields", f"a Filter compares one field, not {len(task.fields)}")
    if operator == "BETWEEN":
        bounds = (
            task.text("LOWER_BOUND", "where the range begins"),
            task.text("UPPER_BOUND", "where the range ends"),
        )
        _check_values(task, kind, bounds)
        return Filter(task.number, (field,), operator, bounds, splits=False, data_type=kind)
    splits = not task.properties.get("VALUE")
    value = task.text("VALUES" if splits else "VALUE", "what to compare with")
    values = tuple(value.split(",")) if splits else (value,)
    if operator != "CONTAINS":
        _check_values(task, kind, [each.strip() for each in values] if splits else values)
    return Filter(task.number, (field,), operator, values, splits, kind)


def _check_values(task: _Task, data_type: str, values: Sequence[str]) -> None:
    kind = kind_of(data_type)
    for value in values:
        if kind in READ and READ[kind](value) is None:
            raise task.fail(
                "taskProperties",
                f"the filter compares with {value!r}, but DATA_TYPE is {data_type}. Write {WORDS[kind]}",
            )


def _validate(task: _Task) -> Step:
    action = task.text("VALIDATION_ACTION", "what to drop")
    if action not in ACTIONS:
        accepted = ", ".join(ACTIONS)
        raise task.fail(
            "taskProperties.VALIDATION_ACTION", f"{action} is not known. Known are {accepted}"
        )
    return Validate(task.number, task.at_least(1), task.operator, action)


def _mask(task: _Task) -> Step:
    operator = task.operator
    needs_length = operator != "MASK_ALL" or "MASK_LENGTH" in task.properties
    length = task.whole("MASK_LENGTH", "how many are covered") if needs_length else None
    character = task.text("MASK_VALUE", "which character covers the others")
    return Mask(task.number, task.at_least(1), operator, length, character)


def _truncate(task: _Task) -> Step:
    length = task.whole("TRUNCATE_LENGTH", "how many characters are kept")
    return Truncate(task.number, task.at_least(1), length)


def _merge(task: _Task) -> Step:
    fields = task.at_least(1)
    pattern = task.text("CONCAT_FORMAT", "how the fields are joined")
    for field in (field for _, field in placeholders(pattern) if field not in ("", *fields)):
        raise task.fail(
            "taskProperties.CONCAT_FORMAT",
            f"names {field!r}, which is not one of the sourceFields {', '.join(fields)}",
        )
    return Merge(task.number, fields, pattern, task.to or ",".join(fields))


def _arithmetic(task: _Task) -> Step:
    fields = task.at_least(2)
    order = task.properties.get("MATH_OPERATION_FIELDS_ORDER")
    listed = tuple(order.split(",")) if order else fields
    if sorted(listed) != sorted(fields):
        raise task.fail(
            "taskProperties.MATH_OPERATION_FIELDS_ORDER",
            f"must name the sourceFields {', '.join(fields)}, not {order}",
        )
    return Arithmetic(task.number, listed, task.operator, task.to or ",".join(fields))


def _map(task: _Task) -> Step:
    (field, *others) = task.at_least(1)
    if others:
        raise task.fail(
            "sourceFields",
            f"a Map moves one field, not {len(task.fields)}. The result of a Merge or Arithmetic is one field, named "
            f'"{",".join(task.fields)}"',
        )
    if not task.to:
        raise task.fail("destinationField", "is not set, but it says where the field goes")
    source = str(task.properties.get("SOURCE_DATA_TYPE") or "")
    to = str(task.properties.get("DESTINATION_DATA_TYPE") or "")
    return Map(task.number, (field,), task.to, source, to)


def _map_all(task: _Task) -> Step:
    return MapAll(task.number, (), task.names("EXCLUDE_SOURCE_FIELDS_LIST"))


def _partition(task: _Task) -> Step:
    fields = task.names("ORDERED_PARTITION_KEYS_LIST", "which fields become folders")
    if not 1 <= len(fields) <= _PARTITIONS_MAX:
        raise task.fail(
            "taskProperties.ORDERED_PARTITION_KEYS_LIST",
            f"must name 1 to {_PARTITIONS_MAX} fields, not {len(fields)}",
        )
    return Partition(task.number, fields)


_NO_OP = ("NO_OP",)
# Type of task: what makes its step, its operators, and the properties that mean something.
_KINDS: Mapping[str, tuple[Callable[[_Task], Step], Sequence[str], Sequence[str]]] = {
    "Filter": (
        _filter,
        ("PROJECTION", *COMPARISONS),
        ("VALUE", "VALUES", "LOWER_BOUND", "UPPER_BOUND"),
    ),
    "Validate": (_validate, CHECKS, ("VALIDATION_ACTION",)),
    "Mask": (_mask, MASKS, ("MASK_LENGTH", "MASK_VALUE")),
    "Truncate": (_truncate, _NO_OP, ("TRUNCATE_LENGTH",)),
    "Merge": (_merge, _NO_OP, ("CONCAT_FORMAT",)),
    "Arithmetic": (_arithmetic, CALCULATIONS, ("MATH_OPERATION_FIELDS_ORDER",)),
    "Map": (_map, _NO_OP, ()),
    "Map_all": (_map_all, _NO_OP, ("EXCLUDE_SOURCE_FIELDS_LIST",)),
    "Passthrough": (lambda task: Passthrough(task.number, task.fields), _NO_OP, ()),
    "Partition": (_partition, _NO_OP, ("ORDERED_PARTITION_KEYS_LIST",)),
}
