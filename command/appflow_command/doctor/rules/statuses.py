"""Rules about the status of flows: what never ran, what AppFlow stopped, and what nobody starts."""

from collections.abc import Iterator
from datetime import timedelta

from appflow_command.doctor.facts import (
    ACTIVE,
    DELETED,
    DRAFT,
    ON_DEMAND,
    SUSPENDED,
    Fact,
    Fleet,
    Flow,
)
from appflow_command.doctor.messages import with_advice
from appflow_command.doctor.ruling import Fault, Severity, rule

_ENDED = frozenset({"Errored", "Deprecated"})
_GONE = "The stack has it, and AppFlow does not"


@rule(
    Severity.WARNING,
    "A scheduled or event flow that was created and never activated",
    needs=(Fact.LISTED,),
    source="CloudFormation reference, FlowStatus: such flows are created as Draft, and a Draft does not run",
    step="Set flowStatus to Active, or delete the flow",
)
def never_activated(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        # A new flow that its program wants suspended stays a Draft.
        if flow.status != DRAFT or flow.is_paused or flow.created is None:
            continue
        if fleet.now - flow.created > timedelta(days=fleet.limits.draft_days):
            never = "" if flow.last else ", which has never run"
            yield Fault(
                flow,
                f"It was created on {flow.created:%Y-%m-%d} and is still a Draft{never}",
                "flowStatus",
            )


@rule(
    Severity.ERROR,
    "A flow that AppFlow deactivated, or that is suspended after a failed run, with AppFlow's message explained",
    needs=(Fact.SUSPECTS,),
    source="AppFlow user guide, EventBridge notifications: AppFlow deactivates a scheduled flow that keeps failing and an event flow "
    "that loses its source",
    step="Fix the cause, then activate the flow: set flowStatus to Active and run pulumi up",
)
def deactivated(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        if _is_suspended(flow) and (message := _reason(flow)):
            # Without a message about the status, nobody knows who suspended it.
            what = (
                "AppFlow suspended it"
                if flow.message
                else "It is Suspended, and its last run failed"
            )
            text, step = with_advice(what, message)
            yield Fault(flow, text, "flowStatus", step and f"{step}. Then activate the flow")


@rule(
    Severity.NOTE,
    "A scheduled or event flow that somebody suspended",
    needs=(Fact.SUSPECTS,),
    source="API reference, StopFlow",
    step="If the pause is over, set flowStatus to Active. If not, nothing is to be done",
)
def suspended(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        if _is_suspended(flow) and not _reason(flow):
            yield Fault(
                flow, "It is Suspended, without a failed run or a message of AppFlow", "flowStatus"
            )


@rule(
    Severity.ERROR,
    "A flow whose status is Errored or Deprecated, with AppFlow's message explained",
    needs=(Fact.SUSPECTS,),
    source="API reference, FlowStatus",
    step="Fix the cause, then activate the flow again",
)
def broken(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        if flow.status in _ENDED:
            text, step = with_advice(f"Its status is {flow.status}", _reason(flow))
            yield Fault(flow, text, "flowStatus", step)


@rule(
    Severity.ERROR,
    "A flow or connector profile of the stack that AppFlow does not have",
    needs=(Fact.LISTED, Fact.PROFILES, Fact.INPUTS),
    source="API reference, ListFlows and DescribeConnectorProfiles: somebody deleted it outside of Pulumi",
    step="Run pulumi refresh, then pulumi up to create it again, or remove it from the program",
)
def gone(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        if flow.status == DELETED:
            yield Fault(flow, _GONE)
    for profile in fleet.profiles:
        if profile.is_named and profile.name not in fleet.listed.profiles:
            yield Fault(profile, _GONE)


@rule(
    Severity.WARNING,
    "A flow or connector profile whose last operation in Pulumi was interrupted",
    needs=(Fact.INPUTS,),
    source="Pulumi documentation, pending operations: the engine was killed before it knew the result",
    step="Run pulumi up again. If its name belongs to an object that Pulumi does not know, the error says what to do",
)
def interrupted(fleet: Fleet) -> Iterator[Fault]:
    for each in fleet.pending:
        yield Fault(each.about, f"Pulumi was interrupted while {each.operation} it")


@rule(
    Severity.NOTE,
    "An on-demand flow that nobody has run for long",
    needs=(Fact.LISTED,),
    source="inferred: a flow that nobody runs is probably not needed",
    step="Delete the flow if nobody needs it. Its connector profile may then be unused too",
)
def idle(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        last = flow.last.started if flow.last else flow.created
        if flow.trigger != ON_DEMAND or flow.status != ACTIVE or last is None:
            continue
        days = (fleet.now - last).days
        if days >= fleet.limits.idle_days:
            ran = "ran last" if flow.last else "was created"
            never = "" if flow.last else " and has never run"
            yield Fault(flow, f"It {ran} {days} days ago{never}")


def _is_suspended(flow: Flow) -> bool:
    return flow.trigger != ON_DEMAND and flow.status == SUSPENDED and not flow.is_paused


def _reason(flow: Flow) -> str:
    """Why the flow does not run, in AppFlow's words; empty if there are none."""
    if flow.message:
        return flow.message
    if flow.last and flow.last.failed:
        return flow.last.message or "AppFlow gives no message"
    return ""
