"""Rules for the tasks of a flow. Messages have the prefix `Task Validation Error:`, which was seen often."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.connectors import CONNECTORS

Task = Mapping[str, Any]

# Sources without a projection: seen to be refused for these, many times (2021 to 2025) ...
_PROJECTION_NEEDED = {"CustomConnector", "Salesforce"}
# ... and seen to be accepted for these: S3 in Terraform's acceptance test (2022-2024), Google Analytics in the API reference's
# sample of CreateFlow. For other sources it is not known (switch).
_PROJECTION_NOT_NEEDED = {"Googleanalytics", "S3"}


def task_problems(
    tasks: Sequence[Task], source_type: str, assumptions: Assumptions
) -> Iterator[str]:
    """What is wrong with the tasks of a flow from this source."""
    for task in tasks:
        for problem in _filter(task, source_type, assumptions):
            yield f"Task Validation Error: {problem}"
    needed = source_type in _PROJECTION_NEEDED or (
        source_type not in _PROJECTION_NOT_NEEDED
        and assumptions.projection_of_other_sources == "refused"
    )
    if needed and not any(map(_says_which_fields, tasks)):
        # Seen many times, word for word.
        yield "Task Validation Error: You must specify a projection task or a MAP_ALL task"


def _says_which_fields(task: Task) -> bool:
    """Whether a task selects the fields. A passthrough task replaces mapping (documented for SAP deep insert)."""
    if task["taskType"] in {"Map_all", "Passthrough"}:
        return True
    return (
        task["taskType"] == "Filter" and "PROJECTION" in task.get("connectorOperator", {}).values()
    )


def _filter(task: Task, source_type: str, assumptions: Assumptions) -> Iterator[str]:
    """
    Seen, word for word, with two blanks (aws-cdk#17748), for a filter whose operator had another connector's key:
    the service looks up the source's operator, and treats a missing one as NO_OP. Inferred: it does the same for a filter
    without any operator (switch). Tasks of other types may have such an operator, even two: AWS's integration tests of the SDKs
    for custom connectors send them, and a flow with them was seen to be Active.
    """
    if task["taskType"] != "Filter":
        return
    operators = task.get("connectorOperator") or {}
    if not operators and assumptions.filter_without_operator == "accepted":
        return
    if operators.get(CONNECTORS[source_type].key, "NO_OP") == "NO_OP":
        yield (
            "The operator NO_OP is not valid for filtering tasks.  The task sourceConnectorType is FILTERING and the task"
            " operator is NO_OP"
        )
