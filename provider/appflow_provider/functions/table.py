"""The functions."""

from collections.abc import Mapping

from appflow_provider.functions import connectors, flows, profiles
from appflow_provider.functions.function import Function
from appflow_provider.resources.naming import region_of
from appflow_provider.shapes import functions as shapes

__all__ = ["FUNCTIONS"]

_ALL = (
    Function("getConnector", shapes.GetConnector, shapes.GetConnectorResult, connectors.one),
    Function(
        "getConnectorEntities",
        shapes.GetConnectorEntities,
        shapes.GetConnectorEntitiesResult,
        connectors.entities,
    ),
    Function(
        "getConnectorEntity",
        shapes.GetConnectorEntity,
        shapes.GetConnectorEntityResult,
        connectors.entity,
    ),
    Function(
        "getConnectorProfile",
        shapes.GetConnectorProfile,
        shapes.GetConnectorProfileResult,
        profiles.one,
    ),
    Function(
        "getConnectorProfiles",
        shapes.GetConnectorProfiles,
        shapes.GetConnectorProfilesResult,
        profiles.many,
    ),
    Function("getConnectors", shapes.GetConnectors, shapes.GetConnectorsResult, connectors.many),
    Function("getFlow", shapes.GetFlow, shapes.GetFlowResult, flows.one),
    Function(
        "getFlowExecutionRecords",
        shapes.GetFlowExecutionRecords,
        shapes.GetFlowExecutionRecordsResult,
        flows.runs,
    ),
    Function(
        "getFlowTags",
        shapes.GetFlowTags,
        shapes.GetFlowTagsResult,
        flows.tags,
        region=lambda given: region_of(str(given["flowArn"])),
    ),
    Function("getFlows", shapes.GetFlows, shapes.GetFlowsResult, flows.many),
)

FUNCTIONS: Mapping[str, Function] = {each.token: each for each in _ALL}
"""Every function by its name in the schema."""
