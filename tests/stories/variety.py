"""
Values of every member, made from the shapes alone: for each leaf several, all of them legal and none of them a default.

A text has to satisfy its member's pattern, so the first of some templates that does is taken. Members of which the rules
ask more than their shape stand in `SPECIAL`, and what belongs together stands with the samples.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import SecretStr, TypeAdapter, ValidationError

from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.walk import members

__all__ = ["HUSH", "at", "filled", "required", "variants"]

HUSH = "hush"
"""The text of every secret."""

_WORDS = ("alpha", "bravo", "carol")
# Of a member's name, a word and a number. With the name where it fits, so that a mix-up of members shows.
_PLAIN = (
    "{2}-{0}",
    "{0}",
    "https://{2}.example.com/{0}",
    "upsolver-appflow-{0}",
    "{1}{1}{1}",
    "E{1}",
)
_ARNS = (
    "arn:aws:iam::123456789012:role/{0}",
    "arn:aws:kms:eu-west-1:123456789012:key/{0}",
    "com.amazonaws.vpce.eu-west-1.vpce-svc-{0}",
)
_SECRETS = (
    HUSH + "-{2}-{0}",
    HUSH + "{0}",
    HUSH + "{0}.{0}.{0}",
    HUSH + "-{2}-{0}{0}{0}{0}{0}{0}{0}{0}{0}",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:" + HUSH + "{0}",
)

# Members of which more is asked than a shape can say, by name.
SPECIAL: Mapping[str, tuple[Any, ...]] = {
    "firstExecutionFrom": ("2030-01-01T00:00:00Z", "2030-02-01T00:00:00Z", "2030-03-01T00:00:00Z"),
    "instanceUrl": tuple(f"https://{word}.example.com" for word in _WORDS),
    "scheduleEndTime": ("2033-01-01T06:00:00Z", "2033-02-01T06:00:00Z", "2033-03-01T06:00:00Z"),
    "scheduleExpression": ("rate(1days)", "rate(2days)", "rate(3days)"),
    "scheduleStartTime": ("2031-01-01T06:00:00Z", "2031-02-01T06:00:00Z", "2031-03-01T06:00:00Z"),
    "timezone": ("Europe/Lisbon", "Europe/Berlin", "Asia/Tokyo"),
}


def filled(shape: type[Shape], *, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """A structure with every member, but for those left out."""
    return {
        name: _made(name, _annotation(member.info), 0)
        for name, member in members(shape).items()
        if name not in leave_out
    }


def required(shape: type[Shape]) -> dict[str, Any]:
    """A structure with the members that it has to have."""
    free = tuple(name for name, member in members(shape).items() if not member.info.is_required())
    found = filled(shape, leave_out=free)
    for name, member in members(shape).items():
        inner = member.kind.shape
        if name in found and inner is not None and issubclass(inner, Shape):
            found[name] = required(inner)
    return found


def variants(shape: type[Shape], path: tuple[str | int, ...]) -> list[Any]:
    """Values for the leaf at a path."""
    name: str = ""
    annotation: Any = shape
    for step in path:
        inner = _bare(annotation)
        if get_origin(inner) is list:
            (annotation,) = get_args(inner)
        elif get_origin(inner) is dict:
            annotation = get_args(inner)[1]
        else:
            name, annotation = str(step), _annotation(members(inner)[str(step)].info)
    return [_made(name, annotation, number) for number in range(len(_WORDS))]


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    """The value at a path that is known to lead somewhere."""
    for step in path:
        value = value[step]
    return value


def _annotation(info: Any) -> Any:
    """The member's type with its limits, which pydantic keeps apart."""
    whole = (info.annotation, *info.metadata)
    return Annotated[whole] if info.metadata else info.annotation


def _bare(annotation: Any) -> Any:
    """Without `None` and without limits of containers."""
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (arm for arm in get_args(annotation) if arm is not type(None))
    if get_origin(annotation) is Annotated and get_origin(get_args(annotation)[0]) in (list, dict):
        annotation = get_args(annotation)[0]
    return annotation


def _made(name: str, annotation: Any, number: int) -> Any:
    inner = _bare(annotation)
    if name in SPECIAL:
        return SPECIAL[name][number % len(SPECIAL[name])]
    if get_origin(inner) is list:
        (item,) = get_args(inner)
        return [_made("", item, number), _made("", item, number + 1)]
    if get_origin(inner) is dict:
        key, item = get_args(inner)
        return {_made("", key, at): _made("", item, at + number) for at in (0, 1)}
    if isinstance(inner, type) and issubclass(inner, Shape):
        return {
            key: _made(key, _annotation(member.info), number)
            for key, member in members(inner).items()
        }
    return _leaf(name, inner, number % len(_WORDS))


@cache
def _leaf(name: str, annotation: Any, number: int) -> Any:
    base = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if isinstance(base, type) and issubclass(base, Enum):
        values = [str(item.value) for item in base]
        return values[(number + 1) % len(values)]  # the first is the default where there is one
    if base is bool:
        return number != 1
    if base is int:
        return 2 + number
    if base is datetime:
        return SPECIAL["scheduleStartTime"][number]
    return _text(name, annotation, base, number)


def _fit_for_a_bucket(name: str) -> str:
    """The name of a member that holds a bucket, without capitals, which S3 takes in none; others as they are."""
    if not name.lower().endswith("bucketname"):
        return name
    return re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name)


def _text(name: str, annotation: Any, base: Any, number: int) -> str:
    known: TypeAdapter[Any] = TypeAdapter(annotation)
    for template in _SECRETS if base is SecretStr else (*_PLAIN, *_ARNS):
        text = template.format(_WORDS[number], number + 1, _fit_for_a_bucket(name))
        try:
            known.validate_python(text)
        except ValidationError:
            continue
        return text
    raise AssertionError(f"no template fits {annotation}")
