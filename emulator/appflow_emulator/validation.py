"""
Validates requests against botocore's model, before any other rule.

moto validates nothing, and boto3 checks only required members, types and minima in the client. Here, every violated constraint
of the input shape is reported in one error, worded as in other AWS services (AppFlow's own words are not publicly known).
Unknown members are dropped, and nulls count as absent. Messages never repeat values of credentials or sensitive shapes.

`checked` returns plain JSON values, except for timestamps, which become aware datetimes of whole seconds.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timezone
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.utils import parse_to_aware_datetime

from appflow_emulator.exceptions import Validation

REDACTED = "***"
SECRET_BRANCH = "connectorProfileCredentials"  # noqa: S105 (a member's name)

_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "a string"),
    "boolean": ((bool,), "a boolean"),
    "integer": ((int,), "an integer"),
    "long": ((int,), "a long"),
    "double": ((int, float), "a double"),
    "structure": ((dict,), "a structure"),
    "list": ((list,), "a list"),
    "map": ((dict,), "a map"),
}

# Java's regular expressions write characters outside the basic plane as surrogate pairs, Python's as one character.
_SURROGATES = r"\uD800\uDC00-\uDBFF\uDFFF"
_ONE_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\.")
_DOT = "[^\\n\\r\\u0085\\u2028\\u2029]"  # Java's dot excludes more line ends than Python's


@cache
def compiled(pattern: str, partition: str = "aws") -> re.Pattern[str]:
    """A pattern of the model, compiled for Python. Where the model says `aws`, ARNs of other partitions match too."""
    pattern = pattern.replace(_SURROGATES, r"\U00010000-\U0010FFFF")
    pattern = pattern.replace("arn:aws:", f"arn:{partition}:")
    python = _ONE_TOKEN.sub(lambda found: _DOT if found[0] == "." else found[0], pattern)
    return re.compile(python, re.ASCII)


def checked(
    request: Mapping[str, Any], shape: StructureShape, partition: str = "aws"
) -> dict[str, Any]:
    """
    The request, typed according to the model.

    Raises:
        Validation: all violations at once, each with its path (`tasks.1.member.taskType`).
    """
    walk = _Walk(partition)
    typed: dict[str, Any] = walk.structure(request, shape, "", secret=False)
    if walk.breaches:
        count = len(walk.breaches)
        noun = "error" if count == 1 else "errors"
        raise Validation(f"{count} validation {noun} detected: {'; '.join(walk.breaches)}")
    return typed


class _Walk:
    """One pass over a request. Collects `breaches`."""

    def __init__(self, partition: str) -> None:
        self.partition = partition
        self.breaches: list[str] = []

    def breach(self, value: object, path: str, constraint: str, *, secret: bool) -> None:
        shown = REDACTED if secret else _shown(value)
        quoted = "null" if value is None else f"'{shown}'"
        self.breaches.append(
            f"Value {quoted} at '{path}' failed to satisfy constraint: {constraint}"
        )

    def value(self, value: Any, shape: Shape, path: str, *, secret: bool) -> Any:
        secret = secret or bool(shape.metadata.get("sensitive"))
        if shape.type_name == "timestamp":
            return self.timestamp(value, path)
        kinds, name = _KINDS[shape.type_name]
        wrong = not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)
        if wrong:
            self.breach(value, path, f"Member must be {name}", secret=secret)
            return None
        for constraint in self.broken(value, shape):
            self.breach(value, path, constraint, secret=secret)
        if isinstance(shape, StructureShape):
            return self.structure(value, shape, path, secret=secret)
        if isinstance(shape, ListShape):
            return self.many(value, shape, path, secret=secret)
        if isinstance(shape, MapShape):
            return self.pairs(value, shape, path, secret=secret)
        return value

    def structure(
        self, value: Mapping[str, Any], shape: StructureShape, path: str, *, secret: bool
    ) -> dict[str, Any]:
        typed = {}
        for name, member in shape.members.items():
            at = f"{path}.{name}" if path else name
            if value.get(name) is not None:
                inside = secret or name == SECRET_BRANCH
                typed[name] = self.value(value[name], member, at, secret=inside)
            elif name in shape.required_members:
                self.breach(None, at, "Member must not be null", secret=False)
        return typed

    def many(self, value: list[Any], shape: ListShape, path: str, *, secret: bool) -> list[Any]:
        return [
            self.value(one, shape.member, f"{path}.{number}.member", secret=secret)
            for number, one in enumerate(value, start=1)
        ]

    def pairs(
        self, value: Mapping[str, Any], shape: MapShape, path: str, *, secret: bool
    ) -> dict[str, Any]:
        typed = {}
        for key, one in value.items():
            for constraint in self.broken(key, shape.key):
                self.breach(
                    key, path, f"Map keys must satisfy constraint: [{constraint}]", secret=secret
                )
            shown = REDACTED if secret else key
            if one is not None:
                typed[key] = self.value(one, shape.value, f"{path}.{shown}.member", secret=secret)
        return typed

    def timestamp(self, value: Any, path: str) -> datetime | None:
        try:
            if isinstance(value, bool):
                raise ValueError("a boolean is not a timestamp")  # noqa: TRY004, TRY301 (caught below)
            if isinstance(value, int | float):
                return datetime.fromtimestamp(int(value), tz=timezone.utc)
            moment: datetime = parse_to_aware_datetime(value).astimezone(timezone.utc)
            return moment.replace(microsecond=0)
        except (ValueError, TypeError, OverflowError, OSError, RuntimeError):
            self.breach(value, path, "Member must be a timestamp", secret=False)
            return None

    def broken(self, value: Any, shape: Shape) -> list[str]:
        """The constraints of `shape` that `value` violates, in AWS's words."""
        rule = shape.metadata
        is_number = shape.type_name in {"integer", "long", "double"}
        size = value if is_number else len(value) if shape.type_name in _SIZED else 0
        what = "value" if is_number else "length"
        found = []
        if "max" in rule and size > rule["max"]:
            found.append(f"Member must have {what} less than or equal to {rule['max']}")
        if "min" in rule and size < rule["min"]:
            found.append(f"Member must have {what} greater than or equal to {rule['min']}")
        if "pattern" in rule and not compiled(rule["pattern"], self.partition).fullmatch(value):
            found.append(f"Member must satisfy regular expression pattern: {rule['pattern']}")
        if "enum" in rule and value not in rule["enum"]:
            found.append(f"Member must satisfy enum value set: [{', '.join(rule['enum'])}]")
        return found


_SIZED = {"string", "list", "map"}


def _shown(value: object) -> str:
    """A value for a message. Containers are only named, because they could hold a secret."""
    return f"[{type(value).__name__}]" if isinstance(value, dict | list) else str(value)
