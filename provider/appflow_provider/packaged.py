"""
The schema and the version of the installed package.

Both come from the installed distribution. A checkout that Pulumi runs as a plugin folder has none; there they are read from
`schema.json` at its top.
"""

import json
from importlib import metadata, resources
from pathlib import Path

_DISTRIBUTION, _SCHEMA = "pulumi-appflow", "schema.json"


def schema() -> str:
    """The package's generated schema."""
    packaged = resources.files("appflow_provider") / _SCHEMA
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).resolve().parents[2] / _SCHEMA).read_text(encoding="utf-8")


def version() -> str:
    """The version of the distribution."""
    try:
        return metadata.version(_DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return str(json.loads(schema())["version"])
