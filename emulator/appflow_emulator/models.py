"""
The backend moto looks up: all operations together, one instance per account and region.

moto finds `appflow_backends` through the package, and `urls` beside this module. `operations` has the operations.
"""

from moto.core.base_backend import BackendDict

from appflow_emulator.operations.connectors import ConnectorOperations
from appflow_emulator.operations.flows import FlowOperations
from appflow_emulator.operations.profiles import ProfileOperations
from appflow_emulator.operations.tags import TagOperations


class AppFlowBackend(FlowOperations, ProfileOperations, ConnectorOperations, TagOperations):
    """AppFlow in one account and region."""


appflow_backends = BackendDict(AppFlowBackend, "appflow")
