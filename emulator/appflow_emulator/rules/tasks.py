"""Rules for the tasks of a flow. Their texts carry the prefix `Task Validation Error:`, which was seen often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..catalogue import CONNECTORS

Task = Mapping[str, Any]

# Sources that may go without a projection: S3 was seen to (Terraform's acceptance test, 2022-2024).
_NO_PROJECTION = {"S3"}
_NOT_FOR_FILTERS = {"NO_OP"}  # seen (aws-cdk#17748)


def task_problems(tasks: Sequence[Task], source_type: str) -> Iterator[str]:
    """What is wrong with the tasks of a flow from this source."""
    key = CONNECTORS[source_type].key
    for task in tasks:
        for problem in (*_operator(task, key, source_type), *_filter(task)):
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


def _operator(task: Task, key: str, source_type: str) -> Iterator[str]:
    """Seen and documented by naming: the operator is the source connector's. Our words."""
    operator = task.get("connectorOperator")
    if operator and list(operator) != [key]:
        got = ", ".join(operator)
        yield f"connectorOperator for source {source_type} must have exactly one member {key}; got: {got}"


def _filter(task: Task) -> Iterator[str]:
    if task["taskType"] != "Filter":
        return
    for operator in _NOT_FOR_FILTERS & set(task.get("connectorOperator", {}).values()):
        yield f"operator {operator} is not valid for filtering tasks"
