"""Comparing two results: which rows are the same row, which cells differ, and which tasks made the difference."""

from decimal import Decimal

import pytest

from appflow_command.rehearse.compare import compare
from appflow_emulator.data_plane.steps import Validate
from tests.command.previews import mapped, mask, no_null
from tests.command.results import plan, side
from tests.programs import destination, source, task

IDS = {"Id": "1", "Phone": "555-0100"}, {"Id": "2", "Phone": "555-0101"}
CLEAR = [mapped("Id"), mapped("Phone")]


def kinds(found) -> list[tuple[str, int]]:
    return [(each.kind, each.number) for each in found.changes]


def cells(found) -> list[tuple[str, object, object]]:
    return [(one.column, one.before, one.after) for each in found.changes for one in each.cells]


def test_the_same_rows_in_another_order_are_the_same() -> None:
    of = plan(*CLEAR)
    assert compare(side(of, IDS), side(of, {1: IDS[1], 0: IDS[0]})).same
    other = plan(*CLEAR, sourceFlowConfig=source("Slack", "slack", {"object": "x"}))
    assert compare(side(of, IDS), side(other, IDS[::-1])).same
    assert compare(side(None, IDS), side(of, IDS[::-1])).same


def test_a_changed_cell_names_the_task_that_is_new() -> None:
    masked = plan(mapped("Id"), mask("Phone"), mapped("Phone"))
    after = [{**row, "Phone": "********"} for row in IDS]
    found = compare(side(plan(*CLEAR), IDS), side(masked, after))
    assert cells(found) == [
        ("Phone", "555-0100", "********"),
        ("Phone", "555-0101", "********"),
    ]
    assert {each.tasks for row in found.changes for each in row.cells} == {("Mask Phone",)}
    assert found.by_task == {"Mask Phone": 2}


def test_a_task_that_only_moved_in_the_list_made_no_difference() -> None:
    before = plan(mapped("Id"), mask("Phone", first=2), mapped("Phone"))
    after = plan(mask("Phone", first=4), no_null("Id"), mapped("Id"), mapped("Phone"))
    found = compare(
        side(before, [{"Id": "1", "Phone": "**5"}]), side(after, [{"Id": "2", "Phone": "***"}])
    )
    assert {one.column: one.tasks for row in found.changes for one in row.cells} == {
        "Id": ("order of the tasks",),
        "Phone": ("Mask Phone",),
    }


def test_a_new_column_is_a_change_by_its_map() -> None:
    before, after = plan(mapped("Id")), plan(mapped("Id"), mapped("Region", "Area"))
    found = compare(side(before, [{"Id": "1"}]), side(after, [{"Id": "1", "Area": None}]))
    ((column, was, now),) = cells(found)
    assert (column, now) == ("Area", None)
    assert was is not None  # absent is not null
    assert found.by_task == {"Map Region": 1}


def test_a_row_that_is_held_back_names_its_task_and_the_reason() -> None:
    before, after = plan(*CLEAR), plan(no_null("Phone"), *CLEAR)
    (validate,) = after.of(Validate)
    row = {"Id": "2", "Phone": None}
    dropped = {1: (row, validate, "Phone is null")}
    found = compare(side(before, [IDS[0], row]), side(after, [IDS[0]], dropped=dropped))
    assert kinds(found) == [("removed", 1)]
    assert found.changes[0].held is not None
    assert found.changes[0].held.why == "Phone is null"
    assert found.by_task == {str(validate): 1}
    back = compare(side(after, [IDS[0]], dropped=dropped), side(before, [IDS[0], row]))
    assert kinds(back) == [("added", 1)]
    assert back.by_task == {str(validate): 1}


def test_rows_of_one_source_pair_by_their_record_even_if_their_id_is_masked() -> None:
    before, after = plan(*CLEAR), plan(mask("Id"), *CLEAR)
    found = compare(side(before, IDS), side(after, [{**row, "Id": "*"} for row in IDS]))
    assert kinds(found) == [("changed", 0), ("changed", 1)]
    assert {column for column, _, _ in cells(found)} == {"Id"}


def test_id_field_names_are_the_key_of_a_destination() -> None:
    to_leads = destination(
        "Salesforce",
        "salesforce",
        {"object": "Lead", "writeOperationType": "UPSERT", "idFieldNames": ["Id"]},
    )
    of = plan(*CLEAR, destinationFlowConfigList=[to_leads])
    moved = [{"Id": "3", "Phone": "555-0100"}, IDS[1]]
    assert kinds(compare(side(of, IDS), side(of, moved))) == [("added", 0), ("removed", 0)]


def test_a_given_key_overrides_every_other() -> None:
    of = plan(*CLEAR)
    moved = [{"Id": "3", "Phone": "555-0100"}, IDS[1]]
    found = compare(side(of, IDS), side(of, moved), ["Phone"])
    assert cells(found) == [("Id", "1", "3")]
    assert found.changes[0].key == (("Phone", "555-0100"),)


def test_rows_of_other_sources_pair_by_id_and_repeated_ids_in_their_order() -> None:
    of = plan(*CLEAR)
    rows = [{"Id": "1", "n": 1}, {"Id": "1", "n": 2}]
    found = compare(side(None, rows), side(of, [*rows, {"Id": "1", "n": 3}]))
    assert kinds(found) == [("added", 2)]


def test_without_any_key_whole_rows_are_counted() -> None:
    of = plan(mapped("Name"))
    before, after = [{"Name": "a"}, {"Name": "b"}], [{"Name": "b"}, {"Name": "b"}]
    found = compare(side(None, before), side(of, after))
    assert kinds(found) == [("added", 1), ("removed", 0)]
    assert found.changes[0].key == ()


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (Decimal("1.10"), Decimal("1.1")),
        (2, "2"),
        (1, True),
        (None, "null"),
        (None, ""),
        ({"a": Decimal("1.0")}, {"a": Decimal("1.00")}),
    ],
)
def test_values_that_python_or_a_reader_takes_for_equal_differ(was, now) -> None:
    of = plan(*CLEAR)
    found = compare(side(of, [{"Id": "1", "Phone": was}]), side(of, [{"Id": "1", "Phone": now}]))
    assert cells(found) == [("Phone", was, now)]
    assert compare(side(of, [{"Id": now}]), side(of, [{"Id": now}])).same


@pytest.mark.parametrize(
    "after",
    [
        {"objects": ["lake/<run>", "lake/<run>-1"]},
        {"failure": "a value is not a number"},
        {"rows": [{**IDS[0], "Extra": "x"}, IDS[1]]},
    ],
    ids=["objects", "failure", "column"],
)
def test_objects_failures_and_columns_count_as_differences(after) -> None:
    of = plan(*CLEAR)
    assert not compare(side(of, IDS), side(of, **{"rows": IDS, **after})).same


def test_another_source_is_named_where_no_task_differs() -> None:
    before = plan(*CLEAR)
    after = plan(*CLEAR, sourceFlowConfig=source("Salesforce", "salesforce", {"object": "Lead"}))
    found = compare(
        side(before, [{"Id": "1", "Phone": "a"}]), side(after, [{"Id": "1", "Phone": "b"}])
    )
    assert found.by_task == {"source Salesforce/Lead": 1}


def test_a_calculation_is_attributed_through_the_field_that_it_makes() -> None:
    def of(operator: str):
        into = task(
            "Arithmetic", ["Qty", "Price"], "salesforce", operator, destinationField="Qty,Price"
        )
        return plan(mapped("Id"), into, mapped("Qty,Price", "Total"))

    found = compare(
        side(of("ADDITION"), [{"Id": "1", "Total": 3}]),
        side(of("MULTIPLICATION"), [{"Id": "1", "Total": 2}]),
    )
    assert found.by_task == {"Arithmetic Qty, Price": 1}


def test_labels_of_tasks_show_no_value_of_a_filter() -> None:
    hidden = task(
        "Filter",
        ["Phone"],
        "salesforce",
        "EQUAL_TO",
        taskProperties={"DATA_TYPE": "string", "VALUE": "555-0100"},
    )
    labels = [str(each) for each in plan(hidden, *CLEAR).steps]
    assert [each for each in labels if "555" in each] == []
