"""
Every task type with every operator, number of fields and property, against what the user guide and the console offer.

What is expected is written down here once more, so that an entry which is lost from the rules' tables shows.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.task import OperatorPropertiesKeys, TaskType
from tests.programs import source, task
from tests.rules.samples import SALESFORCE, from_

COMPARISONS = [
    "BETWEEN",
    "CONTAINS",
    "EQUAL_TO",
    "GREATER_THAN",
    "GREATER_THAN_OR_EQUAL_TO",
    "LESS_THAN",
    "LESS_THAN_OR_EQUAL_TO",
    "NOT_EQUAL_TO",
]
MASKS = ["MASK_ALL", "MASK_FIRST_N", "MASK_LAST_N"]
SUMS = ["ADDITION", "DIVISION", "MULTIPLICATION", "SUBTRACTION"]
CHECKS = ["VALIDATE_NON_NEGATIVE", "VALIDATE_NON_NULL", "VALIDATE_NON_ZERO", "VALIDATE_NUMERIC"]
OPERATORS = [*COMPARISONS, *MASKS, *SUMS, *CHECKS, "NO_OP", "PROJECTION"]

# Task type: its operators, then the fewest and the most source fields.
FITTING: dict[str, tuple[list[str], int, float]] = {
    "Arithmetic": (SUMS, 2, 2),
    "Filter": ([*COMPARISONS, "PROJECTION", "NO_OP"], 1, 1),
    "Map": (["NO_OP"], 1, 1),
    "Map_all": (["NO_OP"], 0, 0),
    "Mask": (MASKS, 1, 1),
    "Merge": (["NO_OP"], 2, float("inf")),
    "Partition": (["NO_OP"], 0, float("inf")),
    "Passthrough": (["NO_OP"], 0, float("inf")),
    "Truncate": (["NO_OP"], 1, 1),
    "Validate": (CHECKS, 1, 1),
}

# Property: the task types that read it, where that is known.
READ_BY = {
    "CONCAT_FORMAT": {"Merge"},
    "EXCLUDE_SOURCE_FIELDS_LIST": {"Map_all"},
    "INCLUDE_NEW_FIELDS": {"Map_all"},
    "LOWER_BOUND": {"Filter"},
    "MASK_LENGTH": {"Mask"},
    "MASK_VALUE": {"Mask"},
    "MATH_OPERATION_FIELDS_ORDER": {"Arithmetic"},
    "ORDERED_PARTITION_KEYS_LIST": {"Partition"},
    "TRUNCATE_LENGTH": {"Truncate"},
    "UPPER_BOUND": {"Filter"},
    "VALIDATION_ACTION": {"Validate"},
    "VALUE": {"Filter", "Validate"},
    "VALUES": {"Filter", "Validate"},
}


def rules_about(*tasks: Any, source: Any = SALESFORCE) -> set[str]:
    """The rules that warn of a flow with these tasks."""
    checked = RESOURCES["Flow"].check({}, from_(source, tasks=list(tasks)), resource_name="orders")
    return {each.rule for each in checked.warnings}


def test_every_task_type_and_property_is_here() -> None:
    assert FITTING.keys() == {each.value for each in TaskType}
    everywhere = {"DATA_TYPE", "DESTINATION_DATA_TYPE", "SOURCE_DATA_TYPE", "SUBFIELD_CATEGORY_MAP"}
    assert READ_BY.keys() | everywhere == {each.value for each in OperatorPropertiesKeys}


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("kind", FITTING)
def test_an_operator_of_another_task_is_a_warning(kind: str, operator: str) -> None:
    found = rules_about(task(kind, ["Id"], "salesforce", operator))
    assert ("operator-of-another-task" in found) == (operator not in FITTING[kind][0])


def numbers() -> Iterator[tuple[str, str, int, bool]]:
    for kind, (operators, least, most) in FITTING.items():
        for operator in operators:
            if (kind, operator) == ("Filter", "NO_OP"):
                continue  # a rule of its own
            most_of_it = float("inf") if operator == "PROJECTION" else most
            for count in range(4):
                yield kind, operator, count, least <= count <= most_of_it


@pytest.mark.parametrize(("kind", "operator", "count", "fits"), list(numbers()))
def test_a_wrong_number_of_fields_is_a_warning(
    kind: str, operator: str, count: int, fits: bool
) -> None:
    fields = ["Id", "Name", "Phone"][:count]
    found = rules_about(task(kind, fields, "salesforce", operator))
    assert ("wrong-number-of-fields" in found) is not fits


@pytest.mark.parametrize("name", READ_BY)
@pytest.mark.parametrize("kind", FITTING)
def test_a_property_of_another_task_is_a_warning(kind: str, name: str) -> None:
    written = task(kind, ["Id"], "salesforce", FITTING[kind][0][0], taskProperties={name: "1"})
    found = rules_about(written)
    assert ("property-of-another-task" in found) == (kind not in READ_BY[name])


@pytest.mark.parametrize("kind", FITTING)
def test_a_task_that_changes_documents_of_veeva_is_refused(kind: str) -> None:
    veeva = source("Veeva", "veeva", {"object": "documents/types/sop"})
    written = task(kind, ["id"], "veeva", FITTING[kind][0][0])
    found = RESOURCES["Flow"].check({}, from_(veeva, tasks=[written]), resource_name="orders")
    refused = any("not supported for Veeva documents" in each.reason for each in found.problems)
    assert refused == (kind in {"Arithmetic", "Mask", "Merge", "Truncate", "Validate"})


@pytest.mark.parametrize("operator", MASKS)
def test_a_mask_of_some_characters_needs_their_number(operator: str) -> None:
    found = rules_about(
        task("Mask", ["Id"], "salesforce", operator, taskProperties={"MASK_VALUE": "*"})
    )
    assert ("Mask_needs_MASK_LENGTH" in found) == (operator != "MASK_ALL")


@pytest.mark.parametrize("name", ["LOWER_BOUND", "UPPER_BOUND", "VALUE", "VALUES"])
@pytest.mark.parametrize("kind", ["date", "datetime", "string"])
def test_a_date_of_salesforce_is_a_number(kind: str, name: str) -> None:
    properties = {"DATA_TYPE": kind, name: "2024-02-12"}
    found = rules_about(task("Filter", ["Id"], "salesforce", "EQUAL_TO", taskProperties=properties))
    assert ("salesforce-date-as-text" in found) == (kind != "string")
