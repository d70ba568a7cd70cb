"""The resources of the provider: what can be checked, compared, created, read, updated and deleted."""

from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.resources.flow import Flow
from appflow_provider.resources.resource import Checked, Held, Resource
from appflow_provider.resources.work import Service, Work

__all__ = [
    "RESOURCES",
    "Checked",
    "ConnectorProfile",
    "Flow",
    "Held",
    "Resource",
    "Service",
    "Work",
]

RESOURCES: dict[str, Resource] = {kind.token: kind for kind in (ConnectorProfile(), Flow())}
"""Every resource by its name in the schema."""
