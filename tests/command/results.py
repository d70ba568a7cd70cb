"""Results of rehearsals, made by hand, so that comparing and reporting are tested without a data plane."""

from collections.abc import Mapping, Sequence
from typing import Any

from appflow_command.changes import Declared, flows_of
from appflow_command.rehearse.hiding import Hiding, Shown, masked_fields
from appflow_command.rehearse.request import request_of
from appflow_command.rehearse.side import Side, StoredObject
from appflow_emulator.data_plane.outcome import Left, Written
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.data_plane.planning import plan_of
from appflow_emulator.data_plane.steps import Step
from tests.command.previews import flow, preview, step

Row = dict[str, Any]


def declared(*tasks: dict[str, Any], **changes: Any) -> Declared:
    (found,) = flows_of(preview(step("create", after=flow(*tasks, **changes))))
    assert found.after is not None
    return found.after


def plan(*tasks: dict[str, Any], **changes: Any) -> Plan:
    return plan_of(request_of(declared(*tasks, **changes)))


def side(
    of: Plan | None,
    rows: Sequence[Row] | Mapping[int, Row],
    *,
    dropped: Mapping[int, tuple[Row, Step, str]] | None = None,
    objects: Sequence[str | StoredObject] = ("lake/<run>",),
    **more: Any,
) -> Side:
    """What a flow makes: rows in order, or by the number of their source record."""
    numbered = rows if isinstance(rows, Mapping) else dict(enumerate(rows))
    left = [Left(number, *each) for number, each in (dropped or {}).items()]
    return Side(
        plan=of,
        read=more.pop("read", len(numbered) + len(left)),
        written=[Written(number, row) for number, row in numbered.items()],
        dropped=left,
        objects=[
            each if isinstance(each, StoredObject) else StoredObject(each) for each in objects
        ],
        **more,
    )


def hiding(*plans_tasks: Sequence[dict[str, Any]], shown: Shown = "masked") -> Hiding:
    """What is hidden if each version of the flow has these tasks."""
    masks = [masked_fields(list(tasks)) or frozenset() for tasks in plans_tasks]
    return Hiding(tuple(plan(*tasks) for tasks in plans_tasks), frozenset().union(*masks), shown)
