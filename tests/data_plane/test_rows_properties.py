"""What holds for every flow and every record."""

import copy
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from appflow_emulator.assumptions import data_questions
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.outcome import Moved, Record
from appflow_emulator.data_plane.places import Layout
from appflow_emulator.data_plane.steps import CALCULATIONS, CHECKS, COMPARISONS, MASKS
from appflow_emulator.data_plane.values import length_of
from tests.data_plane.flows import MAP_ALL, answered, compared, moved, read, task, to
from tests.properties.effort import requests_tried

FIELDS = ("Id", "Name", "Qty", "Price")
PAIR = "\U0001f600"
_ODD = ("", " ", "a", "A", " a", "a,b", '"', "\n", "\r\n", f"a{PAIR}", PAIR, "\u00df", "SS", "null", "\ufeffx", "\u0130")  # fmt: skip
_NUMBERS = (
    "0",
    "-0",
    "0.0",
    "1",
    "1.0",
    "1.10",
    "007",
    "-3",
    "+3",
    "1e3",
    " 1",
    "9" * 28,
    f"0.{'9' * 28}",
    "3",
    "7",
)
_TIMES = ("2020-08-20", "2020-08-20T18:25:35.000+0000", "1597947935000")

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
texts = st.sampled_from((*_ODD, *_NUMBERS, *_TIMES)) | anything
decimals = st.sampled_from(("1.10", "0.0", "-2.5", "1E+3", "12345678901234567890.12345678")).map(
    Decimal
)
values = st.none() | texts | st.booleans() | st.integers(-(10**20), 10**20) | decimals
nested = st.recursive(
    values, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2)
)
records = st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, values)), max_size=5)

field = st.sampled_from(FIELDS)
two = st.lists(field, min_size=2, max_size=2, unique=True)
size = st.sampled_from(("0", "1", "2", "5"))


@st.composite
def filters(draw: st.DrawFn) -> dict[str, Any]:
    operator = draw(st.sampled_from(COMPARISONS))
    one = texts.filter(bool)
    if operator == "BETWEEN":
        low, high = draw(st.sampled_from([("1", "3"), ("a", "b"), ("1.0", "7")]))
        return compared(draw(field), operator, LOWER_BOUND=low, UPPER_BOUND=high)
    if draw(st.booleans()):
        return compared(
            draw(field), operator, VALUES=",".join(draw(st.lists(one, min_size=1, max_size=3)))
        )
    kind = draw(st.sampled_from(("", "string", "integer")))
    value = draw(st.sampled_from(_NUMBERS[:8])) if kind == "integer" else draw(one)
    return compared(draw(field), operator, VALUE=value, DATA_TYPE=kind)


@st.composite
def steps(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(("Filter", "Validate", "Mask", "Truncate", "Merge", "Arithmetic")))
    if kind == "Filter":
        return draw(filters())
    if kind == "Validate":
        action = draw(st.sampled_from(("DropRecord",) * 4 + ("DropDataset", "TerminateFlow")))
        return task(kind, draw(st.sampled_from(CHECKS)), [draw(field)], VALIDATION_ACTION=action)
    if kind == "Mask":
        sent = {"MASK_LENGTH": draw(size), "MASK_VALUE": "*"}
        return task(kind, draw(st.sampled_from(MASKS)), [draw(field)], **sent)
    if kind == "Truncate":
        return task(kind, "NO_OP", [draw(field)], TRUNCATE_LENGTH=draw(size))
    fields = draw(two)
    if kind == "Merge":
        return task(kind, "NO_OP", fields, CONCAT_FORMAT=f"${{{fields[0]}}}-${{{fields[1]}}}")
    return task(kind, draw(st.sampled_from(CALCULATIONS)), fields)


@st.composite
def flows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The tasks of a flow in any order."""
    made = draw(st.lists(steps(), max_size=4))
    joined = {
        ",".join(one["sourceFields"]) for one in made if one["taskType"] in ("Merge", "Arithmetic")
    }
    writers = [to(name, f"made {name}") for name in sorted(joined)]
    writers += [MAP_ALL] if draw(st.booleans()) else [to("Name", "A"), to("Id", "Price")]
    if draw(st.booleans()):
        writers.append(read(*FIELDS))
    if draw(st.booleans()):
        writers.append(task("Partition", "NO_OP", [], ORDERED_PARTITION_KEYS_LIST='["Price"]'))
    return draw(st.permutations([*made, *writers]))


@st.composite
def assumed(draw: st.DrawFn) -> dict[str, str]:
    asked = draw(st.lists(st.sampled_from(sorted(data_questions())), max_size=3, unique=True))
    return {name: draw(st.sampled_from(data_questions()[name])) for name in asked}


def told(done: Moved) -> Any:
    """All of a result but what it rests on, so that 1.10 and 1.1 differ."""
    return (
        *(repr(each) for each in (done.written, done.filtered, done.dropped)),
        *(done.read, done.failure),
    )


@requests_tried
@given(flows(), records, assumed())
def test_each_record_ends_in_one_place_and_in_order(tasks, table, answers) -> None:
    done = moved(tasks, table, answers=answers)
    ends = [[each.number for each in some] for some in (done.written, done.filtered, done.dropped)]
    assert all(numbers == sorted(numbers) for numbers in ends)
    if done.failure is None:
        assert sorted(chain(*ends)) == list(range(len(table)))
        assert done.read == len(table)
    else:
        assert done.written == []


@requests_tried
@given(flows(), records, assumed(), st.data())
def test_a_question_that_was_not_asked_does_not_matter(tasks, table, answers, data) -> None:
    done = moved(tasks, table, answers=answers)
    name = data.draw(st.sampled_from(sorted({*data_questions()} - {*done.touched})))
    for answer in data_questions()[name]:
        assert told(moved(tasks, table, answers={**answers, name: answer})) == told(done), name


@requests_tried
@given(flows(), records)
def test_a_run_changes_no_record_of_its_source(tasks, table) -> None:
    before = copy.deepcopy(table)
    moved(tasks, table)
    assert repr(table) == repr(before)


@requests_tried
@given(flows(), records)
def test_two_runs_do_the_same(tasks, table) -> None:
    assert told(moved(tasks, table)) == told(moved(tasks, table))


@requests_tried
@given(st.sampled_from(MASKS), texts, st.integers(0, 8))
def test_a_mask_keeps_the_length_and_shows_only_what_it_should(operator, text, count) -> None:
    mask = task("Mask", operator, ["Name"], MASK_LENGTH=str(count), MASK_VALUE="*")
    (done,) = moved([mask, to("Name")], [{"Name": text}]).written
    found, whole = done.record["Name"], length_of(text, "utf16")
    assert length_of(found, "utf16") == whole
    covered = whole if operator == "MASK_ALL" else min(count, whole)
    part = found[len(found) - covered :] if operator == "MASK_LAST_N" else found[:covered]
    assert part == "*" * covered


numbers = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**30), max_value=10**30)  # fmt: skip
_EXACT = {
    "ADDITION": lambda one, other: one + other,
    "SUBTRACTION": lambda one, other: one - other,
    "MULTIPLICATION": lambda one, other: one * other,
}


@requests_tried
@given(st.sampled_from(sorted(_EXACT)), numbers, numbers)
def test_sums_and_products_are_exact(operator, one, other) -> None:
    record = {"A": format(one, "f"), "B": format(other, "f")}
    (done,) = moved([task("Arithmetic", operator, ["A", "B"]), to("A,B", "C")], [record]).written
    assert Fraction(done.record["C"]) == _EXACT[operator](Fraction(one), Fraction(other))


names = st.lists(anything.filter(lambda name: name.strip()), min_size=1, max_size=4, unique=True)


@st.composite
def tables(draw: st.DrawFn, cells: st.SearchStrategy[Any]) -> list[Record]:
    columns = draw(names)
    return draw(
        st.lists(st.fixed_dictionaries(dict.fromkeys(columns, cells)), min_size=1, max_size=4)
    )


@requests_tried
@given(tables(texts), st.sampled_from(("minimal", "all")))
def test_texts_survive_csv(table, quoting) -> None:
    given_ = answered(csv_quoting=quoting, csv_empty_cell="text")
    assert list(formats.read(formats.write(table, Layout("CSV"), given_), "CSV", given_)) == table


@requests_tried
@given(tables(nested))
def test_values_survive_json(table) -> None:
    body = formats.write(table, Layout("JSON"), answered())
    assert body.count(b"\n") == len(table)
    found = list(formats.read(body, "JSON", answered()))
    assert found == table
    assert formats.write(found, Layout("JSON"), answered()) == body


@requests_tried
@given(st.binary(max_size=60), st.sampled_from(("CSV", "JSON")))
def test_any_bytes_are_records_or_one_sentence(body, kind) -> None:
    sentence = ""
    try:
        list(formats.read(body, kind, answered()))
    except ValueError as wrong:
        sentence = str(wrong)
    assert sentence == "" or (sentence.startswith("line ") and "\n" not in sentence)
