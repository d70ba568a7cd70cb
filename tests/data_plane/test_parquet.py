"""Parquet: what is read of a file, what is written into one, and the sentence without polars."""

import io
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import polars as pl
import pytest

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.places import Layout

ROWS = [
    {"id": "0001", "count": 1, "price": Decimal("1.10"), "open": True, "tags": ["a", 1], "mixed": "x"},
    {"id": None, "count": 2**40, "price": Decimal(7), "open": None, "tags": None, "mixed": 5},
]  # fmt: skip


def written(rows, *, typed=False):
    layout = Layout(file_type="PARQUET", typed=typed)
    return formats.write(rows, layout, Answers(Assumptions()))


def read(body):
    return list(formats.read(body, "PARQUET", Answers(Assumptions())))


def file_of(**columns):
    file = io.BytesIO()
    pl.DataFrame(columns).write_parquet(file)
    return file.getvalue()


def test_every_column_holds_texts() -> None:
    frame = pl.read_parquet(io.BytesIO(written(ROWS)))
    assert set(frame.dtypes) == {pl.String}
    assert frame.row(0) == ("0001", "1", "1.10", "true", '["a",1]', "x")
    assert frame.row(1) == (None, str(2**40), "7", None, None, "5")


def test_with_types_kept_numbers_and_booleans_stay_what_they_are() -> None:
    frame = pl.read_parquet(io.BytesIO(written(ROWS, typed=True)))
    kinds = [pl.String, pl.Int64, pl.Decimal(38, 2), pl.Boolean, pl.String, pl.String]
    assert frame.dtypes == kinds
    assert frame.row(0) == ("0001", 1, Decimal("1.10"), True, '["a",1]', "x")


@pytest.mark.parametrize(
    "numbers",
    [[10**30, Decimal("1E-10")], [Decimal("1E+38")], [True, 1], [None]],
    ids=str,
)
def test_what_fits_no_type_is_a_text(numbers) -> None:
    rows = [{"n": number} for number in numbers]
    assert pl.read_parquet(io.BytesIO(written(rows, typed=True))).dtypes == [pl.String]


def test_a_whole_number_of_more_than_64_bits_is_a_decimal() -> None:
    frame = pl.read_parquet(io.BytesIO(written([{"n": 2**63}], typed=True)))
    assert frame.schema == {"n": pl.Decimal(38, 0)}
    assert frame.row(0) == (Decimal(2**63),)


def test_a_number_of_38_digits_is_exact() -> None:
    number = Decimal("-12345678901234567890123456.789012345678")
    assert read(written([{"n": number}], typed=True)) == [{"n": number}]


def test_records_without_a_member_have_null_there() -> None:
    assert read(written([{"a": "1"}, {"b": "2"}])) == [{"a": "1", "b": None}, {"a": None, "b": "2"}]


def test_a_file_of_no_record_has_its_columns() -> None:
    body = formats.header(["a", "b"], Layout(file_type="PARQUET"), Answers(Assumptions()))
    assert pl.read_parquet(io.BytesIO(body)).schema == {"a": pl.String, "b": pl.String}


def test_values_are_read_as_json_has_them() -> None:
    moment = datetime(2031, 1, 5, 10, 11, 12, 500_000)  # noqa: DTZ001 (a column without a zone)
    body = file_of(
        double=[0.1, None],
        single=pl.Series([0.1, 1e20], dtype=pl.Float32),
        whole=pl.Series([1, 2], dtype=pl.UInt64),
        day=[date(2031, 1, 5), None],
        local=[moment, None],
        exact=pl.Series([1, None]).cast(pl.Datetime("ns", "UTC")),
        zoned=[moment.replace(tzinfo=timezone.utc), None],
        nested=[{"at": moment, "n": [1.5]}, None],
    )
    first, second = read(body)
    assert first == {
        "double": Decimal("0.1"),
        "single": Decimal("0.1"),
        "whole": 1,
        "day": "2031-01-05",
        "local": "2031-01-05T10:11:12.500000",
        "exact": "1970-01-01T00:00:00.000000001+00:00",
        "zoned": "2031-01-05T10:11:12.500000+00:00",
        "nested": {"at": "2031-01-05T10:11:12.500000", "n": [Decimal("1.5")]},
    }
    assert second["single"] == Decimal("1E+20")
    assert [second[name] for name in ("double", "day", "local", "zoned", "nested")] == [None] * 5


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([float("nan")], "column n: NaN is not a value that a record can hold"),
        ([b"x"], "column n: Binary is not a value that a record can hold"),
        (
            [timedelta(1)],
            "column n: Duration(time_unit='us') is not a value that a record can hold",
        ),
        ([[b"x"]], "column n: bytes is not a value that a record can hold"),
    ],
    ids=["NaN", "bytes", "duration", "bytes in a list"],
)
def test_what_json_cannot_hold_is_refused(values, sentence) -> None:
    with pytest.raises(ValueError, match="is not a value") as refused:
        read(file_of(n=values))
    assert str(refused.value) == sentence


def test_other_bytes_are_no_file() -> None:
    with pytest.raises(ValueError, match=r"\Anot a Parquet file: "):
        read(b"Id,Name\n")


def in_a_fresh_interpreter(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_polars_one_sentence_says_what_to_install() -> None:
    program = """
import sys
sys.modules["polars"] = None
from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.places import Layout
for act in (
    lambda: formats.read(b"", "PARQUET", Answers(Assumptions())),
    lambda: formats.write([], Layout(file_type="PARQUET"), Answers(Assumptions())),
):
    try:
        act()
    except CannotRehearse as sentence:
        print(sentence)
"""
    sentence = (
        "Parquet needs polars, which is not installed: pip install 'appflow-emulator[rehearse]'"
    )
    assert in_a_fresh_interpreter(program).splitlines() == [sentence] * 2


SERVED = """
from appflow_emulator.__main__ import _await_answer
from appflow_emulator import Server
with Server("127.0.0.1", 0) as server:
    _await_answer(server.url)
"""


@pytest.mark.parametrize(
    "program",
    [
        "import appflow_emulator",
        "import contextlib\nfrom appflow_emulator.__main__ import main\nwith contextlib.suppress(SystemExit): main(['--help'])",
        SERVED,
        "from appflow_emulator.data_plane import rehearsal",
    ],
    ids=["import", "--help", "server without samples", "data plane"],
)
def test_polars_is_not_loaded_before_a_run_needs_it(program) -> None:
    told = in_a_fresh_interpreter(f"{program}\nimport sys; print('polars' in sys.modules)")
    assert told.splitlines()[-1] == "False"
