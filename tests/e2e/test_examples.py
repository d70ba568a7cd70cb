"""The examples as a new user runs them, and the README's commands in an environment of their own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.test_docs import blocks
from tests.e2e import quick
from tests.e2e.conftest import Emulator
from tests.e2e.stack import Stack

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/Pulumi.yaml"))
CONFIG = {  # secrets that each asks for
    "custom-connector": ["weatherApiKey"],
    "glue-catalog": ["salesforceRefreshToken"],
    "mirror": ["salesforceRefreshToken"],
    "quickstart": ["salesforceRefreshToken"],
    "redshift-serverless": [],
    "rehearse": ["salesforceRefreshToken"],
    "run-in-pipeline": [],
    "s3-to-s3": [],
    "salesforce-events-to-eventbridge": ["salesforceRefreshToken"],
    "salesforce-to-s3": ["salesforceRefreshToken"],
    "sap-parallel": ["sapPassword"],
    "snowflake": ["snowflakePrivateKey"],
    "two-regions": ["salesforceRefreshToken"],
    "typed-logins": [
        *("hubSpotClientSecret", "hubSpotRefreshToken", "googleClientSecret"),
        *("googleRefreshToken", "sharePointClientSecret", "sharePointRefreshToken"),
    ],
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_comes_up_does_what_it_is_for_stays_silent_and_goes(
    path: Path, engine: str, emulator: Emulator, tmp_path: Path
) -> None:
    made = Stack(tmp_path / "stack", engine, emulator.url)
    shutil.copytree(path, made.program, dirs_exist_ok=True)
    (made.program / ".venv").symlink_to(quick.python().parent)  # the environment that it names
    made.start()
    secrets = [f"{name}=hunter2-of-the-example" for name in CONFIG[path.name]]
    if secrets:
        asked = [word for each in secrets for word in ("--secret", each)]
        made.run("config", "set-all", *asked)
    made.up()
    assert emulator.names() != set()
    check = CHECKS.get(path.name, nothing_more)
    check(made, emulator)
    made.up("--refresh", "--expect-no-changes")
    made.destroy()
    assert emulator.names() == emulator.names("us-east-1") == set()
    assert "hunter2" not in made.printed + made.kept()
    assert "using pulumi-resource-appflow from $PATH" not in made.printed


def nothing_more(_made: Stack, _emulator: Emulator) -> None:
    return


def catalogued_flow_is_active(made: Stack, emulator: Emulator) -> None:
    outputs = made.outputs()
    flow = emulator.client().describe_flow(flowName=outputs["flowName"])
    assert flow["flowStatus"] == outputs["flowStatus"] == "Active"
    assert flow["metadataCatalogConfig"]["glueDataCatalog"]["tablePrefix"] == "crm"
    statement = json.loads(outputs["bucketPolicy"])["Statement"][0]
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def events_flow_once_the_source_has_a_bus(made: Stack, emulator: Emulator) -> None:
    outputs = made.outputs()
    client = emulator.client()
    assert client.describe_flow(flowName=outputs["flowName"])["flowStatus"] == "Draft"
    assert outputs["partnerEventSource"].endswith("/opportunities")
    assert outputs["failures"]["detail"] == {"flow-name": [outputs["flowName"]]}
    made.configure({"active": "true"})
    made.up()
    assert client.describe_flow(flowName=outputs["flowName"])["flowStatus"] == "Active"


def pipeline_runs_the_flow_when_it_is_asked_to(made: Stack, emulator: Emulator) -> None:
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


def mirror_has_ten_active_flows(made: Stack, emulator: Emulator) -> None:
    names = made.outputs()["flowNames"]
    assert len(names) == 10
    contact = emulator.client().describe_flow(flowName=names["Contact"])
    assert contact["flowStatus"] == "Active"
    masked = [task["sourceFields"] for task in contact["tasks"] if task["taskType"] == "Mask"]
    assert masked == [["Birthdate"], ["Email"], ["MobilePhone"], ["Phone"]]


def typed_logins_reach_their_applications(made: Stack, emulator: Emulator) -> None:
    found = emulator.client().describe_connector_profiles()["connectorProfileDetails"]
    labels = {each["connectorLabel"] for each in found}
    assert labels == {"HubSpot", "MicrosoftSharePointOnline", "GoogleAnalytics4"}
    assert made.outputs()["label"] == "MicrosoftSharePointOnline"


def each_region_has_its_own(_made: Stack, emulator: Emulator) -> None:
    names = {"regional-crm", "regional-accounts"}
    assert emulator.names("eu-west-1") == emulator.names("us-east-1") == names


CHECKS = {
    "glue-catalog": catalogued_flow_is_active,
    "mirror": mirror_has_ten_active_flows,
    "run-in-pipeline": pipeline_runs_the_flow_when_it_is_asked_to,
    "salesforce-events-to-eventbridge": events_flow_once_the_source_has_a_bus,
    "two-regions": each_region_has_its_own,
    "typed-logins": typed_logins_reach_their_applications,
}


def test_the_commands_of_the_readme_lead_from_a_checkout_to_a_flow(
    engine: str, emulator: Emulator, tmp_path: Path
) -> None:
    """Word by word, in an environment that has nothing but what the commands install."""
    (commands,) = (text for _, text in blocks("sh") if "cd examples/s3-to-s3" in text)
    server = "appflow-emulator --port 5005 &\n"
    assert server in commands
    commands = commands.replace(server, "appflow-emulator --help > /dev/null\n")
    ignored = shutil.ignore_patterns(".*", "__pycache__", "dist", "sdk")
    shutil.copytree(ROOT, tmp_path / "checkout", ignore=ignored)
    commands = commands.replace("http://127.0.0.1:5005", emulator.url)
    # Pulumi takes ~ from the user's entry in the system, not from HOME.
    commands = commands.replace("file://~", f"file://{tmp_path / 'home'}")
    (tmp_path / "home").mkdir()
    path = [engine, str(Path(sys.base_prefix) / "bin"), "/usr/bin", "/bin"]
    done = subprocess.run(
        ["bash", "-ec", commands],
        cwd=tmp_path / "checkout",
        env={
            **{name: text for name, text in os.environ.items() if name.startswith("PIP_")},
            "HOME": str(tmp_path / "home"),
            "PULUMI_HOME": str(tmp_path / "home"),
            "PATH": os.pathsep.join(path),
            "PULUMI_SKIP_CONFIRMATIONS": "true",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=550,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "using pulumi-resource-appflow from $PATH" not in done.stdout
    (name,) = emulator.names()
    assert name.startswith("orders-")


def test_every_example_is_listed_here() -> None:
    assert {path.name for path in EXAMPLES} == set(CONFIG)
    assert set(CHECKS) <= set(CONFIG)
    listed = (ROOT / "examples" / "README.md").read_text()
    programs = {path.parent.name for path in (ROOT / "examples").glob("*/requirements.txt")}
    assert {name for name in programs if f"]({name}/" not in listed} == set()
