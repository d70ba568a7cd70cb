"""Looking things up from a program, on both fronts."""

from collections.abc import Callable

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW, HEAD
from tests.e2e.stack import Stack

LOOK = (
    FLOW
    + """
found = appflow.get_flow_output(flow_name=flow.flow_name)
pulumi.export("status", found.flow_status)
pulumi.export("bucket", found.source_flow_config.source_connector_properties.s3.bucket_name)
pulumi.export("profiles", len(appflow.get_connector_profiles(connector_type="Salesforce").connector_profiles))
pulumi.export("s3", appflow.get_connector(connector_type="S3").can_use_as_source)
pulumi.export("runs", appflow.get_flow_execution_records_output(flow_name=flow.flow_name).flow_executions)
later = flow.flow_arn.apply(lambda _: "later")
source = appflow.SourceFlowConfigArgs(
    connector_type="S3", source_connector_properties={"s3": {"bucket_name": later, "bucket_prefix": "in"}}
)
to = {"connector_type": "S3", "destination_connector_properties": {"s3": {"bucket_name": "lake"}}}
around = appflow.get_surroundings_output(
    account="123456789012", flows=[{"source_flow_config": source, "destination_flow_config_list": [to]}]
)
pulumi.export("policies", around.bucket_policies.apply(sorted))
"""
)
WRONG = HEAD + 'appflow.get_flow(flow_name="nobody")\n'
MISSPELT = HEAD + 'appflow.get_connector(connector_type="HubSpot")\n'


def test_a_program_looks_things_up(stack: Callable[..., Stack], emulator: Emulator) -> None:
    made = stack(LOOK)
    made.run("up", "--yes")  # the preview knows less
    assert made.outputs() == {
        "arn": made.resources()["orders"]["outputs"]["flowArn"],
        "status": "Draft",
        "bucket": "exports",
        "profiles": 0,
        "s3": True,
        "runs": [],
        "policies": ["lake", "later"],
    }


def test_errors_are_printed_without_a_traceback(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    made = stack(WRONG)
    printed = made.run("preview", fails=True)
    assert "getFlow nobody in eu-west-1: ResourceNotFoundException" in printed
    assert "appflow_provider" not in printed
    made.write(MISSPELT)
    printed = made.run("preview", fails=True)
    assert "connectorType" in printed
