"""Plain values with markers: walking, wrapping, paths."""

import pytest

from appflow_provider.values import (
    UNKNOWN,
    Path,
    Secret,
    at,
    has_unknown,
    leaves,
    path_text,
    secret_paths,
    unwrap,
    wrap_where,
)


def test_a_secret_never_shows_its_value() -> None:
    assert "hunter2" not in repr({"password": Secret("hunter2")})


def test_unwrapping_goes_to_any_depth() -> None:
    assert unwrap({"a": [Secret({"b": Secret(1)})]}) == {"a": [{"b": 1}]}


def test_leaves_come_with_their_paths_and_look_into_secrets() -> None:
    value: dict[str, object] = {"a": [1, {"b": Secret("x")}], "c": {}, "d": None}
    assert list(leaves(value)) == [
        (("a", 0), 1),
        (("a", 1, "b"), "x"),
        (("c",), {}),
        (("d",), None),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"a": [UNKNOWN]}, True), ({"a": Secret(UNKNOWN)}, True), ({"a": [1]}, False)],
)
def test_unknowns_are_found_anywhere(value: object, expected: bool) -> None:
    assert has_unknown(value) is expected


def test_wrapping_marks_known_values_once() -> None:
    value = {"key": "k", "later": UNKNOWN, "none": None, "done": Secret("s")}
    wrapped = wrap_where(value, lambda path: path != ())
    assert wrapped == {"key": Secret("k"), "later": UNKNOWN, "none": None, "done": Secret("s")}
    assert list(secret_paths(wrapped)) == [("key",), ("done",)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("tasks", 2, "taskType"), "tasks[2].taskType"),
        (("tags", "cost-centre"), 'tags["cost-centre"]'),
    ],
)
def test_paths_are_written_as_pulumi_writes_them(path: Path, text: str) -> None:
    assert path_text(path) == text


def test_looking_up_a_path_meets_markers() -> None:
    value = {"a": Secret({"b": [10, 20]}), "later": UNKNOWN}
    assert at(value, ("a", "b", 1)) == 20
    assert at(value, ("later", "anything")) is UNKNOWN
    assert at(value, ("a", "c")) is None
