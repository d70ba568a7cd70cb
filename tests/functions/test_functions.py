"""Functions find all objects on all pages, and filter them."""

import json
import re
from typing import Any

import pytest

from appflow_emulator import Assumptions
from appflow_emulator.assumptions import set_assumptions
from appflow_provider.errors import AppFlowError, NotFound
from appflow_provider.functions import FUNCTIONS
from appflow_provider.resources import RESOURCES, Inputs, OperationContext
from appflow_provider.service import Services
from appflow_provider.surroundings import (
    GRANTS,
    READ,
    WRITE,
    key_statement,
    owner_statement,
    statement,
)
from appflow_provider.surroundings import SECRET as SECRET_OF_CLIENT
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


KEY = "arn:aws:kms:eu-west-1:123456789012:key/5d-1"
CLIENT = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:crm-AbCdEf"
FROM_LAKE: dict[str, Any] = {
    "sourceFlowConfig": {"sourceConnectorProperties": {"s3": {"bucketName": "lake"}}},
    "kmsArn": KEY,
}
TO_LAKE: dict[str, Any] = {  # as a dictionary of Python's
    "destination_flow_config_list": [
        {
            "destination_connector_properties": {
                "s3": {"bucket_name": "lake"},
                "snowflake": {"intermediate_bucket_name": "stage"},
            }
        }
    ],
    "metadata_catalog_config": {"glue_data_catalog": {"database_name": "sales"}},
    "flow_name": "returns",
}
CRM: dict[str, Any] = {
    "connectorProfileConfig": {
        "connectorProfileCredentials": {"salesforce": {"clientCredentialsArn": CLIENT}}
    }
}


def test_what_stands_around_flows_is_one_policy_each_and_needs_no_call(ask: Asker) -> None:
    given = [FROM_LAKE, TO_LAKE, FROM_LAKE, CRM]
    found = ask("getSurroundings", flows=given, account="123456789012")
    assert ask.ear.operations() == []
    buckets = {name: json.loads(text) for name, text in found["bucketPolicies"].items()}
    assert [*buckets] == ["lake", "stage"]
    (lake,) = buckets["lake"]["Statement"]
    assert lake["Action"] == [*GRANTS[READ].actions, *GRANTS[WRITE].actions]
    assert lake["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
    (stage,) = buckets["stage"]["Statement"]
    assert stage["Action"] == [*GRANTS[WRITE].actions]
    key = json.loads(found["keyPolicies"].pop(KEY))["Statement"]
    assert key == [
        owner_statement("123456789012", "eu-west-1"),
        key_statement("123456789012", "eu-west-1"),
    ]
    (secret,) = json.loads(found["secretPolicies"].pop(CLIENT))["Statement"]
    assert secret == statement([SECRET_OF_CLIENT], CLIENT)
    assert (found["keyPolicies"], found["secretPolicies"]) == ({}, {})
    assert found["databases"] == ["sales"]


def test_the_databases_of_a_mirror_are_sorted_whatever_order_its_objects_come_in(
    ask: Asker,
) -> None:
    own = {
        name: {"metadataCatalogConfig": {"glueDataCatalog": {"databaseName": f"of_{name}"}}}
        for name in ("c", "a", "b")
    }
    found = ask("getSurroundings", flows=[{"perObject": own}], account="123456789012")
    assert found["databases"] == ["of_a", "of_b", "of_c"]


def test_the_policy_of_a_key_is_for_the_region_of_the_flows(ask: Asker) -> None:
    found = ask(
        "getSurroundings", flows=[FROM_LAKE], account="123456789012", region="us-gov-west-1"
    )
    assert "appflow.us-gov-west-1.amazonaws.com" in found["keyPolicies"][KEY]
    assert "arn:aws-us-gov:s3:::lake" in found["bucketPolicies"]["lake"]


@pytest.mark.parametrize(
    ("flow", "words"),
    [
        (
            {"sourceFlowConfg": {}},
            r"flows\[0\].sourceFlowConfg is not a property of .* Did you mean sourceFlowConfig\?",
        ),
        (
            {"sourceConnectorProperties": {"s3": {"bucketName": "lake-{object:slug}"}}},
            r"flows\[0\].sourceConnectorProperties.s3.bucketName has a placeholder, 'lake-{object:slug}'",
        ),
    ],
)
def test_a_flow_that_would_get_no_policy_or_a_wrong_one_is_refused(
    ask: Asker, flow: dict[str, Any], words: str
) -> None:
    with pytest.raises(AppFlowError, match=words) as refused:
        ask("getSurroundings", flows=[flow], account="123456789012")
    begin = "getSurroundings 123456789012 in eu-west-1: "  # the flows themselves would fill pages
    assert re.match(rf"{begin}{words}", str(refused.value))


@pytest.mark.parametrize(
    ("name", "given", "paths"),
    [
        ("getFlow", {}, ["flowName"]),
        ("getFlow", {"flowName": "a b", "colour": 1}, ["flowName", "colour"]),
        ("getFlows", {"flowStatus": "active"}, ["flowStatus"]),
        ("getConnector", {"connectorType": "HubSpot"}, ["connectorType"]),
        ("getConnectorProfiles", {"connectorProfileNames": "crm"}, ["connectorProfileNames"]),
        ("getFlowTags", {"flowArn": "orders"}, ["flowArn"]),
        ("getSurroundings", {"flows": ["orders"], "account": "prod"}, ["account", "flows"]),
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
