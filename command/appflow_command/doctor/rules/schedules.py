"""Rules about schedules: their end, what they read, and what happens when they fail."""

from collections.abc import Iterator
from datetime import timedelta

from appflow_command.doctor.facts import SCHEDULED, Fact, Fleet, Flow
from appflow_command.doctor.reading import given, moment, schedule, schedule_path, source, text
from appflow_command.doctor.ruling import Fault, Severity, rule
from appflow_command.doctor.times import runs_a_day

_END, _HOURLY = "scheduleEndTime", 24  # runs a day
# Sources whose incremental runs may do without a field: the user guide names the default of ServiceNow, S3 goes by the time of the
# objects (inferred), a custom connector decides itself, and objects of SAP's ODP need none, which a path does not show.
WITHOUT_FIELD = frozenset({"S3", "Servicenow", "CustomConnector", "SAPOData"})


def _scheduled(fleet: Fleet) -> Iterator[Flow]:
    """The flows that run on a schedule, or will when they are deployed."""
    return (each for each in fleet.flows if each.trigger == SCHEDULED and each.is_active)


@rule(
    Severity.WARNING,
    "An active flow whose schedule has ended",
    needs=(Fact.DEFINITIONS,),
    source="API reference, ScheduledTriggerProperties.scheduleEndTime",
    step="Set a later scheduleEndTime, or delete the flow",
)
def schedule_has_ended(fleet: Fleet) -> Iterator[Fault]:
    for flow in _scheduled(fleet):
        end = moment(schedule(flow), _END)
        if end and end <= fleet.now:
            yield Fault(flow, f"Its schedule ended on {end:%Y-%m-%d}", schedule_path(_END))


@rule(
    Severity.WARNING,
    "A schedule that ends soon",
    needs=(Fact.DEFINITIONS,),
    source="API reference, ScheduledTriggerProperties.scheduleEndTime",
    step="Set a later scheduleEndTime if the flow is to go on",
)
def schedule_ends_soon(fleet: Fleet) -> Iterator[Fault]:
    for flow in _scheduled(fleet):
        end = moment(schedule(flow), _END)
        if end and timedelta() < end - fleet.now <= timedelta(days=fleet.limits.ends_within):
            yield Fault(flow, f"Its schedule ends on {end:%Y-%m-%d}", schedule_path(_END))


@rule(
    Severity.WARNING,
    "A flow that pulls incrementally without a field to do it by",
    needs=(Fact.DEFINITIONS,),
    source="AppFlow user guide, flow triggers: an incremental transfer goes by a timestamp field of the source",
    step="Set sourceFlowConfig.incrementalPullConfig.datetimeTypeFieldName, for example LastModifiedDate",
)
def incremental_without_field(fleet: Fleet) -> Iterator[Fault]:
    for flow in _scheduled(fleet):
        is_incremental = text(schedule(flow), "dataPullMode") == "Incremental"
        if not is_incremental or flow.source in WITHOUT_FIELD | {""}:
            continue
        if not given(source(flow), "incrementalPullConfig.datetimeTypeFieldName"):
            yield Fault(
                flow,
                f"It pulls from {flow.source} incrementally, and names no field",
                "sourceFlowConfig.incrementalPullConfig",
            )


@rule(
    Severity.NOTE,
    "A flow that reads everything more often than once an hour",
    needs=(Fact.DEFINITIONS,),
    source="inferred from the API reference, dataPullMode: Complete transfers all records in each run",
    step="Set dataPullMode to Incremental, or run it less often",
)
def everything_too_often(fleet: Fleet) -> Iterator[Fault]:
    for flow in _scheduled(fleet):
        runs = runs_a_day(flow)
        is_complete = text(schedule(flow), "dataPullMode") == "Complete"
        if is_complete and runs and runs > _HOURLY:
            yield Fault(
                flow, f"It reads everything {runs:,.0f} times a day", schedule_path("dataPullMode")
            )


@rule(
    Severity.NOTE,
    "A scheduled flow that AppFlow never deactivates, however often it fails",
    needs=(Fact.DEFINITIONS,),
    source="API reference, flowErrorDeactivationThreshold. How AppFlow acts without one is inferred",
    step="Set flowErrorDeactivationThreshold, for example 5, and an alarm on AppFlow's event of the deactivation",
)
def no_failure_threshold(fleet: Fleet) -> Iterator[Fault]:
    for flow in _scheduled(fleet):
        if not given(schedule(flow), "flowErrorDeactivationThreshold"):
            yield Fault(
                flow,
                "It has no flowErrorDeactivationThreshold, so it may fail for ever",
                schedule_path("flowErrorDeactivationThreshold"),
            )
