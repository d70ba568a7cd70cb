"""
Sample records in a folder, in the same tree as the descriptions of objects that `schemas` reads.

    DIR/Salesforce/Account.jsonl          records: .jsonl, .csv (an empty cell is null) or .parquet
    DIR/Salesforce/Account.events.jsonl   change events in order, for a flow with the trigger Event
    DIR/Salesforce/Account.json           the list of fields
    DIR/HubSpot/contacts.csv              a custom connector's folder is named after its label
    DIR/SAPOData/sap/opu/odata/sap/ZSALES_ORDERS_SRV/SalesOrders.jsonl
    DIR/S3/BUCKET/KEY                     objects of S3
    DIR/S3/BUCKET/KEY.meta.json           {"modified": "2031-01-01T00:00:00Z"}; without it, the time of the file counts
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane import formats
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.outcome import Record
from appflow_emulator.schemas import entity_of, read_fields

S3 = "S3"
ROW_FILES: Mapping[str, str] = {".jsonl": "JSON", ".csv": "CSV", ".parquet": "PARQUET"}
_EVENTS = ".events.jsonl"
_META = ".meta.json"


@dataclass(frozen=True)
class SourceFile:
    """An object of S3 that a run reads: its key, its bytes, and when it changed."""

    key: str
    body: bytes
    modified: datetime


@dataclass
class Samples:
    """
    What a folder holds.

    Attributes:
        rows: Records by object by connector.
        events: Change events in order, in the same way.
        fields: Names of fields, in the same way, of the objects that are described.
        objects: Objects by bucket.
        broken: Why a file of records cannot be read, by connector, object, and whether it has change events.
    """

    rows: dict[str, dict[str, list[Record]]] = field(default_factory=dict)
    events: dict[str, dict[str, list[Record]]] = field(default_factory=dict)
    fields: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    objects: dict[str, list[SourceFile]] = field(default_factory=dict)
    broken: dict[tuple[str, str, bool], str] = field(default_factory=dict)


def read_samples(folder: str | Path, *, keep_going: bool = False) -> Samples:
    """
    All samples in the folder.

    Args:
        keep_going: Whether a file of records that cannot be read is noted in `broken`, so that it stops only who needs it.

    Raises:
        ValueError: the folder does not exist, or a file cannot be read. The message names the file, and the line if it can.
    """
    root = Path(folder)
    if not root.is_dir():
        raise ValueError(f"There is no folder {root}")
    found = Samples()
    for path in sorted(each for each in root.rglob("*") if each.is_file()):
        connector, *way = path.relative_to(root).parts
        if not way or path.name.startswith("."):
            continue  # a README beside the folders, a file of the desktop
        if connector == S3:
            _add_object(found, path, way)
        else:
            _add_rows(found, path, connector, way)
    if found.broken and not keep_going:
        raise ValueError(next(iter(found.broken.values())))
    return found


def _add_object(found: Samples, path: Path, way: list[str]) -> None:
    if len(way) < 2:
        raise ValueError(f"{path}: must lie in the folder of a bucket: {S3}/BUCKET/KEY")
    if path.name.endswith(_META):
        beside = path.with_name(path.name.removesuffix(_META))
        if not beside.is_file():
            raise ValueError(f"{path}: there is no {beside.name} beside it")
        return
    bucket, *parts = way
    each = SourceFile("/".join(parts), path.read_bytes(), _modified(path))
    found.objects.setdefault(bucket, []).append(each)


def _modified(path: Path) -> datetime:
    meta = path.with_name(path.name + _META)
    if not meta.is_file():
        return datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.utc)
    wanted = f'{meta}: must be {{"modified": an ISO time with a time zone}}'
    try:
        told = json.loads(meta.read_text(encoding="utf-8"))
        # Python 3.10 does not parse the usual Z.
        when = datetime.fromisoformat(told["modified"].replace("Z", "+00:00"))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise ValueError(wanted) from None
    if when.tzinfo is None:
        raise ValueError(wanted)
    return when


def _add_rows(found: Samples, path: Path, connector: str, way: list[str]) -> None:
    *folders, last = way
    if last.endswith(_EVENTS):
        name = entity_of(connector, [*folders, last.removesuffix(_EVENTS)])
        events = found.events.setdefault(connector, {})
        _keep(found, events, path, "JSON", (connector, name, True))
        return
    name = entity_of(connector, [*folders, Path(last).stem])
    kind = ROW_FILES.get(path.suffix)
    if kind is not None:
        known = found.rows.setdefault(connector, {})
        if name in known:
            raise ValueError(f"{path}: another file already has the records of {name}. Keep one")
        _keep(found, known, path, kind, (connector, name, False))
    elif path.suffix == ".json":
        fields = [each["identifier"] for each in read_fields(path)]
        found.fields.setdefault(connector, {})[name] = fields
    else:
        known_endings = ", ".join([*ROW_FILES, ".json"])
        raise ValueError(f"{path}: must end in one of {known_endings}")


def _keep(
    found: Samples,
    known: dict[str, list[Record]],
    path: Path,
    kind: str,
    whose: tuple[str, str, bool],
) -> None:
    """Keep the records of a file, or why it cannot be read."""
    try:
        known[whose[1]] = list(formats.read(path.read_bytes(), kind, Answers(Assumptions())))
    except ValueError as wrong:
        found.broken[whose] = f"{path}: {wrong}"
