"""Valid CreateConnectorProfile requests: whatever the model allows, with a login that is complete."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.properties.connectors import PRIVATE, PROFILES, key
from tests.properties.model import Strategy, members, of, structure

Request = dict[str, Any]

_SERVICE = st.just("com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0")
_WORD = of("Password").map(lambda text: text if text.strip() else "hunter2")
_CODE = structure("ConnectorOAuthRequest", authCode=of("AuthCode"))

# Ways to log in, of which a profile has one: the members that are given, each with what it may be.
_LOGINS: Mapping[str, list[dict[str, Strategy]]] = {
    "Salesforce": [
        {"accessToken": of("AccessToken")},
        {"refreshToken": of("RefreshToken")},
        {"oAuthRequest": _CODE},
        {"jwtToken": of("JwtToken"), "oAuth2GrantType": st.just("JWT_BEARER")},
    ],
    "SAPOData": [
        {"basicAuthCredentials": of("BasicAuthCredentials")},
        {"oAuthCredentials": of("OAuthCredentials")},
    ],
    "Servicenow": [
        {"username": of("Username"), "password": _WORD},
        {
            "oAuth2Credentials": structure(
                "OAuth2Credentials", clientId=of("ClientId"), clientSecret=of("ClientSecret")
            )
        },
    ],
    "Snowflake": [{"password": _WORD}, {"privateKey": of("PrivateKey").filter(str.strip)}],
    "CustomConnector": [
        {"authenticationType": st.just("BASIC"), "basic": of("BasicAuthCredentials")},
        {"authenticationType": st.just("OAUTH2"), "oauth2": of("OAuth2Credentials")},
        {"authenticationType": st.just("APIKEY"), "apiKey": of("ApiKeyCredentials")},
        {"authenticationType": st.just("CUSTOM"), "custom": of("CustomAuthCredentials")},
    ],
    "Redshift": [{"username": _WORD, "password": _WORD}],
}

_DATA_API = {"databaseName": of("DatabaseName"), "dataApiRoleArn": of("DataApiRoleArn")}
_DATABASES: list[dict[str, Strategy]] = [
    {"workgroupName": of("WorkgroupName"), "isRedshiftServerless": st.just(True), **_DATA_API},
    {"clusterIdentifier": of("ClusterIdentifier"), **_DATA_API},
    {"databaseUrl": of("DatabaseUrl")},
]
_ADDRESSES = ("databaseUrl", "clusterIdentifier", "workgroupName", "isRedshiftServerless")


@st.composite
def profiles(draw: st.DrawFn) -> Request:
    """A request that AppFlow accepts, as far as is known."""
    kind = draw(st.sampled_from(PROFILES))
    mode = draw(st.sampled_from(["Public", "Private"] if kind in PRIVATE else ["Public"]))
    properties = draw(_properties(kind, mode))
    credentials = draw(_credentials(kind))
    if "oAuthCredentials" in credentials and kind == "SAPOData":
        properties.setdefault("oAuthProperties", draw(of("OAuthProperties")))
    config = {
        "connectorProfileProperties": {key(kind): properties},
        "connectorProfileCredentials": {key(kind): credentials},
    }
    if kind == "Redshift" and "databaseUrl" not in properties and draw(st.booleans()):
        del config["connectorProfileCredentials"]  # roles log in to it
    given: dict[str, Strategy] = {
        "connectorType": st.just(kind),
        "connectionMode": st.just(mode),
        "connectorProfileConfig": st.just(config),
    }
    if kind == "CustomConnector":
        given["connectorLabel"] = of("ConnectorLabel")
    without = ("clientToken",) if "connectorLabel" in given else ("clientToken", "connectorLabel")
    request: Request = draw(structure("CreateConnectorProfileRequest", without, **given))
    return request


@cache
def _properties(kind: str, mode: str) -> Strategy:
    name = members("ConnectorProfileProperties")[key(kind)]
    if kind == "Redshift":
        return st.one_of(
            [structure(name, tuple(set(_ADDRESSES) - way.keys()), **way) for way in _DATABASES]
        )
    if kind == "CustomConnector":
        grants = st.sampled_from(["AUTHORIZATION_CODE", "CLIENT_CREDENTIALS"])  # the SDKs' own
        oauth = structure("OAuth2Properties", oAuth2GrantType=grants)
        return structure(name, ("oAuth2Properties",)) | structure(name, oAuth2Properties=oauth)
    if mode == "Private" and "privateLinkServiceName" in members(name):
        return structure(name, privateLinkServiceName=_SERVICE)
    return structure(name)


@cache
def _credentials(kind: str) -> Strategy:
    name = members("ConnectorProfileCredentials")[key(kind)]
    ways = [structure(name, **way) for way in _LOGINS.get(kind, [{}])]
    return st.one_of(ways).map(_supported if kind == "Salesforce" else dict)


def _supported(credentials: Request) -> Request:
    """Salesforce has no grant of client credentials."""
    if credentials.get("oAuth2GrantType") != "CLIENT_CREDENTIALS":
        return credentials
    return {name: item for name, item in credentials.items() if name != "oAuth2GrantType"}
