"""What became of one flow, and the exit status that follows from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from appflow_command.graph.changes import FlowDrawing
from appflow_command.rehearse.compare import Comparison
from appflow_command.rehearse.hiding import NOTHING_HIDDEN, Hiding
from appflow_command.rehearse.side import Side


class Status(IntEnum):
    """The exit statuses. The command ends with the highest of its flows."""

    UNCHANGED = 0
    CHANGED = 1
    FAILED = 2
    IMPOSSIBLE = 3


@dataclass(frozen=True)
class Alternative:
    """The other answer to an assumption that a result touched, and the rows that it would change. None: it lets the run fail."""

    assumption: str
    answer: str
    comparison: Comparison | None


@dataclass(frozen=True)
class FlowResult:
    """
    What became of one flow.

    Attributes:
        name: The name of the flow's resource.
        place: Where the program declares it. Empty if that is not known.
        hiding: Which values a report hides.
        problem: Why the flow cannot be rehearsed.
        after: What the program's version does; None if it cannot be rehearsed, or if the flow will be deleted.
        before_problem: Why the version before cannot be rehearsed.
        comparison: Before against after; None if there is no version before.
        approved: Approved rows against after; None if nothing is approved.
        needs_approval: Whether a flow without approved rows counts as changed.
        alternatives: The other answers to touched assumptions, if they were asked for.
        drawing: What changes in the graph of the flows; None if nothing does.
    """

    name: str
    place: str = ""
    hiding: Hiding = NOTHING_HIDDEN
    problem: str | None = None
    after: Side | None = None
    before_problem: str | None = None
    comparison: Comparison | None = None
    approved: Comparison | None = None
    needs_approval: bool = False
    alternatives: Sequence[Alternative] = ()
    drawing: FlowDrawing | None = None

    @property
    def status(self) -> Status:
        """
        What the flow adds to the exit status. Approved rows decide if there are any; else the version before does.
        """
        if self.problem is not None:
            return Status.IMPOSSIBLE
        if self.after is None:
            return Status.UNCHANGED
        if self.after.failure is not None or self.after.lost_all:
            return Status.FAILED
        if self.approved is not None:
            return Status.UNCHANGED if self.approved.same else Status.CHANGED
        unsure = self.needs_approval or self.before_problem is not None
        differs = self.comparison is not None and not self.comparison.same
        return Status.CHANGED if unsure or differs else Status.UNCHANGED


def status_of(results: Iterable[FlowResult]) -> Status:
    """The exit status for all flows."""
    return max((each.status for each in results), default=Status.UNCHANGED)
