"""
Tasks: what they must do together, which operators a task may have, and how many fields it needs.

If a task has no operator under the key of the source's connector, the service treats it as `NO_OP`.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Flow, Task
from appflow_provider.rules.unions import foreign_members
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.task import ConnectorOperator
from appflow_provider.shapes.walk import members
from appflow_provider.spots import Spot, Undecided
from appflow_provider.vocabulary import EVERY_FIELD

_COMPARISONS = frozenset(
    {"BETWEEN", "CONTAINS", "EQUAL_TO", "GREATER_THAN", "GREATER_THAN_OR_EQUAL_TO", "LESS_THAN"}
    | {"LESS_THAN_OR_EQUAL_TO", "NOT_EQUAL_TO"}
)
_NOTHING = frozenset({"NO_OP"})

# Which operators fit a task type: from their names, and from what AWS's console offers.
_FITTING: Mapping[str, frozenset[str]] = {
    "Arithmetic": frozenset({"ADDITION", "DIVISION", "MULTIPLICATION", "SUBTRACTION"}),
    "Filter": _COMPARISONS | {"PROJECTION"},
    "Map": _NOTHING,
    "Map_all": _NOTHING,
    "Mask": frozenset({"MASK_ALL", "MASK_FIRST_N", "MASK_LAST_N"}),
    "Merge": _NOTHING,
    "Partition": _NOTHING,
    "Passthrough": _NOTHING,
    "Truncate": _NOTHING,
    "Validate": frozenset(
        {"VALIDATE_NON_NEGATIVE", "VALIDATE_NON_NULL", "VALIDATE_NON_ZERO", "VALIDATE_NUMERIC"}
    ),
}
_WRITING = EVERY_FIELD | {"Map"}

_PROJECTION = "public reports with the literal answer, 2021 to 2025: You must specify a projection task or a MAP_ALL task"
# Sources with reports of that answer.
_INSISTS = frozenset({"CustomConnector", "Salesforce"})
# S3 was seen without (Terraform's acceptance tests); for Google Analytics, so is the API reference's sample of CreateFlow.
_DOES_WITHOUT = frozenset({"Googleanalytics", "S3"})


@rule(Evidence.OBSERVED, _PROJECTION)
def no_projection(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type in _INSISTS:
        yield from _no_projection(flow, "AppFlow refuses a flow from")


@rule(
    Evidence.INFERRED,
    "User guide: most connectors require it. The answer was seen for Salesforce and custom connectors only",
)
def no_projection_for_other_sources(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type not in _INSISTS | _DOES_WITHOUT:
        yield from _no_projection(flow, "AppFlow may refuse a flow from")


def _no_projection(flow: Flow, consequence: str) -> Iterator[Problem]:
    connector = flow.source.connector
    tasks = flow.spot["tasks"]
    if not connector.source or not tasks.present():
        return
    if not any(_selects(task) for task in flow.tasks):
        yield tasks.problem(
            f"need {_way_out(connector)}. {consequence} {connector.type} without it"
        )


def _selects(task: Task) -> bool:
    """Whether the task selects the fields to read. A projection under another connector's key counts: another rule reports it."""
    names = task.spot["connectorOperator"].names()
    found = [task.operator_of(name).text() for name in names]
    return task.type in EVERY_FIELD or (task.type == "Filter" and "PROJECTION" in found)


def _way_out(connector: Connector) -> str:
    operators = members(ConnectorOperator)[connector.key].kind.leaf
    if "PROJECTION" not in {operator.value for operator in operators}:
        return "one task of taskType Map_all"
    return (
        f"a task of taskType Filter with connectorOperator {{{connector.key}: PROJECTION}} whose sourceFields list "
        "the fields to read, or one task of taskType Map_all"
    )


@rule(Evidence.INFERRED, "User guide: most flows require at least one mapping task")
def nothing_is_mapped(flow: Flow) -> Iterator[Problem]:
    tasks = flow.spot["tasks"]
    if not tasks.present():
        return
    if not any(task.type in _WRITING for task in flow.tasks):
        yield tasks.problem("map no field. Add a Map task for each field, or one Map_all task")


@rule(
    Evidence.OBSERVED,
    "aws-cdk#17748: The operator NO_OP is not valid for filtering tasks, for an operator under another key",
)
def filter_without_its_operator(task: Task) -> Iterator[Problem]:
    if task.type == "Filter" and not task.operator.present():
        yield from _misplaced(task)


@rule(
    Evidence.ADVICE,
    "AWS's integration tests of the SDKs for custom connectors send such tasks. aws-cdk#17748 shows their effect",
)
def operator_of_another_connector(task: Task) -> Iterator[Problem]:
    """The service accepts it and reads NO_OP. If the source's operator is set too, the other has no effect."""
    if task.type == "Filter" and not task.operator.present():
        return
    for spot in _foreign(task):
        key = task.flow.source.connector.key
        if task.operator.present():
            yield spot.problem(f"has no effect. AppFlow reads the operator of the source, {key}")
        else:
            yield spot.problem(
                f"is not the source's operator. AppFlow reads the task as NO_OP, and its console shows no mapping. Put the operator "
                f"under {key}, the key of the source"
            )


def _misplaced(task: Task) -> Iterator[Problem]:
    for spot in _foreign(task):
        yield spot.problem(
            f"is not the source's operator. AppFlow reads this filter as NO_OP, which it refuses. Put the operator under "
            f"{task.flow.source.connector.key}, the key of the source"
        )


def _foreign(task: Task) -> Iterator[Spot]:
    """The operators under the keys of connectors other than the source's."""
    connector = task.flow.source.connector
    operators = task.spot["connectorOperator"]
    if not connector.source:
        raise Undecided
    for name in foreign_members(operators, ConnectorOperator, connector.key):
        yield operators[name]


@rule(
    Evidence.INFERRED,
    "the service reads a missing operator as NO_OP, which it refuses for filters",
)
def filter_without_operator(task: Task) -> Iterator[Problem]:
    operators = task.spot["connectorOperator"]
    connector = task.flow.source.connector
    if task.type == "Filter" and connector.source and not operators.names():
        yield operators.problem(
            f"is required with taskType Filter. Set {{{connector.key}: PROJECTION}} or a comparison"
        )


@rule(
    Evidence.OBSERVED,
    "a report by a user of the CDK, 2024: The operator NO_OP is not valid for filtering tasks",
)
def filter_with_no_op(task: Task) -> Iterator[Problem]:
    if task.type == "Filter" and task.operator.text() == "NO_OP":
        yield task.operator.problem(
            '"NO_OP" is not valid for taskType Filter. Use PROJECTION to list the fields to read, or a comparison'
        )


@rule(Evidence.INFERRED, "the names of the operators, and what AWS's console offers for each task")
def operator_of_another_task(task: Task) -> Iterator[Problem]:
    kind, operator = task.type, task.operator.text()
    fitting = _FITTING.get(kind)
    known = any(operator in operators for operators in _FITTING.values())
    if (
        fitting is None
        or not known
        or operator in fitting
        or (kind, operator) == ("Filter", "NO_OP")
    ):
        return
    yield task.operator.problem(
        f'"{operator}" is not for taskType {kind}. Use {", ".join(sorted(fitting))}'
    )


# Task type: the minimum and maximum of source fields. User guide and AWS's samples; no refusal was seen.
_Fields: TypeAlias = tuple[int, int | None, str]
_ONE: _Fields = (1, 1, "be one field with taskType {}")
_FIELDS_OF_FILTERS: Mapping[str, _Fields] = {
    **dict.fromkeys(_COMPARISONS, _ONE),
    "PROJECTION": (1, None, "list the fields to read with operator PROJECTION"),
}
_FIELDS: Mapping[str, _Fields] = {
    "Arithmetic": (2, 2, "be two fields to calculate with, as taskType is {}"),
    "Map": _ONE,
    "Map_all": (
        0,
        0,
        "be empty with taskType {}. Leave fields out with EXCLUDE_SOURCE_FIELDS_LIST",
    ),
    "Mask": _ONE,
    "Merge": (2, None, "be two fields or more to join, as taskType is {}"),
    "Truncate": _ONE,
    "Validate": _ONE,
}


@rule(Evidence.INFERRED, "User guide and AWS's samples: how many fields each task is about")
def wrong_number_of_fields(task: Task) -> Iterator[Problem]:
    kind = task.type
    found = _FIELDS_OF_FILTERS.get(task.operator.text()) if kind == "Filter" else _FIELDS.get(kind)
    if found is None:
        return
    least, most, want = found
    count = len(task.fields)
    if count < least or (most is not None and count > most):
        yield task.spot["sourceFields"].problem(f"should {want.format(kind)}")


@rule(Evidence.INFERRED, "User guide and AWS's samples: these tasks write a field")
def no_destination_field(task: Task) -> Iterator[Problem]:
    field = task.spot["destinationField"]
    if task.type in {"Arithmetic", "Map", "Merge"} and not field.given():
        yield field.problem(f"is not set. A task of taskType {task.type} writes a field")


@rule(Evidence.DOCUMENTED, "User guide, Veeva: no formulas, modified values or validations")
def documents_modified(task: Task) -> Iterator[Problem]:
    kind = task.type
    if kind in _CHANGING and task.flow.reads_documents():
        yield task.spot["taskType"].problem(f'"{kind}" is not supported for Veeva documents')


_CHANGING = frozenset({"Arithmetic", "Mask", "Merge", "Truncate", "Validate"})
