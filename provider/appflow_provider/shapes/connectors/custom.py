"""
Custom connectors: Lambda functions that are registered with AppFlow under a label, by the account
or by AWS.

A custom connector decides for itself whether it is source, destination or both, how it logs in, and
which triggers and schedules it takes. Profiles and flows therefore carry maps of properties whose
keys the connector defines. HubSpot, Google Analytics 4, Jira and other connectors that AWS wrote
belong here: their profiles have the connector type `CustomConnector` and a label, their flows an
API version. The login with `OAUTH2` needs tokens or an authorization code; without them the
connector's own error comes back, which says little.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from appflow_provider.shapes.base import ApiEnum, Shape, Size, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector
from appflow_provider.shapes.connectors.parts import Part
from appflow_provider.shapes.create_only import READS_FROM, WRITES_TO
from appflow_provider.shapes.oauth import BasicAuthCredentials, OAuth2Credentials, OAuth2Properties
from appflow_provider.shapes.operators import Operator
from appflow_provider.shapes.scalars import (
    ApiKey,
    ApiSecretKey,
    CredentialsMapKey,
    CredentialsMapValue,
    CustomAuthenticationType,
    CustomPropertyKey,
    CustomPropertyValue,
    DataTransferApiTypeName,
    EntityName,
    Name,
    ProfilePropertyKey,
    ProfilePropertyValue,
)
from appflow_provider.shapes.writing import ErrorHandlingConfig, WriteOperationType, refused_by


class AuthenticationType(ApiEnum):
    """
    Ways to log in to the system behind a custom connector. The connector supports some of them.
    """

    OAUTH2 = "OAUTH2", "With OAuth 2.0. The credentials stand in `oauth2`."
    APIKEY = "APIKEY", "With an API key. The credentials stand in `apiKey`."
    BASIC = "BASIC", "With username and password. The credentials stand in `basic`."
    CUSTOM = "CUSTOM", "In a way that the connector defines. The credentials stand in `custom`."


class DataTransferApiType(ApiEnum):
    """Kinds of API that a custom connector may read data with."""

    SYNC = (
        "SYNC",
        "Synchronous: AppFlow waits for each answer. Suits small and medium amounts of data.",
    )
    ASYNC = (
        "ASYNC",
        "Asynchronous: the system prepares the data while AppFlow waits. Suits large amounts.",
    )
    AUTOMATIC = (
        "AUTOMATIC",
        "Either of them, as each run finds fitting for its amount of data. The default.",
    )


class ApiKeyCredentials(Shape):
    """An API key, for a custom connector whose `authenticationType` is `APIKEY`."""

    api_key: ApiKey = member(
        "API key that the system behind the connector has issued.", required=True, secret=True
    )
    api_secret_key: ApiSecretKey | None = member(
        "Second half of the key, for connectors that ask for a secret beside `apiKey`.", secret=True
    )


class CustomAuthCredentials(Shape):
    """
    Credentials of a kind that the custom connector defines, for the `authenticationType` `CUSTOM`.
    """

    custom_authentication_type: CustomAuthenticationType = member(
        "Name by which the connector calls this way to log in. `aws appflow describe-connector` "
        "lists the names under `authenticationConfig`.",
        required=True,
    )
    credentials_map: (
        Annotated[dict[CredentialsMapKey, CredentialsMapValue], Size(max=50)] | None
    ) = member(
        "The credentials by the names that the connector gives them, at most 50. All values are "
        "kept secret.",
        secret=True,
        opaque=True,
    )


class CustomConnectorDestinationProperties(Shape):
    """Where and how a flow writes to the system behind a custom connector."""

    entity_name: EntityName = member(
        "Name of the entity to write to, as the connector spells it. `aws appflow "
        "list-connector-entities` shows the names. Another entity replaces the flow.",
        required=True,
        create_only=WRITES_TO,
    )
    error_handling_config: ErrorHandlingConfig | None = refused_by("the system")
    write_operation_type: WriteOperationType | None = member(
        "What happens with each record: `INSERT`, `UPSERT`, `UPDATE` or `DELETE`, as far as the "
        "connector supports it. All but `INSERT` need `idFieldNames`.",
        default="INSERT",
        drift_when_added=False,
    )
    id_field_names: list[Name] | None = member(
        'Fields of the destination that tell which record is meant, for example `["id"]`. Needed '
        "with `UPSERT`, `UPDATE` and `DELETE`.",
        drift_when_added=True,
    )
    custom_properties: (
        Annotated[dict[CustomPropertyKey, CustomPropertyValue], Size(max=50)] | None
    ) = member(
        "Settings for writing that the connector defines, by name. At most 50.",
        drift_when_added="keys",
    )


class CustomConnectorProfileCredentials(Shape):
    """
    Credentials for the system behind a custom connector. Fill in the one member that belongs to
    `authenticationType`.
    """

    authentication_type: AuthenticationType = member(
        "How to log in: `OAUTH2` goes with `oauth2`, `APIKEY` with `apiKey`, `BASIC` with `basic` "
        "and `CUSTOM` with `custom`. The connector has to support it.",
        required=True,
    )
    basic: BasicAuthCredentials | None = member("Username and password, for `BASIC`.")
    oauth2: OAuth2Credentials | None = member(
        "OAuth 2.0 client with its tokens or the code of a login, for `OAUTH2`. Where to obtain "
        "tokens is said in `oauth2Properties` of the profile's properties."
    )
    api_key: ApiKeyCredentials | None = member("API key, for `APIKEY`.")
    custom: CustomAuthCredentials | None = member(
        "Credentials of the connector's own kind, for `CUSTOM`."
    )


class CustomConnectorProfileProperties(Shape):
    """Settings of a connector profile for a custom connector."""

    profile_properties: (
        Annotated[dict[ProfilePropertyKey, ProfilePropertyValue], Size(max=50)] | None
    ) = member(
        'Settings that the connector asks for, by name, for example `{"instanceUrl": '
        '"https://acme.example.com"}`. At most 50; `aws appflow describe-connector` lists them '
        "under `connectorRuntimeSettings`.",
        drift_when_added="keys",
    )
    oauth2_properties: OAuth2Properties | None = member(
        "Where and how to obtain OAuth 2.0 tokens. Needed when `authenticationType` is `OAUTH2`.",
        api="oAuth2Properties",
        drift_when_added=False,
    )


class DataTransferApi(Shape):
    """Which API of the system a custom connector reads with, for connectors that offer a choice."""

    name: DataTransferApiTypeName | None = member(
        "Name of the API, as the connector spells it. `aws appflow describe-connector` lists names "
        "and types under `supportedDataTransferApis`.",
        api="Name",
        drift_when_added=False,
    )
    type: DataTransferApiType | None = member(
        "Kind of the API: `SYNC`, `ASYNC` or `AUTOMATIC`, which is the default.",
        api="Type",
        drift_when_added=False,
    )


class CustomConnectorSourceProperties(Shape):
    """What a flow reads from the system behind a custom connector."""

    entity_name: EntityName = member(
        "Name of the entity to read, as the connector spells it. `aws appflow "
        "list-connector-entities` shows the names. Another entity replaces the flow.",
        required=True,
        create_only=READS_FROM,
    )
    custom_properties: (
        Annotated[dict[CustomPropertyKey, CustomPropertyValue], Size(max=50)] | None
    ) = member(
        "Settings for reading that the connector defines, by name. At most 50.",
        drift_when_added="keys",
    )
    data_transfer_api: DataTransferApi | None = member(
        "Which API of the system to read with. For connectors that offer a choice; left out, "
        "AppFlow chooses.",
        drift_when_added=False,
    )


def _usual_login(properties: Mapping[str, Any]) -> Mapping[str, str | None]:
    oauth = properties.get("oauth2Properties")
    if oauth is None:
        return {"authenticationType": "APIKEY", "apiKey.apiKey": None}
    names = ["clientId", "clientSecret"]
    if oauth.get("oauth2GrantType") == "AUTHORIZATION_CODE":
        names.append("refreshToken")
    return {"authenticationType": "OAUTH2", **{f"oauth2.{name}": None for name in names}}


CONNECTOR = Connector(
    "CustomConnector",
    "A connector that is registered under a label (`connectorLabel`), by you or by AWS: `HubSpot`, "
    "`GoogleAnalytics4`, `JiraCloud` and many more. Goes with the property `customConnector`.",
    operator=Part(
        Operator, "Operator for a flow from a custom connector, whatever its label.", added=2
    ),
    profile=Part(
        CustomConnectorProfileProperties,
        "Settings that the custom connector asks for. For the connector type `CustomConnector`.",
        added=2,
    ),
    credentials=Part(
        CustomConnectorProfileCredentials,
        "Login of the custom connector, in one of four ways. For the connector type "
        "`CustomConnector`.",
        added=2,
    ),
    source=Part(
        CustomConnectorSourceProperties,
        "The entity of a custom connector, with the connector's own settings. For the connector "
        "type `CustomConnector`.",
        added=2,
    ),
    destination=Part(
        CustomConnectorDestinationProperties,
        "The entity of a custom connector, with the connector's own settings. For the connector "
        "type `CustomConnector`.",
        added=8,
    ),
    metadata=None,
    triggers=CALLED,  # all that the SDKs of custom connectors have
    reaches=None,
    exclusive=True,
    usual=_usual_login,
    anonymous=True,  # its registration says what it asks for, which may be nothing
    private=None,
)
