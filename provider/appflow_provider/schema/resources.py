"""
The resources in the schema: inputs, outputs, and the alias for a move from the dynamic front.

Every input is also an output, unchanged. What a program can set beside the inputs is none: check makes inputs of it.
"""

from typing import Any

from appflow_provider.declarations import ResourceDeclaration
from appflow_provider.reference import dynamic_type
from appflow_provider.schema.describe import docstring, examples
from appflow_provider.schema.types import Types, property_specs, replaces, required_names
from appflow_provider.shapes.walk import members


def resource_spec(declared: ResourceDeclaration, types: Types) -> dict[str, Any]:
    """The resource in the schema. Adds the types that it uses to `types`."""
    inputs = property_specs(declared.inputs, types)
    written = property_specs(declared.written, types)
    outputs = property_specs(declared.outputs, types)
    always = {
        *required_names(declared.inputs),
        declared.name_property,
        *required_names(declared.outputs),
    }
    return {
        "description": f"{docstring(declared.inputs)}\n\n{examples(declared.snake_case)}",
        "properties": inputs | outputs,
        "required": sorted(always),
        "inputProperties": {
            name: spec | replaces(members(declared.written)[name]) for name, spec in written.items()
        },
        "requiredInputs": required_names(declared.written),
        **({"listInputs": _list_inputs(inputs)} if declared.listing else {}),
        "aliases": [{"type": dynamic_type(declared.token)}],
    }


def _list_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {"region": inputs["region"]}}
