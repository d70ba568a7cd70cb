"""Names and patterns of objects and fields. In a pattern, `*` stands for any characters and `?` for one."""

import fnmatch
import re
from collections.abc import Iterable
from functools import lru_cache

from appflow_provider.shapes.findings import nearest


def is_pattern(text: str) -> bool:
    """Whether a text is a pattern, not a name."""
    return "*" in text or "?" in text


def fits(pattern: str, name: str) -> bool:
    """Whether a name is the one, or matches the pattern. Case counts."""
    if not is_pattern(pattern):
        return pattern == name
    return _compiled(pattern).fullmatch(name) is not None


@lru_cache(maxsize=1024)  # a mirror compares each pattern with thousands of names
def _compiled(pattern: str) -> re.Pattern[str]:
    # fnmatch never goes back behind a star that has found its text, so that a pattern of many stars is as quick as another.
    return re.compile(fnmatch.translate(pattern.replace("[", "[[]")))


def any_fits(patterns: Iterable[str], name: str) -> bool:
    """Whether a name fits one of the patterns."""
    return any(fits(pattern, name) for pattern in patterns)


def nearby(wrong: str, names: Iterable[str]) -> str:
    """The end of a sentence about a wrong name: the closest one, if any is close."""
    near = nearest(wrong, names)
    return f". Did you mean {near}?" if near else ""
