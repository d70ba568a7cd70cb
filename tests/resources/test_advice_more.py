"""Advice that is made of the request and of what the service can be asked for: policies, users, profiles and labels."""

import json
import re

import pytest

from appflow_provider.errors import Advice, AppFlowError
from appflow_provider.resources.advice import advice_for
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.secrecy import Redactor
from appflow_provider.values import Secret
from tests.resources.answers import Lists, told

TO_S3 = {
    "sourceFlowConfig": {
        "connectorType": "S3",
        "sourceConnectorProperties": {"S3": {"bucketName": "exports", "bucketPrefix": "orders"}},
    },
    "destinationFlowConfigList": [
        {
            "connectorType": "S3",
            "destinationConnectorProperties": {"S3": {"bucketName": "lake"}},
        }
    ],
}
TO_SNOWFLAKE = {
    "destinationFlowConfigList": [
        {
            "connectorType": "Snowflake",
            "destinationConnectorProperties": {
                "Snowflake": {
                    "object": "T",
                    "intermediateBucketName": "between",
                    "errorHandlingConfig": {"bucketName": "failed"},
                }
            },
        }
    ]
}


def policies(step):
    """The statements in a step, by bucket."""
    lines = re.findall(r"Statement for the policy of bucket (\S+): (\{.*\})", step)
    return {bucket: json.loads(text) for bucket, text in lines}


@pytest.mark.parametrize("code", ["AccessDeniedException", "ConnectorServerException"])
def test_the_statement_that_a_bucket_lacks_is_given_whole(code):
    found = policies(told("Access denied", code, request=TO_S3).step)
    assert found["exports"] == {
        "Effect": "Allow",
        "Principal": {"Service": "appflow.amazonaws.com"},
        "Action": ["s3:ListBucket", "s3:GetObject"],
        "Resource": ["arn:aws:s3:::exports", "arn:aws:s3:::exports/*"],
    }
    assert found["lake"]["Action"] == [
        "s3:PutObject",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
        "s3:ListBucketMultipartUploads",
        "s3:GetBucketAcl",
        "s3:PutObjectAcl",
    ]


def test_buckets_beside_the_destination_have_statements_too():
    found = policies(told("denied", "AccessDeniedException", request=TO_SNOWFLAKE).step)
    assert sorted(found) == ["between", "failed"]


def test_a_bucket_that_is_read_and_written_has_one_statement():
    both = json.loads(json.dumps(TO_S3).replace("lake", "exports"))
    (statement,) = policies(told("denied", "AccessDeniedException", request=both).step).values()
    assert statement["Action"][0] == "s3:ListBucket"
    assert statement["Action"][-1] == "s3:PutObjectAcl"


def test_a_statement_can_be_copied_as_it_stands():
    refused = AppFlowError("denied", code="AccessDeniedException", request_id="r-1")
    refused.advice = told("denied", "AccessDeniedException", request=TO_S3)
    first, *lines = str(refused).splitlines()
    assert first.endswith("(request id r-1)")
    assert len(lines) == 2
    assert all(line.endswith('/*"]}') for line in lines)


IN_USE = "Conflict executing request: Connector profile: crm is associated with one or more flows. Some are: [a]"


def flow(profile):
    return {"sourceFlowConfig": {"connectorType": "Salesforce", "connectorProfileName": profile}}


def deleting(**pages):
    service = Lists(**pages)
    request = {"connectorProfileName": "crm"}
    return told(
        IN_USE, "ConflictException", "DeleteConnectorProfile", request, service
    ).step, service


CRM = {
    "DescribeConnectorProfiles": [{"connectorProfileDetails": [{"connectorType": "Salesforce"}]}]
}


def test_the_flows_that_use_a_profile_are_named_from_all_pages():
    listed = [
        {"flows": [{"flowName": "a", "sourceConnectorType": "Salesforce"}]},
        {"flows": [{"flowName": "other", "sourceConnectorType": "S3"}]},
        {"flows": [{"flowName": "b", "destinationConnectorType": "Salesforce"}]},
    ]
    step, service = deleting(**CRM, ListFlows=listed, DescribeFlow=[flow("crm")])
    assert step.endswith("It is used by a, b")
    looked = [request["flowName"] for what, request in service.asked if what == "DescribeFlow"]
    assert looked == ["a", "b"]


def test_a_flow_through_another_profile_is_not_named():
    listed = [{"flows": [{"flowName": "a", "sourceConnectorType": "Salesforce"}]}]
    step, _ = deleting(**CRM, ListFlows=listed, DescribeFlow=[flow("another")])
    assert "It is used by" not in step


def test_many_users_are_not_all_named_and_not_all_looked_at():
    flows = [{"flowName": f"f{n}", "sourceConnectorType": "Salesforce"} for n in range(1000)]
    step, service = deleting(**CRM, ListFlows=[{"flows": flows}], DescribeFlow=[flow("crm")])
    assert step.endswith("f18, f19 and more flows")
    assert len(service.asked) < 30
    step, service = deleting(**CRM, ListFlows=[{"flows": flows}], DescribeFlow=[flow("another")])
    assert len(service.asked) == 202


def test_without_permission_to_list_the_rest_is_still_shown():
    step, _ = deleting(**CRM)
    assert "Delete those flows first" in step
    assert "used by" not in step


def test_labels_are_named_the_likest_first():
    labels = ("Asana", "HubSpot", "Zoom")
    connectors = [{"connectorType": "S3"}, *({"connectorLabel": label} for label in labels)]
    there = Lists(DescribeConnectors=[{"connectors": connectors}])
    step = told(
        "Connector:Hubspott is not registered",
        request={"connectorLabel": "Hubspott"},
        service=there,
        operation="CreateConnectorProfile",
    ).step
    assert step.endswith(("Labels in this region: HubSpot, Asana, Zoom", "HubSpot, Zoom, Asana"))


def test_a_flow_of_events_that_does_not_start_is_answered_with_the_bus_that_it_needs():
    source = "aws.partner/appflow/salesforce.com/123456789012/accounts"
    ends = [{"destinationConnectorProperties": {"EventBridge": {"object": source}}}]
    there = Lists(DescribeFlow=[{"destinationFlowConfigList": ends}])
    request = {"flowName": "accounts"}
    for code in ("ConflictException", "ValidationException"):
        step = told("no", code, "StartFlow", request=request, service=there).step
        assert step.endswith(f"create-event-bus --name {source} --event-source-name {source})")
    assert "create-event-bus" not in told("no", "ConflictException", "StartFlow").step


def test_advice_about_the_connection_to_aws_comes_before_advice_by_words():
    words = "User: arn:aws:iam::123456789012:user/x is not authorized to perform: sts:AssumeRole"
    refused = AppFlowError(words, code="AccessDenied")
    refused.advice = Advice("the trust policy", "check it")
    assert advice_for(refused, "ListFlows", {}, Lists()) == refused.advice


def test_a_bus_that_the_program_calls_otherwise_is_found_by_a_command():
    ends = [{"destinationConnectorProperties": {"EventBridge": {"object": "Account"}}}]
    there = Lists(DescribeFlow=[{"destinationFlowConfigList": ends}])
    request = {"flowName": "accounts"}
    step = told("no", "ConflictException", "StartFlow", request=request, service=there).step
    assert "Account" not in step
    assert "list-event-sources" in step


def test_the_profiles_of_the_connector_are_named():
    there = Lists(
        DescribeConnectorProfiles=[{"connectorProfileDetails": [{"connectorProfileName": "crm"}]}]
    )
    step = told(
        "Connector Profile with name cmr does not exist.",
        "ResourceNotFoundException",
        request=flow("cmr"),
        service=there,
    ).step
    assert step.endswith("Profiles of Salesforce in this region: crm")
    assert there.asked[0][1]["connectorType"] == "Salesforce"


def test_advice_repeats_nothing_that_the_program_keeps_secret():
    ask = ApiCall(Lists(), "creating flow orders")
    secret = json.loads(json.dumps(TO_S3).replace("exports", "exports-2031"))
    with pytest.raises(AppFlowError) as refused:
        ask("CreateFlow", **secret)
    said = Redactor(lambda: [Secret("exports-2031")]).text(refused.value)
    assert "bucket [secret]:" in said
    assert "arn:aws:s3:::lake" in said
    assert "exports" not in said


def test_an_internal_error_on_making_a_profile_names_what_a_report_ties_it_to():
    said = "An internal error occurred"
    of_profile = told(said, "InternalServerException", "CreateConnectorProfile")
    assert "clientCredentialsArn" in of_profile.cause
    assert "oauthRequest" in of_profile.step
    of_flow = told(said, "InternalServerException", "CreateFlow")
    assert "clientCredentialsArn" not in of_flow.cause + of_flow.step
