#!/usr/bin/env python3
"""
Pack the plugin as Pulumi installs it: Python source with its requirements, one archive for every machine.

    python tools/archive.py        write dist/pulumi-resource-appflow-vVERSION.tar.gz and print its path

`pulumi plugin install resource appflow VERSION --file ARCHIVE` unpacks it and makes its environment. The archive holds
no path of the machine that packed it, and two runs on the same source give the same bytes.
"""

import argparse
import gzip
import io
import json
import sys
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / "provider"
SCHEMA = ROOT / "schema.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the archive and print its path."""
    parser = argparse.ArgumentParser(description="Pack the plugin as Pulumi installs it.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR", help="where to")
    out: Path = parser.parse_args(argv).out
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"pulumi-resource-appflow-v{version()}.tar.gz"
    file.write_bytes(packed())
    print(file)
    return 0


def version() -> str:
    """The version that the schema states."""
    return str(json.loads(SCHEMA.read_text(encoding="utf-8"))["version"])


def packed() -> bytes:
    """The archive's bytes."""
    body = io.BytesIO()
    # Without times and owners, so that the same source gives the same bytes.
    with (
        gzip.GzipFile(fileobj=body, mode="wb", mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w") as archive,
    ):
        for name, source in sorted(contents()):
            entry = tarfile.TarInfo(name)
            entry.size = source.stat().st_size
            entry.mode = 0o644
            with source.open("rb") as data:
                archive.addfile(entry, data)
    return body.getvalue()


def contents() -> Iterator[tuple[str, Path]]:
    """Each file of the plugin, by its path in the archive."""
    for name in ("PulumiPlugin.yaml", "__main__.py", "requirements.txt"):
        yield name, PLUGIN / name
    yield "LICENSE", ROOT / "LICENSE"
    package = PLUGIN / "appflow_provider"
    # The same place as in an installed distribution, see appflow_provider/packaged.py.
    yield f"{package.name}/{SCHEMA.name}", SCHEMA
    for path in package.rglob("*"):
        hidden = any(
            part.startswith((".", "__pycache__")) for part in path.relative_to(PLUGIN).parts
        )
        if path.is_file() and not hidden and path.suffix != ".pyc":
            yield path.relative_to(PLUGIN).as_posix(), path


if __name__ == "__main__":
    sys.exit(main())
