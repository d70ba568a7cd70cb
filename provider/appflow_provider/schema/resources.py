"""
The resources: inputs, what the state holds beside them, and how a stack moves here from the dynamic front.

The tables are all that differs between resources. Every input is an output too, unchanged.
"""

from dataclasses import dataclass
from typing import Any

from appflow_provider.schema.describe import docstring, examples
from appflow_provider.schema.types import Types, property_specs, replaces, required_names
from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.connector import ConnectorFacts, ConnectorInputs
from appflow_provider.shapes.flow_run import FlowRunFacts, FlowRunInputs
from appflow_provider.shapes.resources import (
    ConnectorProfileFacts,
    ConnectorProfileInputs,
    FlowFacts,
    FlowInputs,
)
from appflow_provider.shapes.walk import members

__all__ = ["RESOURCES", "Resource", "resource_spec"]


@dataclass(frozen=True)
class Resource:
    """
    What a resource is made of.

    Attributes:
        inputs: What a user writes.
        outputs: What the state holds beside the inputs.
        name: The input that is made up where it is left out, and so always set in outputs.
        topic: The file with its examples.
        listed: Whether the service has a list of them.
    """

    inputs: type[Shape]
    outputs: type[OutputShape]
    name: str
    topic: str
    listed: bool = True


RESOURCES = {
    "Connector": Resource(
        ConnectorInputs, ConnectorFacts, name="connectorLabel", topic="connector"
    ),
    "ConnectorProfile": Resource(
        ConnectorProfileInputs,
        ConnectorProfileFacts,
        name="connectorProfileName",
        topic="connector_profile",
    ),
    "Flow": Resource(FlowInputs, FlowFacts, name="flowName", topic="flow"),
    "FlowRun": Resource(
        FlowRunInputs, FlowRunFacts, name="flowName", topic="flow_run", listed=False
    ),
}


def resource_spec(token: str, resource: Resource, types: Types) -> dict[str, Any]:
    """The resource as the schema describes it; the types that it uses are added to `types`."""
    inputs = property_specs(resource.inputs, types)
    outputs = property_specs(resource.outputs, types)
    always = {*required_names(resource.inputs), resource.name, *required_names(resource.outputs)}
    return {
        "description": f"{docstring(resource.inputs)}\n\n{examples(resource.topic)}",
        "properties": inputs | outputs,
        "required": sorted(always),
        "inputProperties": {
            name: spec | replaces(members(resource.inputs)[name]) for name, spec in inputs.items()
        },
        "requiredInputs": required_names(resource.inputs),
        **({"listInputs": _list_inputs(inputs)} if resource.listed else {}),
        "aliases": [{"type": f"pulumi-python:dynamic/appflow:{token}"}],
    }


def _list_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {"region": inputs["region"]}}
