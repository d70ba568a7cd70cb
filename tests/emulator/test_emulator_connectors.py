"""Built-in and registered connectors, and their objects."""

import pytest
from botocore.exceptions import ClientError

from appflow_emulator import Assumptions, assume
from appflow_emulator.connectors import CONNECTORS
from appflow_provider.shapes.recipes.table import RECIPES
from tests.api_requests import REGION, profile
from tests.programs import ACCOUNT

AWS_LABELS = Assumptions().aws_connector_labels
LAMBDA = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:jira"
JIRA = {
    "connectorLabel": "Jira",
    "description": "issues",
    "connectorProvisioningType": "LAMBDA",
    "connectorProvisioningConfig": {"lambda": {"lambdaArn": LAMBDA}},
}


def test_the_catalogue_has_all_connectors(appflow) -> None:
    appflow.register_connector(**JIRA)
    answer = appflow.describe_connectors(maxResults=100)
    assert set(answer["connectorConfigurations"]) == set(CONNECTORS)
    types = [one["connectorType"] for one in answer["connectors"]]
    assert types == [*CONNECTORS, *["CustomConnector"] * (len(AWS_LABELS) + 1)]
    labels = [one.get("connectorLabel") for one in answer["connectors"][len(CONNECTORS) :]]
    assert labels == [*AWS_LABELS, "Jira"]
    pages = appflow.describe_connectors()
    assert len(pages["connectors"]) == 20
    rest = appflow.describe_connectors(nextToken=pages["nextToken"], maxResults=100)
    assert len(rest["connectors"]) == len(answer["connectors"]) - 20


def test_connectors_of_aws_are_described_by_their_label_and_not_listed(appflow, refused) -> None:
    def described(label):
        asked = {"connectorType": "CustomConnector", "connectorLabel": label}
        return appflow.describe_connector(**asked)["connectorConfiguration"]

    told = described("HubSpot")
    assert (told["connectorLabel"], told["connectorOwner"]) == ("HubSpot", "AWS")
    assert "connectorArn" not in told
    assert told["canUseAsSource"] is True
    assert appflow.list_connectors()["connectors"] == []
    refused("ResourceNotFoundException", appflow.unregister_connector, connectorLabel="HubSpot")
    custom = appflow.describe_connectors(connectorTypes=["CustomConnector"], maxResults=100)
    assert len(custom["connectors"]) == 1 + len(AWS_LABELS)
    few = appflow.describe_connectors(connectorTypes=["S3"], maxResults=100)
    assert [one["connectorType"] for one in few["connectors"]] == ["S3"]
    appflow.register_connector(**{**JIRA, "connectorLabel": "HubSpot"})
    assert described("HubSpot")["connectorOwner"] == ACCOUNT
    assert len(appflow.list_connectors()["connectors"]) == 1
    custom = appflow.describe_connectors(connectorTypes=["CustomConnector"], maxResults=100)
    assert len(custom["connectors"]) == 1 + len(AWS_LABELS)
    appflow.unregister_connector(connectorLabel="HubSpot")
    assert described("HubSpot")["connectorOwner"] == "AWS"


def test_an_assumption_sets_which_connectors_aws_offers(appflow, refused) -> None:
    with assume(aws_connector_labels=("Okta",)):
        asked = {"connectorType": "CustomConnector", "connectorLabel": "HubSpot"}
        message = refused("ResourceNotFoundException", appflow.describe_connector, **asked)
        assert message == "Connector:HubSpot is not registered"
        appflow.describe_connector(**{**asked, "connectorLabel": "Okta"})


def test_describe_connector_returns_capabilities(appflow) -> None:
    answer = appflow.describe_connectors(connectorTypes=["Salesforce", "Redshift", "Amplitude"])
    told = answer["connectorConfigurations"]
    assert set(told) == {"Salesforce", "Redshift", "Amplitude"}
    assert told["Salesforce"]["supportedTriggerTypes"] == ["Scheduled", "Event", "OnDemand"]
    assert "EventBridge" in told["Salesforce"]["supportedDestinationConnectors"]
    assert told["Salesforce"]["connectorMetadata"]["Salesforce"]["oAuthScopes"]
    assert (told["Redshift"]["canUseAsSource"], told["Redshift"]["canUseAsDestination"]) == (
        False,
        True,
    )
    assert told["Amplitude"]["supportedSchedulingFrequencies"][0] == "DAILY"
    one = appflow.describe_connector(connectorType="Amplitude")["connectorConfiguration"]
    assert one == told["Amplitude"]


def test_a_connector_is_registered_updated_and_unregistered(appflow, refused) -> None:
    arn = appflow.register_connector(**JIRA)["connectorArn"]
    assert arn == f"arn:aws:appflow:{REGION}:{ACCOUNT}:connector/Jira"
    refused("ConflictException", appflow.register_connector, **JIRA)
    appflow.update_connector_registration(connectorLabel="Jira", description="tickets")
    told = appflow.describe_connector(connectorType="CustomConnector", connectorLabel="Jira")
    told = told["connectorConfiguration"]
    assert told["connectorDescription"] == "tickets"
    assert told["connectorProvisioningConfig"]["lambda"]["lambdaArn"] == LAMBDA
    assert told["registeredBy"].startswith("arn:aws:sts:")
    (listed,) = appflow.list_connectors()["connectors"]
    assert (listed["connectorLabel"], listed["connectorType"]) == ("Jira", "CustomConnector")
    appflow.unregister_connector(connectorLabel="Jira")
    assert appflow.list_connectors()["connectors"] == []
    for operation in (appflow.unregister_connector, appflow.update_connector_registration):
        message = refused("ResourceNotFoundException", operation, connectorLabel="Jira")
        assert message == "Connector:Jira is not registered"


def test_a_registration_requires_label_and_lambda(appflow, refused) -> None:
    refused("ValidationException", appflow.register_connector, connectorLabel="Jira")
    refused("ValidationException", appflow.describe_connector, connectorType="CustomConnector")


def test_a_connector_in_use_is_unregistered_only_by_force(appflow, refused) -> None:
    appflow.register_connector(**JIRA)
    appflow.create_connector_profile(**profile("tracker", "CustomConnector", connectorLabel="Jira"))
    message = refused("ConflictException", appflow.unregister_connector, connectorLabel="Jira")
    assert message.startswith(
        "Conflict executing request: Connector: Jira is associated with one or more connector"
        " profiles."
    )
    assert message.endswith("Some of the associated connector profiles are: [tracker]")
    appflow.unregister_connector(connectorLabel="Jira", forceDelete=True)


def test_a_label_must_be_registered_or_belong_to_aws(appflow, refused) -> None:
    request = profile("tracker", "CustomConnector", connectorLabel="Jira")
    message = refused("ResourceNotFoundException", appflow.create_connector_profile, **request)
    assert message == (
        "Connector:Jira is not registered. Please register it first before creating ConnectorProfile."
    )
    with assume(connector_label_checked=False):
        appflow.create_connector_profile(**{**request, "connectorProfileName": "unchecked"})
    appflow.register_connector(**JIRA)
    appflow.create_connector_profile(**request)


def test_an_unregistered_label_gives_status_404(appflow) -> None:
    with pytest.raises(ClientError) as caught:
        appflow.create_connector_profile(
            **profile("tracker", "CustomConnector", connectorLabel="Jira")
        )
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_the_labels_of_aws_are_those_of_the_recipes(appflow) -> None:
    assert set(AWS_LABELS) == {recipe.label for recipe in RECIPES if recipe.label}
    for label in AWS_LABELS:
        appflow.create_connector_profile(**profile(label, "CustomConnector", connectorLabel=label))


def test_a_hash_in_a_label_is_an_assumption(appflow, refused) -> None:
    appflow.register_connector(**{**JIRA, "connectorLabel": "Jira#2"})
    request = profile("tracker", "CustomConnector", connectorLabel="Jira#2")
    with assume(hash_in_label="refused"):
        refused("ValidationException", appflow.create_connector_profile, **request)
        refused(
            "ValidationException",
            appflow.register_connector,
            **{**JIRA, "connectorLabel": "Jira#3"},
        )
    appflow.create_connector_profile(**request)


# -- objects


def test_salesforce_has_a_few_objects_with_fields(appflow, refused) -> None:
    appflow.create_connector_profile(**profile())
    listed = appflow.list_connector_entities(connectorProfileName="crm")["connectorEntityMap"]
    names = [one["name"] for one in listed["Objects"]]
    assert names[:4] == ["Account", "Contact", "Opportunity", "Lead"]
    assert names[4:] == ["AccountChangeEvent", "OpportunityChangeEvent"]
    fields = appflow.describe_connector_entity(
        connectorProfileName="crm", connectorEntityName="Opportunity"
    )["connectorEntityFields"]
    by_name = {one["identifier"]: one for one in fields}
    amount = by_name["Amount"]["supportedFieldTypeDetails"]["v1"]
    assert amount["fieldType"] == "currency"
    assert "GREATER_THAN" in amount["filterOperators"]
    assert by_name["Id"]["isPrimaryKey"] is True
    refused(
        "ResourceNotFoundException",
        appflow.describe_connector_entity,
        connectorProfileName="crm",
        connectorEntityName="Made__c",
    )


@pytest.mark.parametrize("about", ["Account", "Opportunity"])
def test_a_change_event_has_the_fields_of_its_object_and_a_header(appflow, refused, about) -> None:
    appflow.create_connector_profile(**profile())

    def fields(name):
        asked = {"connectorProfileName": "crm", "connectorEntityName": name}
        found = appflow.describe_connector_entity(**asked)["connectorEntityFields"]
        return {one["identifier"]: one for one in found}

    event, record = fields(f"{about}ChangeEvent"), fields(about)
    assert event.keys() - record.keys() == {"ReplayId", "ChangeEventHeader"}
    assert record.keys() < event.keys()
    assert not any("destinationProperties" in field for field in event.values())
    asked = {"connectorProfileName": "crm", "connectorEntityName": "LeadChangeEvent"}
    refused("ResourceNotFoundException", appflow.describe_connector_entity, **asked)


def test_objects_come_in_pages(appflow) -> None:
    appflow.create_connector_profile(**profile())
    first = appflow.list_connector_entities(connectorProfileName="crm", maxResults=3)
    rest = appflow.list_connector_entities(connectorProfileName="crm", nextToken=first["nextToken"])
    assert [len(one["connectorEntityMap"]["Objects"]) for one in (first, rest)] == [3, 3]


def test_fields_of_s3_are_the_columns_of_its_files(aws, refused) -> None:
    appflow, s3 = aws(), aws("s3")
    s3.create_bucket(Bucket="lake", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(
        Bucket="lake", Key="orders/2030/a.csv", Body=b'\xef\xbb\xbfid,"order date"\n1,2\n'
    )
    s3.put_object(Bucket="lake", Key="events/a.jsonl", Body=b'{"kind": 1, "at": 2}\n')
    s3.put_object(Bucket="lake", Key="empty/a.csv", Body=b"")

    def columns(name):
        fields = appflow.describe_connector_entity(connectorType="S3", connectorEntityName=name)
        return [one["identifier"] for one in fields["connectorEntityFields"]]

    def entities(path=None):
        more = {} if path is None else {"entitiesPath": path}
        groups = appflow.list_connector_entities(connectorType="S3", **more)["connectorEntityMap"]
        return [one["name"] for group in groups.values() for one in group]

    assert columns("lake/orders") == ["id", "order date"]
    assert columns("lake/events") == ["kind", "at"]
    assert entities() == ["lake"]
    assert entities("lake") == ["lake/empty", "lake/events", "lake/orders"]
    assert entities("lake/orders") == ["lake/orders/2030"]
    assert entities("gone") == []
    for name in ("lake/empty", "lake/nothing", "gone/orders"):
        refused(
            "ResourceNotFoundException",
            appflow.describe_connector_entity,
            connectorType="S3",
            connectorEntityName=name,
        )


def test_other_connectors_have_no_invented_objects(appflow, refused) -> None:
    appflow.create_connector_profile(**profile("chat", "Slack"))
    listed = appflow.list_connector_entities(connectorProfileName="chat")
    assert listed["connectorEntityMap"] == {}
    refused(
        "ResourceNotFoundException",
        appflow.describe_connector_entity,
        connectorProfileName="chat",
        connectorEntityName="conversations",
    )


@pytest.mark.parametrize("operation", ["list_connector_entities", "reset_connector_metadata_cache"])
def test_a_connector_is_named_by_profile_or_type(appflow, refused, operation) -> None:
    call = getattr(appflow, operation)
    appflow.create_connector_profile(**profile())
    call(connectorProfileName="crm")
    call(connectorType="S3")
    refused("ValidationException", call)
    message = refused("ValidationException", call, connectorType="Salesforce")
    assert message == "connectorProfileName is required for connector Salesforce"
    refused("ResourceNotFoundException", call, connectorProfileName="gone")
