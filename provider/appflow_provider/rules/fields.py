"""Conflicts between several tasks about the same fields."""

from collections.abc import Collection, Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Flow, Task
from appflow_provider.spots import Spot
from appflow_provider.vocabulary import EVERY_FIELD

_MAKING = frozenset({"Arithmetic", "Merge"})  # tasks that create a field for later tasks


@rule(
    Evidence.INFERRED, "User guide and AWS's samples: a projection lists the fields that are read"
)
def field_not_projected(flow: Flow) -> Iterator[Problem]:
    tasks = flow.tasks
    read = {field.text() for task in tasks if _is_projection(task) for field in task.fields}
    if not read or any(task.type in EVERY_FIELD for task in tasks):
        return
    made = {task.spot["destinationField"].text() for task in tasks if task.type in _MAKING}
    for task in tasks:
        if task.type == "Map":
            yield from (
                field.problem(
                    "is not among the fields of the task with PROJECTION. AppFlow reads only those"
                )
                for field in task.fields
                if field.text() not in read | made
            )


@rule(Evidence.INFERRED, "a field holds only one value")
def field_mapped_twice(flow: Flow) -> Iterator[Problem]:
    for field in _written_again(flow, {"Map"}):
        yield field.problem("is a field that another task writes too")


@rule(Evidence.INFERRED, "two tasks create the same field")
def field_created_twice(flow: Flow) -> Iterator[Problem]:
    for field in _written_again(flow, _MAKING):
        yield field.problem(
            "is made by another Merge or Arithmetic task too. Give it another name, here and in the Map after it"
        )


@rule(
    Evidence.INFERRED,
    "User guide: one task maps all fields except those that it excludes",
)
def all_fields_mapped_twice(flow: Flow) -> Iterator[Problem]:
    for task in [task for task in flow.tasks if task.type == "Map_all"][1:]:
        yield task.spot.problem(
            "is a second task of taskType Map_all. Use one, and list in it all fields to leave out"
        )


def _written_again(flow: Flow, types: Collection[str]) -> Iterator[Spot]:
    """The destination fields of these task types that an earlier one already writes."""
    seen: set[str] = set()
    for task in flow.tasks:
        field = task.spot["destinationField"]
        if task.type in types and field.given():
            if field.text() in seen:
                yield field
            seen.add(field.text())


def _is_projection(task: Task) -> bool:
    return task.type == "Filter" and task.operator.text_if_any() == "PROJECTION"
