"""Previews as `pulumi preview --json --show-sames` prints them, and the flows in them, made small."""

from typing import Any

from tests.programs import ON_DEMAND, destination, source, task

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = "[secret]"
TYPES = {"plugin": "appflow:index:{}", "dynamic": "pulumi-python:dynamic/appflow:{}"}
OWN = "project:///__main__.py#12"
OF_OTHERS = "project:///../../site/pulumi_appflow/flow.py#639"


def mapped(field: str, to: str = "", key: str = "salesforce") -> dict[str, Any]:
    return task("Map", [field], key, "NO_OP", destinationField=to or field)


def mask(
    *fields: str, first: int | None = None, key: str = "salesforce", character: str = "*"
) -> dict[str, Any]:
    length = {} if first is None else {"MASK_LENGTH": str(first)}
    operator = "MASK_ALL" if first is None else "MASK_FIRST_N"
    properties = {"MASK_VALUE": character, **length}
    return task("Mask", list(fields), key, operator, taskProperties=properties)


def no_null(field: str, key: str = "salesforce") -> dict[str, Any]:
    properties = {"VALIDATION_ACTION": "DropRecord"}
    return task("Validate", [field], key, "VALIDATE_NON_NULL", taskProperties=properties)


def flow(*tasks: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The inputs of a flow from Salesforce to S3, in property spelling."""
    return {
        "flowName": "orders",
        "sourceFlowConfig": source("Salesforce", "salesforce", {"object": "Account"}),
        "destinationFlowConfigList": [destination("S3", "s3", {"bucketName": "lake"})],
        "triggerConfig": ON_DEMAND,
        "tasks": list(tasks),
        **changes,
    }


def step(
    op: str,
    before: Any = None,
    after: Any = None,
    *,
    name: str = "orders",
    kind: str = "Flow",
    front: str = "plugin",
    parent: str = "",
) -> dict[str, Any]:
    """A step of a preview. A resource of a component has the type of the component before its own."""
    found: dict[str, Any] = {
        "op": op,
        "urn": f"urn:pulumi:dev::shop::{parent}{TYPES[front].format(kind)}::{name}",
    }
    if before is not None:
        found["oldState"] = {"inputs": before}
    if after is not None:
        frames = [{"sourcePosition": OF_OTHERS}, {}, {"sourcePosition": OWN}]
        found["newState"] = {"inputs": after, "sourcePosition": OF_OTHERS, "stackTrace": frames}
    return found


def preview(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"steps": list(steps), **more}
