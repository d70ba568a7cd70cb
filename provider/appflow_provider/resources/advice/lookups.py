"""
What the service reports that helps after a refusal: who uses a profile, and which profiles and labels exist.

A look-up that fails, because a permission is missing or the service fails, adds nothing to the message.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import islice
from typing import Any

from appflow_provider.errors import AppFlowError
from appflow_provider.paging import pages
from appflow_provider.resources.context import Service

_NAMED = 20  # maximum of names in one sentence; our choice
_DESCRIBED = 200  # maximum of flows to read, one call each; our choice


def users_of_profile(service: Service, request: Mapping[str, Any]) -> str:
    """The flows whose source or destination uses the profile of a request."""
    name = str(request.get("connectorProfileName"))
    return _said("It is used by", "flow", lambda: _users(service, name))


def labels_there(service: Service, request: Mapping[str, Any]) -> str:
    """The labels of custom connectors that AppFlow lists, AWS's own included, the most similar to the request's first."""
    wanted = str(request.get("connectorLabel")).lower()

    def distance(label: str) -> float:
        return 1 - SequenceMatcher(None, wanted, label.lower()).ratio()

    def find() -> Iterable[str]:
        found = _entries(service, "DescribeConnectors", "connectors")
        return sorted((each[_LABEL] for each in found if _LABEL in each), key=distance)

    return _said("Labels in this region:", "label", find)


def bus_of_flow(service: Service, request: Mapping[str, Any]) -> str:
    """How to create the event bus that a flow to EventBridge needs (user guide, Amazon EventBridge)."""
    try:
        live = service.call("DescribeFlow", {"flowName": request.get("flowName")})
    except AppFlowError:
        return ""
    sources = [
        bus["object"]
        for each in live.get("destinationFlowConfigList") or []
        if (bus := each.get("destinationConnectorProperties", {}).get("EventBridge"))
    ]
    return "".join(map(_bus, sources))


def _bus(source: str) -> str:
    if source.startswith("aws.partner/"):
        made = f"aws events create-event-bus --name {source} --event-source-name {source}"
    else:  # EventBridge names the source differently from the program
        made = "aws events create-event-bus, of the source that aws events list-event-sources shows"
    return f"Its events need a bus first ({made})"


def profiles_there(service: Service, request: Mapping[str, Any]) -> str:
    """The profiles of the connectors that a flow's request reads from and writes to."""
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


_LABEL = "connectorLabel"
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
