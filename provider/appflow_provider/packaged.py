"""
The schema and the version of the package, from the `schema.json` that comes with it.

It lies in one of three places: in the package (a wheel), beside it (the plugin's archive), or above it (a checkout).
"""

import json
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE, *_PACKAGE.parents[:2])
_NO_VERSION = "0.0.0"


@cache
def schema() -> str:
    """The package's generated schema. Pulumi wants a version in it, so one that is of no release has 0.0.0."""
    found = next(file for folder in _PLACES if (file := folder / "schema.json").is_file())
    text = found.read_text(encoding="utf-8")
    content = json.loads(text)
    return text if "version" in content else json.dumps({**content, "version": _NO_VERSION})


@cache
def version() -> str:
    """The version in semver's spelling; 0.0.0 if this is not a release."""
    return str(json.loads(schema())["version"])
