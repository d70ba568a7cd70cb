"""Each open question about data, in all its answers: what differs, and when a result says that it rests on the question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from appflow_emulator.assumptions import data_questions
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.outcome import Record
from appflow_emulator.data_plane.places import Layout
from tests.data_plane.flows import (
    MAP_ALL,
    answered,
    compared,
    moved,
    rows,
    salesforce,
    task,
    to,
)

PAIR = "\U0001f600"

# Questions that other parts of the data plane ask: the tests that answer them.
ELSEWHERE = {
    "empty_run": "test_rehearsal.py",
    "error_object": "../emulator/test_emulator_moving.py",
    "failure_word": "../emulator/test_emulator_moving.py",
    "file_count": "test_s3_keys.py",
    "file_name_join": "test_s3_keys.py",
    "file_name_time": "test_s3_keys.py",
    "latest_table": "../emulator/test_emulator_moving.py",
    "missing_field": "test_rehearsal.py",
    "partial_write": "../emulator/test_emulator_moving.py",
    "prefix_slash": "test_s3_keys.py",
}


@dataclass(frozen=True)
class Case:
    """
    A question: what to look at, for which records each answer gives what, and for which the answers do not differ.

    Attributes:
        result: The result for some records.
        expected: The result under each answer, in the order of the answers.
        same: Records for which no answer changes anything.
    """

    result: Callable[[Sequence[Record], Answers], Any]
    records: Sequence[Record]
    expected: Sequence[Any]
    same: Sequence[Record]


def by_steps(
    *tasks: dict[str, Any], **of_request: Any
) -> Callable[[Sequence[Record], Answers], Any]:
    """The rows that a flow writes, or why it failed, and how many records it dropped."""

    def result(records: Sequence[Record], answers: Answers) -> Any:
        done = moved(tasks, records, answers=answers, **of_request)
        return done.failure or rows(done) or f"dropped {len(done.dropped)}"

    return result


def column(*tasks: dict[str, Any], **of_request: Any) -> Callable[[Sequence[Record], Answers], Any]:
    """The values that arrive in the column A."""
    steps = by_steps(*tasks, **of_request)

    def result(records: Sequence[Record], answers: Answers) -> Any:
        found = steps(records, answers)
        return [row.get("A") for row in found] if isinstance(found, list) else found

    return result


def written(kind: str) -> Callable[[Sequence[Record], Answers], Any]:
    """The lines of a file."""
    return lambda records, answers: formats.write(records, Layout(kind), answers).decode()


def read(records: Sequence[Record], answers: Answers) -> Any:
    """What the lines of a CSV file hold: `A` and `B`."""
    body = "A,B\n" + "".join(f"{row['A']},{row['B']}\n" for row in records)
    return list(formats.read(body.encode(), "CSV", answers))


def a(*values: Any) -> list[Record]:
    return [{"A": value} for value in values]


def mask(operator: str, length: int) -> dict[str, Any]:
    return task("Mask", operator, ["A"], "A", MASK_VALUE="*", MASK_LENGTH=str(length))


def check(name: str, action: str = "DropRecord") -> dict[str, Any]:
    return task("Validate", name, ["A"], VALIDATION_ACTION=action)


def merge(*fields: str) -> dict[str, Any]:
    joined = "".join(f"${{{field}}}" for field in fields)
    return task("Merge", "NO_OP", fields, ",".join(fields), CONCAT_FORMAT=joined)


def total(operator: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return task("Arithmetic", operator, ["A", "B"], "A,B"), to("A,B", "A")


def not_calculated(why: str) -> str:
    return f"B is {why} in record 1, and Arithmetic A, B (tasks[0]) ends the run"


A = to("A")
PARTITION = task("Partition", "NO_OP", [], ORDERED_PARTITION_KEYS_LIST='["B"]')


def folders(records: Sequence[Record], answers: Answers) -> Any:
    return [
        each.folders for each in moved([PARTITION, to("A", "B")], records, answers=answers).written
    ]


def keys(records: Sequence[Record], answers: Answers) -> Any:
    return [list(row) for row in rows(moved([to("B"), A], records, answers=answers))]


def ended(records: Sequence[Record], answers: Answers) -> Any:
    """How a run went whose first validation ends it as the CDK says, and the second as the console does."""
    steps = [check("VALIDATE_NON_NULL", "DropDataset"), A]
    other = [check("VALIDATE_NON_NULL", "TerminateFlow"), A]
    found = [moved(each, records, answers=answers) for each in (steps, other)]
    return [each.failure is None for each in found]


CASES: dict[str, Case] = {
    "csv_empty_cell": Case(
        read,
        [{"A": "", "B": "1"}],
        ([{"A": None, "B": "1"}], [{"A": "", "B": "1"}]),
        [{"A": " ", "B": "1"}],
    ),
    "csv_quoting": Case(written("CSV"), a("x"), ("A\nx\n", '"A"\n"x"\n'), ()),
    "csv_null": Case(
        written("CSV"), a(None), ("A\n\n", 'A\n""\n', "A\nnull\n"), a("x", "")
    ),
    "json_null": Case(written("JSON"), a(None), ('{"A":null}\n', "{}\n"), a("x", "")),
    "key_order": Case(
        keys, [{"A": "1", "B": "2"}], ([["B", "A"]], [["A", "B"]]), [{"B": "2", "A": "1"}]
    ),
    "mask_all": Case(
        column(mask("MASK_ALL", 5), A), a("abc"), (["***"], ["*****"]), a("abcde", None)
    ),
    "truncate_unit": Case(
        column(task("Truncate", "NO_OP", ["A"], "A", TRUNCATE_LENGTH="2"), A),
        a(f"a{PAIR}"),
        (["a\ufffd"], [f"a{PAIR}"]),
        a("abc", f"ab{PAIR}", "\u00e9\u20ac!", None),
    ),
    "between_bounds": Case(
        column(compared("A", "BETWEEN", LOWER_BOUND="1", UPPER_BOUND="3"), A),
        a("1", "2", "3"),
        (["2"], ["1", "2", "3"]),
        a("0", "2", "4"),
    ),
    "values_trimmed": Case(
        column(compared("A", "EQUAL_TO", VALUES="1, 2"), A),
        a("1", " 2", "2"),
        (["1", " 2"], ["1", "2"]),
        a("1", "3"),
    ),
    "not_equal_many": Case(
        column(compared("A", "NOT_EQUAL_TO", VALUES="1,2"), A),
        a("1", "3"),
        (["3"], ["1", "3"]),
        a("3"),
    ),
    "text_compare": Case(
        column(compared("A", "EQUAL_TO", VALUE="x"), A), a("x", "X"), (["x"], ["x", "X"]), a("x", "y")
    ),
    "untyped_compare": Case(
        column(compared("A", "LESS_THAN", VALUE="10"), A),
        a("9", "1"),
        (["9", "1"], ["1"]),
        a("1", "5 kg", "20"),
    ),
    "null_compare": Case(
        column(compared("A", "NOT_EQUAL_TO", VALUE="x"), A), a(None, "y"), (["y"], [None, "y"]), a("x", "y")
    ),
    "validate_empty_text": Case(
        column(check("VALIDATE_NON_NULL"), A), a(""), ([""], "dropped 1"), a("x", None)
    ),
    "validate_null": Case(
        column(check("VALIDATE_NON_ZERO"), A), a(None), ("dropped 1", [None]), a("x", "0", "1")
    ),
    "validate_text": Case(
        column(check("VALIDATE_NON_NEGATIVE"), A), a("x"), ("dropped 1", ["x"]), a(None, "-1", "1")
    ),
    "terminate_value": Case(
        ended, a(None), ([False, False], [False, True], [True, False]), a("x")
    ),
    "merge_null": Case(
        column(merge("A", "B"), to("A,B", "A")),
        [{"A": None, "B": "b"}],
        (["b"], ["nullb"], [None]),
        [{"A": "", "B": "b"}],
    ),
    "divide_by_zero": Case(
        column(*total("DIVISION")),
        [{"A": "1", "B": "0"}],
        ([None], not_calculated("zero")),
        [{"A": "0", "B": "1"}],
    ),
    "not_a_number": Case(
        column(*total("ADDITION")),
        [{"A": "1", "B": "x"}],
        ([None], not_calculated("not a number"), "dropped 1"),
        [{"A": "1", "B": "2"}],
    ),
    "quotient_digits": Case(
        column(*total("DIVISION")),
        [{"A": "2", "B": "3"}],
        (["0." + "6" * 27 + "7"], ["0." + "6" * 15 + "7"]),
        [{"A": "1", "B": "8"}],
    ),
    "arithmetic_scale": Case(
        column(*total("MULTIPLICATION")),
        [{"A": "2", "B": "1.10"}],
        (["2.20"], ["2.2"]),
        [{"A": "2", "B": "1.1"}, {"A": "10", "B": "10"}],
    ),
    "partition_field": Case(
        folders,
        [{"A": "1", "B": "2"}],
        ([(("B", "1"),)], [(("B", "2"),)]),
        [{"A": "1"}, {"A": "1", "B": "1"}],
    ),
    "step_order": Case(
        by_steps(A, mask("MASK_ALL", 5)), a("abc"), ([{"A": "***"}], [{"A": "abc"}]), ()
    ),
    "bulk_dialect": Case(
        by_steps(MAP_ALL, source=salesforce()),
        [{"At": "2020-08-20T18:25:35.000+0000", "Name": None, "Address": {"city": "x"}}],
        (
            [{"At": "2020-08-20T18:25:35.000+0000", "Name": None, "Address": {"city": "x"}}],
            [{"At": "2020-08-20T18:25:35.000Z", "Name": ""}],
        ),
        [{"At": "2020-08-20", "Name": "Ann"}],
    ),
}  # fmt: skip
ANSWERS = [(name, answer) for name in CASES for answer in data_questions()[name]]


def test_every_question_about_data_has_a_case() -> None:
    assert {*CASES, *ELSEWHERE} == {*data_questions()}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_question_that_is_asked_elsewhere_is_in_the_test_of_its_part(name) -> None:
    assert name in (Path(__file__).parent / ELSEWHERE[name]).read_text()


@pytest.mark.parametrize("name", CASES)
def test_each_answer_gives_another_result(name) -> None:
    expected = CASES[name].expected
    assert len(expected) == len(data_questions()[name])
    assert all(one != other for i, one in enumerate(expected) for other in expected[:i])


@pytest.mark.parametrize(("name", "answer"), ANSWERS)
def test_an_answer_gives_its_result_and_counts_as_touched(name, answer) -> None:
    case, answers = CASES[name], answered(**{name: answer})
    found = case.result(case.records, answers)
    assert found == case.expected[data_questions()[name].index(answer)]
    assert answers.touched[name]


@pytest.mark.parametrize(("name", "answer"), [each for each in ANSWERS if CASES[each[0]].same])
def test_a_question_is_not_asked_where_its_answers_do_not_differ(name, answer) -> None:
    answers = answered(**{name: answer})
    CASES[name].result(CASES[name].same, answers)
    assert not answers.touched[name]
