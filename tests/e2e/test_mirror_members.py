"""Every input of a mirror, as AppFlow gets it, and what a changed source is to a mirror. On both fronts."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from appflow_provider.mirrors.schemas import Field
from tests.e2e.conftest import Emulator
from tests.e2e.mirrors import MIRROR, OBJECTS, PYTHON, flows, make_profile, record
from tests.e2e.stack import DYNAMIC, Stack

Stacks = Callable[..., Stack]

WHOLE = f"""\
import pulumi
{DYNAMIC}
from pulumi_appflow import mapping

crm = appflow.Mirror(
    "crm",
    connector_type="Salesforce",
    connector_profile_name="crm",
    source_connector_properties={{"salesforce": {{"object": "{{object}}", "include_deleted_records": True}}}},
    objects=["Accoun?", "Contact", "Lead", "Opportunity"],
    lookup=True,
    mask=["*Email*", "Phone"],
    exclude=["Description", "*Address"],
    rename={{"Id": "record_id"}},
    types={{"*Date": "string"}},
    incremental_field="LastModifiedDate",
    flow_name="crm-{{object:lower}}",
    description="{{object}} of the CRM",
    flow_status="Active",
    tags={{"object": "{{object}}"}},
    destination_flow_config={{
        "connector_type": "S3",
        "destination_connector_properties": {{
            "s3": {{
                "bucket_name": "lake",
                "bucket_prefix": "crm/{{object:lower}}",
                "s3_output_format_config": {{
                    "file_type": "PARQUET",
                    "preserve_source_data_typing": True,
                    "prefix_config": {{"prefix_type": "PATH", "prefix_format": "DAY"}},
                    "aggregation_config": {{"aggregation_type": "SingleFile"}},
                }},
            }}
        }},
    }},
    metadata_catalog_config={{
        "glue_data_catalog": {{
            "role_arn": "arn:aws:iam::123456789012:role/glue",
            "database_name": "crm",
            "table_prefix": "{{object:lower}}",
        }}
    }},
    trigger_config={{
        "trigger_type": "Scheduled",
        "trigger_properties": {{
            "scheduled": {{"schedule_expression": "rate(1hours)", "data_pull_mode": "Incremental"}}
        }},
    }},
    per_object={{
        "Contact": {{
            "mask": ["Birthdate"],
            "flow_status": "Suspended",
            "tags": {{"personal": "yes"}},
            "trigger_config": {{
                "trigger_type": "Scheduled",
                "trigger_properties": {{
                    "scheduled": {{"schedule_expression": "rate(1days)", "data_pull_mode": "Incremental"}}
                }},
            }},
        }},
        "Lead": {{
            "include": ["Id", "Email", "Company"],
            "metadata_catalog_config": {{}},
            "destination_flow_config": {{
                "connector_type": "Snowflake",
                "connector_profile_name": "warehouse",
                "destination_connector_properties": {{
                    "snowflake": {{
                        "object": "CRM.PUBLIC.{{object:upper}}",
                        "intermediate_bucket_name": "staging",
                        "error_handling_config": {{"bucket_name": "staging", "bucket_prefix": "errors/{{object}}"}},
                    }}
                }},
            }},
        }},
        "Opportunity": {{
            "tasks": mapping.of("Salesforce").filter_equal("StageName", "Closed Won"),
            "metadata_catalog_config": {{}},
            "destination_flow_config": {{
                "connector_type": "Redshift",
                "connector_profile_name": "cluster",
                "destination_connector_properties": {{
                    "redshift": {{
                        "object": "public.{{object:lower}}",
                        "intermediate_bucket_name": "staging",
                        "error_handling_config": {{"bucket_name": "staging", "fail_on_first_destination_error": True}},
                    }}
                }},
            }},
        }},
    }},
)
pulumi.export("names", crm.flow_names)
"""


@pytest.fixture(autouse=True)
def profiles(emulator: Emulator) -> None:
    """The connector profiles, which are not part of the programs."""
    make_profile(emulator)
    client = emulator.client()
    for name, kind, properties in (
        ("warehouse", "Snowflake", {"warehouse": "W", "stage": "A.B.S", "bucketName": "staging"}),
        (
            "cluster",
            "Redshift",
            {
                "bucketName": "staging",
                "roleArn": "arn:aws:iam::123456789012:role/redshift",
                "databaseUrl": "jdbc:redshift://c.example.com:5439/crm",
            },
        ),
    ):
        client.create_connector_profile(
            connectorProfileName=name,
            connectorType=kind,
            connectionMode="Public",
            connectorProfileConfig={
                "connectorProfileProperties": {kind: properties},
                "connectorProfileCredentials": {kind: {"username": "u", "password": "made-up"}},
            },
        )
    client.close()


def described(emulator: Emulator, name: str) -> Any:
    client = emulator.client()
    flow = client.describe_flow(flowName=name)
    client.close()
    return flow


def maps(flow: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The new name and the type of each mapped field."""
    return {
        task["sourceFields"][0]: (
            task["destinationField"],
            task["taskProperties"]["SOURCE_DATA_TYPE"],
        )
        for task in flow["tasks"]
        if task["taskType"] == "Map"
    }


def masks(flow: Mapping[str, Any]) -> list[str]:
    return [task["sourceFields"][0] for task in flow["tasks"] if task["taskType"] == "Mask"]


def into(flow: Mapping[str, Any]) -> Any:
    (destination,) = flow["destinationFlowConfigList"]
    (properties,) = destination["destinationConnectorProperties"].values()
    return properties


def test_each_input_of_a_mirror_reaches_appflow_and_stays_silent(
    stack: Stacks, emulator: Emulator
) -> None:
    made = stack(WHOLE)
    assert made.up() == {"created": 6}
    names = ("account", "contact", "lead", "opportunity")
    account, contact, lead, opportunity = (described(emulator, f"crm-{name}") for name in names)

    source = account["sourceFlowConfig"]
    assert source["incrementalPullConfig"] == {"datetimeTypeFieldName": "LastModifiedDate"}
    assert source["sourceConnectorProperties"]["Salesforce"]["object"] == "Account"
    assert source["sourceConnectorProperties"]["Salesforce"]["includeDeletedRecords"] is True
    assert maps(account)["Id"] == ("record_id", "id")
    assert maps(account)["CreatedDate"] == ("CreatedDate", "string")
    assert not {"Description", "BillingAddress"} & set(maps(account))
    assert masks(account) == ["Phone"]
    assert into(account)["bucketPrefix"] == "crm/account"
    assert into(account)["s3OutputFormatConfig"]["fileType"] == "PARQUET"
    assert into(account)["s3OutputFormatConfig"]["prefixConfig"]["prefixFormat"] == "DAY"
    assert account["metadataCatalogConfig"]["glueDataCatalog"]["tablePrefix"] == "account"
    assert (account["description"], account["tags"]) == (
        "Account of the CRM",
        {"object": "Account"},
    )
    assert account["flowStatus"] == "Active"

    assert contact["tags"] == {"object": "Contact", "personal": "yes"}
    assert contact["flowStatus"] in ("Draft", "Suspended")
    schedules = [
        flow["triggerConfig"]["triggerProperties"]["Scheduled"]["scheduleExpression"]
        for flow in (account, contact)
    ]
    assert schedules == ["rate(1hours)", "rate(1days)"]
    assert sorted(masks(contact)) == ["Birthdate", "Email", "Phone"]

    assert set(maps(lead)) == {"Id", "Email", "Company"}
    assert into(lead)["object"] == "CRM.PUBLIC.LEAD"
    assert into(lead)["errorHandlingConfig"]["bucketPrefix"] == "errors/Lead"
    assert into(opportunity)["object"] == "public.opportunity"
    assert into(opportunity)["errorHandlingConfig"]["failOnFirstDestinationError"] is True
    filters = [task for task in opportunity["tasks"] if task["taskType"] == "Filter"]
    assert "Closed Won" in str(filters)
    assert made.up("--refresh", "--expect-no-changes") == {"unchanged": 6}


def test_a_changed_source_is_one_line_for_each_flow_and_a_ruled_field_that_is_gone_is_named(
    stack: Stacks, emulator: Emulator
) -> None:
    made = stack(PYTHON)
    record(made, *OBJECTS[:4])
    made.up()
    record(made, *OBJECTS[:2], Fax__c=Field())  # a field appears in two objects
    # One vanishes from a third.
    file = made.program / "schemas" / f"{OBJECTS[2]}.json"
    file.write_text(re.sub(r',?\s*"Field36__c": \{[^}]*\}', "", file.read_text()))
    printed = made.run("preview")
    lines = [line for line in printed.splitlines() if re.search(r"crm-Thing0\d__c", line)]
    assert sorted(re.findall(r"crm-(\w+)", " ".join(lines))) == OBJECTS[:3]
    assert all("update" in line and "tasks" in line for line in lines)
    assert made.up() == {"updated": 3, "unchanged": 3}

    ruled = PYTHON.replace('mask=["*Email*"]', 'mask=["Fax__c"]')
    made.write(ruled)
    assert made.up()["updated"] >= 2
    record(made, *OBJECTS[:4])  # the application has it no more
    printed = made.run("preview", fails=True)
    assert 'mask[0]: "Fax__c" is not a field of any of the objects' in printed


@pytest.mark.parametrize("front", ["plugin"])  # dynamic resources are imported from a file
def test_a_flow_that_no_stack_has_is_imported_as_the_one_of_its_object(
    stack: Stacks, emulator: Emulator
) -> None:
    made = stack(f"{DYNAMIC}\n\n{MIRROR}")
    record(made, OBJECTS[0])
    made.up()
    given = described(emulator, flows(made)[f"crm-{OBJECTS[0]}"]["id"])
    members = ("triggerConfig", "sourceFlowConfig", "destinationFlowConfigList", "tasks")
    text = json.dumps({name: given[name] for name in members}).replace(OBJECTS[0], OBJECTS[1])
    client = emulator.client()
    client.create_flow(flowName="by-hand", description="By hand", **json.loads(text))
    client.close()
    record(made, OBJECTS[1])
    mirror = made.resources()["crm"]["urn"]
    made.run(
        *("import", "appflow:index:Flow", f"crm-{OBJECTS[1]}", "by-hand"),
        *("--parent", f"crm={mirror}", "--generate-code=false", "--yes", "--skip-preview"),
        "--protect=false",
    )
    assert made.up() == {"updated": 1, "unchanged": 3}
    assert flows(made)[f"crm-{OBJECTS[1]}"]["id"] == "by-hand"
    assert described(emulator, "by-hand")["description"] == ""
