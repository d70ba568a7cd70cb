"""
Whether a flow runs by itself: brings a scheduled or event flow to the status that its program asks for.

The program says `Active` or `Suspended`, in CloudFormation's words. A flow that was never started is a Draft, which transfers no
more than one that was suspended, so the two count as one; so does everything else that does not run.
"""

from collections.abc import Callable, Mapping
from typing import Any

from appflow_provider.errors import AppFlowError, Conflict
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.context import OperationContext

__all__ = ["ACTIVE", "STATUS", "SUSPENDED", "is_settled", "seen_status", "settle"]

STATUS = "flowStatus"
ACTIVE, SUSPENDED = "Active", "Suspended"

_SETTLED_AFTER = 120.0  # seconds; our choice, nothing documents one
_FAILED = frozenset({"Errored", "Deprecated"})
_DOING = {ACTIVE: ("StartFlow", "activating"), SUSPENDED: ("StopFlow", "suspending")}

Look = Callable[[], Mapping[str, Any] | None]


def seen_status(live: Mapping[str, Any]) -> str:
    """The live status in the program's two words."""
    return ACTIVE if live.get(STATUS) == ACTIVE else SUSPENDED


def settle(ask: ApiCall, name: str, wanted: str, look: Look, context: OperationContext) -> bool:
    """
    StartFlow or StopFlow, if the flow is not what it should be, and a wait until it is; whether that had to be done.

    Args:
        ask: The conversation with the service.
        name: The flow's name.
        wanted: `Active` or `Suspended`.
        look: Describes the flow.
        work: For the wait.

    Raises:
        AppFlowError: the service refused, the flow went wrong, or it took too long.
    """
    if seen_status(look() or {}) == wanted:
        return False
    operation, verb = _DOING[wanted]
    doing = f"{verb} flow {name}"
    try:
        live: Mapping[str, Any] = ask.about(doing)(operation, flowName=name)
    except Conflict:  # as when a first try worked whose reply got lost
        live = look() or {}
        if seen_status(live) != wanted:
            raise
    if seen_status(live) == wanted and live.get(STATUS) not in _FAILED:
        return True
    for _ in waits(ask.service, context.timeout or _SETTLED_AFTER, context.say, doing):
        live = look() or {}
        if live.get(STATUS) in _FAILED:
            break
        if seen_status(live) == wanted:
            return True
    raise _unsettled(ask, doing, live)


def is_settled(ask: ApiCall, name: str, wanted: str, look: Look, context: OperationContext) -> bool:
    """The same where it is no harm if it cannot be done; whether it could."""
    try:
        settle(ask, name, wanted, look, context)
    except AppFlowError:
        return False
    return True


def _unsettled(ask: ApiCall, doing: str, live: Mapping[str, Any]) -> AppFlowError:
    end, said = f"it is {live.get(STATUS, 'unknown')}", live.get("flowStatusMessage")
    step = "The flow itself is there. Fix what the service names and run pulumi up again, which tries once more"
    if said:
        return ask.about(f"{doing}: {end}").failed(str(said), step=step)
    return ask.about(doing).failed(end, step=step, ours=True)
