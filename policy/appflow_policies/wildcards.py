"""
Names that match a pattern with `*` and `?`, in capitals or not.

A preview asks for the same few patterns and names again and again, so what was read or found once is kept.
"""

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import lru_cache

_NAMES = 10_000  # answers that are kept; our choice


def fits(patterns: Iterable[str], name: str) -> bool:
    """Whether a name fits one of the patterns. Separators may be missing: `*dateofbirth*` fits `Date_of_Birth__c`."""
    return _fits(tuple(patterns), name)


@lru_cache(_NAMES)
def _fits(patterns: tuple[str, ...], name: str) -> bool:
    lower = name.lower()
    squeezed = "".join(letter for letter in lower if letter.isalnum())
    any_ = _any_of(patterns)
    return any_.match(lower) is not None or any_.match(squeezed) is not None


@lru_cache
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """What fits one of the patterns; without a pattern, nothing."""
    return re.compile("|".join(translate(each.lower()) for each in patterns) or r"(?!)")
