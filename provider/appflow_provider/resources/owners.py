"""
Whose an object is, as far as one run of the provider can tell.

Pulumi replaces without asking us (`--replace`, `state taint`): it has the new object made before it has the old one deleted. What has
the name by then is the new one, or the old one under the new one's token. And it may have two resources of one object, as when
one was renamed in the program and imported again under its new name.
"""

from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Owners", "Place"]

Place: TypeAlias = tuple[str, str]
"""A region, and a name in it."""


@dataclass(frozen=True)
class _Owner:
    urn: str
    stays: bool = False  # whether the object goes on being the resource's in this run
    kept: bool = (
        False  # whether it was made by an earlier run, and a create of this run came upon it
    )


class Owners:
    """Who has the objects of one kind."""

    def __init__(self) -> None:
        self._owners: dict[Place, _Owner] = {}

    def wrote(self, place: Place, urn: str, *, kept: bool = False) -> None:
        """Remember who made or updated the object that is there now, or came upon the one that an earlier run had made."""
        if urn:
            self._owners[place] = _Owner(urn, stays=True, kept=kept)

    def has(self, place: Place, urn: str, *, registered: bool = False) -> None:
        """Remember whose the object is that has not changed. The engine keeps it if the program registered it in this run."""
        before = self._owners.get(place)
        if urn and (before is None or (before.urn == urn and not before.stays)):
            self._owners[place] = _Owner(urn, stays=registered)

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
