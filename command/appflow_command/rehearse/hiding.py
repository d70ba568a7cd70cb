"""
Which values a report must not show: those of fields that a mapping masks.

A field is hidden if either side masks it, or a field that is merged or calculated from it. A column is hidden if its lineage on
either side reads a hidden field. Of a hidden column a report shows only what a Mask has covered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from appflow_command.rehearse.texts import cell_text
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.steps import Map, Mask
from appflow_emulator.data_plane.values import json_of

Shown = Literal["none", "masked", "all"]
_JOINING = ("Merge", "Arithmetic")
MASKED, NOT_SHOWN = "(masked)", "(not shown)"


def masked_fields(tasks: Any) -> frozenset[str] | None:
    """
    The fields that tasks mask, with those from which a masked result is made. None if the tasks cannot be read.

    The tasks may be a request's or a program's. Their plan may be impossible, and their masks count even then.
    """
    if not isinstance(tasks, list) or not all(isinstance(each, Mapping) for each in tasks):
        return None
    fields = [each.get("sourceFields") or [] for each in tasks]
    if not all(isinstance(each, list) for each in fields):
        return None
    kinds = [each.get("taskType") for each in tasks]
    found = {
        name for kind, names in zip(kinds, fields, strict=True) if kind == "Mask" for name in names
    }
    for task, kind, names in reversed(list(zip(tasks, kinds, fields, strict=True))):
        if kind in _JOINING and (task.get("destinationField") or ",".join(names)) in found:
            found |= set(names)
    return frozenset(found)


def read_by(plan: Plan, column: str) -> frozenset[str]:
    """The fields that a column of the result is made from."""
    lineage = plan.lineage(column)
    mapped = any(isinstance(step, Map) and step.to == column for step in lineage)
    own = set() if mapped else {column}
    return frozenset(own.union(*(step.fields for step in lineage)))


@dataclass(frozen=True)
class Hiding:
    """
    What a report of one flow hides.

    Attributes:
        plans: The plans of both sides.
        fields: The hidden fields.
        shown: Which values are shown: none, all, or all but those of hidden fields.
    """

    plans: tuple[Plan, ...]
    fields: frozenset[str]
    shown: Shown = "masked"

    def hides(self, column: str) -> bool:
        """Whether the values of a column of a result are hidden."""
        if self.shown == "all":
            return False
        return column in self.fields or any(
            self.fields & read_by(plan, column) for plan in self.plans
        )

    def cell(self, column: str, value: Any, plan: Plan | None) -> str:
        """A value of a result as it may be shown. `plan` is that of its side."""
        if self.shown == "none":
            return NOT_SHOWN
        if value is None or not self.hides(column):
            return cell_text(value)
        return (
            cell_text(value)
            if plan is not None and _is_covered(plan, column, value, self.fields)
            else MASKED
        )

    def source(self, field: str, value: Any) -> str:
        """A value of a source record as it may be shown."""
        if self.shown == "none":
            return NOT_SHOWN
        return MASKED if self.shown != "all" and field in self.fields else cell_text(value)

    def key(self, key: str, folders: Iterable[tuple[str, str]]) -> str:
        """The key of an object. Values of hidden fields in its partition are covered."""
        for name, value in folders:
            if self.shown == "none":
                key = key.replace(f"/{name}={value}/", f"/{name}={NOT_SHOWN}/")
            elif self.hides(name):
                key = key.replace(f"/{name}={value}/", f"/{name}={MASKED}/")
        return key


NOTHING_HIDDEN = Hiding((), frozenset())


def _is_covered(plan: Plan, column: str, value: Any, hidden: frozenset[str]) -> bool:
    """Whether the side masks everything hidden that the column reads, and at least half of what arrives is covered."""
    masks = [step for step in plan.lineage(column) if isinstance(step, Mask)]
    masked = {name for step in masks for name in step.fields}
    text = value if isinstance(value, str) else json_of(value)
    covered = sum(text.count(character) for character in {step.character for step in masks})
    return (read_by(plan, column) & hidden) <= masked and 2 * covered >= len(text) > 0
