"""Objects that files describe, the examples' and a user's, and reads that lag behind writes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel, StructureShape

from appflow_emulator import add_schemas, forget_schemas
from appflow_emulator.schemas import SAMPLES
from appflow_emulator.validation import checked
from appflow_provider.functions import FUNCTIONS
from appflow_provider.resources import RESOURCES, Inputs, OperationContext
from appflow_provider.service import Services
from tests.stories import backend, samples
from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nothing_described() -> Iterator[None]:
    yield
    forget_schemas()


def described(folder: Path, text: str, connector: str = "Zendesk") -> Path:
    (folder / connector).mkdir()
    (folder / connector / "tickets.json").write_text(text)
    return folder


@pytest.mark.parametrize(
    "text",
    [
        '["id", "subject"]',
        '[{"identifier": "id", "isPrimaryKey": true}, {"identifier": "subject"}]',
        '{"connectorEntityFields": [{"identifier": "id"}, {"identifier": "subject"}]}',
    ],
)
def test_an_object_in_a_folder_is_described(services: Services, tmp_path: Path, text: str) -> None:
    add_schemas(described(tmp_path, text))
    backend.profile_for("Zendesk", "help")
    work = OperationContext(services)
    listed = FUNCTIONS["getConnectorEntities"]({"connectorProfileName": "help"}, work).result
    assert [each["name"] for each in listed["connectorEntityMap"]["Objects"]] == ["tickets"]
    asked = {"connectorProfileName": "help", "connectorEntityName": "tickets"}
    fields = FUNCTIONS["getConnectorEntity"](asked, work).result["connectorEntityFields"]
    assert [each["identifier"] for each in fields] == ["id", "subject"]


ORDERS = "/sap/opu/odata/sap/ZSALES_ORDERS_SRV/SalesOrders"


def entities(services: Services, profile: str) -> list[str]:
    asked = {"connectorProfileName": profile}
    found = FUNCTIONS["getConnectorEntities"](asked, OperationContext(services)).result[
        "connectorEntityMap"
    ]
    return [each["name"] for each in found.get("Objects", [])]


def fields(services: Services, profile: str, entity: str) -> dict[str, Any]:
    """The fields of an object, each with its type."""
    asked = {"connectorProfileName": profile, "connectorEntityName": entity}
    found = FUNCTIONS["getConnectorEntity"](asked, OperationContext(services)).result
    return {
        each["identifier"]: each.get("supportedFieldTypeDetails", {}).get("v1", {}).get("fieldType")
        for each in found["connectorEntityFields"]
    }


@pytest.mark.parametrize(
    ("example", "connector", "label", "entity"),
    [
        ("sap-parallel", "SAPOData", None, ORDERS),
        ("custom-connector", "CustomConnector", "weather", "measurement"),
        ("salesforce-events-to-eventbridge", "Salesforce", None, "OpportunityChangeEvent"),
        ("salesforce-to-s3", "Salesforce", None, "Account"),
    ],
)
def test_the_objects_of_the_examples_are_described(
    services: Services, example: str, connector: str, label: str | None, entity: str
) -> None:
    backend.profile_for(connector, "it")
    backend.memory().profiles["it"].connector_label = label
    assert entity in entities(services, "it")
    found = fields(services, "it", entity)
    assert all(found.values())
    program = (ROOT / "examples" / example / "__main__.py").read_text()
    assert entity.rsplit("/", 1)[-1] in program
    named = {name for name in found if f'"{name}"' in program}
    assert named == found.keys() or example.startswith("salesforce")


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.json")), ids=lambda path: path.stem)
def test_a_sample_is_made_of_fields_as_the_model_has_them(path: Path) -> None:
    field = ServiceModel(Loader().load_service_model("appflow", "service-2")).shape_for(
        "ConnectorEntityField"
    )
    assert isinstance(field, StructureShape)
    for each in json.loads(path.read_text()):
        assert checked(each, field) == each


def test_an_object_whose_name_is_a_path_is_in_folders_of_that_path(
    services: Services, tmp_path: Path
) -> None:
    for connector, way in (("SAPOData", "sap/opu/X_SRV"), ("Veeva", "documents/types")):
        folder = tmp_path / connector / way
        folder.mkdir(parents=True)
        (folder / "claim__c.v2.json").write_text('["id"]')
        backend.profile_for(connector, connector)
    add_schemas(tmp_path)
    assert entities(services, "SAPOData") == ["/sap/opu/X_SRV/claim__c.v2", ORDERS]
    assert entities(services, "Veeva") == ["documents/types/claim__c.v2"]
    assert list(fields(services, "Veeva", "documents/types/claim__c.v2")) == ["id"]
    assert list(fields(services, "SAPOData", "/sap/opu/X_SRV/claim__c.v2")) == ["id"]


def test_an_object_of_the_user_replaces_a_known_one(services: Services, tmp_path: Path) -> None:
    for way in ("SAPOData/sap/opu/odata/sap/ZSALES_ORDERS_SRV/SalesOrders", "Salesforce/Account"):
        path = tmp_path / f"{way}.json"
        path.parent.mkdir(parents=True)
        path.write_text('["mine"]')
    add_schemas(tmp_path)
    for connector, entity in (("SAPOData", ORDERS), ("Salesforce", "Account")):
        backend.profile_for(connector, "it")
        assert entities(services, "it").count(entity) == 1
        assert list(fields(services, "it", entity)) == ["mine"]
    assert "Contact" in entities(services, "it")
    forget_schemas()
    assert "Name" in fields(services, "it", "Account")


@pytest.mark.parametrize(
    ("text", "words"), [("{", "not JSON"), ("7", "must be a list"), ("[{}]", r"\[0\] must be")]
)
def test_an_invalid_file_is_named_in_the_error(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=rf"tickets\.json: {words}"):
        add_schemas(described(tmp_path, text))


def test_the_command_takes_a_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "appflow_emulator", "--schemas", str(tmp_path / "nowhere")]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert f"There is no folder {tmp_path / 'nowhere'}" in done.stderr


@pytest.mark.parametrize("looks", [1, 2])
def test_the_provider_waits_for_a_flow_that_appears_late(services: Services, looks: int) -> None:
    from appflow_emulator import Assumptions
    from appflow_emulator.assumptions import set_assumptions

    set_assumptions(Assumptions(new_hidden_describes=looks, private_connection_describes=0))
    program: dict[str, Any] = samples.flow_from("S3")
    held = RESOURCES["Flow"].create(Inputs(program), OperationContext(services))
    assert held.state["flowArn"].endswith("flow/story")
    login = RESOURCES["ConnectorProfile"].create(
        Inputs(samples.profile("Slack")), OperationContext(services)
    )
    assert json.dumps(login.state["connectorProfileArn"])
