"""The plugin as a folder: its requirements, and its schema and version there."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from appflow_provider import packaged

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "provider"
PACKAGES = {  # distribution: its packages
    "pulumi-appflow": ("provider/appflow_provider", "command", "pulumi_appflow"),
    "appflow-emulator": ("emulator/appflow_emulator",),
}
OURS = {"appflow_command", "appflow_emulator", "appflow_provider", "pulumi_appflow"}
OF_OTHERS = {  # part of what others bring, and a name that many share
    "botocore": ["boto3"],
    "google": ["protobuf"],
    "pydantic_core": ["pydantic"],
    "werkzeug": ["moto"],
}
WIRES = ("tests/plugin/test_servicer.py", "tests/dynamic")  # what depends on Pulumi's messages
NOT_THE_PLUGIN = (
    *("parver", "semver"),  # the generated package reads its version with these
    *("rich", "typer"),  # `appflow-pulumi` needs them
)


def test_the_folder_asks_for_what_the_distribution_asks_for() -> None:
    asked = [each for each in metadata.requires("pulumi-appflow") or [] if ";" not in each]
    listed = (FOLDER / "requirements.txt").read_text().split()
    assert listed == [each for each in asked if not each.startswith(NOT_THE_PLUGIN)]


@pytest.mark.parametrize("distribution", PACKAGES)
def test_whatever_is_imported_is_asked_for(distribution: str) -> None:
    asked = {re.split(r"[<>=\[;]", each)[0] for each in metadata.requires(distribution) or []}
    homes = metadata.packages_distributions()
    for package in PACKAGES[distribution]:
        for path in (ROOT / package).rglob("*.py"):
            for name in imported(path) - sys.stdlib_module_names - OURS:
                found = {
                    each.replace("_", "-").lower()
                    for each in OF_OTHERS.get(name) or homes.get(name, [name])
                }
                assert found & asked, f"{path} imports {name} of {found}"


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(str(node.module).partition(".")[0])
    return names


def test_the_extras_ask_for_the_emulator_of_the_same_version() -> None:
    asked = metadata.requires("pulumi-appflow") or []
    version = metadata.version("pulumi-appflow")
    assert metadata.version("appflow-emulator") == version
    for extra, wanted in (("emulator", ""), ("rehearse", "[rehearse]")):
        assert f"appflow-emulator{wanted}=={version}; extra == '{extra}'" in asked


def test_the_emulator_carries_the_licence_of_the_repository() -> None:
    assert (ROOT / "emulator/LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


@pytest.mark.parametrize(
    "place",
    ["lib/appflow_provider", "archive", "checkout"],
    ids=["in a wheel", "in the archive", "in a checkout"],
)
def test_schema_and_version_are_those_that_come_with_the_package(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / {"archive": "archive", "checkout": "checkout/provider"}.get(place, "lib")
    (package / "appflow_provider").mkdir(parents=True)
    (package / "appflow_provider" / "__init__.py").touch()
    shutil.copy(packaged.__file__, package / "appflow_provider")
    (tmp_path / place / "schema.json").write_text('{"version": "1.2.3-beta.1"}')
    told = "from appflow_provider.packaged import schema, version; print(version(), schema())"
    monkeypatch.delenv("PYTHONPATH", raising=False)
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=package, stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout == '1.2.3-beta.1 {"version": "1.2.3-beta.1"}\n'


def test_what_is_of_no_release_says_so() -> None:
    committed = json.loads((ROOT / "schema.json").read_text())
    assert json.loads(packaged.schema()) == {**committed, "version": "0.0.0"}
    assert packaged.version() == "0.0.0"


def test_the_oldest_sdk_that_is_allowed_will_do(tmp_path: Path) -> None:
    (floor,) = re.findall(r"pulumi<4,>=(\S+)", (FOLDER / "requirements.txt").read_text())
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--target", tmp_path, f"pulumi=={floor}.0"], check=True)
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *WIRES],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
