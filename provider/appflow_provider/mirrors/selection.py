"""Applies the rules about fields to the fields of one object, and remembers which of them found something."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from appflow_provider.mirrors.patterns import any_fits, fits, is_pattern
from appflow_provider.mirrors.schemas import Field, Fields
from appflow_provider.problems import Problem
from appflow_provider.values import Path

LISTS = ("include", "exclude", "mask")
MAPS = ("rename", "types")


@dataclass(frozen=True)
class Entry:
    """
    One entry of a rule.

    Attributes:
        path: Where the program has it.
        text: The name or the pattern of a field.
        value: The new name or the type, in rules that are maps.
    """

    path: Path
    text: str
    value: str = ""


Rules = Mapping[str, Sequence[Entry]]
"""The entries of each rule that apply to an object. Those of the object come first."""


def entries(values: Mapping[str, Any], start: Path = ()) -> dict[str, list[Entry]]:
    """The entries of the rules of a mirror, or of what differs for an object."""
    found: dict[str, list[Entry]] = {}
    for rule in LISTS:
        texts = values.get(rule) or ()
        found[rule] = [Entry((*start, rule, at), text) for at, text in enumerate(texts)]
    for rule in MAPS:
        pairs = values.get(rule) or {}
        found[rule] = [Entry((*start, rule, key), key, str(to)) for key, to in pairs.items()]
    return found


def rules_of(common: Rules, own: Rules) -> Rules:
    """The rules of an object. Its `include` replaces the common one; other entries are added."""
    return {
        rule: own[rule] if rule == "include" and own[rule] else [*own[rule], *common[rule]]
        for rule in common
    }


@dataclass
class Selection:
    """
    What a flow does with the fields of its object.

    Attributes:
        names: The new name of each field that the flow maps.
        types: The type of each of them.
        mask: The fields to mask.
        used: The paths of the entries that found a field.
        problems: Entries that contradict each other or the object.
    """

    names: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    mask: list[str] = field(default_factory=list)
    used: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def selected(name: str, fields: Fields, rules: Rules, *, by_hand: bool = False) -> Selection:
    """
    The fields of an object after the rules.

    Args:
        name: The object.
        fields: Its fields.
        rules: The rules.
        by_hand: Whether the program lists the fields, so that all of them are meant.
    """
    found = Selection()
    found.used = {
        entry.path
        for each in rules.values()
        for entry in each
        if any(fits(entry.text, one) for one in fields)
    }
    without = [entry.text for entry in rules["exclude"]]
    for one, field_ in fields.items():
        if not _wanted(one, field_, rules["include"], by_hand) or any_fits(without, one):
            continue
        found.names[one] = next(
            (entry.value for entry in rules["rename"] if entry.text == one), one
        )
        found.types[one] = _type(name, one, field_, rules["types"], found.problems)
    masked = [entry.text for entry in rules["mask"]]
    found.mask = [one for one in found.names if any_fits(masked, one)]
    found.problems += [*_hidden(name, fields, rules["include"]), *_clashes(name, found, rules)]
    return found


def _wanted(name: str, found: Field, include: Sequence[Entry], by_hand: bool) -> bool:
    if found.is_hidden:
        return False
    if not include:
        return found.is_mapped or by_hand
    return any(
        fits(entry.text, name) and (found.is_mapped or by_hand or not is_pattern(entry.text))
        for entry in include
    )


def _type(
    name: str, one: str, found: Field, types: Sequence[Entry], problems: list[Problem]
) -> str:
    fitting = [entry for entry in types if fits(entry.text, one)]
    exact = [entry for entry in fitting if not is_pattern(entry.text)]
    chosen = exact[:1] or fitting
    if len({entry.value for entry in chosen}) > 1:
        others = " and ".join(entry.text for entry in chosen)
        problems.append(
            Problem(
                chosen[0].path,
                f"The patterns {others} give {one} of {name} different types. Add {one} itself to types",
            )
        )
    return chosen[0].value if chosen else found.type


def _hidden(name: str, fields: Fields, include: Sequence[Entry]) -> Iterator[Problem]:
    for entry in include:
        if entry.text in fields and fields[entry.text].is_hidden:
            yield Problem(entry.path, f"cannot be read by flows from {name}", value=entry.text)


def _clashes(name: str, found: Selection, rules: Rules) -> Iterator[Problem]:
    """Fields that get the name of another one."""
    seen: dict[str, str] = {}
    for one, new in found.names.items():
        other = seen.setdefault(new, one)
        if other != one:
            path = next(e.path for e in rules["rename"] if e.text in (one, other))
            yield Problem(
                path, f"The fields {other} and {one} of {name} would both be written as {new}"
            )
