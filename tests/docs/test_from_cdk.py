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
from tests.docs.test_docs import blocks
from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/how-to/from-cdk-appflow.md"
PROGRAMS = [text for name, text in blocks("python") if "from-cdk-appflow" in name]
# Lines in the README of cdk-appflow 0.2 without imports, declared constants and blank lines.
THERE = [35, 16, 12]
DECLARES = """\
import json, os
import pulumi


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        with open(os.environ["MADE"], "a") as file:
            kind = args.typ.rsplit(":", 1)[-1]
            print(json.dumps([kind, args.name, args.inputs]), file=file)
        return args.name, {**args.inputs, "connectorProfileName": args.name}

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
        if re.search(r"^(?!from|import).*(appflow|mapping)\.(?!\w+Dict)\w+\(", line)
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


@pytest.mark.parametrize("at", range(len(THERE)))
def test_what_a_program_declares_passes_check_and_is_created(
    at: int, services: Services, tmp_path: Path
) -> None:
    made = tmp_path / "made.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", DECLARES + PROGRAMS[at] + ENDS],
        env={**os.environ, "MADE": str(made), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    context = OperationContext(services)
    for line in made.read_text().splitlines():
        kind, name, inputs = json.loads(line)
        opened = in_the_open(inputs)
        assert isinstance(opened, dict)
        given = {**opened, NAMES[kind]: name}
        if kind == "Flow" and at == 1:
            profile = RESOURCES["ConnectorProfile"].check({}, Inputs(CRM))
            RESOURCES["ConnectorProfile"].create(profile.inputs, context)
        checked = RESOURCES[kind].check({}, given)
        assert (checked.problems, checked.warnings) == ((), ())
        RESOURCES[kind].create(checked.inputs, context)


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
