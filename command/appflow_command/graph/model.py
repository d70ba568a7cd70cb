"""What a graph shows of a flow: where it reads and writes, when it runs, and which fields come from which. No value of a record, no login."""

from dataclasses import dataclass

ACTIVE, ON_DEMAND = "Active", "OnDemand"
WHOLE = "(everything)"
"""The name of a dataset that has none: a whole bucket, or a destination without objects."""


@dataclass(frozen=True, order=True)
class System:
    """
    An application or a service.

    Attributes:
        connector: Its connector type, or the label of a custom connector.
        account: The connector profile that leads to it; of S3, the bucket. Empty if there is none.
    """

    connector: str
    account: str = ""

    def __str__(self) -> str:
        return f"{self.connector} {self.account}".rstrip()


@dataclass(frozen=True, order=True)
class Dataset:
    """An object of a system: an entity, a table, or the prefix of keys in a bucket."""

    system: System
    name: str


@dataclass(frozen=True, order=True)
class Input:
    """
    A field of the source that a column is made from.

    Attributes:
        field: Its name.
        steps: The types of the tasks that change it on its way, as `Mask`.
    """

    field: str
    steps: tuple[str, ...] = ()

    @property
    def masked(self) -> bool:
        """Whether a task masks it on its way."""
        return "Mask" in self.steps


@dataclass(frozen=True, order=True)
class Column:
    """A field of the destination."""

    name: str
    inputs: tuple[Input, ...]

    def __str__(self) -> str:
        made = [" ".join([each.field, *each.steps]) for each in self.inputs]
        return f"{self.name} from {', '.join(made) or 'nothing'}"


@dataclass(frozen=True)
class Lineage:
    """
    Which fields come from which.

    Attributes:
        columns: The fields of the destination that are known by name, sorted.
        everything: Whether all other fields arrive too, under their own names.
        excluded: The fields that do not, although all others do.
        masked: The fields that a task masks.
        conditions: The fields that decide which records arrive.
        readable: Whether the tasks are known. If not, everything else is empty.
    """

    columns: tuple[Column, ...] = ()
    everything: bool = False
    excluded: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    readable: bool = True


@dataclass(frozen=True)
class LastRun:
    """The latest run, as AppFlow tells it: its status, and its time as RFC 3339 text."""

    status: str
    time: str


@dataclass(frozen=True)
class Flow:
    """
    A flow.

    Attributes:
        name: The name of its resource; of a region, the name of the flow.
        flow_name: Its name in AppFlow. Empty if it is not known yet.
        region: Its region. Empty if nothing says it.
        trigger: OnDemand, Scheduled or Event.
        when: When it runs, in words.
        status: Its status. Empty if nothing says it.
        place: Where the program declares it, as `__main__.py:12`.
        changed: When its definition was last changed, as RFC 3339 text. Empty if nothing says it.
    """

    name: str
    source: Dataset
    destinations: tuple[Dataset, ...]
    lineage: Lineage
    flow_name: str = ""
    region: str = ""
    trigger: str = ON_DEMAND
    when: str = "on demand"
    status: str = ""
    place: str = ""
    changed: str = ""
    last: LastRun | None = None

    @property
    def inactive(self) -> bool:
        """Whether it does not run: a flow on demand always can, unless something is wrong with it."""
        if self.trigger == ON_DEMAND:
            return self.status not in {"", ACTIVE, "Draft"}
        return self.status != ACTIVE
