"""
Places that flows read from and write to, and which of them meet. The doctor and the policy pack judge flows by them.

A place in a bucket is a prefix of keys, matched as text, because AppFlow matches it so (aws/aws-cdk#18899). A flow writes below its own folder
(AppFlow user guide, partitioning). A place elsewhere is an object behind a connector profile.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Generic, TypeVar

_EVENT = "ChangeEvent"  # Salesforce developer guide: AccountChangeEvent, Ticket__ChangeEvent

Key = TypeVar("Key")


@dataclass(frozen=True)
class Place:
    """
    A prefix in a bucket, or an object of an application.

    Attributes:
        system: The bucket; of an application its connector, region and connector profile.
        name: The prefix, or the name of the object.
        is_bucket: Whether it is in a bucket.
    """

    system: tuple[str, ...]
    name: str
    is_bucket: bool

    def __str__(self) -> str:
        if self.is_bucket:
            return f"s3://{self.system[0]}/{self.name}"
        return f"{self.name} of {self.system[-1]}"


def read_prefix(bucket: str, prefix: str) -> Place:
    """Where a flow reads that reads a prefix of a bucket."""
    return Place((bucket,), prefix, is_bucket=True)


def written_folder(bucket: str, prefix: str, flow: str) -> Place:
    """Where a flow of a name writes that writes to a prefix of a bucket."""
    folder = f"{prefix.rstrip('/')}/{flow}/" if prefix else f"{flow}/"
    return Place((bucket,), folder, is_bucket=True)


def object_of(connector: str, region: str, profile: str, name: str) -> Place:
    """An object behind a connector profile. The change events of an object of Salesforce count as the object."""
    if connector == "Salesforce" and name.endswith(_EVENT):
        stem = name.removesuffix(_EVENT)
        name = f"{stem}c" if stem.endswith("__") else stem
    return Place((connector, region, profile), name, is_bucket=False)


class Map(Generic[Key]):
    """What is at places. It looks places up, and does not compare each with each."""

    def __init__(self, entries: Iterable[tuple[Place, Key]]) -> None:
        self._at: dict[Place, list[Key]] = defaultdict(list)
        for place, key in entries:
            self._at[place].append(key)
        self._prefixes: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for place in self._at:
            if place.is_bucket:
                self._prefixes[place.system].append(place.name)
        for each in self._prefixes.values():
            each.sort()

    def meeting(self, place: Place) -> list[Key]:
        """What is at places that may hold something of this place: the same object, or a prefix of which one begins with the other."""
        if not place.is_bucket:
            return [*self._at.get(place, ())]
        there = self._prefixes.get(place.system, [])
        later = islice(there, bisect_left(there, place.name), None)
        within = takewhile(lambda each: each.startswith(place.name), later)
        around = (place.name[:end] for end in range(len(place.name)))
        return [
            key
            for name in (*around, *within)
            for key in self._at.get(Place(place.system, name, is_bucket=True), ())
        ]


def way_back(start: Key, follows: Mapping[Key, Sequence[Key]]) -> Sequence[Key]:
    """The shortest way from a flow over those that read what it writes back to itself; empty if there is none."""
    ways, seen = [[start]], {start}
    for way in ways:
        for later in follows[way[-1]]:
            if later == start:
                return way
            if later not in seen:
                seen.add(later)
                ways.append([*way, later])
    return ()
