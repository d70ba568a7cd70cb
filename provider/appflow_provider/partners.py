"""
Finds partners for the entries of an unordered list: an equal entry, one that shares given members, or the most similar one.

Lists are long (AppFlow accepts thousands of tasks), so comparing each entry with each other would be too slow. Entries are
looked up by the values of their members instead. `diff` pairs old with new entries, `projection` the user's with the service's.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from appflow_provider.canonical import ABSENT, key_of
from appflow_provider.values import Unknown, has_unknown

_SHORT_OF_EQUAL = 0.99  # keeps 1 for equal values

_Positions: TypeAlias = dict[int, None]  # an ordered set of positions
_Found: TypeAlias = tuple[float, int]  # share, and negative position: max prefers the first entry
_NOTHING: _Found = (-1.0, 0)


class Partners:
    """
    The entries of a list that have no partner yet, by position.

    Args:
        entries: The entries in canonical form.
    """

    def __init__(self, entries: Iterable[Any]) -> None:
        self._left = dict(enumerate(entries))
        self._equal = _table((at, key_of(entry)) for at, entry in self._left.items())
        self._alike: dict[tuple[str, ...], dict[Hashable, _Positions]] = {}

    @property
    def left(self) -> list[int]:
        """The positions of the remaining entries, in order."""
        return list(self._left)

    def take(self, at: int) -> None:
        """Remove the entry at a position, because it has a partner."""
        entry = self._left.pop(at)
        del self._equal[key_of(entry)][at]
        for names, table in self._alike.items():
            del table[_under(names, entry)][at]
        if "_groups" in self.__dict__:  # created only when some entries are not equal
            self._groups[frozenset(_members(entry))].take(at, entry)

    def equal(self, wanted: Any) -> int | None:
        """The position of the first equal entry. An entry with unknown values equals nothing."""
        found = self._equal.get(key_of(wanted))
        return next(iter(found)) if found and not has_unknown(wanted) else None

    def alike(self, wanted: Any, names: Iterable[str]) -> list[int]:
        """The positions of the entries that have the same values for all of `names`, in order."""
        ordered = tuple(sorted(names))
        if ordered not in self._alike:
            self._alike[ordered] = _table((at, _under(ordered, e)) for at, e in self._left.items())
        return list(self._alike[ordered].get(_under(ordered, wanted), ()))

    def likest(self, wanted: Any, least: float) -> int | None:
        """
        The position of the most similar entry: the one that shares the greatest part of the members that either has.

        Args:
            wanted: The entry to find a partner for.
            least: The minimum share, from 0 to 1. If no entry reaches it, the result is None.
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
    """Entries whose members have the same names, so that all of them share an equal part of a wanted entry's names."""

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
        """The better of `best` and the group's most similar entry. Skips the group if it cannot beat `best`."""
        if not self._all:
            return best
        common = [key for key in _keys(wanted) if key[0] in self._names]
        size = len(self._names | _members(wanted).keys())
        if _share(len(common), size) < best[0]:
            return best
        agree, at = self._most([self._with.get(key, {}) for key in common])
        return max(best, (_share(agree, size), at))

    def _most(self, agreeing: list[_Positions]) -> tuple[int, int]:
        """
        The most frequent position in the sets, as its number of sets and its negative; the first one of several.

        Sets are read from small to large. A position that is in none of the sets read so far is in at most the remaining ones,
        so the search stops once they are fewer than the best count. The largest sets, such as "taskType is Map", are usually
        never read.
        """
        agreeing.sort(key=len)
        most = (0, -next(iter(self._all)))
        for passed, positions in enumerate(agreeing):
            possible = len(agreeing) - passed  # for a position in none of the smaller sets
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
    """The members with known values."""
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
