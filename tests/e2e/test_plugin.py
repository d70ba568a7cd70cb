"""What only the plugin can do, and the way between the fronts, through the real engine against the emulator."""

import json
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

TWO_TASKS = FLOW.replace(
    'tasks=[{"task_type": "Map_all", "source_fields": [], "connector_operator": {"s3": "NO_OP"}}],',
    """tasks=[
        {"task_type": "Filter", "source_fields": ["id", "total"], "connector_operator": {"s3": "PROJECTION"}},
        {"task_type": "Map", "source_fields": ["id"], "destination_field": "id"},
        {"task_type": "Map", "source_fields": ["total"], "destination_field": "total"},
    ],""",
)


def moved(made: Stack, front: str) -> None:
    made.front = front
    made.write(FLOW + "\nTOKEN = pulumi.Output.secret('hunter2')\n" + PROFILE)


def test_a_stack_moves_to_the_other_front_and_back_with_nothing_changed(
    stack: Make, emulator: Emulator
) -> None:
    made = stack("")
    moved(made, "dynamic")
    made.up()
    emulator.control("DELETE", "calls")
    for front in ("plugin", "dynamic", "plugin"):
        moved(made, front)
        assert made.preview()["orders"] == "same"
        assert made.up() == {"unchanged": 3}
        assert made.up("--expect-no-changes") == {"unchanged": 3}
        assert made.refresh("--expect-no-changes") == {"unchanged": 3}
        types = {name: each["type"] for name, each in made.resources().items()}
        assert ("dynamic" in types["orders"]) == (front == "dynamic")
    counts = emulator.control("GET", "calls")["counts"]
    assert not {name for name in counts if name.startswith(("Create", "Update", "Delete", "Tag"))}
    assert made.destroy()["deleted"] == 3
    assert emulator.names() == set()


def test_a_preview_names_each_changed_leaf(stack: Make) -> None:
    made = stack(TWO_TASKS)
    made.up()
    made.write(
        TWO_TASKS.replace('"destination_field": "total"', '"destination_field": "sum"').replace(
            '"bucket_prefix": "orders"', '"bucket_prefix": "sales"'
        )
    )
    step = made.steps()["orders"]
    assert step["op"] == "update"
    assert {path: diff["kind"] for path, diff in step["detailedDiff"].items()} == {
        "sourceFlowConfig.sourceConnectorProperties.s3.bucketPrefix": "update",
        "tasks[2].destinationField": "update",
    }
    assert '"total" => "sum"' in made.run("preview", "--diff")


def test_a_new_task_in_front_of_others_is_all_that_shows(stack: Make) -> None:
    made = stack(TWO_TASKS)
    made.up()
    mask = """{"task_type": "Mask", "source_fields": ["total"], "task_properties": {"MASK_VALUE": "#"},
         "connector_operator": {"s3": "MASK_ALL"}},\n"""
    made.write(TWO_TASKS.replace("tasks=[\n", "tasks=[\n" + mask))
    paths = made.steps()["orders"]["detailedDiff"]
    assert {path.split(".")[0] for path in paths} == {"tasks[0]"}


def test_a_replacement_names_the_leaf_and_its_price(stack: Make) -> None:
    made = stack(FLOW)
    made.up()
    made.write(FLOW.replace('"bucket_name": "lake"', '"bucket_name": "ocean"'))
    printed = made.run("preview", "--diff")
    assert "warning: orders: The flow will be replaced: destinationFlowConfigList[0]" in printed
    assert "It loses its run history" in printed
    made.up()


def test_outputs_that_stay_are_known_in_the_preview_of_an_update(stack: Make) -> None:
    made = stack(FLOW + '\npulumi.export("tail", flow.flow_arn.apply(lambda arn: arn[-6:]))\n')
    made.up()
    made.run("config", "set", "rate", "rate(2hours)")
    printed = made.run("preview", "--diff")
    assert "tail" not in printed  # known, and the same


@pytest.mark.parametrize("by", ["name", "arn"])
def test_a_flow_of_somebody_elses_is_imported_with_an_empty_diff_after(
    stack: Make, emulator: Emulator, by: str
) -> None:
    client = emulator.client()
    arn = by_hand(client)
    client.close()
    made = stack(HEAD)
    id_ = "orders" if by == "name" else arn
    # The language host that can be built from source writes no programs.
    made.run(
        "import",
        "appflow:index:Flow",
        "orders",
        id_,
        "--yes",
        "--protect=false",
        "--generate-code=false",
    )
    (state,) = made.resources().values()
    assert state["id"] == "orders"
    key = f'tags={{"team": "sales"}},\n    kms_arn="{state["inputs"]["kmsArn"]}",\n    tasks='
    made.write(FLOW.replace("tasks=", key, 1).replace(', "bucket_prefix": "shop"', ""))
    made.run("preview", "--expect-no-changes")
    made.refresh("--expect-no-changes")


def test_a_flow_that_is_imported_under_a_second_name_outlives_the_first(
    stack: Make, emulator: Emulator
) -> None:
    made = stack(FLOW)
    made.up()
    made.write(FLOW.replace('"orders",\n', '"renamed",\n', 1))
    refused = made.run("up", "--yes", "--skip-preview", fails=True)
    assert "If you renamed the resource, give it the option aliases" in refused
    made.run(
        *("import", "appflow:index:Flow", "renamed", "orders"),
        *("--yes", "--protect=false", "--generate-code=false"),
    )
    assert "was not deleted" in made.run("up", "--yes", "--skip-preview")
    assert emulator.names() == {"orders"}
    assert set(made.resources()) == {"renamed"}
    made.up("--expect-no-changes")
    made.destroy()
    assert emulator.names() == set()


def test_importing_what_is_not_there_says_so(stack: Make) -> None:
    made = stack(HEAD)
    printed = made.run("import", "appflow:index:Flow", "orders", "missing", "--yes", fails=True)
    assert "does not exist" in printed
    assert "There is no flow missing in eu-west-1. If it is in another region" in printed
    assert "Traceback" not in printed


def by_hand(client: Any) -> str:
    made = client.create_flow(
        flowName="orders",
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


def test_two_providers_make_the_same_flow_in_two_regions(stack: Make, emulator: Emulator) -> None:
    there = """
america = appflow.Provider("america", region="us-east-1", endpoint_url=pulumi.Config("appflow").require("endpointUrl"))
"""
    twin = (
        FLOW.removeprefix(HEAD)
        .replace('"orders",\n', '"twin",\n', 1)
        .replace("\n)\n", "\n    opts=pulumi.ResourceOptions(provider=america),\n)\n", 1)
    )
    made = stack(FLOW + there + twin)
    made.up()
    assert emulator.names() == emulator.names("us-east-1") == {"orders"}
    made.up("--expect-no-changes")
    made.refresh("--expect-no-changes")
    made.write(FLOW + there.replace("us-east-1", "us-west-2") + twin)
    assert made.preview()["twin"] in {"replace", "delete-replaced", "create-replacement"}
    made.write(
        FLOW + there.replace('region="us-east-1"', 'region="us-east-1", max_retries=3') + twin
    )
    assert made.preview()["twin"] == "same"
    made.up()
    made.destroy()
    assert emulator.names("us-east-1") == set()


def test_another_region_moves_what_names_none_itself(stack: Make, emulator: Emulator) -> None:
    made = stack(in_regions())
    made.up()
    assert emulator.names("eu-central-1") == {"pinned", "pinned-too"}
    assert emulator.names() == {"moving"}
    assert emulator.names("us-east-1") == {"moving-too"}
    made.run("config", "set", "appflow:region", "us-west-2")
    made.write(in_regions("us-west-1"))
    steps = made.preview()
    assert (steps["pinned"], steps["pinned-too"]) == ("same", "same")
    printed = made.run("up", "--yes", "--skip-preview")
    assert "moving): warning: moving: The flow will be replaced: region changed" in " ".join(
        printed.split()
    )
    assert emulator.names("eu-central-1") == {"pinned", "pinned-too"}
    assert emulator.names() == emulator.names("us-east-1") == set()
    assert emulator.names("us-west-2") == {"moving"}
    assert emulator.names("us-west-1") == {"moving-too"}
    made.up("--expect-no-changes")
    made.destroy()


def in_regions(other: str = "us-east-1") -> str:
    """Flows in the stack's region and in another, of which one each has a region of its own."""
    flows = {
        "moving": "",
        "pinned": "region='eu-central-1',",
        "moving-too": "opts=OTHER,",
        "pinned-too": "opts=OTHER, region='eu-central-1',",
    }
    return f"""{HEAD}
URL = pulumi.Config("appflow").require("endpointUrl")
OTHER = pulumi.ResourceOptions(provider=appflow.Provider("other", region={other!r}, endpoint_url=URL))
""" + "".join(
        f"appflow.Flow({name!r}, **{flow_args(name)!r}, {more})\n" for name, more in flows.items()
    )


def test_options_of_the_engine_are_honoured(stack: Make, emulator: Emulator) -> None:
    made = stack(FLOW)
    made.up()
    option = "\n    opts=pulumi.ResourceOptions({}),\n)\npulumi.export("
    made.run("config", "set", "description", "changed")
    made.write(FLOW.replace("\n)\npulumi.export(", option.format('ignore_changes=["description"]')))
    assert made.preview()["orders"] == "same"
    made.write(
        FLOW.replace('appflow.Flow(\n    "orders"', 'appflow.Flow(\n    "renamed"').replace(
            "\n)\npulumi.export(", option.format('aliases=[pulumi.Alias(name="orders")]')
        )
    )
    assert made.up("--target", "urn:pulumi:dev::tests::appflow:index:Flow::renamed")["updated"] == 1
    made.write(
        FLOW.replace(
            "\n)\npulumi.export(",
            option.format("protect=True, aliases=[pulumi.Alias(name='renamed')]"),
        )
    )
    made.up()
    assert "protect" in made.run("destroy", "--yes", "--skip-preview", fails=True)
    assert emulator.names() == {"orders"}


def test_autonaming_follows_the_stacks_configuration(stack: Make, emulator: Emulator) -> None:
    made = stack(FLOW.replace('    flow_name="orders",\n', ""))
    made.run("config", "set", "--path", "pulumi:autonaming.pattern", "${stack}-${name}")
    made.up()
    assert emulator.names() == {"dev-orders"}
    made.up("--expect-no-changes")
    made.write(
        FLOW.replace('    flow_name="orders",\n', "").replace(
            '"bucket_name": "lake"', '"bucket_name": "sea"'
        )
    )
    made.up()
    assert emulator.names() == {"dev-orders"}


def test_credentials_stay_hidden_in_the_engines_log(stack: Make) -> None:
    marker = "hunter2-in-plain-sight"
    made = stack(HEAD + f'TOKEN = pulumi.Output.secret("{marker}")\n' + PROFILE)
    # From -v=9 on the engine itself logs what comes over its own wire, before any provider sees it.
    made.run("up", "--yes", "--skip-preview", "--logtostderr", "--logflow", "-v=8", "--debug")
    made.write(HEAD + f'TOKEN = pulumi.Output.secret("{marker}-2")\n' + PROFILE)
    made.run("up", "--yes", "--diff", "--logtostderr", "--logflow", "-v=8", "--debug")
    assert marker not in made.printed


def test_state_of_both_fronts_has_the_same_properties(stack: Make) -> None:
    made = stack("")
    seen = []
    for front in ("dynamic", "plugin"):
        made.front = front
        made.write(FLOW)
        made.up()
        (flow,) = made.resources().values()
        seen.append(
            [
                {key: value for key, value in flow[side].items() if key not in HIDDEN}
                for side in ("inputs", "outputs")
            ]
        )
        if front == "dynamic":
            made.destroy()
    assert json.dumps(seen[0], sort_keys=True) == json.dumps(seen[1], sort_keys=True)
