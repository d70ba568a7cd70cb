"""Files that make readers lose data: each is read without a loss, or refused in one sentence that begins with the line."""

import json
from decimal import Decimal

import pytest

from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.places import Layout
from tests.data_plane.flows import answered

PAIR = "\U0001f600"
DEEP = 100_000
LONG = "9" * 5_000

CSV_READ = {
    "trailing zeros": (b"A\n1.10\n", [{"A": "1.10"}]),
    "leading zeros": (b"A\n007\n", [{"A": "007"}]),
    "28 digits": (b"A\n0.1234567890123456789012345678\n", [{"A": "0.1234567890123456789012345678"}]),
    "words that libraries take for null": (
        b"A\nNA\nnull\nNone\nnan\n-\n",
        [{"A": word} for word in ("NA", "null", "None", "nan", "-")],
    ),
    "words that libraries take for booleans": (b"A\nTRUE\nyes\n0\n", [{"A": w} for w in ("TRUE", "yes", "0")]),
    "a date of a spreadsheet": (b"A\n1-2\nMAR1\n", [{"A": "1-2"}, {"A": "MAR1"}]),
    "mixed types": (b"A\n1\nx\n1.5\n", [{"A": "1"}, {"A": "x"}, {"A": "1.5"}]),
    "an exponent": (b"A\n1E5\n", [{"A": "1E5"}]),
    "blanks around a cell": (b"A,B\n 1 ,\tx\n", [{"A": " 1 ", "B": "\tx"}]),
    "blanks before a quote": (b'A,B\n1, "x"\n', [{"A": "1", "B": ' "x"'}]),
    "a quoted comma": (b'A,B\n"1,2",x\n', [{"A": "1,2", "B": "x"}]),
    "a doubled quote": (b'A\n"a""b"\n', [{"A": 'a"b'}]),
    "a quote within a cell": (b'A\na"b\n', [{"A": 'a"b'}]),
    "a newline in a cell": (b'A,B\n"a\nb",x\n', [{"A": "a\nb", "B": "x"}]),
    "CRLF in a cell": (b'A,B\r\n"a\r\nb",x\r\n', [{"A": "a\r\nb", "B": "x"}]),
    "a blank line in a cell": (b'A\n"a\n\nb"\n', [{"A": "a\n\nb"}]),
    "CRLF": (b"A,B\r\n1,2\r\n", [{"A": "1", "B": "2"}]),
    "CR alone": (b"A,B\r1,2\r", [{"A": "1", "B": "2"}]),
    "no newline at the end": (b"A,B\n1,2", [{"A": "1", "B": "2"}]),
    "a BOM": (b"\xef\xbb\xbfA,B\n1,2\n", [{"A": "1", "B": "2"}]),
    "a BOM before a quote": (b'\xef\xbb\xbf"A,A",B\n1,2\n', [{"A,A": "1", "B": "2"}]),
    "blank lines among records": (b"A,B\n1,2\n\n3,4\n\n", [{"A": "1", "B": "2"}, {"A": "3", "B": "4"}]),
    "a blank line of one column": (b"A\n1\n\n3\n", [{"A": "1"}, {"A": None}, {"A": "3"}]),
    "a line of separators": (b"A,B\n,\n", [{"A": None, "B": None}]),
    "empty cells": (b'A,B\n"",x\n', [{"A": None, "B": "x"}]),
    "a header alone": (b"A,B\n", []),
    "nothing": (b"", []),
    "a BOM alone": (b"\xef\xbb\xbf", []),
    "a separator of Unicode lines": ("A\na\u2028b\x85c\x0bd\n".encode(), [{"A": "a\u2028b\x85c\x0bd"}]),
    "characters of four bytes": (f"A\n{PAIR}\n".encode(), [{"A": PAIR}]),
    "decomposed characters": ("A\ne\u0301\n".encode(), [{"A": "e\u0301"}]),
    "headers that differ in case": (b"A,a\n1,2\n", [{"A": "1", "a": "2"}]),
    "headers with blanks": (b"Account Rating, B\n1,2\n", [{"Account Rating": "1", " B": "2"}]),
    "a long cell": (b"A\n" + b"x" * 200_000 + b"\n", [{"A": "x" * 200_000}]),
    "semicolons": (b"A;B\n1;2\n", [{"A;B": "1;2"}]),
}  # fmt: skip
CSV_REFUSED = {
    "a row too long": (b"A,B\n1,2\n1,2,3\n", "line 3: 3 cells, but the header has 2"),
    "a row too short": (b"A,B\n1\n", "line 2: 1 cells, but the header has 2"),
    "blanks alone": (b"A,B\n  \n", "line 2: 1 cells, but the header has 2"),
    "a header twice": (b"A,B,A\n1,2,3\n", "line 1: two columns are called A"),
    "a header without a name": (b"A,,C\n1,2,3\n", "line 1: column 2 has no name"),
    "a blank line instead of a header": (b"\nA,B\n1,2\n", "line 1: blank"),
    "Latin-1": (b"A\nx\ncaf\xe9\n", "line 3: not UTF-8"),
    "UTF-16": ("A\n1\n".encode("utf-16"), "line 1: not UTF-8"),
    "a cut character": (b"A\n\xf0\x9f\x98\n", "line 2: not UTF-8"),
    "a quote that does not close": (b'A\n"a\n', "line 2: "),
    "a cell that goes on after its quotes": (b'A\n"a"b\n', "line 2: "),
    "a surrogate in UTF-8": (b"A\n\xed\xa0\xbd\n", "line 2: not UTF-8"),
}
JSON_READ = {
    "trailing zeros in a number": (b'{"A":1.10}\n', [{"A": Decimal("1.10")}]),
    "28 digits in a number": (
        b'{"A":0.1234567890123456789012345678}\n',
        [{"A": Decimal("0.1234567890123456789012345678")}],
    ),
    "a whole number beyond 64 bits": (b'{"A":123456789012345678901}\n', [{"A": 123456789012345678901}]),
    "a whole number of 5,000 digits": (f'{{"A":{LONG}}}\n'.encode(), [{"A": Decimal(LONG)}]),
    "negative zero": (b'{"A":-0}\n', [{"A": Decimal("-0")}]),
    "negative zero with a fraction": (b'{"A":-0.0}\n', [{"A": Decimal("-0.0")}]),
    "types that differ by record": (
        b'{"A":1}\n{"A":"1"}\n{"A":true}\n{"A":[1]}\n',
        [{"A": 1}, {"A": "1"}, {"A": True}, {"A": [1]}],
    ),
    "a missing member is not null": (b'{"A":1,"B":null}\n{"A":2}\n', [{"A": 1, "B": None}, {"A": 2}]),
    "an empty object and an empty list": (b'{"A":{}}\n{"A":[]}\n', [{"A": {}}, {"A": []}]),
    "an object without members": (b"{}\n", [{}]),
    "nested values": (b'{"A":{"b":[{"c":1.0}]}}\n', [{"A": {"b": [{"c": Decimal("1.0")}]}}]),
    "an escaped newline": (b'{"A":"a\\nb"}\n', [{"A": "a\nb"}]),
    "a separator of Unicode lines in a text": ('{"A":"a\u2028b"}\n'.encode(), [{"A": "a\u2028b"}]),
    "a pair of escapes": (b'{"A":"\\ud83d\\ude00"}\n', [{"A": PAIR}]),
    "an escaped NUL": (b'{"A":"\\u0000"}\n', [{"A": "\0"}]),
    "blank lines in JSON": (b'\n{"A":1}\n\n  \n{"A":2}\n', [{"A": 1}, {"A": 2}]),
    "CRLF in JSON": (b'{"A":1}\r\n{"A":2}\r\n', [{"A": 1}, {"A": 2}]),
    "a BOM in JSON": (b'\xef\xbb\xbf{"A":1}', [{"A": 1}]),
    "an empty name": (b'{"":1}\n', [{"": 1}]),
    "nothing in JSON": (b"", []),
    "a number with an exponent": (b'{"A":1e3}\n', [{"A": Decimal("1E+3")}]),
}  # fmt: skip
JSON_REFUSED = {
    "a member twice": (b'{"A":1}\n{"A":1,"A":2}\n', "line 2: two members are called A"),
    "a member twice within": (b'{"A":{"b":1,"b":2}}\n', "line 1: two members are called b"),
    "NaN": (b'{"A":NaN}\n', "line 1: NaN is not a number of JSON"),
    "Infinity": (b'{"A":-Infinity}\n', "line 1: -Infinity is not a number of JSON"),
    "an array": (b'[{"A":1}]\n', "line 1: must be a JSON object"),
    "a text": (b'"A"\n', "line 1: must be a JSON object"),
    "null": (b"null\n", "line 1: must be a JSON object"),
    "an object over several lines": (b'{\n"A":1}\n', "line 1: not JSON: "),
    "two objects on a line": (b'{"A":1}{"A":2}\n', "line 1: not JSON: Extra data"),
    "half a line": (b'{"A":1}\n{"A":\n', "line 2: not JSON: "),
    "a comma at the end": (b'{"A":1,}\n', "line 1: not JSON: "),
    "half a pair of escapes": (b'{"A":"\\ud83d"}\n', "line 1: half of a surrogate pair"),
    "half a pair in a name": (b'{"\\ude00":1}\n', "line 1: half of a surrogate pair"),
    "Latin-1 in JSON": (b'{"A":1}\n{"A":"caf\xe9"}\n', "line 2: not UTF-8"),
    "UTF-16 in JSON": ('{"A":1}'.encode("utf-16"), "line 1: not UTF-8"),
    "nested without end": (b"[" * DEEP, "line 1: "),
    "an exponent without limit": (b'{"A":1e99999999999999999999}', "line 1: 1e99999999999999999999 has an exponent"),
    "a number with a leading zero": (b'{"A":007}\n', "line 1: not JSON: "),
    "a tab in a text": (b'{"A":"a\tb"}\n', "line 1: not JSON: Invalid control character"),
}  # fmt: skip
READ = [
    *(pytest.param("CSV", *case, id=name) for name, case in CSV_READ.items()),
    *(pytest.param("JSON", *case, id=name) for name, case in JSON_READ.items()),
]
REFUSED = [
    *(pytest.param("CSV", *case, id=name) for name, case in CSV_REFUSED.items()),
    *(pytest.param("JSON", *case, id=name) for name, case in JSON_REFUSED.items()),
]


def read(kind, body):
    return list(formats.read(body, kind, answered()))


@pytest.mark.parametrize(("kind", "body", "records"), READ)
def test_a_file_is_read_without_a_loss(kind, body, records) -> None:
    found = read(kind, body)
    assert repr(found) == repr(records)  # -0 and 0, and 1.10 and 1.1, are equal but not the same


@pytest.mark.parametrize(("kind", "body", "records"), READ)
def test_what_was_read_is_written_without_a_loss(kind, body, records) -> None:
    again = read(kind, formats.write(records, Layout(kind), answered()))
    assert again == records
    assert [list(row) for row in again] == [list(row) for row in records]


@pytest.mark.parametrize(("kind", "body", "message"), REFUSED)
def test_a_file_that_cannot_be_kept_is_refused_in_one_sentence(kind, body, message) -> None:
    with pytest.raises(ValueError, match=r"^line \d+: [^\n]+$") as refused:
        read(kind, body)
    assert str(refused.value).startswith(message)
    assert len(str(refused.value)) < 120


def test_the_records_before_a_bad_line_can_be_read() -> None:
    records = formats.read(b"A\n1\n1,2\n", "CSV", answered())
    assert next(records) == {"A": "1"}
    with pytest.raises(ValueError, match="line 3"):
        next(records)


def test_every_number_of_json_is_written_with_its_digits() -> None:
    body = b'{"A":1.10,"B":[0.10,-0,{"c":12345678901234567890.0}],"D":-0.0}\n'
    assert formats.write(read("JSON", body), Layout("JSON"), answered()) == body


def test_a_number_with_a_huge_exponent_stays_small() -> None:
    body = formats.write(read("JSON", b'{"A":1e999999}'), Layout("JSON"), answered())
    assert len(body) < 30
    assert json.loads(body, parse_float=Decimal) == {"A": Decimal("1e999999")}


def test_half_of_a_pair_cannot_be_written() -> None:
    for kind in ("CSV", "JSON"):
        with pytest.raises(ValueError, match="half of a surrogate pair"):
            formats.write([{"A": "\ud83d"}], Layout(kind), answered())
