"""
The schema and the version of the package, from the `schema.json` that comes with it.

It lies in one of three places: in the package (a wheel), beside it (the plugin's archive), or above it (a checkout).
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE, *_PACKAGE.parents[:2])
_NO_VERSION = "0.0.0"


@cache
def _read() -> tuple[str, Mapping[str, Any]]:
    """The text of the schema, and what it says. It is read once: to parse it takes a while."""
    found = next(file for folder in _PLACES if (file := folder / "schema.json").is_file())
    text = found.read_text(encoding="utf-8")
    return text, json.loads(text)


@cache
def schema() -> str:
    """The package's generated schema. Pulumi wants a version in it, so one that is of no release has 0.0.0."""
    text, content = _read()
    return text if "version" in content else json.dumps({**content, "version": _NO_VERSION})


@cache
def version() -> str:
    """The version in semver's spelling; 0.0.0 if this is not a release."""
    return str(_read()[1].get("version", _NO_VERSION))
