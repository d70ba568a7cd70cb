"""
The backend moto asks for: all operations together, one instance an account and region.

moto finds `appflow_backends` through the package and `urls` beside this module; the operations live in the mixins.
"""

from __future__ import annotations

from moto.core.base_backend import BackendDict

from .connector_operations import ConnectorOperations
from .flow_operations import FlowOperations
from .profile_operations import ProfileOperations
from .tags import TagOperations


class AppFlowBackend(FlowOperations, ProfileOperations, ConnectorOperations, TagOperations):
    """AppFlow in one account and region."""


appflow_backends = BackendDict(AppFlowBackend, "appflow")
