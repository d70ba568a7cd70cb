"""Connector profiles with the expected findings, rule by rule."""

from typing import Any

from tests.programs import DROP, ROLE, login
from tests.rules.samples import (
    SAP,
    SAP_BASIC,
    SAP_OAUTH,
    SAP_TOKENS,
    SNOWFLAKE,
    Case,
    changed,
    redshift,
    salesforce,
)

_CONFIG = "connectorProfileConfig"
_PROPERTIES = f"{_CONFIG}.connectorProfileProperties"
_CREDENTIALS = f"{_CONFIG}.connectorProfileCredentials"

SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:crm-AbCdEf"
PRIVATE = {"connectionMode": "Private"}
SERVICE = {"privateLinkServiceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-0fedcba9876543210"}
DATADOG = {"apiKey": "k", "applicationKey": "a"}
CLIENT = {"clientId": "c", "clientSecret": "hunter2"}


def sap(credentials: Any, mode: str = "Public", **properties: Any) -> dict[str, Any]:
    return login("SAPOData", "sapoData", {**SAP, **properties}, credentials, connectionMode=mode)


def snowflake(secret: Any, mode: str = "Public", **properties: Any) -> dict[str, Any]:
    credentials = {"username": "APPFLOW", **secret}
    return login(
        "Snowflake", "snowflake", {**SNOWFLAKE, **properties}, credentials, connectionMode=mode
    )


def custom(credentials: Any, **changes: Any) -> dict[str, Any]:
    grant = changes.pop("grant", None)
    oauth = {"oauth2Properties": {"tokenUrl": "https://x.example", "oauth2GrantType": grant}}
    properties = oauth if grant else {}
    return login(
        "CustomConnector",
        "customConnector",
        properties,
        credentials,
        **{"connectorLabel": "HubSpot", **changes},
    )


def service_now(credentials: Any) -> dict[str, Any]:
    properties = {"instanceUrl": "https://dev.service-now.example"}
    return login("Servicenow", "serviceNow", properties, credentials)


def pardot(**properties: Any) -> dict[str, Any]:
    properties = {"instanceUrl": "https://x.example", **properties}
    return login("Pardot", "pardot", properties, {"refreshToken": "hunter2"})


def datadog(**changes: Any) -> dict[str, Any]:
    return login("Datadog", "datadog", {"instanceUrl": "https://x.example"}, DATADOG, **changes)


WHOLE = {
    "Datadog": Case(datadog()),
    "properties of another connector": Case(
        changed(datadog(), {_PROPERTIES: {"dynatrace": {"instanceUrl": "https://x.example"}}}),
        {f"{_PROPERTIES}.dynatrace": "Set datadog instead"},
    ),
    "no properties": Case(
        changed(datadog(), {_PROPERTIES: {}}), {_PROPERTIES: "needs its member datadog"}
    ),
    "no properties where there are none": Case(
        changed(salesforce({"refreshToken": "hunter2"}), {_PROPERTIES: {}}),
        {},
        {_PROPERTIES: "needs its member salesforce"},
    ),
    "properties of two connectors": Case(
        changed(datadog(), {f"{_PROPERTIES}.singular": {}}),
        {f"{_PROPERTIES}.singular": "Set one member only"},
    ),
    "credentials of another connector": Case(
        changed(datadog(), {_CREDENTIALS: {"singular": {"apiKey": "hunter2"}}}),
        {f"{_CREDENTIALS}.singular": "Set datadog instead"},
    ),
    "credentials of two connectors": Case(
        changed(datadog(), {f"{_CREDENTIALS}.singular": {"apiKey": "hunter2"}}),
        {f"{_CREDENTIALS}.singular": "Set one member only"},
    ),
    "no credentials": Case(
        changed(datadog(), {_CREDENTIALS: DROP}), {}, {_CREDENTIALS: "AppFlow needs a login"}
    ),
    "empty credentials": Case(
        changed(datadog(), {_CREDENTIALS: {}}), {}, {_CREDENTIALS: "AppFlow needs a login"}
    ),
    "a profile for S3 with nothing said of it": Case(
        changed(login("S3", "s3", {}), {_PROPERTIES: {}}),
        {"connectorType": '"S3" needs no connector profile'},
    ),
    "a profile for S3": Case(
        login("S3", "s3", {}), {"connectorType": '"S3" needs no connector profile'}
    ),
    "Honeycode": Case(
        login("Honeycode", "honeycode", {}, {"refreshToken": "hunter2"}),
        {},
        {"connectorType": "AWS has closed"},
    ),
    "a custom connector without label": Case(
        custom({"authenticationType": "APIKEY", "apiKey": {"apiKey": "k"}}, connectorLabel=None),
        {"connectorLabel": "is required with connectorType CustomConnector"},
    ),
    "a label with a hash": Case(
        custom(
            {"authenticationType": "APIKEY", "apiKey": {"apiKey": "k"}}, connectorLabel="Ours#2"
        ),
        {},
        {"connectorLabel": '"Ours#2" has a #'},
    ),
    "a label of another spelling": Case(
        custom(
            {"authenticationType": "APIKEY", "apiKey": {"apiKey": "k"}}, connectorLabel="hubspot"
        ),
        {},
        {"connectorLabel": "Use HubSpot"},
    ),
    "an address without https": Case(
        changed(datadog(), {f"{_PROPERTIES}.datadog.instanceUrl": "api.datadoghq.eu"}),
        {},
        {f"{_PROPERTIES}.datadog.instanceUrl": "does not begin with https://"},
    ),
    "an address with http": Case(
        changed(datadog(), {f"{_PROPERTIES}.datadog.instanceUrl": "http://api.datadoghq.eu"}),
        {},
        {f"{_PROPERTIES}.datadog.instanceUrl": "does not begin with https://"},
    ),
    "Salesforce in private": Case(
        salesforce({"refreshToken": "hunter2"}, region="eu-central-1", **PRIVATE)
    ),
    "Salesforce in private in another region": Case(
        salesforce({"refreshToken": "hunter2"}, region="eu-west-1", **PRIVATE),
        {},
        {"connectionMode": "for Salesforce in eu-west-1"},
    ),
    "Salesforce in private somewhere": Case(salesforce({"refreshToken": "hunter2"}, **PRIVATE)),
    "a label for Datadog": Case(
        datadog(connectorLabel="Datadog"),
        {},
        {"connectorLabel": "Only connectorType CustomConnector has a label"},
    ),
    "Datadog in private": Case(
        datadog(**PRIVATE),
        {"connectionMode": "available for SAPOData, Salesforce, Singular, Snowflake, Trendmicro"},
    ),
    "Singular in private": Case(login("Singular", "singular", {}, {"apiKey": "k"}, **PRIVATE)),
    "a custom connector in private": Case(
        custom({"authenticationType": "APIKEY", "apiKey": {"apiKey": "k"}}, **PRIVATE)
    ),
    "SAP in private": Case(sap(SAP_BASIC, "Private", **SERVICE)),
    "SAP in private without service": Case(
        sap(SAP_BASIC, "Private"),
        {f"{_PROPERTIES}.sapoData.privateLinkServiceName": "VPC endpoint service"},
    ),
    "Snowflake in private without service": Case(
        snowflake({"password": "hunter2"}, "Private"),
        {},
        {f"{_PROPERTIES}.snowflake.privateLinkServiceName": "VPC endpoint service"},
    ),
    "a private service in public": Case(
        sap(SAP_BASIC, **SERVICE),
        {},
        {f"{_PROPERTIES}.sapoData.privateLinkServiceName": "no effect"},
    ),
    "private metadata in public": Case(
        changed(
            salesforce({"refreshToken": "hunter2"}),
            {f"{_PROPERTIES}.salesforce.usePrivateLinkForMetadataAndAuthorization": True},
        ),
        {},
        {f"{_PROPERTIES}.salesforce.usePrivateLinkForMetadataAndAuthorization": "no effect"},
    ),
}

_SALESFORCE = f"{_CREDENTIALS}.salesforce"
_CUSTOM = f"{_CREDENTIALS}.customConnector"

LOGINS = {
    "Salesforce with a token": Case(salesforce({"accessToken": "hunter2"})),
    "Salesforce with a code": Case(salesforce({"oauthRequest": {"authCode": "hunter2"}})),
    "Salesforce with a JWT": Case(
        salesforce({"jwtToken": "hunter.two.x", "oauth2GrantType": "JWT_BEARER"})
    ),
    "Salesforce with nothing": Case(
        salesforce({}),
        {_SALESFORCE: "accessToken, refreshToken, oauthRequest.authCode or jwtToken"},
    ),
    "Salesforce with half a code": Case(
        salesforce({"oauthRequest": {"redirectUri": "https://x.example"}}),
        {_SALESFORCE: "oauthRequest.authCode"},
    ),
    "Salesforce with client credentials": Case(
        salesforce({"clientCredentialsArn": SECRET, "oauth2GrantType": "CLIENT_CREDENTIALS"}),
        {
            _SALESFORCE: "oauthRequest.authCode",
            f"{_SALESFORCE}.oauth2GrantType": "is not supported for Salesforce",
        },
    ),
    "Salesforce with a JWT by another grant": Case(
        salesforce({"jwtToken": "hunter.two.x"}),
        {},
        {f"{_SALESFORCE}.oauth2GrantType": "should be JWT_BEARER"},
    ),
    "Salesforce by JWT without one": Case(
        salesforce({"refreshToken": "hunter2", "oauth2GrantType": "JWT_BEARER"}),
        {},
        {f"{_SALESFORCE}.jwtToken": "is not set"},
    ),
    "Pardot for a business unit": Case(pardot(businessUnitId="0Uv000000000001CAA")),
    "Pardot for none": Case(
        pardot(), {}, {f"{_PROPERTIES}.pardot.businessUnitId": "18 characters"}
    ),
    "Slack without token": Case(
        login("Slack", "slack", {"instanceUrl": "https://x.example"}, CLIENT),
        {},
        {f"{_CREDENTIALS}.slack": "accessToken or oauthRequest.authCode"},
    ),
    "Marketo without token": Case(
        login("Marketo", "marketo", {"instanceUrl": "https://x.example"}, CLIENT)
    ),
    "ServiceNow with a password": Case(service_now({"username": "u", "password": "hunter2"})),
    "ServiceNow with OAuth": Case(service_now({"oauth2Credentials": CLIENT})),
    "ServiceNow with OAuth of nobody": Case(
        service_now({"oauth2Credentials": {"accessToken": "hunter2"}}),
        {},
        {
            f"{_CREDENTIALS}.serviceNow.oauth2Credentials.clientId": "is not set",
            f"{_CREDENTIALS}.serviceNow.oauth2Credentials.clientSecret": "is not set",
        },
    ),
    "ServiceNow with half a login": Case(
        service_now({"username": "u"}),
        {f"{_CREDENTIALS}.serviceNow": "username with password or oauth2Credentials"},
    ),
    "Snowflake with a key": Case(snowflake({"privateKey": "hunter2"})),
    "Snowflake without": Case(
        snowflake({}), {f"{_CREDENTIALS}.snowflake": "password or privateKey"}
    ),
    "SAP with a password": Case(sap(SAP_BASIC)),
    "SAP with nothing": Case(
        sap({}), {f"{_CREDENTIALS}.sapoData": "basicAuthCredentials or oauthCredentials"}
    ),
    "SAP with OAuth": Case(sap(SAP_OAUTH, oauthProperties=SAP_TOKENS)),
    "SAP with OAuth from nowhere": Case(
        sap(SAP_OAUTH),
        {f"{_PROPERTIES}.sapoData.oauthProperties": "required with oauthCredentials"},
    ),
    "SAP for client 000": Case(
        sap(SAP_BASIC, clientNumber="000"),
        {},
        {f"{_PROPERTIES}.sapoData.clientNumber": "001 to 999"},
    ),
    "SAP with two logins": Case(
        sap({**SAP_BASIC, **SAP_OAUTH}, oauthProperties=SAP_TOKENS),
        {},
        {f"{_CREDENTIALS}.sapoData.basicAuthCredentials": "Set only one of them"},
    ),
    "a custom login without its member": Case(
        custom({"authenticationType": "BASIC"}),
        {f"{_CUSTOM}.basic": "is required with authenticationType BASIC"},
    ),
    "a custom login with another member": Case(
        custom(
            {
                "authenticationType": "APIKEY",
                "apiKey": {"apiKey": "k"},
                "basic": {"username": "u", "password": "hunter2"},
            }
        ),
        {},
        {f"{_CUSTOM}.basic": "no effect with authenticationType APIKEY"},
    ),
    "custom OAuth": Case(
        custom(
            {"authenticationType": "OAUTH2", "oauth2": {"refreshToken": "hunter2"}},
            grant="AUTHORIZATION_CODE",
        )
    ),
    "custom OAuth for clients": Case(
        custom({"authenticationType": "OAUTH2", "oauth2": CLIENT}, grant="CLIENT_CREDENTIALS")
    ),
    "custom OAuth with a JWT": Case(
        custom(
            {"authenticationType": "OAUTH2", "oauth2": {"accessToken": "hunter2"}},
            grant="JWT_BEARER",
        ),
        {
            f"{_PROPERTIES}.customConnector.oauth2Properties.oauth2GrantType": "is not supported for custom connectors"
        },
    ),
    "custom OAuth without tokens": Case(
        custom({"authenticationType": "OAUTH2", "oauth2": CLIENT}, grant="AUTHORIZATION_CODE"),
        {},
        {f"{_CUSTOM}.oauth2": "which the grant AUTHORIZATION_CODE needs"},
    ),
    "custom OAuth from nowhere": Case(
        custom({"authenticationType": "OAUTH2", "oauth2": CLIENT}),
        {},
        {f"{_PROPERTIES}.customConnector.oauth2Properties": "the URL of the tokens"},
    ),
}

_REDSHIFT = f"{_PROPERTIES}.redshift"
DATA_API = {"dataApiRoleArn": ROLE, "databaseName": "dev"}
USER = {"username": "appflow"}
URL = "jdbc:redshift://dw.example.com:5439/dev"

REDSHIFT = {
    "a workgroup": Case(redshift(isRedshiftServerless=True, workgroupName="wg", **DATA_API)),
    "a cluster": Case(redshift(USER, clusterIdentifier="dw", **DATA_API)),
    "a URL": Case(redshift({**USER, "password": "hunter2"}, databaseUrl=URL)),
    "a bucket with its prefix": Case(
        redshift(
            bucketName="between/orders", isRedshiftServerless=True, workgroupName="wg", **DATA_API
        ),
        {f"{_REDSHIFT}.bucketName": "Give the name alone, and put the rest into bucketPrefix"},
    ),
    "an old bucket": Case(
        {
            **redshift(
                bucketName="Old_One", isRedshiftServerless=True, workgroupName="wg", **DATA_API
            ),
            "region": "us-east-1",
        },
        {},
        {f"{_REDSHIFT}.bucketName": "before March 2018"},
    ),
    "no database": Case(redshift(), {_REDSHIFT: "names no database"}),
    "serverless without workgroup": Case(
        redshift(isRedshiftServerless=True, **DATA_API),
        {f"{_REDSHIFT}.workgroupName": "required with isRedshiftServerless"},
    ),
    "a cluster without role and name": Case(
        redshift(USER, clusterIdentifier="dw"),
        {
            f"{_REDSHIFT}.dataApiRoleArn": "required with clusterIdentifier",
            f"{_REDSHIFT}.databaseName": "required with clusterIdentifier",
        },
    ),
    "a cluster without user": Case(
        redshift({}, clusterIdentifier="dw", **DATA_API),
        {},
        {f"{_CREDENTIALS}.redshift.username": "as a database user"},
    ),
    "a URL without password": Case(
        redshift(USER, databaseUrl=URL),
        {f"{_CREDENTIALS}.redshift.password": "required with databaseUrl"},
    ),
    "a cluster and a workgroup": Case(
        redshift(
            USER, isRedshiftServerless=True, workgroupName="wg", clusterIdentifier="dw", **DATA_API
        ),
        {},
        {f"{_REDSHIFT}.workgroupName": "set together with clusterIdentifier"},
    ),
    "a cluster and its URL": Case(
        redshift(USER, clusterIdentifier="dw", databaseUrl=URL, **DATA_API)
    ),
    "a workgroup of no serverless database": Case(
        redshift(workgroupName="wg", **DATA_API),
        {},
        {f"{_REDSHIFT}.isRedshiftServerless": "should be true"},
    ),
}

PROFILES: dict[str, Case] = {
    **WHOLE,
    **LOGINS,
    **{f"Redshift: {k}": v for k, v in REDSHIFT.items()},
}
