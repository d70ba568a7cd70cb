"""
What stands between the generated resources and Pulumi: a list where no list belongs is refused with its place.

Pulumi's SDK refuses it too, in words that hold all of the property, credentials among it.
"""

import functools
import inspect
import typing
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from typing import Any

import pulumi

from pulumi_appflow._given import is_structure, members_of

__all__ = ["Typed", "refuse_bare_id"]


def refuse_bare_id(resource: pulumi.Resource, name: str, props: Any) -> None:
    """
    Refuse the option `id` in a constructor, which leaves a generated class without properties.

    Raises:
        pulumi.RunError: there are no properties.
    """
    if props is None:
        kind = type(resource).__name__
        raise pulumi.RunError(
            f"{kind} {name}: call {kind}.get({name!r}, id) instead of giving the option id."
        )


class Typed(pulumi.CustomResource):
    """A resource whose properties are looked through before they are registered."""

    def __init__(
        self, type_token: str, name: str, props: Any = None, *others: Any, **more: Any
    ) -> None:
        refuse_bare_id(self, name, props)
        arguments = _arguments(type(self))
        wrong = [
            f"{place}: must be {what}, not a list"
            for key, value in vars(props).items()
            if key in arguments
            for place, what in _lists_astray(value, arguments[key], key)
        ]
        if wrong:
            raise pulumi.RunError("\n".join(f"{name}: {each}" for each in wrong))
        super().__init__(type_token, name, props, *others, **more)


@functools.cache
def _arguments(resource: type) -> Mapping[str, Any]:
    """The types of a resource's arguments, which stand beside the generated class."""
    generated = next(each for each in resource.__mro__ if Typed in each.__bases__)
    beside = inspect.getmodule(generated)
    return _members(getattr(beside, f"{generated.__name__}Args"))


@functools.cache
def _members(arguments: type) -> Mapping[str, Any]:
    """The types of a class's arguments. What Pulumi calls an input names its own `Output[T]`, which is of no matter here."""
    outputs = {"Output": pulumi.Output, "T": Any}
    return typing.get_type_hints(arguments.__init__, localns=outputs)  # type: ignore[misc]


def _lists_astray(value: Any, hint: Any, place: str) -> Iterator[tuple[str, str]]:
    """Where in a value a list stands that should not, and what should."""
    kind = _bare(hint)
    container = typing.get_origin(kind)
    if isinstance(value, (list, tuple)):
        if container is not None and issubclass(container, Sequence):
            for at, item in enumerate(value):
                yield from _lists_astray(item, typing.get_args(kind)[0], f"{place}[{at}]")
        else:
            yield place, "an object" if container or is_structure(kind) else "a single value"
    elif is_structure(kind):
        members = _members(kind)
        for key, item in _given(value).items():
            if key in members:
                yield from _lists_astray(item, members[key], f"{place}.{key}")
    elif isinstance(value, Mapping) and container is not None and issubclass(container, Mapping):
        for key, item in value.items():
            yield from _lists_astray(item, typing.get_args(kind)[1], f'{place}["{key}"]')


def _given(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    return members_of(value) if is_structure(type(value)) else {}


@functools.cache
def _bare(hint: Any) -> Any:
    """What an argument is once it is known: the one choice that holds others, or whatever is left."""
    choices = (
        [
            _bare(each)
            for each in typing.get_args(hint)
            if each is not type(None) and typing.get_origin(each) not in (Awaitable, pulumi.Output)
        ]
        if typing.get_origin(hint) is typing.Union
        else [hint]
    )
    return next((each for each in choices if not _is_scalar(each)), choices[0])


def _is_scalar(kind: Any) -> bool:
    return typing.get_origin(kind) is None and not is_structure(kind)
