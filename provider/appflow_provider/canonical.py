"""
The canonical form of a value: two values are the same to the service exactly when their canonical forms are equal.

What counts as the same is the caller's knowledge and comes in as a `Form`: which members the service fills in by itself,
which lists have no order, which spellings mean one thing. This module knows nothing of AppFlow.
"""

import json
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from appflow_provider.patterns import ByPlace, Places, places
from appflow_provider.values import LEAVES, Path, Secret, Unknown

__all__ = ["ABSENT", "Expand", "Form", "canonical", "is_same", "key_of", "sort_key"]


class _Absent:
    def __repr__(self) -> str:
        return "<absent>"


ABSENT = _Absent()
"""What is not there. Empty containers and `None` are not there either: the service keeps neither."""


Expand: TypeAlias = Callable[[Any, Sequence[Any], bool], Collection[int]]


@dataclass(frozen=True)
class Form:
    """
    What a service makes of a value.

    Attributes:
        defaults: Pattern to the value that means the same as leaving the member out.
        transforms: Pattern to a function that brings a leaf or container to one spelling.
        unordered: Lists in which order means nothing.
        write_only: What the service takes and never returns; a read tells nothing about it.
        not_returned: What the service may leave out of its answer although it has it.
        optional_computed: What the service keeps for an object's life and may have chosen itself: to leave it out is no change.
        equivalent: Pattern to a function that tells whether the service's value is its own version of the user's, called
            with the user's and the service's.
        opaque: Secret containers whose keys are secret too: a change inside is named as one of the whole.
        drift_when_added: Members that are drift when they appear although the user never wrote them. All other unasked
            members are the service's own doing.
        expands: Pattern of an unordered list to a function that finds what the service made of one of the user's entries.
            It gets that entry, the service's entries without a partner, and whether the service has the user's entry too.
            It returns the positions of those that the service made, beside the entry or in its place.
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
        """What leaving out the member at the path means, or `ABSENT`."""
        return next(iter(self._defaults(path)), ABSENT)

    def is_equivalent(self, path: Path, written: Any, live: Any) -> bool:
        """Whether the service's value is what it makes of the user's."""
        return any(same(written, live) for same in self._equivalent(path))

    def is_exact(self, path: Path) -> bool:
        """Whether another value at the path always means something else."""
        return not (path in self.write_only or path in self.not_returned or self._equivalent(path))

    def is_plain(self, path: Path) -> bool:
        """Whether a container at the path is the same exactly when all in it is."""
        return not (self._transforms(path) or path in self.not_returned)

    def transformed(self, path: Path, value: Any) -> Any:
        """The value in the one spelling that its place knows."""
        for transform in self._transforms(path):
            value = transform(value)
        return value

    def expanded(self, path: Path, entry: Any, live: Sequence[Any], is_there: bool) -> set[int]:
        """The positions of the service's entries that it made of one of the user's."""
        return {at for expand in self._expands(path) for at in expand(entry, live, is_there)}


def canonical(value: Any, form: Form, path: Path = ()) -> Any:
    """The value without what means nothing; `ABSENT` where nothing is left. Unknowns stay."""
    if value is None:
        return ABSENT
    if isinstance(value, Secret):
        return canonical(value.value, form, path)
    if isinstance(value, Unknown):
        return value
    value = form.transformed(path, value)
    if isinstance(value, LEAVES):
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # Pulumi's numbers are doubles
        return ABSENT if is_same(value, form.default(path)) else value
    if isinstance(value, Mapping):
        inner = {key: canonical(item, form, (*path, key)) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item is not ABSENT} or ABSENT
    if isinstance(value, (list, tuple)):
        place = (*path, 0)  # positions are all alike to a form
        items = [canonical(item, form, place) for item in value]
        entries = [{} if item is ABSENT else item for item in items]
        return (sorted(entries, key=sort_key) if path in form.unordered else entries) or ABSENT
    return ABSENT if is_same(value, form.default(path)) else value


def sort_key(value: Any) -> str:
    """A total order of canonical values."""
    return json.dumps(value, sort_keys=True, default=repr)


def is_same(one: Any, other: Any) -> bool:
    """
    Whether two values are equal and of one kind: `True` is not 1.

    Exact for canonical values. Of values as they came it may say no to what means the same, as 1 and a secret 1.
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
    """What is equal for the same canonical values alone, and can be looked up in a table."""
    if isinstance(value, Mapping):
        return frozenset((name, key_of(item)) for name, item in value.items())
    if isinstance(value, list):
        return tuple(map(key_of, value))
    found: Hashable = (bool, value) if isinstance(value, bool) else value
    return found
