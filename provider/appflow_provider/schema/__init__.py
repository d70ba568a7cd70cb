"""
The Pulumi package schema, made from the shapes: what every SDK, the plugin's GetSchema and the registry are made of.

Pure: the same shapes give the same text, byte for byte. `types` turns shapes and enums into types, `resources` puts
inputs and facts together, `describe` finishes the sentences, `package` holds what concerns the package as a whole.
`python -m appflow_provider.schema --out schema.json` writes it; `tools/sdk.py` does that and generates the SDK from it.
"""

from appflow_provider.schema.package import package_schema, render

__all__ = ["package_schema", "render"]
