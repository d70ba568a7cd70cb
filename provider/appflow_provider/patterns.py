"""Patterns over property paths, so that rules about places can be data: `tasks[*].taskProperties.VALUE`."""

import re
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from appflow_provider.values import Path

__all__ = ["ByPlace", "Places", "places"]

T = TypeVar("T")
_REMEMBERED = (
    10_000  # answers kept, our choice; paths repeat a thousandfold, but for the keys of users' maps
)


class ByPlace(Generic[T]):
    """A table from places to something. `*` in a pattern stands for one member, key or position."""

    def __init__(self, table: Mapping[str, T]) -> None:
        self._rows = [
            (tuple(re.findall(r"\*|[^.\[\]]+", pattern)), found) for pattern, found in table.items()
        ]
        self._answers: dict[Path, list[T]] = {}

    def __call__(self, path: Path) -> list[T]:
        """What stands in the rows that the path fits, in their order."""
        if (known := self._answers.get(path)) is not None:
            return known
        # Positions are all alike to a pattern, so the answer for one entry of a list is that for all.
        key = tuple(0 if isinstance(step, int) else step for step in path)
        if key not in self._answers:
            if len(self._answers) > _REMEMBERED:
                self._answers.clear()
            self._answers[key] = [found for steps, found in self._rows if _fits(steps, path)]
        return self._answers[key]


def _fits(steps: tuple[str, ...], path: Path) -> bool:
    return len(steps) == len(path) and all(
        step in {"*", str(given)} for step, given in zip(steps, path, strict=True)
    )


class Places:
    """A set of places in a value."""

    def __init__(self, patterns: tuple[str, ...] = ()) -> None:
        self.patterns = patterns
        self._found: ByPlace[Any] = ByPlace(dict.fromkeys(patterns, True))

    def __contains__(self, path: Path) -> bool:
        return bool(self._found(path))

    def covers(self, path: Path) -> bool:
        """Whether the path or one that it lies in is among the places."""
        return any(path[:end] in self for end in range(1, len(path) + 1))


def places(*patterns: str) -> Places:
    """The places that the patterns name."""
    return Places(patterns)
