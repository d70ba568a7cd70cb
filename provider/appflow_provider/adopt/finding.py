"""Reads the objects of a region, and names each of them."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase

from appflow_provider import declarations
from appflow_provider.adopt.naming import resource_name, unique, variable
from appflow_provider.errors import PartlyDone
from appflow_provider.resources import (
    RESOURCES,
    Inputs,
    OperationContext,
    Resource,
    ResourceState,
    State,
)
from appflow_provider.resources.listing import list_all

LISTED = [token for token, declared in declarations.RESOURCES.items() if declared.listing]
"""The kinds of resources, in the order of a program: a resource that others refer to comes first."""

AT_ONCE = 16
"""Concurrent reads. Our choice; retries handle throttling."""


@dataclass(frozen=True)
class Found:
    """
    One object.

    Attributes:
        resource: Its kind.
        name: The resource's name in Pulumi, unique among all.
        variable: The resource's name in the program, unique among all.
        current: Its inputs and state, as the service has them now.
    """

    resource: Resource
    name: str
    variable: str
    current: ResourceState


def find(
    work: OperationContext,
    kinds: Sequence[str] = LISTED,
    patterns: Sequence[str] = ("*",),
    tell: Callable[[int, int], None] = lambda _read, _all: None,
) -> list[Found]:
    """
    Return all objects of the kinds whose name matches a pattern, sorted by kind and name.

    Args:
        work: How to reach the service, in its own region.
        kinds: Names of resources in the schema.
        patterns: Shell patterns, as `sales-*`; case counts.
        tell: Called after each read with how many were read of how many.

    Raises:
        AppFlowError: the service refused or could not be reached.
    """
    there = [
        (kind, listed.name)
        for kind in LISTED
        if kind in kinds
        for listed in sorted(list_all(kind, work.service(None)), key=lambda each: each.name)
        if any(fnmatchcase(listed.name, pattern) for pattern in patterns)
    ]
    read = [(kind, current) for kind, current in _read(there, work, tell) if current is not None]
    names = unique((resource_name(current.id_) for _, current in read), "-")
    words = [
        variable(name, RESOURCES[kind].noun.split()[-1])
        for name, (kind, _) in zip(names, read, strict=True)
    ]
    return [
        Found(RESOURCES[kind], name, word, current)
        for name, word, (kind, current) in zip(names, unique(words, "_"), read, strict=True)
    ]


def _read(
    there: Sequence[tuple[str, str]], work: OperationContext, tell: Callable[[int, int], None]
) -> Iterator[tuple[str, ResourceState | None]]:
    """Each with its kind; None for what has gone since it was listed."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        reads = pool.map(lambda each: _held(each[0], each[1], work), there)
        for done, ((kind, _), current) in enumerate(zip(there, reads, strict=True), start=1):
            tell(done, len(there))
            yield kind, current


def _held(kind: str, name: str, work: OperationContext) -> ResourceState | None:
    try:
        return RESOURCES[kind].read(name, State({}), work)
    except PartlyDone as unfinished:  # it exists, and the program that declares it may finish it
        inputs, state = Inputs({**(unfinished.inputs or {})}), State({**unfinished.state})
        return ResourceState(unfinished.id_, inputs, state)
