"""Logins: combinations that cannot work are reported before AWS is called, and AWS's errors come with a next step."""

from datetime import datetime
from typing import Any

import pytest

from appflow_emulator.assumptions import assume
from appflow_provider.errors import AppFlowError, Conflict, NotFound
from appflow_provider.resources.api_call import ApiCall
from appflow_provider.service import Services
from tests.peers.programs import FROM_SALESFORCE, said
from tests.stories import backend, samples
from tests.stories.lifecycle import Life, play
from tests.stories.members import changed
from tests.stories.variety import HUSH

_LOGIN = ("connectorProfileConfig", "connectorProfileCredentials")
_CRM = samples.profile("Salesforce")
_CUSTOM = samples.profile("CustomConnector")
_SECRET = f"arn:aws:secretsmanager:{backend.REGION}:{backend.ACCOUNT}:secret:{HUSH}-AbCdEf"


def _salesforce(**credentials: Any) -> dict[str, Any]:
    return changed(_CRM, (*_LOGIN, "salesforce"), credentials)


@pytest.mark.parametrize(
    ("credentials", "words"),
    [
        pytest.param({}, "needs accessToken, refreshToken", id="tf-26396"),
        pytest.param(
            {"oauthRequest": {"redirectUri": "https://example.com"}},
            "oauthRequest.authCode or jwtToken",
            id="tf-26396-code-forgotten",
        ),
        pytest.param(
            {"oauth2GrantType": "CLIENT_CREDENTIALS", "clientCredentialsArn": _SECRET},
            '"CLIENT_CREDENTIALS" is not supported for Salesforce',
            id="tf-43998",
        ),
    ],
)
def test_a_login_that_salesforce_cannot_take_is_named(
    credentials: dict[str, Any], words: str
) -> None:
    problems = said("ConnectorProfile", _salesforce(**credentials)).problems
    assert any(words in problem.reason for problem in problems)
    assert HUSH not in str(problems)


@pytest.mark.parametrize(
    "credentials",
    [
        pytest.param({"refreshToken": HUSH}, id="refresh"),
        pytest.param({"accessToken": HUSH}, id="access"),
        pytest.param({"oauth2GrantType": "JWT_BEARER", "jwtToken": f"{HUSH}.{HUSH}.x"}, id="jwt"),
        pytest.param(
            {"oauthRequest": {"authCode": HUSH, "redirectUri": "https://example.com"}}, id="code"
        ),
    ],
)
def test_tf_26396_every_login_that_salesforce_takes_is_accepted(
    services: Services, credentials: dict[str, Any]
) -> None:
    program = _salesforce(**credentials)
    play("ConnectorProfile", services, [(program, "create"), (program, "same")])


def _refused(life: Life, program: dict[str, Any]) -> AppFlowError:
    with pytest.raises(AppFlowError) as refused:
        life.start(program)
    return refused.value


def test_tf_25802_a_secret_that_appflow_may_not_read_comes_with_what_it_needs(
    services: Services,
) -> None:
    program = _salesforce(refreshToken=HUSH, clientCredentialsArn=_SECRET)
    with assume(client_credentials_checked=True):
        told = str(_refused(Life("ConnectorProfile", services), program))
    assert "creating connector profile story" in told
    assert "secretsmanager:GetSecretValue in the secret's resource policy" in told
    assert "kms:Decrypt in the policy of its key" in told
    assert HUSH not in told


def _register(services: Services, *labels: str) -> None:
    provisioning = {"lambda": {"lambdaArn": "arn:aws:lambda:eu-west-1:123456789012:function:it"}}
    for label in labels:
        request = {
            "connectorLabel": label,
            "connectorProvisioningType": "LAMBDA",
            "connectorProvisioningConfig": provisioning,
        }
        services().call("RegisterConnector", request)


@pytest.mark.parametrize(
    ("wrong", "there"),
    [
        pytest.param("HubSpott", ("HubSpot",), id="tf-37826"),
        pytest.param("MarketingCloud", ("alpha", "SalesforceMarketingCloud"), id="cdk-appflow-21"),
    ],
)
def test_an_unregistered_label_is_answered_with_the_registered_ones(
    services: Services, wrong: str, there: tuple[str, ...]
) -> None:
    _register(services, *there)
    told = str(_refused(Life("ConnectorProfile", services), {**_CUSTOM, "connectorLabel": wrong}))
    assert f"No connector with the label {wrong} is registered" in told
    assert f"Labels in this region: {there[-1]}" in told


def test_tf_26665_without_any_connector_no_label_is_made_up(services: Services) -> None:
    told = str(_refused(Life("ConnectorProfile", services), {**_CUSTOM, "connectorLabel": "alpha"}))
    assert "is registered in this account and region" in told
    assert "alpha" not in told.partition("Labels in this region")[2]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        pytest.param("HubSpot", "HubSpot", id="tf-34422"),
        pytest.param("SalesforceMarketingCloud", "Salesforce Marketing Cloud", id="tf-31994"),
        pytest.param("MicrosoftDynamics365", "Microsoft Dynamics 365", id="tf-33472"),
        pytest.param(
            "MicrosoftSharePointOnline", "Microsoft SharePoint Online", id="terraform-36580"
        ),
    ],
)
def test_an_application_without_a_type_is_shown_the_way(written: str, name: str) -> None:
    (problem,) = said("ConnectorProfile", {**_CRM, "connectorType": written}).problems
    assert f"To reach {name}, use connectorType CustomConnector with" in problem.reason


def test_cdk_appflow_90_an_access_token_alone_is_looked_at_where_it_is_refused() -> None:
    words = "Error authenticating to connector: invalid_grant"
    refused = AppFlowError(words, code="ConnectorAuthenticationException")
    ask = ApiCall(_Refusing(refused), "creating connector profile story")
    with pytest.raises(AppFlowError, match="an access token but needs a refresh token"):
        ask("CreateConnectorProfile")


class _Refusing:
    region = backend.REGION

    def __init__(self, refused: AppFlowError) -> None:
        self._refused = refused

    def call(self, operation: str, request: Any) -> Any:
        raise self._refused

    shared = call

    def now(self) -> datetime:
        raise AssertionError("nothing here asks for the time")

    def pause(self, seconds: float) -> None:
        raise AssertionError("nothing here waits")


def test_tf_27707_a_missing_profile_is_answered_with_the_existing_ones(
    services: Services,
) -> None:
    source = {**FROM_SALESFORCE["sourceFlowConfig"], "connectorProfileName": "Salesforce-delta"}
    life = Life("Flow", services)
    refused = _refused(life, {**FROM_SALESFORCE, "sourceFlowConfig": source})
    assert isinstance(refused, NotFound)
    assert "There is no connector profile Salesforce-delta in this account" in str(refused)
    listed = "Salesforce-alpha, Salesforce-bravo, Salesforce-carol"
    assert f"Profiles of Salesforce in this region: {listed}" in str(refused)


def test_a_profile_in_use_is_answered_with_the_flows_that_use_it(services: Services) -> None:
    login = play(
        "ConnectorProfile", services, [({**_CRM, "connectorProfileName": "crm"}, "create")]
    )
    for name, profile in (("orders", "crm"), ("leads", "crm"), ("other", "Salesforce-alpha")):
        source = {**FROM_SALESFORCE["sourceFlowConfig"], "connectorProfileName": profile}
        Life("Flow", services).start(
            {**FROM_SALESFORCE, "flowName": name, "sourceFlowConfig": source}
        )
    with pytest.raises(Conflict) as refused:
        login.resource.delete(login.id_, login.state, login.work)
    assert "It is used by orders, leads" in str(refused.value)
    assert backend.profile("crm") is not None
