"""Fills the name of an object in for `{object}`, wherever a text of a value has it."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from appflow_provider.cautions import UNKNOWN_PLACEHOLDER
from appflow_provider.problems import Problem
from appflow_provider.values import LEAVES, Path, Secret, Unknown


def slug(name: str) -> str:
    """The name of an object with hyphens in place of all that is not a letter, a digit or one of `_ -`."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")


_SPELLINGS: Mapping[str | None, Callable[[str], str]] = {
    None: str,
    "lower": str.lower,
    "slug": slug,
    "upper": str.upper,
}
# `${object}` in the format of a Merge task is a field.
_WORD = "object"
_LIKE = re.compile(r"(?<!\$)\{(\w+)(?::\w*)?\}")
_CLOSE = 0.7  # how alike a word must be; our choice
_PLACEHOLDER = re.compile(r"(?<!\$)\{object(?::(\w*))?\}")

Later = Callable[[Any, Callable[[Any], Any]], Any]
"""Applies a function to a value that is known later."""


def as_it_is(value: Any, _fill: Callable[[Any], Any]) -> Any:
    """The `Later` of values that have no placeholders."""
    return value


def filled(value: Any, name: str, later: Later = as_it_is) -> Any:
    """
    The value with the name of an object in place of the placeholders.

    Args:
        value: The value.
        name: The name of the object.
        later: Fills in a value of another package, such as an output of Pulumi's.
    """

    def fill(text: str) -> str:
        return _PLACEHOLDER.sub(lambda found: _SPELLINGS.get(found[1], str)(name), text)

    return rebuilt(value, fill, later)


def rebuilt(value: Any, text: Callable[[str], str], later: Later) -> Any:
    """
    The value with `text` applied to each text in it.

    Args:
        value: The value.
        text: Changes a text.
        later: Changes what is not plain, such as an output of Pulumi's.
    """

    def whole(each: Any) -> Any:
        if isinstance(each, str):
            return text(each)
        if isinstance(each, (*LEAVES, Unknown)):
            return each
        if isinstance(each, Secret):
            return Secret(whole(each.value))
        if isinstance(each, Mapping):
            return {key: whole(item) for key, item in each.items()}
        if isinstance(each, (list, tuple)):
            return [whole(item) for item in each]
        return later(each, whole)

    return whole(value)


def has_placeholder(value: Any) -> bool:
    """Whether a text of the value has a placeholder, or could have one, because it is not known yet."""
    if isinstance(value, str):
        return _PLACEHOLDER.search(value) is not None
    if isinstance(value, LEAVES):
        return False
    if isinstance(value, Mapping):
        return any(map(has_placeholder, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(has_placeholder, value))
    return not isinstance(value, Secret) or has_placeholder(value.value)


def misspelled(value: Any, path: Path = ()) -> Iterator[Problem]:
    """Problems of placeholders with a spelling that does not exist, and warnings about words in braces that are close to one."""
    if isinstance(value, str):
        for found in _LIKE.finditer(value):
            if found[1] != _WORD and difflib.get_close_matches(found[1], [_WORD], 1, _CLOSE):
                reason = f"{found[0]} stays as it is. Did you mean {{{_WORD}}}?"
                yield Problem(path, reason, UNKNOWN_PLACEHOLDER)
        for found in _PLACEHOLDER.finditer(value):
            if found[1] not in _SPELLINGS:
                spellings = ", ".join(f"{{object:{each}}}" for each in _SPELLINGS if each)
                yield Problem(
                    path, f"{found[0]} is not a placeholder. Use {{object}}, or one of {spellings}"
                )
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from misspelled(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for at, item in enumerate(value):
            yield from misspelled(item, (*path, at))
