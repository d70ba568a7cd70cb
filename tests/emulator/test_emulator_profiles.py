import json
from datetime import datetime, timezone

import pytest

from appflow_emulator import assume, clock
from tests.api_requests import CONNECTIONS, KEYS, REGION, flow, profile, source
from tests.programs import ACCOUNT

ARN = f"arn:aws:appflow:{REGION}:{ACCOUNT}:connectorprofile/"


def described(appflow, name="crm"):
    (one,) = appflow.describe_connector_profiles(connectorProfileNames=[name])[
        "connectorProfileDetails"
    ]
    return one


@pytest.mark.parametrize("connector_type", CONNECTIONS)
def test_a_profile_of_every_connector_is_created_updated_and_deleted(
    appflow, connector_type
) -> None:
    label = {"connectorLabel": "HubSpot"} if connector_type == "CustomConnector" else {}
    request = profile("it", connector_type, **label)
    answer = appflow.create_connector_profile(**request)
    assert answer["connectorProfileArn"] == f"{ARN}it"
    told = described(appflow, "it")
    key = KEYS.get(connector_type, connector_type)
    assert told["connectorType"] == connector_type
    assert list(told["connectorProfileProperties"]) == [key]
    assert "top-secret" not in json.dumps(told, default=str)
    update = {
        k: v for k, v in request.items() if k not in {"connectorType", "connectorLabel", "kmsArn"}
    }
    assert appflow.update_connector_profile(**update)["connectorProfileArn"] == f"{ARN}it"
    appflow.delete_connector_profile(connectorProfileName="it")
    assert appflow.describe_connector_profiles()["connectorProfileDetails"] == []


def test_the_secret_of_a_custom_connector_names_its_label(appflow) -> None:
    request = profile("it", "CustomConnector", connectorLabel="HubSpot")
    appflow.create_connector_profile(**request)
    start = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:appflow!{ACCOUNT}-HubSpot-it-"
    assert described(appflow, "it")["credentialsArn"].startswith(start)


def test_a_snowflake_stage_comes_back_with_an_at_sign(appflow) -> None:
    appflow.create_connector_profile(**profile("lake", "Snowflake"))
    stage = described(appflow, "lake")["connectorProfileProperties"]["Snowflake"]["stage"]
    assert stage == "@DB.PUBLIC.STAGE"


@pytest.mark.parametrize(
    ("connector_type", "members"),
    [
        ("Salesforce", {"isSandboxEnvironment", "usePrivateLinkForMetadataAndAuthorization"}),
        ("Pardot", {"isSandboxEnvironment"}),
        ("SAPOData", {"disableSSO"}),
        ("Redshift", {"isRedshiftServerless"}),
        ("Slack", set()),
    ],
)
def test_unset_booleans_can_be_returned_as_false(appflow, connector_type, members) -> None:
    appflow.create_connector_profile(**profile("it", connector_type))
    before = described(appflow, "it")["connectorProfileProperties"][connector_type]
    with assume(profile_booleans="returned"):
        after = described(appflow, "it")["connectorProfileProperties"][connector_type]
    assert after == {**before, **dict.fromkeys(members, False)}
    assert len(after) == len(before) + len(members)


def test_reads_can_omit_the_name_of_a_private_link(appflow) -> None:
    link = "com.amazonaws.vpce.eu-central-1.vpce-svc-0a1b2c3d4e5f6a7b8"
    request = profile("lake", "Snowflake")
    properties = request["connectorProfileConfig"]["connectorProfileProperties"]["Snowflake"]
    properties["privateLinkServiceName"] = link
    appflow.create_connector_profile(**request)
    told = described(appflow, "lake")["connectorProfileProperties"]["Snowflake"]
    assert told["privateLinkServiceName"] == link
    with assume(private_link_service_name="dropped"):
        told = described(appflow, "lake")["connectorProfileProperties"]["Snowflake"]
    assert "privateLinkServiceName" not in told
    assert told["warehouse"] == "WH"


def test_credentials_are_stored_in_a_secret_that_appflow_owns(aws) -> None:
    clock.freeze(datetime(2030, 1, 1, tzinfo=timezone.utc))
    appflow, secrets = aws(), aws("secretsmanager")
    appflow.create_connector_profile(**profile())
    arn = described(appflow)["credentialsArn"]
    start = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:appflow!{ACCOUNT}-crm-1893456000000-"
    assert arn.startswith(start)
    assert len(arn) == len(start) + 6
    assert secrets.describe_secret(SecretId=arn)["OwningService"] == "appflow"
    stored = json.loads(secrets.get_secret_value(SecretId=arn)["SecretString"])
    assert stored == CONNECTIONS["Salesforce"][1]

    request = profile()
    del request["connectorType"]
    config = request["connectorProfileConfig"]
    config["connectorProfileCredentials"]["Salesforce"] = {"refreshToken": "new"}
    appflow.update_connector_profile(**request)
    assert described(appflow)["credentialsArn"] == arn
    value = secrets.get_secret_value(SecretId=arn)
    assert json.loads(value["SecretString"]) == {"refreshToken": "new"}

    appflow.delete_connector_profile(connectorProfileName="crm")
    assert secrets.list_secrets()["SecretList"] == []


def test_an_update_without_credentials_keeps_them_or_is_refused(aws, refused) -> None:
    appflow, secrets = aws(), aws("secretsmanager")
    appflow.create_connector_profile(**profile())
    request = profile()
    del request["connectorType"], request["connectorProfileConfig"]["connectorProfileCredentials"]
    request["connectorProfileConfig"]["connectorProfileProperties"]["Salesforce"] = {
        "isSandboxEnvironment": True
    }
    appflow.update_connector_profile(**request)
    told = described(appflow)
    assert told["connectorProfileProperties"]["Salesforce"] == {"isSandboxEnvironment": True}
    stored = secrets.get_secret_value(SecretId=told["credentialsArn"])["SecretString"]
    assert json.loads(stored) == CONNECTIONS["Salesforce"][1]
    with assume(update_profile_without_credentials="refused"):
        message = refused("ValidationException", appflow.update_connector_profile, **request)
    assert "AuthCode cannot be blank" in message


def salesforce(**credentials):
    request = profile()
    config = request["connectorProfileConfig"]
    config["connectorProfileCredentials"] = {"Salesforce": credentials}
    return request


@pytest.mark.parametrize(
    "credentials",
    [
        pytest.param({}, id="none"),
        pytest.param({"oAuthRequest": {"redirectUri": "https://here.example"}}, id="no code"),
        pytest.param({"oAuth2GrantType": "CLIENT_CREDENTIALS"}, id="client credentials"),
    ],
)
def test_salesforce_requires_tokens_or_a_code(appflow, refused, credentials) -> None:
    message = refused(
        "ValidationException", appflow.create_connector_profile, **salesforce(**credentials)
    )
    assert message == "Validation exception: AuthCode cannot be blank for connector: SALESFORCE"


@pytest.mark.parametrize(
    "credentials",
    [
        pytest.param({"oAuthRequest": {"authCode": "code"}}, id="code"),
        pytest.param({"refreshToken": "token"}, id="refresh token"),
        pytest.param({"oAuth2GrantType": "JWT_BEARER", "jwtToken": "a.b.c"}, id="jwt"),
    ],
)
def test_salesforce_accepts_each_kind_of_credentials(appflow, credentials) -> None:
    assert appflow.create_connector_profile(**salesforce(**credentials))["connectorProfileArn"]


def with_config(request, **config):
    return {**request, "connectorProfileConfig": {**request["connectorProfileConfig"], **config}}


REFUSED = {
    "another connector's properties": (
        with_config(profile(), connectorProfileProperties={"Slack": {"instanceUrl": "u"}}),
        (
            "connectorProfileProperties for connector Salesforce must have exactly one member"
            " Salesforce; got: Slack"
        ),
    ),
    "the member is told in its own spelling": (
        with_config(profile("it", "Servicenow"), connectorProfileProperties={}),
        (
            "connectorProfileProperties for connector Servicenow must have exactly one member"
            " ServiceNow; got: none"
        ),
    ),
    "another connector's credentials": (
        with_config(
            profile(),
            connectorProfileCredentials={"Singular": {"apiKey": "k"}},
        ),
        (
            "connectorProfileCredentials for connector Salesforce must have exactly one member"
            " Salesforce; got: Singular"
        ),
    ),
    "no credentials": (
        with_config(profile("it", "Singular"), connectorProfileCredentials={}),
        "connectorProfileCredentials are required for connector Singular",
    ),
    "a connector without profiles": (
        {**profile(), "connectorType": "S3"},
        "Connector S3 does not take a connector profile",
    ),
    "no label": (
        profile("it", "CustomConnector"),
        "connectorLabel is required for connector CustomConnector",
    ),
    "half a login": (
        with_config(
            profile("it", "Servicenow"),
            connectorProfileCredentials={"ServiceNow": {"username": "u"}},
        ),
        "Credentials for connector Servicenow must have username+password or oAuth2Credentials",
    ),
    "private where there is no PrivateLink": (
        profile("it", "Slack", connectionMode="Private"),
        "Connection mode Private is not supported for connector Slack",
    ),
    "private SAP without its service": (
        profile("it", "SAPOData", connectionMode="Private"),
        "Connection mode Private requires privateLinkServiceName for connector SAPOData",
    ),
    "Redshift's Data API without a role": (
        with_config(
            profile("it", "Redshift"),
            connectorProfileProperties={
                "Redshift": {
                    name: value
                    for name, value in CONNECTIONS["Redshift"][0].items()
                    if name != "dataApiRoleArn"
                }
            },
        ),
        "dataApiRoleArn cannot be null or empty",
    ),
    "an authentication type without its member": (
        with_config(
            profile("it", "CustomConnector", connectorLabel="HubSpot"),
            connectorProfileCredentials={"CustomConnector": {"authenticationType": "APIKEY"}},
        ),
        "authenticationType APIKEY requires the member apiKey",
    ),
}


@pytest.mark.parametrize(("request_", "text"), REFUSED.values(), ids=REFUSED)
def test_an_invalid_profile_is_refused(appflow, refused, request_, text) -> None:
    assert refused("ValidationException", appflow.create_connector_profile, **request_) == text
    assert appflow.describe_connector_profiles()["connectorProfileDetails"] == []


@pytest.mark.parametrize(
    "credentials",
    [
        pytest.param({}, id="none"),
        pytest.param(
            {"CustomConnector": {"authenticationType": "OAUTH2", "oauth2": {}}}, id="empty"
        ),
    ],
)
def test_a_custom_connector_may_need_no_credentials(appflow, credentials) -> None:
    request = profile("it", "CustomConnector", connectorLabel="HubSpot")
    request = with_config(request, connectorProfileCredentials=credentials)
    assert appflow.create_connector_profile(**request)["connectorProfileArn"]


def test_a_missing_client_secret_is_refused_if_so_assumed(aws, refused) -> None:
    appflow, secrets = aws(), aws("secretsmanager")
    arn = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:gone"
    request = salesforce(refreshToken="t", clientCredentialsArn=arn)
    with assume(client_credentials_checked=True):
        message = refused("ValidationException", appflow.create_connector_profile, **request)
        assert message.startswith("Please validate the ClientCredentialsArn provided")
        arn = secrets.create_secret(Name="app", SecretString="{}")["ARN"]
        appflow.create_connector_profile(**salesforce(refreshToken="t", clientCredentialsArn=arn))
    appflow.create_connector_profile(**{**request, "connectorProfileName": "second"})


def test_a_profile_name_is_unique(appflow, refused) -> None:
    appflow.create_connector_profile(**profile())
    message = refused("ConflictException", appflow.create_connector_profile, **profile())
    assert message == "Connector Profile with name crm already exists."
    appflow.create_connector_profile(**profile("CRM"))  # names are told apart by case


def test_a_missing_profile_cannot_be_updated_or_deleted(appflow, refused) -> None:
    request = profile()
    del request["connectorType"]
    for operation, sent in (
        (appflow.update_connector_profile, request),
        (appflow.delete_connector_profile, {"connectorProfileName": "crm"}),
    ):
        message = refused("ResourceNotFoundException", operation, **sent)
        assert message == "Connector Profile with name crm does not exist."


def test_a_profile_in_use_is_deleted_only_by_force(appflow, refused) -> None:
    appflow.create_connector_profile(**profile())
    appflow.create_flow(**flow(sourceFlowConfig=source("Salesforce")))
    message = refused(
        "ConflictException", appflow.delete_connector_profile, connectorProfileName="crm"
    )
    assert message.startswith(
        "Conflict executing request: Connector profile: crm is associated with one or more flows."
    )
    assert message.endswith("Some of the associated flows are: [orders]")
    appflow.delete_connector_profile(connectorProfileName="crm", forceDelete=True)
    assert appflow.describe_flow(flowName="orders")["flowStatus"] == "Active"


def test_the_quota_of_profiles_is_enforced(appflow, refused) -> None:
    with assume(profile_quota=1):
        appflow.create_connector_profile(**profile("a1"))
        refused("ServiceQuotaExceededException", appflow.create_connector_profile, **profile("a2"))


def test_filters_combine_and_unknown_names_are_ignored(appflow) -> None:
    appflow.create_connector_profile(**profile("a1"))
    appflow.create_connector_profile(**profile("a2", "Slack"))
    appflow.create_connector_profile(**profile("a3", "CustomConnector", connectorLabel="HubSpot"))

    def names(**filters):
        found = appflow.describe_connector_profiles(**filters)["connectorProfileDetails"]
        return [one["connectorProfileName"] for one in found]

    assert names() == ["a1", "a2", "a3"]
    assert names(connectorProfileNames=["a2", "gone"]) == ["a2"]
    assert names(connectorType="Slack") == ["a2"]
    assert names(connectorProfileNames=["a1"], connectorType="Slack") == []
    assert names(connectorLabel="HubSpot") == ["a3"]


def state(appflow):
    return described(appflow)["privateConnectionProvisioningState"]


def test_a_private_connection_is_pending_for_some_reads(appflow) -> None:
    appflow.create_connector_profile(**profile(connectionMode="Private"))
    assert state(appflow) == {"status": "PENDING"}
    assert state(appflow) == {"status": "CREATED"}


def test_a_private_connection_takes_time_or_fails(appflow) -> None:
    with assume(private_connection_describes=0, private_connection_seconds=200):
        appflow.create_connector_profile(**profile(connectionMode="Private"))
        assert state(appflow) == {"status": "PENDING"}
        clock.advance(201)
        assert state(appflow) == {"status": "CREATED"}
        with assume(private_connection_failure="ACCESS_DENIED"):
            told = state(appflow)
    assert (told["status"], told["failureCause"]) == ("FAILED", "ACCESS_DENIED")
    assert told["failureMessage"]


def test_a_public_connection_has_no_provisioning_state(appflow) -> None:
    appflow.create_connector_profile(**profile())
    assert "privateConnectionProvisioningState" not in described(appflow)
