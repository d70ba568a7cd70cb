"""The examples as a new user runs them, and the wheel alone in an environment of its own."""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.stack import Stack

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/Pulumi.yaml"))
CONFIG = {  # secrets that each asks for
    "custom-connector": ["weatherApiKey"],
    "glue-catalog": ["salesforceRefreshToken"],
    "quickstart": ["salesforceRefreshToken"],
    "redshift-serverless": [],
    "run-in-pipeline": [],
    "s3-to-s3": [],
    "salesforce-events-to-eventbridge": ["salesforceRefreshToken"],
    "salesforce-to-s3": ["salesforceRefreshToken"],
    "sap-parallel": ["sapPassword"],
    "snowflake": ["snowflakePrivateKey"],
    "two-regions": ["salesforceRefreshToken"],
}


def example(path: Path, stack: Stack) -> Stack:
    """A copy of an example, with the environment that its project names."""
    shutil.copytree(path, stack.program, dirs_exist_ok=True)
    (stack.program / ".venv").symlink_to(sys.prefix)
    stack.start()
    for name in CONFIG[path.name]:
        stack.run("config", "set", "--secret", name, "hunter2-of-the-example")
    return stack


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_comes_up_stays_silent_and_goes(
    path: Path, engine: str, emulator: Emulator, tmp_path: Path
) -> None:
    made = example(path, Stack(tmp_path / "stack", engine, emulator.url))
    made.up()
    assert emulator.names() != set()
    made.up("--expect-no-changes")
    made.refresh("--expect-no-changes")
    made.run("stack", "export")
    made.destroy()
    assert emulator.names() == emulator.names("us-east-1") == set()
    assert "hunter2" not in made.printed
    assert "using pulumi-resource-appflow from $PATH" not in made.printed


@pytest.fixture
def run(engine: str, emulator: Emulator, tmp_path: Path) -> Callable[[str], Stack]:
    """Brings an example up by its name."""

    def made(name: str) -> Stack:
        stack = example(ROOT / "examples" / name, Stack(tmp_path / "stack", engine, emulator.url))
        stack.up()
        return stack

    return made


def test_the_catalogued_flow_is_active(run: Callable[[str], Stack], emulator: Emulator) -> None:
    outputs = run("glue-catalog").outputs()
    flow = emulator.client().describe_flow(flowName=outputs["flowName"])
    assert flow["flowStatus"] == outputs["flowStatus"] == "Active"
    assert flow["metadataCatalogConfig"]["glueDataCatalog"]["tablePrefix"] == "crm"
    statement = json.loads(outputs["bucketPolicy"])["Statement"][0]
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_events_flow_once_the_source_has_a_bus(
    run: Callable[[str], Stack], emulator: Emulator
) -> None:
    made = run("salesforce-events-to-eventbridge")
    outputs = made.outputs()
    client = emulator.client()
    assert client.describe_flow(flowName=outputs["flowName"])["flowStatus"] == "Draft"
    assert outputs["partnerEventSource"].endswith("/opportunities")
    assert outputs["failures"]["detail"] == {"flow-name": [outputs["flowName"]]}
    made.run("config", "set", "active", "true")
    made.up()
    assert client.describe_flow(flowName=outputs["flowName"])["flowStatus"] == "Active"


def test_the_pipeline_runs_the_flow_when_it_is_asked_to(
    run: Callable[[str], Stack], emulator: Emulator
) -> None:
    made = run("run-in-pipeline")
    first = made.outputs()
    assert first["status"] == "Successful"
    made.up("--config", "day=2031-01-01")
    second = made.outputs()
    assert second["execution"] != first["execution"]
    runs = emulator.client().describe_flow_execution_records(flowName=first["flowName"])
    assert {one["executionId"] for one in runs["flowExecutions"]} == {
        first["execution"],
        second["execution"],
    }


def test_each_region_has_its_own(run: Callable[[str], Stack], emulator: Emulator) -> None:
    run("two-regions")
    assert (
        emulator.names("eu-west-1")
        == emulator.names("us-east-1")
        == {
            "regional-crm",
            "regional-accounts",
        }
    )


def test_the_wheel_alone_runs_an_example(engine: str, emulator: Emulator, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("pulumi_appflow-*.whl")
    venv.create(tmp_path / "venv", with_pip=True, symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [str(python), *pip[1:], "install"]
    subprocess.run([*install, str(wheel)], check=True)
    where = subprocess.run(
        [
            python,
            "-c",
            "import pulumi_appflow.dynamic as a, appflow_provider as p; print(a.__file__, p.__file__)",
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=tmp_path,
    ).stdout
    assert where.count(str(tmp_path)) == 2

    path = os.pathsep.join([str(python.parent), engine, "/usr/bin", "/bin"])
    alone = {"PATH": path, "PULUMI_PYTHON_CMD": str(python), "PYTHONPATH": ""}
    made = example(
        ROOT / "examples" / "s3-to-s3",
        Stack(tmp_path / "stack", engine, emulator.url, environment=alone),
    )
    made.up()
    (name,) = emulator.names()
    assert name.startswith("orders-")
    made.destroy()
    assert emulator.names() == set()


def test_every_example_is_listed_here() -> None:
    assert {path.name for path in EXAMPLES} == set(CONFIG)
    listed = (ROOT / "examples" / "README.md").read_text()
    programs = {path.parent.name for path in (ROOT / "examples").glob("*/requirements.txt")}
    assert {name for name in programs if f"]({name}/" not in listed} == set()
