"""A list of tasks whose projections are merged into one, which comes first."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, SupportsIndex, cast

from typing_extensions import Self

from pulumi_appflow._arguments import is_structure, members_of

if TYPE_CHECKING:
    from pulumi_appflow._inputs import TaskArgsDict

__all__ = ["Task", "Tasks"]

Task = dict[str, Any]
"""One task, as a `TaskArgsDict`."""


class Tasks(list["TaskArgsDict"]):
    """
    A list of tasks. `+` merges the fields of all projections into one, because AppFlow uses only one of them, and drops
    projections if a task maps all fields.
    """

    def __init__(self, tasks: Iterable[Mapping[str, Any]] = ()) -> None:
        super().__init__(_together(tasks))

    def __add__(self, other: Iterable[Mapping[str, Any]]) -> "Tasks":  # type: ignore[override]
        """Both, as one list."""
        return Tasks([*self, *other])

    def __radd__(self, other: Iterable[Mapping[str, Any]]) -> "Tasks":
        """The same with a plain list on the left, or with 0, where `sum` starts."""
        return Tasks([*(other or ()), *self])

    def __iadd__(self, other: Iterable[Mapping[str, Any]]) -> Self:  # type: ignore[override]
        """The same in place."""
        self[:] = _together([*self, *other])
        return self

    def append(self, task: Mapping[str, Any]) -> None:
        """The same for one task."""
        self += [task]

    def extend(self, tasks: Iterable[Mapping[str, Any]]) -> None:
        """The same for several tasks."""
        self += tasks

    def __mul__(self, times: SupportsIndex) -> "Tasks":
        """The tasks, once: repeated tasks have no meaning."""
        return Tasks(self) if int(times) > 0 else Tasks()

    __rmul__ = __mul__


def _together(tasks: Iterable[Mapping[str, Any]]) -> list["TaskArgsDict"]:
    return cast('list["TaskArgsDict"]', _merged([_written(task) for task in tasks]))


def _written(task: Any) -> Task:
    """A task as a dictionary, also if it is a `TaskArgs`."""
    if isinstance(task, Mapping):
        return dict(task)
    if not is_structure(type(task)):
        raise TypeError(f"a task must be a dictionary or TaskArgs, not {task!r}")
    return {
        name: _written(value) if is_structure(type(value)) else value
        for name, value in members_of(task).items()
        if value is not None
    }


def _merged(tasks: list[Task]) -> list[Task]:
    projections = [task for task in tasks if _projects(task)]
    others = [task for task in tasks if not _projects(task)]
    if not projections or any(task.get("task_type") == "Map_all" for task in others):
        return others
    fields = dict.fromkeys(field for task in projections for field in task["source_fields"])
    return [{**projections[0], "source_fields": list(fields)}, *others]


def _projects(task: Task) -> bool:
    operators = task.get("connector_operator")
    return isinstance(operators, Mapping) and "PROJECTION" in operators.values()
