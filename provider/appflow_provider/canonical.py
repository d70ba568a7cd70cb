"""
The canonical form of a value: two values mean the same to the service if and only if their canonical forms are equal.

A `Form` says what means the same: which members the service fills in, which lists are unordered, which spellings are
equivalent. This module knows nothing about AppFlow.
"""

import json
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from appflow_provider.patterns import ByPlace, Places, places
from appflow_provider.values import LEAVES, Path, Secret, Unknown


class _Absent:
    def __repr__(self) -> str:
        return "<absent>"


ABSENT = _Absent()
"""An absent value. Empty containers and `None` count as absent too, because the service keeps neither."""


Expand: TypeAlias = Callable[[Any, Sequence[Any], bool], Collection[int]]


@dataclass(frozen=True)
class Form:
    """
    What a service does with a value. Patterns are those of `patterns`.

    Attributes:
        defaults: Pattern to the value that means the same as omitting the member.
        transforms: Pattern to a function that normalises the spelling of a leaf or container.
        unordered: Lists whose order has no meaning.
        write_only: Values that the service never returns. A read says nothing about them.
        not_returned: Values that the service may omit from its reply although it has them.
        optional_computed: Values that the service keeps for an object's life and may choose itself. Omitting one is no change.
        equivalent: Pattern to a function `(written, live) -> bool`: whether the service's value is its own version of the
        user's.
        opaque: Secret containers whose keys are secret too. A change inside is reported for the whole container.
        drift_when_added: Members that are drift if the service has them and the user does not. All other members that the
            user does not set are the service's own.
        expands: Pattern of an unordered list to a function `(entry, unmatched_live, is_matched) -> positions`: which entries
            of `unmatched_live` the service derived from the user's `entry`. `is_matched` says whether the service has `entry`
            itself too.
    """

    defaults: Mapping[str, Any] = field(default_factory=dict)
    transforms: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    unordered: Places = field(default_factory=places)
    write_only: Places = field(default_factory=places)
    not_returned: Places = field(default_factory=places)
    optional_computed: Places = field(default_factory=places)
    equivalent: Mapping[str, Callable[[Any, Any], bool]] = field(default_factory=dict)
    opaque: Places = field(default_factory=places)
    drift_when_added: Places = field(default_factory=places)
    expands: Mapping[str, Expand] = field(default_factory=dict)
    _defaults: ByPlace[Any] = field(init=False, repr=False, compare=False)
    _transforms: ByPlace[Callable[[Any], Any]] = field(init=False, repr=False, compare=False)
    _equivalent: ByPlace[Callable[[Any, Any], bool]] = field(init=False, repr=False, compare=False)
    _expands: ByPlace[Expand] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("defaults", "transforms", "equivalent", "expands"):
            object.__setattr__(self, f"_{name}", ByPlace(getattr(self, name)))

    def default(self, path: Path) -> Any:
        """The value that omitting the member at the path means, or `ABSENT`."""
        return next(iter(self._defaults(path)), ABSENT)

    def is_equivalent(self, path: Path, written: Any, live: Any) -> bool:
        """Whether the service's value is its own version of the user's."""
        return any(same(written, live) for same in self._equivalent(path))

    def is_exact(self, path: Path) -> bool:
        """Whether a different value at the path always has a different meaning."""
        return not (path in self.write_only or path in self.not_returned or self._equivalent(path))

    def is_plain(self, path: Path) -> bool:
        """Whether a container at the path means the same exactly when all its members do."""
        return not (self._transforms(path) or path in self.not_returned)

    def transformed(self, path: Path, value: Any) -> Any:
        """The value, with the transforms for its path applied."""
        for transform in self._transforms(path):
            value = transform(value)
        return value

    def expanded(self, path: Path, entry: Any, live: Sequence[Any], is_there: bool) -> set[int]:
        """The positions in `live` of the entries that the service derived from `entry`."""
        return {at for expand in self._expands(path) for at in expand(entry, live, is_there)}


def canonical(value: Any, form: Form, path: Path = ()) -> Any:
    """The canonical form of a value, or `ABSENT` if it has no meaning. Unknown values stay."""
    if value is None:
        return ABSENT
    if isinstance(value, Secret):
        return canonical(value.value, form, path)
    if isinstance(value, Unknown):
        return value
    value = form.transformed(path, value)
    if isinstance(value, LEAVES):
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # Pulumi's numbers are floats
        return ABSENT if is_same(value, form.default(path)) else value
    if isinstance(value, Mapping):
        inner = {key: canonical(item, form, (*path, key)) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item is not ABSENT} or ABSENT
    if isinstance(value, (list, tuple)):
        place = (*path, 0)  # a form does not tell positions apart
        items = [canonical(item, form, place) for item in value]
        entries = [{} if item is ABSENT else item for item in items]
        return (sorted(entries, key=sort_key) if path in form.unordered else entries) or ABSENT
    return ABSENT if is_same(value, form.default(path)) else value


def sort_key(value: Any) -> str:
    """A key that sorts canonical values."""
    return json.dumps(value, sort_keys=True, default=repr)


def is_same(one: Any, other: Any) -> bool:
    """
    Whether two values are equal and of the same type: `True` is not 1.

    Exact for canonical values. For others it may return False although both mean the same, such as 1 and a secret 1.
    """
    if one is other:
        return True
    if type(one) is type(other) is str:
        return bool(one == other)
    if isinstance(one, dict) and isinstance(other, dict):
        return len(one) == len(other) and all(
            key in other and is_same(item, other[key]) for key, item in one.items()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, Secret) and isinstance(other, Secret):
        return is_same(one.value, other.value)
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)


def key_of(value: Any) -> Hashable:
    """A hashable key, equal exactly for equal canonical values."""
    if isinstance(value, Mapping):
        return frozenset((name, key_of(item)) for name, item in value.items())
    if isinstance(value, list):
        return tuple(map(key_of, value))
    found: Hashable = (bool, value) if isinstance(value, bool) else value
    return found
