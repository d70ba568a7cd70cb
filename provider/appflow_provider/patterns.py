"""Patterns over property paths, so that facts about places can be data: `tasks[*].taskProperties.VALUE`."""

import re
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from appflow_provider.values import Path

T = TypeVar("T")
# Answers kept, our choice. Paths repeat a thousandfold, but for the keys of users' maps.
_REMEMBERED = 10_000


class ByPlace(Generic[T]):
    """A table with patterns of paths as keys. `*` stands for one member, key or position."""

    def __init__(self, table: Mapping[str, T]) -> None:
        self._rows = [
            (tuple(re.findall(r"\*|[^.\[\]]+", pattern)), found) for pattern, found in table.items()
        ]
        self._answers: dict[Path, list[T]] = {}

    def __call__(self, path: Path) -> list[T]:
        """The values of all rows whose pattern matches the path, in order."""
        if (known := self._answers.get(path)) is not None:
            return known
        # Patterns do not tell positions apart, so the result for one entry of a list is valid for all.
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
    """A set of places in a value, as patterns."""

    def __init__(self, patterns: tuple[str, ...] = ()) -> None:
        self.patterns = patterns
        self._found: ByPlace[Any] = ByPlace(dict.fromkeys(patterns, True))

    def __contains__(self, path: Path) -> bool:
        return bool(self._found(path))

    def covers(self, path: Path) -> bool:
        """Whether the path, or a path that contains it, is in the set."""
        return any(path[:end] in self for end in range(1, len(path) + 1))


def places(*patterns: str) -> Places:
    """The places that match the patterns."""
    return Places(patterns)
