"""Names for the objects found: one in Pulumi, one in Python, and one for each secret in the configuration."""

import itertools
import keyword
import re
from collections.abc import Iterable

_TAKEN = frozenset({"appflow", "config", "mapping", "pulumi"})  # names of a Python program's own
_TAKEN |= {"false", "null", "range", "true"}  # words of PCL
_TAKEN |= {"cfg", "ctx", "err"}  # names of a Go program's own (Pulumi 3.259)
_TAKEN |= {
    "arguments",
    "eval",
    "let",
    "static",
}  # words of TypeScript that its writer takes for names


def resource_name(name: str) -> str:
    """The resource's name for an object: letters, digits and `_.-`, which every version of Pulumi accepts in an import file."""
    return re.sub(r"[^\w.-]", "-", name, flags=re.ASCII)


def variable(name: str, noun: str) -> str:
    """The variable's name for a resource. Begins with `noun` if the resource's name cannot begin a variable's."""
    word = re.sub(r"[\W_]+", "_", name, flags=re.ASCII).strip("_").lower()
    if not word[:1].isalpha() or keyword.iskeyword(word) or word in _TAKEN:
        return f"{noun}_{word}".rstrip("_")
    return word


def camel(variable_name: str, *members: str) -> str:
    """A configuration key from a variable's name and members in Pulumi's spelling: `crmRefreshToken`."""
    first, *others = variable_name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in (*others, *members))


def unique(names: Iterable[str], joint: str) -> list[str]:
    """The names, with `joint` and a number appended to repeated ones."""
    given: dict[str, None] = {}
    for name in names:
        numbered = (f"{name}{joint}{number}" for number in itertools.count(2))
        fresh = next(each for each in itertools.chain([name], numbered) if each not in given)
        given[fresh] = None
    return list(given)
