"""
A plan as one LazyFrame of polars, for inputs too large for `rows`. Import it through `extra`: it needs polars.

Every column holds texts. Each step becomes expressions, and the ways out (a Filter, a Validate, a failure) one number per record,
so that records are counted in the pass that writes them. `rows` is the measure: `columns` and `conditions` hand over to its functions
what polars would do otherwise, and `can_frame` names the plans that `rows` has to carry out alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from appflow_emulator.data_plane import columns
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.columns import END
from appflow_emulator.data_plane.conditions import held_back
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.rows import Finish, Work
from appflow_emulator.data_plane.steps import (
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

# Columns of our own. No field has such a name: polars and the formats take any, but these begin with a noncharacter.
WHY = "\ufffewhy"
FOLDER, _NEXT = "\ufffefolder ", "\ufffenext"
_NOTHING, _QUICK = "\ufffenothing", "\ufffequick "


@dataclass(frozen=True)
class Frame:
    """
    A plan over a source.

    Attributes:
        ends: The steps that hold records back, in the order in which they run.
        marked: The source with the columns `END`, the number of the step that holds the record back, from 1, or 0; and `WHY`,
            the reason unless that is a Filter, which begins with `FAILS` if the run ends there.
        columns: The columns of what arrives.
        partition: The fields whose values become folders.
        arrives: The expressions of the columns, and of one that begins with `FOLDER` for each field of the partition.
        touched: Questions that are touched if a record arrives.
    """

    ends: tuple[Step, ...]
    marked: pl.LazyFrame
    columns: tuple[str, ...]
    partition: tuple[str, ...]
    arrives: Sequence[pl.Expr]
    touched: tuple[str, ...]

    def arriving(self, marked: pl.LazyFrame) -> pl.LazyFrame:
        """What arrives of the marked records."""
        return marked.filter(pl.col(END) == 0).select(*self.arrives)


def can_frame(plan: Plan) -> str | None:
    """Why a plan has to be carried out by `rows`, as a sentence, or None. Small inputs are quicker there in any case."""
    source, to = plan.source, plan.destination
    if source.connector != "S3" or source.file_type != "CSV":
        return f"{source} has values of several types, and a frame holds texts."
    if to.layout is None:
        return f"{to} takes records one at a time."
    return None


def framed(plan: Plan, source: pl.LazyFrame, answers: Answers) -> Frame:
    """The plan over a source whose columns are texts."""
    names = source.collect_schema().names()
    walk = _Walk(plan, source, names, answers)
    order = answers("step_order") if plan.order_matters else "by_kind"
    for step in plan.ordered(order):
        _STEPS[type(step)](walk, step)
    asked = Answers(answers.assumptions)
    work = Work(0, dict.fromkeys(names), None)
    work.out = dict.fromkeys(walk.out)
    order_of = list(Finish(plan, asked)(work).record)
    arrives = [
        *[walk.out[name].alias(name) for name in order_of],
        *[walk.folder(name).alias(FOLDER + name) for name in plan.partition],
    ]
    return Frame(
        tuple(walk.ends), walk.frame, tuple(order_of), plan.partition, arrives, tuple(asked.touched)
    )


class _Walk:
    """The expressions of a record on its way through the steps."""

    def __init__(
        self, plan: Plan, source: pl.LazyFrame, names: Sequence[str], answers: Answers
    ) -> None:
        self.answers = answers
        self.frame = source.with_columns(
            pl.lit(None, pl.String).alias(_NOTHING),
            pl.lit(0, pl.UInt32).alias(END),
            pl.lit(None, pl.String).alias(WHY),
        )
        self.source = {name: pl.col(name) for name in names}
        read = names if plan.projected is None else [n for n in names if n in plan.projected]
        self.own = tuple(read)
        self.fields = {name: pl.col(name) for name in read}
        self.out: dict[str, pl.Expr] = {}
        self.ends: list[Step] = []

    def of(self, name: str) -> pl.Expr:
        """A field as the steps so far left it. One that is not there is null."""
        return self.fields.get(name, pl.col(_NOTHING))

    def hold(self, step: Step, held: pl.Expr) -> None:
        """Records for which `held` is true go no further."""
        held = (pl.col(END) == 0) & held
        self.frame = self.frame.with_columns(
            pl.when(held).then(self._number(step)).otherwise(END).alias(END)
        )

    def end(self, step: Step, why: pl.Expr) -> None:
        """Records with a reason go no further."""
        number = self._number(step)
        held = (pl.col(END) == 0) & pl.col(_NEXT).is_not_null()
        self.frame = (
            self.frame.with_columns(why.alias(_NEXT))
            .with_columns(
                pl.when(held).then(number).otherwise(END).alias(END),
                pl.when(held).then(_NEXT).otherwise(WHY).alias(WHY),
            )
            .drop(_NEXT)
        )

    def _number(self, step: Step) -> pl.Expr:
        if not self.ends or self.ends[-1] is not step:
            self.ends.append(step)
        return pl.lit(len(self.ends), pl.UInt32)

    def folder(self, name: str) -> pl.Expr:
        """The value that a folder shows. `name` may be a field of the destination or of the source."""
        out, field = self.out.get(name), self.fields.get(name)
        if out is None or field is None:
            found = self.of(name) if out is None else out
        else:
            by_source = self.answers.assumptions.partition_field == "source"
            found = columns.asking(
                "partition_field",
                lambda _, out, field: out.fill_null("null") != field.fill_null("null"),
                field if by_source else out,
                [out, field],
                self.answers,
            )
        return found.fill_null("null")


def _filter(walk: _Walk, step: Filter) -> None:
    (name,) = step.fields
    # A filter may use a field that is not read, because the source can filter by it (inferred).
    text = walk.fields.get(name, walk.source.get(name, pl.col(_NOTHING)))
    walk.hold(step, held_back(step, text, walk.answers))


def _validate(walk: _Walk, step: Validate) -> None:
    for name in step.fields:
        walk.end(step, columns.fault(step, name, walk.of(name), walk.answers))


def _mask(walk: _Walk, step: Mask) -> None:
    for name in step.fields:
        if name in walk.fields:
            walk.fields[name] = columns.covered(step, walk.fields[name], walk.answers)


def _truncate(walk: _Walk, step: Truncate) -> None:
    for name in step.fields:
        if name in walk.fields:
            walk.fields[name] = columns.cut(step, walk.fields[name], walk.answers)


def _merge(walk: _Walk, step: Merge) -> None:
    named = {name: walk.of(name) for _, name in placeholders(step.pattern) if name}
    walk.fields[step.into] = columns.joined(step, named, walk.answers)


def _arithmetic(walk: _Walk, step: Arithmetic) -> None:
    numbers = [walk.of(name) for name in step.fields]
    quick = f"{_QUICK}{step.task}"
    walk.frame = walk.frame.with_columns(
        columns.quick_result(step, numbers, walk.answers).alias(quick)
    )
    walk.end(step, columns.no_result(step, numbers, pl.col(quick).is_null(), walk.answers))
    walk.fields[step.into] = columns.result(step, numbers, pl.col(quick), walk.answers)


def _map(walk: _Walk, step: Map) -> None:
    walk.out[step.to] = walk.of(step.fields[0])


def _map_all(walk: _Walk, step: MapAll) -> None:
    walk.out |= {name: walk.fields[name] for name in walk.own if name not in step.exclude}


def _passthrough(walk: _Walk, _: Passthrough) -> None:
    walk.out |= {name: walk.fields[name] for name in walk.own}


def _nothing(_: _Walk, __: Step) -> None:
    """A projection is applied when the record is read, a partition when it is written."""


_STEPS: Mapping[type[Step], Callable[[_Walk, Any], None]] = {
    Projection: _nothing,
    Filter: _filter,
    Validate: _validate,
    Mask: _mask,
    Truncate: _truncate,
    Merge: _merge,
    Arithmetic: _arithmetic,
    Map: _map,
    MapAll: _map_all,
    Passthrough: _passthrough,
    Partition: _nothing,
}
