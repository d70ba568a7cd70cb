"""
Logins of connector profiles: which credentials are complete, by connector and kind of login.

AppFlow tries the login while it creates a public profile, so an incomplete one cannot succeed; but only for Salesforce is its
error publicly known. Missing credentials are not checked here, because an imported profile has none.
"""

from collections.abc import Collection, Iterator, Mapping

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Profile
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.spots import Spot


@rule(
    Evidence.OBSERVED,
    "reports by users of Terraform's provider, and a live test: AuthCode cannot be blank for connector: SALESFORCE",
)
def salesforce_without_tokens(profile: Profile) -> Iterator[Problem]:
    yield from _incomplete(profile, _SEEN)


@rule(
    Evidence.DOCUMENTED,
    "User guide, pages of ServiceNow, SAP OData and Snowflake: these are the only logins",
)
def no_login(profile: Profile) -> Iterator[Problem]:
    yield from _incomplete(profile, _ONE_OF)


@rule(Evidence.INFERRED, "API reference: the ways in which each connector logs in")
def incomplete_login(profile: Profile) -> Iterator[Problem]:
    others = {name for name, each in CONNECTORS.items() if each.logins}
    yield from _incomplete(profile, others - _ONE_OF - _SEEN)


_SEEN = frozenset({"Salesforce"})
_ONE_OF = frozenset({"SAPOData", "Servicenow", "Snowflake"})


def _incomplete(profile: Profile, connectors: Collection[str]) -> Iterator[Problem]:
    connector = profile.connector
    credentials = profile.credentials(connector.type)
    if connector.type not in connectors:
        return
    if not connector.logins or not credentials.present():
        return
    if not any(_complete(credentials, keys) for keys in connector.logins):
        ways = [" with ".join(keys) for keys in connector.logins]
        yield credentials.problem(
            f"needs {', '.join(ways[:-1])} or {ways[-1]} to log in to {connector.type}"
        )


def _complete(credentials: Spot, keys: tuple[str, ...]) -> bool:
    return all(credentials.at(key).given() for key in keys)


@rule(
    Evidence.DOCUMENTED,
    "API reference, SalesforceConnectorProfileCredentials.oAuth2GrantType: not supported for Salesforce",
)
def salesforce_with_client_credentials(profile: Profile) -> Iterator[Problem]:
    grant = profile.credentials("Salesforce")["oauth2GrantType"]
    if grant.text() == "CLIENT_CREDENTIALS":
        yield grant.problem(
            '"CLIENT_CREDENTIALS" is not supported for Salesforce. Use AUTHORIZATION_CODE or JWT_BEARER'
        )


@rule(Evidence.INFERRED, "API reference, JWT_BEARER: the token is provided with the profile")
def jwt_grant_without_token(profile: Profile) -> Iterator[Problem]:
    credentials = profile.credentials("Salesforce")
    token = credentials["jwtToken"]
    if credentials["oauth2GrantType"].text() == "JWT_BEARER" and not token.given():
        yield token.problem(
            "is not set. Set it, because oauth2GrantType JWT_BEARER logs in with it"
        )


@rule(Evidence.INFERRED, "API reference, jwtToken: used with the grant type JWT_BEARER")
def jwt_token_without_grant(profile: Profile) -> Iterator[Problem]:
    credentials = profile.credentials("Salesforce")
    grant = credentials["oauth2GrantType"]
    if credentials["jwtToken"].given() and grant.text_if_any() in {None, "AUTHORIZATION_CODE"}:
        yield grant.problem("should be JWT_BEARER, because jwtToken is set")


@rule(Evidence.INFERRED, "User guide, ServiceNow: OAuth requires a client and its secret")
def service_now_without_client(profile: Profile) -> Iterator[Problem]:
    oauth = profile.credentials("Servicenow")["oauth2Credentials"]
    if not oauth.given():
        return
    for name in ("clientId", "clientSecret"):
        if not oauth[name].given():
            yield oauth[name].problem(
                "is not set. OAuth for ServiceNow needs clientId and clientSecret"
            )


@rule(Evidence.ADVICE, "User guide, SAP OData: basic authentication or OAuth")
def sap_with_two_logins(profile: Profile) -> Iterator[Problem]:
    credentials = profile.credentials("SAPOData")
    basic = credentials["basicAuthCredentials"]
    if basic.given() and credentials["oauthCredentials"].given():
        yield basic.problem(
            "is set together with oauthCredentials. Set only one of them, because one login is enough"
        )


@rule(Evidence.DOCUMENTED, "API reference, oAuthProperties: required for authentication by OAuth")
def sap_without_oauth_properties(profile: Profile) -> Iterator[Problem]:
    where = profile.properties("SAPOData")["oauthProperties"]
    if profile.credentials("SAPOData")["oauthCredentials"].given() and not where.given():
        yield where.problem(
            "is required with oauthCredentials. It says where tokens are fetched and for which scopes"
        )


_MEMBERS: Mapping[str, str] = {
    "APIKEY": "apiKey",
    "BASIC": "basic",
    "CUSTOM": "custom",
    "OAUTH2": "oauth2",
}


@rule(
    Evidence.DOCUMENTED,
    "API reference, CustomConnectorProfileCredentials: each member is required for its authentication type",
)
def custom_login_without_its_member(profile: Profile) -> Iterator[Problem]:
    credentials = profile.credentials("CustomConnector")
    name = _MEMBERS.get(kind := credentials["authenticationType"].text())
    if name and not credentials[name].present():
        yield credentials[name].problem(f"is required with authenticationType {kind}")


@rule(Evidence.ADVICE, "API reference: the connector uses one type of authentication")
def custom_login_with_another_member(profile: Profile) -> Iterator[Problem]:
    credentials = profile.credentials("CustomConnector")
    kind = credentials["authenticationType"].text()
    if kind not in _MEMBERS:
        return
    for other, name in _MEMBERS.items():
        if other != kind and credentials[name].present():
            yield credentials[name].problem(f"has no effect with authenticationType {kind}")


@rule(
    Evidence.DOCUMENTED,
    "SDKs of custom connectors: their OAuth2 has the grants AUTHORIZATION_CODE and CLIENT_CREDENTIALS",
)
def custom_oauth_with_jwt(profile: Profile) -> Iterator[Problem]:
    grant = profile.properties("CustomConnector")["oauth2Properties"]["oauth2GrantType"]
    if grant.text() == "JWT_BEARER":
        yield grant.problem(
            '"JWT_BEARER" is not supported for custom connectors. Use AUTHORIZATION_CODE or CLIENT_CREDENTIALS'
        )


@rule(
    Evidence.INFERRED,
    "API reference, oAuth2Properties: required for OAuth. Public requests without it are rare",
)
def custom_oauth_without_properties(profile: Profile) -> Iterator[Problem]:
    where = profile.properties("CustomConnector")["oauth2Properties"]
    kind = profile.credentials("CustomConnector")["authenticationType"].text()
    if kind == "OAUTH2" and not where.given():
        yield where.problem(
            "is not set. Set it, because authenticationType OAUTH2 needs the URL of the tokens"
        )


@rule(
    Evidence.INFERRED,
    "one live test of OAuth without tokens: Error while communicating to connector",
)
def custom_oauth_without_tokens(profile: Profile) -> Iterator[Problem]:
    where = profile.properties("CustomConnector")["oauth2Properties"]["oauth2GrantType"]
    credentials = profile.credentials("CustomConnector")
    oauth = credentials["oauth2"]
    if credentials["authenticationType"].text() != "OAUTH2" or not oauth.present():
        return
    if where.text() == "AUTHORIZATION_CODE" and not any(
        oauth.at(key).given() for key in _AUTHORIZED
    ):
        yield oauth.problem(
            f"has none of {', '.join(_AUTHORIZED)}. Set one of them, which the grant AUTHORIZATION_CODE needs"
        )


_AUTHORIZED = ("accessToken", "refreshToken", "oauthRequest.authCode")
