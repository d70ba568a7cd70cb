"""Check: problems, names, secrets, and unknown values."""

from datetime import datetime, timezone
from typing import Any

import botocore.session
import pytest

from appflow_provider.resources import RESOURCES, Inputs, State
from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.resources.contract import AUTONAMED
from appflow_provider.resources.flow import Flow
from appflow_provider.shapes.findings import findings
from appflow_provider.shapes.regions import (
    PRIVATE_LINK_TO_SALESFORCE,
    REGIONS,
    WITHOUT_APPFLOW,
    doubt,
)
from appflow_provider.values import UNKNOWN, Secret, leaves, path_text
from tests.programs import flow, profile


def paths(checked: Any) -> set[str]:
    return {path_text(problem.path) for problem in checked.problems}


def test_all_problems_are_named_at_once_with_their_paths() -> None:
    wrong = flow(
        triggerConfig={"triggerType": "Schedule"},
        sourceFlowConfig={
            "connectorType": "S3",
            "sourceConnectorProperties": {"salesforce": {"object": "Account"}},
        },
        description='a "quoted" word',
    )
    del wrong["tasks"]
    assert paths(Flow().check({}, wrong)) == {
        "triggerConfig.triggerType",
        "sourceFlowConfig.sourceConnectorProperties.salesforce",
        "description",
        "tasks",
    }


def test_good_inputs_come_back_as_the_user_wrote_them() -> None:
    assert Flow().check({}, flow()) == Flow().check({}, flow())
    assert Flow().check({}, flow()).inputs == flow()
    assert Flow().check({}, flow()).problems == ()


def test_credentials_given_as_plain_text_become_secrets_leaf_by_leaf() -> None:
    checked = ConnectorProfile().check({}, profile())
    config = checked.inputs["connectorProfileConfig"]
    assert config["connectorProfileCredentials"] == {
        "salesforce": {"refreshToken": Secret("hunter2")}
    }
    assert "hunter2" not in repr(checked)


def test_no_problem_repeats_a_secret() -> None:
    wrong = profile()
    wrong["connectorProfileConfig"]["connectorProfileCredentials"] = {
        "salesforce": {
            "refreshToken": "hunter 2",
            "jwtToken": "hunter3",
            "oauthRequest": {"authCode": "hunter 4"},
        }
    }
    checked = ConnectorProfile().check({}, wrong)
    assert len(checked.problems) >= 3
    assert "hunter" not in " ".join(map(str, checked.problems))


@pytest.mark.parametrize(("kind", "inputs"), [("Flow", flow()), ("ConnectorProfile", profile())])
def test_an_unknown_at_any_place_is_looked_past(kind: str, inputs: dict[str, Any]) -> None:
    for path, _ in leaves(inputs):
        for end in range(1, len(path) + 1):
            checked = RESOURCES[kind].check({}, with_unknown(inputs, path[:end]))
            assert checked.problems == (), path_text(path[:end])


def with_unknown(value: Any, path: Any) -> Any:
    if not path:
        return UNKNOWN
    if isinstance(value, dict):
        return {
            key: with_unknown(item, path[1:]) if key == path[0] else item
            for key, item in value.items()
        }
    return [
        with_unknown(item, path[1:]) if at == path[0] else item for at, item in enumerate(value)
    ]


def unnamed() -> dict[str, Any]:
    inputs = flow()
    del inputs["flowName"]
    return inputs


def test_a_flow_without_a_name_gets_a_legal_one_from_its_resource_name() -> None:
    checked = Flow().check({}, unnamed(), resource_name="my orders/2", seed=b"1")
    assert checked.inputs["flowName"].startswith("my-orders-2-")
    assert checked.inputs[AUTONAMED] is True
    assert (
        findings(RESOURCES["Flow"].inputs, {**flow(), "flowName": checked.inputs["flowName"]}) == []
    )


def test_an_automatic_name_depends_on_the_seed_and_is_kept_later() -> None:
    first = Flow().check({}, unnamed(), resource_name="orders", seed=b"1").inputs
    other = Flow().check({}, unnamed(), resource_name="orders", seed=b"2").inputs
    again = Flow().check(first, unnamed(), resource_name="orders", seed=b"2").inputs
    assert first["flowName"] != other["flowName"]
    assert again["flowName"] == first["flowName"]


def test_hidden_properties_of_others_are_no_members_of_ours() -> None:
    assert Flow().check({}, flow(__defaults=[])).problems == ()


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("HubSpot", "connectorLabel HubSpot"),
        ("SharePoint", "CustomConnector"),
        ("salesforce", "Did you mean Salesforce"),
    ],
)
def test_an_unknown_connector_type_names_the_way_to_the_application(word: str, hint: str) -> None:
    (problem, *_) = ConnectorProfile().check({}, profile(connectorType=word)).problems
    assert hint in problem.reason


_NOON = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
_TIMES = {
    "schedule-ended": ("scheduleEndTime", "2025-01-01T00:00:00Z", "2025-06-01T00:00:00Z"),
    "past-start": ("scheduleStartTime", "2025-01-01T00:00:00Z", 1735689601.5),
    "clock": ("scheduleStartTime", _NOON.timestamp() - 2.5, _NOON.timestamp() + 2.25),
    "future-start": ("firstExecutionFrom", "2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"),
}


@pytest.mark.parametrize("case", _TIMES)
def test_a_time_is_compared_with_the_present_when_it_is_new_or_changed(case: str) -> None:
    member, before, after = _TIMES[case]

    def scheduled(moment: Any, description: str) -> dict[str, Any]:
        schedule = {"scheduleExpression": "rate(1hours)", "dataPullMode": "Incremental"}
        trigger = {"scheduled": {**schedule, member: moment}}
        return flow(
            description=description,
            triggerConfig={"triggerType": "Scheduled", "triggerProperties": trigger},
            flowStatus="Active",
        )

    def warned(olds: dict[str, Any], news: dict[str, Any]) -> list[str]:
        found = Flow().check(olds, news, now=_NOON).warnings
        return [str(each) for each in found if each.path[-1] == member]

    old, same, changed = (
        scheduled(before, "one"),
        scheduled(before, "another"),
        scheduled(after, "one"),
    )
    assert len(warned({}, old)) == 1
    assert warned(old, same) == []
    assert len(warned(old, changed)) == 1


_TO_A_BUS = {
    "connectorType": "EventBridge",
    "destinationConnectorProperties": {"eventBridge": {"object": "Account"}},
}


@pytest.mark.parametrize(
    "given",
    [{}, {"flowStatus": "Active", "destinationFlowConfigList": [_TO_A_BUS]}],
    ids=["nobody-starts-it", "active-before-there-is-a-bus"],
)
def test_what_a_new_flow_needs_is_not_said_of_one_that_exists(given: dict[str, Any]) -> None:
    def warned(olds: dict[str, Any], news: dict[str, Any]) -> list[str]:
        found = Flow().check(olds, news, now=_NOON).warnings
        return [str(each) for each in found if each.path == ("flowStatus",)]

    old = flow(description="one", **given)
    assert len(warned({}, old)) == 1
    assert warned(old, {**old, "description": "another"}) == []


def test_a_time_in_seconds_is_named_once() -> None:
    trigger = {"scheduled": {"scheduleExpression": "rate(1hours)", "scheduleEndTime": 456.0}}
    ended = flow(triggerConfig={"triggerType": "Scheduled", "triggerProperties": trigger})
    (problem,) = Flow().check({}, ended, now=_NOON).problems
    assert str(problem).count("456") == 1


def test_a_missing_login_is_a_warning_but_for_profiles_that_were_adopted_without() -> None:
    with_login = profile()
    config: dict[str, Any] = {"connectorProfileProperties": {"salesforce": {}}}
    without = profile(connectorProfileConfig=config)

    def said(olds: dict[str, Any]) -> bool:
        warnings = ConnectorProfile().check(olds, without).warnings
        return any("needs a login" in str(each) for each in warnings)

    assert said({})
    assert said(with_login)
    assert not said(without)


def test_a_region_without_appflow_is_a_warning_with_the_one_that_was_meant() -> None:
    (warning,) = Flow().check({}, flow(region="us-east1")).warnings
    assert str(warning).endswith("Did you mean us-east-1? [region-without-appflow]")
    assert warning.path == ("region",)
    assert not Flow().check({}, flow(region="us-east-1")).warnings
    assert not Flow().check({}, flow(region=UNKNOWN)).warnings


def test_the_regions_are_those_of_botocores_endpoints() -> None:
    session = botocore.session.get_session()
    partitions = session.get_available_partitions()
    known = [
        region for each in partitions for region in session.get_available_regions("appflow", each)
    ]
    assert sorted(REGIONS) == sorted(known)
    everywhere = session.get_component("data_loader").load_data("endpoints")["partitions"]
    assert set(WITHOUT_APPFLOW) == {name for each in everywhere for name in each["regions"]} - set(
        REGIONS
    )


CONTINENTS = {
    "Africa": ("af-",),
    "Asia": ("ap-", "il-", "me-"),
    "Europe": ("eu-",),
    "North America": ("ca-", "mx-", "us-"),
    "Oceania": ("ap-southeast-2", "ap-southeast-4", "ap-southeast-6"),
    "South America": ("sa-",),
}


def continent(region: str) -> str:
    prefixes = [(prefix, name) for name, found in CONTINENTS.items() for prefix in found]
    return max((len(prefix), name) for prefix, name in prefixes if region.startswith(prefix))[1]


@pytest.mark.parametrize(("region", "near"), WITHOUT_APPFLOW.items(), ids=[*WITHOUT_APPFLOW])
def test_a_region_without_appflow_is_reported_with_the_nearest_one_on_its_continent(
    region: str, near: str | None
) -> None:
    said = doubt(region)
    assert said is not None
    assert said.startswith(f"AppFlow is not known to be available in {region}")
    assert "Did you mean" not in said
    if near is not None:
        assert said.endswith(f"The nearest region with AppFlow is {near}")
        assert near in REGIONS
        assert continent(near) == continent(region)


def test_a_misspelled_region_gets_the_region_it_looks_like() -> None:
    assert (
        doubt("eu-wset-1")
        == '"eu-wset-1" is not a known region of AppFlow. Did you mean eu-west-1?'
    )
    assert doubt("eu-north-2") == '"eu-north-2" is not a known region of AppFlow'
    assert doubt("mars") == '"mars" is not a known region of AppFlow'
    assert doubt("eu-west-1") is None


def test_private_links_to_salesforce_are_in_regions_of_appflow() -> None:
    assert set(PRIVATE_LINK_TO_SALESFORCE) <= set(REGIONS)


def test_another_key_for_a_profile_that_was_adopted_is_a_warning_each_time() -> None:
    config: dict[str, Any] = {"connectorProfileProperties": {"salesforce": {}}}
    key = "arn:aws:kms:eu-west-1:123456789012:key/{}"
    adopted = profile(connectorProfileConfig=config)
    first, other = ({**adopted, "kmsArn": key.format(name)} for name in ("first", "other"))

    def said(olds: dict[str, Any], news: dict[str, Any]) -> bool:
        warnings = ConnectorProfile().check(olds, news).warnings
        return any("is assumed to be the key" in str(each) for each in warnings)

    assert said(adopted, first)
    assert said(first, other)
    assert not said(first, first)
    assert not said(first, adopted)
    assert ConnectorProfile().diff(State(adopted), Inputs(other)).action == "same"


PAIRS = [
    pytest.param("Key", "Value", id="CloudFormation"),
    pytest.param("key", "value", id="CDK"),
]


@pytest.mark.parametrize(("key", "value"), PAIRS)
def test_lists_of_keys_and_values_are_all_named_with_the_map_to_write(key: str, value: str) -> None:
    task = {
        "taskType": "Map",
        "sourceFields": ["Id"],
        "destinationField": "Id",
        "taskProperties": [{key: "SOURCE_DATA_TYPE", value: "id"}],
    }
    tags = [{key: "team", value: "sales"}, {key: "stage", value: "prod"}]
    said = [str(each) for each in Flow().check({}, flow(tags=tags, tasks=[task])).problems]
    start = "is a list of keys and values, as CloudFormation and the CDK write it. Write a map: "
    assert f'tags {start}{{"team": "sales", "stage": "prod"}}.' in said
    assert f'tasks[0].taskProperties {start}{{"SOURCE_DATA_TYPE": "id"}}.' in said


def test_the_map_to_write_repeats_no_secret() -> None:
    for tags in (
        Secret([{"Key": "team", "Value": "s3cr3t"}]),
        [{"Key": "team", "Value": Secret("s3cr3t")}],
    ):
        (problem,) = Flow().check({}, flow(tags=tags)).problems
        assert "Write a map" in str(problem)
        assert "s3cr3t" not in str(problem)
