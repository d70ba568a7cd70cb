"""
Objects that files describe: a folder with one for each connector in it, and in that a JSON file for each object.

    DIR/Zendesk/tickets.json
    DIR/HubSpot/contacts.json      a custom connector's folder has its label
    DIR/SAPOData/sap/opu/odata/sap/ZSALES_ORDERS_SRV/SalesOrders.json

A file holds the list of fields as DescribeConnectorEntity gives it (`connectorEntityFields`), or just a list of names. An
object whose name is a path lies in folders of that path; SAP's paths begin with a slash. The objects of the project's own
examples come with the package, in `samples`; a user's folders are read beside them.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

Field = dict[str, Any]

Schemas = dict[str, dict[str, list[Field]]]  # fields by object by connector

SAMPLES = Path(__file__).parent / "samples"
_ROOTED = {"SAPOData"}  # connectors whose objects are paths from the root
_KNOWN: Schemas = {}


def add_schemas(folder: str | Path) -> None:
    """
    Read the folder; objects of the same name take the place of what was known.

    Raises:
        ValueError: a file is not such a list, or the folder is not there.
    """
    root = Path(folder)
    if not root.is_dir():
        raise ValueError(f"There is no folder {root}")
    for connector, objects in _read(root).items():
        _KNOWN.setdefault(connector, {}).update(objects)


def forget_schemas() -> None:
    """Nothing is known any more but the samples."""
    _KNOWN.clear()


def entities_of(connector: str) -> Mapping[str, list[Field]]:
    """Fields by object of a connector type, or of a custom connector's label; a user's own first."""
    known, samples = _KNOWN.get(connector, {}), _samples().get(connector, {})
    return {**known, **{name: fields for name, fields in samples.items() if name not in known}}


@cache
def _samples() -> Schemas:
    return _read(SAMPLES)


def _read(root: Path) -> Schemas:
    found: Schemas = {}
    for path in sorted(root.glob("*/**/*.json")):
        connector, *way = path.relative_to(root).with_suffix("").parts
        name = "/".join(["", *way] if connector in _ROOTED else way)
        found.setdefault(connector, {})[name] = _fields(path)
    return found


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
