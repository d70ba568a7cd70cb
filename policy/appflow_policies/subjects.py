"""
What policies judge: flows, connector profiles, and all of them in a stack, read from plain values.

Inputs are in property spelling, alike for both fronts. Each attribute may raise `Undecided` for what is not known yet.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from appflow_provider.problems import Problem
from appflow_provider.reference import token_in
from appflow_provider.spots import Spot, Undecided
from appflow_provider.values import unwrap
from appflow_provider.vocabulary import OBJECTS
from appflow_provider.wire.urns import name_of

Item = TypeVar("Item")


@dataclass(frozen=True)
class Resource:
    """
    A resource with its inputs, or with its outputs, which contain the inputs.

    Attributes:
        urn: Its URN.
        marked: Its properties, secrets marked.
    """

    urn: str
    marked: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name that the program gives it."""
        return name_of(self.urn)

    @cached_property
    def spot(self) -> Spot:
        """Its properties, secrets without their marker."""
        return Spot((), unwrap(self.marked))

    @cached_property
    def region(self) -> str:
        """Its region; empty for the stack's own."""
        return self.spot["region"].text_if_any() or ""


@dataclass(frozen=True)
class End:
    """One end of a flow: its source or its destination."""

    spot: Spot
    union: str

    @cached_property
    def type(self) -> str:
        """Its `connectorType`."""
        return self.spot["connectorType"].text()

    @cached_property
    def properties(self) -> Spot:
        """The connector's own properties."""
        members = self.spot[self.union]
        own = (name for name in members.names() if name.lower() == self.type.lower())
        return members[next(own, self.type[:1].lower() + self.type[1:])]

    @cached_property
    def object(self) -> Spot:
        """The property that names an object of the connector."""
        named = (self.properties[name] for name in OBJECTS)
        return next((each for each in named if each.text_if_any()), self.properties[OBJECTS[0]])

    @cached_property
    def profile(self) -> str:
        """The name of its connector profile; empty without one."""
        return self.spot["connectorProfileName"].text_if_any() or ""


@dataclass(frozen=True)
class Flow(Resource):
    """A flow."""

    @cached_property
    def flow_name(self) -> str:
        """Its name in AppFlow."""
        return self.spot["flowName"].text()

    @cached_property
    def source(self) -> End:
        """Its source."""
        return End(self.spot["sourceFlowConfig"], "sourceConnectorProperties")

    @cached_property
    def destinations(self) -> list[End]:
        """Its destinations."""
        entries = self.spot["destinationFlowConfigList"].items()
        return [End(entry, "destinationConnectorProperties") for entry in entries]

    @cached_property
    def tasks(self) -> list[Spot]:
        """Its tasks."""
        return self.spot["tasks"].items()

    @property
    def is_scheduled(self) -> bool:
        """Whether a schedule starts it."""
        return self.spot.at("triggerConfig.triggerType").text() == "Scheduled"

    @property
    def schedule(self) -> Spot:
        """The schedule of a scheduled flow."""
        return self.spot.at("triggerConfig.triggerProperties.scheduled")


@dataclass(frozen=True)
class Profile(Resource):
    """A connector profile."""

    @cached_property
    def profile_name(self) -> str:
        """Its name in AppFlow."""
        return self.spot["connectorProfileName"].text()

    @cached_property
    def type(self) -> str:
        """Its `connectorType`."""
        return self.spot["connectorType"].text()

    @cached_property
    def credentials(self) -> Spot:
        """The connector's own credentials."""
        members = self.spot.at("connectorProfileConfig.connectorProfileCredentials")
        own = (name for name in members.names() if name.lower() == self.type.lower())
        return members[next(own, self.type)]


@dataclass(frozen=True)
class Stack:
    """
    All flows and connector profiles of a stack.

    Attributes:
        default_tags: The provider's default tags, secrets without their marker.
    """

    flows: tuple[Flow, ...]
    profiles: tuple[Profile, ...]
    default_tags: Mapping[str, Any] = field(default_factory=dict)


KINDS: Mapping[str, Callable[[str, Mapping[str, Any]], Flow | Profile]] = {
    "Flow": Flow,
    "ConnectorProfile": Profile,
}


def kind_of(type_: str) -> str:
    """The class of a resource that policies judge: `Flow` or `ConnectorProfile`. Empty for all other resources."""
    kind = token_in(type_)
    return kind if kind in KINDS else ""


def each(items: Iterable[Item], judge: Callable[[Item], Iterable[Problem]]) -> Iterator[Problem]:
    """What is wrong with each, leaving out those that cannot be judged yet."""
    for item in items:
        try:
            yield from judge(item)
        except Undecided:  # noqa: PERF203 (one that is not known hides no other)
            continue


def decided(items: Iterable[Item], found: Callable[[Item], Any]) -> Iterator[tuple[Item, Any]]:
    """Each with what is found for it, leaving out those for which it is not known yet."""
    for item in items:
        try:
            yield item, found(item)
        except Undecided:  # noqa: PERF203 (one that is not known hides no other)
            continue
