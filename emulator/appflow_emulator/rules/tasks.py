"""Rules for the tasks of a flow. Their texts carry the prefix `Task Validation Error:`, which was seen often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..assumptions import Assumptions
from ..catalogue import CONNECTORS

Task = Mapping[str, Any]

# Sources that may go without a projection: S3 was seen to (Terraform's acceptance test, 2022-2024).
_NO_PROJECTION = {"S3"}
_NOT_FOR_FILTERS = {"NO_OP"}


def task_problems(
    tasks: Sequence[Task], source_type: str, assumptions: Assumptions
) -> Iterator[str]:
    """What is wrong with the tasks of a flow from this source."""
    for task in tasks:
        rule = _filter if task["taskType"] == "Filter" else _operator
        for problem in rule(task, source_type, assumptions):
            yield f"Task Validation Error: {problem}"
    if source_type not in _NO_PROJECTION and not any(map(_says_which_fields, tasks)):
        # Seen many times, word for word.
        yield "Task Validation Error: You must specify a projection task or a MAP_ALL task"


def _says_which_fields(task: Task) -> bool:
    """Passthrough replaces mapping altogether (documented for SAP deep insert)."""
    if task["taskType"] in {"Map_all", "Passthrough"}:
        return True
    return (
        task["taskType"] == "Filter" and "PROJECTION" in task.get("connectorOperator", {}).values()
    )


def _operator(task: Task, source_type: str, _: Assumptions) -> Iterator[str]:
    """Seen and documented by naming: the operator is the source connector's. Our words."""
    key, operator = CONNECTORS[source_type].key, task.get("connectorOperator")
    if operator and list(operator) != [key]:
        got = ", ".join(operator)
        yield f"connectorOperator for source {source_type} must have exactly one member {key}; got: {got}"


def _filter(task: Task, source_type: str, assumptions: Assumptions) -> Iterator[str]:
    """
    Seen, word for word (aws-cdk#17748), for a filter whose operator stood under another connector's key: the service looks
    for the source's, and reads one that is not there as NO_OP. Inferred, therefore: the same for a filter without any.
    """
    operators = task.get("connectorOperator") or {}
    if not operators and assumptions.filter_without_operator == "accepted":
        return
    operator = operators.get(CONNECTORS[source_type].key, "NO_OP")
    if operator in _NOT_FOR_FILTERS:
        yield f"operator {operator} is not valid for filtering tasks"
    else:
        yield from _operator(task, source_type, assumptions)
