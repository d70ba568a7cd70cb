"""The plugin as a folder: what Pulumi installs for it, and what it knows of itself there."""

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from appflow_provider import packaged

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "provider"
FOR_THE_SDK = ("parver", "semver")  # the generated package reads its version with these


def test_the_folder_asks_for_what_the_distribution_asks_for() -> None:
    asked = [each for each in metadata.requires("pulumi-appflow") or [] if ";" not in each]
    listed = (FOLDER / "requirements.txt").read_text().split()
    assert listed == [each for each in asked if not each.startswith(FOR_THE_SDK)]


def test_schema_and_version_are_the_distributions() -> None:
    assert packaged.schema() == (ROOT / "schema.json").read_text()
    assert packaged.version() == metadata.version("pulumi-appflow")


def test_without_a_distribution_the_version_is_the_schemas() -> None:
    told = (
        "from importlib import metadata\n"
        "def none(name): raise metadata.PackageNotFoundError(name)\n"
        "metadata.distribution = none\n"
        "from appflow_provider.packaged import version\n"
        "print(version())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=FOLDER, stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.strip() == json.loads(packaged.schema())["version"]
