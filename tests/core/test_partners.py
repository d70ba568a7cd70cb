"""Entries of long lists find the same partners as by comparing each with each, in far fewer steps."""

import random
import sys
from collections.abc import Callable
from typing import Any

import pytest

from appflow_provider.canonical import is_same
from appflow_provider.diff import compare
from appflow_provider.partners import Partners
from appflow_provider.patterns import places
from appflow_provider.projection import project
from appflow_provider.resources import RESOURCES
from appflow_provider.values import UNKNOWN, Unknown, has_unknown
from benchmarks.growth import inputs

FORM = RESOURCES["Flow"].form


def alike_share(one: Any, other: Any) -> float:
    """The share of members that agree, by comparing them one by one."""
    names = {*one, *other} if isinstance(one, dict) and isinstance(other, dict) else set()
    agree = sum(
        name in one
        and name in other
        and is_same(one[name], other[name])
        and not isinstance(other[name], Unknown)
        for name in names
    )
    return 0.99 * agree / len(names) if names else 0.0


def slowly_paired(olds: list[Any], news: list[Any], least: float) -> list[tuple[int, int]]:
    """Equal entries first, then the likest: each compared with each."""
    left, pairs = dict(enumerate(olds)), []
    open_ = dict(enumerate(news))
    for now, entry in enumerate(news):
        same = [was for was in left if is_same(left[was], entry) and not has_unknown(entry)]
        if same:
            pairs.append((same[0], now))
            del left[same[0]], open_[now]
    for now, entry in open_.items():
        best = max(left, key=lambda was: alike_share(left[was], entry), default=None)
        if best is not None and alike_share(left[best], entry) >= least:
            pairs.append((best, now))
            del left[best]
    return pairs


def quickly_paired(olds: list[Any], news: list[Any], least: float) -> list[tuple[int, int]]:
    partners, pairs, open_ = Partners(olds), [], []
    for now, entry in enumerate(news):
        if (was := partners.equal(entry)) is None:
            open_.append(now)
        else:
            partners.take(was)
            pairs.append((was, now))
    for now in open_:
        if (was := partners.likest(news[now], least)) is not None:
            partners.take(was)
            pairs.append((was, now))
    return pairs


def entry_of(chance: random.Random) -> Any:
    values = ["x", "y", 1, 0, True, False, 1.5, {"a": 1}, {"a": True}, ["p", 1], UNKNOWN]
    names = chance.sample("abcde", chance.randint(0, 5))
    return {name: chance.choice(values) for name in names} if chance.random() < 0.95 else "plain"


@pytest.mark.parametrize("seed", range(10))
def test_partners_are_those_that_comparing_each_with_each_finds(seed: int) -> None:
    chance = random.Random(seed)
    for least in (0.0, 0.4, 0.5) * 10:
        olds = [entry_of(chance) for _ in range(chance.randint(0, 12))]
        news = [chance.choice([*olds, entry_of(chance)]) for _ in range(chance.randint(0, 12))]
        assert quickly_paired(olds, news, least) == slowly_paired(olds, news, least)


@pytest.mark.parametrize("seed", range(20))
def test_entries_are_found_by_what_they_hold_under_some_names(seed: int) -> None:
    chance = random.Random(seed)
    entries = [entry_of(chance) for _ in range(12)]
    partners = Partners(entries)
    taken = chance.sample(range(12), 4)
    for at in taken[:2]:
        partners.take(at)
    wanted = {name: chance.choice(["x", "y", 1, True]) for name in chance.sample("abc", 2)}
    for late in (False, True):
        if late:
            for at in taken[2:]:
                partners.take(at)
        gone = taken if late else taken[:2]
        assert partners.left == [at for at in range(12) if at not in gone]
        assert partners.alike(wanted, wanted) == [
            at
            for at in partners.left
            if isinstance(entries[at], dict)
            and all(name in entries[at] for name in wanted)
            and all(is_same(entries[at][name], item) for name, item in wanted.items())
        ]


def test_one_is_not_true_in_an_entry() -> None:
    old, new = {"tasks": [{"taskType": 1}]}, {"tasks": [{"taskType": True}]}
    assert len(compare(old, new, FORM, places()).changes) == 1
    assert project(new, old, FORM) == new
    assert project(new, old, FORM)["tasks"][0]["taskType"] is True


def steps_of(work: Callable[[], Any]) -> int:
    """How many functions of Python are called in some work, which no load of the machine changes."""
    called = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called


Tasks = list[dict[str, Any]]


def with_half(change: Callable[[int, dict[str, Any]], dict[str, Any]]) -> Callable[[Tasks], Tasks]:
    return lambda tasks: [
        {**task, **change(at, task)} if at % 2 else task for at, task in enumerate(tasks)
    ]


def _others(at: int, task: dict[str, Any]) -> dict[str, Any]:
    return {
        "sourceFields": [f"other_{at}"],
        "destinationField": f"other_{at}",
        "taskProperties": {"SOURCE_DATA_TYPE": f"type_{at}"},
    }


CHANGES: dict[str, Callable[[Tasks], Tasks]] = {
    "destination": with_half(lambda at, _: {"destinationField": f"renamed_{at}"}),
    "source": with_half(lambda at, _: {"sourceFields": [f"other_{at}"]}),
    "type": with_half(lambda *_: {"taskType": "Truncate"}),
    "operator": with_half(lambda *_: {"connectorOperator": {"s3": "MASK_ALL"}}),
    "properties": with_half(lambda *_: {"taskProperties": {"TRUNCATE_LENGTH": "4"}}),
    "no-properties": with_half(lambda *_: {"taskProperties": {}}),
    "all-but-type-and-operator": with_half(_others),
    "fewer": lambda tasks: tasks[::2],
    "others-in-their-place": lambda tasks: [
        *tasks[::2],
        *({"taskType": "Filter", "sourceFields": [str(at)]} for at, _ in enumerate(tasks[1::2])),
    ],
    "all-alike": lambda tasks: [tasks[0]] * (len(tasks) // 2) + tasks[len(tasks) // 2 :],
    "other-order": lambda tasks: tasks[::-1],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_half_of_the_tasks_changed_cost_in_proportion_to_their_number(
    change: Callable[[Tasks], Tasks],
) -> None:
    """Four times the tasks take about four times the steps, both to compare and to read."""

    def steps(tasks: int) -> tuple[int, int]:
        old = inputs(tasks)
        new = {**old, "tasks": change(old["tasks"])}
        return (
            steps_of(lambda: compare(old, new, FORM, places())),
            steps_of(lambda: project(new, old, FORM)),
        )

    few, many = steps(25), steps(100)
    assert many[0] <= 4.3 * few[0]
    assert many[1] <= 4.3 * few[1]
