"""Resource options that only the real engine can prove, on both fronts."""

from collections.abc import Callable

from tests.e2e.programs import FLOW, PROFILE
from tests.e2e.stack import Stack

Make = Callable[..., Stack]

OPTIONS = """
    opts=pulumi.ResourceOptions(
        replace_on_changes=[
            "destinationFlowConfigList[0].destinationConnectorProperties.s3.bucketPrefix"
        ],
        ignore_changes=["description", "triggerConfig.triggerProperties.scheduled.scheduleExpression"],
        additional_secret_outputs=["flow_arn"],
    ),
)
pulumi.export("arn", flow.flow_arn)"""
PROGRAM = FLOW.replace(')\npulumi.export("arn", flow.flow_arn)', OPTIONS) + PROFILE.replace(
    "TOKEN", 'config.require_secret("token")'
)


def test_options_reach_the_engine_and_each_changed_leaf_is_named(stack: Make, front: str) -> None:
    made = stack(PROGRAM)
    made.run("config", "set", "--secret", "token", "first-of-two")
    assert made.up()["created"] == 3
    assert "ciphertext" in made.resources()["orders"]["outputs"]["flowArn"]

    made.run("config", "set", "--secret", "token", "second-of-two")
    made.configure({"description": "new", "rate": "rate(2hours)"})
    steps = made.steps()
    (leaf,) = steps["crm"]["detailedDiff"]
    assert leaf.endswith("connectorProfileCredentials.salesforce.refreshToken")
    assert "orders" not in steps

    provider = 'appflow.Provider("eu", region="eu-west-1")\n' if front == "plugin" else ""
    made.write(PROGRAM.replace('"bucket_prefix": "shop"', '"bucket_prefix": "market"') + provider)
    assert made.up()["replaced"] == 1
    assert "second-of-two" not in made.printed
    assert ("pulumi-resource-appflow" in made.printed) == (front == "plugin")
    lacks = "this one has no appflow:endpointUrl. Set endpointUrl on it"
    assert (lacks in made.printed) == (front == "plugin")
