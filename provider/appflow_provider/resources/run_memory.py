"""
What one run of the provider remembers: whose an object is, as far as it can tell, and what it has sent and deleted.

Pulumi replaces without asking us (`--replace`, `state taint`): it has the new object made before it has the old one deleted. What has
the name by then is the new one, or the old one under the new one's token. And it may have two resources of one object, as when
one was renamed in the program and imported again under its new name.
"""

import threading
from dataclasses import dataclass
from typing import TypeAlias

Place: TypeAlias = tuple[str, str]
"""A region, and a name in it."""


@dataclass(frozen=True)
class _Owner:
    urn: str
    stays: bool = False  # whether the object goes on being the resource's in this run
    kept: bool = (
        False  # whether it was made by an earlier run, and a create of this run came upon it
    )


class RunMemory:
    """What one run knows of the objects of one kind, and of the resources that have them."""

    def __init__(self) -> None:
        self._owners: dict[Place, _Owner] = {}
        self._names: dict[str, str] = {}  # of the objects that the stack has, by URN
        self._removed: set[Place] = set()
        self._tokens: set[str] = set()
        self._lock = threading.Lock()

    def registered(self, urn: str, name: str) -> None:
        """Remember the object that the stack has of a resource."""
        if urn and name:
            self._names[urn] = name

    def name(self, urn: str) -> str | None:
        """The name of the object that the stack has of a resource."""
        return self._names.get(urn)

    def gone(self, urn: str) -> None:
        """Forget an object that turned out not to be there."""
        self._names.pop(urn, None)

    def removed(self, place: Place) -> None:
        """Remember that this run deleted an object."""
        self._removed.add(place)

    def was_removed(self, place: Place) -> bool:
        """Whether this run deleted an object of the name."""
        return place in self._removed

    def is_first_use(self, token: str) -> bool:
        """Whether no request of this run had the client token before."""
        with self._lock:
            is_known = token in self._tokens
            self._tokens.add(token)
        return not is_known

    def wrote(self, place: Place, urn: str, *, kept: bool = False) -> None:
        """Remember who made or updated the object that is there now, or came upon the one that an earlier run had made."""
        if urn:
            self._owners[place] = _Owner(urn, stays=True, kept=kept)

    def has(self, place: Place, urn: str) -> None:
        """Remember whose the object is that has not changed. The engine keeps it if the program registered it in this run."""
        before = self._owners.get(place)
        if urn and (before is None or (before.urn == urn and not before.stays)):
            self._owners[place] = _Owner(urn, stays=urn in self._names)

    def owner(self, place: Place) -> str | None:
        """Whose the object is."""
        owner = self._owners.get(place)
        return owner.urn if owner else None

    def is_kept(self, place: Place, urn: str) -> bool:
        """Whether a resource's create came upon the object, which therefore was not replaced if it is to be deleted now."""
        owner = self._owners.get(place)
        return owner is not None and owner.urn == urn and owner.kept

    def keeps(self, place: Place, urn: str) -> str | None:
        """Who goes on having an object that a resource wants deleted: another, or the same with what is there now."""
        owner = self._owners.get(place)
        if owner is None or not urn or (owner.urn == urn and not owner.stays):
            return None
        return owner.urn
