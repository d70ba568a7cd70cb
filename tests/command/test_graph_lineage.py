"""Which field comes from which: a table of tasks, and the same answers as the data plane of the emulator."""

from typing import Any

import pytest

from appflow_command.graph.lineage import lineage_of
from appflow_command.graph.model import Column, Input, Lineage
from appflow_emulator.data_plane.plan import Plan
from tests.command.previews import SECRET, UNKNOWN, mapped, mask, no_null
from tests.command.results import plan
from tests.programs import MAP_ALL, task

MERGED = task(
    "Merge",
    ["First", "Last"],
    "salesforce",
    "NO_OP",
    destinationField="Name",
    taskProperties={"CONCAT_FORMAT": "${First} ${Last}"},
)
CUT = task("Truncate", ["Text"], "salesforce", "NO_OP", taskProperties={"TRUNCATE_LENGTH": "3"})
SUM = task("Arithmetic", ["Qty", "Price"], "salesforce", "MULTIPLICATION")
ONLY = task("Filter", ["Id", "Phone", "Text"], "salesforce", "PROJECTION")
BIG = task(
    "Filter",
    ["Qty"],
    "salesforce",
    "GREATER_THAN",
    taskProperties={"DATA_TYPE": "double", "VALUE": "1"},
)


def columns(tasks: list[dict[str, Any]]) -> dict[str, tuple[Input, ...]]:
    return {each.name: each.inputs for each in lineage_of(tasks).columns}


CASES: dict[str, tuple[list[dict[str, Any]], dict[str, tuple[Input, ...]]]] = {
    "a renamed field": ([mapped("Id", "Key")], {"Key": (Input("Id"),)}),
    "a mask": (
        [mapped("Phone", "Tel"), mask("Phone"), mapped("Id")],
        {"Tel": (Input("Phone", ("Mask",)),), "Id": (Input("Id"),)},
    ),
    "fields that are joined": (
        [MERGED, mapped("Name", "Who")],
        {"Who": (Input("First", ("Merge",)), Input("Last", ("Merge",)))},
    ),
    "a mask of one part": (
        [mask("Last"), MERGED, mapped("Name")],
        {"Name": (Input("First", ("Merge",)), Input("Last", ("Mask", "Merge")))},
    ),
    "a mask of the result": (
        [MERGED, mask("Name"), mapped("Name")],
        {"Name": (Input("First", ("Merge", "Mask")), Input("Last", ("Merge", "Mask")))},
    ),
    "a result without a name": (
        [SUM, mapped("Qty,Price", "Total")],
        {"Total": (Input("Price", ("Arithmetic",)), Input("Qty", ("Arithmetic",)))},
    ),
    "a result with the name of a part": (
        [{**MERGED, "destinationField": "First"}, mask("First"), mapped("First")],
        {"First": (Input("First", ("Merge", "Mask")), Input("Last", ("Merge", "Mask")))},
    ),
    "one field to two columns": (
        [mapped("Id"), mapped("Id", "Key")],
        {"Id": (Input("Id"),), "Key": (Input("Id"),)},
    ),
    "two changes": (
        [CUT, mask("Text"), mapped("Text")],
        {"Text": (Input("Text", ("Truncate", "Mask")),)},
    ),
    "all fields, one masked": ([MAP_ALL, mask("Phone")], {"Phone": (Input("Phone", ("Mask",)),)}),
    "all fields of a projection": (
        [ONLY, MAP_ALL, CUT],
        {
            "Id": (Input("Id"),),
            "Phone": (Input("Phone"),),
            "Text": (Input("Text", ("Truncate",)),),
        },
    ),
}


@pytest.mark.parametrize(("tasks", "expected"), CASES.values(), ids=CASES)
def test_each_column_knows_its_fields_and_what_is_done_to_them(
    tasks: list[dict[str, Any]], expected: dict[str, tuple[Input, ...]]
) -> None:
    assert columns(tasks) == expected


MAPPED = [name for name, (tasks, _) in CASES.items() if MAP_ALL not in tasks]


@pytest.mark.parametrize("name", MAPPED)
def test_the_data_plane_reads_the_same_fields(name: str) -> None:
    tasks, _ = CASES[name]
    of: Plan = plan(*tasks)
    for column, inputs in columns(tasks).items():
        steps = of.lineage(column)
        read = {field for step in steps for field in step.fields} - of.made
        made_of_itself = {each.field for each in inputs} & of.made
        assert {each.field for each in inputs} - made_of_itself == read
        done = {step.kind for step in steps} - {"Map"}
        assert {kind for each in inputs for kind in each.steps} == done


def test_all_fields_but_some() -> None:
    less = {**MAP_ALL, "taskProperties": {"EXCLUDE_SOURCE_FIELDS_LIST": '["Phone", "Fax"]'}}
    found = lineage_of([less, mask("Phone"), mask("Email")])
    assert (found.everything, found.excluded) == (True, ("Fax", "Phone"))
    assert [each.name for each in found.columns] == ["Email"]
    assert found.masked == ("Email", "Phone")


def test_conditions_are_the_fields_that_choose_records() -> None:
    found = lineage_of([BIG, no_null("Name"), MERGED, mapped("Name")])
    assert found.conditions == ("First", "Last", "Qty")


@pytest.mark.parametrize("tasks", [UNKNOWN, SECRET, None, {"a": 1}, [UNKNOWN], 3])
def test_tasks_that_are_not_known_are_not_guessed(tasks: Any) -> None:
    assert lineage_of(tasks) == Lineage(readable=False)


def test_names_that_are_not_known_or_secret_are_words_in_brackets() -> None:
    found = lineage_of([mapped(SECRET, UNKNOWN), {"taskType": UNKNOWN}, {"taskType": "New"}])
    assert found.columns == (Column("(known after deployment)", (Input("(secret)"),)),)


def test_a_passthrough_writes_all_fields_too() -> None:
    found = lineage_of([{**MAP_ALL, "taskType": "Passthrough"}, mask("Phone")])
    assert (found.everything, found.masked) == (True, ("Phone",))


def test_a_loop_of_results_ends() -> None:
    one = {**MERGED, "sourceFields": ["B"], "destinationField": "A"}
    other = {**MERGED, "sourceFields": ["A"], "destinationField": "B"}
    assert columns([one, other, mapped("A")]) == {"A": (Input("A", ("Merge",)),)}
