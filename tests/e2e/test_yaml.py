"""Programs in YAML: the life of one, answers to slips of the pen, every example of the docs."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from tests.docs.test_docs import blocks
from tests.e2e.conftest import Emulator, engine_with
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

SLIPS = {  # what is written wrong: what stands in the program, what instead of it, what is said
    "a resource": ("appflow:Flow\n", "appflow:Flo\n", 'unable to find resource type "appflow:Flo"'),
    "a member": (
        "bucketPrefix: shop",
        "bucketPrefx: shop",
        "Property bucketPrefx does not exist on 'appflow:index:S3DestinationProperties'",
    ),
    "a member that is needed": (
        "triggerConfig:",
        "triggerConfg:",
        "Missing required property 'triggerConfig'",
    ),
    "a credential": (
        "refreshToken: ",
        "refreshTokn: ",
        "Property refreshTokn does not exist on 'appflow:index:SalesforceConnectorProfile",
    ),
    "a value": (
        "OnDemand",
        "OnDemnd",
        'triggerConfig.triggerType: "OnDemnd" is not accepted. Did you mean OnDemand?',
    ),
    "an output": (
        "found.flowStatus",
        "found.flowStat",
        "flowStat does not exist on found",
    ),
    "an argument of a function": (
        '{ flowName: "${orders.id}" }',
        "{ flowNam: orders }",
        "is not a member of GetFlow. Did you mean flowName? Use one of flowName, region. (flowNam)",
    ),
}


def replaced(old: str, new: str) -> str:
    assert old in PROGRAM
    head, _, tail = PROGRAM.rpartition(old)
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
    assert made.up("--expect-no-changes") == {"unchanged": 4}
    assert made.refresh("--expect-no-changes") == {"unchanged": 4}

    written(made, replaced("shop", "store"))
    step = made.steps()["orders"]
    leaf = "destinationFlowConfigList[0].destinationConnectorProperties.s3.bucketPrefix"
    assert (step["op"], list(step["detailedDiff"])) == ("update", [leaf])
    without = """sourceFields: [], taskProperties: { EXCLUDE_SOURCE_FIELDS_LIST: '["Fax"]' }"""
    written(made, replaced("sourceFields: []", without))
    assert made.preview()["orders"] == "update"
    assert "replace" in made.preview()["backfill"]

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
def test_a_slip_of_the_pen_is_answered_with_a_sentence(
    shelf: Stack, slip: str, emulator: Emulator
) -> None:
    old, new, said = SLIPS[slip]
    written(shelf, replaced(old, new))
    printed = shelf.run("preview", fails=True)
    assert said in printed
    assert "Traceback" not in printed
    assert SECRET not in printed


@pytest.fixture(scope="module")
def shelf(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack that program after program is previewed in; nothing of it ever comes up."""
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


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_a_program(shelf: Stack, name: str) -> None:
    program = re.sub(r"^(name|runtime): .*\n", "", EXAMPLES[name], flags=re.MULTILINE)
    written(shelf, f"name: tests\nruntime: yaml\n{program}")
    assert set(shelf.preview().values()) == {"create"}
