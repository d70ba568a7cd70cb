"""What each kind of step does to a record."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.planning import plan_of
from appflow_emulator.data_plane.rows import missing_fields, outcomes
from tests.data_plane.flows import (
    MAP_ALL,
    answered,
    compared,
    moved,
    plan,
    read,
    request,
    rows,
    salesforce,
    task,
    to,
)

PAIR = "\U0001f600"
CUT = "\ufffd"


def changed(step, value, **answers):
    """What a step makes of the value of the field A."""
    return rows(moved([step, to("A")], [{"A": value}], answers=answers))[0]["A"]


def mask(operator, length=None, character="*"):
    sent = {} if length is None else {"MASK_LENGTH": str(length)}
    return task("Mask", operator, ["A"], "A", MASK_VALUE=character, **sent)


MASKS = [
    (mask("MASK_ALL"), "555-0100", "********"),
    (mask("MASK_ALL"), "", ""),
    (mask("MASK_FIRST_N", 4), "555-0100", "****0100"),
    (mask("MASK_LAST_N", 4, "#"), "555-0100", "555-####"),
    (mask("MASK_FIRST_N", 9), "555", "***"),
    (mask("MASK_LAST_N", 9), "555", "***"),
    (mask("MASK_FIRST_N", 0), "555", "555"),
    (mask("MASK_LAST_N", 0), "555", "555"),
    (mask("MASK_FIRST_N", 1), None, None),
    (mask("MASK_FIRST_N", 2), Decimal("1.10"), "**10"),
    (mask("MASK_FIRST_N", 2), True, "**ue"),
    (mask("MASK_ALL"), {"link": "x"}, None),
    (mask("MASK_FIRST_N", 1), PAIR + "b", f"*{CUT}b"),
    (mask("MASK_FIRST_N", 2), PAIR + "b", "**b"),
    (mask("MASK_LAST_N", 1), "b" + PAIR, f"b{CUT}*"),
]


@pytest.mark.parametrize(("step", "value", "expected"), MASKS)
def test_a_mask_covers_characters(step, value, expected) -> None:
    assert changed(step, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("abcdef", "abc"),
        ("ab", "ab"),
        ("", ""),
        (None, None),
        (12345, "123"),
        (12, 12),
        (Decimal("1.10"), "1.1"),
        ({"link": "x"}, ""),
        (f"ab{PAIR}", f"ab{CUT}"),
        (f"a{PAIR}b", f"a{PAIR}"),
    ],
)
def test_a_truncation_keeps_the_first_characters(value, expected) -> None:
    assert changed(task("Truncate", "NO_OP", ["A"], "A", TRUNCATE_LENGTH="3"), value) == expected


def calculated(operator, *values, order="", **answers):
    fields = [chr(65 + number) for number in range(len(values))]
    sent = {"MATH_OPERATION_FIELDS_ORDER": order} if order else {}
    steps = [
        task("Arithmetic", operator, fields, ",".join(fields), **sent),
        to(",".join(fields), "Total"),
    ]
    done = moved(steps, [dict(zip(fields, values, strict=True))], answers=answers)
    return done.failure or rows(done)[0]["Total"]


BIG = "9" * 28


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("MULTIPLICATION", ("2", "1.10"), "2.20"),
        ("ADDITION", ("0.1", "0.2"), "0.3"),
        ("ADDITION", ("1", "2.50", "3"), "6.50"),
        ("SUBTRACTION", ("1", "2"), "-1"),
        ("DIVISION", ("1", "4"), "0.25"),
        ("DIVISION", ("1", "3"), "0." + "3" * 28),
        ("MULTIPLICATION", (BIG, BIG), str(int(BIG) ** 2)),
        ("ADDITION", (f"{BIG}.1", f"0.{BIG}"), f"1{'0' * 28}.0" + "9" * 27),
        ("ADDITION", ("007", "+1"), "8"),
        ("MULTIPLICATION", ("1e3", "2"), "2000"),
        ("MULTIPLICATION", (2, 3), 6),
        ("MULTIPLICATION", (2, Decimal("1.10")), Decimal("2.20")),
        ("DIVISION", (6, 3), 2),
        ("MULTIPLICATION", (2, "3"), "6"),
        ("ADDITION", (True, 1), None),
        ("ADDITION", ("1", None), None),
        ("ADDITION", (" 1", "1"), None),
        ("ADDITION", ("1,000", "1"), None),
        ("ADDITION", ("1_0", "1"), None),
        ("ADDITION", ("\u0661", "1"), None),
        ("ADDITION", ("NaN", "1"), None),
        ("DIVISION", ("1", "0.0"), None),
        ("DIVISION", ("0", "5"), "0"),
    ],
)
def test_a_calculation_is_exact(operator, values, expected) -> None:
    found = calculated(operator, *values)
    assert (found, type(found)) == (expected, type(expected))


def test_the_order_of_a_calculation_is_that_of_its_property() -> None:
    assert calculated("SUBTRACTION", "1", "5", order="B,A") == "4"


def test_a_calculation_that_would_be_rounded_fails_the_run() -> None:
    failure = calculated("ADDITION", "1e600", "1e-600")
    assert failure == (
        "A,B has more than 1,000 digits in record 1, and Arithmetic A, B (tasks[0]) ends the run"
    )


def merged(pattern, record, **answers):
    fields = ["First", "Last"]
    steps = [task("Merge", "NO_OP", fields, "First,Last", CONCAT_FORMAT=pattern)]
    return rows(moved([*steps, to("First,Last", "Name")], [record], answers=answers))[0]["Name"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("${First} ${Last}", "Ann Lee"),
        ("<${Last}>", "<Lee>"),
        ("${First}${First}", "AnnAnn"),
        ("none", "none"),
        ("$First $${Last}", "$First $Lee"),
    ],
)
def test_a_merge_fills_its_pattern(pattern, expected) -> None:
    assert merged(pattern, {"First": "Ann", "Last": "Lee"}) == expected


def test_a_value_that_looks_like_a_pattern_is_not_filled_again() -> None:
    assert merged("${First} ${Last}", {"First": "${Last}", "Last": "Lee"}) == "${Last} Lee"


def test_a_merge_of_numbers_and_booleans_has_their_text() -> None:
    assert merged("${First} ${Last}", {"First": Decimal("1.10"), "Last": True}) == "1.10 true"


def test_a_mask_covers_what_a_merge_made() -> None:
    steps = [
        task("Mask", "MASK_ALL", ["First,Last"], "First,Last", MASK_VALUE="*"),
        task("Merge", "NO_OP", ["First", "Last"], "First,Last", CONCAT_FORMAT="${First}${Last}"),
        to("First,Last", "Name"),
    ]
    assert rows(moved(steps, [{"First": "Ann", "Last": "Lee"}])) == [{"Name": "******"}]


def test_a_merge_joins_what_masks_left() -> None:
    steps = [
        task("Merge", "NO_OP", ["First", "Last"], "First,Last", CONCAT_FORMAT="${First}${Last}"),
        task("Mask", "MASK_ALL", ["First"], "First", MASK_VALUE="*"),
        to("First,Last", "Name"),
    ]
    done = moved(steps, [{"First": "Ann", "Last": "Lee"}])
    assert rows(done) == [{"Name": "***Lee"}]
    assert "step_order" in done.touched


def test_a_calculation_can_use_the_result_of_another() -> None:
    steps = [
        task("Arithmetic", "MULTIPLICATION", ["A,B", "C"], "A,B,C"),
        task("Arithmetic", "ADDITION", ["A", "B"], "A,B"),
        to("A,B,C", "Total"),
    ]
    assert rows(moved(steps, [{"A": "1", "B": "2", "C": "3"}])) == [{"Total": "9"}]


def checked(check, value, action="DropRecord", **answers):
    steps = [task("Validate", check, ["A"], VALIDATION_ACTION=action), to("A")]
    done = moved(steps, [{"A": value}], answers=answers)
    return done.failure or [each.why for each in done.dropped]


@pytest.mark.parametrize(
    ("check", "value", "why"),
    [
        ("VALIDATE_NON_NULL", None, "A is null"),
        ("VALIDATE_NON_NULL", "", None),
        ("VALIDATE_NON_NULL", 0, None),
        ("VALIDATE_NON_ZERO", "0.00", "A is zero"),
        ("VALIDATE_NON_ZERO", 0, "A is zero"),
        ("VALIDATE_NON_ZERO", "1e-9", None),
        ("VALIDATE_NON_NEGATIVE", "-0.01", "A is negative"),
        ("VALIDATE_NON_NEGATIVE", "-0", None),
        ("VALIDATE_NON_NEGATIVE", "5", None),
        ("VALIDATE_NUMERIC", "5", None),
        ("VALIDATE_NUMERIC", "1e5", None),
        ("VALIDATE_NUMERIC", "five", "A is not a number"),
        ("VALIDATE_NUMERIC", "", "A is not a number"),
        ("VALIDATE_NUMERIC", True, "A is not a number"),
    ],
)
def test_a_validation_drops_a_record_and_says_why(check, value, why) -> None:
    assert checked(check, value) == ([why] if why else [])


@pytest.mark.parametrize("action", ["DropDataset", "TerminateFlow"])
def test_a_validation_can_end_the_run(action) -> None:
    steps = [
        task("Validate", "VALIDATE_NON_NULL", ["A"], VALIDATION_ACTION=action),
        to("A"),
    ]
    done = moved(steps, [{"A": "1"}, {"A": None}, {"A": "3"}])
    assert (done.read, done.written, done.dropped) == (2, [], [])
    assert done.failure == "A is null in record 2, and Validate A (tasks[0]) ends the run"


FILTERS = [
    (compared("A", "EQUAL_TO", VALUE="x"), ["x", "X", " x", None], ["x"]),
    (compared("A", "EQUAL_TO", VALUES="x,y"), ["x", "y", "x,y"], ["x", "y"]),
    (compared("A", "EQUAL_TO", VALUE="x,y"), ["x", "y", "x,y"], ["x,y"]),
    (compared("A", "NOT_EQUAL_TO", VALUE="x"), ["x", "y", None], ["y"]),
    (compared("A", "CONTAINS", VALUE="b"), ["abc", "ac", None, ["b"]], ["abc", ["b"]]),
    (compared("A", "LESS_THAN", VALUE="10"), ["9", "10", "11", 9], ["9", 9]),
    (compared("A", "LESS_THAN", VALUE="b", DATA_TYPE="string"), ["a", "b", "10"], ["a", "10"]),
    (compared("A", "LESS_THAN", VALUE="9", DATA_TYPE="string"), ["10", "90"], ["10"]),
    (
        compared("A", "EQUAL_TO", VALUE="1.0", DATA_TYPE="decimal"),
        ["1", "1.00", Decimal("1.0"), "one", "1.1"],
        ["1", "1.00", Decimal("1.0")],
    ),
    (compared("A", "EQUAL_TO", VALUE="1.0", DATA_TYPE="string"), ["1", "1.0"], ["1.0"]),
    (compared("A", "NOT_EQUAL_TO", VALUES="7,8", DATA_TYPE="integer"), ["7", "8", "9"], ["9"]),
    (
        compared("A", "GREATER_THAN_OR_EQUAL_TO", VALUE=f"{BIG}.1", DATA_TYPE="decimal"),
        [f"{BIG}.1", f"{BIG}.0", f"{BIG}.11"],
        [f"{BIG}.1", f"{BIG}.11"],
    ),
    (compared("A", "LESS_THAN_OR_EQUAL_TO", VALUE="5"), ["5", "5.1"], ["5"]),
    (compared("A", "EQUAL_TO", VALUE="true"), [True, "true", False, "TRUE"], [True, "true"]),
    (
        compared("A", "BETWEEN", LOWER_BOUND="1", UPPER_BOUND="3"),
        ["1", "2", "2.999", "3"],
        ["2", "2.999"],
    ),
    (
        # 2020-08-20T18:25:35.000Z
        compared("A", "GREATER_THAN", VALUE="1597947935000", DATA_TYPE="datetime"),
        [
            *("2020-08-20T18:25:35.000+0000", "2020-08-20T18:25:35.001+0000"),
            *("2020-08-20T20:25:36+02:00", "2020-08-20", "2020-08-21", 1597947935001, "soon"),
        ],
        [
            *("2020-08-20T18:25:35.001+0000", "2020-08-20T20:25:36+02:00", "2020-08-21"),
            1597947935001,
        ],
    ),
    (
        compared("A", "EQUAL_TO", VALUE="2020-08-20T18:25:35Z", DATA_TYPE="DateTime"),
        ["2020-08-20T18:25:35.000+0000", "2020-08-20 18:25:35", "2020-08-20T18:25:35.0000001Z"],
        ["2020-08-20T18:25:35.000+0000", "2020-08-20 18:25:35"],
    ),
]


@pytest.mark.parametrize(("step", "values", "kept"), FILTERS)
def test_a_filter_keeps_what_compares_so(step, values, kept) -> None:
    done = moved([step, to("A")], [{"A": value} for value in values])
    found = [row["A"] for row in rows(done)]
    assert [(type(each), each) for each in found] == [(type(each), each) for each in kept]
    assert len(done.filtered) == len(values) - len(kept)


def test_a_filter_says_why_without_the_value() -> None:
    steps = [compared("A", "LESS_THAN", VALUE="5", DATA_TYPE="integer"), to("A")]
    done = moved(steps, [{"A": "secret"}, {"A": None}, {"A": "77"}])
    assert [each.why for each in done.filtered] == [
        "A is not a number",
        "A is null",
        "A does not satisfy LESS_THAN",
    ]


def test_filters_are_joined_by_and() -> None:
    steps = [
        compared("A", "GREATER_THAN", VALUE="1"),
        compared("B", "EQUAL_TO", VALUE="x"),
        MAP_ALL,
    ]
    records = [{"A": "2", "B": "x"}, {"A": "1", "B": "x"}, {"A": "2", "B": "y"}]
    assert rows(moved(steps, records)) == records[:1]


def test_a_filter_reads_a_field_that_is_not_projected() -> None:
    steps = [read("A"), compared("B", "EQUAL_TO", VALUE="x"), MAP_ALL]
    done = moved(steps, [{"A": "1", "B": "x"}, {"A": "2", "B": "y"}])
    assert rows(done) == [{"A": "1"}]


def test_map_all_writes_all_but_excluded_fields_as_the_steps_left_them() -> None:
    steps = [
        task("Map_all", "NO_OP", [], EXCLUDE_SOURCE_FIELDS_LIST='["B"]'),
        task("Mask", "MASK_ALL", ["A"], "A", MASK_VALUE="*"),
        task("Merge", "NO_OP", ["A", "B"], "A,B", CONCAT_FORMAT="${A}${B}"),
    ]
    assert rows(moved(steps, [{"A": "1", "B": "2", "C": None}])) == [{"A": "*", "C": None}]


def test_a_passthrough_writes_the_record_as_it_is() -> None:
    record = {"Order": "1", "Items": [{"No": 10, "Net": Decimal("1.10")}], "Free": False}
    assert rows(moved([task("Passthrough", "NO_OP", [])], [record])) == [record]


def test_a_delete_writes_the_ids_alone() -> None:
    settings = {"object": "Account", "writeOperationType": "DELETE", "idFieldNames": ["Id"]}
    destination = {
        "connectorType": "Salesforce",
        "destinationConnectorProperties": {"Salesforce": settings},
    }
    done = moved(
        [to("Key", "Id"), to("Name")], [{"Key": "1", "Name": "Ann"}], destination=destination
    )
    assert rows(done) == [{"Id": "1"}]


def test_a_partition_makes_folders_of_values_in_the_order_of_its_keys() -> None:
    steps = [
        task("Partition", "NO_OP", [], ORDERED_PARTITION_KEYS_LIST='["Rating","Price"]'),
        to("R", "Rating"),
        to("Name"),
    ]
    (first, second) = moved(
        steps,
        [
            {"R": None, "Name": "Ann", "Price": Decimal("1.10")},
            {"R": "a b", "Name": "", "Price": ""},
        ],
    ).written
    assert first.folders == (("Rating", "null"), ("Price", "1.10"))
    assert second.folders == (("Rating", "a b"), ("Price", ""))
    assert first.record == {"Rating": None, "Name": "Ann"}


DAY = datetime(2026, 11, 26, tzinfo=timezone.utc)


def test_a_window_reads_from_its_begin_to_before_its_end() -> None:
    times = [
        *("2026-11-25T23:59:59.999+0000", "2026-11-26T00:00:00.000+0000"),
        *("2026-11-27T00:59:59.999+0100", "2026-11-27T00:00:00.000+0000", None),
    ]
    done = moved(
        [to("LastModifiedDate", "At")],
        [{"LastModifiedDate": each} for each in times],
        (DAY, DAY + timedelta(days=1)),
        source=salesforce(dataTransferApi="REST_SYNC"),
    )
    assert [each.number for each in done.written] == [1, 2]
    assert (done.read, done.outside) == (2, 3)


def test_a_time_that_is_none_fails_an_incremental_run() -> None:
    done = moved(
        [to("LastModifiedDate", "At")],
        [{"LastModifiedDate": "yesterday"}],
        (DAY, DAY + timedelta(days=1)),
        source=salesforce(),
    )
    assert done.failure == "LastModifiedDate of record 1 is not a time"


def test_records_are_streamed() -> None:
    def records():
        yield {"A": "1"}
        raise AssertionError("the second record was read before the first was taken")

    assert next(outcomes(plan(to("A")), records(), answered())).record == {"A": "1"}


def test_records_of_the_source_stay_as_they_are() -> None:
    record = {"A": "secret", "B": ["x"]}
    moved(
        [mask("MASK_ALL"), task("Truncate", "NO_OP", ["B"], TRUNCATE_LENGTH="1"), MAP_ALL], [record]
    )
    assert record == {"A": "secret", "B": ["x"]}


MISSING = [
    ([to("Fone")], "tasks[0] names the field Fone, which s3://in-bucket/orders does not have. Did you mean Phone?"),
    ([to("Q")], "tasks[0] names the field Q, which s3://in-bucket/orders does not have"),
    ([read("Id"), to("Id"), to("Phone")], "tasks[2] uses the field Phone, which no projection reads"),
    (
        [task("Map_all", "NO_OP", [], EXCLUDE_SOURCE_FIELDS_LIST='["Phon"]')],
        "tasks[0] names the field Phon, which s3://in-bucket/orders does not have. Did you mean Phone?",
    ),
    (
        [to("Id"), task("Partition", "NO_OP", [], ORDERED_PARTITION_KEYS_LIST='["id"]')],
        "tasks[1] names the field id, which s3://in-bucket/orders does not have",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("tasks", "sentence"), MISSING)
def test_a_field_that_the_source_does_not_have_is_named(tasks, sentence) -> None:
    assert missing_fields(plan(*tasks), ["Id", "Phone"]) == [sentence]


def test_results_columns_and_filters_are_not_missing() -> None:
    steps = [
        read("Id", "Phone"),
        compared("Name", "EQUAL_TO", VALUE="x"),
        task("Merge", "NO_OP", ["Id", "Phone"], "Id,Phone", CONCAT_FORMAT="${Id}${Phone}"),
        to("Id,Phone", "Both"),
        task("Partition", "NO_OP", [], ORDERED_PARTITION_KEYS_LIST='["Both"]'),
    ]
    assert missing_fields(plan(*steps), ["Id", "Phone", "Name"]) == []


def test_the_field_of_an_incremental_run_can_be_missing() -> None:
    (sentence,) = missing_fields(plan(to("Id"), source=salesforce()), ["Id"])
    assert sentence.startswith("incrementalPullConfig names the field LastModifiedDate")


REFUSED = [
    ([to("A"), to("B", "A")], "tasks[1].destinationField: A is already written by tasks[0]"),
    ([task("Map", "MASK_ALL", ["A"], "A")], "tasks[0].connectorOperator: MASK_ALL is not known for a task of type Map. Known are NO_OP"),
    ([task("Map_all", "NO_OP", [], INCLUDE_NEW_FIELDS="true")], "tasks[0].taskProperties.INCLUDE_NEW_FIELDS: has no known meaning"),
    ([task("Map", "NO_OP", ["A"], "A", SUBFIELD_CATEGORY_MAP="{}")], "tasks[0].taskProperties.SUBFIELD_CATEGORY_MAP: has no known meaning"),
    ([compared("A", "BETWEEN", VALUE="1", LOWER_BOUND="1", UPPER_BOUND="2")], "tasks[0].taskProperties.VALUE: has no known meaning"),
    ([compared("A", "EQUAL_TO", VALUE="1", VALUES="1,2")], "tasks[0].taskProperties.VALUE: has no known meaning"),
    ([compared("A", "EQUAL_TO", VALUE="one", DATA_TYPE="int")], "tasks[0].taskProperties: the filter compares with 'one', but DATA_TYPE is int. Write a number"),
    ([compared("A", "EQUAL_TO", VALUES="1, x", DATA_TYPE="date")], "tasks[0].taskProperties: the filter compares with 'x', but DATA_TYPE is date"),
    ([task("Merge", "NO_OP", ["A", "B"], CONCAT_FORMAT="${a}${B}")], "tasks[0].taskProperties.CONCAT_FORMAT"),
    ([task("Sort", "NO_OP", ["A"])], "tasks[0].taskType: Sort is not known"),
    ([compared("A", "EQUAL_TO", VALUE="1")], "tasks: no task writes a field"),
]  # fmt: skip


@pytest.mark.parametrize(("tasks", "message"), REFUSED)
def test_what_has_no_known_meaning_is_refused_by_name(tasks, message) -> None:
    with pytest.raises(CannotRehearse) as refused:
        moved(tasks, [{"A": "1", "B": "2"}])
    assert str(refused.value).startswith(message)


def test_two_destinations_are_refused() -> None:
    two = request(MAP_ALL)
    two["destinationFlowConfigList"] *= 2
    with pytest.raises(CannotRehearse, match="one destination, not 2"):
        plan_of(two)
