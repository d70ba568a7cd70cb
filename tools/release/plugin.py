"""
The plugin as Pulumi installs it: Python source with pinned requirements, the same archive for every machine.

Pulumi unpacks it and makes an environment for it, so nothing in it depends on the machine. `provider/locked.txt` has the pins.
"""

from collections.abc import Iterator
from pathlib import Path

from tools.release.packing import Entry, tarball, under
from tools.release.sources import Source

PLATFORMS = ("darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", "windows-amd64")
"""The machines whose archives Pulumi's registry expects."""

PACKAGES = ("provider/appflow_provider",)
FILES = {  # in the archive: in the checkout
    "LICENSE": "LICENSE",
    "PulumiPlugin.yaml": "provider/PulumiPlugin.yaml",
    "__main__.py": "provider/__main__.py",
    "requirements.txt": "provider/locked.txt",
    "schema.json": "schema.json",
}


def packed(source: Source, out: Path) -> None:
    """Write an archive for each platform."""
    body = tarball(contents(source.tree), source.when)
    for platform in PLATFORMS:
        (out / named(source.version, platform)).write_bytes(body)


def named(version: str, platform: str) -> str:
    """The name by which Pulumi looks for the archive of a platform."""
    return f"pulumi-resource-appflow-v{version}-{platform}.tar.gz"


def contents(tree: Path) -> Iterator[Entry]:
    """Each file of the plugin, by its path in the archive."""
    for name, place in FILES.items():
        yield name, tree / place
    for package in PACKAGES:
        yield from under(tree / package, Path(package).name)
