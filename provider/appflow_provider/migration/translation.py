"""
Converts a resource from another tool's spelling to ours, member by member.

All tools take their names from AppFlow's API, and differ in case and underscores: `SAPOData`, `sapo_data` and `sapoData`. So names
are compared without either. A `Dialect` lists what differs beyond that. A member that neither knows is reported, never dropped.
"""

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from appflow_provider.declarations import RESOURCES
from appflow_provider.instants import instant
from appflow_provider.migration.described import Notice
from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.walk import Kind, Member, members

ANYWHERE = "*"


@dataclass(frozen=True)
class Dialect:
    """
    How one tool writes AppFlow's resources. Names of the tool are in lower case, without underscores.

    Attributes:
        renamed: The tool's name of a member to ours. The key has the name of the member around it, or the resource's:
            `("prefixConfig", "prefixhierarchy")`. `ANYWHERE` stands for every member around it.
        results: The tool's names of members that AppFlow chooses, to ours, by resource; None for those that we do not have.
        reshaped: Our name of a member to a function that converts the tool's value. It returns the value, and a notice or None.
        absent: The tool's members that AppFlow does not have, with the reason. The keys are those of `renamed`.
        mended: Members that the tool treats wrongly, with a notice for a value that is set. The keys are those of `renamed`.
        zero_is_unset: Whether the tool writes "", 0 and false for members that are not set.
    """

    renamed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    results: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    reshaped: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    absent: Mapping[tuple[str, str], str] = field(default_factory=dict)
    mended: Mapping[tuple[str, str], str] = field(default_factory=dict)
    zero_is_unset: bool = False

    def name_of(self, key: tuple[str, str]) -> str | None:
        """Our name of a member that the tool names otherwise."""
        return self.renamed.get(key) or self.renamed.get((ANYWHERE, key[1]))


@dataclass(frozen=True)
class Translated:
    """
    A resource in our spelling.

    Attributes:
        inputs: Its inputs, in property spelling.
        outputs: Its outputs, in property spelling.
        notices: What the user must know.
        is_partial: Whether the file does not hold all of its values.
    """

    inputs: dict[str, Any]
    outputs: dict[str, Any]
    notices: tuple[Notice, ...]
    is_partial: bool = False


class Unresolved:
    """
    A value that the file does not hold, such as a reference to a secret. It is left out, and reported.

    Attributes:
        why: A sentence without its subject, as `is encrypted in the file`.
    """

    def __init__(self, why: str) -> None:
        self.why = why


def word(name: Any) -> str:
    """A name without case and underscores. In YAML, a name can also be a number."""
    return str(name).replace("_", "").lower()


def translate(kind: str, value: Mapping[str, Any], dialect: Dialect) -> Translated:
    """
    A resource of another tool in our spelling.

    Args:
        kind: The resource's name in our schema.
        value: Its members, in the tool's spelling.
        dialect: How the tool writes it.
    """
    reading = _Reading(dialect)
    results, outputs = dialect.results.get(kind, {}), dict[str, Any]()
    rest = {}
    for name, item in value.items():
        if word(name) not in results:
            rest[name] = item
        elif (ours := results[word(name)]) is not None and _is_known(item):
            outputs[ours] = reading.result(members(RESOURCES[kind].outputs)[ours], item, str(name))
    outputs = {name: item for name, item in outputs.items() if item is not None}
    inputs = reading.structure(RESOURCES[kind].inputs, rest, "", kind)
    return Translated(inputs, outputs, tuple(reading.notices), reading.is_partial)


class _Reading:
    """One resource, while it is read. Returns `None` for what is not set."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect, self.notices, self.is_partial = dialect, list[Notice](), False

    def result(self, member: Member, item: Any, place: str) -> Any:
        """The value of an output."""
        return self._value(member.kind, item, place, member.property)

    def structure(
        self, shape: type[Shape | OutputShape], value: Mapping[str, Any], path: str, inside: str
    ) -> dict[str, Any]:
        """The structure in the order of its members, without those that are not set."""
        by_word = {word(name): member for name, member in members(shape).items()}
        found: dict[str, Any] = {}
        for name, item in value.items():
            key, place = (inside, word(name)), f"{path}.{name}" if path else name
            renamed = self._dialect.name_of(key)
            member = members(shape)[renamed] if renamed else by_word.get(word(name))
            if isinstance(item, Unresolved):
                self._miss(place, item)
            elif key in self._dialect.absent:
                if _is_set(item):
                    self._tell(place, f"is not taken: {self._dialect.absent[key]}")
            elif member is None:
                if _is_set(item):
                    self._tell(place, "is not taken, because this version does not know it")
            else:
                read = self._member(member, item, place)
                if read is not None:
                    found[member.property] = read
                    if key in self._dialect.mended:
                        self._tell(place, self._dialect.mended[key])
        return {name: found[name] for name in members(shape) if name in found}

    def _member(self, member: Member, item: Any, place: str) -> Any:
        if (reshape := self._dialect.reshaped.get(member.property)) and _is_set(item):
            item = reshape(item)
            if isinstance(item, Reshaped):
                for text in item.notices:
                    self._tell(place, text)
                item = item.value
        read = self._value(member.kind, item, place, member.property)
        is_zero = not isinstance(read, (Mapping, list)) and not read
        if self._dialect.zero_is_unset and is_zero and not member.info.is_required():
            return None
        return read

    def _value(self, kind: Kind, value: Any, place: str, inside: str) -> Any:
        if isinstance(value, Unresolved):
            return self._miss(place, value)
        if kind.shape is not None:
            return self._block(kind.shape, value, place, inside)
        if value is None or (kind.key is not None and not _is_set(value)):
            return None
        if kind.item is not None and kind.key is not None:
            return self._map(kind.item, value, place, inside)
        if kind.item is not None:
            return self._list(kind.item, value, place, inside)
        read = _leaf(kind.leaf, value)
        if read is None and value != "":
            self._tell(place, f"is not taken, because it is not {_NOUNS.get(kind.leaf, 'a text')}")
        return read

    def _block(
        self, shape: type[Shape | OutputShape], value: Any, place: str, inside: str
    ) -> dict[str, Any] | None:
        """A structure, which Terraform writes as a list with one entry. An entry without any member counts: `singular {}`."""
        if isinstance(value, list):
            if not value:
                return None
            if len(value) > 1:
                self._tell(place, "has several entries. Only the first is taken")
            value = {} if value[0] is None else value[0]
        elif value is None:
            return None
        if not isinstance(value, Mapping):
            self._tell(place, "is not taken, because it is not a structure")
            return None
        return self.structure(shape, value, place, inside)

    def _list(self, kind: Kind, value: Any, place: str, inside: str) -> list[Any] | None:
        if not isinstance(value, list):
            self._tell(place, "is not taken, because it is not a list")
            return None
        items = [self._value(kind, item, f"{place}[{at}]", inside) for at, item in enumerate(value)]
        return [item for item in items if item is not None]

    def _map(self, kind: Kind, value: Any, place: str, inside: str) -> dict[str, Any] | None:
        if not isinstance(value, Mapping):
            self._tell(place, "is not taken, because it is not a map")
            return None
        items = {
            str(key): self._value(kind, item, f"{place}.{key}", inside)
            for key, item in value.items()
        }
        return {key: item for key, item in items.items() if item is not None} or None

    def _miss(self, place: str, value: Unresolved) -> None:
        self.is_partial = True
        self._tell(place, f"is not in the file: it {value.why}")

    def _tell(self, place: str, text: str) -> None:
        self.notices.append(Notice(place, text))


@dataclass(frozen=True)
class Reshaped:
    """A converted value, with sentences about it without their subject."""

    value: Any
    notices: tuple[str, ...] = ()


def _is_known(value: Any) -> bool:
    return value is not None and not isinstance(value, Unresolved)


def _is_set(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


_FLAGS = {"true": True, "false": False}
_NOUNS = {bool: "true or false", int: "a whole number", float: "a number", datetime: "a time"}


def _leaf(leaf: Any, value: Any) -> Any:
    """The value as our type; None if it cannot be. Templates write numbers and booleans as text, and texts as numbers."""
    if isinstance(value, (Mapping, list)):
        return None
    try:
        if leaf is bool:
            return _FLAGS[str(value).lower()]
        if leaf is int:
            return _whole(float(value))
        if leaf is float:
            return float(value)
        if leaf is datetime:
            return _time(value)
    except (LookupError, TypeError, ValueError, OverflowError, OSError):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(_whole(value)) if isinstance(value, float) else str(value)


def _whole(number: float) -> float | int:
    return int(number) if math.isfinite(number) and number.is_integer() else number


def _time(value: Any) -> str:
    """The time as the import of a region writes it."""
    with suppress(ValueError):
        value = float(value)
    return instant(value).isoformat().replace("+00:00", "Z")
