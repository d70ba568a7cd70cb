"""What AppFlow cannot change, read off its API a second time: where a flow reads from and writes to, and what things are called."""

from collections.abc import Iterator

import botocore.loaders
import pytest

from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.base import property_name

SHAPES = botocore.loaders.Loader().load_service_model("appflow", "service-2")["shapes"]
# The members that name an object of an application, or the bucket in the place of one.
OBJECTS = {"bucketName", "domainName", "entityName", "object", "objectPath", "objectTypeName"}
SOURCE = "sourceFlowConfig"
DESTINATION = "destinationFlowConfigList[*]"


def objects(place: str, union: str) -> Iterator[str]:
    """The paths of the members that name an object, one or two a connector."""
    yield f"{place}.connectorType"
    for name, member in SHAPES[union]["members"].items():
        for each in sorted(OBJECTS & SHAPES[member["shape"]]["members"].keys()):
            yield f"{place}.{union[0].lower()}{union[1:]}.{property_name(name)}.{each}"


EXPECTED = {
    "Connector": {"connectorLabel"},
    "ConnectorProfile": {"connectorProfileName", "connectorType", "connectorLabel", "kmsArn"},
    "Flow": {
        "flowName",
        "kmsArn",
        *objects(SOURCE, "SourceConnectorProperties"),
        *objects(DESTINATION, "DestinationConnectorProperties"),
    },
    "FlowRun": {"flowName", "triggers", "window", "executionStatus"},
}


@pytest.mark.parametrize("kind", RESOURCES)
def test_every_member_that_cannot_be_changed_replaces(kind: str) -> None:
    assert set(RESOURCES[kind].replaced) == EXPECTED[kind]
