"""Programs in YAML: a lifecycle, messages for typos, and every example of the docs."""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from appflow_provider.declarations import FUNCTIONS
from tests.docs.test_docs import blocks
from tests.e2e.conftest import ROOT, Emulator, engine_with
from tests.e2e.mirrors import (
    CHECKOUT_OF_EXAMPLES,
    EXAMPLE,
    PROGRAMS,
    declared,
    flows,
    in_python,
    live,
    make_profile,
)
from tests.e2e.stack import Stack

SECRET = "hunter2-in-plain-sight"

PROGRAM = """\
name: tests
runtime: yaml
config:
  refreshToken:
    type: string
    secret: true
resources:
  orders:
    type: appflow:Flow
    properties:
      flowName: orders
      sourceFlowConfig:
        connectorType: S3
        sourceConnectorProperties:
          s3: { bucketName: exports, bucketPrefix: orders }
      destinationFlowConfigList:
        - connectorType: S3
          destinationConnectorProperties:
            s3: { bucketName: lake, bucketPrefix: shop }
      triggerConfig: { triggerType: OnDemand }
      tasks:
        - { taskType: Map_all, sourceFields: [] }
  crm:
    type: appflow:ConnectorProfile
    properties:
      connectorProfileName: crm
      connectorType: Salesforce
      connectionMode: Public
      connectorProfileConfig:
        connectorProfileProperties:
          salesforce: { instanceUrl: "https://kestrel-example.my.salesforce.com" }
        connectorProfileCredentials:
          salesforce: { refreshToken: "${refreshToken}" }
  backfill:
    type: appflow:FlowRun
    properties:
      flowName: ${orders.flowName}
      triggers: { tasks: "${orders.tasks}" }
variables:
  found:
    fn::invoke:
      function: appflow:index:getFlow
      arguments: { flowName: "${orders.id}" }
outputs:
  arn: ${orders.flowArn}
  status: ${found.flowStatus}
  bucket: ${found.sourceFlowConfig.sourceConnectorProperties.s3.bucketName}
  run: ${backfill.executionStatus}
  token: ${crm.connectorProfileConfig.connectorProfileCredentials.salesforce.refreshToken}
"""

Slip = tuple[str, str, str]  # what stands in the program, what instead of it, what is said
SLIPS: dict[str, tuple[Slip, ...]] = {  # what one preview says all of
    "a resource": (
        ("appflow:Flow\n", "appflow:Flo\n", 'unable to find resource type "appflow:Flo"'),
    ),
    "members and outputs": (
        (
            "bucketPrefix: shop",
            "bucketPrefx: shop",
            "Property bucketPrefx does not exist on 'appflow:index:S3DestinationProperties'",
        ),
        (
            "refreshToken: ",
            "refreshTokn: ",
            "Property refreshTokn does not exist on 'appflow:index:SalesforceConnectorProfile",
        ),
        ("found.flowStatus", "found.flowStat", "flowStat does not exist on found"),
    ),
    "a member that is needed": (
        (
            "triggerConfig:",
            "triggerConfg:",
            "Missing required property 'triggerConfig'",
        ),
    ),
    "a value": (
        (
            "OnDemand",
            "OnDemnd",
            'triggerConfig.triggerType: "OnDemnd" is not accepted. Did you mean OnDemand?',
        ),
    ),
    "an argument of a function": (
        (
            '{ flowName: "${orders.id}" }',
            "{ flowNam: orders }",
            "is not a member of GetFlow. Did you mean flowName? Use one of flowName, region. (flowNam)",
        ),
    ),
}


def replaced(old: str, new: str, program: str = PROGRAM) -> str:
    assert old in program
    head, _, tail = program.rpartition(old)
    return head + new + tail


@pytest.fixture
def stack(emulator: Emulator, tmp_path: Path) -> Callable[[str], Stack]:
    """Makes a stack of a YAML program, with the secret in its configuration."""

    def make(program: str) -> Stack:
        made = Stack(tmp_path / "stack", engine_with("yaml"), emulator.url, front="plugin")
        written(made, program)
        made.start()
        made.run("config", "set", "--secret", "refreshToken", SECRET)
        return made

    return make


def written(made: Stack, program: str) -> None:
    (made.program / "Pulumi.yaml").write_text(program)


def test_a_program_comes_up_stays_silent_tells_leaves_and_goes(
    stack: Callable[[str], Stack], emulator: Emulator
) -> None:
    made = stack(PROGRAM)
    assert set(made.preview().values()) == {"create"}
    assert made.up("--diff")["created"] == 4
    assert emulator.names() == {"orders", "crm"}
    outputs = made.outputs()
    assert outputs.pop("arn").endswith(":flow/orders")
    told = {"status": "Active", "bucket": "exports", "run": "Successful", "token": "[secret]"}
    assert outputs == told
    assert made.up("--refresh", "--expect-no-changes") == {"unchanged": 4}

    without = """sourceFields: [], taskProperties: { EXCLUDE_SOURCE_FIELDS_LIST: '["Fax"]' }"""
    written(made, replaced("shop", "store", replaced("sourceFields: []", without)))
    steps = made.steps()
    assert steps["orders"]["op"] == "update"
    assert set(steps["orders"]["detailedDiff"]) == {
        "destinationFlowConfigList[0].destinationConnectorProperties.s3.bucketPrefix",
        "tasks[0].taskProperties.EXCLUDE_SOURCE_FIELDS_LIST",
    }
    assert "replace" in steps["backfill"]["op"]

    nowhere_in_the_clear(made)
    written(made, PROGRAM)
    assert made.destroy()["deleted"] == 4
    assert emulator.names() == set()


def nowhere_in_the_clear(made: Stack) -> None:
    """The credential is in the state, encrypted, and in nothing that was printed or written."""
    made.run("stack", "export")
    assert SECRET not in made.printed
    state = [path.read_text() for path in (made.folder / "state").rglob("*.json*")]
    assert any("refreshToken" in text for text in state)
    assert [text for text in state if SECRET in text] == []
    shown = made.resources("--show-secrets")["crm"]["outputs"]["connectorProfileConfig"]
    assert SECRET in json.dumps(shown)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_typo_is_answered_with_a_sentence(shelf: Stack, slip: str, emulator: Emulator) -> None:
    program = PROGRAM
    for old, new, _ in SLIPS[slip]:
        program = replaced(old, new, program)
    written(shelf, program)
    printed = shelf.run("preview", fails=True)
    for _, _, said in SLIPS[slip]:
        assert said in printed
    assert "Traceback" not in printed
    assert SECRET not in printed


@pytest.fixture(scope="module")
def shelf(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack for previews of one program after another. Nothing is deployed."""
    folder = tmp_path_factory.mktemp("shelf") / "stack"
    made = Stack(folder, engine_with("yaml"), server, front="plugin")
    written(made, PROGRAM)
    made.start()
    secrets = [f"{key}={SECRET}" for key in ["refreshToken", *asked_for()]]
    made.run("config", "set-all", *[word for each in secrets for word in ("--secret", each)])
    yield made
    assert SECRET not in made.printed


EXAMPLES = {name: text for name, text in blocks("yaml") if "resources" in yaml.safe_load(text)}


def asked_for() -> set[str]:
    """What the examples want from the configuration."""
    return {key for text in EXAMPLES.values() for key in yaml.safe_load(text).get("config", {})}


def together(texts: Iterable[str]) -> dict[str, Any]:
    """All examples as one program, so that they take one command; a number tells their names apart."""
    whole: dict[str, Any] = {"name": "tests", "runtime": "yaml"}
    for number, text in enumerate(texts):
        program = yaml.safe_load(text)
        ours = {*program.get("resources", {}), *program.get("variables", {})}
        told_apart = re.sub(
            r"(?<=\$\{)[\w-]+",
            lambda match: f"{match[0]}{number}" if match[0] in ours else match[0],  # noqa: B023
            json.dumps(program),
        )
        for part, entries in json.loads(told_apart).items():
            if part in {"resources", "variables", "outputs"}:
                named = {f"{name}{number}": entry for name, entry in entries.items()}
                whole.setdefault(part, {}).update(named)
            elif part == "config":
                whole.setdefault(part, {}).update(entries)
    return whole


def test_the_examples_are_programs(shelf: Stack) -> None:
    whole = together(EXAMPLES.values())
    recorded = ROOT / "examples" / "mirror" / "schemas"  # which one of the examples reads
    shutil.copytree(recorded, shelf.program / "schemas")
    written(shelf, yaml.safe_dump(whole))
    steps = shelf.preview()
    assert set(steps.values()) == {"create"}
    names = {each.get("name", key) for key, each in whole["resources"].items()}
    assert len(names) == len(whole["resources"])
    assert names <= set(steps)


def test_the_examples_of_functions_look_up_what_a_program_has_made(
    stack: Callable[[str], Stack],
) -> None:
    program = replaced("connectorProfileName: crm", "connectorProfileName: salesforce-prod")
    made = stack(program)
    made.up()
    examples = [text for name, text in blocks("yaml") if "functions.md" in name]
    calls = [call for text in examples for call in yaml.safe_load(text)["variables"].values()]
    called = {call["fn::invoke"]["function"].removeprefix("appflow:") for call in calls}
    assert called == set(FUNCTIONS)
    written(made, yaml.safe_dump(yaml.safe_load(program) | together(examples)))
    made.up()
    outputs = made.outputs()
    found = {name.rstrip("0123456789"): value for name, value in outputs.items()}
    assert found["status"] == "Active"
    assert "Id" in {field["identifier"] for field in found["fields"]}
    assert found["runs"] == []  # none has failed
    assert found["mode"] == "Public"
    assert {*found["policies"]} == {"kestrel-exports", "kestrel-data-lake"}


def test_a_mirror_of_fifty_objects_comes_up_and_lives(
    stack: Callable[[str], Stack], emulator: Emulator
) -> None:
    make_profile(emulator)
    made = stack(PROGRAMS["yaml"])
    live(made, emulator, PROGRAMS["yaml"], partial(written, made))
    assert made.destroy() == {"deleted": 51}
    assert emulator.names() == {"crm"}


def test_the_example_of_a_mirror_declares_what_the_one_in_python_does(
    emulator: Emulator, tmp_path: Path
) -> None:
    made = Stack(tmp_path / "stack", engine_with("yaml"), emulator.url, front="plugin")
    shutil.copytree(EXAMPLE / "schemas", made.folder / "schemas")
    written(
        made,
        (EXAMPLE / "yaml" / "Pulumi.yaml").read_text().replace(CHECKOUT_OF_EXAMPLES, sys.prefix),
    )
    made.start()
    made.run("config", "set", "--secret", "salesforceRefreshToken", SECRET)
    made.up()
    assert declared(flows(made)) == in_python()
    made.up("--refresh", "--expect-no-changes")
    assert "using pulumi-resource-appflow from $PATH" not in made.printed
    nowhere_in_the_clear(made)
    made.destroy()
    assert emulator.names() == set()
