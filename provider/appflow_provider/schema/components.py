"""The components in the schema."""

from typing import Any

from appflow_provider.declarations import ComponentDeclaration
from appflow_provider.schema.describe import docstring, examples
from appflow_provider.schema.types import Types, property_specs, required_names


def component_spec(declared: ComponentDeclaration, types: Types) -> dict[str, Any]:
    """The component in the schema. Adds the types that it uses to `types`."""
    return {
        "isComponent": True,
        "description": f"{docstring(declared.inputs)}\n\n{examples(declared.snake_case)}",
        "properties": property_specs(declared.outputs, types),
        "required": required_names(declared.outputs),
        "inputProperties": property_specs(declared.inputs, types),
        "requiredInputs": required_names(declared.inputs),
    }
