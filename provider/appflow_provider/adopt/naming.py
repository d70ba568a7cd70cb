"""Names for what is found: one in Pulumi, one in Python, one for each secret of the configuration."""

import itertools
import keyword
import re
from collections.abc import Iterable

__all__ = ["camel", "resource_name", "unique", "variable"]

# What a program has under these names already.
_TAKEN = frozenset({"appflow", "config", "pulumi"})


def resource_name(name: str) -> str:
    """An object's name as the resource's name, of letters, digits and `_.-`, which each version of Pulumi takes in a file."""
    return re.sub(r"[^\w.-]", "-", name, flags=re.ASCII)


def variable(name: str, noun: str) -> str:
    """A resource's name as the name of a variable, with the noun in front of what cannot begin one."""
    word = re.sub(r"[\W_]+", "_", name, flags=re.ASCII).strip("_").lower()
    if not word[:1].isalpha() or keyword.iskeyword(word) or word in _TAKEN:
        return f"{noun}_{word}".rstrip("_")
    return word


def camel(variable_name: str, *members: str) -> str:
    """A variable's name, and members in Pulumi's spelling, as a key of the configuration: `crmRefreshToken`."""
    first, *others = variable_name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in (*others, *members))


def unique(names: Iterable[str], joint: str) -> list[str]:
    """The names, with the joint and a number behind those that were there before."""
    given: dict[str, None] = {}
    for name in names:
        numbered = (f"{name}{joint}{number}" for number in itertools.count(2))
        fresh = next(each for each in itertools.chain([name], numbered) if each not in given)
        given[fresh] = None
    return list(given)
