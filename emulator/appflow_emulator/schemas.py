"""
Objects described in files: a folder per connector, with a JSON file for each object.

    DIR/Zendesk/tickets.json
    DIR/HubSpot/contacts.json      a custom connector's folder is named after its label
    DIR/SAPOData/sap/opu/odata/sap/ZSALES_ORDERS_SRV/SalesOrders.json

A file holds the list of fields as DescribeConnectorEntity returns it (`connectorEntityFields`), or a list of names. If an
object's name is a path, the file lies in the same folders; SAP's paths begin with a slash. The package has the objects of the
project's examples in `samples`, and reads a user's folders in addition.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

Field = dict[str, Any]

Schemas = dict[str, dict[str, list[Field]]]  # fields by object by connector

SAMPLES = Path(__file__).parent / "samples"
_ROOTED = {"SAPOData"}  # connectors whose objects are paths from the root
_KNOWN: Schemas = {}


def add_schemas(folder: str | Path, *, without: Collection[str] = ()) -> None:
    """
    Read the folder, but for the connectors `without`. Its objects replace known ones of the same name.

    Raises:
        ValueError: a file holds no such list, or the folder does not exist.
    """
    root = Path(folder)
    if not root.is_dir():
        raise ValueError(f"There is no folder {root}")
    for connector, objects in _read(root, without).items():
        _KNOWN.setdefault(connector, {}).update(objects)


def forget_schemas() -> None:
    """Forget all objects but the samples."""
    _KNOWN.clear()


def entities_of(connector: str) -> Mapping[str, list[Field]]:
    """Fields by object of a connector type, or of a custom connector's label. A user's own objects come first."""
    known, samples = _KNOWN.get(connector, {}), _samples().get(connector, {})
    return {**known, **{name: fields for name, fields in samples.items() if name not in known}}


@cache
def _samples() -> Schemas:
    return _read(SAMPLES)


def entity_of(connector: str, way: Sequence[str]) -> str:
    """The name of the object in a file under the connector's folder, by the folders and the name without its ending."""
    return "/".join(["", *way] if connector in _ROOTED else way)


def _read(root: Path, without: Collection[str] = ()) -> Schemas:
    found: Schemas = {}
    for path in sorted(root.glob("*/**/*.json")):
        connector, *way = path.relative_to(root).with_suffix("").parts
        if connector in without:
            continue
        found.setdefault(connector, {})[entity_of(connector, way)] = read_fields(path)
    return found


def read_fields(path: Path) -> list[Field]:
    """The fields that a file describes. Raises ValueError like `add_schemas`."""
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
