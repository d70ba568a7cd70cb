"""Names that match a pattern with `*` and `?`, in capitals or not."""

from collections.abc import Iterable
from fnmatch import fnmatchcase


def fits(patterns: Iterable[str], name: str) -> bool:
    """Whether a name fits one of the patterns. Separators may be missing: `*dateofbirth*` fits `Date_of_Birth__c`."""
    lower = name.lower()
    squeezed = "".join(letter for letter in lower if letter.isalnum())
    return any(
        fnmatchcase(spelling, pattern.lower())
        for pattern in patterns
        for spelling in (lower, squeezed)
    )
