"""
Descriptions: the shapes' own sentences, followed by limits that a user would otherwise only see as an error.

Defaults, ranges of numbers, sizes of lists and the keys of maps are added where the sentence does not tell them. Lengths
and patterns of strings are not: nearly every member has some, and `pulumi preview` names the one that was broken.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from appflow_provider.shapes.base import ApiEnum, Number, Size
from appflow_provider.shapes.create_only import READS_FROM, WRITES_TO
from appflow_provider.shapes.walk import Member


def docstring(cls: type[Any]) -> str:
    """The docstring of a class."""
    return inspect.cleandoc(cls.__doc__ or "")


def examples(topic: str) -> str:
    """The examples in all languages that go under a resource's description."""
    folder = resources.files(__package__).joinpath("examples")
    return folder.joinpath(f"{topic}.md").read_text(encoding="utf-8").strip()


def describe_member(member: Member) -> str:
    """A member's description, with its limits and its keys."""
    said = member.info.description or ""
    limits = [text for text in _limits(member.info.annotation) if not _told(text, said)]
    return "\n\n".join(
        [
            " ".join([said, *_default(member, said), *_replaces(member, said), *limits]),
            *_keys(member.kind.key),
        ]
    )


def _default(member: Member, said: str) -> Iterator[str]:
    """What the member is where it is left out, where the sentence does not tell it."""
    default = member.facts.default
    if default and not isinstance(default, Mapping) and "efault" not in said:
        yield f"The default is `{default}`."


def _replaces(member: Member, said: str) -> Iterator[str]:
    """What a change of a flow's source or destination does, where the sentence does not tell it."""
    if member.facts.create_only in (READS_FROM, WRITES_TO) and "replaces the flow" not in said:
        yield "Changing it replaces the flow."


def _limits(annotation: Any) -> Iterator[str]:
    """Sentences on the numbers and sizes that an annotation accepts, `None` beside it or not."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        for arm in get_args(annotation):
            yield from _limits(arm)
    elif origin is Annotated:
        for limit in get_args(annotation)[1:]:
            if isinstance(limit, Number):
                yield from _range(limit.min, limit.max)
            elif isinstance(limit, Size):
                yield from _range(limit.min or None, limit.max, " entries")


def _range(low: int | None, high: int | None, unit: str = "") -> Iterator[str]:
    if low is not None and high is not None:
        yield f"{low:,} to {high:,}{unit}."
    elif high is not None:
        yield f"At most {high:,}{unit}."
    elif low is not None:
        yield f"At least {low:,}{unit}."


def _told(limit: str, said: str) -> bool:
    """Whether the sentence has the numbers of the limit in it, with or without a comma."""
    return _numbers(limit) <= _numbers(said)


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in re.findall(r"\d[\d,]*", text)}


def _keys(key: Any) -> Iterator[str]:
    """The keys of a map, where an enum names them."""
    if isinstance(key, type) and issubclass(key, ApiEnum):
        lines = [f"* `{each.value}`: {each.description}" for each in key]
        yield "\n".join(["Keys:", "", *lines])
