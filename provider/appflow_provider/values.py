"""
Plain values, and the two markers that Pulumi adds to them.

A property value is a `str`, `float`, `int`, `bool`, `None`, `list` or `dict` of such values. During a preview a value may be
unknown: it is `UNKNOWN`. A value that must not be shown is wrapped in `Secret`. Fronts translate the engine's messages to this
form and back; all code between them uses only this form. Paths are written as Pulumi writes them:
`tasks[2].taskProperties["dotted.key"]`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The place of a value: property names, map keys and list positions."""


class Unknown:
    """A value that is known only after the update. The only instance is `UNKNOWN`."""

    def __repr__(self) -> str:
        return "<unknown>"


UNKNOWN: Final = Unknown()

SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
"""The key that marks a special value where Pulumi writes values: in its messages and in an exported stack."""
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a signature of Pulumi's format
"""What stands under that key for a secret."""

LEAVES: Final = (str, bool, int, float, type(None))
"""The types of most values. Check for these first: `isinstance(value, Mapping)` is slow."""


@dataclass(frozen=True)
class Secret:
    """A value that is never shown. Two secrets are equal if their values are."""

    value: Any = field(repr=False)


def unwrap(value: Any) -> Any:
    """The value without any `Secret`, at all depths."""
    if isinstance(value, LEAVES):
        return value
    if isinstance(value, Secret):
        return unwrap(value.value)
    if isinstance(value, Mapping):
        return {key: unwrap(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [unwrap(item) for item in value]
    return value


def has_unknown(value: Any) -> bool:
    """Whether any part of the value is unknown."""
    if isinstance(value, LEAVES):
        return False
    if isinstance(value, Mapping):
        return any(map(has_unknown, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(has_unknown, value))
    return isinstance(value, Unknown) or (isinstance(value, Secret) and has_unknown(value.value))


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every leaf with its path, in order. Empty containers count as leaves; secrets are searched too."""
    if isinstance(value, LEAVES):
        yield path, value
    elif isinstance(value, Secret):
        yield from leaves(value.value, path)
    elif isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, (list, tuple)) and value:
        for position, item in enumerate(value):
            yield from leaves(item, (*path, position))
    else:
        yield path, value


def secret_paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all `Secret`s, outermost first, without those inside another secret."""
    if isinstance(value, Secret):
        yield path
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from secret_paths(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for position, item in enumerate(value):
            yield from secret_paths(item, (*path, position))


def wrap_where(value: Any, is_secret: Callable[[Path], bool], path: Path = ()) -> Any:
    """A copy in which each known value whose path satisfies `is_secret` is wrapped in a `Secret`."""
    if isinstance(value, (Secret, Unknown)) or value is None:
        return value
    if is_secret(path):
        return Secret(value)
    if isinstance(value, Mapping):
        return {key: wrap_where(item, is_secret, (*path, key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [wrap_where(item, is_secret, (*path, at)) for at, item in enumerate(value)]
    return value


def at(value: Any, path: Path) -> Any:
    """The value at a path, or None if there is none. If a value on the way is unknown, the result is `UNKNOWN`."""
    for step in path:
        if isinstance(value, Secret):
            value = value.value
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def secret_on(value: Any, path: Path) -> bool:
    """Whether there is a `Secret` at the path or on the way to it."""
    return any(isinstance(at(value, path[:end]), Secret) for end in range(len(path) + 1))


def path_text(path: Path) -> str:
    """The path as Pulumi writes it: `a.b[0]["odd key"]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", step):
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text
