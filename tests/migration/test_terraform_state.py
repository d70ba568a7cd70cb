"""The state of Terraform is read: addresses, names, versions of the format, and what is no such state."""

import itertools
import json
from typing import Any

import pytest

from appflow_provider.errors import AppFlowError
from appflow_provider.migration import terraform_state
from tests.migration.states import resource, state

FLOW = {"name": "orders"}


def read(content: Any) -> Any:
    return terraform_state.read(content, "terraform.tfstate")


ADDRESSES = {
    ("", "orders", None): ("aws_appflow_flow.orders", "orders"),
    ("", "flows", "eu-orders"): ('aws_appflow_flow.flows["eu-orders"]', "flows-eu-orders"),
    ("", "this", "orders"): ('aws_appflow_flow.this["orders"]', "orders"),
    ("", "flow", 2): ("aws_appflow_flow.flow[2]", "flow-2"),
    ("module.crm", "this", None): ("module.crm.aws_appflow_flow.this", "crm"),
    ('module.crm["eu"].module.flows[1]', "main", "a/b"): (
        'module.crm["eu"].module.flows[1].aws_appflow_flow.main["a/b"]',
        "crm-eu-flows-1-a-b",
    ),
    ("", "flows", "F\u00e4lle"): ('aws_appflow_flow.flows["F\u00e4lle"]', "flows-Falle"),
    ("", "odd", 'say "so"'): ('aws_appflow_flow.odd["say \\"so\\""]', "odd-say-so"),
}


@pytest.mark.parametrize(("module", "name", "key"), ADDRESSES)
def test_addresses_are_those_of_terraform_and_names_are_readable(
    module: str, name: str, key: str | int | None
) -> None:
    more: dict[str, Any] = {} if key is None else {"index_key": key}
    (each,) = read(state(resource("aws_appflow_flow", name, FLOW, module, **more))).described
    assert (each.origin, each.label) == ADDRESSES[module, name, key]


def test_the_output_of_show_has_the_same_resources() -> None:
    root = {
        "resources": [
            {
                "address": 'aws_appflow_flow.this["a"]',
                "mode": "managed",
                "type": "aws_appflow_flow",
                "name": "this",
                "index": "a",
                "values": FLOW,
            }
        ],
        "child_modules": [
            {
                "address": "module.crm",
                "resources": [
                    {
                        "address": "module.crm.aws_appflow_flow.this",
                        "mode": "managed",
                        "type": "aws_appflow_flow",
                        "name": "this",
                        "values": FLOW,
                    }
                ],
            }
        ],
    }
    shown = {"format_version": "1.0", "terraform_version": "1.9", "values": {"root_module": root}}
    assert terraform_state.is_state(shown)
    assert [(each.origin, each.label) for each in read(shown).described] == [
        ('aws_appflow_flow.this["a"]', "a"),
        ("module.crm.aws_appflow_flow.this", "crm"),
    ]


def test_data_sources_are_left_out_and_other_resources_counted() -> None:
    data = {**resource("aws_caller_identity", "me", {}), "mode": "data"}
    found = read(state(data, resource("aws_s3_bucket", "lake", {})))
    assert found.described == ()
    assert found.others == {"aws_s3_bucket": 1}


def test_a_tainted_object_is_taken_and_reported() -> None:
    (each,) = read(state(resource("aws_appflow_flow", "a", FLOW, status="tainted"))).described
    assert [str(notice) for notice in each.notices] == [
        "is tainted: the next `terraform apply` would replace it"
    ]


def test_a_deposed_object_is_not_taken() -> None:
    found = read(state(resource("aws_appflow_flow", "old", FLOW, deposed="4f1c")))
    assert found.described == ()
    assert "aws_appflow_flow.old is a deposed object" in str(found.skipped[0])


def test_the_default_tags_of_the_provider_are_taken_as_tags() -> None:
    attributes = {**FLOW, "tags": {"a": "1"}, "tags_all": {"a": "1", "cost": "2"}}
    (each,) = read(state(resource("aws_appflow_flow", "orders", attributes))).described
    assert each.inputs["tags"] == {"a": "1", "cost": "2"}


def test_tasks_stand_in_the_order_of_the_projection_because_terraform_has_a_set_of_them() -> None:
    def task(type_: str, operator: str, *fields: str, to: str = "") -> dict[str, Any]:
        operators = [{"salesforce": operator, "s3": ""}]
        return {
            "task_type": type_,
            "source_fields": [*fields],
            "connector_operator": operators,
            "destination_field": to,
        }

    tasks = [
        task("Filter", "PROJECTION", "Id", "Name", "City"),
        task("Map", "NO_OP", "Id", to="Id"),
        task("Map", "NO_OP", "Name", to="Label"),
        task("Truncate", "TRUNCATE", "City", to="City"),
        task("Arithmetic", "ADDITION", "Other", "Id", to="Sum"),
    ]
    for order in itertools.permutations(tasks):
        attributes = {**FLOW, "task": [*order]}
        (each,) = read(state(resource("aws_appflow_flow", "orders", attributes))).described
        fields = [task.get("sourceFields") for task in each.inputs["tasks"]]
        assert fields == [["Id", "Name", "City"], ["Id"], ["Name"], ["City"], ["Other", "Id"]]
    (whole,) = read(
        state(resource("aws_appflow_flow", "a", {**FLOW, "task": [task("Map_all", "NO_OP", "")]}))
    ).described
    assert [each["taskType"] for each in whole.inputs["tasks"]] == ["Map_all"]


WRONG = {
    "format 3": ({"version": 3, "terraform_version": "0.11", "modules": []}, "has format 3"),
    "encrypted": ({"encrypted_data": "b64", "meta": {}}, "tofu show -json"),
    "a plan": ({"format_version": "1.2", "planned_values": {}}, "is a plan"),
    "damaged": ({"version": 4, "lineage": "x", "resources": [{"type": "x"}]}, "is damaged"),
    "no list": ({"version": 4, "lineage": "x", "resources": "none"}, "is damaged"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_gets_one_sentence(name: str) -> None:
    content, words = WRONG[name]
    assert terraform_state.is_state(content)
    with pytest.raises(AppFlowError) as refused:
        read(content)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_other_json_is_not_a_state() -> None:
    assert not any(map(terraform_state.is_state, ([], {}, {"version": 3, "deployment": {}}, None)))
    assert terraform_state.is_state(json.loads(json.dumps(state())))
