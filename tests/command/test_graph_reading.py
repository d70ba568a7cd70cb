"""What a graph calls the two ends of a flow, for each connector of the API."""

from typing import Any

import botocore.loaders
import pytest

from appflow_command.graph.marks import NOT_KNOWN
from appflow_command.graph.model import WHOLE, Dataset, System
from appflow_command.graph.reading import flow_of
from appflow_command.pulumi_files import UNKNOWN
from tests import programs

SHAPES = botocore.loaders.Loader().load_service_model("appflow", "service-2")["shapes"]
STAGING = {"intermediateBucketName", "bucketPrefix"}  # where records wait on their way to a table


def texts_of(shape: str) -> set[str]:
    """The members of a connector's properties that name something."""
    members = SHAPES[shape]["members"]
    found = {
        name
        for name, member in members.items()
        if SHAPES[member["shape"]]["type"] == "string" and "enum" not in SHAPES[member["shape"]]
    }
    return found - (STAGING if found >= STAGING else set()) - {"documentType"}


ENDS = [
    (side, connector, texts_of(member["shape"]))
    for side in ("source", "destination")
    for connector, member in SHAPES[f"{side.title()}ConnectorProperties"]["members"].items()
]


def end_of(side: str, end: dict[str, Any]) -> Dataset:
    if side == "source":
        return flow_of("copy", {"sourceFlowConfig": end}).source
    (found,) = flow_of("copy", {"destinationFlowConfigList": [end]}).destinations
    return found


@pytest.mark.parametrize(("side", "connector", "names"), ENDS)
def test_a_graph_names_where_a_connector_reads_or_writes_and_what(
    side: str, connector: str, names: set[str]
) -> None:
    end = getattr(programs, side)(connector, connector, {name: f"my-{name}" for name in names})
    found = end_of(side, end)
    assert found.system.connector == connector
    shown = {found.system.account, found.name}
    assert {f"my-{name}" for name in names} <= shown
    assert shown <= {end.get("connectorProfileName"), *(f"my-{name}" for name in names), WHOLE, ""}


def test_slashes_belong_to_a_path_of_sap_and_not_to_a_prefix() -> None:
    path = "/sap/opu/odata/sap/API_ORDERS/Orders"
    sap = programs.source("SAPOData", "sapoData", {"objectPath": path})
    assert end_of("source", sap) == Dataset(System("SAPOData", "login"), path)
    lake = programs.source("S3", "s3", {"bucketName": "lake", "bucketPrefix": "raw/"})
    assert end_of("source", lake) == Dataset(System("S3", "lake"), "raw")


def test_an_end_that_is_not_known_yet_keeps_the_name_of_its_profile() -> None:
    end = {**programs.source("Salesforce", "x", {}), "sourceConnectorProperties": UNKNOWN}
    assert end_of("source", end) == Dataset(System("Salesforce", "login"), NOT_KNOWN)
