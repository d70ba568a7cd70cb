"""Records that a caller hands over hold what JSON lines can hold, or the rehearsal says which value does not."""

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest

from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.rehearsal import rehearse
from benchmarks.moved import request
from tests.programs import task

ALL = [{"taskType": "Map_all", "sourceFields": [], "connectorOperator": {"S3": "NO_OP"}}]


def rows(*records: Any, file_type: str = "JSON") -> list[dict[str, Any]]:
    return rehearse({**request(file_type), "tasks": ALL}, records).rows


@pytest.mark.parametrize("file_type", ["CSV", "JSON", "PARQUET"])
@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"Id": "a\ud800"}, "Record 1: Id has half of a surrogate pair"),
        ({"\udc00": "a"}, "Record 1: the name of a field has half of a surrogate pair"),
        ({"Id": {"deep": ["x", "\ud800"]}}, r"Record 1: Id\.deep\[1\] has half"),
        ({"Id": float("nan")}, "Record 1: Id is nan, and JSON has no such number"),
        ({"Id": Decimal("Infinity")}, "Record 1: Id is Infinity"),
        ({"Id": datetime(2031, 1, 1, tzinfo=timezone.utc)}, "Record 1: Id is a datetime. Write it"),
        ({"Id": b"x"}, "Record 1: Id is a bytes"),
        ({1: "x"}, "Record 1: the name of a field must be text, not an int"),
        (None, "Record 1 must be an object with the fields, not a NoneType"),
        ("text", "Record 1 must be an object with the fields, not a str"),
    ],
)
def test_a_value_that_no_file_can_hold_is_named(record: Any, said: str, file_type: str) -> None:
    with pytest.raises(CannotRehearse, match=said):
        rows(record, file_type=file_type)


def test_a_float_is_the_number_that_it_shows() -> None:
    assert rows({"Qty": 1.1, "deep": [0.5]}) == [{"Qty": Decimal("1.1"), "deep": [Decimal("0.5")]}]
    product = [
        task("Arithmetic", ["Qty", "Price"], "s3", "MULTIPLICATION"),
        {**task("Map", ["Qty,Price"], "s3", "NO_OP"), "destinationField": "Total"},
    ]
    spelled = [
        {**each, "connectorOperator": {"S3": each["connectorOperator"]["s3"]}} for each in product
    ]
    done = rehearse({**request("JSON"), "tasks": spelled}, [{"Qty": 1.5, "Price": 2}])
    assert done.rows == [{"Total": Decimal("3.0")}]
