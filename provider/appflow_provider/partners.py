"""
Finds partners for the entries of an unordered list: an equal one, one with some members alike, or the one that is most like.

Lists are long (AppFlow takes thousands of tasks), so nothing here compares each entry with each other: entries are looked up by
the values of their members. `diff` pairs what was with what is wanted, `projection` what the user wrote with what there is.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from appflow_provider.canonical import ABSENT, key_of
from appflow_provider.values import Unknown, has_unknown

__all__ = ["Partners"]

_SHORT_OF_EQUAL = 0.99  # so that nothing but equal values gets 1

_Positions: TypeAlias = dict[int, None]  # a set of positions in their order
_Found: TypeAlias = tuple[
    float, int
]  # a share, and the negative of a position, so that the greatest is the first
_NOTHING: _Found = (-1.0, 0)


class Partners:
    """
    The entries of a list that have no partner yet, each by its position.

    Args:
        entries: The entries in canonical form.
    """

    def __init__(self, entries: Iterable[Any]) -> None:
        self._left = dict(enumerate(entries))
        self._equal = _table((at, key_of(entry)) for at, entry in self._left.items())
        self._alike: dict[tuple[str, ...], dict[Hashable, _Positions]] = {}

    @property
    def left(self) -> list[int]:
        """The positions of the entries without a partner, in order."""
        return list(self._left)

    def take(self, at: int) -> None:
        """An entry has found its partner."""
        entry = self._left.pop(at)
        del self._equal[key_of(entry)][at]
        for names, table in self._alike.items():
            del table[_under(names, entry)][at]
        if "_groups" in self.__dict__:  # made only when something is not the same
            self._groups[frozenset(_members(entry))].take(at, entry)

    def equal(self, wanted: Any) -> int | None:
        """The first that is the same. What holds something unknown is the same as nothing."""
        found = self._equal.get(key_of(wanted))
        return next(iter(found)) if found and not has_unknown(wanted) else None

    def alike(self, wanted: Any, names: Iterable[str]) -> list[int]:
        """Those that have the same values under all of some names, in their order."""
        ordered = tuple(sorted(names))
        if ordered not in self._alike:
            self._alike[ordered] = _table((at, _under(ordered, e)) for at, e in self._left.items())
        return list(self._alike[ordered].get(_under(ordered, wanted), ()))

    def likest(self, wanted: Any, least: float) -> int | None:
        """
        The first of those that share most members, as a part of all that either has.

        Args:
            wanted: Whose partner it is.
            least: The part that they have to share; None is found where none does.
        """
        best = _NOTHING
        for group in self._groups.values():
            best = group.likest(wanted, best)
        share, at = best
        return -at if share >= max(least, 0.0) else None

    @cached_property
    def _groups(self) -> "dict[frozenset[str], _Group]":
        groups: dict[frozenset[str], _Group] = {}
        for at, entry in self._left.items():
            names = frozenset(_members(entry))
            groups.setdefault(names, _Group(names)).add(at, entry)
        return groups


class _Group:
    """Entries that have members of the same names."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._all: _Positions = {}
        self._with: dict[Hashable, _Positions] = {}  # by name and value of a member

    def add(self, at: int, entry: Any) -> None:
        self._all[at] = None
        for member in _keys(entry):
            self._with.setdefault(member, {})[at] = None

    def take(self, at: int, entry: Any) -> None:
        del self._all[at]
        for member in _keys(entry):
            del self._with[member][at]

    def likest(self, wanted: Any, best: _Found) -> _Found:
        """The likest of the group, or the best so far where that is better."""
        if not self._all:
            return best
        common = [key for key in _keys(wanted) if key[0] in self._names]
        size = len(self._names | _members(wanted).keys())
        if _share(len(common), size) < best[0]:
            return best
        agree, at = self._most([self._with.get(key, {}) for key in common])
        return max(best, (_share(agree, size), at))

    def _most(self, agreeing: list[_Positions]) -> tuple[int, int]:
        """How many sets have the position that most of them have, and the negative of the first such one."""
        agreeing.sort(key=len)
        most = (0, -next(iter(self._all)))
        for passed, positions in enumerate(agreeing):
            possible = len(agreeing) - passed  # for what is in none of the smaller sets
            if most[0] > possible:
                break
            for at in positions:
                agree = sum(at in others for others in agreeing)
                most = max(most, (agree, -at))
                if agree >= possible:
                    return most
        return most


def _share(agree: int, size: int) -> float:
    return _SHORT_OF_EQUAL * agree / size if size else 0.0


def _members(entry: Any) -> Mapping[str, Any]:
    return entry if isinstance(entry, Mapping) else {}


def _keys(entry: Any) -> list[tuple[str, Hashable]]:
    """The members whose values are known."""
    return [
        (name, key_of(item))
        for name, item in _members(entry).items()
        if not isinstance(item, Unknown)
    ]


def _under(names: Iterable[str], entry: Any) -> Hashable:
    return tuple(key_of(_members(entry).get(name, ABSENT)) for name in names)


def _table(keys: Iterable[tuple[int, Hashable]]) -> dict[Hashable, _Positions]:
    found: dict[Hashable, _Positions] = {}
    for at, key in keys:
        found.setdefault(key, {})[at] = None
    return found
