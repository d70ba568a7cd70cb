"""Functions find all objects on all pages, and filter them."""

from typing import Any

import pytest

from appflow_emulator import Assumptions
from appflow_emulator.assumptions import set_assumptions
from appflow_provider.errors import AppFlowError, NotFound
from appflow_provider.functions import FUNCTIONS
from appflow_provider.resources import RESOURCES, Inputs, OperationContext
from appflow_provider.service import Services
from tests.peers.programs import Listening
from tests.programs import LAMBDA
from tests.stories import backend, samples

SECRET = "hunter2-hunter2"


class Asker:
    """Calls functions, and records their calls."""

    def __init__(self, services: Services) -> None:
        self.ear = Listening(services())
        self.work = OperationContext(lambda _region: self.ear)

    def __call__(self, name: str, **given: Any) -> dict[str, Any]:
        answered = FUNCTIONS[name](given, self.work)
        assert not answered.problems
        return answered.result

    def flow(self, name: str, **changes: Any) -> dict[str, Any]:
        program = {**samples.flow_from("S3"), "flowName": name, **changes}
        return RESOURCES["Flow"].create(Inputs(program), self.work).state


@pytest.fixture
def ask(services: Services) -> Asker:
    return Asker(services)


def test_a_flow_is_returned_with_all_its_properties(ask: Asker) -> None:
    state = ask.flow("orders", tags={"team": "sales"})
    found = ask("getFlow", flowName="orders")
    assert found["flowArn"] == state["flowArn"]
    assert found["tags"] == {"team": "sales"}
    assert found["sourceFlowConfig"]["sourceConnectorProperties"]["s3"]["bucketName"]
    assert found["createdAt"].endswith("Z")
    assert found["schemaVersion"] == 1


def test_a_flow_that_is_not_there_is_named_in_the_refusal(ask: Asker) -> None:
    with pytest.raises(NotFound, match="getFlow nothing in eu-west-1: ResourceNotFoundException"):
        ask("getFlow", flowName="nothing")


def test_all_flows_on_all_pages_are_found(ask: Asker) -> None:
    names = {f"flow-{number}" for number in range(103)}
    for name in names:
        ask.flow(name)
    found = ask("getFlows")["flows"]
    assert {flow["flowName"] for flow in found} == names
    assert ask.ear.operations()[-2:] == ["ListFlows", "ListFlows"]


def test_only_flows_that_fit_are_found(ask: Asker) -> None:
    ask.flow("sales-a", triggerConfig={"triggerType": "OnDemand"})
    ask.flow("sales-b", triggerConfig=samples.DAILY)
    ask.flow("other")

    def names(**wanted: Any) -> set[str]:
        return {flow["flowName"] for flow in ask("getFlows", **wanted)["flows"]}

    assert names(namePattern="sales-*") == {"sales-a", "sales-b"}
    assert names(namePattern="sales-*", triggerType="Scheduled") == {"sales-b"}
    assert names(flowStatus="Draft") >= {"sales-b"}
    assert names(sourceConnectorType="Slack") == set()
    assert names(destinationConnectorType="S3", namePattern="o*") == {"other"}


def test_profiles_without_their_credentials(ask: Asker) -> None:
    profile = samples.profile("Salesforce")
    profile["connectorProfileConfig"]["connectorProfileCredentials"] = {
        "salesforce": {"refreshToken": SECRET}
    }
    RESOURCES["ConnectorProfile"].create(
        Inputs({**profile, "connectorProfileName": "crm"}), ask.work
    )
    found = ask("getConnectorProfile", connectorProfileName="crm")
    assert found["connectorType"] == "Salesforce"
    assert found["connectorProfileProperties"]
    many = ask("getConnectorProfiles", connectorType="Salesforce", namePattern="cr*")
    assert [each["connectorProfileName"] for each in many["connectorProfiles"]] == ["crm"]
    named = ask("getConnectorProfiles", connectorProfileNames=["crm", "nobody"])
    assert len(named["connectorProfiles"]) == 1
    assert SECRET not in repr((found, many, named))


def test_a_missing_profile_is_refused(ask: Asker) -> None:
    with pytest.raises(NotFound, match='no connector profile "nobody" in eu-west-1'):
        ask("getConnectorProfile", connectorProfileName="nobody")


def test_all_connectors_and_each_by_itself(ask: Asker) -> None:
    found = ask("getConnectors")
    types = {each["connectorType"] for each in found["connectors"]}
    assert types == set(backend.connector_types()) == set(found["connectorConfigurations"])
    for kind in types - {"CustomConnector"}:
        one = ask("getConnector", connectorType=kind)
        assert one == found["connectorConfigurations"][kind]
        assert one["connectorType"] == kind
    few = ask("getConnectors", connectorTypes=["S3", "Slack"])
    assert {each["connectorType"] for each in few["connectors"]} == {"S3", "Slack"}


def test_connectors_that_are_registered(ask: Asker) -> None:
    assert ask("getConnectors", registered=True) == {
        "connectors": [],
        "connectorConfigurations": {},
    }
    program = {
        "connectorLabel": "HubSpot",
        "connectorProvisioningConfig": {"lambda": {"lambdaArn": LAMBDA}},
    }
    RESOURCES["Connector"].create(Inputs(program), ask.work)
    (found,) = ask("getConnectors", registered=True)["connectors"]
    assert found["connectorLabel"] == "HubSpot"
    one = ask("getConnector", connectorType="CustomConnector", connectorLabel="HubSpot")
    assert one["connectorProvisioningConfig"] == {"lambda": {"lambdaArn": LAMBDA}}


def test_objects_and_their_fields(ask: Asker) -> None:
    backend.profile_for("Salesforce", "crm")
    objects = ask("getConnectorEntities", connectorProfileName="crm", resetCache=True)
    names = [each["name"] for group in objects["connectorEntityMap"].values() for each in group]
    assert "Account" in names
    operations = ask.ear.operations()
    assert operations.index("ResetConnectorMetadataCache") < operations.index(
        "ListConnectorEntities"
    )
    fields = ask("getConnectorEntity", connectorProfileName="crm", connectorEntityName="Account")
    first = fields["connectorEntityFields"][0]
    assert first["identifier"]
    assert first["supportedFieldTypeDetails"]["v1"]["fieldType"]


def test_the_cache_is_left_alone_unless_asked(ask: Asker) -> None:
    backend.profile_for("Salesforce", "crm")
    ask("getConnectorEntities", connectorProfileName="crm")
    assert "ResetConnectorMetadataCache" not in ask.ear.operations()


def test_the_runs_of_a_flow_are_found(ask: Asker) -> None:
    ask.flow("orders", triggerConfig={"triggerType": "OnDemand"})
    for outcome in ("Successful", "Error", "Successful"):
        set_assumptions(Assumptions(run_status=outcome))
        RESOURCES["FlowRun"].create(Inputs({"flowName": "orders", "wait": False}), ask.work)
        ask("getFlowExecutionRecords", flowName="orders")
    runs = ask("getFlowExecutionRecords", flowName="orders")["flowExecutions"]
    assert len(runs) == 3
    (failed,) = ask("getFlowExecutionRecords", flowName="orders", executionStatus="Error")[
        "flowExecutions"
    ]
    assert failed["executionResult"]["errorInfo"]["executionMessage"]
    few = ask("getFlowExecutionRecords", flowName="orders", maximum=2)
    assert few["flowExecutions"] == runs[:2]


def test_tags_in_the_region_of_the_arn(ask: Asker) -> None:
    state = ask.flow("orders", tags={"team": "sales"})
    regions: list[str | None] = []

    def service(region: str | None) -> Any:
        regions.append(region)
        return ask.ear

    answered = FUNCTIONS["getFlowTags"]({"flowArn": state["flowArn"]}, OperationContext(service))
    assert answered.result == {"tags": {"team": "sales"}}
    assert regions == ["eu-west-1"]


@pytest.mark.parametrize(
    ("name", "given", "paths"),
    [
        ("getFlow", {}, ["flowName"]),
        ("getFlow", {"flowName": "a b", "colour": 1}, ["flowName", "colour"]),
        ("getFlows", {"flowStatus": "active"}, ["flowStatus"]),
        ("getConnector", {"connectorType": "HubSpot"}, ["connectorType"]),
        ("getConnectorProfiles", {"connectorProfileNames": "crm"}, ["connectorProfileNames"]),
        ("getFlowTags", {"flowArn": "orders"}, ["flowArn"]),
    ],
)
def test_wrong_arguments_are_all_named(name: str, given: Any, paths: list[str]) -> None:
    def nobody(_region: str | None) -> Any:
        raise AssertionError("asked")

    answered = FUNCTIONS[name](given, OperationContext(nobody))
    assert sorted(str(each.path[0]) for each in answered.problems) == sorted(paths)


def test_a_refusal_says_who_asked(ask: Asker) -> None:
    with pytest.raises(
        AppFlowError, match="getConnectorEntities in eu-west-1: ValidationException"
    ):
        ask("getConnectorEntities", connectorType="Salesforce")
