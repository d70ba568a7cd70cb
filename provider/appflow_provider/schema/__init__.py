"""
The Pulumi package schema, made from the shapes. The SDKs, the plugin's GetSchema and the registry are made from it.

The same shapes give the same text, byte for byte. `types` turns shapes and enums into types, `resources` and `components` combine inputs
and outputs, `describe` completes descriptions, `package` has the parts about the whole package.
`python -m appflow_provider.schema --out schema.json` writes it; `tools/sdk.py` does that and generates the SDK from it.
"""

from appflow_provider.schema.package import package_schema, render

__all__ = ["package_schema", "render"]
