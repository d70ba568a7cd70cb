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
    wrote: bool = False


class Owners:
    """Who has the objects of one kind."""

    def __init__(self) -> None:
        self._owners: dict[Place, _Owner] = {}

    def wrote(self, place: Place, urn: str) -> None:
        """Remember who made or updated the object that is there now."""
        if urn:
            self._owners[place] = _Owner(urn, wrote=True)

    def has(self, place: Place, urn: str) -> None:
        """Remember whose the object is that has not changed."""
        if urn and place not in self._owners:
            self._owners[place] = _Owner(urn)

    def keeps(self, place: Place, urn: str) -> str | None:
        """Who goes on having an object that a resource wants deleted: another, or the same with what is there now."""
        owner = self._owners.get(place)
        if owner is None or not urn or (owner.urn == urn and not owner.wrote):
            return None
        return owner.urn
