"""
Hatchling's hook for the emulator's links. They follow the owner of the repository, as those of pulumi-appflow do.

A source distribution lacks the files that this reads. It has the links in its PKG-INFO, if there are any.
"""

import runpy
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

SHARED = Path(__file__).resolve().parents[1] / "tools" / "metadata.py"


class Links(MetadataHookInterface):
    """Fills in `urls`."""

    def update(self, metadata: dict[str, Any]) -> None:
        metadata["urls"] = {}
        if SHARED.is_file():
            metadata["urls"] = runpy.run_path(str(SHARED))["links"]("emulator/README.md")
