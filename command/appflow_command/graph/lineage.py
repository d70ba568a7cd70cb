"""
Follows fields through tasks: which field of the source each field of the destination is made from, and what is done to it.

It reads a program's tasks as they are, also if they are incomplete or could not run. A value that is not known yet, or is secret,
is a name in brackets. The order is that by kind: what reads the result of a Merge or an Arithmetic comes after it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from appflow_command.graph.marks import at, text_of
from appflow_command.graph.model import Column, Input, Lineage
from appflow_provider.vocabulary import EVERY_FIELD

_CHANGING = ("Mask", "Truncate")  # types of tasks that change a field in place
_MAKING = ("Merge", "Arithmetic")  # types of tasks that make one field of several
_HOLDING = ("Filter", "Validate")  # types of tasks that hold records back
_EXCLUDED = "EXCLUDE_SOURCE_FIELDS_LIST"


def lineage_of(tasks: Any) -> Lineage:
    """The lineage of a flow with these tasks, in property spelling."""
    if not isinstance(tasks, Sequence) or isinstance(tasks, str):
        return Lineage(readable=False)
    if not all(isinstance(each, Mapping) for each in tasks):
        return Lineage(readable=False)
    return _Followed(list(tasks)).lineage


class _Followed:
    """The tasks of one flow, sorted by what they do."""

    def __init__(self, tasks: Sequence[Mapping[str, Any]]) -> None:
        self._steps: dict[str, list[str]] = {}
        self._made: dict[str, tuple[str, list[str]]] = {}
        self._maps: list[tuple[str, list[str]]] = []
        self._read: list[str] | None = None
        whole, excluded, held = False, list[str](), list[str]()
        for task in tasks:
            kind, fields = text_of(task.get("taskType")), _names(task.get("sourceFields"))
            to = text_of(task.get("destinationField"))
            if kind in _CHANGING:
                for field in fields:
                    self._steps.setdefault(field, []).append(kind)
            elif kind in _MAKING:
                self._made[to or ",".join(fields)] = (kind, fields)
            elif kind == "Map":
                self._maps.append((to, fields))
            elif _projects(task):
                self._read = [*(self._read or ()), *fields]
            elif kind in _HOLDING:
                held += fields
            elif kind in EVERY_FIELD:
                whole = True
                excluded += _listed(at(task, "taskProperties", _EXCLUDED))
        self.lineage = Lineage(
            columns=tuple(sorted(self._columns(excluded if whole else None))),
            everything=whole and self._read is None,
            excluded=tuple(sorted(set(excluded))),
            masked=tuple(sorted(field for field, steps in self._steps.items() if "Mask" in steps)),
            conditions=tuple(sorted({each.field for one in held for each in self._inputs(one)})),
        )

    def _columns(self, excluded: Sequence[str] | None) -> Iterator[Column]:
        """The columns. `excluded` is None unless every field arrives."""
        found: dict[str, list[str]] = {}
        if excluded is not None:
            named = self._read if self._read is not None else [*self._steps]
            found = {name: [name] for name in named if name not in (*excluded, *self._made)}
        for to, fields in self._maps:
            found.setdefault(to, [])
            found[to] = [*found[to], *fields] if found[to] != fields else fields
        for name, fields in found.items():
            inputs = {each for field in fields for each in self._inputs(field)}
            yield Column(name, tuple(sorted(inputs)))

    def _inputs(self, field: str, above: frozenset[str] = frozenset()) -> Iterator[Input]:
        """The fields of the source that a field is made from."""
        if (
            field in above
        ):  # what a Merge reads has the name of what it makes: the tasks after it see the result
            yield Input(field)
            return
        after = tuple(dict.fromkeys(self._steps.get(field, ())))
        if field not in self._made:
            yield Input(field, after)
            return
        kind, parts = self._made[field]
        for part in parts:
            for each in self._inputs(part, above | {field}):
                yield Input(each.field, tuple(dict.fromkeys((*each.steps, kind, *after))))


def _projects(task: Mapping[str, Any]) -> bool:
    """Whether a Filter is one that names the fields to read."""
    operators = task.get("connectorOperator")
    return isinstance(operators, Mapping) and "PROJECTION" in operators.values()


def _names(value: Any) -> list[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [text_of(each) for each in value]
    return [text_of(value)] if value else []


def _listed(value: Any) -> list[str]:
    """The names in a JSON list."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    return [str(each) for each in found] if isinstance(found, list) else []
