"""`pulumi package`: the SDK that Pulumi makes of the plugin, and the plugin as a folder."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.e2e.conftest import ROOT, Emulator, engine_with
from tests.e2e.stack import Stack
from tools.sdk import ours

EXECUTABLE = Path(sys.executable).parent / "pulumi-resource-appflow"
PYTHON_HOST = (3, 216, 0)  # of the oldest SDK that pyproject.toml accepts

PROGRAM = """\
name: tests
runtime: yaml
resources:
  hubspot:
    type: appflow:Connector
    properties:
      connectorLabel: HubSpot
      connectorProvisioningConfig:
        lambda: { lambdaArn: "arn:aws:lambda:eu-west-1:123456789012:function:hubspot" }
"""


@pytest.fixture
def project(emulator: Emulator, tmp_path: Path) -> Callable[[str], Stack]:
    """Makes a stack of a project file."""

    def make(text: str) -> Stack:
        made = Stack(tmp_path / "stack", engine_with("yaml"), emulator.url, front="plugin")
        (made.program / "Pulumi.yaml").write_text(text)
        return made.start()

    return make


@pytest.fixture
def with_python(project: Callable[[str], Stack]) -> Stack:
    """A project in Python, and a host of Python that can do more than run programs."""
    made = project("name: tests\nruntime: python\n")
    if (found := made.host()) < PYTHON_HOST:
        pytest.skip(
            f"pulumi-language-python {'.'.join(map(str, found))} cannot generate packages or run "
            "plugin folders; the one that comes with the Pulumi CLI can"
        )
    return made


def labels(emulator: Emulator) -> list[str]:
    found = emulator.client().list_connectors()["connectors"]
    return [each["connectorLabel"] for each in found]


def packages(made: Stack) -> dict[str, str]:
    """What `package add` has written into the project."""
    found: dict[str, str] = yaml.safe_load((made.program / "Pulumi.yaml").read_text())["packages"]
    return found


def test_an_executable_becomes_a_package_of_a_yaml_project(
    project: Callable[[str], Stack], emulator: Emulator
) -> None:
    made = project(PROGRAM)
    made.run("package", "add", str(EXECUTABLE))
    (written,) = (made.program / "sdks" / "appflow").iterdir()
    declared = yaml.safe_load(written.read_text())
    assert declared["name"] == "appflow"
    assert packages(made) == {"appflow": f"appflow@{declared['version']}"}
    made.up()
    assert labels(emulator) == ["HubSpot"]


def test_the_python_package_is_what_pulumi_generates(with_python: Stack, tmp_path: Path) -> None:
    with_python.run(
        "package", "gen-sdk", str(EXECUTABLE), "--language", "python", "--out", str(tmp_path)
    )
    made = tmp_path / "python" / "pulumi_appflow"
    for file in made.rglob("*.py*"):
        ours_now = (ROOT / "pulumi_appflow" / file.relative_to(made)).read_bytes()
        assert ours_now == ours(file.name, file.read_bytes()), file.name


def test_a_folder_becomes_a_package(with_python: Stack, emulator: Emulator, tmp_path: Path) -> None:
    folder = tmp_path / "checkout" / "provider"
    shutil.copytree(
        ROOT / "provider", folder, ignore=shutil.ignore_patterns(".venv", "__pycache__")
    )
    shutil.copy(ROOT / "schema.json", folder.parent)
    made = with_python
    (made.program / "Pulumi.yaml").write_text(PROGRAM)
    for name in ("PULUMI_PYTHON_CMD", "PYTHONPATH"):
        del made.environment[name]  # the folder has an environment of its own
    made.run("package", "add", str(folder))
    assert packages(made) == {"appflow": str(folder)}
    made.up()
    assert labels(emulator) == ["HubSpot"]
    made.up("--expect-no-changes")
    assert "using pulumi-resource-appflow from $PATH" not in made.printed
