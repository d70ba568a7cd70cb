"""The Python distributions, and the bill of what they and the plugin bring along."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.pulumi.workbench import run
from tools.release.sources import Source
from tools.version import for_python


@dataclass(frozen=True)
class Distribution:
    """A Python distribution that is built of this repository."""

    name: str
    folder: str
    """Where its pyproject.toml is."""
    pins: str
    """What its bill of materials lists."""
    modules: tuple[str, ...]
    """What can be imported where only it is installed."""
    commands: tuple[tuple[tuple[str, ...], str], ...]
    """Commands that run there, and what they print."""

    def files(self, version: str) -> tuple[str, str]:
        """The names of its wheel and its source distribution."""
        base = f"{self.name.replace('-', '_')}-{for_python(version)}"
        return f"{base}-py3-none-any.whl", f"{base}.tar.gz"

    def bill(self, version: str) -> str:
        """The name of its bill of materials."""
        return f"{self.name}-{version}.cdx.json"


_ASKED = """\
import boto3, urllib.request
from appflow_emulator import Server

with Server() as server:
    print(urllib.request.urlopen(f"{server.url}/appflow-emulator/health").status, end=" ")
    key = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
    appflow = boto3.client("appflow", "eu-west-1", endpoint_url=server.url, **key)
    print(appflow.list_flows()["flows"])
"""

PROVIDER = Distribution(
    "pulumi-appflow",
    ".",
    "provider/locked.txt",
    ("pulumi_appflow", "pulumi_appflow.dynamic", "pulumi_appflow.mapping"),
    (
        (("pulumi-resource-appflow", "--version"), "{version}"),
        (("pulumi-resource-appflow", "--schema"), '"version": "{version}"'),
        (("pulumi-converter-appflow", "--version"), "{version}"),
        (("appflow-pulumi", "--help"), "Usage: appflow-pulumi"),
    ),
)
EMULATOR = Distribution(
    "appflow-emulator",
    "emulator",
    "emulator/locked.txt",
    ("appflow_emulator", "appflow_emulator.data_plane.rehearsal"),
    (
        (("appflow-emulator", "--version"), "{python_version}"),
        (("python", "-c", _ASKED), "200 []"),
    ),
)
POLICIES = Distribution(
    "appflow-policies",
    "policy",
    "provider/locked.txt",  # it brings the provider's package along
    ("appflow_policies.serving",),
    (
        (("appflow-policies", "--version"), "{version}"),
        (("appflow-policies", "--list"), "personal-data"),
        (("pulumi-analyzer-policy-appflow", "--folder"), "appflow_policies"),
    ),
)
DISTRIBUTIONS = (PROVIDER, EMULATOR, POLICIES)
"""What is built."""


def built(source: Source, out: Path) -> None:
    """Build the wheel and the source distribution of each."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(source.when), "PYTHONPATH": ""}
    for each in DISTRIBUTIONS:
        folder = source.tree / each.folder
        build = [sys.executable, "-m", "build", "--no-isolation", "--sdist", "--wheel"]
        run(
            f"building {each.name}",
            [*build, "--outdir", str(out), "."],
            expect=5,
            cwd=folder,
            env=env,
        )


def bill_of_materials(source: Source, out: Path) -> None:
    """Write what the archive of the plugin installs, and the image of the emulator, as CycloneDX. The trial validates them."""
    for each in DISTRIBUTIONS:
        file = out / each.bill(source.version)
        command = [sys.executable, "-m", "cyclonedx_py", "requirements", each.pins]
        options = [
            "--no-validate",
            "--pyproject",
            f"{each.folder}/pyproject.toml",
            "--mc-type",
            "application",
        ]
        written = ["--output-reproducible", "--of", "JSON", "--output-file", str(file)]
        run(
            f"listing what {each.name} brings along",
            [*command, *options, *written],
            expect=2,
            cwd=source.tree,
            env=os.environ,
        )
        bill = json.loads(file.read_text(encoding="utf-8"))
        bill["metadata"]["component"]["version"] = source.version
        file.write_text(json.dumps(bill, indent=2) + "\n", encoding="utf-8")
