"""The life of a flow and a profile on either front, through the real engine against the emulator."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW, HEAD, PROFILE, declared
from tests.e2e.stack import Stack

Make = Callable[..., Stack]


def test_a_flow_comes_up_stays_silent_is_edited_and_goes(stack: Make, emulator: Emulator) -> None:
    made = stack(FLOW)
    assert made.preview() == {"tests-dev": "create", "orders": "create"}
    assert emulator.names() == set()
    assert made.up()["created"] == 2
    client = emulator.client()
    arn = client.describe_flow(flowName="orders")["flowArn"]
    assert made.outputs() == {"arn": arn}

    assert made.up("--expect-no-changes") == {"unchanged": 2}
    assert made.refresh("--expect-no-changes") == {"unchanged": 2}
    assert made.preview()["orders"] == "same"

    made.run("config", "set", "rate", "rate(30minutes)")
    assert made.preview()["orders"] == "update"
    shown = made.run("preview", "--diff")
    assert "rate(1hours)" in shown
    assert "rate(30minutes)" in shown
    assert made.up() == {"updated": 1, "unchanged": 1}
    trigger = client.describe_flow(flowName="orders")["triggerConfig"]
    assert trigger["triggerProperties"]["Scheduled"]["scheduleExpression"] == "rate(30minutes)"

    assert made.destroy()["deleted"] == 2
    assert emulator.names() == set()
    client.close()


def test_drift_made_behind_pulumis_back_shows_and_is_put_back(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(FLOW)
    made.run("config", "set", "description", "as written")
    made.up()
    client = emulator.client()
    flow = client.describe_flow(flowName="orders")
    sent = ("flowName", "triggerConfig", "sourceFlowConfig", "destinationFlowConfigList", "tasks")
    client.update_flow(**{key: flow[key] for key in sent}, description="changed by hand")
    assert made.refresh() == {"updated": 1, "unchanged": 1}
    assert made.preview()["orders"] == "update"
    assert "changed by hand" in made.run("preview", "--diff")
    made.up()
    assert client.describe_flow(flowName="orders")["description"] == "as written"
    client.close()


def test_removing_a_member_removes_it_from_the_service(stack: Make, emulator: Emulator) -> None:
    made = stack(FLOW)
    made.run("config", "set", "description", "to be removed")
    made.up()
    made.run("config", "rm", "description")
    assert made.preview()["orders"] == "update"
    made.up()
    client = emulator.client()
    assert not client.describe_flow(flowName="orders").get("description")
    client.close()
    made.up("--expect-no-changes")


def test_what_was_deleted_by_hand_is_made_again(stack: Make, emulator: Emulator) -> None:
    made = stack(FLOW)
    made.up()
    client = emulator.client()
    client.delete_flow(flowName="orders")
    client.close()
    made.refresh()
    assert made.up()["created"] == 1
    assert emulator.names() == {"orders"}


def test_a_change_that_the_service_refuses_replaces_and_deletes_first(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(FLOW)
    made.up()
    made.write(FLOW.replace('"bucket_name": "lake"', '"bucket_name": "ocean"'))
    assert made.preview()["orders"] in {"replace", "delete-replaced", "create-replacement"}
    made.up()
    client = emulator.client()
    config = client.describe_flow(flowName="orders")["destinationFlowConfigList"][0]
    assert config["destinationConnectorProperties"]["S3"]["bucketName"] == "ocean"
    client.close()


def test_a_flow_without_a_name_gets_one_and_keeps_it(stack: Make, emulator: Emulator) -> None:
    made = stack(FLOW.replace('    flow_name="orders",\n', ""))
    made.up()
    (name,) = emulator.names()
    assert name.startswith("orders-")
    made.run("config", "set", "rate", "rate(2hours)")
    made.up()
    assert emulator.names() == {name}


def test_existing_flows_are_found_by_name(stack: Make) -> None:
    made = stack(FLOW)
    made.up()
    looked = FLOW + '\npulumi.export("rate", appflow.Flow.get("found", "orders").trigger_config)\n'
    made.write(looked)
    made.up()
    output = made.outputs()
    assert "rate(1hours)" in json.dumps(output["rate"])


def test_credentials_are_nowhere_in_the_clear(stack: Make, emulator: Emulator) -> None:
    marker = "hunter2-in-plain-sight"
    made = stack(HEAD + f'TOKEN = "{marker}"\n' + PROFILE)
    made.run("preview", "--diff")
    made.up()
    made.run("preview", "--diff")
    made.refresh()
    exported = made.run("stack", "export")
    assert "[secret]" not in exported
    made.write(HEAD + f'TOKEN = "{marker}-rotated"\n' + PROFILE)
    assert made.preview()["crm"] == "update"
    for shown in (made.run("preview", "--diff"), made.run("up", "--yes", "--diff")):
        assert "connectorProfileCredentials" in shown
        assert "refreshToken" in shown
    made.destroy()
    assert marker not in made.printed


def test_a_credential_reaches_the_service(stack: Make, emulator: Emulator) -> None:
    made = stack(HEAD + 'TOKEN = pulumi.Output.secret("hunter2")\n' + PROFILE)
    made.up()
    (profile,) = appflow_profiles(emulator)
    secrets = emulator.client("secretsmanager")
    assert "hunter2" in secrets.get_secret_value(SecretId=profile["credentialsArn"])["SecretString"]
    secrets.close()


def appflow_profiles(emulator: Emulator) -> list[dict[str, Any]]:
    client = emulator.client()
    found: list[dict[str, Any]] = client.describe_connector_profiles()["connectorProfileDetails"]
    client.close()
    return found


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
    client = emulator.client()
    made = stack(FLOW)
    made.up()
    other = FLOW.replace('appflow.Flow(\n    "orders"', 'appflow.Flow(\n    "twin"')
    made.write(FLOW + other.removeprefix(HEAD))
    printed = made.run("up", "--yes", "--skip-preview", fails=True)
    assert "creating flow orders in eu-west-1: ConflictException" in printed
    assert "Traceback" not in printed
    client.close()


def test_wrong_configuration_is_named(stack: Make) -> None:
    made = stack(FLOW)
    made.run("config", "set", "appflow:maxRetries", "many")
    printed = made.run("preview", fails=True)
    assert 'maxRetries is "many". It must be a whole number' in printed
    assert "Traceback" not in printed


def test_computed_inputs_are_previewed_and_filled_in(stack: Make, emulator: Emulator) -> None:
    chained = (
        FLOW
        + """
appflow.Flow(
    "second",
    flow_name=flow.flow_arn.apply(lambda arn: "copy-of-" + arn.rsplit("/", 1)[-1]),
    source_flow_config=flow.source_flow_config,
    destination_flow_config_list=flow.destination_flow_config_list,
    trigger_config={"trigger_type": "OnDemand"},
    tasks=flow.tasks,
)
"""
    )
    made = stack(chained)
    assert made.preview()["second"] == "create"
    made.up()
    assert emulator.names() == {"orders", "copy-of-orders"}
    assert made.up("--expect-no-changes") == {"unchanged": 3}


def test_a_resources_own_region_wins(stack: Make, emulator: Emulator) -> None:
    made = stack(FLOW.replace('flow_name="orders",', 'flow_name="orders", region="us-east-1",'))
    made.up()
    assert emulator.names() == set()
    assert emulator.names("us-east-1") == {"orders"}
    made.up("--expect-no-changes")
    made.destroy()
    assert emulator.names("us-east-1") == set()


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
    made.run("config", "set", "where", "us-east-1")
    refusal = {"kind": "refuse", "code": "AccessDeniedException", "message": "not there"}
    emulator.control("POST", "faults", [{"operation": "CreateFlow", **refusal}])
    made.run("up", "--yes", "--skip-preview", fails=True)
    assert "orders" in emulator.names()
    emulator.control("DELETE", "faults")
    made.up()
    assert emulator.names() == set()
    assert emulator.names("us-east-1") == {"orders", "crm"}
    made.up("--expect-no-changes")


def test_an_end_that_is_not_known_yet_is_planned_as_the_replacement_that_it_may_be(
    stack: Make, emulator: Emulator
) -> None:
    fed = FLOW.replace('flow_name="orders",', 'flow_name=config.get("name") or "orders",')
    fed += """
appflow.Flow(
    "second",
    flow_name="second",
    source_flow_config={
        "connector_type": "S3",
        "source_connector_properties": {"s3": {"bucket_name": "exports", "bucket_prefix": "orders"}},
    },
    destination_flow_config_list=flow.flow_arn.apply(lambda arn: [{
        "connector_type": "S3",
        "destination_connector_properties": {"s3": {"bucket_name": "for-" + arn.rsplit("/", 1)[-1]}},
    }]),
    trigger_config={"trigger_type": "OnDemand"},
    tasks=[{"task_type": "Map_all", "source_fields": []}],
)
"""
    made = stack(fed)
    made.up()
    made.run("config", "set", "name", "orders-2")
    assert "replace" in made.preview()["second"]
    made.up()
    assert emulator.names() == {"orders-2", "second"}


@pytest.mark.parametrize("front", ["dynamic"])
def test_the_code_in_state_is_a_constant_reference(stack: Make) -> None:
    made = stack(declared({name: ("Flow", flow_args(name)) for name in ("a1", "b2")}))
    made.up()
    references = {each["outputs"]["__provider"] for each in made.resources().values()}
    assert len(references) == 1
    assert len(references.pop()) < 80


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
