"""The life of flows and a profile on either front, through the real engine against the emulator."""

from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW, PROFILE
from tests.e2e.stack import Stack

Make = Callable[..., Stack]


def flow_args(name: str) -> dict[str, Any]:
    return {
        "flow_name": name,
        "source_flow_config": {
            "connector_type": "S3",
            "source_connector_properties": {
                "s3": {"bucket_name": "exports", "bucket_prefix": "orders"}
            },
        },
        "destination_flow_config_list": [
            {
                "connector_type": "S3",
                "destination_connector_properties": {"s3": {"bucket_name": "lake"}},
            }
        ],
        "trigger_config": {"trigger_type": "OnDemand"},
        "tasks": [{"task_type": "Map_all", "source_fields": []}],
    }


NAMELESS = {key: value for key, value in flow_args("").items() if key != "flow_name"}
LIFE = (
    FLOW
    + 'TOKEN = pulumi.Output.secret("hunter2")\n'
    + PROFILE
    + f"""
appflow.Flow(
    "copy",
    flow_name=flow.flow_arn.apply(lambda arn: "copy-of-" + arn.rsplit("/", 1)[-1]),
    source_flow_config=flow.source_flow_config,
    destination_flow_config_list=flow.destination_flow_config_list,
    trigger_config={{"trigger_type": "OnDemand"}},
    tasks=flow.tasks,
)
appflow.Flow("nameless", description=config.get("description"), **{NAMELESS!r})
appflow.Flow("abroad", region="us-east-1", **{flow_args("abroad")!r})
found = appflow.Flow.get("found", flow.id)
pulumi.export("rate", found.trigger_config.apply(lambda it: pulumi.Output.json_dumps(it)))
"""
)


def test_flows_and_a_profile_come_up_stay_silent_are_edited_and_go(
    stack: Make, emulator: Emulator, front: str
) -> None:
    made = stack(LIFE)
    steps = made.preview()
    ours = {"orders", "copy", "nameless", "abroad", "crm"}
    assert {name: steps[name] for name in ours} == dict.fromkeys(ours, "create")
    assert emulator.names() == emulator.names("us-east-1") == set()

    made.up()
    (generated,) = emulator.names() - {"orders", "copy-of-orders", "crm"}
    assert generated.startswith("nameless-")
    assert emulator.names("us-east-1") == {"abroad"}
    client, secrets = emulator.client(), emulator.client("secretsmanager")
    assert made.outputs()["arn"] == client.describe_flow(flowName="orders")["flowArn"]
    assert "rate(1hours)" in made.outputs()["rate"]
    (profile,) = client.describe_connector_profiles()["connectorProfileDetails"]
    assert "hunter2" in secrets.get_secret_value(SecretId=profile["credentialsArn"])["SecretString"]
    if front == "dynamic":  # the code in the state is a constant reference
        flows = [each for name, each in made.resources().items() if name not in {"crm", "found"}]
        (reference,) = {each["outputs"]["__provider"] for each in flows}
        assert len(reference) < 80

    made.refresh("--expect-no-changes")
    made.up("--expect-no-changes")

    made.configure({"rate": "rate(30minutes)", "description": "as written"})
    printed = made.run("up", "--yes", "--diff")
    assert "rate(1hours)" in printed
    assert "rate(30minutes)" in printed
    assert "2 updated" in printed
    assert {"orders", generated} < emulator.names()
    orders = client.describe_flow(flowName="orders")
    trigger = orders["triggerConfig"]["triggerProperties"]
    assert trigger["Scheduled"]["scheduleExpression"] == "rate(30minutes)"

    # What somebody changes and deletes by hand shows, and is put back.
    sent = ("flowName", "triggerConfig", "sourceFlowConfig", "destinationFlowConfigList", "tasks")
    client.update_flow(**{key: orders[key] for key in sent}, description="changed by hand")
    client.delete_flow(flowName="copy-of-orders")
    made.refresh()
    assert made.resources()["orders"]["outputs"]["description"] == "changed by hand"
    assert "copy" not in made.resources()
    printed = made.run("up", "--yes", "--diff")
    assert "changed by hand" in printed
    assert "1 created" in printed
    assert client.describe_flow(flowName="orders")["description"] == "as written"
    assert "copy-of-orders" in emulator.names()

    made.configure({"description": None})
    assert made.up()["updated"] == 2
    assert not client.describe_flow(flowName="orders").get("description")
    made.up("--expect-no-changes")
    made.destroy()
    assert emulator.names() == emulator.names("us-east-1") == set()
    client.close()
    secrets.close()


REPLACED = (
    FLOW.replace('"lake"', 'config.get("bucket") or "lake"')
    + f"""
fed_by = appflow.Flow("source", **{{**{flow_args("")!r}, "flow_name": config.get("name") or "first"}})
appflow.Flow("nameless", **{{**{NAMELESS!r}, "destination_flow_config_list": flow.destination_flow_config_list}})
appflow.Flow("fed", **{{**{flow_args("fed")!r}, "destination_flow_config_list": fed_by.flow_arn.apply(lambda arn: [
    {{"connector_type": "S3", "destination_connector_properties": {{"s3": {{"bucket_name": "for-" + arn.rsplit("/", 1)[-1]}}}}}}
])}})
"""
)


def test_what_the_service_refuses_to_change_is_replaced_and_a_kept_name_is_deleted_first(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(REPLACED)
    made.up()
    made.configure({"bucket": "ocean", "name": "second"})
    steps = made.preview()
    # A destination that is not known yet is planned as the replacement that it may be.
    for name in ("orders", "nameless", "source", "fed"):
        assert steps[name] in {"replace", "delete-replaced", "create-replacement"}
    assert made.up() == {"replaced": 4, "unchanged": 1}
    (generated,) = emulator.names() - {"orders", "second", "fed"}
    assert generated.startswith("nameless-")
    client = emulator.client()
    for name, bucket in (("orders", "ocean"), ("fed", "for-second")):
        (end,) = client.describe_flow(flowName=name)["destinationFlowConfigList"]
        assert end["destinationConnectorProperties"]["S3"]["bucketName"] == bucket
    client.close()
    made.up("--expect-no-changes")


def test_a_move_to_another_region_deletes_nothing_before_the_new_one_is_there(
    stack: Make, emulator: Emulator
) -> None:
    both = FLOW + 'TOKEN = "hunter2"\n' + PROFILE
    placed = both.replace('flow_name="orders",', 'flow_name="orders", region=config.get("where"),')
    placed = placed.replace(
        'connector_profile_name="crm",', 'connector_profile_name="crm", region=config.get("where"),'
    )
    made = stack(placed)
    made.up()
    made.configure({"where": "us-east-1"})
    refusal = {"kind": "refuse", "code": "AccessDeniedException", "message": "not there"}
    emulator.control("POST", "faults", [{"operation": "CreateFlow", **refusal}])
    made.run("up", "--yes", "--skip-preview", fails=True)
    assert "orders" in emulator.names()
    emulator.control("DELETE", "faults")
    made.up()
    assert emulator.names() == set()
    assert emulator.names("us-east-1") == {"orders", "crm"}
    made.up("--expect-no-changes")


def test_four_mistakes_are_all_named_before_any_call(
    stack: Make, emulator: Emulator, front: str
) -> None:
    broken = (
        FLOW.replace('"trigger_type": "Scheduled"', '"trigger_type": "Schedule"')
        .replace('flow_name="orders"', 'flow_name="or ders"')
        .replace('"bucket_name": "exports", ', "")
        .replace(
            '{"s3": {"bucket_name": "lake"',
            '{"salesforce": {"object": "Account"}, "s3": {"bucket_name": "lake"',
        )
    )
    made = stack(broken)
    emulator.control("DELETE", "calls")
    printed = made.run("preview", fails=True)
    # The dynamic front serves Python alone; the plugin serves every language, so it names what Pulumi's schema names.
    paths = {
        "dynamic": (
            "trigger_config.trigger_type",
            "flow_name",
            "source_flow_config.source_connector_properties.s3.bucket_name",
            "destination_flow_config_list[0].destination_connector_properties",
        ),
        "plugin": (
            "triggerConfig.triggerType",
            "flowName",
            "sourceFlowConfig.sourceConnectorProperties.s3.bucketName",
            "destinationFlowConfigList[0].destinationConnectorProperties",
        ),
    }
    for path in paths[front]:
        assert path in printed
    assert "Did you mean Scheduled?" in printed
    assert "Traceback" not in printed
    assert emulator.control("GET", "calls")["counts"] == {}


def test_a_refusal_of_the_service_is_one_sentence(stack: Make, emulator: Emulator) -> None:
    emulator.client().create_flow(
        flowName="orders",
        sourceFlowConfig={
            "connectorType": "S3",
            "sourceConnectorProperties": {"S3": {"bucketName": "theirs", "bucketPrefix": "x"}},
        },
        destinationFlowConfigList=[
            {
                "connectorType": "S3",
                "destinationConnectorProperties": {"S3": {"bucketName": "theirs"}},
            }
        ],
        triggerConfig={"triggerType": "OnDemand"},
        tasks=[{"taskType": "Map_all", "sourceFields": []}],
    )
    made = stack(FLOW)
    printed = made.run("up", "--yes", "--skip-preview", fails=True)
    assert "creating flow orders in eu-west-1: ConflictException" in printed
    assert "Traceback" not in printed
