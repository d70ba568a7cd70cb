"""What a change of a program means: nothing, an update, or a new resource. Rows are the replacement table."""

import copy
from typing import Any

import pytest

from appflow_provider.resources import RESOURCES, Inputs, State
from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.resources.contract import AUTONAMED
from appflow_provider.resources.flow import Flow
from appflow_provider.values import UNKNOWN
from tests.programs import flow, profile
from tests.resources.fake import ARN


def edited(inputs: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(inputs)
    *way, last = path.split("/")
    inner: Any = changed
    for step in way:
        inner = inner[int(step)] if step.isdigit() else inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return changed


SOURCE = "sourceFlowConfig/sourceConnectorProperties/s3"
TARGET = "destinationFlowConfigList/0/destinationConnectorProperties/s3"


@pytest.mark.parametrize(
    ("path", "value", "action"),
    [
        ("flowName", "orders-2", "replace"),
        ("kmsArn", "arn:aws:kms:eu-west-1:123456789012:key/other", "replace"),
        (f"{SOURCE}/bucketName", "other", "replace"),
        (f"{TARGET}/bucketName", "other", "replace"),
        ("sourceFlowConfig/connectorType", "Salesforce", "replace"),
        ("destinationFlowConfigList/0/connectorType", "Upsolver", "replace"),
        (f"{SOURCE}/bucketPrefix", "returns", "update"),
        (f"{TARGET}/bucketPrefix", None, "update"),
        ("description", "hourly", "update"),
        ("tags", {"team": "x"}, "update"),
        ("triggerConfig/triggerType", "OnDemand", "update"),
        ("tasks", [{"taskType": "Map", "sourceFields": ["a"]}], "update"),
        ("tasks", [{"taskType": "Map_all", "sourceFields": [""]}], "same"),
        ("description", "", "same"),
        ("metadataCatalogConfig", {}, "same"),
        ("description", UNKNOWN, "update"),
        ("flowName", UNKNOWN, "replace"),
    ],
)
def test_a_flow_is_kept_updated_or_replaced(path: str, value: Any, action: str) -> None:
    state = {**flow(), "flowArn": f"{ARN}:flow/orders"}
    assert Flow().diff(State(state), Inputs(edited(flow(), path, value))).action == action


@pytest.mark.parametrize(
    ("path", "value", "action"),
    [
        ("connectorProfileName", "crm-2", "replace"),
        ("connectorType", "Pardot", "replace"),
        ("connectorLabel", "X1", "replace"),
        ("kmsArn", "arn:aws:kms:eu-west-1:123456789012:key/other", "replace"),
        ("connectionMode", "Private", "update"),
        (
            "connectorProfileConfig/connectorProfileProperties/salesforce/instanceUrl",
            "https://x",
            "update",
        ),
        (
            "connectorProfileConfig/connectorProfileProperties/salesforce/isSandboxEnvironment",
            False,
            "same",
        ),
        (
            "connectorProfileConfig/connectorProfileCredentials/salesforce/refreshToken",
            "new",
            "update",
        ),
    ],
)
def test_a_profile_is_kept_updated_or_replaced(path: str, value: Any, action: str) -> None:
    state = {**profile(), "connectorProfileArn": f"{ARN}:connectorprofile/crm"}
    assert (
        ConnectorProfile().diff(State(state), Inputs(edited(profile(), path, value))).action
        == action
    )


@pytest.mark.parametrize(
    ("written", "own", "action"),
    [
        ("eu-west-1", "us-east-1", "same"),
        ("us-east-1", "eu-west-1", "replace"),
        (None, "eu-west-1", "same"),
        (None, "us-east-1", "replace"),
        (None, None, "same"),
        (UNKNOWN, "us-east-1", "update"),
    ],
)
def test_only_a_change_of_the_effective_region_counts(
    written: Any, own: str | None, action: str
) -> None:
    state = {**flow(), "flowArn": f"{ARN}:flow/orders"}
    news = flow() if written is None else flow(region=written)
    assert Flow().diff(State(state), Inputs(news), region=lambda: own).action == action


@pytest.mark.parametrize(
    ("news", "keeps"),
    [
        pytest.param(flow(kmsArn="k"), True, id="same-name"),
        pytest.param(flow(flowName="orders-2"), False, id="another-name"),
        pytest.param({**flow(kmsArn="k"), AUTONAMED: True}, False, id="made-up-name"),
        pytest.param(flow(region="us-east-1"), False, id="same-name-in-another-region"),
        pytest.param(flow(region="us-east-1", kmsArn="k"), False, id="region-and-more"),
        pytest.param(flow(region="eu-west-1", kmsArn="k"), True, id="same-region"),
    ],
)
def test_a_replacement_deletes_first_where_the_name_would_be_taken(news: Any, keeps: bool) -> None:
    state = {**flow(), "flowArn": f"{ARN}:flow/orders"}
    found = Flow().diff(State(state), news, region=lambda: "eu-west-1")
    assert Flow().keeps_name(found, State(state), news) is keeps


@pytest.mark.parametrize(
    ("news", "action"),
    [
        pytest.param({"destinationFlowConfigList": UNKNOWN}, "replace", id="destinations"),
        pytest.param({"destinationFlowConfigList": [UNKNOWN]}, "replace", id="destination"),
        pytest.param({"sourceFlowConfig": UNKNOWN}, "replace", id="source"),
        pytest.param({"tasks": UNKNOWN}, "update", id="tasks"),
        pytest.param({"triggerConfig": UNKNOWN}, "update", id="trigger"),
    ],
)
def test_an_unknown_value_is_a_replacement_where_it_may_be_one(news: Any, action: str) -> None:
    found = Flow().diff(State(flow()), Inputs(flow(**news)))
    assert found.action == action
    told = str(Flow().change_notes(found))
    assert ("is not known yet" in told) == (action == "replace")


def test_a_replacement_is_reported_with_its_reason_and_its_losses() -> None:
    state = {**flow(), "flowArn": f"{ARN}:flow/orders"}
    found = Flow().diff(State(state), Inputs(edited(flow(), f"{TARGET}/bucketName", "ocean")))
    (note,) = Flow().change_notes(found)
    assert note.warns
    assert note.text == (
        "The flow will be replaced: destinationFlowConfigList[0].destinationConnectorProperties.s3.bucketName changed, and AppFlow "
        "cannot change where a flow writes to. It loses its run history and, if it reads incrementally, the point up to which it "
        "has read."
    )
    assert (
        Flow().change_notes(Flow().diff(State(state), Inputs(edited(flow(), "description", "x"))))
        == ()
    )


def test_an_automatic_name_stays_and_is_no_change() -> None:
    kind = RESOURCES["Flow"]
    named = kind.check({}, flow()).inputs
    left = {key: value for key, value in flow().items() if key != "flowName"}
    unnamed = kind.check(named, left).inputs
    assert unnamed["flowName"] == "orders"
    assert kind.diff(State(named), unnamed).changes == ()
