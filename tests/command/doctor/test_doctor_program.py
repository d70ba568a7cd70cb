"""What the doctor makes of a stack and of a preview: regions and tags of providers, resources that are only read, and files that are no use."""

import json
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest

from appflow_command.doctor.program import of_preview, of_stack
from tests.command import previews
from tests.command.doctor import fleets
from tests.stories import backend

Found = Callable[..., list[tuple[str, str]]]

NOW = datetime(2031, 1, 1, tzinfo=timezone.utc)
EAST = "urn:pulumi:dev::shop::pulumi:providers:appflow::east"
TAGS = {"tags": {"team": "sales"}}


def stack(provider: Any = None, **more: Any) -> dict[str, Any]:
    """A stack with a flow of the provider `east`."""
    made = {"urn": EAST, "type": "pulumi:providers:appflow", "inputs": provider or {}}
    orders = {
        "urn": "urn:pulumi:dev::shop::appflow:index:Flow::orders",
        "type": "appflow:index:Flow",
        "inputs": {"flowName": "orders"},
        "provider": f"{EAST}::1",
        **more,
    }
    return {"version": 3, "deployment": {"resources": [made, orders]}}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (TAGS, {"team": "sales"}),
        (json.dumps(TAGS), {"team": "sales"}),
        (None, {}),
        (previews.SECRET, None),
        ("{", None),
    ],
)
def test_default_tags_of_a_provider_are_tags_of_its_flows(tags: Any, expected: Any) -> None:
    (flow,) = of_stack(stack({"defaultTags": tags}), "stack", NOW).flows
    assert flow.tags == expected


def test_the_configuration_of_a_preview_is_that_of_every_other_provider() -> None:
    inputs = previews.flow(previews.mapped("Id"))
    config = {"appflow:region": "eu-west-1", "appflow:defaultTags": json.dumps(TAGS)}
    content = previews.preview(previews.step("create", after=inputs), config=config)
    (flow,) = of_preview(content, "preview", NOW).flows
    assert (flow.region, flow.tags) == ("eu-west-1", {"team": "sales"})


def test_a_flow_has_the_region_of_its_provider_unless_it_has_its_own() -> None:
    found = of_stack(stack({"region": "us-east-1"}), "stack", NOW)
    assert [each.region for each in found.flows] == ["us-east-1"]
    own = stack({"region": "us-east-1"}, inputs={"flowName": "orders", "region": "eu-west-1"})
    assert [each.region for each in of_stack(own, "stack", NOW).flows] == ["eu-west-1"]


def test_what_a_program_only_reads_is_not_its_own() -> None:
    assert of_stack(stack(external=True), "stack", NOW).flows == []


def test_a_profile_of_another_stack_is_there_and_one_that_was_deleted_is_not(found: Found) -> None:
    state = fleets.state()
    listed = state["deployment"]["resources"]
    listed.remove(next(each for each in listed if each["urn"].endswith("::help")))
    assert found("--live", state=state) == []
    backend.memory().profiles.pop("crm")
    assert found("--live", state=state) == [
        ("gone", "crm"),
        ("missing-profile", "accounts"),
        ("missing-profile", "orders"),
    ]


def test_a_live_report_is_about_the_region_of_the_stack(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleets.flow("copied").tags = {}
    orders = stack({"region": backend.REGION}, inputs={"flowName": "copied", "tags": {}})
    monkeypatch.delenv("AWS_REGION")
    assert ("no-tags", "copied") in found("--live", state=orders)


def test_flows_of_other_regions_are_left_out_of_a_live_report(found: Found) -> None:
    state = fleets.state()
    far = stack({"region": "us-east-1"}, inputs={"flowName": "far", "tags": {}})
    state["deployment"]["resources"] += far["deployment"]["resources"]
    assert ("no-tags", "far") in found(state=state)
    assert found("--live", state=state) == []
