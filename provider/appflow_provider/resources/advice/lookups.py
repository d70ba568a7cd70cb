"""
What a person will want to know after a refusal, and the service can tell: who uses a profile, which profiles and labels
there are.

A look-up is a courtesy. What it cannot find out, because the caller may not list or the service fails, it leaves unsaid.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.paging import pages
from appflow_provider.resources.work import Service

__all__ = ["profiles_there", "registered_labels", "users_of_profile"]

_NAMED = 20  # names in one sentence at most; our choice
_DESCRIBED = 200  # flows that are looked at at most, one call each; our choice


def users_of_profile(service: Service, request: Mapping[str, Any]) -> str:
    """The flows that read or write through the profile of a request."""
    name = str(request.get("connectorProfileName"))
    return _said("It is used by", "flow", lambda: _users(service, name))


def registered_labels(service: Service, _request: Mapping[str, Any]) -> str:
    """The labels of the custom connectors that are registered in this account and region."""
    return _said(
        "Registered here:",
        "label",
        lambda: (
            each["connectorLabel"] for each in _entries(service, "ListConnectors", "connectors")
        ),
    )


def profiles_there(service: Service, request: Mapping[str, Any]) -> str:
    """The profiles of the connectors that a request for a flow reads from and writes to."""
    sides = [request.get("sourceFlowConfig"), *(request.get("destinationFlowConfigList") or [])]
    types = dict.fromkeys(side["connectorType"] for side in sides if _logs_in(side))
    return _said(
        f"Profiles of {' and '.join(types)} in this region:",
        "profile",
        lambda: (
            each["connectorProfileName"]
            for kind in types
            for each in _entries(service, _PROFILES, _DETAILS, connectorType=kind)
        ),
    )


_PROFILES, _DETAILS = "DescribeConnectorProfiles", "connectorProfileDetails"


def _logs_in(side: Any) -> bool:
    return isinstance(side, Mapping) and "connectorProfileName" in side


def _users(service: Service, name: str) -> Iterator[str]:
    found = service.call(_PROFILES, {"connectorProfileNames": [name]}).get(_DETAILS) or []
    types = {each["connectorType"] for each in found}
    flows = (
        each["flowName"]
        for each in _entries(service, "ListFlows", "flows")
        if types & {each.get("sourceConnectorType"), each.get("destinationConnectorType")}
    )
    for flow in islice(flows, _DESCRIBED):
        live = service.call("DescribeFlow", {"flowName": flow})
        sides = [live.get("sourceFlowConfig"), *(live.get("destinationFlowConfigList") or [])]
        if any(_logs_in(side) and side["connectorProfileName"] == name for side in sides):
            yield flow


def _entries(
    service: Service, operation: str, member: str, **request: Any
) -> Iterator[dict[str, Any]]:
    def ask(operation: str, **request: Any) -> dict[str, Any]:
        return service.call(operation, request)

    for page in pages(ask, operation, **request):
        yield from page.get(member) or []


def _said(start: str, noun: str, find: Callable[[], Iterable[str]]) -> str:
    try:
        names = list(islice(find(), _NAMED + 1))
    except AppFlowError:
        return ""
    if not names:
        return ""
    more = f" and more {noun}s" if len(names) > _NAMED else ""
    return f"{start} {', '.join(names[:_NAMED])}{more}"
