"""
A hand behind the API, which changes what no call of a client can: the status of a flow and the reason told for it.

The service does so by itself. It deactivates a flow that keeps failing, or an event flow whose source stream is lost
(documented: the events `AppFlow Scheduled Flow Deactivated` and `AppFlow Event Flow Deactivated`); which of its
statuses it then gives, and in which words, is not on public record. Here a test says both. The server's path
`/appflow-emulator/flows` leads here (`control`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.utils import get_service_model

from .models import AppFlowBackend, appflow_backends
from .records import Flow

PLACES = (
    "account",
    "region",
)  # what narrows the choice where several places have a flow of the name

Where = Mapping[str, str]


class NoSuchFlow(LookupError):
    """There is no flow of that name, in the places that were named."""


def flows_told(name: str = "", where: Where | None = None) -> list[dict[str, Any]]:
    """
    The flows of all accounts and regions, or those of a name, each with place, status and message.

    Raises:
        ValueError: `where` has other members than `PLACES`.
        NoSuchFlow: a name was given that no flow has.
    """
    found = [_told(backend, flow) for backend, flow in _found(name, where or {})]
    if name and not found:
        raise NoSuchFlow(f"no flow {name}{_narrowed(where or {})}")
    return found


def set_status(
    name: str, status: str, message: str | None = None, where: Where | None = None
) -> dict[str, Any]:
    """
    Give the flow a status and a message, which goes with the next StartFlow or StopFlow.

    Raises:
        ValueError: there is no such status, or several places have a flow of the name: nothing has changed then.
        NoSuchFlow: no flow has the name.
    """
    known = get_service_model("appflow").shape_for("FlowStatus").enum
    if status not in list(known):
        raise ValueError(f"status: one of {', '.join(known)}")
    if not isinstance(message, str | None):
        raise ValueError("message: a text")  # noqa: TRY004 (one kind of refusal for a request)
    found = list(_found(name, where or {}))
    if not found:
        raise NoSuchFlow(f"no flow {name}{_narrowed(where or {})}")
    if len(found) > 1:
        places = ", ".join(f"{each.account_id} {each.region_name}" for each, _ in found)
        raise ValueError(f"flow {name} is in {places}: add ?account= or ?region=")
    ((backend, flow),) = found
    with backend.lock:
        flow.status, flow.status_message = status, message
    return _told(backend, flow)


def _found(name: str, where: Where) -> Iterator[tuple[AppFlowBackend, Flow]]:
    unknown = sorted(set(where) - set(PLACES))
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}; known: {', '.join(PLACES)}")
    for account, regions in list(appflow_backends.items()):
        for region, backend in list(regions.items()):
            here = {"account": account, "region": region}
            if all(here[key] == wanted for key, wanted in where.items()):
                flows = list(backend.flows.values())
                yield from ((backend, flow) for flow in flows if name in ("", flow.name))


def _narrowed(where: Where) -> str:
    return "".join(f" in {key} {value}" for key, value in where.items())


def _told(backend: AppFlowBackend, flow: Flow) -> dict[str, Any]:
    return {
        "account": backend.account_id,
        "region": backend.region_name,
        "name": flow.name,
        "status": flow.status,
        "message": flow.status_message,
    }
