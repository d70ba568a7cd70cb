"""Typed logins: one for each recipe whose login is known, what they send, and what they say of wrong arguments."""

import re
from typing import Any

import pytest

from appflow_provider.declarations.connector_profile import CONNECTOR_PROFILE
from appflow_provider.resources import RESOURCES, OperationContext
from appflow_provider.resources.contract import Checked
from appflow_provider.service import Services
from appflow_provider.shapes.recipes.arguments import applications, login_class, logins
from appflow_provider.shapes.recipes.expansion import PLACEHOLDER
from appflow_provider.shapes.recipes.table import RECIPES
from appflow_provider.shapes.walk import members, secret_at
from appflow_provider.values import UNKNOWN, Secret, at, has_unknown, unwrap
from tests.stories.conftest import from_nothing, services

__all__ = ["from_nothing", "services"]

CONFIG = "connectorProfileConfig"
PROPERTIES = (CONFIG, "connectorProfileProperties", "customConnector")
CREDENTIALS = (CONFIG, "connectorProfileCredentials", "customConnector")
CLIENT = {"clientId": "id", "clientSecret": "made-up-secret"}
TOKENS = {**CLIENT, "refreshToken": "made-up-token"}
HOST = {"hostname": "db.example.com", "database": "shop", "username": "reader"}

# A second reading of cdk-appflow and the user guide: the arguments, and what a profile gets of them.
GIVEN: dict[str, dict[str, Any]] = {
    "amazonRdsForPostgreSql": {**HOST, "password": "made-up-secret"},
    "asana": {"patToken": "made-up-secret"},
    "gitHub": {"username": "octo", "personalAccessToken": "made-up-secret"},
    "gitLab": {**TOKENS, "tokenUrl": "https://gitlab.example.com/oauth/token"},
    "googleAds": {**TOKENS, "developerToken": "dev", "apiVersion": "v21"},
    "googleAnalytics4": TOKENS,
    "googleBigQuery": TOKENS,
    "hubSpot": TOKENS,
    "jdbc": {**HOST, "driver": "mysql", "port": 3306.0, "password": "made-up-secret"},
    "jiraCloud": {**TOKENS, "tokenUrl": "https://auth.example.com/token"},
    "mailchimp": {"apiKey": "made-up-secret", "dataCenter": "us1"},
    "microsoftDynamics365": {**TOKENS, "instance": "kestrel"},
    "microsoftSharePointOnline": {**TOKENS, "tenant": "kestrel.example.com"},
    "microsoftTeams": {**TOKENS, "tokenUrl": "https://auth.example.com/token"},
    "salesforceMarketingCloud": {**CLIENT, "subdomain": "mc1"},
    "zoom": {**TOKENS, "tokenUrl": "https://auth.example.com/token"},
}
LABELS = {
    "amazonRdsForPostgreSql": "AmazonRDSPostgreSQL",
    "asana": "Asana",
    "gitHub": "GitHub",
    "gitLab": "GitLab",
    "googleAds": "GoogleAds",
    "googleAnalytics4": "GoogleAnalytics4",
    "googleBigQuery": "GoogleBigQuery",
    "hubSpot": "HubSpot",
    "jdbc": "JDBCsmall",
    "jiraCloud": "JiraCloud",
    "mailchimp": "Mailchimp",
    "microsoftDynamics365": "MicrosoftDynamics365",
    "microsoftSharePointOnline": "MicrosoftSharePointOnline",
    "microsoftTeams": "MicrosoftTeams",
    "salesforceMarketingCloud": "SalesforceMarketingCloud",
    "zoom": "Zoom",
}
GOOGLE = "https://oauth2.googleapis.com/token"
TOKEN_URLS = {
    "googleAds": GOOGLE,
    "googleAnalytics4": GOOGLE,
    "googleBigQuery": GOOGLE,
    "hubSpot": "https://api.hubapi.com/oauth/v1/token",
    "microsoftDynamics365": "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    "microsoftSharePointOnline": "https://login.microsoftonline.com/kestrel.example.com/oauth2/v2.0/token",
    "salesforceMarketingCloud": "https://mc1.auth.marketingcloudapis.com/v2/token",
}
SETTINGS = {
    "googleAds": {"developerToken": "dev", "apiVersion": "v21"},
    "mailchimp": {"instanceUrl": "https://us1.api.mailchimp.com"},
    "microsoftDynamics365": {"instanceUrl": "https://kestrel.api.crm.dynamics.com"},
    "salesforceMarketingCloud": {"instanceUrl": "https://mc1.rest.marketingcloudapis.com/"},
}
CUSTOM = {
    "amazonRdsForPostgreSql": (
        "CUSTOM",
        {**HOST, "driver": "postgresql", "port": "5432", "password": "made-up-secret"},
    ),
    "asana": ("PAT", {"patToken": "made-up-secret"}),
    "gitHub": (
        "BasicAuthPersonalAccessToken",
        {"username": "octo", "personalAccessToken": "made-up-secret"},
    ),
    "jdbc": ("CUSTOM", {**HOST, "driver": "mysql", "port": "3306", "password": "made-up-secret"}),
    "mailchimp": ("api_key", {"api_key": "made-up-secret"}),
}
_OF_A_HOST = (
    'login.microsoftSharePointOnline.tenant is "https://t.example.com/". It must be made of letters (a to z), digits, '
    "dots and hyphens: it is a part of an address, not the whole."
)
STANDS_IN = {
    *("googleAds", "googleAnalytics4", "googleBigQuery", "hubSpot"),
    *("microsoftDynamics365", "microsoftSharePointOnline"),
}


def check(login: Any, **beside: Any) -> Checked:
    inputs = {"connectorProfileName": "made", "login": login, **beside}
    return RESOURCES["ConnectorProfile"].check({}, inputs, region=lambda: "eu-west-1")


def told(login: Any, **beside: Any) -> list[str]:
    return [str(each) for each in check(login, **beside).problems]


def test_each_recipe_with_a_label_and_a_known_login_has_a_typed_one() -> None:
    known = {recipe.label for recipe in RECIPES if recipe.label}
    assert {recipe.label for recipe in applications().values()} == known
    assert set(members(logins())) == set(applications()) == set(GIVEN) == set(LABELS)


@pytest.mark.parametrize("key", GIVEN)
def test_a_login_becomes_what_a_profile_sends(key: str, services: Services) -> None:
    checked = check({key: GIVEN[key]})
    assert (checked.problems, checked.warnings) == ((), ())
    plain = unwrap(checked.inputs)
    assert "login" not in plain
    assert (plain["connectorType"], plain["connectorLabel"], plain["connectionMode"]) == (
        "CustomConnector",
        LABELS[key],
        "Public",
    )
    assert at(plain, (*PROPERTIES, "profileProperties")) == SETTINGS.get(key)
    if key in CUSTOM:
        name, credentials = CUSTOM[key]
        assert at(plain, PROPERTIES) == {
            **({"profileProperties": SETTINGS[key]} if key in SETTINGS else {})
        }
        assert at(plain, CREDENTIALS) == {
            "authenticationType": "CUSTOM",
            "custom": {"customAuthenticationType": name, "credentialsMap": credentials},
        }
    else:
        url = TOKEN_URLS.get(key) or GIVEN[key]["tokenUrl"]
        is_client = key == "salesforceMarketingCloud"
        grant = "CLIENT_CREDENTIALS" if is_client else "AUTHORIZATION_CODE"
        assert at(plain, (*PROPERTIES, "oauth2Properties")) == {
            "tokenUrl": url,
            "oauth2GrantType": grant,
        }
        tokens = CLIENT if is_client else TOKENS
        made_up = {"accessToken": PLACEHOLDER} if key in STANDS_IN else {}
        assert at(plain, CREDENTIALS) == {
            "authenticationType": "OAUTH2",
            "oauth2": {**tokens, **made_up},
        }
    RESOURCES["ConnectorProfile"].create(checked.inputs, OperationContext(services))


@pytest.mark.parametrize("key", GIVEN)
def test_a_profile_with_a_login_is_the_one_that_is_written_by_hand(key: str) -> None:
    checked = check({key: GIVEN[key]})
    by_hand = RESOURCES["ConnectorProfile"].check({}, unwrap(checked.inputs))
    assert by_hand.inputs == checked.inputs


@pytest.mark.parametrize("key", GIVEN)
def test_credentials_are_secret_wherever_they_stand(key: str) -> None:
    shown = repr(check({key: GIVEN[key]}).inputs)
    assert "made-up" not in shown
    wrong = {name: f"{value} with blanks" for name, value in GIVEN[key].items()}
    assert told({key: wrong})
    assert "made-up" not in " ".join(told({key: wrong}))


@pytest.mark.parametrize("key", GIVEN)
def test_a_login_says_what_it_is(key: str) -> None:
    said, recipe = login_class(key).__doc__ or "", applications()[key]
    assert f"`{LABELS[key]}`" in said
    assert ("Unverified" in said) is (key in {"gitLab", "jiraCloud", "microsoftTeams", "zoom"})
    assert (recipe.use.api_version or "") in said
    assert "Flows can " in said
    assert all(name in said for name in recipe.use.reaches)
    for name, argument in members(login_class(key)).items():
        is_credential = re.search(
            "secret|token|password|apiKey|authCode|Verifier", name, re.IGNORECASE
        )
        is_open = name in {"tokenUrl", "developerToken"}
        assert secret_at(login_class(key), (name,)) is bool(is_credential and not is_open)
        assert argument.info.description


@pytest.mark.parametrize("key", GIVEN)
def test_a_preview_waits_for_single_values_only(key: str) -> None:
    for name in GIVEN[key]:
        checked = check({key: {**GIVEN[key], name: UNKNOWN}})
        assert checked.problems == ()
        plain = unwrap(checked.inputs)
        assert has_unknown(plain)
        assert (plain["connectorType"], plain["connectorLabel"]) == ("CustomConnector", LABELS[key])
    assert check({key: UNKNOWN}).inputs["connectorLabel"] == LABELS[key]
    assert check(UNKNOWN).problems == ()


@pytest.mark.parametrize("key", GIVEN)
def test_a_required_argument_is_asked_for_by_its_name(key: str) -> None:
    for name in GIVEN[key]:
        rest = {other: value for other, value in GIVEN[key].items() if other != name}
        if key == "googleAds" and name == "clientSecret":
            rest["refreshToken"] = "made-up-token"
        assert any(f"login.{key}" in each for each in told({key: rest})), name


@pytest.mark.parametrize(
    ("login", "sentences"),
    [
        (
            {},
            [f"login has no application. Set one of {', '.join(LABELS)}."],
        ),
        (
            {"zoom": {}, "hubSpot": TOKENS},
            ["login.zoom.tokenUrl is required."],
        ),
        (
            {"asana": {"patToken": "x"}, "hubSpot": TOKENS},
            ["login has asana and hubSpot. Set one of them: a profile logs in to one application."],
        ),
        (
            {"hubSpot": {**TOKENS, "refreshtoken": "x"}},
            [
                "login.hubSpot.refreshtoken is not a member of HubSpotLogin. Did you mean refreshToken? Use one of "
                + ", ".join(members(login_class("hubSpot")))
                + "."
            ],
        ),
        (
            {"hubSpot": CLIENT},
            ["login.hubSpot has no token. Set refreshToken, accessToken or authCode."],
        ),
        (
            {"hubSpot": {"refreshToken": "x"}},
            [
                "login.hubSpot.clientId is required with refreshToken.",
                "login.hubSpot.clientSecret is required with refreshToken.",
            ],
        ),
        (
            {"hubSpot": {**CLIENT, "authCode": "x"}},
            ["login.hubSpot.redirectUri is required with authCode."],
        ),
        (
            {"hubSpot": {**TOKENS, "redirectUri": "x"}},
            ["login.hubSpot.authCode is required with redirectUri."],
        ),
        (
            {"microsoftSharePointOnline": {**CLIENT, "accessToken": "x", "tenant": "t"}},
            [
                "login.microsoftSharePointOnline.refreshToken is required, even where accessToken is set."
            ],
        ),
        (
            {"microsoftSharePointOnline": TOKENS},
            ["login.microsoftSharePointOnline.tenant is required without tokenUrl."],
        ),
        (
            {"microsoftSharePointOnline": {**TOKENS, "tenant": "https://t.example.com/"}},
            [_OF_A_HOST],
        ),
        (
            {"salesforceMarketingCloud": CLIENT},
            [
                "login.salesforceMarketingCloud.subdomain is required without tokenUrl.",
                "login.salesforceMarketingCloud.subdomain is required without instanceUrl.",
            ],
        ),
        (
            {"asana": {}},
            [
                "login.asana has no credentials. Set refreshToken, accessToken or authCode, or patToken."
            ],
        ),
        (
            {"asana": {"patToken": "x", "accessToken": "y"}},
            [
                "login.asana has accessToken and patToken, which belong to different logins. Set the arguments of one login."
            ],
        ),
        ({"asana": {"accessToken": "y"}}, ["login.asana.tokenUrl is required for OAuth 2.0."]),
        ({"gitHub": {"username": "x"}}, ["login.gitHub.personalAccessToken is required."]),
        (
            {"jdbc": {**GIVEN["jdbc"], "driver": "oracle"}},
            ['login.jdbc.driver: "oracle" is not accepted. Use one of mysql, postgresql.'],
        ),
        (
            {"jdbc": {**GIVEN["jdbc"], "port": 70_000}},
            ["login.jdbc.port is 70000. It must be at most 65535."],
        ),
        ("hubSpot", ['login is "hubSpot". It must be an object, not text.']),
        ({"hubSpot": "x"}, ['login.hubSpot is "x". It must be an object, not text.']),
    ],
)
def test_a_wrong_argument_is_named(login: Any, sentences: list[str]) -> None:
    assert told(login) == sentences


def test_a_url_stands_for_the_words_in_it() -> None:
    soap = "https://mc1.soap.marketingcloudapis.com/"
    url = "https://mc1.auth.marketingcloudapis.com/v2/token"
    login = {"salesforceMarketingCloud": {**CLIENT, "tokenUrl": url, "instanceUrl": soap}}
    plain = unwrap(check(login).inputs)
    assert at(plain, (*PROPERTIES, "profileProperties", "instanceUrl")) == soap


def test_an_access_token_alone_and_a_code_are_logins_too() -> None:
    alone = unwrap(check({"gitHub": {"accessToken": "t"}}).inputs)
    assert at(alone, (*CREDENTIALS, "oauth2")) == {"accessToken": "t"}
    code = {"authCode": "c", "redirectUri": "https://app.example.com", "codeVerifier": "v" * 43}
    coded = unwrap(check({"hubSpot": {**CLIENT, **code}}).inputs)
    assert at(coded, (*CREDENTIALS, "oauth2")) == {**CLIENT, "oauthRequest": code}


def test_what_the_program_sets_beside_the_login_wins() -> None:
    further = {"login": {"hubSpot": {**TOKENS, "profileProperties": {"a": "1"}}}}
    made = check(
        **further,
        connectorLabel="HubSpotOfOurs",
        connectionMode="Private",
        connectorProfileConfig={
            "connectorProfileProperties": {"customConnector": {"profileProperties": {"b": "2"}}},
            "connectorProfileCredentials": {
                "customConnector": {"oauth2": {"refreshToken": Secret("another")}}
            },
        },
    )
    assert made.problems == ()
    plain = unwrap(made.inputs)
    assert (plain["connectorLabel"], plain["connectionMode"]) == ("HubSpotOfOurs", "Private")
    assert at(plain, (*PROPERTIES, "profileProperties")) == {"a": "1", "b": "2"}
    oauth = at(plain, (*CREDENTIALS, "oauth2"))
    assert oauth == {**TOKENS, "accessToken": PLACEHOLDER, "refreshToken": "another"}


@pytest.mark.parametrize("key", GIVEN)
def test_a_login_for_another_connector_type_is_refused_by_what_the_program_wrote(key: str) -> None:
    login = {key: GIVEN[key]}
    assert check(login=login, connectorType="CustomConnector").problems == ()
    (problem,) = check(login=login, connectorType="Salesforce").problems
    assert problem.path == ("connectorType",)
    assert problem.reason.startswith(f"does not fit login.{key}, which is for CustomConnector.")


def test_a_secret_word_makes_a_secret_address() -> None:
    login = {"microsoftSharePointOnline": {**TOKENS, "tenant": Secret("kestrel")}}
    url = at(check(login).inputs, (*PROPERTIES, "oauth2Properties"))["tokenUrl"]
    assert url == Secret("https://login.microsoftonline.com/kestrel/oauth2/v2.0/token")


def test_a_login_that_is_secret_as_a_whole_shows_its_application_only() -> None:
    made = check(Secret({"microsoftDynamics365": GIVEN["microsoftDynamics365"]}))
    assert made.problems == ()
    assert made.inputs["connectorLabel"] == "MicrosoftDynamics365"
    assert not re.search(r"kestrel|made-up|'id'", repr(made.inputs))


def test_a_state_holds_no_login() -> None:
    assert "login" not in members(CONNECTOR_PROFILE.inputs)
    resource = RESOURCES["ConnectorProfile"]
    checked = check({"hubSpot": TOKENS})
    before = resource.previewed(checked.inputs)
    assert resource.diff(before, check({"hubSpot": TOKENS}).inputs).changes == ()
    changed = check({"hubSpot": {**TOKENS, "refreshToken": "another-token"}}).inputs
    (change,) = resource.diff(before, changed).changes
    assert change.path == (*CREDENTIALS, "oauth2", "refreshToken")
