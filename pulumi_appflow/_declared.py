"""
What a program declared about a resource, for `Surroundings`: its arguments as they were given, and what it can still be told to wait for.

A program declares a flow before the policies of its bucket, but AppFlow needs the policies first. Pulumi reads the option `depends_on`
when it registers the resource, which is after the program has run, so a list can grow until then.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pulumi

from pulumi_appflow._arguments import is_structure, members_of
from pulumi_appflow._walk import ANYTHING, Kind, arguments_of

__all__ = ["Declared", "declared", "remember", "remembered", "schema_names"]

_AT = "_declared"  # among the attributes of a resource


class _Late(list[Any]):
    """Resources to wait for, until Pulumi has read them."""

    was_read = False

    def __iter__(self) -> Iterator[Any]:
        self.was_read = True
        return super().__iter__()


class Declared:
    """
    What was declared about a resource.

    Attributes:
        name: Its name in the program.
        given: Its arguments, by their Python names.
        children: Flows that this process made for it.
    """

    def __init__(self, name: str, given: Mapping[str, Any], opts: pulumi.ResourceOptions) -> None:
        self.name, self.given = (
            name,
            {**given},
        )  # before they are converted: an Output is known by its identity
        self.children: list[pulumi.Resource] = []
        self._late = _Late()
        opts.depends_on = self._joined(opts.depends_on)

    def wait_for(self, resources: list[pulumi.Resource]) -> bool:
        """Register these resources first. False if Pulumi has begun to register this one."""
        in_time = not self._late.was_read
        self._late.extend(resources)
        return all([in_time, *(declared(each).wait_for(resources) for each in self.children)])

    def _joined(self, given: Any) -> Any:
        if isinstance(given, pulumi.Output):
            return given.apply(lambda found: [*_several(found), *self._late])
        if given is None or isinstance(given, (pulumi.Resource, list, tuple)):
            self._late.extend(_several(given))
            return self._late
        return given  # something to await, which Pulumi does


def remember(
    resource: pulumi.Resource, name: str, given: Mapping[str, Any], opts: pulumi.ResourceOptions
) -> Declared:
    """Keep what was declared. Changes the options, which have to be the resource's own."""
    found = resource.__dict__[_AT] = Declared(name, given, opts)
    return found


def remembered(
    resource: pulumi.Resource, name: str, given: Mapping[str, Any], others: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Keep what was declared. Returns the further arguments of Pulumi's constructor, whose first is the options."""
    opts, *more = others or (None,)
    own = copy.copy(opts) if opts is not None else pulumi.ResourceOptions()
    remember(resource, name, given, own)
    return (own, *more)


def declared(resource: Any) -> Declared:
    """
    What was declared about a resource of this package.

    Raises:
        TypeError: it is something else.
    """
    found = getattr(resource, "__dict__", {}).get(_AT)
    if not isinstance(found, Declared):
        raise TypeError(
            f"takes Flow, Mirror and ConnectorProfile resources, not {type(resource).__name__}"
        )
    return found


def schema_names(given: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments under their names in the schema, at every depth."""
    found = {}
    for key, value in given.items():
        if value is not None and key in known:
            name, kind = known[key]
            found[name] = _value(value, kind)
        elif value is not None:
            found[key] = value
    return found


def _value(value: Any, kind: Kind) -> Any:
    structure: Any = type(value)
    if is_structure(structure):
        return schema_names(members_of(value), arguments_of(structure))
    if isinstance(value, Mapping):
        if kind.structure is not None:
            return schema_names(value, arguments_of(kind.structure))
        return {key: _value(item, kind.item or ANYTHING) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_value(item, kind.item or ANYTHING) for item in value]
    return value


def _several(given: Any) -> list[Any]:
    """What an option holds, without counting as a read."""
    if given is None:
        return []
    if isinstance(given, list):
        return given.copy()
    return [*given] if isinstance(given, tuple) else [given]
