"""Mirrors: many flows from a few lines, on both fronts."""

import json
import os
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.mirrors import MIRROR, OBJECTS, PROGRAMS, PYTHON, flows, live, make_profile, record
from tests.e2e.stack import DYNAMIC, Stack, counts

Stacks = Callable[..., Stack]

EXPORTS = "\npulumi.export('names', crm.flow_names)\npulumi.export('arns', crm.flow_arns)\n"
PROGRAM = f"import pulumi\n{PYTHON}{EXPORTS}"


@pytest.fixture(autouse=True)
def crm(emulator: Emulator) -> None:
    """The connector profile, which is not part of the programs."""
    make_profile(emulator)


@pytest.mark.parametrize("language", PROGRAMS)
def test_a_program_for_fifty_objects_has_at_most_fifteen_lines(language: str) -> None:
    lines = PROGRAMS[language].splitlines()
    assert len(lines) <= 15
    assert max(map(len, lines)) <= 110


def test_fifty_objects_come_up_and_each_flow_lives_its_own_life(
    stack: Stacks, emulator: Emulator
) -> None:
    made = stack(PYTHON)
    live(made, emulator, PYTHON, made.write)
    assert made.destroy() == {"deleted": 51}
    assert emulator.names() == {"crm"}


def _urn(stack: Stack, name: str) -> str:
    return str(stack.resources()[name]["urn"])


FLOW = """\
orders = appflow.Flow(
    "orders",
    source_flow_config={
        "connector_type": "Salesforce",
        "connector_profile_name": "crm",
        "source_connector_properties": {"salesforce": {"object": "Thing00__c"}},
    },
    destination_flow_config_list=[{
        "connector_type": "S3",
        "destination_connector_properties": {"s3": {"bucket_name": "lake"}},
    }],
    trigger_config={"trigger_type": "OnDemand"},
    tasks=[{"task_type": "Map_all", "source_fields": []}],
)
"""


def test_a_flow_of_the_stack_is_taken_over_by_its_alias_and_each_goes_and_comes_alone(
    stack: Stacks, emulator: Emulator
) -> None:
    made = stack(f"{DYNAMIC}\n{FLOW}")
    assert made.up() == {"created": 2}
    before = flows(made)["orders"]["id"]
    record(made, *OBJECTS[:2])
    adopting = MIRROR.replace(
        "    mask=", '    per_object={"Thing00__c": {"aliases": ["orders"]}},\n    mask='
    )
    made.write(f"import pulumi\n{DYNAMIC}\n{adopting}{EXPORTS}")
    found = made.up()
    assert {**found, "unchanged": 1} == {"created": 2, "updated": 1, "unchanged": 1}
    assert flows(made)["crm-Thing00__c"]["id"] == before
    told = made.outputs()
    assert sorted(told["names"]) == OBJECTS[:2]
    assert told["names"]["Thing00__c"] == before
    assert told["arns"]["Thing00__c"].endswith(f":flow/{before}")
    assert made.up() == {"unchanged": 4}

    both = [urn for name in sorted(flows(made)) for urn in ("--target", _urn(made, name))]
    assert made.destroy(*both)["deleted"] == 2
    assert made.up(*both[2:])["created"] == 1
    assert sorted(flows(made)) == ["crm-Thing01__c"]
    assert made.destroy() == {"deleted": 3}


def test_a_mistake_in_a_rule_is_a_sentence_with_its_path(stack: Stacks) -> None:
    wrong = PROGRAM.replace('mask=["*Email*"]', 'mask=["*Email*", "WorkEmial"]').replace(
        "OnDemand", "OnDemnd"
    )
    made = stack(wrong)
    record(made, *OBJECTS[:2])
    printed = made.run("preview", fails=True)
    assert (
        'mask[1]: "WorkEmial" is not a field of any of the objects. Did you mean WorkEmail?'
        in printed
    )
    assert "Did you mean OnDemand?" in printed
    assert "appflow_provider/" not in printed
    assert "bug in pulumi-appflow" not in printed


WITH_VALUES = (
    MIRROR.replace('"lake"', 'base.id.apply(lambda name: f"lake-{name}")')
    .replace(
        "    mask=",
        '    tags={"key": pulumi.Output.secret("hunter2-" + "in-plain-sight")},\n    mask=',
    )
    .replace(
        '"OnDemand"},\n)', '"OnDemand"},\n    opts=pulumi.ResourceOptions(protect=PROTECT),\n)'
    )
)
PASSED_ON = f"""\
import pulumi
{DYNAMIC}

{FLOW.replace("orders", "base", 1).replace('"orders"', '"base", flow_name="base"')}
{WITH_VALUES}
"""


def test_values_of_other_resources_secrets_and_options_reach_the_flows(stack: Stacks) -> None:
    made = stack(PASSED_ON.replace("PROTECT", "True"))
    record(made, *OBJECTS[:2])
    assert made.up() == {"created": 5}
    found = flows(made)
    for name in ("crm-Thing00__c", "crm-Thing01__c"):
        properties = found[name]["inputs"]["destinationFlowConfigList"][0]
        assert "lake-base" in json.dumps(properties)
        assert any(each.endswith("::base") for each in found[name]["dependencies"])
        assert found[name]["protect"] is True
    assert "hunter2" not in made.kept()
    assert "hunter2" not in made.printed
    made.write(PASSED_ON.replace("PROTECT", "False"))
    assert made.up()["unchanged"] == 5
    assert made.destroy() == {"deleted": 5}


OPTIONS = """\
def tagged(args):
    if args.type_.endswith(":Flow"):
        props = {**args.props, "tags": {"by": "transform"}}
        return pulumi.ResourceTransformResult(props, args.opts)


options = pulumi.ResourceOptions(
    custom_timeouts=pulumi.CustomTimeouts(create="7m"),
    depends_on=[base],
    retain_on_delete=True,
    transforms=[tagged],
)
"""


def test_the_options_of_a_mirror_hold_for_its_flows(
    stack: Stacks, emulator: Emulator, front: str
) -> None:
    base = FLOW.replace("orders", "base", 1)
    provider = (
        'options.provider = appflow.Provider("us", region="us-east-1", endpoint_url=pulumi.Config("appflow").require("endpointUrl"))'
        if front == "plugin"  # dynamic resources have no provider
        else ""
    )
    mirror = MIRROR.replace('"OnDemand"},\n)', '"OnDemand"},\n    opts=options,\n)')
    make_profile(emulator, "us-east-1")
    made = stack(f"import pulumi\n{DYNAMIC}\n\n{base}\n{OPTIONS}\n{provider}\n\n{mirror}")
    record(made, *OBJECTS[:2])
    made.up()
    found = {name: each for name, each in flows(made).items() if name.startswith("crm-")}
    assert len(found) == 2
    for each in found.values():
        assert each["inputs"]["tags"] == {"by": "transform"}
        assert each["customTimeouts"] == {"create": 420}
        assert each["retainOnDelete"] is True
        assert any(urn.endswith("::orders") for urn in each["dependencies"])
    ids = {each["inputs"]["flowName"] for each in found.values()}
    assert ids <= emulator.names("us-east-1" if front == "plugin" else "eu-west-1")
    made.destroy()
    assert ids <= emulator.names("us-east-1" if front == "plugin" else "eu-west-1")


def test_objects_that_are_known_later_are_refused_in_the_preview(stack: Stacks) -> None:
    later = PASSED_ON.replace("PROTECT", "False").replace(
        'objects=["Thing*"]', "objects=base.flow_arn.apply(lambda arn: [arn])"
    )
    made = stack(later)
    record(made, *OBJECTS[:2])
    printed = made.run("preview", fails=True)
    assert (
        "objects is not known before the deployment, but decides which flows there are" in printed
    )


LOOKUP = PROGRAM.replace('schemas="./schemas"', "lookup=True").replace(
    '"Thing*"', '"Acc?unt", "Lead"'
)


def test_a_lookup_finds_the_objects_and_fields_and_a_failed_one_is_a_sentence(
    stack: Stacks, emulator: Emulator
) -> None:
    made = stack(LOOKUP)
    assert made.up() == {"created": 4}
    assert sorted(flows(made)) == ["crm-Account", "crm-Lead"]
    emulator.control("DELETE", "calls")
    assert made.up() == {"unchanged": 4}
    looked = emulator.control("GET", "calls")["counts"]
    assert looked == {"ListConnectorEntities": 1, "DescribeConnectorEntity": 2}
    emulator.client().delete_connector_profile(connectorProfileName="crm", forceDelete=True)
    printed = made.run("preview", fails=True)
    assert "getConnectorEntities" in printed
    assert "appflow_provider/" not in printed


def test_a_stack_with_a_mirror_moves_between_the_fronts(stack: Stacks, front: str) -> None:
    made = stack(PROGRAM)
    record(made, *OBJECTS[:2])
    assert made.up() == {"created": 4}
    made.front = "dynamic" if front == "plugin" else "plugin"
    made.write(PROGRAM)
    printed = made.run("up", "--yes", "--skip-preview")
    assert counts(printed).get("created", 0) == 0, printed
    assert re.search(r"replace", printed) is None, printed
    assert made.destroy()["deleted"] >= 4


FLEET = int(os.environ.get("MIRRORED_FLOWS", "30"))
"""How many flows a throttled mirror has. 200 take several times as long and prove no more, so they are tried by hand."""


def test_a_flow_that_is_refused_stops_neither_the_others_nor_the_program_that_goes_on(
    stack: Stacks, emulator: Emulator
) -> None:
    made = stack(PROGRAM)
    record(made, *OBJECTS[:1])
    made.up()
    record(made, *OBJECTS[:4])
    refused = {
        "kind": "refuse",
        "operation": "CreateFlow",
        "code": "ServiceQuotaExceededException",
        "message": "too many flows",
        "times": 1,
    }
    emulator.control("POST", "faults", [refused])
    printed = made.run("up", "--yes", "--skip-preview", "--continue-on-error", fails=True)
    emulator.control("DELETE", "faults")
    assert printed.count("ServiceQuotaExceededException: too many flows") >= 1
    assert "Traceback" not in printed
    assert "has a problem" not in printed
    assert len(flows(made)) == 3
    assert made.up()["created"] == 1
    assert sorted(made.outputs()["names"]) == OBJECTS[:4]


def throttled(operation: str) -> list[dict[str, Any]]:
    """
    Faults that refuse a call of every few. Each fires once, in whatever order the calls come: it passes fewer calls than succeed, and these
    it always sees.
    """
    afters = range(0, FLEET, 3)
    return [{"kind": "throttle", "operation": operation, "after": n, "times": 1} for n in afters]


def fired(emulator: Emulator) -> set[int]:
    """How often the faults have fired. Removes them."""
    rules = emulator.control("GET", "faults")["rules"]
    emulator.control("DELETE", "faults")
    return {rule["fired"] for rule in rules}


def test_a_throttled_mirror_loses_no_flow_and_a_preview_makes_no_call(
    stack: Stacks, emulator: Emulator
) -> None:
    objects = [f"Thing{number:03}__c" for number in range(FLEET)]
    made = stack(PYTHON)
    record(made, *objects)
    emulator.control("POST", "faults", throttled("CreateFlow"))
    assert made.up() == {"created": FLEET + 2}
    assert fired(emulator) == {1}
    there = emulator.names() - {"crm"}
    assert {each["id"] for each in flows(made).values()} == there
    assert len(there) == FLEET
    emulator.control("DELETE", "calls")
    made.run("preview", "--expect-no-changes")
    assert emulator.control("GET", "calls")["counts"] == {}
    emulator.control("POST", "faults", throttled("DeleteFlow"))
    assert made.destroy() == {"deleted": FLEET + 2}
    assert fired(emulator) == {1}
    assert emulator.names() == {"crm"}
