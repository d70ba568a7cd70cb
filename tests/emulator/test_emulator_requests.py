"""What every operation shares: the check against the model, pages, client tokens, tags, raw HTTP."""

import http.client
import json
from datetime import datetime, timezone
from urllib.parse import urlsplit

import pytest
from botocore.loaders import Loader

from appflow_emulator import assume, clock
from tests.api_requests import (
    REGION,
    flow,
    map_all,
    mapped,
    on_schedule,
    profile,
    projection,
    s3_destination,
    s3_source,
    updated,
)
from tests.programs import ACCOUNT

ARN = f"arn:aws:appflow:{REGION}:{ACCOUNT}:flow/orders"


def one(text):
    return f"1 validation error detected: {text}"


BAD = "failed to satisfy constraint: Member must"
INVALID = {
    "required": (
        {"flowName": None},
        one(f"Value null at 'flowName' {BAD} not be null"),
    ),
    "pattern on the whole value": (
        {"flowName": "has blank"},
        one(
            f"Value 'has blank' at 'flowName' {BAD} satisfy regular expression pattern:"
            r" [a-zA-Z0-9][\w!@#.-]+"
        ),
    ),
    "line end at the end": (
        {"flowName": "orders\n"},
        one(
            f"Value 'orders\n' at 'flowName' {BAD} satisfy regular expression pattern:"
            r" [a-zA-Z0-9][\w!@#.-]+"
        ),
    ),
    "too long": (
        {"flowName": "a" * 257},
        one(f"Value '{'a' * 257}' at 'flowName' {BAD} have length less than or equal to 256"),
    ),
    "enum in a list": (
        {"tasks": [{"taskType": "Maps", "sourceFields": []}]},
        one(
            f"Value 'Maps' at 'tasks.1.member.taskType' {BAD} satisfy enum value set:"
            " [Arithmetic, Filter, Map, Map_all, Mask, Merge, Passthrough, Truncate, Validate,"
            " Partition]"
        ),
    ),
    "a number out of range": (
        {"triggerConfig": on_schedule(scheduleOffset=36_001)},
        one(
            "Value '36001' at 'triggerConfig.triggerProperties.Scheduled.scheduleOffset'"
            f" {BAD} have value less than or equal to 36000"
        ),
    ),
    "too short": (
        {"sourceFlowConfig": s3_source(bucket="ab")},
        one(
            "Value 'ab' at 'sourceFlowConfig.sourceConnectorProperties.S3.bucketName'"
            f" {BAD} have length greater than or equal to 3"
        ),
    ),
    "the key of a map": (
        {"tags": {"aws:mine": "x"}},
        one(
            "Value 'aws:mine' at 'tags' failed to satisfy constraint: Map keys must satisfy"
            " constraint: [Member must satisfy regular expression pattern:"
            " ^(?!aws:)[a-zA-Z+-=._:/]+$]"
        ),
    ),
    "the value of a map": (
        {"tags": {"team": "x" * 257}},
        one(
            f"Value '{'x' * 257}' at 'tags.team.member' {BAD} have length less than or equal to 256"
        ),
    ),
    "many at once": (
        {"flowName": "-", "tasks": [map_all(), {"sourceFields": []}]},
        (
            "2 validation errors detected: Value '-' at 'flowName' failed to satisfy constraint:"
            r" Member must satisfy regular expression pattern: [a-zA-Z0-9][\w!@#.-]+; Value null at"
            f" 'tasks.2.member.taskType' {BAD} not be null"
        ),
    ),
}


def in_order(text):
    """The parts of a message: the order of members in the model is not ours."""
    count, _, rest = text.partition(": ")
    return count, sorted(rest.split("; "))


@pytest.mark.parametrize(("change", "text"), INVALID.values(), ids=INVALID)
def test_a_request_is_checked_against_the_model(appflow, refused, change, text) -> None:
    message = refused("ValidationException", appflow.create_flow, **flow(**change))
    assert in_order(message) == in_order(text)


BAD_SECRETS = {
    "Amplitude": {"apiKey": "my secret", "secretKey": "my secret"},
    "Dynatrace": {"apiToken": "my secret"},
    "Salesforce": {"oAuthRequest": {"authCode": "my secret"}, "jwtToken": "my secret"},
}


@pytest.mark.parametrize("connector_type", BAD_SECRETS)
def test_secrets_are_not_repeated_in_refusals(appflow, refused, connector_type) -> None:
    request = profile("it", connector_type)
    config = request["connectorProfileConfig"]
    config["connectorProfileCredentials"] = {connector_type: BAD_SECRETS[connector_type]}
    message = refused("ValidationException", appflow.create_connector_profile, **request)
    assert "Value '***' at 'connectorProfileConfig.connectorProfileCredentials." in message
    assert "my secret" not in message


def test_keys_of_a_secret_map_are_not_repeated_in_refusals(appflow, refused) -> None:
    request = profile("it", "CustomConnector", connectorLabel="Jira")
    config = request["connectorProfileConfig"]
    config["connectorProfileCredentials"]["CustomConnector"] = {
        "authenticationType": "CUSTOM",
        "custom": {"customAuthenticationType": "x", "credentialsMap": {"a secret": "b c"}},
    }
    message = refused("ValidationException", appflow.create_connector_profile, **request)
    assert "a secret" not in message
    assert "b c" not in message
    assert "credentialsMap.***.member" in message


# -- pages


def test_pages_neither_repeat_nor_miss_entries(appflow) -> None:
    names = [f"flow-{number:02}" for number in range(23)]
    for name in names:
        appflow.create_flow(**flow(name))
    seen, answer = [], appflow.list_flows()
    assert len(answer["flows"]) == 20  # the default
    answer = appflow.list_flows(maxResults=10)
    while True:
        seen += [one["flowName"] for one in answer["flows"]]
        if "nextToken" not in answer:
            break
        if len(seen) == 10:
            appflow.delete_flow(flowName=names[3])
        answer = appflow.list_flows(maxResults=10, nextToken=answer["nextToken"])
    assert seen == names


@pytest.mark.parametrize("token", ["nonsense", "WyJMaXN0Rmxvd3Mi", "bnVsbA=="])
def test_an_unknown_page_token_is_refused(appflow, refused, token) -> None:
    message = refused("ValidationException", appflow.list_flows, nextToken=token)
    assert message == "The nextToken is not valid for ListFlows."


def test_a_page_token_of_another_operation_is_refused(appflow, refused) -> None:
    for name in ("a1", "a2"):
        appflow.create_flow(**flow(name))
    token = appflow.list_flows(maxResults=1)["nextToken"]
    refused("ValidationException", appflow.describe_connector_profiles, nextToken=token)


@pytest.mark.parametrize("size", [0, 101])
def test_the_page_size_is_limited(appflow, refused, size) -> None:
    message = refused("ValidationException", appflow.list_flows, maxResults=size)
    assert f"Value '{size}' at 'maxResults'" in message


# -- client tokens


def test_a_request_repeated_with_its_token_is_carried_out_once(appflow, refused) -> None:
    request = flow(clientToken="t")
    first = appflow.create_flow(**request)
    again = appflow.create_flow(**request)
    assert first["flowArn"] == again["flowArn"]
    refused("ConflictException", appflow.create_flow, **flow("other", clientToken="t"))
    update = updated(flow(), clientToken="t")  # another operation, another token
    appflow.update_flow(**update)
    refused("ConflictException", appflow.update_flow, **{**update, "description": "new"})


def test_a_client_token_expires_after_eight_hours(appflow, refused) -> None:
    appflow.create_flow(**flow(clientToken="t"))
    clock.advance(8 * 60 * 60 - 60)
    appflow.create_flow(**flow(clientToken="t"))
    clock.advance(120)
    message = refused("ConflictException", appflow.create_flow, **flow(clientToken="t"))
    assert message == "Flow with name orders already exists."


def test_a_refused_request_does_not_use_up_its_token(appflow, refused) -> None:
    refused("ValidationException", appflow.create_flow, **flow(tasks=[{}], clientToken="t"))
    refused(
        "ValidationException",
        appflow.create_flow,
        **flow(triggerConfig={"triggerType": "Event"}, clientToken="t"),
    )
    appflow.create_flow(**flow(clientToken="t"))


def test_a_start_repeated_with_its_token_is_one_run(appflow, refused) -> None:
    for name in ("a1", "a2"):
        appflow.create_flow(**flow(name))
    first = appflow.start_flow(flowName="a1", clientToken="t")["executionId"]
    assert appflow.start_flow(flowName="a1", clientToken="t")["executionId"] == first
    # Other input is no error for a flow on demand, but it is for a scheduled one.
    assert appflow.start_flow(flowName="a2", clientToken="t")["executionId"] != first
    appflow.create_flow(**flow("a3", triggerConfig=on_schedule()))
    refused("ConflictException", appflow.start_flow, flowName="a3", clientToken="t")


def test_a_profile_repeated_with_its_token_is_one_profile(appflow) -> None:
    for _ in range(2):
        appflow.create_connector_profile(**profile(clientToken="t"))
    assert len(appflow.describe_connector_profiles()["connectorProfileDetails"]) == 1


# -- tags


def test_tagging_returns_204_and_does_not_change_last_updated_at(appflow) -> None:
    clock.freeze(datetime(2030, 1, 1, tzinfo=timezone.utc))
    appflow.create_flow(**flow())
    clock.advance(60)
    answers = (
        appflow.tag_resource(resourceArn=ARN, tags={"a": "b"}),
        appflow.untag_resource(resourceArn=ARN, tagKeys=["a"]),
    )
    assert [one["ResponseMetadata"]["HTTPStatusCode"] for one in answers] == [204, 204]
    told = appflow.describe_flow(flowName="orders")
    assert told["lastUpdatedAt"] == told["createdAt"]


def test_tags_are_added_overwritten_and_removed(appflow) -> None:
    appflow.create_flow(**flow(tags={"team": "ops", "stage": "test"}))
    appflow.tag_resource(resourceArn=ARN, tags={"stage": "prod", "cost:centre/1": "x=y"})
    appflow.untag_resource(resourceArn=ARN, tagKeys=["team", "never-there"])
    tags = appflow.list_tags_for_resource(resourceArn=ARN)["tags"]
    assert tags == {"stage": "prod", "cost:centre/1": "x=y"}
    assert appflow.describe_flow(flowName="orders")["tags"] == tags


def test_only_existing_flows_have_tags(appflow, refused) -> None:
    appflow.create_connector_profile(**profile())
    message = refused("ResourceNotFoundException", appflow.list_tags_for_resource, resourceArn=ARN)
    assert message == f"Resource with ARN {ARN} does not exist."
    for arn in (ARN.replace("flow/orders", "connectorprofile/crm"), ARN.replace(REGION, "x-1")):
        refused("ValidationException", appflow.tag_resource, resourceArn=arn, tags={"a": "b"})
    message = refused("ValidationException", appflow.list_tags_for_resource, resourceArn="no-arn")
    assert "Value 'no-arn' at 'resourceArn'" in message


def test_a_flow_has_at_most_fifty_tags(appflow, refused) -> None:
    appflow.create_flow(**flow(tags={"first": ""}))
    fifty = {f"tag{number}": "x" for number in range(50)}
    # Digits are in the key's pattern by accident of a range; so they are here.
    message = refused("ValidationException", appflow.tag_resource, resourceArn=ARN, tags=fifty)
    assert "50 tags" in message
    del fifty["tag0"]
    appflow.tag_resource(resourceArn=ARN, tags=fifty)


# -- raw HTTP


def send(server, method, path, body=b"{}", **headers):
    where = urlsplit(server.url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    scope = f"Credential=a/20260101/{REGION}/appflow/aws4_request"
    signed = {
        "Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0",
        "Content-Type": "application/json",
    }
    try:
        connection.request(method, path, body, {**signed, **headers})
        reply = connection.getresponse()
        return reply.status, reply.getheader("x-amzn-ErrorType"), json.loads(reply.read() or "{}")
    finally:
        connection.close()


def test_errors_are_in_body_and_header(server) -> None:
    status, kind, body = send(server, "POST", "/describe-flow", b'{"flowName": "gone"}')
    assert (status, kind) == (404, "ResourceNotFoundException")
    assert body["message"] == "Flow with name gone does not exist."


def create(server, **request):
    """CreateFlow without boto3, whose serialiser would refuse these requests."""
    return send(server, "POST", "/create-flow", json.dumps(flow(**request)).encode())


@pytest.mark.parametrize(
    ("change", "text"),
    [
        pytest.param(
            {"description": 7}, one(f"Value '7' at 'description' {BAD} be a string"), id="number"
        ),
        pytest.param(
            {"tasks": {"a": "secret"}}, one(f"Value '[dict]' at 'tasks' {BAD} be a list"), id="map"
        ),
        pytest.param(
            {"triggerConfig": on_schedule(scheduleOffset=True)},
            one(
                "Value 'True' at 'triggerConfig.triggerProperties.Scheduled.scheduleOffset'"
                f" {BAD} be a long"
            ),
            id="boolean",
        ),
        pytest.param(
            {"triggerConfig": on_schedule(scheduleStartTime="soon")},
            one(
                "Value 'soon' at 'triggerConfig.triggerProperties.Scheduled.scheduleStartTime'"
                f" {BAD} be a timestamp"
            ),
            id="moment",
        ),
    ],
)
def test_a_value_of_another_type_is_refused(server, change, text) -> None:
    status, kind, body = create(server, **change)
    assert (status, kind, body["message"]) == (400, "ValidationException", text)


def test_unknown_members_and_nulls_are_ignored(server, http) -> None:
    assert create(server, madeUp=1, description=None)[0] == 200
    assert "madeUp" not in http().describe_flow(flowName="orders")


@pytest.mark.parametrize("body", [b"{", b"[]", b"7"])
def test_a_body_that_is_not_an_object_is_refused(server, body) -> None:
    status, kind, _ = send(server, "POST", "/list-flows", body)
    assert (status, kind) == (400, "ValidationException")


def test_an_operation_that_does_not_exist_is_named(server) -> None:
    status, kind, body = send(server, "POST", "/invent-flow")
    assert (status, kind) == (404, "UnknownOperationException")
    assert body["message"] == "The AppFlow emulator has no operation POST /invent-flow."


def test_timestamps_are_seconds_on_the_wire(server, http) -> None:
    http().create_flow(**flow(triggerConfig=on_schedule(scheduleStartTime=1_900_000_000)))
    _, _, body = send(server, "POST", "/describe-flow", b'{"flowName": "orders"}')
    scheduled = body["triggerConfig"]["triggerProperties"]["Scheduled"]
    assert scheduled["scheduleStartTime"] == 1_900_000_000
    assert isinstance(body["createdAt"], int | float)


def test_unset_members_are_null_on_the_wire(server, http) -> None:
    config = {"fileType": "JSON"}
    http().create_flow(
        **flow(
            tasks=[projection("id", key="S3"), mapped("id", key="S3")],
            destinationFlowConfigList=[s3_destination(s3OutputFormatConfig=config)],
        )
    )
    _, _, told = send(server, "POST", "/describe-flow", b'{"flowName": "orders"}')
    assert [told[name] for name in ("description", "flowStatusMessage")] == [None, None]
    assert told["sourceFlowConfig"]["connectorProfileName"] is None
    first, second = told["tasks"]
    operators = Loader().load_service_model("appflow", "service-2")["shapes"]["ConnectorOperator"]
    assert first["connectorOperator"] == {
        **dict.fromkeys(operators["members"]),
        "S3": "PROJECTION",
    }
    assert (first["destinationField"], second["destinationField"]) == (None, "id")
    assert (first["taskProperties"], told["tags"]) == ({}, {})
    settings = told["destinationFlowConfigList"][0]["destinationConnectorProperties"]["S3"]
    prefix = settings["s3OutputFormatConfig"]["prefixConfig"]
    assert prefix == {"prefixType": None, "prefixFormat": None, "pathPrefixHierarchy": None}
    assert send(server, "POST", "/list-flows")[2]["nextToken"] is None
    assert send(server, "POST", "/delete-flow", b'{"flowName": "orders"}')[2] == {}


def test_unset_members_can_be_omitted_on_the_wire(server, http) -> None:
    http().create_flow(**flow())
    with assume(nulls="omitted"):
        _, _, told = send(server, "POST", "/describe-flow", b'{"flowName": "orders"}')
    assert "description" not in told
    assert told["triggerConfig"] == {"triggerType": "OnDemand", "triggerProperties": {}}


def test_boto3_drops_nulls(appflow) -> None:
    appflow.create_flow(**flow())
    assert "None" not in str(appflow.describe_flow(flowName="orders"))


def test_an_unknown_region_is_refused_with_a_sentence(aws, refused) -> None:
    message = refused("ValidationException", aws(region_name="eu-west-99").list_flows)
    assert message.startswith("botocore does not list AppFlow in eu-west-99")
