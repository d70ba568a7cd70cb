"""
Hatchling's hook for what no pyproject.toml states by itself: the links, which follow the owner of the repository, and the extras, whose
`{version}` is that of the build.

`emulator/hatch_build.py` has the same links for the emulator.
"""

import runpy
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

HOME = Path(__file__).resolve().parents[1] / "provider" / "appflow_provider" / "home.py"


class Metadata(MetadataHookInterface):
    """Fills in `urls` and `optional-dependencies`. The extras stand in the hook's own table, because they name the version."""

    def update(self, metadata: dict[str, Any]) -> None:
        metadata["urls"] = links("docs/README.md")
        metadata["optional-dependencies"] = {
            extra: [each.format(version=metadata["version"]) for each in needed]
            for extra, needed in self.config["extras"].items()
        }


def links(documentation: str) -> dict[str, str]:
    """The links of a distribution whose documentation starts at this file. Without a public repository there are none."""
    repository = runpy.run_path(str(HOME))["REPOSITORY"]
    if repository is None:
        return {}
    return {
        "Repository": repository,
        "Documentation": f"{repository}/blob/main/{documentation}",
        "Changelog": f"{repository}/blob/main/CHANGELOG.md",
        "Issues": f"{repository}/issues",
    }
