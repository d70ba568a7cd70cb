"""
The properties of tasks: which ones a task needs, which belong to another task type, and the form of their values.

AWS documents only that the service looks for particular properties by task type. The rest comes from its samples, its console
and its CDK, so all rules here are warnings.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, Rule, rule
from appflow_provider.rules.subjects import Task
from appflow_provider.shapes.task import TaskType
from appflow_provider.spots import Spot, Undecided

_PARTITIONS_MAX = 10  # fields; user guide, partitions


@dataclass(frozen=True)
class _Need:
    """
    Properties that a task type needs.

    Attributes:
        task: The task type.
        keys: Alternatives, of which one is required.
        says: What they determine, as the end of a sentence with "to say".
        operators: The operators that need them; empty for all.
        unless: An operator that does not.
    """

    task: str
    keys: tuple[str, ...]
    says: str
    operators: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


_NEEDS = (
    _Need("Arithmetic", ("MATH_OPERATION_FIELDS_ORDER",), "which field comes first"),
    _Need("Filter", ("LOWER_BOUND",), "where the range begins", operators=("BETWEEN",)),
    _Need("Filter", ("UPPER_BOUND",), "where the range ends", operators=("BETWEEN",)),
    _Need(
        "Filter",
        ("VALUE", "VALUES"),
        "what to compare with",
        unless=("BETWEEN", "PROJECTION", "NO_OP"),
    ),
    _Need(
        "Mask",
        ("MASK_LENGTH",),
        "how many characters are covered",
        operators=("MASK_FIRST_N", "MASK_LAST_N"),
    ),
    _Need("Mask", ("MASK_VALUE",), "which character covers the others"),
    _Need("Merge", ("CONCAT_FORMAT",), 'how the fields are joined, as "${First} ${Last}"'),
    _Need("Partition", ("ORDERED_PARTITION_KEYS_LIST",), "which fields become folders"),
    _Need("Truncate", ("TRUNCATE_LENGTH",), "how many characters are kept"),
    _Need("Validate", ("VALIDATION_ACTION",), "what to drop, DropRecord or DropDataset"),
)


def _needs(need: _Need) -> Rule[Task]:
    def judge(task: Task) -> Iterator[Problem]:
        if task.type != need.task or not _concerned(need, task):
            return
        if not any(task.properties[key].given() for key in need.keys):
            missing = task.properties[need.keys[0]]
            wanted = " or ".join(need.keys)
            yield missing.problem(
                f"is not set. A task of taskType {task.type} needs {wanted} to say {need.says}"
            )

    name = f"{need.task}_needs_{'_or_'.join(need.keys)}"
    return Rule(name, Evidence.INFERRED, "user guide, AWS's samples and CDK", Task, judge)


NEEDED = tuple(map(_needs, _NEEDS))
"""A rule for each need."""


def _concerned(need: _Need, task: Task) -> bool:
    if not need.operators and not need.unless:
        return True
    operator = task.operator.text()
    return operator in need.operators if need.operators else operator not in need.unless


_TYPES = frozenset(kind.value for kind in TaskType)

# Property: its task types. Properties for data types are allowed anywhere; SUBFIELD_CATEGORY_MAP is not documented.
_BELONGS: Mapping[str, frozenset[str]] = {
    "CONCAT_FORMAT": frozenset({"Merge"}),
    "EXCLUDE_SOURCE_FIELDS_LIST": frozenset({"Map_all"}),
    "INCLUDE_NEW_FIELDS": frozenset({"Map_all"}),
    "LOWER_BOUND": frozenset({"Filter"}),
    "MASK_LENGTH": frozenset({"Mask"}),
    "MASK_VALUE": frozenset({"Mask"}),
    "MATH_OPERATION_FIELDS_ORDER": frozenset({"Arithmetic"}),
    "ORDERED_PARTITION_KEYS_LIST": frozenset({"Partition"}),
    "TRUNCATE_LENGTH": frozenset({"Truncate"}),
    "UPPER_BOUND": frozenset({"Filter"}),
    "VALIDATION_ACTION": frozenset({"Validate"}),
    "VALUE": frozenset({"Filter", "Validate"}),
    "VALUES": frozenset({"Filter", "Validate"}),
}


@rule(
    Evidence.ADVICE, "API reference, Task: the service looks for particular properties by task type"
)
def property_of_another_task(task: Task) -> Iterator[Problem]:
    kind = task.type
    for key in _present(task, _BELONGS):
        found, kinds = task.properties[key], _BELONGS[key]
        if kind in _TYPES - kinds and _given(found):
            yield found.problem(f"has no effect with taskType {kind}. It is for {_any_of(kinds)}")


def _present(task: Task, table: Mapping[str, Any]) -> list[str]:
    """The keys of a table that the task has. Most tasks have none."""
    written = task.properties.value
    return [key for key in table if key in written] if isinstance(written, Mapping) else []


def _given(spot: Spot) -> bool:
    try:
        return spot.given()
    except Undecided:
        return False


def _any_of(kinds: frozenset[str]) -> str:
    return " and ".join(sorted(kinds))


def _length(text: str) -> bool:
    return text.isdecimal() and int(text) > 0


def _names(text: str) -> bool:
    return _listed(text) is not None


def _keys(text: str) -> bool:
    return 1 <= len(_listed(text) or ()) <= _PARTITIONS_MAX


def _listed(text: str) -> list[str] | None:
    try:
        found: Any = json.loads(text)
    except ValueError:
        return None
    fits = isinstance(found, list) and all(isinstance(name, str) for name in found)
    return found if fits else None


def _one(text: str) -> bool:
    return len(text) == 1


def _action(text: str) -> bool:
    return text in {"DropRecord", "DropDataset"}


# Property: a check of its value, and the form in words.
_TEXTS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "EXCLUDE_SOURCE_FIELDS_LIST": (
        _names,
        """should be a JSON list of names as text, for example '["Fax","Phone"]'""",
    ),
    "MASK_VALUE": (_one, 'should be the one character that covers the others, for example "*"'),
    "ORDERED_PARTITION_KEYS_LIST": (
        _keys,
        """should be a JSON list of one to ten names as text, for example '["Region","Plant"]'""",
    ),
    "MASK_LENGTH": (_length, 'should be a whole number from 1 on as text, for example "4"'),
    "TRUNCATE_LENGTH": (_length, 'should be a whole number from 1 on as text, for example "200"'),
    "VALIDATION_ACTION": (
        _action,
        "should be DropRecord, which drops the record, or DropDataset, which ends the run. No other value is known",
    ),
}


@rule(Evidence.INFERRED, "API reference, AWS's samples and CDK: the form of these texts")
def task_property_format(task: Task) -> Iterator[Problem]:
    for key in _present(task, _TEXTS):
        (fits, sentence), found = _TEXTS[key], task.properties[key]
        if task.type in _BELONGS[key] and _given(found) and not fits(found.text()):
            yield found.problem(sentence)
