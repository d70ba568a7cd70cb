"""How Python programs spell what the shapes call by its property name: `source_flow_config` for `sourceFlowConfig`."""

import re
from collections.abc import Mapping
from functools import cache

from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.walk import Kind, member_at, members
from appflow_provider.values import Path

_WORDS = re.compile(r'"[^"\n]*"|\b[a-z]+[A-Z0-9]\w*')  # what is quoted is the user's, and stays
_STRUCTURE = re.compile(r"(?<=is not a member of )(\w+?)(?:Inputs)?\b(?!\.\w)")


def python_path(shape: type[Shape], path: Path) -> Path:
    """The path with each member's name in Python; keys of maps stay as they are."""
    spelt: list[str | int] = []
    for end, step in enumerate(path, start=1):
        found, owner = member_at(shape, path[:end]), member_at(shape, path[: end - 1])
        is_member = found is not None and found.property == step and found is not owner
        spelt.append(found.python if is_member and found is not None else step)
    return tuple(spelt)


def python_words(shape: type[Shape], sentence: str) -> str:
    """A sentence of ours with the names that Python has for properties and structures."""
    names = _names(shape)
    spelt = _WORDS.sub(lambda found: names.get(found[0], found[0]), sentence)
    return _STRUCTURE.sub(lambda found: f"{found[1]}Args", spelt)


@cache
def _names(shape: type[Shape | OutputShape]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    seen: set[type] = set()

    def look(kind: Kind) -> None:
        if kind.item is not None:
            look(kind.item)
        if kind.shape is not None and kind.shape not in seen:
            seen.add(kind.shape)
            for name, member in members(kind.shape).items():
                found[name] = member.python
                look(member.kind)

    look(Kind(shape=shape))
    return found
