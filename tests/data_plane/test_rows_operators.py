"""Every operator that botocore's model has for a connector: the plan runs it, or refuses it with a reason."""

from collections.abc import Iterator
from typing import Any

import botocore.loaders
import pytest

from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.outcome import Record
from tests.data_plane.flows import MAP_ALL, moved, rows

SHAPES = botocore.loaders.Loader().load_service_model("appflow", "service-2")["shapes"]
OPERATORS = [
    (connector, operator)
    for connector, member in SHAPES["ConnectorOperator"]["members"].items()
    for operator in SHAPES[member["shape"]]["enum"]
]
KINDS = SHAPES["TaskType"]["enum"]
# All that any operator needs. Each kind of task takes its own.
PROPERTIES = {
    "BETWEEN": {"LOWER_BOUND": "1", "UPPER_BOUND": "3"},
    "VALIDATE": {"VALIDATION_ACTION": "DropRecord"},
    "MASK": {"MASK_LENGTH": "1", "MASK_VALUE": "*"},
    "COMPARE": {"VALUE": "2"},
}
NO_PROPERTIES = {"PROJECTION", "NO_OP", "ADDITION", "SUBTRACTION", "MULTIPLICATION", "DIVISION"}
OF_KIND = {
    "Truncate": {"TRUNCATE_LENGTH": "1"},
    "Merge": {"CONCAT_FORMAT": "${A}${B}"},
    "Partition": {"ORDERED_PARTITION_KEYS_LIST": '["A"]'},
}


def properties(kind: str, operator: str) -> dict[str, str]:
    if operator in NO_PROPERTIES:
        return OF_KIND.get(kind, {})
    return (
        PROPERTIES.get(operator)
        or PROPERTIES.get(operator.split("_", maxsplit=1)[0])
        or PROPERTIES["COMPARE"]
    )


def sources() -> Iterator[tuple[str, dict[str, Any]]]:
    """sourceFlowConfig of each connector that can be a source."""
    for connector, member in SHAPES["SourceConnectorProperties"]["members"].items():
        required = SHAPES[member["shape"]].get("required", [])
        settings = dict.fromkeys(required, "thing") or {"objectPath": "thing"}
        yield (
            connector,
            {
                "connectorType": connector,
                "sourceConnectorProperties": {connector: settings},
            },
        )


SOURCES = dict(sources())
RECORDS: list[Record] = [{"A": "2", "B": "3"}, {"A": "4", "B": "-1"}, {"A": None, "B": "0"}]


def carried(connector: str, kind: str, operator: str) -> list[Record]:
    one = {"Merge", "Arithmetic"}
    sent = {
        "taskType": kind,
        "sourceFields": ["A", "B"] if kind in one else [] if kind == "Map_all" else ["A"],
        "connectorOperator": {connector: operator},
        "destinationField": "C",
        "taskProperties": properties(kind, operator),
    }
    return rows(moved([sent, MAP_ALL], RECORDS, source=SOURCES[connector]))


# The kind of task that an operator is for.
MEANT = {
    **dict.fromkeys(("ADDITION", "SUBTRACTION", "MULTIPLICATION", "DIVISION"), "Arithmetic"),
    **dict.fromkeys(("MASK_ALL", "MASK_FIRST_N", "MASK_LAST_N"), "Mask"),
    **dict.fromkeys(
        ("VALIDATE_NON_NULL", "VALIDATE_NON_ZERO", "VALIDATE_NON_NEGATIVE", "VALIDATE_NUMERIC"),
        "Validate",
    ),
    "NO_OP": "Map",
}


def test_every_connector_with_operators_can_be_a_source() -> None:
    assert {connector for connector, _ in OPERATORS} == {*SOURCES}


@pytest.mark.parametrize(("connector", "operator"), OPERATORS)
def test_an_operator_runs_in_a_task_of_its_kind(connector, operator) -> None:
    found = carried(connector, MEANT.get(operator, "Filter"), operator)
    assert len(found) <= len(RECORDS)


RESULTS: dict[str, list[Record]] = {
    "PROJECTION": [{"A": "2"}, {"A": "4"}, {"A": None}],
    "LESS_THAN": [],
    "GREATER_THAN": RECORDS[1:2],
    "CONTAINS": RECORDS[:1],
    "BETWEEN": RECORDS[:1],
    "LESS_THAN_OR_EQUAL_TO": RECORDS[:1],
    "GREATER_THAN_OR_EQUAL_TO": RECORDS[:2],
    "EQUAL_TO": RECORDS[:1],
    "NOT_EQUAL_TO": RECORDS[1:2],
    "ADDITION": RECORDS,
    "MULTIPLICATION": RECORDS,
    "DIVISION": RECORDS,
    "SUBTRACTION": RECORDS,
    "MASK_ALL": [{"A": "*", "B": "3"}, {"A": "*", "B": "-1"}, RECORDS[2]],
    "MASK_FIRST_N": [{"A": "*", "B": "3"}, {"A": "*", "B": "-1"}, RECORDS[2]],
    "MASK_LAST_N": [{"A": "*", "B": "3"}, {"A": "*", "B": "-1"}, RECORDS[2]],
    "VALIDATE_NON_NULL": RECORDS[:2],
    "VALIDATE_NON_ZERO": RECORDS[:2],
    "VALIDATE_NON_NEGATIVE": RECORDS[:2],
    "VALIDATE_NUMERIC": RECORDS[:2],
    "NO_OP": [{"C": row["A"], **row} for row in RECORDS],
}


def test_every_operator_of_the_model_has_a_known_result() -> None:
    assert {*RESULTS} == {*SHAPES["Operators"]["enum"]}


@pytest.mark.parametrize("operator", RESULTS)
def test_an_operator_does_to_records_what_it_says(operator) -> None:
    connector = next(each for each, its in reversed(OPERATORS) if its == operator)
    assert carried(connector, MEANT.get(operator, "Filter"), operator) == RESULTS[operator]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("operator", SHAPES["Operators"]["enum"])
def test_an_operator_runs_in_a_task_of_any_kind_or_is_refused_with_a_reason(kind, operator) -> None:
    means = operator == "NO_OP" and kind not in ("Filter", "Validate", "Mask", "Arithmetic")
    if means or kind == MEANT.get(operator, "Filter"):
        carried("Salesforce", kind, operator)
        return
    with pytest.raises(CannotRehearse, match=rf"tasks\[0\]\.connectorOperator: {operator} is not known for a task of type {kind}\."):  # fmt: skip
        carried("Salesforce", kind, operator)


@pytest.mark.parametrize("key", SHAPES["OperatorPropertiesKeys"]["enum"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_property_means_something_to_a_task_or_is_refused_by_name(kind, key) -> None:
    operator = next((each for each, its in MEANT.items() if its == kind), "NO_OP")
    operator = "EQUAL_TO" if kind == "Filter" else operator
    known = properties(kind, operator)
    if kind == "Arithmetic":
        known = {"MATH_OPERATION_FIELDS_ORDER": "A,B"}
    if kind == "Map_all":
        known = {"EXCLUDE_SOURCE_FIELDS_LIST": "[]"}
    fields = ["A", "B"] if kind in ("Merge", "Arithmetic") else ["A"]
    sent = {
        "taskType": kind,
        "sourceFields": fields,
        "connectorOperator": {"Salesforce": operator},
        "destinationField": "C",
        "taskProperties": {**known, key: known.get(key, "x")},
    }
    types = {"DATA_TYPE", "SOURCE_DATA_TYPE", "DESTINATION_DATA_TYPE"}
    writer = [] if kind in ("Map", "Map_all", "Passthrough") else [MAP_ALL]
    if key in {*known, *types}:
        moved([sent, *writer], RECORDS)
        return
    with pytest.raises(CannotRehearse, match=r"tasks\[0\]\.taskProperties\.[A-Z_]+: has no known meaning"):  # fmt: skip
        moved([sent, *writer], RECORDS)
