"""Canonical form, comparison and projection with a form made up for the test: no knowledge of AppFlow."""

from typing import Any

import pytest

from appflow_provider.canonical import ABSENT, Form, canonical
from appflow_provider.diff import Change, compare
from appflow_provider.patterns import places
from appflow_provider.projection import project, trimmed
from appflow_provider.values import UNKNOWN, Secret

FORM = Form(
    defaults={"flag": False, "count": 0, "note": ""},
    transforms={"stage": lambda text: text.lstrip("@") if isinstance(text, str) else text},
    unordered=places("jobs"),
    write_only=places("password"),
    not_returned=places("forgotten"),
    equivalent={"bus": lambda written, live: str(live).startswith("generated/")},
    opaque=places("vault"),
    drift_when_added=places("note", "tags", "tags.*"),
    expands={
        "jobs": lambda written, live, _is_there: [
            at for at, entry in enumerate(live) if "all" in written and entry.get("by") == "service"
        ]
    },
)
CREATE_ONLY = places("name", "source.*.object")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param({}, {"note": None}, id="null"),
        pytest.param({}, {"box": {"inner": {}}}, id="empty-containers"),
        pytest.param({}, {"flag": False, "count": 0.0}, id="defaults"),
        pytest.param({"port": 443}, {"port": 443.0}, id="whole-doubles"),
        pytest.param({"stage": "s"}, {"stage": "@s"}, id="transforms"),
        pytest.param({"jobs": [{"a": 1}, {"b": 2}]}, {"jobs": [{"b": 2}, {"a": 1}]}, id="order"),
        pytest.param({"key": "k"}, {"key": Secret("k")}, id="secret"),
    ],
)
def test_values_that_mean_the_same_compare_equal(left: Any, right: Any) -> None:
    assert canonical(left, FORM) == canonical(right, FORM)
    assert compare(left, right, FORM, CREATE_ONLY).action == "same"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param({"flag": False}, {"flag": True}, id="flag"),
        pytest.param({"count": 0}, {"count": False}, id="zero-is-not-false"),
        pytest.param({"list": [1, 2]}, {"list": [2, 1]}, id="ordered-list"),
        pytest.param({"jobs": [{"a": 1}]}, {"jobs": [{"a": 1}, {"a": 1}]}, id="multiplicity"),
    ],
)
def test_values_that_differ_compare_different(left: Any, right: Any) -> None:
    assert compare(left, right, FORM, CREATE_ONLY).action == "update"


def changes(old: Any, new: Any) -> list[tuple[str, Any, bool]]:
    found = compare(old, new, FORM, CREATE_ONLY).changes
    return [(change.what, change.path, change.replaces) for change in found]


def test_each_changed_leaf_is_named() -> None:
    old = {"name": "n", "box": {"a": 1, "b": 2}, "tags": {"x": "1"}}
    new = {"name": "n", "box": {"a": 1, "b": 3}, "tags": {"y": "1"}}
    assert changes(old, new) == [
        ("update", ("box", "b"), False),
        ("delete", ("tags", "x"), False),
        ("add", ("tags", "y"), False),
    ]


def test_a_create_only_leaf_replaces_wherever_the_wildcard_leads() -> None:
    old = {"source": {"s3": {"object": "a", "prefix": "p"}}}
    new = {"source": {"s3": {"object": "b", "prefix": "q"}}}
    assert changes(old, new) == [
        ("update", ("source", "s3", "object"), True),
        ("update", ("source", "s3", "prefix"), False),
    ]
    assert compare(old, new, FORM, CREATE_ONLY).replaces == ["source.s3.object"]


def test_a_new_first_entry_is_one_addition() -> None:
    jobs = [{"id": "a", "on": "x"}, {"id": "b", "on": "y"}]
    assert changes({"jobs": jobs}, {"jobs": [{"id": "c", "on": "z"}, *jobs]}) == [
        ("add", ("jobs", 0), False)
    ]


def test_an_edited_entry_is_matched_by_likeness_and_named_where_it_now_stands() -> None:
    old = {"jobs": [{"id": "a", "on": "x", "n": 1}, {"id": "b", "on": "y", "n": 2}]}
    new = {"jobs": [{"id": "b", "on": "y", "n": 3}, {"id": "a", "on": "x", "n": 1}]}
    assert changes(old, new) == [("update", ("jobs", 0, "n"), False)]


def test_an_unknown_value_is_a_change() -> None:
    assert changes({"note": "x"}, {"note": UNKNOWN}) == [("update", ("note",), False)]
    assert changes({"name": "n"}, {"name": UNKNOWN}) == [("update", ("name",), True)]


def test_removing_a_member_shows() -> None:
    assert changes({"note": "x"}, {}) == [("delete", ("note",), False)]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        pytest.param({"k": "1"}, {"k": "2"}, "update", id="value"),
        pytest.param({"k": "1"}, {"j": "1"}, "update", id="key"),
        pytest.param({}, {"k": "1"}, "add", id="all-new"),
        pytest.param({"k": "1"}, {}, "delete", id="all-gone"),
    ],
)
def test_the_keys_of_an_opaque_map_are_not_named(old: Any, new: Any, what: str) -> None:
    assert changes({"vault": Secret(old)}, {"vault": Secret(new)}) == [(what, ("vault",), False)]


def test_a_change_is_a_value() -> None:
    assert Change(("a",), "add") == Change(("a",), "add", replaces=False)


@pytest.mark.parametrize(
    ("written", "live"),
    [
        pytest.param({"note": "x"}, {"note": "x", "made": 1}, id="unasked-member"),
        pytest.param({"stage": "s"}, {"stage": "@s"}, id="spelling"),
        pytest.param({"password": Secret("p")}, {}, id="write-only"),
        pytest.param({"forgotten": "f"}, {}, id="not-returned"),
        pytest.param({"bus": "Account"}, {"bus": "generated/7"}, id="generated"),
        pytest.param({"flag": False, "box": {}}, {}, id="default-and-empty-dropped"),
        pytest.param(
            {"jobs": [{"a": 1}, {"b": 2}]}, {"jobs": [{"b": 2, "c": 0}, {"a": 1}]}, id="order"
        ),
        pytest.param(
            {"jobs": [{"all": 1}]}, {"jobs": [{"by": "service"}, {"all": 1}]}, id="made-entry"
        ),
        pytest.param({"jobs": [{"all": 1}]}, {"jobs": [{"by": "service"}]}, id="unfolded-entry"),
        pytest.param({}, {"tags": {}}, id="empty-added"),
    ],
)
def test_the_users_words_survive_what_the_service_adds(written: Any, live: Any) -> None:
    assert project(live, written, FORM) == written


@pytest.mark.parametrize(
    ("written", "live", "expected"),
    [
        pytest.param({"note": "x"}, {"note": "y"}, {"note": "y"}, id="leaf"),
        pytest.param({"note": "x"}, {}, {}, id="removed"),
        pytest.param({}, {"note": "new"}, {"note": "new"}, id="added"),
        pytest.param(
            {"tags": {"a": "1"}},
            {"tags": {"a": "1", "b": "2"}},
            {"tags": {"a": "1", "b": "2"}},
            id="tag",
        ),
        pytest.param({"flag": True}, {}, {}, id="flag-off"),
        pytest.param(
            {"jobs": [{"a": 1}, {"b": 2}]},
            {"jobs": [{"a": 1}]},
            {"jobs": [{"a": 1}]},
            id="entry-gone",
        ),
        pytest.param(
            {"jobs": [{"a": 1}]},
            {"jobs": [{"z": 9}, {"a": 1}]},
            {"jobs": [{"a": 1}, {"z": 9}]},
            id="entry-new",
        ),
        pytest.param({"list": [1, 2]}, {"list": [1, 3, 4]}, {"list": [1, 3, 4]}, id="ordered-list"),
    ],
)
def test_drift_of_what_the_user_wrote_shows(written: Any, live: Any, expected: Any) -> None:
    seen = project(live, written, FORM)
    assert seen == expected
    assert compare(written, seen, FORM, CREATE_ONLY).action == "update"


def test_a_drifted_entry_stays_in_its_place_and_keeps_the_users_words() -> None:
    written = {"jobs": [{"id": "x", "a": 1, "b": 2}, {"c": 3}]}
    live = {"jobs": [{"c": 3}, {"id": "x", "a": 1, "b": 9, "unasked": 0}]}
    assert project(live, written, FORM) == {"jobs": [{"id": "x", "a": 1, "b": 9}, {"c": 3}]}


def test_entries_are_matched_with_those_that_they_are_most_like() -> None:
    old = {"jobs": [{"a": 1, "b": 1, "c": 1}, {"a": 9, "b": 9, "c": 9}]}
    new = {"jobs": [{"a": 1, "b": 5, "c": 5}, {"a": 1, "b": 1, "c": 5}]}
    assert [path[1:] for _, path, _ in changes(old, new)] == [
        (0, "a"),
        (0, "b"),
        (0, "c"),
        (1, "c"),
    ]
    same = {"jobs": [{"a": 1}, {"a": 1, "b": 2}]}
    assert changes(same, {"jobs": [*reversed(same["jobs"])]}) == []


@pytest.mark.parametrize(
    ("written", "live", "expected"),
    [
        pytest.param(Secret("x"), "y", Secret("y"), id="leaf"),
        pytest.param(Secret({"a": 1}), {"a": 2}, Secret({"a": 2}), id="structure"),
        pytest.param([Secret("x"), "y"], ["x", "z"], [Secret("x"), "z"], id="entry"),
    ],
)
def test_what_the_user_keeps_secret_stays_so_when_it_drifts(
    written: Any, live: Any, expected: Any
) -> None:
    assert project({"thing": live}, {"thing": written}, FORM) == {"thing": expected}


def test_a_secret_around_a_write_only_member_stays() -> None:
    form = Form(write_only=places("login.password"))
    written = {"login": Secret({"user": "u", "password": "p"})}
    assert project({"login": {"user": "u"}}, written, form) == written
    assert project({}, {"thing": Secret("x")}, FORM) == {}


def test_a_secret_in_a_drifted_entry_stays_secret() -> None:
    written = {"jobs": [{"a": 1, "b": 2, "key": Secret("k")}]}
    live = {"jobs": [{"a": 1, "b": 3, "key": "k"}]}
    assert project(live, written, FORM) == {"jobs": [{"a": 1, "b": 3, "key": Secret("k")}]}


def test_an_import_keeps_what_has_meaning() -> None:
    live = {"note": "x", "flag": False, "box": {"inner": []}, "jobs": [{"a": 1, "count": None}]}
    assert trimmed(live, FORM) == {"note": "x", "jobs": [{"a": 1}]}
    assert trimmed({}, FORM) is ABSENT
