"""
Shows and changes the status and the message of a flow, which no API call can set.

The service sets them itself: it deactivates a flow that keeps failing, and an event flow that loses its source stream
(documented: the events `AppFlow Scheduled Flow Deactivated` and `AppFlow Event Flow Deactivated`). Its status and message are
not publicly known, so a test gives both. `paths` serves this under `/appflow-emulator/flows`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.utils import get_service_model

from appflow_emulator.models import AppFlowBackend, appflow_backends
from appflow_emulator.records import FlowRecord

LOCATION_KEYS = (
    "account",
    "region",
)  # query parameters that select one of several flows of the same name

Where = Mapping[str, str]


class FlowNotFound(LookupError):
    """No flow in the requested accounts and regions has this name."""


def flow_statuses(name: str = "", where: Where | None = None) -> list[dict[str, Any]]:
    """
    All flows of all accounts and regions, or those of one name, each with account, region, status and message.

    Raises:
        ValueError: `where` has a member that is not in `LOCATION_KEYS`.
        FlowNotFound: no flow has the given name.
    """
    found = [_as_json(backend, flow) for backend, flow in found_all(name, where or {})]
    if name and not found:
        raise FlowNotFound(f"There is no flow {name}{_narrowed(where or {})}.")
    return found


def set_status(
    name: str, status: str, message: str | None = None, where: Where | None = None
) -> dict[str, Any]:
    """
    Set the status and the message of a flow. The next StartFlow or StopFlow removes the message.

    Raises:
        ValueError: the status is unknown, or flows of this name exist in several accounts or regions. Nothing changes.
        FlowNotFound: no flow has the name.
    """
    known = get_service_model("appflow").shape_for("FlowStatus").enum
    if status not in list(known):
        raise ValueError(f"status: must be one of {', '.join(known)}")
    if not isinstance(message, str | None):
        raise ValueError("message: must be a string")  # noqa: TRY004 (the admin paths answer both errors alike)
    backend, flow = found_one(name, where or {})
    with backend.lock:
        flow.status, flow.status_message = status, message
    return _as_json(backend, flow)


def found_one(name: str, where: Where) -> tuple[AppFlowBackend, FlowRecord]:
    """
    The flow of this name, with its backend.

    Raises:
        ValueError: flows of this name exist in several accounts or regions, or `where` has an unknown member.
        FlowNotFound: no flow has the name.
    """
    found = list(found_all(name, where))
    if not found:
        raise FlowNotFound(f"There is no flow {name}{_narrowed(where)}.")
    if len(found) > 1:
        places = ", ".join(f"{each.account_id} {each.region_name}" for each, _ in found)
        raise ValueError(f"Flow {name} exists in {places}. Add ?account= or ?region= to the path.")
    return found[0]


def found_all(name: str, where: Where) -> Iterator[tuple[AppFlowBackend, FlowRecord]]:
    """The flows of this name, or all flows if it is empty, each with its backend."""
    unknown = sorted(set(where) - set(LOCATION_KEYS))
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}; known: {', '.join(LOCATION_KEYS)}")
    for account, regions in list(appflow_backends.items()):
        for region, backend in list(regions.items()):
            here = {"account": account, "region": region}
            if all(here[key] == wanted for key, wanted in where.items()):
                flows = list(backend.flows.values())
                yield from ((backend, flow) for flow in flows if name in ("", flow.name))


def _narrowed(where: Where) -> str:
    return "".join(f" in {key} {value}" for key, value in where.items())


def _as_json(backend: AppFlowBackend, flow: FlowRecord) -> dict[str, Any]:
    return {
        "account": backend.account_id,
        "region": backend.region_name,
        "name": flow.name,
        "status": flow.status,
        "message": flow.status_message,
    }
