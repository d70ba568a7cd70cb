"""One flow from its two versions to its result. The data plane does the work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from appflow_command.changes import Declared, FlowChange
from appflow_command.graph.changes import drawing_of
from appflow_command.graph.versions import deployed
from appflow_command.graph.versions import wanted as wanted_by
from appflow_command.rehearse import approved
from appflow_command.rehearse.compare import compare
from appflow_command.rehearse.hiding import Hiding, Shown, masked_fields
from appflow_command.rehearse.request import request_of
from appflow_command.rehearse.result import Alternative, FlowResult
from appflow_command.rehearse.side import AT, RUN, Side, StoredObject, Window, timeless
from appflow_emulator.assumptions import Assumptions, data_questions
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.rehearsal import rehearse
from appflow_emulator.data_plane.samples import Samples


@dataclass(frozen=True)
class Wanted:
    """
    What the user asked for.

    Attributes:
        samples: The records of all sources.
        folder: Where approved rows lie.
        assumptions: The answers to open questions.
        key: Columns that name a row.
        window: What incremental flows read.
        shown: Which values reports show.
        both: Whether to try the other answers to assumptions.
        check: Whether a flow without approved rows counts as changed.
    """

    samples: Samples
    folder: Path
    assumptions: Assumptions
    key: Sequence[str] = ()
    window: Window | None = None
    shown: Shown = "masked"
    both: bool = False
    check: bool = False


def result_of(change: FlowChange, wanted: Wanted) -> FlowResult:
    """Rehearse both versions of a flow, and compare them with each other and with the approved rows."""
    nothing = FlowResult(
        change.name, change.place, drawing=drawing_of(deployed(change), wanted_by(change))
    )
    if change.after is None:
        return nothing
    try:
        kept = approved.read(approved.file_of(change.name, wanted.folder))
        after = _side(change.after, wanted)
    except (CannotRehearse, approved.Unreadable) as cannot:
        return replace(nothing, problem=str(cannot).rstrip("."))
    before, before_problem = None, None
    if change.before is not None:
        try:
            before = _side(change.before, wanted)
        except CannotRehearse as cannot:
            before_problem = str(cannot).rstrip(".")
    own = own_masks(change)
    hiding = _hiding(change, [before, after], kept.masked if kept else frozenset(), wanted.shown)
    return replace(
        nothing,
        hiding=hiding,
        after=after,
        before_problem=before_problem,
        comparison=compare(before, after, wanted.key) if before else None,
        approved=compare(kept.side, approved.as_stored(after, own), wanted.key) if kept else None,
        needs_approval=wanted.check and kept is None,
        alternatives=tuple(_alternatives(change.after, after, wanted)) if wanted.both else (),
    )


def _side(declared: Declared, wanted: Wanted, assumptions: Assumptions | None = None) -> Side:
    return _rehearsed(
        request_of(declared),
        wanted.samples,
        declared.labels,
        assumptions or wanted.assumptions,
        wanted.window,
    )


def _rehearsed(
    request: Mapping[str, Any],
    samples: Samples,
    labels: Mapping[str, str],
    assumptions: Assumptions,
    window: Window | None = None,
) -> Side:
    """
    Rehearse a request of CreateFlow over samples.

    Raises:
        CannotRehearse: the flow has something that the data plane does not know, or there is no sample of its source.
    """
    done = rehearse(
        request,
        samples,
        assumptions=assumptions,
        labels=labels,
        window=window,
        at=AT,
        execution_id=RUN,
    )
    return Side(
        plan=done.plan,
        read=done.read,
        written=done.written,
        filtered=done.filtered,
        dropped=done.dropped,
        objects=[StoredObject(timeless(each.key), each.folders) for each in done.objects],
        failure=done.failure and timeless(done.failure),
        touched=dict(sorted(done.touched.items())),
        answers={name: str(getattr(assumptions, name)) for name in done.touched},
    )


def own_masks(change: FlowChange) -> frozenset[str]:
    """The fields that the program's version of a flow masks."""
    return (
        masked_fields(change.after.inputs.get("tasks")) if change.after else None
    ) or frozenset()


def _hiding(
    change: FlowChange, sides: Sequence[Side | None], approved_masks: frozenset[str], shown: Shown
) -> Hiding:
    masks = [
        masked_fields(each.inputs.get("tasks")) for each in (change.before, change.after) if each
    ]
    plans = tuple(each.plan for each in sides if each and each.plan)
    known = [each for each in masks if each is not None]
    unsure = (
        len(known) < len(masks) and shown != "all"
    )  # what a version masks is not known: show nothing
    return Hiding(plans, approved_masks.union(*known), "none" if unsure else shown)


def _alternatives(declared: Declared, after: Side, wanted: Wanted) -> Iterator[Alternative]:
    """Every other answer to each question that the result touched."""
    questions = data_questions()
    for name in after.touched:
        current = getattr(wanted.assumptions, name)
        for answer in questions.get(name, ()):
            if answer == current:
                continue
            try:
                other = _side(declared, wanted, _answering(wanted.assumptions, name, answer))
            except CannotRehearse:
                yield Alternative(name, answer, None)
            else:
                yield Alternative(name, answer, compare(after, other, wanted.key))


def _answering(assumptions: Assumptions, name: str, answer: str) -> Assumptions:
    changed: dict[str, Any] = {name: answer}
    return replace(assumptions, **changed)
