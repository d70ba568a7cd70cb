"""
Remembers, for one run of the provider, which resource owns each object, and which client tokens and deletes were sent.

Delete needs it so that it does not remove an object that another resource holds. Pulumi can replace a resource without a diff of ours
(`--replace`, `state taint`): it creates the new object, then deletes the old one. If both have the same name, the delete would
hit the new object. And two resources can hold one object, for example after a resource was renamed and imported again.
"""

import threading
from dataclasses import dataclass
from typing import TypeAlias

Place: TypeAlias = tuple[str, str]
"""A region, and a name in it."""


@dataclass(frozen=True)
class _Owner:
    urn: str
    stays: bool = False  # whether the resource keeps the object in this run
    kept: bool = False  # whether an earlier run created it, and a create of this run found it


class RunMemory:
    """The memory of one run about the objects of one kind and the resources that own them."""

    def __init__(self) -> None:
        self._owners: dict[Place, _Owner] = {}
        self._names: dict[str, str] = {}  # by URN, of the objects in the stack's state
        self._removed: set[Place] = set()
        self._tokens: set[str] = set()
        self._lock = threading.Lock()

    def registered(self, urn: str, name: str) -> None:
        """Record the name of a resource's object in the stack's state."""
        if urn and name:
            self._names[urn] = name

    def name(self, urn: str) -> str | None:
        """The name of a resource's object in the stack's state."""
        return self._names.get(urn)

    def gone(self, urn: str) -> None:
        """Forget the object of a resource, because it does not exist."""
        self._names.pop(urn, None)

    def removed(self, place: Place) -> None:
        """Record that this run deleted an object."""
        self._removed.add(place)

    def was_removed(self, place: Place) -> bool:
        """Whether this run deleted an object with this name."""
        return place in self._removed

    def is_first_use(self, token: str) -> bool:
        """Whether this is the first request of this run with the client token."""
        with self._lock:
            is_known = token in self._tokens
            self._tokens.add(token)
        return not is_known

    def wrote(self, place: Place, urn: str, *, kept: bool = False) -> None:
        """Record that a resource created or updated the object, or (`kept`) found one that an earlier run created."""
        if urn:
            self._owners[place] = _Owner(urn, stays=True, kept=kept)

    def has(self, place: Place, urn: str) -> None:
        """Record the owner of an object that did not change. The resource stays if the program registered it in this run."""
        before = self._owners.get(place)
        if urn and (before is None or (before.urn == urn and not before.stays)):
            self._owners[place] = _Owner(urn, stays=urn in self._names)

    def owner(self, place: Place) -> str | None:
        """The URN of the resource that owns the object; None if it is not known."""
        owner = self._owners.get(place)
        return owner.urn if owner else None

    def is_kept(self, place: Place, urn: str) -> bool:
        """Whether a create of the resource found the object. A delete now means that it should have been replaced and was not."""
        owner = self._owners.get(place)
        return owner is not None and owner.urn == urn and owner.kept

    def keeps(self, place: Place, urn: str) -> str | None:
        """The URN that still holds an object when `urn` deletes it: another resource, or the same one with its new object."""
        owner = self._owners.get(place)
        if owner is None or not urn or (owner.urn == urn and not owner.stays):
            return None
        return owner.urn
