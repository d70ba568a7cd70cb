"""The table of what a release consists of."""

import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from tools.release import changelog, languages, plugin, python
from tools.release.packing import checksums
from tools.release.sources import Source


@dataclass(frozen=True)
class Artefact:
    """One or more files that are built together."""

    name: str
    build: Callable[[Source, Path], None]
    """Writes the files of a source into a folder."""


def _schema(source: Source, out: Path) -> None:
    shutil.copyfile(source.tree / "schema.json", out / "schema.json")


def _notes(source: Source, out: Path) -> None:
    text = (source.tree / "CHANGELOG.md").read_text(encoding="utf-8")
    (out / "RELEASE_NOTES.md").write_text(changelog.notes(text, source.version), encoding="utf-8")


def _sums(_source: Source, out: Path) -> None:
    (out / "SHA256SUMS").write_text(checksums(out), encoding="utf-8")


ARTEFACTS = (
    Artefact("python", python.built),
    Artefact("plugin", plugin.packed),
    Artefact("typescript", languages.typescript),
    Artefact("go", languages.go),
    Artefact("schema", _schema),
    Artefact("bill", python.bill_of_materials),
    Artefact("notes", _notes),
    Artefact("sums", _sums),  # the last, because it counts the others
)


def built(source: Source, out: Path, only: Collection[str] = ()) -> None:
    """Build all, or those that are named."""
    for each in ARTEFACTS:
        if not only or each.name in only:
            each.build(source, out)
