"""
Rules for a whole flow: which connectors, triggers and settings can be combined.

`flow_problems` returns all problems, because CreateFlow was seen to report a list.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.connectors import CONNECTORS, can_go_to
from appflow_emulator.records import ProfileRecord
from appflow_emulator.rules.buckets import bucket_problems
from appflow_emulator.rules.schedules import schedule_problems
from appflow_emulator.rules.tasks import task_problems
from appflow_emulator.rules.unions import union_problems

_NEEDS_IDS = {"UPSERT", "UPDATE", "DELETE"}
_SHAREPOINT = "MicrosoftSharePointOnline"


@dataclass(frozen=True)
class Case:
    """A flow to check, with what the rules need to know about the account."""

    request: Mapping[str, Any]
    profiles: Mapping[str, ProfileRecord]
    assumptions: Assumptions
    region: str

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
    def source_settings(self) -> Mapping[str, Any]:
        union = self.source["sourceConnectorProperties"]
        settings: Mapping[str, Any] = union.get(CONNECTORS[self.source_type].key, {})
        return settings

    @property
    def destination_settings(self) -> Mapping[str, Any]:
        union = self.destination["destinationConnectorProperties"]
        settings: Mapping[str, Any] = union.get(CONNECTORS[self.destination_type].key, {})
        return settings

    @property
    def source_label(self) -> str | None:
        """The connectorLabel of the source's profile."""
        profile = self.profiles.get(self.source.get("connectorProfileName", ""))
        return profile.connector_label if profile else None

    @property
    def reads_documents(self) -> bool:
        """Whether it reads documents from Veeva, which AppFlow does not treat like records (documented)."""
        named: str = self.source_settings.get("object", "")
        return self.source_type == "Veeva" and named.startswith("documents/")

    @property
    def task_types(self) -> set[str]:
        return {task["taskType"] for task in self.request["tasks"]}

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
    request: Mapping[str, Any],
    profiles: Mapping[str, ProfileRecord],
    assumptions: Assumptions,
    region: str,
) -> Iterator[str]:
    """All reasons why the service would refuse a CreateFlow or UpdateFlow request, in its words if they are known."""
    count = len(request["destinationFlowConfigList"])
    if count != 1:
        # Documented: the list has exactly one entry in practice. Our words.
        yield f"A flow must have exactly one destination; got: {count}"
        return
    case = Case(request, profiles, assumptions, region)
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
        case.source["sourceConnectorProperties"],
        case.source_type,
        "sourceConnectorProperties",
        case.assumptions,
    )
    yield from union_problems(
        case.destination["destinationConnectorProperties"],
        case.destination_type,
        "destinationConnectorProperties",
        case.assumptions,
    )


def _profiles(case: Case) -> Iterator[str]:
    """Documented: which connectors need a profile. An unknown name is refused elsewhere, with 404. Our words."""
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
    """
    Documented: only Salesforce sends events; custom connectors have no such trigger (enums of their SDKs). Pardot can write to
    EventBridge, but its page names no events (switch). Our words.
    """
    if case.trigger != "Event" or case.source_type == "Salesforce":
        return
    if case.source_type == "Pardot":
        allowed = case.assumptions.pardot_events == "accepted"
        if allowed or case.destination_type == "EventBridge":
            return
    yield f"Trigger type Event is not supported for the source {case.source_type}"


def _event_bridge(case: Case) -> Iterator[str]:
    """
    Documented: an EventBridge destination accepts only events of Salesforce or Pardot. Pardot's page names no event trigger, so
    its trigger is not checked. Our words.
    """
    if case.destination_type != "EventBridge":
        return
    if case.source_type not in {"Salesforce", "Pardot"}:
        yield f"Destination EventBridge is not supported for the source {case.source_type}"
    elif case.source_type == "Salesforce" and case.trigger != "Event":
        yield "Destination EventBridge requires the trigger type Event"


def _lookout_metrics(case: Case) -> Iterator[str]:
    """Documented: scheduled only, with a customer managed key. Our words."""
    if case.destination_type != "LookoutMetrics":
        return
    if case.trigger != "Scheduled":
        yield "Destination LookoutMetrics requires the trigger type Scheduled"
    if case.request.get("kmsArn") is None:
        yield "Destination LookoutMetrics requires a customer managed kmsArn"


def _schedule(case: Case) -> Iterator[str]:
    if case.trigger == "Scheduled":
        yield from schedule_problems(
            case.schedule,
            case.source_type,
            case.destination_type,
            case.assumptions,
            documents=case.reads_documents,
        )


def _identifiers(case: Case) -> Iterator[str]:
    """
    Documented for UPSERT to Salesforce: idFieldNames must name the fields that identify a record. Switch: other operations and
    destinations, whose descriptions suggest the same. Our words.
    """
    operation = case.destination_settings.get("writeOperationType")
    if operation not in _NEEDS_IDS or case.destination_settings.get("idFieldNames"):
        return
    documented = (case.destination_type, operation) == ("Salesforce", "UPSERT")
    if documented or case.assumptions.write_without_ids == "refused":
        yield f"Write operation {operation} requires idFieldNames"


def _catalog(case: Case) -> Iterator[str]:
    """Documented: a metadata catalog requires an S3 destination. Our words."""
    if case.request.get("metadataCatalogConfig") and case.destination_type != "S3":
        yield "metadataCatalogConfig requires the destination S3"


_CHANGING = {"Arithmetic", "Mask", "Merge", "Truncate", "Validate"}


def _documents(case: Case) -> Iterator[str]:
    """Documented: documents of Veeva can go only to S3, and tasks cannot change or validate them. Our words."""
    if not case.reads_documents:
        return
    if case.destination_type != "S3":
        yield f"Veeva documents cannot be transferred to {case.destination_type}"
    for kind in sorted(case.task_types & _CHANGING):
        yield f"Task type {kind} is not supported for Veeva documents"


def _output_format(case: Case) -> Iterator[str]:
    """Documented: Google Analytics is written as JSON. Our words."""
    file_type = case.destination_settings.get("s3OutputFormatConfig", {}).get("fileType", "JSON")
    if case.source_type == "Googleanalytics" and file_type != "JSON":
        yield f"File type {file_type} is not supported for the source Googleanalytics"


def _sharepoint(case: Case) -> Iterator[str]:
    """Documented: files of SharePoint can go only to S3, without a catalog and without partitions. Our words."""
    if case.source_label != _SHAREPOINT:
        return
    if case.destination_type != "S3":
        yield f"Connector {_SHAREPOINT} does not support the destination {case.destination_type}"
    if case.request.get("metadataCatalogConfig"):
        yield f"Connector {_SHAREPOINT} does not support metadataCatalogConfig"
    if "Partition" in case.task_types:
        yield f"Connector {_SHAREPOINT} does not support the task type Partition"


def _buckets(case: Case) -> Iterator[str]:
    for settings in (case.source_settings, case.destination_settings):
        yield from bucket_problems(settings, case.region)


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
    _documents,
    _output_format,
    _sharepoint,
    _buckets,
)
