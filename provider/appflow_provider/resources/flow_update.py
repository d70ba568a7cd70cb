"""
Builds the request of UpdateFlow, which takes the whole flow, and explains its refusals. Pure functions; `flow` calls them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from appflow_provider.declarations.flow import FLOW
from appflow_provider.diff import Change
from appflow_provider.errors import Advice, AppFlowError
from appflow_provider.resources.contract import ApiReply, ApiRequest, State
from appflow_provider.shapes.create_only import not_in_update
from appflow_provider.shapes.transforms import is_generated_bus
from appflow_provider.values import path_text

_DESTINATIONS = "destinationFlowConfigList"

_ENDS = frozenset({"sourceFlowConfig", _DESTINATIONS})
_PROPERTIES, _BUS = "destinationConnectorProperties", "EventBridge"

# Values to send for members that the program no longer sets. There is little evidence that UpdateFlow clears members without a value.
_EMPTY: Mapping[str, Any] = {"description": "", "metadataCatalogConfig": {}}


def update_request(request: ApiRequest, olds: State) -> ApiRequest:
    """The request of UpdateFlow, made from that of CreateFlow. Members that the program no longer sets get an empty value."""
    emptied = {key: empty for key, empty in _EMPTY.items() if olds.get(key) is not None}
    lacks = {
        "tags",
        *not_in_update(FLOW.inputs, FLOW.name_property),
    }  # tags have calls of their own
    return ApiRequest({**emptied, **{key: request[key] for key in request.keys() - lacks}})


def buses(flow: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The EventBridge properties of a flow's destinations, in API spelling."""
    return [bus for each in flow[_DESTINATIONS] if (bus := each[_PROPERTIES].get(_BUS))]


def as_served(request: ApiRequest, reply: ApiReply | ApiRequest) -> ApiRequest:
    """
    The request with the partner event bus that AppFlow generated for the user's EventBridge object.

    With the object as the user wrote it, AppFlow sees another destination and refuses the whole update (report of 2021).
    """
    theirs = iter(buses(reply))

    def end(mine: Mapping[str, Any]) -> dict[str, Any]:
        bus = mine[_PROPERTIES].get(_BUS)
        served = next(theirs, None) if bus else None
        if not served or not is_generated_bus(bus["object"], served["object"]):
            return dict(mine)
        named = {**bus, "object": served["object"]}
        return {**mine, _PROPERTIES: {**mine[_PROPERTIES], _BUS: named}}

    ends = [end(each) for each in request[_DESTINATIONS]]
    return ApiRequest({**request, _DESTINATIONS: ends})


def explained(refused: AppFlowError, changes: Iterable[Change], urn: str) -> Advice:
    """The advice for a refused update. If AppFlow cannot change source or destination, it names the paths that changed."""
    if "can not be updated" not in refused.words:
        return refused.advice
    leaves = [path_text(change.path) for change in changes if change.path[0] in _ENDS]
    changed = f"{refused.advice.cause}. This update changed {', '.join(leaves)}"
    replace = f"pulumi up --replace '{urn}'" if urn else "pulumi up --replace URN"
    return Advice(
        changed if leaves else refused.advice.cause,
        f"Take that change back, set another flowName, or set the option deleteBeforeReplace and run {replace}. The "
        "last two delete its run history",
    )
