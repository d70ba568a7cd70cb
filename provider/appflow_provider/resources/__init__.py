"""The resources of the provider: what can be checked, compared, created, read, updated and deleted."""

from appflow_provider.problems import NOTHING_ACKNOWLEDGED, Acknowledged
from appflow_provider.resources.connector import Connector
from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.resources.flow import Flow
from appflow_provider.resources.flow_run import FlowRun
from appflow_provider.resources.resource import Checked, Held, Resource
from appflow_provider.resources.work import Service, Work
from appflow_provider.tagging import UNTAGGED, Tagging

__all__ = [
    "RESOURCES",
    "Checked",
    "Connector",
    "ConnectorProfile",
    "Flow",
    "FlowRun",
    "Held",
    "Resource",
    "Service",
    "Work",
    "resources",
]

_KINDS: tuple[type[Resource], ...] = (Connector, ConnectorProfile, Flow, FlowRun)


def resources(
    tagging: Tagging = UNTAGGED,
    acknowledged: Acknowledged = NOTHING_ACKNOWLEDGED,
    account: str | None = None,
) -> dict[str, Resource]:
    """Every resource by its name in the schema, for one configuration of the provider, whose account may not be known."""
    return {kind.token: kind(tagging, acknowledged, account) for kind in _KINDS}


RESOURCES = resources()
"""Every resource by its name in the schema, where nothing is configured."""
