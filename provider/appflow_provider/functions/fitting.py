"""Those of what is found that fit."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

__all__ = ["fits"]


def fits(found: Mapping[str, Any], wanted: Mapping[str, Any], name: str) -> bool:
    """Whether it has all the values that are asked for, and a name of the pattern."""
    pattern = wanted.get("namePattern")
    if pattern is not None and not fnmatchcase(str(found.get(name)), pattern):
        return False
    return all(
        found.get(key) == value
        for key, value in wanted.items()
        if key not in {"namePattern", "region"}
    )
