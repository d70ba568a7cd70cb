"""
What the rules judge: flows, connector profiles and buckets as plain values, from a region, a stack or a preview.

A `Fleet` says which kinds of facts it has. A rule that needs another kind is not judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from appflow_command.doctor.limits import Limits
from appflow_provider.mirrors.schemas import Fields

ON_DEMAND, SCHEDULED, EVENT = "OnDemand", "Scheduled", "Event"
ACTIVE, DRAFT, SUSPENDED, DELETED = "Active", "Draft", "Suspended", "Deleted"


class Fact(Enum):
    """A kind of facts, with the words of the report."""

    LISTED = "the flows that AppFlow lists, with their status and last run"
    SUSPECTS = "the messages and runs of flows that look ill"
    RUNS = "the latest runs of every flow"
    DEFINITIONS = "the definition of every flow"
    INPUTS = "the inputs of a program"
    PROFILES = "the connector profiles that AppFlow lists"
    POLICIES = "the policies of buckets in the same program"
    FIELDS = "the recorded fields of the applications' objects"


@dataclass(frozen=True)
class Run:
    """
    A run of a flow.

    Attributes:
        status: AppFlow's word, as `Successful`.
        records: How many records it read; None if AppFlow does not tell.
        bytes: How many bytes it read; None likewise.
        refused: How many records the destination refused.
        message: AppFlow's message about a failure.
    """

    status: str
    started: datetime | None = None
    ended: datetime | None = None
    records: int | None = None
    bytes: int | None = None
    refused: int = 0
    message: str = ""

    @property
    def failed(self) -> bool:
        """Whether it ended as an error."""
        return self.status == "Error"


@dataclass(frozen=True)
class Flow:
    """
    A flow.

    Attributes:
        name: The flow's name, or that of the resource if the flow has none yet.
        region: Its region; empty if it is the stack's own.
        trigger: Scheduled, Event or OnDemand; empty if it is not known yet.
        source: The `connectorType` that it reads from.
        destination: The `connectorType` that it writes to.
        status: AppFlow's word; empty if nobody was asked.
        message: What AppFlow says about the status.
        tags: Its tags; None if they are not known.
        last: The last run that AppFlow lists.
        runs: The latest runs, newest first; None if they were not read.
        definition: The members of CreateFlow, in property spelling; None if they were not read.
        place: Where the program declares it, as `__main__.py:12`.
        updated: When it was last updated; None if nobody was asked.
        is_named: Whether the name is its own. It is not if the program does not know it yet, or has it as a secret.
        is_paused: Whether its program wants it suspended.
    """

    name: str
    region: str = ""
    trigger: str = ""
    source: str = ""
    destination: str = ""
    status: str = ""
    message: str = ""
    created: datetime | None = None
    tags: Mapping[str, Any] | None = None
    last: Run | None = None
    runs: Sequence[Run] | None = None
    definition: Mapping[str, Any] | None = None
    place: str = ""
    updated: datetime | None = None
    is_named: bool = True
    is_paused: bool = False

    @property
    def is_active(self) -> bool:
        """Whether it runs. A flow whose status nobody knows is taken to run, as its program wants."""
        return self.status in {ACTIVE, ""}


@dataclass(frozen=True)
class Profile:
    """
    A connector profile, without its credentials.

    Attributes:
        connector: Its `connectorType`.
        region: Its region; empty if it is the stack's own.
        updated: When it was last updated; None if nobody was asked.
        connection: The state of its private connection, as AppFlow says it; empty for a public one.
        failure: Why the private connection failed.
        is_named: As of a flow.
    """

    name: str
    connector: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    connection: str = ""
    failure: str = ""
    region: str = ""
    place: str = ""
    is_named: bool = True


@dataclass(frozen=True)
class Bucket:
    """A bucket with its policy, from the same program."""

    name: str
    policy: Mapping[str, Any]
    place: str = ""


@dataclass(frozen=True)
class Pending:
    """An operation of Pulumi's that was interrupted, as `creating`, and what it was about."""

    about: Flow | Profile
    operation: str


@dataclass(frozen=True)
class Listed:
    """
    What AppFlow lists in a region, with everything that is not of the stack.

    Attributes:
        flows: How many flows there are.
        profiles: The names of the connector profiles.
    """

    flows: int = 0
    profiles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fleet:
    """
    Everything that is known.

    Attributes:
        origin: Where the facts come from, for the heading of a report.
        known: The kinds of facts.
        now: The present, by AWS's clock if AWS was asked.
        pending: The interrupted operations of a stack.
        listed: What there is in the region.
        fields: The recorded fields of objects, by name.
        limits: The thresholds of the rules.
        calls: How many requests were sent to AWS.
    """

    origin: str
    known: frozenset[Fact]
    now: datetime
    flows: Sequence[Flow] = ()
    profiles: Sequence[Profile] = ()
    buckets: Sequence[Bucket] = ()
    pending: Sequence[Pending] = ()
    listed: Listed = field(default_factory=Listed)
    fields: Mapping[str, Fields] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    calls: int = 0
