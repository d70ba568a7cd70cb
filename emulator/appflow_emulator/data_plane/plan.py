"""A flow as a plan: where records come from, which steps they pass, and where they go."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from appflow_emulator.data_plane.places import Destination, Source
from appflow_emulator.data_plane.steps import (
    Arithmetic,
    Filter,
    Map,
    Merge,
    Partition,
    Projection,
    Step,
    Validate,
)


@dataclass(frozen=True)
class Plan:
    """
    What a run does.

    Attributes:
        name: The flow's name.
        steps: All tasks in the order of the request.
        pull: dataPullMode: Incremental or Complete. None unless the flow is scheduled.
        trigger: OnDemand, Scheduled or Event.
    """

    name: str
    source: Source
    destination: Destination
    steps: tuple[Step, ...]
    pull: str | None = None
    trigger: str = "OnDemand"

    def of(self, *kinds: type[Step]) -> tuple[Step, ...]:
        """The steps of these kinds, as listed."""
        return tuple(step for step in self.steps if isinstance(step, kinds))

    @property
    def made(self) -> frozenset[str]:
        """The fields that a Merge or an Arithmetic makes."""
        return frozenset(f for step in self.of(Merge, Arithmetic) for f in step.changes)

    def ordered(self, order: str) -> tuple[Step, ...]:
        """
        The steps in the order in which they run: `by_kind`, or `as_listed`.

        By kind, a step that reads the result of a Merge or Arithmetic comes after it.
        """
        if order == "as_listed":
            return self.steps
        waiting = sorted(self.steps, key=lambda step: step.rank)
        makers = Counter(f for step in self.of(Merge, Arithmetic) for f in step.changes)
        found: list[Step] = []
        while waiting:
            ready = (step for step in waiting if not any(makers[f] for f in _reads(step)))
            step = next(ready, waiting[0])  # two results that need each other are taken as listed
            waiting.remove(step)
            found.append(step)
            if isinstance(step, Merge | Arithmetic):
                makers.subtract(step.changes)
        return tuple(found)

    @property
    def order_matters(self) -> bool:
        """
        Whether the answer to `step_order` can change a result.

        It does if two steps that swap places both hold records back, or if one changes what the other reads or changes.
        """
        place = {step.task: number for number, step in enumerate(self.ordered("by_kind"))}
        return any(
            place[first.task] > place[second.task] and _meet(first, second)
            for number, first in enumerate(self.steps)
            for second in self.steps[number + 1 :]
        )

    @property
    def projected(self) -> tuple[str, ...] | None:
        """The fields that are read, or None for all."""
        found = self.of(Projection)
        return tuple(dict.fromkeys(f for step in found for f in step.fields)) if found else None

    @property
    def partition(self) -> tuple[str, ...]:
        """The fields that become folders."""
        return tuple(field for step in self.of(Partition) for field in step.fields)

    def lineage(self, column: str) -> tuple[Step, ...]:
        """The steps that a column of the result passed through, in the order by kind."""
        fields = {
            field for step in self.of(Map) if isinstance(step, Map) and step.to == column
            for field in step.fields
        }  # fmt: skip
        if not fields:
            fields = {column}
        found: set[Step] = set()
        for step in reversed(self.ordered("by_kind")):
            maps = isinstance(step, Map) and step.to == column
            if maps or fields & set(step.changes):
                found.add(step)
                fields |= set(step.fields)
        return tuple(step for step in self.ordered("by_kind") if step in found)

    def needed(self) -> tuple[str, ...]:
        """The fields of the source that a step names, each once. Results of Merge and Arithmetic are not among them."""
        made = self.made
        named = (field for step in self.steps for field in step.fields)
        return tuple(dict.fromkeys(field for field in named if field not in made))

    def origins(self) -> Mapping[str, str]:
        """The columns that Map tasks write, and the field that each comes from."""
        return {step.to: step.fields[0] for step in self.steps if isinstance(step, Map)}


def _reads(step: Step) -> tuple[str, ...]:
    """The fields that a step needs before it can run: not the one that it makes."""
    makes = step.changes if isinstance(step, Merge | Arithmetic) else ()
    return tuple(field for field in step.fields if field not in makes)


def _meet(first: Step, second: Step) -> bool:
    holding = (Filter, Validate, Arithmetic)
    if isinstance(first, holding) and isinstance(second, holding):
        return True
    one, other = set(first.changes), set(second.changes)
    return bool(one & {*second.fields, *other} or other & set(first.fields))
