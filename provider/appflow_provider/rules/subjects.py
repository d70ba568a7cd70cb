"""
The parts of a flow and of a connector profile that rules are about, read from plain values.

Each attribute may raise `Undecided`. Results are cached, because dozens of rules use the same ones. An unknown connector raises
`Undecided` too: `shapes.findings` reports it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.task import ConnectorOperator, TaskType
from appflow_provider.shapes.trigger import TriggerType
from appflow_provider.shapes.walk import members
from appflow_provider.spots import Spot, Undecided
from appflow_provider.values import UNKNOWN, at

_TASK_TYPES = frozenset(kind.value for kind in TaskType)
_TRIGGER_TYPES = frozenset(kind.value for kind in TriggerType)
_OPERATORS = frozenset(
    operator.value
    for member in members(ConnectorOperator).values()
    if member.kind.leaf is not None
    for operator in member.kind.leaf
)


def _connector(spot: Spot) -> Connector:
    try:
        return CONNECTORS[spot["connectorType"].text()]
    except KeyError:
        raise Undecided from None


def _known(spot: Spot, words: Collection[str]) -> Spot:
    """The place. Raises `Undecided` for a word that the API does not have: `shapes.findings` reports it."""
    misspelled = isinstance(spot.value, str) and spot.value not in words
    return Spot(spot.path, UNKNOWN) if misspelled else spot


@dataclass(frozen=True)
class End:
    """One end of a flow: its source or its destination."""

    spot: Spot
    union_name: str

    @cached_property
    def connector(self) -> Connector:
        """The connector of its `connectorType`."""
        return _connector(self.spot)

    @cached_property
    def union(self) -> Spot:
        """The structure with one member per connector."""
        return self.spot[self.union_name]

    @cached_property
    def properties(self) -> Spot:
        """The connector's own member of that structure."""
        return self.union[self.connector.key]


@dataclass(frozen=True)
class _Timed:
    """
    Inputs with times to compare with the present.

    Attributes:
        spot: The inputs.
        now: The present, if known.
        before: The previous inputs; empty for a new resource.
    """

    spot: Spot
    now: datetime | None = None
    before: Mapping[str, Any] = field(default_factory=dict)

    def present(self, time: Spot) -> datetime:
        """The present, to compare `time` with. Raises `Undecided` if the program has not set or changed `time`."""
        if self.now is None or at(self.before, time.path) == time.value:
            raise Undecided
        return self.now


@dataclass(frozen=True)
class Flow(_Timed):
    """A flow's inputs."""

    @property
    def is_new(self) -> bool:
        """Whether the flow is known to be a new one. Without the present, nothing is known of the past either."""
        return self.now is not None and not self.before

    @cached_property
    def place(self) -> str | None:
        """The flow's region, or None if it is not known."""
        return self.spot["region"].text_if_any()

    @cached_property
    def source(self) -> End:
        """Its source."""
        return End(self.spot["sourceFlowConfig"], "sourceConnectorProperties")

    @cached_property
    def destinations(self) -> "list[Destination]":
        """Its destinations."""
        entries = self.spot["destinationFlowConfigList"].items()
        return [
            Destination(self, End(entry, "destinationConnectorProperties")) for entry in entries
        ]

    @cached_property
    def tasks(self) -> "list[Task]":
        """Its tasks."""
        return [Task(self, entry) for entry in self.spot["tasks"].items()]

    def writes_to(self, connector_type: str) -> bool:
        """Whether it has a destination of this type. Raises `Undecided` if it has none at all."""
        ends = [destination.end for destination in self.destinations]
        if not ends:
            raise Undecided
        return any(end.connector.type == connector_type for end in ends)

    def reads_documents(self) -> bool:
        """Whether it reads documents from Veeva, which AppFlow does not treat like records."""
        if self.source.connector.type != "Veeva":
            return False
        return self.source.properties["object"].text().startswith("documents/")

    @cached_property
    def trigger(self) -> Spot:
        """What starts a run. Raises `Undecided` for a word that is not a trigger."""
        return _known(self.spot["triggerConfig"]["triggerType"], _TRIGGER_TYPES)

    @cached_property
    def schedule(self) -> Spot:
        """The schedule of a scheduled flow."""
        return self.spot["triggerConfig"]["triggerProperties"]["scheduled"]


@dataclass(frozen=True)
class Destination:
    """A destination of a flow."""

    flow: Flow
    end: End


@dataclass(frozen=True)
class Task:
    """A task of a flow."""

    flow: Flow
    spot: Spot

    @cached_property
    def type(self) -> str:
        """Its `taskType`. Raises `Undecided` for one that the API does not have: `shapes.findings` reports it."""
        kind = self.spot["taskType"].text()
        if kind not in _TASK_TYPES:
            raise Undecided
        return kind

    @cached_property
    def operator(self) -> Spot:
        """Its operator under the key of the source's connector. Raises `Undecided` for a word that is not an operator."""
        return self.operator_of(self.flow.source.connector.key)

    def operator_of(self, key: str) -> Spot:
        """The operator under the key of a connector."""
        return _known(self.spot["connectorOperator"][key], _OPERATORS)

    @cached_property
    def fields(self) -> list[Spot]:
        """Its source fields that have a name."""
        fields = self.spot["sourceFields"]
        if not fields.present():
            raise Undecided  # required; reported elsewhere if absent
        return [field for field in fields.items() if field.given()]

    @cached_property
    def properties(self) -> Spot:
        """Its `taskProperties`."""
        return self.spot["taskProperties"]


@dataclass(frozen=True)
class Profile:
    """A connector profile's inputs, and whether it exists with credentials that only the service knows."""

    spot: Spot
    adopted: bool = False

    @cached_property
    def place(self) -> str | None:
        """The profile's region, or None if it is not known."""
        return self.spot["region"].text_if_any()

    @cached_property
    def connector(self) -> Connector:
        """The connector of its `connectorType`."""
        return _connector(self.spot)

    @cached_property
    def mode(self) -> str:
        """Its `connectionMode`."""
        return self.spot["connectionMode"].text()

    def union(self, name: str) -> Spot:
        """The structure with one member per connector: properties or credentials."""
        return self.spot["connectorProfileConfig"][name]

    def properties(self, connector_type: str) -> Spot:
        """The properties, in a profile of this connector."""
        return self._member("connectorProfileProperties", connector_type)

    def credentials(self, connector_type: str) -> Spot:
        """The credentials, in a profile of this connector."""
        return self._member("connectorProfileCredentials", connector_type)

    def _member(self, union: str, connector_type: str) -> Spot:
        if self.connector.type != connector_type:
            raise Undecided
        return self.union(union)[self.connector.key]


@dataclass(frozen=True)
class Run(_Timed):
    """A run's inputs."""

    @property
    def window(self) -> Spot:
        """The window of a backfill."""
        return self.spot["window"]
