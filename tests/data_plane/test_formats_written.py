"""The files that the data plane writes."""

import csv
import io
import json
from decimal import Decimal

import pytest

from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.places import Layout
from tests.data_plane.flows import answered

CSV, JSON = Layout("CSV"), Layout("JSON")


def text(rows, layout, **answers):
    return formats.write(rows, layout, answered(**answers)).decode()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("x", "x"),
        ("", '""'),
        (None, ""),
        ("a,b", '"a,b"'),
        ('a"b', '"a""b"'),
        ("a\nb", '"a\nb"'),
        ("a\r", '"a\r"'),
        (" a ", " a "),
        (True, "true"),
        (7, "7"),
        (Decimal("1.10"), "1.10"),
        ({"b": [Decimal("1.0"), None]}, '"{""b"":[1.0,null]}"'),
    ],
)
def test_a_cell_of_csv_is_quoted_only_where_it_must_be(value, cell) -> None:
    assert text([{"A": value, "B": "x"}], CSV) == f"A,B\n{cell},x\n"


def test_all_cells_can_be_quoted_and_null_still_differs_from_an_empty_text() -> None:
    rows = [{"A": "x", "B": None, "C": ""}]
    assert text(rows, CSV, csv_quoting="all") == '"A","B","C"\n"x",,""\n'


def test_columns_of_csv_are_those_of_all_records_in_their_order() -> None:
    assert text([{"A": "1", "B": "2"}, {"C": "3", "A": "4"}], CSV) == "A,B,C\n1,2,\n4,,3\n"


def test_the_standard_reader_reads_what_is_written() -> None:
    rows = [{"A": 'a "quoted", text\r\nwith lines', "B": "x"}, {"A": "", "B": "y,"}]
    found = list(csv.DictReader(io.StringIO(text(rows, CSV), newline="")))
    assert found == rows


def test_json_is_one_object_a_line() -> None:
    body = text([{"A": "caf\u00e9\n", "B": None}, {"A": {"b": Decimal("1.10")}}], JSON)
    assert body == '{"A":"caf\u00e9\\n","B":null}\n{"A":{"b":1.10}}\n'
    assert json.loads(body.splitlines()[0]) == {"A": "caf\u00e9\n", "B": None}


def test_no_records_are_an_empty_file() -> None:
    assert text([], CSV) == text([], JSON) == ""


def test_only_members_of_the_record_itself_are_omitted() -> None:
    rows = [{"A": None, "B": {"c": None}, "D": ""}]
    assert text(rows, JSON, json_null="omitted") == '{"B":{"c":null},"D":""}\n'


def test_a_header_names_the_columns_of_csv_and_is_nothing_for_json() -> None:
    assert formats.header(["A", "b,c"], CSV, answered()) == b'A,"b,c"\n'
    assert formats.header(["A"], JSON, answered()) == b""
    assert formats.header([], CSV, answered()) == b""
