"""
Completes descriptions: adds limits to the members' own texts, so that a user does not learn them from an error.

It adds defaults, ranges of numbers, sizes of lists and keys of maps that the text does not have. It does not add lengths and
patterns of strings: nearly every member has some, and `pulumi preview` names the one that a value violates.
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
    """
    The examples in all languages, for the end of the description of a resource or a function.

    `tools/programs` writes them, and reads the schema for it. So what is declared anew has none at first.
    """
    page = resources.files(__package__) / "examples" / f"{topic}.md"
    return page.read_text(encoding="utf-8").strip() if page.is_file() else ""


def describe_member(member: Member) -> str:
    """A member's description, with its limits and its keys."""
    text = member.info.description or ""
    limits = [limit for limit in _limits(member.info.annotation) if not _has_limit(text, limit)]
    return "\n\n".join(
        [
            " ".join([text, *_default(member, text), *_replaces(member, text), *limits]),
            *_keys(member.kind.key),
        ]
    )


def _default(member: Member, text: str) -> Iterator[str]:
    """A sentence about the member's default, if the text does not mention one."""
    default = member.facts.default
    if default and not isinstance(default, Mapping) and "efault" not in text:
        yield f"The default is `{default}`."


def _replaces(member: Member, text: str) -> Iterator[str]:
    """A sentence that a change of a flow's source or destination replaces the flow, if the text does not say so."""
    if member.facts.create_only in (READS_FROM, WRITES_TO) and "replaces the flow" not in text:
        yield "Changing it replaces the flow."


def _limits(annotation: Any) -> Iterator[str]:
    """Sentences about the numbers and sizes that an annotation accepts, with or without `None`."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        for arm in get_args(annotation):
            yield from _limits(arm)
    elif origin is Annotated:
        for limit in get_args(annotation)[1:]:
            if isinstance(limit, Number):
                yield from _range(limit.min, limit.max)
            elif isinstance(limit, Size):
                yield from _range(limit.min or None, limit.max, " entry", " entries")


def _range(low: int | None, high: int | None, one: str = "", many: str = "") -> Iterator[str]:
    """The limits in words. `one` and `many` name what is counted."""
    last = high if high is not None else low
    unit = one if last == 1 else many
    if low is not None and high is not None:
        yield f"{low:,} to {high:,}{unit}."
    elif high is not None:
        yield f"At most {high:,}{unit}."
    elif low is not None:
        yield f"At least {low:,}{unit}."


def _has_limit(text: str, limit: str) -> bool:
    """Whether the text contains the numbers of the limit, with or without a comma."""
    return _numbers(limit) <= _numbers(text)


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in re.findall(r"\d[\d,]*", text)}


def _keys(key: Any) -> Iterator[str]:
    """A list of a map's keys, if they are an enum."""
    if isinstance(key, type) and issubclass(key, ApiEnum):
        lines = [f"* `{each.value}`: {each.description}" for each in key]
        yield "\n".join(["Keys:", "", *lines])
