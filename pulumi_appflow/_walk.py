"""
Looks through a resource's arguments before Pulumi does.

A value that Pulumi cannot send makes it print all that stands around the value, credentials too. So each value at every depth is held
against its declared type: what Python has beside the types that Pulumi sends is converted, the rest is refused by its place alone.
"""

import copy
import functools
import inspect
import itertools
import math
import typing
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum
from numbers import Integral, Number, Real
from typing import Any

import pulumi
from pulumi._types import input_type_py_to_pulumi_names
from pulumi.output import Unknown

from pulumi_appflow._arguments import instant, is_structure, members_of, named

__all__ = ["SECRET_MAPS", "TIMES", "Walk", "arguments_of", "secret_places"]

TIMES = frozenset(
    {"end_time", "first_execution_from", "schedule_end_time", "schedule_start_time", "start_time"}
)
"""The arguments that are times; the provider's shapes say which, and a test compares."""

SECRET_MAPS = frozenset({"credentials_map"})
"""The arguments whose keys are secret as well."""

Path = tuple[str | int, ...]
Step = tuple[str, str | int]
"""A step on the way to a value, as a program writes it behind what it is in, and as the schema spells it."""

_HIDDEN = ""  # how a key is shown that is secret
_PLAIN = frozenset({bool, dict, float, int, list, str, type(None)})


@dataclass(frozen=True)
class Kind:
    """
    What an argument takes: a structure, a list or map of items, a leaf, or, with none of them, anything.

    Attributes:
        structure: The class of arguments.
        item: What a list or map holds.
        is_list: Whether it is a list.
        leaf: `str`, `bool`, `int` or `float`.
        is_time: Whether the text is a time.
        is_secret: Whether keys below are not shown.
    """

    structure: Any = None
    item: "Kind | None" = None
    is_list: bool = False
    leaf: Any = None
    is_time: bool = False
    is_secret: bool = False

    @functools.cached_property
    def takes_text(self) -> bool:
        """Whether text is right as it is."""
        return self.leaf is str or self is ANYTHING


ANYTHING = Kind()


@functools.cache
def arguments_of(arguments: type) -> Mapping[str, tuple[str, Kind]]:
    """
    The arguments of a class under their names in Python and under those of the schema, which dictionaries may have; each with its name
    in the schema and what it takes.
    """
    # What Pulumi calls an input names its own `Output[T]`, which is of no matter here.
    outputs = {"Output": pulumi.Output, "T": Any}
    hints = typing.get_type_hints(arguments.__init__, localns=outputs)  # type: ignore[misc]
    names = input_type_py_to_pulumi_names(arguments)
    found = {
        name: (names.get(name, name), _kind(hint, name))
        for name, hint in hints.items()
        if name != "return"
    }
    return {**{known[0]: known for known in found.values()}, **found}


def _kind(hint: Any, name: str) -> Kind:
    bare = _bare(hint)
    container = typing.get_origin(bare)
    if is_structure(bare):
        return Kind(structure=bare)
    if container is typing.Literal:
        return Kind(leaf=str)
    if container is not None and issubclass(container, Sequence):
        return Kind(item=_kind(typing.get_args(bare)[0], name), is_list=True)
    if container is not None and issubclass(container, Mapping):
        item = _kind(typing.get_args(bare)[1], name)
        return Kind(item=item, is_secret=name in SECRET_MAPS)
    if bare is Any:
        return ANYTHING
    leaf = str if issubclass(bare, Enum) else bare
    return Kind(leaf=leaf, is_time=name in TIMES)


def _bare(hint: Any) -> Any:
    """What an argument is once it is known: the one choice that holds others, or the first of what is left."""
    if typing.get_origin(hint) is not typing.Union:
        return hint
    choices = [
        _bare(each)
        for each in typing.get_args(hint)
        if each is not type(None) and typing.get_origin(each) not in (Awaitable, pulumi.Output)
    ]
    return next((each for each in choices if not _is_scalar(each)), choices[0])


def _is_scalar(kind: Any) -> bool:
    return typing.get_origin(kind) in (None, typing.Literal) and not is_structure(kind)


class Walk:
    """
    One way through the arguments of a resource.

    Attributes:
        wrong: What Pulumi cannot send, each with its place and without its value.
        outputs: The Outputs that were met: where, what is wanted there, and the Output.
    """

    def __init__(self, resource: str, above: Iterable[Step] = ()) -> None:
        self._resource = resource
        self._steps = list(above)
        self.wrong: list[str] = []
        self.outputs: list[tuple[Sequence[Step], Kind, pulumi.Output[Any]]] = []

    def members(self, given: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments that are to be something else than they are."""
        changed = {}
        for key, value in given.items():
            if value is None:
                continue
            step, kind = known.get(key) or (key, ANYTHING)
            if kind.takes_text and type(value) is str:
                continue
            self._steps.append((f".{key}", step))
            better = self.value(value, kind)
            self._steps.pop()
            if better is not value:
                changed[key] = better
        return changed

    def value(self, value: Any, kind: Kind) -> Any:
        """The value as Pulumi can send it; the same object where it can."""
        if type(value) not in _PLAIN:
            if isinstance(value, pulumi.Output):
                return self._later(value, kind)
            if isinstance(value, (pulumi.Resource, Unknown)):
                return value
            if inspect.isawaitable(value):
                return self._later(pulumi.Output.from_input(value), kind)
            if isinstance(value, Enum):
                value = value.value
        if value is None:
            return value
        if kind is ANYTHING:
            return self._anything(value)
        if kind.leaf is not None:
            return self._leaf(value, kind)
        if kind.structure is not None:
            return self._structure(value, kind.structure)
        return self._items(value, kind) if kind.is_list else self._entries(value, kind)

    def _later(self, value: "pulumi.Output[Any]", kind: Kind) -> "pulumi.Output[Any]":
        """An Output is looked through once it is known, which leaves it as secret and as unknown as it is."""
        steps = tuple(self._steps)
        self.outputs.append((steps, kind, value))

        def looked_through(known: Any) -> Any:
            walk = Walk(self._resource, steps)
            better = walk.value(known, kind)
            walk.end()
            return better

        return value.apply(looked_through)

    def end(self) -> None:
        """
        Say what is wrong, if anything is.

        Raises:
            pulumi.RunError: a line for each.
        """
        if self.wrong:
            raise pulumi.RunError("\n".join(f"{self._resource}: {each}" for each in self.wrong))

    def _structure(self, value: Any, wanted: type) -> Any:
        if isinstance(value, Mapping):
            self._see_keys(value)
            changed = self.members(value, arguments_of(wanted))
            return {**value, **changed} if changed or not isinstance(value, dict) else value
        if not isinstance(value, wanted):
            return self._refuse(f"{wanted.__name__} or a dictionary", value)
        changed = self.members(members_of(value), arguments_of(wanted))
        if not changed:
            return value
        better = copy.copy(value)
        for name, item in changed.items():
            setattr(better, name, item)
        return better

    def _items(self, value: Any, kind: Kind) -> Any:
        if not isinstance(value, Sequence) or isinstance(
            value, (str, bytes, bytearray, memoryview)
        ):
            return self._refuse("a list", value)
        better = []
        for position, item in enumerate(value):
            self._steps.append((f"[{position}]", position))
            better.append(self.value(item, kind.item or ANYTHING))
            self._steps.pop()
        return _same(value, better) if isinstance(value, list) else better

    def _entries(self, value: Any, kind: Kind) -> Any:
        if not isinstance(value, Mapping):
            return self._refuse("a dictionary", value)
        self._see_keys(value)
        item_kind, better = kind.item or ANYTHING, {}
        for key, item in value.items():
            plain = key.value if isinstance(key, Enum) else key
            self._steps.append((_HIDDEN if kind.is_secret else f'["{plain}"]', plain))
            better[plain] = self.value(item, item_kind)
            self._steps.pop()
        same = type(value) is dict and all(
            type(key) is str and value[key] is item
            for key, item in zip(value, better.values(), strict=True)
        )
        return value if same else better

    def _see_keys(self, value: Mapping[Any, Any]) -> None:
        if not all(isinstance(getattr(key, "value", key), str) for key in value):
            self._wrong("each key must be text")

    def _leaf(self, value: Any, kind: Kind) -> Any:
        if kind.is_time and not isinstance(value, str):
            return self._time(value)
        if kind.leaf is str:
            return value if isinstance(value, str) else self._refuse("text", value)
        if kind.leaf is bool:
            return value if isinstance(value, bool) else self._refuse("True or False", value)
        return self._number(value, whole=kind.leaf is int)

    def _number(self, value: Any, *, whole: bool) -> Any:
        kind: Any = type(value)
        if kind is bool or not issubclass(kind, Number):
            return self._refuse("a whole number" if whole else "a number", value)
        if issubclass(kind, Integral):
            return value if kind is int else int(value)
        try:
            number = value if kind is float else float(value)
        except (TypeError, ValueError, OverflowError):
            return self._refuse("a number", value)
        if not math.isfinite(number):
            return self._wrong("must be a finite number")
        return number

    def _time(self, value: Any) -> Any:
        if isinstance(value, datetime):
            try:
                return instant(value).astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
            except ValueError as naive:
                return self._wrong(str(naive))
        if type(value) is not bool and isinstance(value, Real):
            return self._number(value, whole=False)
        return self._refuse(
            "a datetime with its time zone, or text such as 2031-01-01T06:00:00Z", value
        )

    def _anything(self, value: Any) -> Any:
        if isinstance(value, (str, bool, pulumi.Asset, pulumi.Archive)):
            return value
        if isinstance(value, Number):
            return self._number(value, whole=False)
        if is_structure(type(value)):
            return self._structure(value, type(value))
        if isinstance(value, Mapping):
            return self._entries(value, _MAP)
        if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
            return self._items(value, _LIST)
        return self._refuse("text, a number, True or False, a list or a dictionary", value)

    def _refuse(self, wanted: str, value: Any) -> None:
        hint = ""
        if hasattr(value, "get_secret_value"):
            hint = ": give pulumi.Output.secret(value.get_secret_value())"
        self._wrong(f"must be {wanted}, not {named(value)}{hint}")

    def _wrong(self, reason: str) -> None:
        place = "".join(shown for shown, _ in self._steps).removeprefix(".")
        self.wrong.append(f"{place}: {reason}")


_MAP, _LIST = Kind(item=ANYTHING), Kind(item=ANYTHING, is_list=True)


def _same(value: list[Any], better: list[Any]) -> list[Any]:
    """The list itself where nothing in it is another."""
    return value if all(a is b for a, b in zip(value, better, strict=True)) else better


async def secret_places(walk: Walk) -> list[Path]:
    """The places of the arguments that hold a secret Output, outermost first; a map whose keys are secret is one place."""
    found: list[Path] = []
    for steps, kind, output in walk.outputs:
        if await output.is_secret():
            shown = itertools.takewhile(lambda each: each[0] != _HIDDEN, steps)
            place = tuple(step for _, step in shown)
            found += [place] if place not in found else []
        elif type(known := await output.future()) not in _PLAIN - {dict, list}:
            inner = Walk("", steps)
            inner.value(known, kind)
            found += await secret_places(inner)
    return found
