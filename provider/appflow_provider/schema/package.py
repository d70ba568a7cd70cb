"""
The whole schema: name, configuration, and the options of each language's generator.

The summary comes from the distribution. The build of a release adds its version (`tools/stamp.py`). The schema has no defaults from the
environment: the generated constructors would copy them to the inputs, and the region of a laptop would get into the stack's state.
"""

import json
from importlib.metadata import metadata
from typing import Any

from appflow_provider.declarations import COMPONENTS, FUNCTIONS, RESOURCES
from appflow_provider.home import (
    GO_MODULE,
    LOGO,
    NPM_PACKAGE,
    PLUGIN_DOWNLOAD_URL,
    PUBLISHER,
    REPOSITORY,
)
from appflow_provider.schema.components import component_spec
from appflow_provider.schema.describe import docstring
from appflow_provider.schema.functions import function_spec
from appflow_provider.schema.resources import resource_spec
from appflow_provider.schema.types import Types, property_specs
from appflow_provider.shapes.config import ProviderConfig

_DISTRIBUTION = "pulumi-appflow"

_PUBLIC = {
    "homepage": REPOSITORY,
    "repository": REPOSITORY,
    "logoUrl": LOGO,
    "pluginDownloadURL": PLUGIN_DOWNLOAD_URL,
}

_KEYWORDS = ["pulumi", "aws", "appflow", "category/cloud", "kind/native"]

_LANGUAGES: dict[str, dict[str, Any]] = {
    "go": {
        "generateResourceContainerTypes": True,
        "importBasePath": GO_MODULE,
        "respectSchemaVersion": True,
    },
    "nodejs": {"packageName": NPM_PACKAGE, "respectSchemaVersion": True},
    "python": {
        "inputTypes": "classes-and-dicts",
        "packageName": "pulumi_appflow",
        "pyproject": {"enabled": True},
        "pythonRequires": ">=3.10",
        "requires": {"pulumi": ">=3.246,<4"},
        "respectSchemaVersion": True,
    },
}


def package_schema() -> dict[str, Any]:
    """The whole schema, with types, resources and functions in alphabetical order."""
    about = metadata(_DISTRIBUTION)
    types = Types()
    config = property_specs(ProviderConfig, types)
    resources = {
        f"appflow:index:{token}": resource_spec(declared, types)
        for token, declared in sorted(RESOURCES.items())
    }
    components = {
        f"appflow:index:{token}": component_spec(declared, types)
        for token, declared in sorted(COMPONENTS.items())
    }
    functions = {
        f"appflow:index:{token}": function_spec(declared, types)
        for token, declared in sorted(FUNCTIONS.items())
    }
    return {
        "name": "appflow",
        "displayName": "Amazon AppFlow",
        "description": about["Summary"],
        "keywords": _KEYWORDS,
        "license": "Apache-2.0",
        "publisher": PUBLISHER,
        **{name: value for name, value in _PUBLIC.items() if value},
        "meta": {"moduleFormat": "(.*)"},
        "language": _LANGUAGES,
        "config": {"variables": config},
        "types": dict(sorted(types.specs.items())),
        "provider": {"description": docstring(ProviderConfig), "inputProperties": config},
        "resources": dict(sorted((resources | components).items())),
        "functions": functions,
    }


def render() -> str:
    """The schema as the text of `schema.json`."""
    return json.dumps(package_schema(), indent=2, ensure_ascii=False) + "\n"
