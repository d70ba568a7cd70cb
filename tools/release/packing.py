"""Archives that depend on their content only: no owner, no mode and no time of the machine that packed them."""

import gzip
import hashlib
import io
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

Entry = tuple[str, Path]
"""A file's path in an archive, and the file."""


def tarball(entries: Iterable[Entry], when: int) -> bytes:
    """A compressed tar of these files, all of the time `when`."""
    body = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=body, mode="wb", mtime=when) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w") as archive,
    ):
        for name, file in sorted(entries):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = file.stat().st_size, when, 0o644
            with file.open("rb") as data:
                archive.addfile(entry, data)
    return body.getvalue()


def under(folder: Path, place: str) -> Iterator[Entry]:
    """All files of a folder but hidden and compiled ones, by their path under `place`."""
    for file in folder.rglob("*"):
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith((".", "__pycache__", "node_modules")) for part in parts)
        if file.is_file() and not hidden and file.suffix != ".pyc":
            yield "/".join((place, *parts) if place else parts), file


def checksums(folder: Path) -> str:
    """A line for each file of the folder, as `sha256sum --check` reads it."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files
    )
