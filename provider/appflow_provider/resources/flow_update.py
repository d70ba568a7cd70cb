"""
What is sent to change a flow, and what a refusal of it means: UpdateFlow takes the whole flow each time. Pure; `flow` decides when.
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

# What is sent in place of a member that the program no longer has. That UpdateFlow clears what is left out has little evidence.
_EMPTY: Mapping[str, Any] = {"description": "", "metadataCatalogConfig": {}}


def update_request(request: ApiRequest, olds: State) -> ApiRequest:
    """The request of UpdateFlow, of that of CreateFlow; what was taken out of the program is emptied."""
    emptied = {key: empty for key, empty in _EMPTY.items() if olds.get(key) is not None}
    lacks = {
        "tags",
        *not_in_update(FLOW.inputs, FLOW.name_property),
    }  # tags have calls of their own
    return ApiRequest({**emptied, **{key: request[key] for key in request.keys() - lacks}})


def buses(flow: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The EventBridge destinations of a flow as the API has it."""
    return [bus for each in flow[_DESTINATIONS] if (bus := each[_PROPERTIES].get(_BUS))]


def as_served(request: ApiRequest, reply: ApiReply | ApiRequest) -> ApiRequest:
    """
    The request with the bus that AppFlow made of the user's EventBridge object.

    Sent as the user wrote it, it counts as another destination, and the whole update is refused (report of 2021).
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
    """The refusal's advice; with the leaves that were changed, where it is that AppFlow does not change them."""
    if "can not be updated" not in refused.words:
        return refused.advice
    leaves = [path_text(change.path) for change in changes if change.path[0] in _ENDS]
    changed = f"{refused.advice.cause}. This update changed {', '.join(leaves)}"
    replace = f"pulumi up --replace '{urn}'" if urn else "pulumi up --replace URN"
    return Advice(
        changed if leaves else refused.advice.cause,
        f"Take that change back, give the flow another flowName, or give it the option deleteBeforeReplace and run {replace}; the "
        "last two delete its run history",
    )
