"""A Lambda function registered as a connector, with a profile and a flow on it."""

from typing import Any

import pytest

from appflow_emulator import assume
from appflow_provider.errors import Conflict
from appflow_provider.functions import FUNCTIONS
from appflow_provider.resources import RESOURCES, Inputs, OperationContext, State
from appflow_provider.resources.listing import list_page
from appflow_provider.service import Services
from tests.peers.programs import listening
from tests.stories import backend, samples
from tests.stories.lifecycle import Life

LAMBDA = "arn:aws:lambda:eu-west-1:123456789012:function:{}"


def program(function: str = "hubspot", **more: Any) -> dict[str, Any]:
    config = {"lambda": {"lambdaArn": LAMBDA.format(function)}}
    return {"connectorLabel": "HubSpot", "connectorProvisioningConfig": config, **more}


@pytest.fixture
def life(services: Services) -> Life:
    return Life("Connector", services)


def registered() -> Any:
    return backend.memory().connectors["HubSpot"]


def test_it_is_registered_changed_and_unregistered(life: Life) -> None:
    assert life.up(program(description="CRM")) == "create"
    assert life.state["connectorArn"] == registered().arn
    assert life.state["connectorName"] == "HubSpot"
    assert life.state["registeredAt"].endswith("Z")
    assert life.up(program("other", description="CRM")) == "update"
    assert registered().lambda_arn == LAMBDA.format("other")
    assert life.up(program("other")) == "update"
    assert not registered().description
    assert life.up(program("other", connectorProvisioningType="LAMBDA")) == "same"
    life.destroy()


def test_a_description_without_its_arn_loses_nothing(life: Life, services: Services) -> None:
    with assume(described_connectors="as_reported"):
        assert life.up(program(description="CRM")) == "create"
        arn = registered().arn
        assert life.state["connectorArn"] == arn
        assert life.up(program("other", description="CRM")) == "update"
        assert life.up(program("other", description="CRM")) == "same"
        life.refresh()
        assert life.state["connectorArn"] == arn
        for registered_alone in ({"registered": True}, {}):
            asked = {"connectorTypes": ["CustomConnector"], **registered_alone}
            found = FUNCTIONS["getConnectors"](asked, OperationContext(services)).result[
                "connectors"
            ]
            assert {each["connectorType"] for each in found} == {"CustomConnector"}
            assert "HubSpot" in [each.get("connectorLabel") for each in found]
        life.destroy()
    assert "HubSpot" not in backend.memory().connectors


def test_a_connector_of_aws_is_not_adopted(life: Life, services: Services) -> None:
    asked = {"connectorType": "CustomConnector", "connectorLabel": "HubSpot"}
    assert services().call("DescribeConnector", asked)["connectorConfiguration"]
    assert life.resource.read("HubSpot", State({}), OperationContext(services)) is None
    life.up(program())
    life.destroy()
    assert services().call("DescribeConnector", asked)["connectorConfiguration"]


def test_those_of_aws_are_not_listed_among_ours() -> None:
    class Listing:
        region = "eu-west-1"

        def call(self, _operation: str, _request: Any) -> dict[str, Any]:
            theirs = {"connectorLabel": "HubSpot", "connectorOwner": "AWS"}
            ours = {"connectorLabel": "Jira", "registeredBy": "arn:aws:iam::123456789012:user/x"}
            return {"connectors": [theirs, ours, {"connectorName": "without a label"}]}

    found = list_page("Connector", Listing()).found  # type: ignore[arg-type]
    assert [each.name for each in found] == ["Jira"]


def test_another_label_is_another_connector(life: Life) -> None:
    life.up(program())
    assert life.up(program(connectorLabel="HubSpot2")) == "replace"
    assert set(backend.memory().connectors) == {"HubSpot2"}


def test_drift_shows_and_is_put_back(life: Life) -> None:
    life.up(program())
    registered().lambda_arn = LAMBDA.format("by-hand")
    life.refresh()
    changes = life.diff(life.check(program())).changes
    assert [change.path for change in changes] == [
        ("connectorProvisioningConfig", "lambda", "lambdaArn")
    ]
    assert life.up(program()) == "update"
    assert registered().lambda_arn == LAMBDA.format("hubspot")


@pytest.mark.parametrize("by_arn", [False, True], ids=["label", "arn"])
def test_it_is_imported(life: Life, by_arn: bool) -> None:
    life.up(program(description="CRM"))
    held = life.resource.read(registered().arn if by_arn else "HubSpot", State({}), life.work)
    assert held is not None
    region = {"region": backend.REGION} if by_arn else {}
    assert held.inputs == {**program(description="CRM"), **region}
    assert life.resource.diff(held.state, Inputs(program(description="CRM"))).changes == ()


def test_while_it_is_used_it_stays_unless_it_is_forced(services: Services) -> None:
    life, ear = listening("Connector", services)
    life.up(program())
    profile = samples.profile("CustomConnector")
    held = RESOURCES["ConnectorProfile"].create(
        Inputs({**profile, "connectorLabel": "HubSpot"}), life.work
    )
    with pytest.raises(Conflict, match=rf"unregistering connector HubSpot.*{held.id_}"):
        life.resource.delete(life.id_, life.state, life.work)
    assert life.up(program(forceDelete=True)) == "update"
    assert "UpdateConnectorRegistration" not in ear.operations()
    life.destroy()


def test_a_connector_without_a_function_is_warned_about(life: Life) -> None:
    checked = life.resource.check({}, {**program(), "connectorProvisioningConfig": {}})
    assert not checked.problems
    (warning,) = checked.warnings
    assert warning.path == ("connectorProvisioningConfig", "lambda")


def test_one_that_was_unregistered_by_hand_is_gone_and_made_again(life: Life) -> None:
    life.up(program())
    backend.memory().connectors.clear()
    life.refresh()
    assert life.up(program()) == "create"
