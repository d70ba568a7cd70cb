"""The functions in the schema: their arguments and results."""

from typing import Any

from appflow_provider.declarations import FunctionDeclaration
from appflow_provider.schema.describe import docstring, examples
from appflow_provider.schema.types import Types, property_specs, required_names
from appflow_provider.shapes.base import OutputShape, Shape


def function_spec(declared: FunctionDeclaration, types: Types) -> dict[str, Any]:
    """The function in the schema. Adds the types that it uses to `types`."""
    return {
        "description": f"{docstring(declared.arguments)}\n\n{examples(declared.snake_case)}",
        "inputs": _object(declared.arguments, types),
        "outputs": {
            "description": docstring(declared.result),
            **_plain(_object(declared.result, types)),
        },
    }


def _plain(outputs: dict[str, Any]) -> dict[str, Any]:
    """The outputs with plain strings instead of open enums: Python's generated classes treat a union as a structure."""
    properties = {
        name: {key: part for key, part in spec.items() if key != "oneOf"} | {"type": "string"}
        if "oneOf" in spec
        else spec
        for name, spec in outputs["properties"].items()
    }
    return {**outputs, "properties": properties}


def _object(shape: type[Shape | OutputShape], types: Types) -> dict[str, Any]:
    required = required_names(shape)
    return {
        "type": "object",
        "properties": property_specs(shape, types),
        **({"required": required} if required else {}),
    }
