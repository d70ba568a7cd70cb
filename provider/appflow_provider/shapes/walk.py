"""
Walks a value along its shape: finds members and secrets, and translates between property spelling and API spelling.

It works on plain property values with markers (`values`), valid or not. Members that the shape does not have raise no error
here; `findings` reports them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache, partial
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from appflow_provider.instants import instant
from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.facts import Facts, facts_of
from appflow_provider.values import Path, Secret


@dataclass(frozen=True)
class Kind:
    """
    The kind of a member's value: a structure, a list or map, or a leaf.

    Attributes:
        shape: The structure's class, or None.
        item: The kind of the entries of a list or map, or None.
        key: The type of a map's keys, or None for anything but a map.
        leaf: The type of a leaf, or None.
    """

    shape: type[Shape | OutputShape] | None = None
    item: "Kind | None" = None
    key: Any = None
    leaf: Any = None


@dataclass(frozen=True)
class Member:
    """One member of a shape, with its three spellings."""

    python: str
    property: str
    api: str
    info: FieldInfo
    kind: Kind
    facts: Facts


def kind_of(annotation: Any) -> Kind:
    """The kind of the values of an annotation. `None` in a union is ignored."""
    origin = get_origin(annotation)
    if origin is Annotated:
        base = get_args(annotation)[0]
        return kind_of(base) if get_origin(base) in (list, dict) else Kind(leaf=base)
    if origin in (Union, UnionType):
        (only,) = (arm for arm in get_args(annotation) if arm is not type(None))
        return kind_of(only)
    if origin is list:
        return Kind(item=kind_of(get_args(annotation)[0]))
    if origin is dict:
        key, item = get_args(annotation)
        return Kind(item=kind_of(item), key=key)
    if isinstance(annotation, type) and issubclass(annotation, (Shape, OutputShape)):
        return Kind(shape=annotation)
    return Kind(leaf=annotation)


@cache
def members(shape: type[Shape | OutputShape]) -> Mapping[str, Member]:
    """The shape's members by property name, in the order of their definition."""
    found = {}
    for python, info in shape.model_fields.items():
        name, api = str(info.validation_alias), str(info.serialization_alias)
        found[name] = Member(python, name, api, info, kind_of(info.annotation), facts_of(info))
    return found


@cache
def by_place(shape: type[Shape | OutputShape]) -> Mapping[str, Member]:
    """All members at every depth by the pattern of their place: `tasks[*].taskType`, `tags`."""
    return dict(_by_place(shape, ""))


def _by_place(shape: type[Shape | OutputShape], start: str) -> Iterator[tuple[str, Member]]:
    for name, member in members(shape).items():
        place, kind = start + name, member.kind
        yield place, member
        while kind.item is not None:
            place, kind = entries_at(place, kind), kind.item
        if kind.shape is not None:
            yield from _by_place(kind.shape, f"{place}.")


def entries_at(place: str, kind: Kind) -> str:
    """The pattern of the entries of the list or map at a place."""
    return f"{place}.*" if kind.key is not None else f"{place}[*]"


def member_at(shape: type[Shape | OutputShape], path: Path) -> Member | None:
    """The innermost member that a path leads through, or None for a path outside the shape."""
    kind, found = Kind(shape=shape), None
    for step in path:
        if kind.shape is not None:
            found = members(kind.shape).get(str(step))
            if found is None:
                return None
            kind = found.kind
        elif kind.item is not None:
            kind = kind.item
        else:
            return None
    return found


def secret_at(shape: type[Shape | OutputShape], path: Path) -> bool:
    """Whether the value at a path is in a secret member, at any depth."""
    return _secret_at(shape, tuple(0 if isinstance(step, int) else step for step in path))


# The cache holds 10,000 results, our choice. All positions of a list share one, but keys of users' maps do not.
@lru_cache(10_000)
def _secret_at(shape: type[Shape | OutputShape], path: Path) -> bool:
    return any(
        (found := member_at(shape, path[:end])) is not None and found.facts.secret
        for end in range(1, len(path) + 1)
    )


@cache
def holds_secret(shape: type[Shape | OutputShape], name: str) -> bool:
    """Whether a member of a shape is secret, or has a secret member at any depth."""
    member = members(shape).get(name)
    if member is None:
        return False
    kind = member.kind
    while kind.item is not None:
        kind = kind.item
    inner = kind.shape
    return member.facts.secret or (
        inner is not None and any(holds_secret(inner, each) for each in members(inner))
    )


def speaks_at(shape: type[Shape | OutputShape], path: Path) -> bool:
    """Whether `{}` at a path has a meaning: the structure has no members, or is one branch of a union."""
    found, owner = member_at(shape, path), member_at(shape, path[:-1])
    if found is None or found.kind.shape is None:
        return False
    return not members(found.kind.shape) or (owner is not None and _is_choice(owner.kind))


def _is_choice(kind: Kind) -> bool:
    """Whether a structure is a union: it has several members, each is a structure, and none is required."""
    choices = members(kind.shape).values() if kind.shape else ()
    return len(choices) > 1 and all(
        each.kind.shape is not None and not each.info.is_required() for each in choices
    )


def completed(shape: type[Shape | OutputShape], value: Any) -> Any:
    """The value with an empty list, map or structure for each required one that is missing."""
    return _completed(Kind(shape=shape), value)


def _completed(kind: Kind, value: Any) -> Any:
    if kind.shape is not None and isinstance(value, Mapping):
        known = members(kind.shape)
        empty: dict[str, Any] = {
            name: [] if member.kind.item is not None and member.kind.key is None else {}
            for name, member in known.items()
            if member.info.is_required() and member.kind.leaf is None
        }
        return {
            name: _completed(known[name].kind, item) if name in known else item
            for name, item in {**empty, **value}.items()
        }
    if kind.item is not None and isinstance(value, Mapping):
        return {key: _completed(kind.item, item) for key, item in value.items()}
    if kind.item is not None and isinstance(value, (list, tuple)):
        return [_completed(kind.item, item) for item in value]
    return value


def to_api(shape: type[Shape], value: Any) -> Any:
    """
    The value in API spelling, without `None`, with times as datetimes and whole numbers as `int`.

    Expects checked inputs (property spelling) without unknowns; secrets are unwrapped.
    """
    return _to_api(Kind(shape=shape), value)


_CONVERTED: Mapping[Any, Callable[[Any], Any]] = {datetime: instant, int: int}
"""The leaves that a request has in another type than the inputs."""


def _to_api(kind: Kind, value: Any) -> Any:
    while isinstance(value, Secret):
        value = value.value
    if kind.shape is not None and isinstance(value, Mapping):
        known, structure = members(kind.shape), {}
        for name, item in value.items():
            if name not in known:
                continue
            member = known[name]
            stays = isinstance(item, str) and member.kind.leaf not in _CONVERTED
            if (sent := item if stays else _to_api(member.kind, item)) is not None:
                structure[member.api] = sent
        return structure
    if value is None:
        return None
    if kind.item is not None and isinstance(value, Mapping):
        entries = {key: _to_api(kind.item, item) for key, item in value.items()}
        return {key: item for key, item in entries.items() if item is not None}
    if kind.item is not None and isinstance(value, (list, tuple)):
        return list(map(partial(_to_api, kind.item), value))
    convert = _CONVERTED.get(kind.leaf)
    return convert(value) if convert else value


def from_api(shape: type[Shape | OutputShape], value: Any) -> Any:
    """The value (API spelling) in property spelling, without members that the shape does not have."""
    return _from_api(Kind(shape=shape), value)


def _from_api(kind: Kind, value: Any) -> Any:
    if kind.shape is not None and isinstance(value, Mapping):
        return {
            member.property: _from_api(member.kind, value[member.api])
            for member in members(kind.shape).values()
            if value.get(member.api) is not None
        }
    if kind.item is not None and isinstance(value, Mapping):
        return {str(key): _from_api(kind.item, item) for key, item in value.items()}
    if kind.item is not None and isinstance(value, (list, tuple)):
        return [_from_api(kind.item, item) for item in value]
    if isinstance(value, datetime):
        return instant(value).isoformat().replace("+00:00", "Z")
    return value
