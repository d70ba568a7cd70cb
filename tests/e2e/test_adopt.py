"""Objects created outside Pulumi are imported on either front, and the next preview plans nothing."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import Emulator
from tests.e2e.stack import Stack, counts
from tests.e2e.test_move_in import MARK, create, marked, nowhere_in_the_clear
from tests.migration import other_tools
from tests.migration.states import of_cases

Make = Callable[..., Stack]

TOKEN = "hunter2"
FROM_PATH = "warning: using pulumi-resource-appflow from $PATH"


def by_hand(client: Any) -> None:
    """
    A connector with a login on it that holds nothing else, another login, and two flows, one of which uses it, with things that
    AppFlow fills in or spells in its own way.
    """
    client.register_connector(
        connectorLabel="HubSpot",
        connectorProvisioningType="LAMBDA",
        connectorProvisioningConfig={
            "lambda": {"lambdaArn": "arn:aws:lambda:eu-west-1:123456789012:function:hubspot"}
        },
    )
    client.create_connector_profile(
        connectorProfileName="hubspot",
        connectorType="CustomConnector",
        connectorLabel="HubSpot",
        connectionMode="Public",
        connectorProfileConfig={
            "connectorProfileProperties": {"CustomConnector": {}},
            "connectorProfileCredentials": {
                "CustomConnector": {"authenticationType": "APIKEY", "apiKey": {"apiKey": TOKEN}}
            },
        },
    )
    client.create_connector_profile(
        connectorProfileName="sales/crm",
        connectorType="Salesforce",
        connectionMode="Public",
        connectorProfileConfig={
            "connectorProfileProperties": {
                "Salesforce": {"instanceUrl": "https://kestrel-example.my.salesforce.com"}
            },
            "connectorProfileCredentials": {"Salesforce": {"refreshToken": TOKEN}},
        },
    )
    lake = {
        "connectorType": "S3",
        "destinationConnectorProperties": {
            "S3": {"bucketName": "lake", "s3OutputFormatConfig": {"fileType": "PARQUET"}}
        },
    }
    client.create_flow(
        flowName="accounts",
        sourceFlowConfig={
            "connectorType": "Salesforce",
            "connectorProfileName": "sales/crm",
            "sourceConnectorProperties": {"Salesforce": {"object": "Account"}},
        },
        destinationFlowConfigList=[lake],
        triggerConfig={"triggerType": "OnDemand"},
        tasks=[
            {
                "taskType": "Map_all",
                "sourceFields": [],
                "connectorOperator": {"Salesforce": "NO_OP"},
            }
        ],
        tags={"cost-center": "42"},
    )
    client.create_flow(
        flowName="2024.orders",
        description="Orders of the web shop",
        sourceFlowConfig={
            "connectorType": "S3",
            "sourceConnectorProperties": {
                "S3": {"bucketName": "exports", "bucketPrefix": "orders"}
            },
        },
        destinationFlowConfigList=[lake],
        triggerConfig={
            "triggerType": "Scheduled",
            "triggerProperties": {
                "Scheduled": {
                    "scheduleExpression": "rate(1hours)",
                    "dataPullMode": "Incremental",
                    "scheduleStartTime": 1924992000,
                    "scheduleOffset": 60,
                }
            },
        },
        tasks=[
            {
                "taskType": "Map",
                "sourceFields": ["id"],
                "destinationField": "id",
                "taskProperties": {
                    "SOURCE_DATA_TYPE": "string",
                    "DESTINATION_DATA_TYPE": "string",
                },
                "connectorOperator": {"S3": "NO_OP"},
            }
        ],
    )


def adopt(made: Stack, *arguments: str) -> str:
    """Run the command where the stack's program lies; what it printed."""
    command = [sys.executable, "-m", "appflow_command", "import", "--front", made.front]
    where = ["--region", made.region, "--endpoint-url", made.endpoint]
    done = subprocess.run(
        [*command, *where, *arguments],
        cwd=made.program,
        env=made.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_what_exists_is_adopted_with_nothing_planned_after(stack: Make, emulator: Emulator) -> None:
    client = emulator.client()
    by_hand(client)
    client.close()
    made = stack("")
    said = adopt(made, "--force")
    assert "2 flows and 2 connector profiles and 1 custom connector" in said

    emulator.control("DELETE", "calls")
    (line,) = [line.split() for line in said.splitlines() if "pulumi import" in line]
    made.run(*line[1:], "--yes")
    assert {name: each["id"] for name, each in made.resources().items()} == {
        "HubSpot": "HubSpot",
        "hubspot": "hubspot",
        "sales-crm": "sales/crm",
        "accounts": "accounts",
        "2024.orders": "2024.orders",
    }
    assert not any(each.get("protect") for each in made.resources().values())
    made.refresh("--expect-no-changes")
    printed = made.run("up", "--yes", "--expect-no-changes")
    assert "warning: " not in printed.replace(FROM_PATH, "")
    assert counts(printed) == {"unchanged": 6}
    calls = emulator.control("GET", "calls")["counts"]
    assert not {
        name for name in calls if name.startswith(("Create", "Update", "Delete", "Register", "Tag"))
    }
    assert TOKEN not in made.printed + said

    made.write((made.program / "__main__.py").read_text().replace("the web shop", "our shop"))
    assert made.up()["updated"] == 1
    assert made.destroy()["deleted"] == 6
    assert emulator.names() == set()


def test_credentials_of_a_file_are_stored_in_the_state_of_what_was_imported(
    stack: Make, emulator: Emulator
) -> None:
    there, made = create(emulator), stack("", other_tools.REGION)
    (made.program / "terraform.tfstate").write_text(json.dumps(marked(of_cases())))
    said = adopt(made, "--from", "terraform.tfstate", "--force")
    assert "--set-credentials" in said
    (line,) = [line.split() for line in said.splitlines() if "pulumi import --file" in line]
    imported = made.run(*line[1:], "--yes")
    assert f"= {len(there)} imported" in imported
    for _ in range(2):  # a second time changes nothing
        said += adopt(made, "--from", "terraform.tfstate", "--set-credentials")
        made.run("preview", "--expect-no-changes")
    assert MARK not in said
    nowhere_in_the_clear(made)
    assert json.dumps(made.resources("--show-secrets")).count(MARK) >= 2 * 15


def test_an_adopted_profile_is_handed_its_login_by_taking_the_comment_signs_off(
    stack: Make, emulator: Emulator
) -> None:
    client = emulator.client()
    by_hand(client)
    client.close()
    made = stack("")
    adopt(made, "--kind", "connector-profile", "--match", "sales/*", "--program", "adopted.py")
    source = (made.program / "adopted.py").read_text()
    made.write(source)
    made.run("import", "--file", "import.json", "--protect=false", "--generate-code=false", "--yes")
    lines = [
        line.replace("# ", "", 1)
        if line.startswith(('        # "', "        #     ", "        # }"))
        else line
        for line in source.splitlines()
    ]
    made.write("\n".join(lines))
    made.run("config", "set", "--secret", "salesCrmRefreshToken", "hunter3")
    assert made.up()["updated"] == 1
    made.run("preview", "--expect-no-changes")
    assert "hunter3" not in made.printed
