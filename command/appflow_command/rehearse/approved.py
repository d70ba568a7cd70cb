"""
Approved rows: what a flow wrote when somebody looked at it, in `rehearsals/<flow>.jsonl`.

The first line has the counts, the keys of the objects, and the fields that the mapping masked. Each further line is a row of the
result, after all tasks, so masked values are masked here too. Rows of the side before are never stored.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from appflow_command.rehearse.hiding import MASKED
from appflow_command.rehearse.side import Side, StoredObject
from appflow_command.rehearse.texts import from_json
from appflow_emulator.data_plane.outcome import Written
from appflow_emulator.data_plane.values import json_of

FOLDER = Path("rehearsals")
_HEAD = "rehearsal"


@dataclass(frozen=True)
class Approved:
    """Approved rows and objects as a side without a plan, with the fields that were masked then."""

    side: Side
    masked: frozenset[str]


class Unreadable(ValueError):
    """A file of approved rows is broken. The message names the file and the line."""


def file_of(name: str, folder: Path) -> Path:
    """The file of a flow. Characters that file names cannot have become hyphens."""
    return folder / f"{re.sub(r'[^A-Za-z0-9._-]+', '-', name)}.jsonl"


def read(path: Path) -> Approved | None:
    """
    The approved rows of a file; None if there is no such file.

    Raises:
        Unreadable: a line is not what `write` writes.
    """
    if not path.exists():
        return None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except ValueError:
        raise Unreadable(f"{path}: is not UTF-8. Run --update, or restore the file") from None
    head: Any = _structure(path, 1, lines[0] if lines else "").get(_HEAD)
    try:
        masked = frozenset(map(str, head["masked"]))
        objects = [StoredObject(str(each)) for each in head["objects"]]
    except (TypeError, KeyError):
        raise Unreadable(
            f"{path}:1: must begin with the line that --update writes. Run --update"
        ) from None
    rows = [_structure(path, number, line) for number, line in enumerate(lines[1:], 2)]
    written = [Written(number, row) for number, row in enumerate(rows)]
    return Approved(Side(written=written, objects=objects), masked)


def _structure(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        found = from_json(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Unreadable(
            f"{path}:{number}: must be a JSON object. Run --update, or restore the file"
        )
    return found


def content(side: Side, masked: Iterable[str]) -> str:
    """The file's content for a result."""
    fields = sorted(masked)
    names = ("read", "filtered", "dropped", "written")
    head = {
        _HEAD: {
            **dict(zip(names, side.counts, strict=True)),
            "masked": fields,
            "objects": sorted(stored(side, fields)),
        }
    }
    return "".join(json_of(each) + "\n" for each in (head, *(row.record for row in side.written)))


def stored(side: Side, masked: Iterable[str]) -> list[str]:
    """The keys of the objects as a file stores them: values of masked fields in a partition are covered."""
    hidden = set(masked)
    keys = []
    for each in side.objects:
        key = each.key
        for name, value in each.folders:
            if name in hidden:
                key = key.replace(f"/{name}={value}/", f"/{name}={MASKED}/")
        keys.append(key)
    return keys


def as_stored(side: Side, masked: Iterable[str]) -> Side:
    """The side with keys as a file stores them, to compare with approved ones."""
    return replace(side, objects=[StoredObject(key) for key in stored(side, masked)])
