"""The backend's state: flows, their runs, connector profiles and registered connectors."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

ON_DEMAND = "OnDemand"


@dataclass(frozen=True)
class ShownRow:
    """A record of a run that the page shows: the number of its source record, and the task that held it back, if one did."""

    number: int
    record: dict[str, Any]
    task: str | None = None
    why: str | None = None


@dataclass(frozen=True)
class ShownRows:
    """The first records of a run, for the page."""

    read: tuple[ShownRow, ...] = ()
    filtered: tuple[ShownRow, ...] = ()
    dropped: tuple[ShownRow, ...] = ()
    written: tuple[ShownRow, ...] = ()


@dataclass
class Transfer:
    """
    What a run did to data.

    Attributes:
        read: How many records were read, before filters.
        processed: recordsProcessed: after filters, before validations.
        filtered: How many a Filter held back.
        dropped: How many a Validate held back.
        written: How many are left.
        shown: The first records of each kind.
        failures: putFailuresCount: records that the destination refused.
        bytes_read: bytesProcessed.
        bytes_written: bytesWritten.
        failure: Why the run failed.
        notes: What the emulator has to tell besides, as sentences.
        catalog: metadataCatalogDetails.
        objects: The objects that were written, as `s3://bucket/key`.
    """

    read: int = 0
    processed: int = 0
    filtered: int = 0
    dropped: int = 0
    written: int = 0
    shown: ShownRows = field(default_factory=ShownRows)
    failures: int = 0
    bytes_read: int = 0
    bytes_written: int = 0
    failure: str | None = None
    notes: list[str] = field(default_factory=list)
    catalog: list[dict[str, Any]] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    touched: tuple[str, ...] = ()  # the assumptions that the result rests on


@dataclass
class Run:
    """
    One run of a flow. `looks` counts how often it was read; enough reads end it.

    Attributes:
        transfer: What it did to data, or None if it moved none.
        why_nothing: Why it moved none, as a sentence, if the emulator was expected to.
    """

    number: int
    execution_id: str
    started_at: datetime
    updated_at: datetime
    status: str = "InProgress"
    window: tuple[datetime, datetime] | None = None  # of changes that an incremental run reads
    looks: int = 0
    record_looks: int = 0  # calls that listed execution records since the run began
    summary_looks: int = 0  # answers that still showed the previous run as the last one
    definition: dict[str, Any] = field(default_factory=dict)  # of the flow, as this run uses it
    uses_old_definition: bool = False
    by_hand: bool = False  # begun by the emulator's own path, not by AppFlow's API or the schedule
    transfer: Transfer | None = None
    why_nothing: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether the run can no longer be canceled."""
        return self.status in {"Successful", "Error", "Canceled"}


@dataclass
class FlowRecord:
    """A flow. `definition` holds the members of CreateFlow that UpdateFlow replaces, as sent."""

    number: int
    name: str
    arn: str
    definition: dict[str, Any]
    status: str
    kms_arn: str | None
    tags: dict[str, str]
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    status_message: str | None = None
    schema_version: int = 1
    runs: list[Run] = field(default_factory=list)
    active_since: datetime | None = None  # when the current schedule was activated
    ran_until: datetime | None = None  # the slot of the last scheduled run
    redefined_at: datetime | None = None  # the time of the last UpdateFlow
    definition_before: dict[str, Any] = field(default_factory=dict)
    cron_told: bool = False  # whether a log said that the cron expression is not evaluated
    events_read: int = 0  # change events that runs of an event flow have moved
    new_looks: int = 0
    deleted_looks: int = 0

    @property
    def trigger_type(self) -> str:
        """Scheduled, Event or OnDemand."""
        kind: str = self.definition["triggerConfig"]["triggerType"]
        return kind

    @property
    def is_on_demand(self) -> bool:
        """Whether StartFlow runs the flow at once."""
        return self.trigger_type == ON_DEMAND

    @property
    def source(self) -> dict[str, Any]:
        """The member sourceFlowConfig."""
        config: dict[str, Any] = self.definition["sourceFlowConfig"]
        return config

    @property
    def destination(self) -> dict[str, Any]:
        """The one entry of destinationFlowConfigList."""
        config: dict[str, Any] = self.definition["destinationFlowConfigList"][0]
        return config

    def uses(self, profile_name: str) -> bool:
        """Whether the source or the destination uses this connector profile."""
        sides = (self.source, self.destination)
        return any(side.get("connectorProfileName") == profile_name for side in sides)


@dataclass
class ProfileRecord:
    """A connector profile. Its credentials are only in Secrets Manager, under `secret_name`."""

    number: int
    name: str
    arn: str
    connector_type: str
    connector_label: str | None
    connection_mode: str
    properties: dict[str, Any]
    kms_arn: str | None
    created_at: datetime
    updated_at: datetime
    secret_name: str | None = None
    secret_arn: str | None = None
    provisioned_from: datetime | None = None
    new_looks: int = 0
    looks: int = 0


@dataclass
class ConnectorRecord:
    """A connector registered in this account."""

    number: int
    label: str
    arn: str
    description: str | None
    lambda_arn: str
    registered_at: datetime
    registered_by: str
