"""Files of approved rows: what they hold, and how a broken one is refused."""

from decimal import Decimal
from typing import Any

import pytest

from appflow_command.rehearse.approved import Unreadable, as_stored, content, file_of, read
from appflow_command.rehearse.compare import compare
from appflow_command.rehearse.side import StoredObject
from tests.command.previews import mapped, mask
from tests.command.results import plan, side

OF = plan(mask("Phone"), mapped("Id"), mapped("Phone"))
ROWS: list[dict[str, Any]] = [
    {"Id": "1", "Phone": "****", "Price": Decimal("1.10")},
    {"Id": "2", "Phone": None, "Price": 3},
]
MADE = side(OF, ROWS, objects=[StoredObject("lake/Phone=****/<run>", (("Phone", "****"),))])


def test_what_is_approved_is_read_back_as_the_same_result(tmp_path) -> None:
    path = file_of("orders", tmp_path)
    assert read(path) is None
    path.write_text(content(MADE, ["Phone"]))
    found = read(path)
    assert found is not None
    assert found.masked == {"Phone"}
    assert compare(found.side, as_stored(MADE, ["Phone"])).same
    changed = side(OF, [{**ROWS[0], "Price": Decimal("1.1")}, ROWS[1]], objects=MADE.objects)
    assert len(compare(found.side, as_stored(changed, ["Phone"])).changes) == 1


def test_a_file_has_counts_and_keys_in_its_first_line_and_a_row_in_each_other() -> None:
    first, *rows = content(MADE, ["Phone"]).splitlines()
    assert first == (
        '{"rehearsal":{"read":2,"filtered":0,"dropped":0,"written":2,"masked":["Phone"],'
        '"objects":["lake/Phone=(masked)/<run>"]}}'
    )
    assert rows[0] == '{"Id":"1","Phone":"****","Price":1.10}'
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", ":1: "),
        ('{"Id": "1"}\n', ":1: "),
        ('{"rehearsal": {"masked": 3, "objects": []}}\n', ":1: "),
        (content(MADE, []) + "<<<<<<< main\n", ":4: "),
        (content(MADE, []) + "[1]\n", ":4: "),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_a_way_out(tmp_path, text, where) -> None:
    path = tmp_path / "orders.jsonl"
    path.write_text(text)
    with pytest.raises(Unreadable, match="--update") as broken:
        read(path)
    assert str(broken.value).startswith(f"{path}{where}")


@pytest.mark.parametrize(
    ("name", "file"),
    [("orders", "orders.jsonl"), ("a/b c", "a-b-c.jsonl"), ("x.y_z", "x.y_z.jsonl")],
)
def test_the_file_is_named_after_the_flow(tmp_path, name: str, file: str) -> None:
    assert file_of(name, tmp_path) == tmp_path / file


def test_a_file_that_is_no_text_is_named(tmp_path) -> None:
    path = tmp_path / "orders.jsonl"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(Unreadable, match="is not UTF-8"):
        read(path)
