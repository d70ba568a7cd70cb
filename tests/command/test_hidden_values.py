"""Values of fields that a version masks: they stay out of every report, whatever column or text they stand in."""

import itertools
from dataclasses import replace
from typing import Any, get_args

import pytest

from appflow_command.rehearse.compare import compare
from appflow_command.rehearse.hiding import MASKED, NOT_SHOWN, Shown, masked_fields
from appflow_command.rehearse.report.data import as_json
from appflow_command.rehearse.report.markdown import as_markdown
from appflow_command.rehearse.report.page import as_page
from appflow_command.rehearse.report.view import view_of
from appflow_command.rehearse.result import Alternative, FlowResult
from appflow_command.rehearse.side import StoredObject
from appflow_emulator.data_plane.steps import Validate
from tests.command.previews import mapped, mask
from tests.command.results import hiding, plan, side
from tests.programs import task

MARK = "qz7marker"
COVERED = "*" * len(MARK)


def merge(*fields: str, to: str = "Name") -> list[dict[str, Any]]:
    joined = ",".join(fields)
    text = " ".join(f"${{{each}}}" for each in fields)
    into = task(
        "Merge",
        list(fields),
        "salesforce",
        "NO_OP",
        destinationField=joined,
        taskProperties={"CONCAT_FORMAT": text},
    )
    return [into, mapped(joined, to)]


PLAIN = [mapped("Id"), mapped("Phone")]
# Tasks of both versions, and the row that each writes of a record whose Phone is the marker.
CASES = {
    "a mask is added": (
        (PLAIN, {"Phone": MARK}),
        ([mask("Phone"), *PLAIN], {"Phone": COVERED}),
    ),
    "a mask is removed": (
        ([mask("Phone"), *PLAIN], {"Phone": COVERED}),
        (PLAIN, {"Phone": MARK}),
    ),
    "the field moves to another column": (
        ([mapped("Id"), mapped("Phone", "Tel")], {"Tel": MARK}),
        ([mask("Phone"), *PLAIN], {"Phone": COVERED}),
    ),
    "the field is masked and merged in clear": (
        ([mapped("Id"), *merge("Id", "Phone")], {"Name": f"1 {MARK}"}),
        ([mask("Phone"), mapped("Id"), *merge("Id", "Phone")], {"Name": f"1 {COVERED}"}),
    ),
    "the merged field is masked and its part is not": (
        (PLAIN, {"Phone": MARK}),
        ([*merge("Id", "Phone"), mask("Id,Phone"), mapped("Id")], {"Name": COVERED}),
    ),
    "every field is mapped": (
        ([task("Map_all", [], "salesforce", "NO_OP")], {"Phone": MARK}),
        ([mask("Phone"), task("Map_all", [], "salesforce", "NO_OP")], {"Phone": COVERED}),
    ),
    "the mask covers nothing": (
        ([mapped("Id"), mapped("Name")], {}),
        ([mask("Phone", first=0), *PLAIN], {"Phone": MARK}),
    ),
    "the value is in a list": (
        (PLAIN, {"Phone": [{"number": MARK}]}),
        ([mask("Phone"), *PLAIN], {"Phone": COVERED}),
    ),
    "both versions mask": (
        ([mask("Phone", first=1), *PLAIN], {"Phone": f"*{MARK}"}),
        ([mask("Phone"), *PLAIN], {"Phone": COVERED}),
    ),
}


def result(before_tasks, before_row, after_tasks, after_row, shown="masked") -> FlowResult:
    """A result with the marker everywhere that a value can go: cells, keys, partitions, dropped rows, approved rows."""
    record = {"Id": "9", "Phone": MARK}
    check = Validate(0, ("Qty",), "VALIDATE_NON_NULL", "DropRecord")
    held = {7: (record, check, "Qty is null"), 8: (record, check, "Qty is null")}
    part = [StoredObject(f"lake/Phone={MARK}/<run>", (("Phone", MARK),))]
    sides = [
        side(of, {0: {"Id": "1", **row}, 7: {"Id": "9", **row}}, dropped=lost, objects=part)
        for of, row, lost in (
            (plan(*before_tasks), before_row, {}),
            (plan(*after_tasks), after_row, {8: held[8]}),
        )
    ]
    before, after = sides
    after = replace(after, written=after.written[:1], touched={"mask_all": 3})
    comparison = compare(before, after)
    return FlowResult(
        "orders",
        hiding=hiding(before_tasks, after_tasks, shown=shown),
        after=after,
        comparison=comparison,
        approved=compare(replace(before, plan=None), after),
        alternatives=[Alternative("mask_all", "five", comparison)],
    )


def reports(of: FlowResult) -> dict[str, str]:
    views = [view_of(of, 20)]
    return {each.__name__: each(views) for each in (as_markdown, as_json, as_page)}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("key", ["Id", "Phone"])
def test_no_report_shows_the_value_of_a_masked_field(case: str, key: str) -> None:
    (before, row), (after, now) = CASES[case]
    made = result(before, row, after, now)
    if key == "Phone":  # a key may be masked too
        assert made.comparison is not None
        by_phone = compare(made.comparison.before, made.comparison.after, ["Phone"])
        made = replace(made, comparison=by_phone)
    for name, text in reports(made).items():
        assert MARK not in text, name


@pytest.mark.parametrize("case", CASES)
def test_values_are_shown_if_all_of_them_are_asked_for(case: str) -> None:
    (before, row), (after, now) = CASES[case]
    for name, text in reports(result(before, row, after, now, shown="all")).items():
        assert MARK in text, name


def test_no_values_at_all_are_shown_if_none_are_asked_for() -> None:
    rows = {"Phone": "qz8value"}, {"Phone": "qz9value"}
    for text in reports(result(PLAIN, rows[0], PLAIN, rows[1], shown="none")).values():
        assert "qz8" not in text
        assert "qz9" not in text
        assert MARK not in text
        assert NOT_SHOWN in text


def test_what_a_mask_has_covered_is_shown() -> None:
    view = view_of(
        result(PLAIN, {"Phone": MARK}, [mask("Phone", first=8), *PLAIN], {"Phone": "********r"}), 20
    )
    (line,) = [each for each in view.changes[0].rows if each.kind == "changed"]
    assert (line.before, line.after) == (MASKED, "********r")


@pytest.mark.parametrize("shown", get_args(Shown))
def test_a_mask_that_covers_less_than_half_is_not_shown(shown) -> None:
    tasks = [mask("Phone", first=1), *PLAIN]
    text = hiding(tasks, shown=shown).cell("Phone", "*z7marker", plan(*tasks))
    assert text == {"none": NOT_SHOWN, "masked": MASKED, "all": "*z7marker"}[shown]


def test_null_is_no_secret_and_columns_of_other_fields_are_shown() -> None:
    hides = hiding(PLAIN, [mask("Phone"), *PLAIN])
    assert hides.cell("Phone", None, plan(*PLAIN)) == "null"
    assert hides.cell("Id", "1", plan(*PLAIN)) == "1"
    assert hides.source("Phone", MARK) == MASKED


def test_the_fields_of_a_masked_result_are_hidden_too() -> None:
    tasks = [*merge("First", "Last"), mask("First,Last"), mapped("Phone")]
    assert masked_fields(tasks) == frozenset({"First,Last", "First", "Last"})
    assert masked_fields(PLAIN) == frozenset()


@pytest.mark.parametrize(
    "tasks", ["[secret]", None, [{"taskType": "Mask", "sourceFields": "[secret]"}], ["x"]]
)
def test_masks_of_tasks_that_cannot_be_read_are_not_known(tasks) -> None:
    assert masked_fields(tasks) is None


def test_the_cases_cover_both_directions_of_a_mask() -> None:
    counted = [
        tuple(any(each["taskType"] == "Mask" for each in tasks) for tasks, _ in sides)
        for sides in CASES.values()
    ]
    assert set(counted) == set(itertools.product([False, True], repeat=2)) - {(False, False)}
