"""
Hatchling's hook for what the pack needs, which is the provider's package of the same version, and for its links, which follow the owner of
the repository.

A source distribution lacks the file with the links. It has them in its PKG-INFO, if there are any.
"""

import runpy
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

SHARED = Path(__file__).resolve().parents[1] / "tools" / "metadata.py"


class Metadata(MetadataHookInterface):
    """Fills in `dependencies` and `urls`."""

    def update(self, metadata: dict[str, Any]) -> None:
        needed = self.config["needed"]
        metadata["dependencies"] = [each.format(version=metadata["version"]) for each in needed]
        metadata["urls"] = {}
        if SHARED.is_file():
            links = runpy.run_path(str(SHARED))["links"]
            metadata["urls"] = links("docs/how-to/policies.md")
