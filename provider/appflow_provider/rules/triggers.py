"""Triggers: which ones a source supports, what they require, and which destinations require one."""

from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Flow
from appflow_provider.shapes.connectors import reached_from


@rule(
    Evidence.DOCUMENTED,
    "User guide, flow triggers and pages of the connectors: Salesforce only. The SDKs of custom connectors have no such trigger",
)
def event_from_a_source_without_events(flow: Flow) -> Iterator[Problem]:
    yield from _event(flow, pardot=False)


@rule(
    Evidence.INFERRED,
    "User guide, page of Pardot: EventBridge is a destination, but no events are named",
)
def event_from_pardot(flow: Flow) -> Iterator[Problem]:
    yield from _event(flow, pardot=True)


def _event(flow: Flow, *, pardot: bool) -> Iterator[Problem]:
    connector = flow.source.connector
    if flow.trigger.text() != "Event" or not connector.source or "Event" in connector.triggers:
        return
    if (connector.type == "Pardot") is pardot:
        yield flow.trigger.problem(
            f'"Event" needs Salesforce as source. {connector.type} has no events, so use Scheduled or OnDemand'
        )


@rule(
    Evidence.DOCUMENTED,
    "User guide, Amazon EventBridge: it accepts the events of Salesforce or Pardot",
)
def eventbridge_from_another_source(flow: Flow) -> Iterator[Problem]:
    connector = flow.source.connector
    for destination in flow.destinations:
        kind = destination.end.spot["connectorType"]
        if kind.text() != "EventBridge" or not connector.source:
            continue
        if "EventBridge" not in (reached_from(connector) or ()):
            yield kind.problem(f'"EventBridge" needs Salesforce as source, not {connector.type}')


@rule(
    Evidence.DOCUMENTED,
    "User guide, Amazon EventBridge: for flows that respond to Salesforce events",
)
def eventbridge_without_events(flow: Flow) -> Iterator[Problem]:
    if flow.source.connector.type != "Salesforce" or flow.trigger.text() == "Event":
        return
    kinds = [destination.end.spot["connectorType"] for destination in flow.destinations]
    if any(kind.text() == "EventBridge" for kind in kinds):
        yield flow.trigger.problem(
            "must be Event with EventBridge as destination, which takes Salesforce events only"
        )


@rule(
    Evidence.DOCUMENTED,
    "API model 2020-08-23: scheduleExpression is required of a Scheduled trigger",
)
def scheduled_without_schedule(flow: Flow) -> Iterator[Problem]:
    if flow.trigger.text() == "Scheduled" and not flow.schedule.present():
        yield flow.schedule.problem(
            'is required with triggerType Scheduled. Set scheduleExpression, for example "rate(1hours)"'
        )


@rule(Evidence.ADVICE, "API reference, TriggerProperties: these settings apply to Scheduled only")
def schedule_without_scheduled(flow: Flow) -> Iterator[Problem]:
    trigger = flow.trigger.text()
    if trigger in {"OnDemand", "Event"} and flow.schedule.present():
        yield flow.schedule.problem(
            f"has no effect with triggerType {trigger}. It is for Scheduled only"
        )


@rule(Evidence.DOCUMENTED, "User guide, Lookout for Metrics: only flows that run on a schedule")
def lookout_without_schedule(flow: Flow) -> Iterator[Problem]:
    if flow.trigger.text() in {"OnDemand", "Event"} and flow.writes_to("LookoutMetrics"):
        yield flow.trigger.problem("must be Scheduled with LookoutMetrics as destination")


@rule(
    Evidence.DOCUMENTED,
    "API reference: StartFlow runs an on-demand flow, and StopFlow refuses it",
)
def status_of_a_flow_on_demand(flow: Flow) -> Iterator[Problem]:
    status = flow.spot["flowStatus"]
    if flow.trigger.text() != "OnDemand" or not status.present():
        return
    reasons = {
        "Active": "A flow on demand has no status to set, and starting it would run it. Remove flowStatus, and "
        "run the flow with a FlowRun",
        "Suspended": "A flow on demand has no status to set, because nothing but a call runs it. Remove flowStatus",
    }
    if reason := reasons.get(status.text()):
        yield status.problem(reason)


@rule(
    Evidence.ADVICE,
    "Seen: a new flow is a Draft unless it runs on demand. hashicorp/terraform-provider-aws#36441 shows what users expect",
)
def flow_status_missing(flow: Flow) -> Iterator[Problem]:
    status = flow.spot["flowStatus"]
    if not flow.is_new or status.present():
        return
    if flow.trigger.text() in {"Event", "Scheduled"}:
        yield status.problem(
            "is not set. AppFlow creates the flow as a Draft, which never runs. Set Active to start it, Suspended to keep it off"
        )


@rule(
    Evidence.ADVICE,
    "User guide, Amazon EventBridge: a flow can be activated only after its partner event source has a bus",
)
def active_without_event_bus(flow: Flow) -> Iterator[Problem]:
    status = flow.spot["flowStatus"]
    if not flow.is_new or status.text_if_any() != "Active" or not flow.writes_to("EventBridge"):
        return
    yield status.problem(
        "may come too early. A new flow to EventBridge starts only after its partner event source is associated with a bus. If it "
        "fails, run aws events create-event-bus, and then pulumi up again"
    )
