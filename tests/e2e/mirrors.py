"""Mirrors of fifty objects by forty fields in each language, and the life that each of them leads."""

from collections.abc import Callable
from typing import Any

from appflow_provider.mirrors.schemas import Field, written
from tests.docs.test_example_projects import registered
from tests.e2e.conftest import ROOT, Emulator
from tests.e2e.stack import DYNAMIC, Stack

OBJECTS = [f"Thing{number:02}__c" for number in range(50)]
FIELDS = {
    **{f"Field{number:02}__c": Field() for number in range(37)},
    "Id": Field("id", is_key=True),
    "LastModifiedDate": Field("datetime", is_incremental=True),
    "WorkEmail": Field("email"),
}

MIRROR = """\
crm = appflow.Mirror(
    "crm",
    connector_type="Salesforce",
    connector_profile_name="crm",
    objects=["Thing*"],
    schemas="./schemas",
    mask=["*Email*"],
    destination_flow_config={
        "connector_type": "S3",
        "destination_connector_properties": {"s3": {"bucket_name": "lake", "bucket_prefix": "crm/{object}"}},
    },
    trigger_config={"trigger_type": "OnDemand"},
)
"""
PYTHON = f"{DYNAMIC}\n\n{MIRROR}"
TYPESCRIPT = """\
import * as appflow from "pulumi-appflow";

new appflow.Mirror("crm", {
    connectorType: "Salesforce",
    connectorProfileName: "crm",
    objects: ["Thing*"],
    schemas: "./schemas",
    mask: ["*Email*"],
    destinationFlowConfig: {
        connectorType: "S3",
        destinationConnectorProperties: { s3: { bucketName: "lake", bucketPrefix: "crm/{object}" } },
    },
    triggerConfig: { triggerType: "OnDemand" },
});
"""
YAML = """\
name: tests
runtime: yaml
resources:
  crm:
    type: appflow:Mirror
    properties:
      connectorType: Salesforce
      connectorProfileName: crm
      objects: ["Thing*"]
      schemas: ./schemas
      mask: ["*Email*"]
      destinationFlowConfig:
        connectorType: S3
        destinationConnectorProperties: { s3: { bucketName: lake, bucketPrefix: "crm/{object}" } }
      triggerConfig: { triggerType: OnDemand }
"""
PROGRAMS = {"python": PYTHON, "typescript": TYPESCRIPT, "yaml": YAML}

EXAMPLE = ROOT / "examples" / "mirror"
CHECKOUT_OF_EXAMPLES = "../../../.venv"
"""Where the examples in other languages than Python find the plugin."""
_DECLARED = (
    "flowName",
    "flowStatus",
    "sourceFlowConfig",
    "destinationFlowConfigList",
    "triggerConfig",
    "tasks",
)


def make_profile(emulator: Emulator, region: str = "eu-west-1") -> None:
    """The connector profile, which is not part of the programs."""
    client = emulator.client(region=region)
    client.create_connector_profile(
        connectorProfileName="crm",
        connectorType="Salesforce",
        connectionMode="Public",
        connectorProfileConfig={
            "connectorProfileProperties": {"Salesforce": {}},
            "connectorProfileCredentials": {"Salesforce": {"refreshToken": "made-up"}},
        },
    )
    client.close()


def record(stack: Stack, *objects: str, **more: Field) -> None:
    """Record the fields of objects, as `appflow-pulumi fields` does."""
    folder = stack.program / "schemas"
    folder.mkdir(exist_ok=True)
    for name in objects:
        (folder / f"{name}.json").write_text(written(name, {**FIELDS, **more}))


def flows(stack: Stack) -> dict[str, dict[str, Any]]:
    """The flows in the state, by the name of the resource."""
    return {
        name: each for name, each in stack.resources().items() if each["type"].endswith(":Flow")
    }


def live(made: Stack, emulator: Emulator, program: str, write: Callable[[str], Any]) -> None:
    """
    A mirror comes up, stays silent, and follows a new field, a changed rule and a removed object, with a refresh that finds nothing.

    Args:
        made: The stack.
        emulator: The emulator, with the connector profile.
        program: One of the programs.
        write: Writes a program into the stack.
    """
    record(made, *OBJECTS)
    assert made.up() == {"created": 52}
    first = flows(made)
    assert sorted(first) == [f"crm-{name}" for name in OBJECTS]
    tasks = first["crm-Thing07__c"]["inputs"]["tasks"]
    assert len([task for task in tasks if task["taskType"] == "Map"]) == 40
    assert [task["sourceFields"] for task in tasks if task["taskType"] == "Mask"] == [["WorkEmail"]]

    emulator.control("DELETE", "calls")
    assert made.up() == {"unchanged": 52}
    assert emulator.control("GET", "calls")["counts"] == {}

    record(made, "Thing07__c", Fax__c=Field())
    (made.program / "schemas" / "Thing08__c.json").unlink()
    write(program.replace('"*Email*"]', '"*Email*", "Fax__c"]'))
    assert made.up("--refresh") == {"updated": 1, "deleted": 1}  # drift would update more
    assert flows(made)["crm-Thing07__c"]["id"] == first["crm-Thing07__c"]["id"]


def declared(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What a program has declared, by the flows in the state."""
    return {name: {key: each["inputs"][key] for key in _DECLARED} for name, each in found.items()}


def in_python() -> dict[str, dict[str, Any]]:
    """What the example in Python declares. The dynamic front makes the flows in the program, so that no engine is needed."""
    made = registered(EXAMPLE, "dynamic")
    return declared(
        {name: {"inputs": each} for (kind, name), each in made.items() if kind == "Flow"}
    )
