"""
Activates or suspends a scheduled or event flow.

The program sets `flowStatus` to `Active` or `Suspended`, as in CloudFormation. Every other status of AppFlow counts as Suspended,
Draft too, because such a flow does not run.
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
    step="The flow itself exists. Fix what the service names and run pulumi up again, which tries once more"
)
_DOING = {ACTIVE: ("StartFlow", "activating"), SUSPENDED: ("StopFlow", "suspending")}

Look = Callable[[], ApiReply | None]


def seen_status(reply: ApiReply) -> str:
    """The status in a reply, as Active or Suspended."""
    return ACTIVE if reply.get(STATUS) == ACTIVE else SUSPENDED


def settle(api: ApiCall, name: str, wanted: str, look: Look, context: OperationContext) -> bool:
    """
    Start or stop the flow if it does not have the wanted status, and wait until it has. Returns whether it was started or stopped.

    Args:
        api: The API calls of the operation.
        name: The flow's name.
        wanted: `Active` or `Suspended`.
        look: Reads the flow.
        context: The operation, for the wait.

    Raises:
        AppFlowError: AppFlow refused, the flow failed, or it took too long.
    """
    if seen_status(look() or ApiReply({})) == wanted:
        return False
    operation, verb = _DOING[wanted]
    doing = f"{verb} flow {name}"
    try:
        reply: ApiReply = api.about(doing)(operation, flowName=name)
    except Conflict:  # for example, a first attempt succeeded and its reply was lost
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
    """As `settle`, but returns whether the flow has the wanted status, and raises nothing if AppFlow refuses."""
    try:
        settle(api, name, wanted, look, context)
    except AppFlowError:
        return False
    return True


def _unsettled(api: ApiCall, doing: str, reply: ApiReply) -> AppFlowError:
    end, message = f"it is {reply.get(STATUS, 'unknown')}", reply.get("flowStatusMessage")
    if message:
        return api.about(f"{doing}: {end}").failed(str(message), advice=_TRY_AGAIN)
    return api.about(doing).failed(end, advice=_TRY_AGAIN, ours=True)
