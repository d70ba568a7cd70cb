"""
Rules for a whole flow: which connectors, triggers and settings go together.

`flow_problems` gives all that is wrong, since CreateFlow was seen to report its findings as a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .. import clock
from ..assumptions import Assumptions
from ..catalogue import CONNECTORS, can_go_to
from ..records import Profile
from .tasks import task_problems
from .unions import union_problems

# `rate(5minutes)` without a blank is documented; with a blank it was seen to be stored all the same, so the inside is
# not looked at. `cron(...)` was seen in production. How "once" is spelled is open: anything that begins so passes.
_SCHEDULE = re.compile(r"(rate|cron|at)\(.+\)|once.*", re.IGNORECASE)
_NEEDS_IDS = {"UPSERT", "UPDATE", "DELETE"}


@dataclass(frozen=True)
class Case:
    """A flow under examination, with what the rules must know about the rest of the account."""

    request: Mapping[str, Any]
    profiles: Mapping[str, Profile]
    assumptions: Assumptions

    @property
    def source(self) -> Mapping[str, Any]:
        config: Mapping[str, Any] = self.request["sourceFlowConfig"]
        return config

    @property
    def destination(self) -> Mapping[str, Any]:
        config: Mapping[str, Any] = self.request["destinationFlowConfigList"][0]
        return config

    @property
    def source_type(self) -> str:
        kind: str = self.source["connectorType"]
        return kind

    @property
    def destination_type(self) -> str:
        kind: str = self.destination["connectorType"]
        return kind

    @property
    def destination_settings(self) -> Mapping[str, Any]:
        key = CONNECTORS[self.destination_type].key
        settings: Mapping[str, Any] = self.destination["destinationConnectorProperties"].get(
            key, {}
        )
        return settings

    @property
    def trigger(self) -> str:
        kind: str = self.request["triggerConfig"]["triggerType"]
        return kind

    @property
    def schedule(self) -> Mapping[str, Any] | None:
        properties = self.request["triggerConfig"].get("triggerProperties", {})
        scheduled: Mapping[str, Any] | None = properties.get("Scheduled")
        return scheduled


def flow_problems(
    request: Mapping[str, Any], profiles: Mapping[str, Profile], assumptions: Assumptions
) -> Iterator[str]:
    """All that the service would refuse in a CreateFlow or UpdateFlow request, in its words where they are known."""
    count = len(request["destinationFlowConfigList"])
    if count != 1:
        # Documented: the list takes one entry in practice. Our words.
        yield f"A flow must have exactly one destination; got: {count}"
        return
    case = Case(request, profiles, assumptions)
    for rule in RULES:
        yield from rule(case)
    yield from task_problems(request["tasks"], case.source_type, assumptions)


def _roles(case: Case) -> Iterator[str]:
    """Documented per connector. Our words."""
    if not CONNECTORS[case.source_type].source:
        yield f"Connector {case.source_type} cannot be used as a source"
    elif not CONNECTORS[case.destination_type].destination:
        yield f"Connector {case.destination_type} cannot be used as a destination"
    elif case.assumptions.unlisted_destination == "refused" and not can_go_to(
        case.source_type, case.destination_type
    ):
        yield f"Connector {case.source_type} does not support the destination {case.destination_type}"


def _unions(case: Case) -> Iterator[str]:
    yield from union_problems(
        case.source["sourceConnectorProperties"], case.source_type, "sourceConnectorProperties"
    )
    yield from union_problems(
        case.destination["destinationConnectorProperties"],
        case.destination_type,
        "destinationConnectorProperties",
    )


def _profiles(case: Case) -> Iterator[str]:
    """Documented: which connectors need a profile. A name that is unknown is refused elsewhere, with 404. Our words."""
    for side in (case.source, case.destination):
        kind, name = side["connectorType"], side.get("connectorProfileName")
        if not CONNECTORS[kind].profile:
            continue
        if name is None:
            yield f"A connector profile name is required for connector {kind}"
        elif name in case.profiles and case.profiles[name].connector_type != kind:
            has = case.profiles[name].connector_type
            yield f"Connector Profile {name} is for connector {has}, not {kind}"


def _event_trigger(case: Case) -> Iterator[str]:
    """Documented: only Salesforce sends events, and Pardot to EventBridge. Custom connectors as registered. Our words."""
    if case.trigger != "Event" or case.source_type in {"Salesforce", "CustomConnector"}:
        return
    if (case.source_type, case.destination_type) != ("Pardot", "EventBridge"):
        yield f"Trigger type Event is not supported for the source {case.source_type}"


def _event_bridge(case: Case) -> Iterator[str]:
    """
    Documented: an EventBridge destination takes events of Salesforce or Pardot only. Yet Pardot's page names no event
    trigger, so its trigger is not looked at. Our words.
    """
    if case.destination_type != "EventBridge":
        return
    if case.source_type not in {"Salesforce", "Pardot"}:
        yield f"Destination EventBridge is not supported for the source {case.source_type}"
    elif case.source_type == "Salesforce" and case.trigger != "Event":
        yield "Destination EventBridge requires the trigger type Event"


def _lookout_metrics(case: Case) -> Iterator[str]:
    """Documented: scheduled only, with a key of the customer's own. Our words."""
    if case.destination_type != "LookoutMetrics":
        return
    if case.trigger != "Scheduled":
        yield "Destination LookoutMetrics requires the trigger type Scheduled"
    if case.request.get("kmsArn") is None:
        yield "Destination LookoutMetrics requires a customer managed kmsArn"


def _schedule(case: Case) -> Iterator[str]:
    """
    A schedule without an expression is nothing (shape): seen, word for word (cdklabs/cdk-appflow#129). The grammar is
    documented; its words are ours.
    """
    if case.trigger != "Scheduled":
        return
    scheduled = case.schedule
    if scheduled is None:
        yield "TriggerProps is required for Scheduled Trigger Type."
        return
    if not _SCHEDULE.fullmatch(scheduled["scheduleExpression"]):
        yield f"Schedule expression {scheduled['scheduleExpression']} is not valid"
    start, end = scheduled.get("scheduleStartTime"), scheduled.get("scheduleEndTime")
    if start and end and end <= start:
        yield "Schedule end time must be after the start time"
    if start and start < clock.now() and case.assumptions.past_start_time == "refused":
        yield "Schedule start time must be in the future"


def _identifiers(case: Case) -> Iterator[str]:
    """Documented: UPSERT names the fields a record is known by; so do UPDATE and DELETE by description. Our words."""
    operation = case.destination_settings.get("writeOperationType")
    if operation in _NEEDS_IDS and not case.destination_settings.get("idFieldNames"):
        yield f"Write operation {operation} requires idFieldNames"


def _catalog(case: Case) -> Iterator[str]:
    """Documented: a metadata catalog goes with an S3 destination only. Our words."""
    if case.request.get("metadataCatalogConfig") and case.destination_type != "S3":
        yield "metadataCatalogConfig requires the destination S3"


RULES: tuple[Callable[[Case], Iterator[str]], ...] = (
    _roles,
    _unions,
    _profiles,
    _event_trigger,
    _event_bridge,
    _lookout_metrics,
    _schedule,
    _identifiers,
    _catalog,
)
