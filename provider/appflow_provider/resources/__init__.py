"""The resources of the provider: what can be checked, compared, created, read, updated and deleted."""

from appflow_provider.resources.connector import Connector
from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.resources.context import OperationContext, Service
from appflow_provider.resources.flow import Flow
from appflow_provider.resources.flow_run import FlowRun
from appflow_provider.resources.resource import (
    NOTHING_CONFIGURED,
    Checked,
    Configured,
    Resource,
    ResourceState,
)

__all__ = [
    "RESOURCES",
    "Checked",
    "Configured",
    "Connector",
    "ConnectorProfile",
    "Flow",
    "FlowRun",
    "OperationContext",
    "Resource",
    "ResourceState",
    "Service",
    "resources",
]

_KINDS: tuple[type[Resource], ...] = (Connector, ConnectorProfile, Flow, FlowRun)


def resources(configured: Configured = NOTHING_CONFIGURED) -> dict[str, Resource]:
    """Every resource by its name in the schema, for one configuration of the provider."""
    return {kind.token: kind(configured) for kind in _KINDS}


RESOURCES = resources()
"""Every resource by its name in the schema, where nothing is configured."""
