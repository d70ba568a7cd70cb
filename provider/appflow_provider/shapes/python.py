"""Translates property spelling to the spelling of Python programs: `sourceFlowConfig` to `source_flow_config`."""

import re
from collections.abc import Mapping
from functools import cache

from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.walk import Kind, member_at, members
from appflow_provider.values import Path

_WORDS = re.compile(
    r'"[^"\n]*"|\b[a-z]+[A-Z0-9]\w*'
)  # quoted text is the user's, and is not translated
_STRUCTURE = re.compile(r"(?<=is not a member of )(\w+?)(?:Inputs)?\b(?!\.\w)")


def python_path(shape: type[Shape], path: Path) -> Path:
    """The path with each member's name in Python; keys of maps stay as they are."""
    translated: list[str | int] = []
    for end, step in enumerate(path, start=1):
        found, owner = member_at(shape, path[:end]), member_at(shape, path[: end - 1])
        is_member = found is not None and found.property == step and found is not owner
        translated.append(found.python if is_member and found is not None else step)
    return tuple(translated)


def python_words(shape: type[Shape], sentence: str) -> str:
    """A sentence of ours with the Python names of properties and structures."""
    names = _names(shape)
    translated = _WORDS.sub(lambda found: names.get(found[0], found[0]), sentence)
    return _STRUCTURE.sub(lambda found: f"{found[1]}Args", translated)


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
