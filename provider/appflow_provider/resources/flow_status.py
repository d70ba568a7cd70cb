"""
Whether a flow runs by itself: brings a scheduled or event flow to the status that its program asks for.

The program says `Active` or `Suspended`, in CloudFormation's words. A flow that was never started is a Draft, which transfers no
more than one that was suspended, so the two count as one; so does everything else that does not run.
"""

from collections.abc import Callable

from appflow_provider.errors import Advice, AppFlowError, Conflict
from appflow_provider.resources.api_call import ApiCall, waits
from appflow_provider.resources.context import OperationContext
from appflow_provider.resources.contract import ApiReply

STATUS = "flowStatus"
ACTIVE, SUSPENDED = "Active", "Suspended"

_SETTLED_AFTER = 120.0  # seconds; our choice, nothing documents one
_FAILED = frozenset({"Errored", "Deprecated"})
_TRY_AGAIN = Advice(
    step="The flow itself is there. Fix what the service names and run pulumi up again, which tries once more"
)
_DOING = {ACTIVE: ("StartFlow", "activating"), SUSPENDED: ("StopFlow", "suspending")}

Look = Callable[[], ApiReply | None]


def seen_status(reply: ApiReply) -> str:
    """The live status in the program's two words."""
    return ACTIVE if reply.get(STATUS) == ACTIVE else SUSPENDED


def settle(api: ApiCall, name: str, wanted: str, look: Look, context: OperationContext) -> bool:
    """
    StartFlow or StopFlow, if the flow is not what it should be, and a wait until it is; whether that had to be done.

    Args:
        api: The operation's calls.
        name: The flow's name.
        wanted: `Active` or `Suspended`.
        look: Describes the flow.
        context: For the wait.

    Raises:
        AppFlowError: the service refused, the flow went wrong, or it took too long.
    """
    if seen_status(look() or ApiReply({})) == wanted:
        return False
    operation, verb = _DOING[wanted]
    doing = f"{verb} flow {name}"
    try:
        reply: ApiReply = api.about(doing)(operation, flowName=name)
    except Conflict:  # as when a first try worked whose reply got lost
        reply = look() or ApiReply({})
        if seen_status(reply) != wanted:
            raise
    if seen_status(reply) == wanted and reply.get(STATUS) not in _FAILED:
        return True
    for _ in waits(api.service, context.timeout or _SETTLED_AFTER, context.say, doing):
        reply = look() or ApiReply({})
        if reply.get(STATUS) in _FAILED:
            break
        if seen_status(reply) == wanted:
            return True
    raise _unsettled(api, doing, reply)


def is_settled(api: ApiCall, name: str, wanted: str, look: Look, context: OperationContext) -> bool:
    """The same where it is no harm if it cannot be done; whether it could."""
    try:
        settle(api, name, wanted, look, context)
    except AppFlowError:
        return False
    return True


def _unsettled(api: ApiCall, doing: str, reply: ApiReply) -> AppFlowError:
    end, said = f"it is {reply.get(STATUS, 'unknown')}", reply.get("flowStatusMessage")
    if said:
        return api.about(f"{doing}: {end}").failed(str(said), advice=_TRY_AGAIN)
    return api.about(doing).failed(end, advice=_TRY_AGAIN, ours=True)
