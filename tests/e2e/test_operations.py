"""Each of the API's 25 operations, asked for by programs on either front."""

from collections.abc import Callable

import botocore.loaders

from tests.e2e.conftest import Emulator
from tests.e2e.programs import HEAD
from tests.e2e.stack import Stack

FIRST = (
    HEAD
    + """
from pulumi_appflow import mapping

config = pulumi.Config()
second = config.get_bool("second") or False
connector = appflow.Connector(
    "hubspot",
    connector_label="HubSpot",
    description="second" if second else "first",
    connector_provisioning_config={
        "lambda_": {"lambda_arn": "arn:aws:lambda:eu-west-1:123456789012:function:hubspot"},
    },
)
crm = appflow.ConnectorProfile(
    "crm",
    connector_profile_name="crm",
    connector_type="Salesforce",
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {"salesforce": {"instance_url": "https://kestrel-example.my.salesforce.com"}},
        "connector_profile_credentials": {"salesforce": {"refresh_token": "second" if second else "first"}},
    },
)
tasks = mapping.of("Salesforce").map_fields("Id", "Name")
lake = [{"connector_type": "S3", "destination_connector_properties": {"s3": {"bucket_name": "lake"}}}]
source = {
    "connector_type": "Salesforce",
    "connector_profile_name": crm.connector_profile_name,
    "source_connector_properties": {"salesforce": {"object": "Account"}},
}
hourly = appflow.Flow(
    "hourly",
    flow_name="hourly",
    description="second" if second else "first",
    flow_status="Suspended" if second else "Active",
    source_flow_config=source,
    destination_flow_config_list=lake,
    trigger_config={
        "trigger_type": "Scheduled",
        "trigger_properties": {"scheduled": {"schedule_expression": "rate(1hours)"}},
    },
    tasks=tasks,
    tags={"b": "2"} if second else {"a": "1"},
)
called = appflow.Flow(
    "called",
    flow_name="called",
    source_flow_config=source,
    destination_flow_config_list=lake,
    trigger_config={"trigger_type": "OnDemand"},
    tasks=tasks,
)
run = appflow.FlowRun("run", flow_name=called.flow_name, triggers={"second": second}, wait=second)
"""
)
LOOKS = """
pulumi.export("connectors", len(appflow.get_connectors(connector_types=["S3"]).connectors))
pulumi.export("registered", len(appflow.get_connectors(registered=True).connectors))
pulumi.export("connector", appflow.get_connector(connector_type="S3").can_use_as_source)
pulumi.export("profiles", len(appflow.get_connector_profiles().connector_profiles))
pulumi.export("profile", appflow.get_connector_profile(connector_profile_name="crm").connector_type)
pulumi.export("flows", len(appflow.get_flows(name_pattern="c*").flows))
pulumi.export("flow", appflow.get_flow(flow_name="called").flow_status)
pulumi.export("runs", len(appflow.get_flow_execution_records(flow_name="called").flow_executions))
pulumi.export("tags", appflow.get_flow_tags_output(flow_arn=hourly.flow_arn).tags)
objects = appflow.get_connector_entities(connector_profile_name="crm", reset_cache=True).connector_entity_map
account = appflow.get_connector_entity(connector_profile_name="crm", connector_entity_name="Account")
pulumi.export("objects", sorted(objects))
pulumi.export("fields", len(mapping.of("Salesforce").from_entity(account.connector_entity_fields)))
"""


def test_a_program_reaches_all_25_operations(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    emulator.control("DELETE", "calls")
    emulator.control("POST", "assumptions", {"run_in_progress_describes": 10_000})
    made = stack(FIRST)
    made.up()
    made.up("--expect-no-changes")
    emulator.control("DELETE", "assumptions")
    made.write(FIRST + LOOKS)
    made.configure({"second": "true"})
    made.up()
    made.refresh("--expect-no-changes")
    outputs = made.outputs()
    assert (outputs["flows"], outputs["connectors"]) == (1, 1)
    assert outputs["fields"] > 5
    made.destroy()
    assert emulator.names() == set()
    model = botocore.loaders.Loader().load_service_model("appflow", "service-2")
    counts = emulator.control("GET", "calls")["counts"]
    assert set(model["operations"]) - counts.keys() == set()
