"""
Hatchling's hook: it writes the version of `tools/version.py` into the files that state one when they are packed.

The files of the checkout stay as they are, without a version: Pulumi's registry reads the schema of the tagged commit, and refuses another version
than the tag's.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.version import stamp, version  # noqa: E402  (the build has not installed the project)

PLUGIN_FILE = "pulumi_appflow/pulumi-plugin.json"
STAMPED = ("schema.json", PLUGIN_FILE)
"""Each file that states the version once it is packed."""

PLACES = {
    "wheel": {"schema.json": "appflow_provider/schema.json"},
    "sdist": {},
}
"""Where a kind of distribution has such a file, if not where the checkout has it."""


class Stamp(BuildHookInterface[Any]):
    """Adds the stamped files to a wheel, an editable installation or a source distribution."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # An editable installation reads the files of the checkout, but Pulumi's Python host looks for one beside the path file.
        self.folder = Path(tempfile.mkdtemp(prefix="appflow-stamp-"))
        for name in [PLUGIN_FILE] if version == "editable" else STAMPED:
            made = self.folder / name
            made.parent.mkdir(exist_ok=True)
            made.write_text(
                stamp((ROOT / name).read_text("utf-8"), stated()), "utf-8", newline="\n"
            )
            build_data["force_include"][str(made)] = PLACES[self.target_name].get(name, name)

    def finalize(self, *_: Any) -> None:
        shutil.rmtree(self.folder)


def stated() -> str:
    """The version to write."""
    return version(ROOT)
