"""The page for users of cdk-appflow: its programs are no longer than there, and the provider takes what they declare."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from appflow_provider.resources import RESOURCES, OperationContext
from appflow_provider.resources.contract import Inputs
from appflow_provider.service import Services
from tests.docs.test_docs import LIKE_AWS, blocks
from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/how-to/from-cdk-appflow.md"
PROGRAMS = [text for name, text in blocks("python") if "from-cdk-appflow" in name]
# Lines in the README of cdk-appflow 0.2 without imports, declared constants and blank lines.
THERE = [35, 16, 5, 3, 12]
DECLARES = """\
import json, os
import pulumi


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        with open(os.environ["MADE"], "a") as file:
            kind = args.typ.rsplit(":", 1)[-1]
            print(json.dumps([kind, args.name, args.inputs]), file=file)
        state = {"connectorProfileName": args.name, "arn": f"arn:of:{args.name}"}
        return args.name, {**args.inputs, **state}

    def call(self, args):
        return {}


pulumi.runtime.set_mocks(Mocks(), preview=False)
asked = ("accessToken", "refreshToken", "clientId", "clientSecret")
pulumi.runtime.set_all_config({f"project:{name}": "made-up" for name in asked})
"""
ENDS = """
import asyncio
from pulumi.runtime.stack import wait_for_rpcs

asyncio.get_event_loop().run_until_complete(wait_for_rpcs())
"""


def body(program: str) -> list[str]:
    """The lines from the first declaration of a resource or of a helper on."""
    lines = [line for line in program.splitlines() if line.strip()]
    starts = [
        at
        for at, line in enumerate(lines)
        if re.search(r"^(?!from|import).*(appflow|mapping|monitoring)\.(?!\w+Dict)\w+\(", line)
    ]
    return lines[starts[0] :]


@pytest.mark.parametrize("at", range(len(THERE)))
def test_a_program_is_not_longer_than_there(at: int) -> None:
    here = len(body(PROGRAMS[at]))
    assert here <= THERE[at]
    rows = re.findall(r"^\| \[.*\| (\d+) \| (\d+) \|$", PAGE.read_text(), re.MULTILINE)
    assert (int(rows[at][0]), int(rows[at][1])) == (THERE[at], here)


def test_the_page_has_no_other_program() -> None:
    assert len(PROGRAMS) == len(THERE)


def made(at: int, folder: Path) -> list[tuple[str, str, dict[str, object]]]:
    """The class, name and inputs of what a program declares."""
    file = folder / "made.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", LIKE_AWS + DECLARES + PROGRAMS[at] + ENDS],
        env={**os.environ, "MADE": str(file), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    found = []
    for line in file.read_text().splitlines():
        kind, name, inputs = json.loads(line)
        opened = in_the_open(inputs)
        assert isinstance(opened, dict)
        found.append((kind, name, opened))
    return found


@pytest.mark.parametrize("at", [0, 1, 4])
def test_what_a_program_declares_passes_check_and_is_created(
    at: int, services: Services, tmp_path: Path
) -> None:
    context = OperationContext(services)
    for kind, name, inputs in made(at, tmp_path):
        given = {**inputs, NAMES[kind]: name}
        if kind == "Flow" and at == 1:
            profile = RESOURCES["ConnectorProfile"].check({}, Inputs(CRM))
            RESOURCES["ConnectorProfile"].create(profile.inputs, context)
        checked = RESOURCES[kind].check({}, given)
        assert (checked.problems, checked.warnings) == ((), ())
        RESOURCES[kind].create(checked.inputs, context)


def test_the_alarm_is_on_the_metric_with_the_threshold_of_there(tmp_path: Path) -> None:
    ((kind, _, alarm),) = made(2, tmp_path)
    assert (kind, alarm["metricName"]) == ("MetricAlarm", "FlowExecutionsStarted")
    assert (alarm["threshold"], alarm["evaluationPeriods"]) == (1000, 2)
    assert alarm["dimensions"] == {"FlowName": "accounts"}


def test_the_notification_is_of_each_run_that_ends(tmp_path: Path) -> None:
    found = {kind: inputs for kind, _, inputs in made(3, tmp_path)}
    pattern = json.loads(str(found["EventRule"]["eventPattern"]))
    assert pattern["detail-type"] == ["AppFlow End Flow Run Report"]
    assert pattern["detail"] == {"flow-name": ["accounts"]}
    assert found["EventTarget"]["arn"] == "arn:of:runs"


NAMES = {"Flow": "flowName", "ConnectorProfile": "connectorProfileName"}
CRM = {
    "connectorProfileName": "crm",
    "connectorType": "Salesforce",
    "connectionMode": "Public",
    "connectorProfileConfig": {
        "connectorProfileProperties": {"salesforce": {}},
        "connectorProfileCredentials": {"salesforce": {"refreshToken": "made-up"}},
    },
}
SECRET = "4dabf18193072939515e22adb298388d"


def in_the_open(value: object) -> object:
    if isinstance(value, dict):
        if SECRET in value:
            return in_the_open(value["value"])
        return {key: in_the_open(item) for key, item in value.items()}
    return [in_the_open(item) for item in value] if isinstance(value, list) else value
