"""
Objects that a user describes: a folder with one for each connector in it, and in that a JSON file for each object.

    DIR/Zendesk/tickets.json
    DIR/HubSpot/contacts.json      a custom connector's folder has its label

A file holds the list of fields as DescribeConnectorEntity gives it (`connectorEntityFields`), or just a list of names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["add_schemas", "entities_of", "forget_schemas"]

Field = dict[str, Any]

_KNOWN: dict[str, dict[str, list[Field]]] = {}


def add_schemas(folder: str | Path) -> None:
    """
    Read the folder; objects of the same name take the place of what was known.

    Raises:
        ValueError: a file is not such a list, or the folder is not there.
    """
    root = Path(folder)
    if not root.is_dir():
        raise ValueError(f"{root}: no such folder")
    read = {path: _fields(path) for path in sorted(root.glob("*/*.json"))}
    for path, fields in read.items():
        _KNOWN.setdefault(path.parent.name, {})[path.stem] = fields


def forget_schemas() -> None:
    """Nothing is known any more."""
    _KNOWN.clear()


def entities_of(connector: str) -> Mapping[str, list[Field]]:
    """Fields by object of a connector type, or of a custom connector's label."""
    return _KNOWN.get(connector, {})


def _fields(path: Path) -> list[Field]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as broken:
        raise ValueError(f"{path}: not JSON: {broken}") from None
    if isinstance(found, dict):
        found = found.get("connectorEntityFields")
    if not isinstance(found, list):
        raise ValueError(f"{path}: must be a list of fields, or of their names")  # noqa: TRY004 - a wrong file
    fields = [{"identifier": each} if isinstance(each, str) else each for each in found]
    for number, each in enumerate(fields):
        if not isinstance(each, dict) or not isinstance(each.get("identifier"), str):
            raise ValueError(  # noqa: TRY004
                f"{path}: [{number}] must be a name, or a structure with an identifier"
            )
    return fields
