"""
The names of fields as a Python module: a class for each object, a constant for each field.

An editor completes them, and a type checker names a field that the application no longer has.
"""

import keyword
import re
from collections.abc import Iterable, Mapping

_HEAD = '''\
"""The fields of objects. Written by `appflow-pulumi fields`; do not edit."""

from typing import Final
'''


def module_of(objects: Mapping[str, Iterable[str]]) -> str:
    """The source of the module. `objects` has the names of the fields of each object."""
    classes = identifiers(objects)
    parts = [_HEAD]
    for name, fields in objects.items():
        constants = identifiers(fields)
        lines = [
            f"    {constant}: Final = {_text(field)}\n" for field, constant in constants.items()
        ]
        about = f'    """The fields of {_safe(name)}."""\n'
        parts.append(
            f"\n\nclass {classes[name]}:\n{about}" + "".join(["\n", *lines] if lines else [])
        )
    return "".join(parts)


def identifiers(names: Iterable[str]) -> dict[str, str]:
    """A Python name for each name, all of them different."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        word = re.sub(r"\W", "_", name) or "_"
        if word[0].isdigit() or keyword.iskeyword(word) or re.match(r"__", word):
            word = f"f_{word.lstrip('_')}"
        while word in taken:
            word += "_"
        taken.add(word)
        found[name] = word
    return found


def _text(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _safe(name: str) -> str:
    return re.sub(r'["\\\n]', " ", name)
