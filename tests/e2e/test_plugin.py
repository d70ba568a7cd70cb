"""What only the plugin can do, and the way between the fronts, through the real engine against the emulator."""

from collections.abc import Callable
from typing import Any

import pytest

from appflow_provider.reference import PROVIDER, SECRETS
from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW, HEAD, PROFILE
from tests.e2e.stack import Stack
from tests.e2e.test_lifecycle import flow_args

Make = Callable[..., Stack]

pytestmark = pytest.mark.parametrize("front", ["plugin"])

HIDDEN = {PROVIDER, SECRETS}  # what the dynamic front needs beside the properties


def on(made: Stack, front: str) -> None:
    made.front = front
    made.write(FLOW + "\nTOKEN = pulumi.Output.secret('hunter2')\n" + PROFILE)


def kept(made: Stack) -> list[dict[str, Any]]:
    """The properties of the flow in the state, without what the dynamic front needs beside them."""
    flow = made.resources()["orders"]
    return [
        {key: value for key, value in flow[side].items() if key not in HIDDEN}
        for side in ("inputs", "outputs")
    ]


def test_a_stack_moves_to_the_other_front_and_back_with_nothing_changed(
    stack: Make, emulator: Emulator
) -> None:
    made = stack("")
    on(made, "dynamic")
    made.up()
    made_by_dynamic = kept(made)
    emulator.control("DELETE", "calls")
    for front in ("plugin", "dynamic", "plugin"):
        on(made, front)
        assert made.up() == {"unchanged": 3}
        assert made.up("--refresh", "--expect-no-changes") == {"unchanged": 3}
        types = {name: each["type"] for name, each in made.resources().items()}
        assert ("dynamic" in types["orders"]) == (front == "dynamic")
    counts = emulator.control("GET", "calls")["counts"]
    assert not {name for name in counts if name.startswith(("Create", "Update", "Delete", "Tag"))}
    assert made.destroy()["deleted"] == 3
    assert emulator.names() == set()

    # What each front makes has the same properties.
    emulator.control("POST", "reset")
    made.up()
    assert kept(made) == made_by_dynamic


TASKS = """tasks=[
        {"task_type": "Filter", "source_fields": ["id", "total"], "connector_operator": {"s3": "PROJECTION"}},
        {"task_type": "Map", "source_fields": ["id"], "destination_field": "id"},
        {"task_type": "Map", "source_fields": ["total"], "destination_field": "total"},
    ],"""


def flow(name: str, *changes: tuple[str, str]) -> str:
    """A flow with three tasks, with changes to its text."""
    text = FLOW.removeprefix(HEAD).replace('"orders",\n', f'"{name}",\n', 1)
    text = text.replace('flow_name="orders"', f'flow_name="{name}"')
    text = text.replace(
        'tasks=[{"task_type": "Map_all", "source_fields": [], "connector_operator": {"s3": "NO_OP"}}],',
        TASKS,
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.replace('pulumi.export("arn"', f'pulumi.export("{name}"')


def test_a_preview_names_each_changed_leaf_and_the_price_of_a_replacement(stack: Make) -> None:
    tail = """pulumi.export("tail", flow.flow_arn.apply(lambda arn: arn[-6:]))\n"""
    made = stack(HEAD + flow("masked") + flow("moved") + flow("edited") + tail)
    made.up()
    mask = """{"task_type": "Mask", "source_fields": ["total"], "task_properties": {"MASK_VALUE": "#"},
         "connector_operator": {"s3": "MASK_ALL"}},\n"""
    made.write(
        HEAD
        + flow("masked", ("tasks=[\n", "tasks=[\n" + mask))
        + flow("moved", ('"bucket_name": "lake"', '"bucket_name": "ocean"'))
        + flow(
            "edited",
            ('"destination_field": "total"', '"destination_field": "sum"'),
            ('"bucket_prefix": "orders"', '"bucket_prefix": "sales"'),
        )
        + tail
    )
    steps = made.steps()
    assert steps["edited"]["op"] == "update"
    assert {path: diff["kind"] for path, diff in steps["edited"]["detailedDiff"].items()} == {
        "sourceFlowConfig.sourceConnectorProperties.s3.bucketPrefix": "update",
        "tasks[2].destinationField": "update",
    }
    # A new task in front of others is all that shows.
    assert {path.split(".")[0] for path in steps["masked"]["detailedDiff"]} == {"tasks[0]"}
    printed = made.run("preview", "--diff")
    assert '"total" => "sum"' in printed
    assert "warning: moved: The flow will be replaced: destinationFlowConfigList[0]" in printed
    assert "It loses its run history" in printed
    assert "tail" not in printed  # an output of the edited flow, which is known to stay


IMPORT = ("--yes", "--protect=false", "--generate-code=false")  # the host built here writes none


def test_flows_of_somebody_elses_are_imported_by_name_or_arn_with_an_empty_diff_after(
    stack: Make, emulator: Emulator
) -> None:
    client = emulator.client()
    by_hand(client, "orders")
    arn = by_hand(client, "returns")
    client.close()
    made = stack(HEAD)
    printed = made.run(*IMPORTED, "missing", "missing", "--yes", fails=True)
    assert "does not exist" in printed
    assert "There is no flow missing in eu-west-1. If it is in another region" in printed
    assert "Traceback" not in printed
    made.run(*IMPORTED, "orders", "orders", *IMPORT)
    made.run(*IMPORTED, "returns", arn, *IMPORT)
    states = made.resources()
    assert {name: each["id"] for name, each in states.items()} == {
        name: name for name in ("orders", "returns")
    }
    key = f'tags={{"team": "sales"}},\n    kms_arn="{states["orders"]["inputs"]["kmsArn"]}",\n    tasks='
    program = FLOW.replace("tasks=", key, 1).replace(', "bucket_prefix": "shop"', "")
    twin = program.removeprefix(HEAD).replace('"orders",\n', '"returns",\n', 1)
    made.write(
        program
        + twin.replace('flow_name="orders"', 'flow_name="returns"').partition("pulumi.export")[0]
    )
    made.run("preview", "--expect-no-changes")
    made.refresh("--expect-no-changes")


IMPORTED = ("import", "appflow:index:Flow")


def test_a_flow_that_is_imported_under_a_second_name_outlives_the_first(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(FLOW)
    made.up()
    made.write(FLOW.replace('"orders",\n', '"renamed",\n', 1))
    refused = made.run("up", "--yes", "--skip-preview", fails=True)
    assert "If you renamed the resource, give it the option aliases" in refused
    made.run(*IMPORTED, "renamed", "orders", *IMPORT)
    assert "was not deleted" in made.run("up", "--yes", "--skip-preview")
    assert emulator.names() == {"orders"}
    assert set(made.resources()) == {"renamed"}
    made.destroy()
    assert emulator.names() == set()


def by_hand(client: Any, name: str) -> str:
    made = client.create_flow(
        flowName=name,
        sourceFlowConfig={
            "connectorType": "S3",
            "sourceConnectorProperties": {
                "S3": {"bucketName": "exports", "bucketPrefix": "orders"}
            },
        },
        destinationFlowConfigList=[
            {
                "connectorType": "S3",
                "destinationConnectorProperties": {"S3": {"bucketName": "lake"}},
            }
        ],
        triggerConfig={
            "triggerType": "Scheduled",
            "triggerProperties": {"Scheduled": {"scheduleExpression": "rate(1hours)"}},
        },
        tasks=[{"taskType": "Map_all", "sourceFields": [], "taskProperties": {}}],
        tags={"team": "sales"},
    )
    return str(made["flowArn"])


def test_a_region_of_the_stack_or_a_provider_moves_what_names_none_itself(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(in_regions())
    made.up()
    assert emulator.names("eu-central-1") == {"pinned", "pinned-too"}
    assert emulator.names() == {"moving"}
    assert emulator.names("us-east-1") == {"moving-too"}
    # Another setting of a provider moves nothing.
    made.write(in_regions(more="max_retries=3, "))
    assert made.up("--refresh") == {"updated": 1, "unchanged": 5}

    made.configure({"appflow:region": "us-west-2"})
    made.write(in_regions("us-west-1"))
    steps = made.preview()
    assert (steps["pinned"], steps["pinned-too"]) == ("same", "same")
    assert steps["moving-too"] in {"replace", "delete-replaced", "create-replacement"}
    printed = made.run("up", "--yes", "--skip-preview")
    assert "moving): warning: moving: The flow will be replaced: region changed" in " ".join(
        printed.split()
    )
    assert emulator.names("eu-central-1") == {"pinned", "pinned-too"}
    assert emulator.names() == emulator.names("us-east-1") == set()
    assert emulator.names("us-west-2") == {"moving"}
    assert emulator.names("us-west-1") == {"moving-too"}
    made.up("--refresh", "--expect-no-changes")
    made.destroy()
    assert emulator.names("eu-central-1") == emulator.names("us-west-1") == set()


def in_regions(other: str = "us-east-1", more: str = "") -> str:
    """Flows in the stack's region and in another, of which one each has a region of its own."""
    flows = {
        "moving": "",
        "pinned": "region='eu-central-1',",
        "moving-too": "opts=OTHER,",
        "pinned-too": "opts=OTHER, region='eu-central-1',",
    }
    return f"""{HEAD}
URL = pulumi.Config("appflow").require("endpointUrl")
OTHER = pulumi.ResourceOptions(provider=appflow.Provider("other", region={other!r}, {more}endpoint_url=URL))
""" + "".join(
        f"appflow.Flow({name!r}, **{flow_args(name)!r}, {rest})\n" for name, rest in flows.items()
    )


def test_targets_aliases_and_protection_are_honoured(stack: Make, emulator: Emulator) -> None:
    made = stack(FLOW)
    made.up()
    made.configure({"description": "changed"})
    options = "opts=pulumi.ResourceOptions(protect=True, aliases=[pulumi.Alias(name='orders')]),"
    renamed = FLOW.replace('appflow.Flow(\n    "orders"', 'appflow.Flow(\n    "renamed"')
    made.write(renamed.replace("\n)\npulumi.export(", f"\n    {options}\n)\npulumi.export("))
    assert made.up("--target", "urn:pulumi:dev::tests::appflow:index:Flow::renamed")["updated"] == 1
    assert "protect" in made.run("destroy", "--yes", "--skip-preview", fails=True)
    assert emulator.names() == {"orders"}


def test_autonaming_follows_the_stacks_configuration(stack: Make, emulator: Emulator) -> None:
    nameless = FLOW.replace('    flow_name="orders",\n', "")
    made = stack(nameless)
    made.configure({"pulumi:autonaming": {"pattern": "${stack}-${name}"}})
    made.up()
    assert emulator.names() == {"dev-orders"}
    made.write(nameless.replace('"bucket_name": "lake"', '"bucket_name": "sea"'))
    assert made.up() == {"replaced": 1, "unchanged": 1}
    assert emulator.names() == {"dev-orders"}
