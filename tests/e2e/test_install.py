"""The ways to install the plugin that the README names, and Pulumi's commands on it without a program."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW
from tests.e2e.stack import Stack

BIN = Path(sys.executable).parent


@pytest.fixture
def front() -> str:
    return "plugin"


def away_from_path(made: Stack, engine: str) -> None:
    """Python is there, and no plugin."""
    made.environment["PATH"] = f"{engine}:/usr/bin:/bin"


def test_a_folder_that_the_project_names(
    stack: Callable[..., Stack], engine: str, emulator: Emulator
) -> None:
    made = stack(FLOW)
    away_from_path(made, engine)
    with (made.program / "Pulumi.yaml").open("a") as project:
        project.write(f"plugins:\n  providers:\n    - name: appflow\n      path: {BIN}\n")
    made.up()
    assert emulator.names() == {"orders"}
    assert "using pulumi-resource-appflow from $PATH" not in made.printed


def test_what_there_is_without_a_program(stack: Callable[..., Stack], emulator: Emulator) -> None:
    made = stack(FLOW, AWS_REGION="eu-west-1")
    made.environment["AWS_ENDPOINT_URL"] = emulator.url
    made.up()
    executable = str(BIN / "pulumi-resource-appflow")
    assert '"appflow:index:FlowRun"' in made.run("package", "get-schema", executable)
    package = ("--package", executable)
    flow = "appflow:index:Flow"
    assert "orders" in made.run("do", *package, flow, "list")
    assert "exports" in made.run("do", *package, flow, "read", "orders")
    assert f"{flow}::orders" in made.run("do", "show-resources")
    found = made.run("do", *package, "appflow:index:getFlow", "--flow-name", "orders")
    assert '"flowStatus": "Draft"' in found

    at_once = ("--stateless", "--yes")
    made.run("do", *package, flow, "patch", "orders", "--description", "by hand", *at_once)
    assert emulator.client().describe_flow(flowName="orders")["description"] == "by hand"
    made.run("do", *package, flow, "delete", "orders", *at_once)
    assert emulator.names() == set()
