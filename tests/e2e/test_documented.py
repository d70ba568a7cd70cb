"""Programs and commands of the documentation that need the engine, as they stand there."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.docs.test_docs import ENGINE, PYTHON, blocks
from tests.e2e.conftest import Emulator, engine_with
from tests.e2e.stack import DYNAMIC, PASSPHRASE, PLUGIN, Stack
from tests.migration import other_tools
from tests.migration.states import resource, state

AUTOMATION, TRANSFORM = (text for text in PYTHON.values() if ENGINE.search(text))


def test_a_transform_reaches_the_flows_of_either_front(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    made = stack(TRANSFORM.replace(PLUGIN, DYNAMIC))
    made.up()
    assert emulator.client().describe_flow(flowName="orders")["tags"] == {"team": "sales"}


def test_the_automation_api_deploys_an_inline_program(
    engine: str, emulator: Emulator, tmp_path: Path
) -> None:
    made = Stack(tmp_path / "stack", engine, emulator.url)
    (project,) = (text for name, text in blocks("yaml") if "automation-api.md" in name)
    (made.program / "Pulumi.yaml").write_text(project)
    (made.program / "automated.py").write_text(AUTOMATION)
    (made.program / ".venv").symlink_to(sys.prefix)
    done = subprocess.run(
        [sys.executable, made.program / "automated.py"],
        env={**made.environment, "AWS_ENDPOINT_URL": emulator.url, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "from $PATH" not in done.stdout
    (name,) = emulator.names()
    assert done.stdout.rstrip().endswith(f":flow/{name}")


CRM = {
    "connectorProfileName": "crm",
    "connectorType": "Salesforce",
    "connectionMode": "Public",
    "connectorProfileConfig": {
        "connectorProfileProperties": {
            "Salesforce": {"instanceUrl": "https://kestrel-example.my.salesforce.com"}
        },
        "connectorProfileCredentials": {"Salesforce": {"refreshToken": "hunter2-in-plain-sight"}},
    },
}
ACCOUNTS = {
    "flowName": "accounts",
    "sourceFlowConfig": {
        "connectorType": "Salesforce",
        "connectorProfileName": "crm",
        "sourceConnectorProperties": {"Salesforce": {"object": "Account"}},
    },
    "destinationFlowConfigList": [
        {
            "connectorType": "S3",
            "destinationConnectorProperties": {"S3": {"bucketName": "kestrel-lake"}},
        }
    ],
    "triggerConfig": {"triggerType": "OnDemand"},
    "tasks": [
        {"taskType": "Map_all", "sourceFields": [], "connectorOperator": {"Salesforce": "NO_OP"}}
    ],
}
SCRIPTS = {
    "aws": "#!/bin/sh\n",
    "terraform": '#!/bin/sh\ncase "$*" in *"state pull") exec cat "$TERRAFORM_STATE";; esac\necho "$*" >> "$TERRAFORM_LOG"\n',
}
"""What stands in for the tools that are left: `terraform` prints a state and writes down what it is asked for."""


def shell(page: str) -> list[str]:
    return [text for name, text in blocks("sh") if f"/{page}.md-" in name]


def exists(emulator: Emulator) -> None:
    client = emulator.client()
    client.create_connector_profile(**CRM)
    client.create_flow(**ACCOUNTS)
    client.close()


def read(made: Stack, script: str, **more: str) -> str:
    """Run a block of a page in the folder of the stack's program; what it printed."""
    tools = made.folder / "tools"
    tools.mkdir(exist_ok=True)
    for name, text in SCRIPTS.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    environment = {**made.environment, **more, "AWS_ENDPOINT_URL": made.endpoint}
    done = subprocess.run(
        ["bash", "-ec", script],
        cwd=made.program,
        env={**environment, "PATH": f"{tools}:{environment['PATH']}", "AWS_REGION": made.region},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "hunter2" not in done.stdout
    return done.stdout


@pytest.fixture
def moved(emulator: Emulator, tmp_path: Path) -> Stack:
    """A project with an empty program, and what the pages take over."""
    exists(emulator)
    made = Stack(tmp_path / "stack", engine_with("yaml"), emulator.url, front="plugin")
    made.write("")
    return made


def test_the_page_on_terraform_takes_over_a_state_with_modules_and_for_each(
    moved: Stack, emulator: Emulator
) -> None:
    flow, profile = (
        other_tools.terraform("Flow", ACCOUNTS),
        other_tools.terraform("ConnectorProfile", CRM),
    )
    here = [{**each, "region": "eu-west-1", "arn": ""} for each in (flow, profile)]
    file, log = moved.folder / "remote.json", moved.folder / "log"
    kinds = ("aws_appflow_flow", "flows"), ("aws_appflow_connector_profile", "this")
    file.write_text(
        json.dumps(
            state(
                resource(*kinds[0], here[0], index_key="accounts"),
                resource(*kinds[1], here[1], "module.crm"),
            )
        )
    )
    taking, converting, leaving = shell("move-from-terraform")
    tools = {"TERRAFORM_STATE": str(file), "TERRAFORM_LOG": str(log)}
    # Without a service of keys, as for a user, the stack's secrets have a passphrase.
    said = read(moved, taking, **tools, PULUMI_CONFIG_PASSPHRASE=PASSPHRASE)
    assert "2 imported" in said
    printed = [line.strip() for line in said.splitlines() if line.strip().startswith("terraform ")]
    assert printed == leaving.splitlines()
    said = read(moved, converting, **tools, PULUMI_CONFIG_PASSPHRASE=PASSPHRASE)
    assert "2 imported" in said
    assert "hunter2" not in (moved.program / "shop" / "Main.yaml").read_text()
    read(moved, leaving, **tools)
    assert len(log.read_text().splitlines()) == 3
    assert emulator.names() == {"accounts", "crm"}


def test_the_page_on_pulumi_aws_takes_over_a_stack(moved: Stack, emulator: Emulator) -> None:
    taking, leaving = shell("move-from-pulumi-aws")
    urns = re.findall(r"'(urn:[^']+)'", leaving)
    inputs = [
        other_tools.pulumi_aws("Flow", ACCOUNTS),
        other_tools.pulumi_aws("ConnectorProfile", CRM),
    ]
    stack_urn = "urn:pulumi:old::shop::pulumi:pulumi:Stack::shop-old"
    resources: list[dict[str, Any]] = [
        {"urn": stack_urn, "type": "pulumi:pulumi:Stack", "custom": False}
    ]
    for urn, held in zip(urns, inputs, strict=True):
        name = held["name"]
        one = {"urn": urn, "type": urn.split("::")[2], "custom": True, "id": name}
        resources.append({**one, "inputs": held, "outputs": held, "parent": stack_urn})
    manifest = {"time": "2026-01-01T00:00:00Z", "magic": "", "version": ""}
    export = {"version": 3, "deployment": {"manifest": manifest, "resources": resources}}
    moved.project("shop")
    (moved.program / "given.json").write_text(json.dumps(export))
    start = "pulumi stack init old\npulumi stack import --file given.json --force\npulumi stack init new\n"
    said = read(moved, start + taking, PULUMI_CONFIG_PASSPHRASE=PASSPHRASE)
    assert "2 imported" in said
    printed = [line.strip() for line in said.splitlines() if "state delete" in line]
    assert [line.replace("'", "") for line in printed] == leaving.replace("'", "").splitlines()
    read(moved, leaving)
    assert emulator.names() == {"accounts", "crm"}


def test_the_page_on_cloudformation_takes_over_a_stack(moved: Stack, emulator: Emulator) -> None:
    taking, leaving = shell("move-from-aws-native")
    kinds = ("Flow", ACCOUNTS), ("ConnectorProfile", CRM)
    template = {
        "Resources": {
            kind: {
                "Type": f"AWS::AppFlow::{kind}",
                "Properties": other_tools.cloudformation(kind, request),
            }
            for kind, request in kinds
        }
    }
    client = emulator.client("cloudformation")
    client.create_stack(StackName="flows", TemplateBody=json.dumps(template))
    client.close()
    start = "pulumi stack init prod\n"
    said = read(moved, start + taking, PULUMI_CONFIG_PASSPHRASE=PASSPHRASE)
    assert "2 imported" in said
    assert leaving.strip() in said
    read(moved, leaving)
    assert emulator.names() == {"accounts", "crm"}


def test_the_page_on_imports_takes_over_a_region_with_the_converter(
    moved: Stack, emulator: Emulator
) -> None:
    _, _, converter = shell("import")
    start = "pulumi stack init prod\n"
    said = read(moved, start + converter, PULUMI_CONFIG_PASSPHRASE=PASSPHRASE)
    assert "2 imported" in said
    assert "flowName: accounts" in (moved.program / "converted" / "Main.yaml").read_text()
