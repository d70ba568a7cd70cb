"""
Salesforce, the CRM. A source and a destination, and the only source whose events can start a flow.

AppFlow logs in with OAuth 2.0: with tokens, with the code of a person's login, or with a JSON web
token; client credentials are in the API's enum, but not supported. Flows from Salesforce run on
demand, on events, or on a schedule of at most once a minute, and need a `Filter` task with
`PROJECTION` or a `Map_all` task. A run reads up to 15 GB or writes up to 500 MB. Refresh tokens
have to stay valid until revoked, or flows fail when they expire.
"""

from appflow_provider.shapes.base import Answer, ApiEnum, Flag, Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, TOKENS, Connector, Reach, always
from appflow_provider.shapes.connectors.parts import Part, operators
from appflow_provider.shapes.create_only import READS_FROM, WRITES_TO
from appflow_provider.shapes.oauth import ConnectorOAuthRequest, OAuth2GrantType
from appflow_provider.shapes.scalars import (
    AccessToken,
    ClientCredentialsArn,
    InstanceUrl,
    JwtToken,
    Name,
    Object,
    RefreshToken,
)
from appflow_provider.shapes.writing import ErrorHandlingConfig, WriteOperationType, refused_by


class SalesforceDataTransferApi(ApiEnum):
    """
    Salesforce APIs that a flow can transfer records with. They differ in how they write dates and
    missing values.
    """

    AUTOMATIC = (
        "AUTOMATIC",
        (
            "Either of the others, as the number of records in each run suggests. The default. The "
            "format of dates and missing values may change from run to run."
        ),
    )
    BULKV2 = (
        "BULKV2",
        (
            "Bulk API 2.0, always. Made for many records; it leaves out compound fields such as "
            "addresses."
        ),
    )
    REST_SYNC = (
        "REST_SYNC",
        "REST API, always. Made for few records; many may run into a timeout.",
    )


class SalesforceConnectorProfileCredentials(Shape):
    """
    How AppFlow logs in to Salesforce. Give `accessToken` with `refreshToken`, or `oauthRequest`, or
    `jwtToken`; without any of them AppFlow answers that the authorization code cannot be blank.
    """

    access_token: AccessToken | None = member(
        "Token with which AppFlow calls Salesforce until it expires. Give `refreshToken` beside "
        "it.",
        secret=True,
    )
    refresh_token: RefreshToken | None = member(
        "Token with which AppFlow obtains new access tokens. Set the connected app's policy to "
        "keep refresh tokens valid until revoked.",
        secret=True,
    )
    oauth_request: ConnectorOAuthRequest | None = member(
        "Code of a person's login to Salesforce, which AppFlow exchanges for tokens. For the grant "
        "type `AUTHORIZATION_CODE`, instead of `accessToken` and `refreshToken`.",
        api="oAuthRequest",
    )
    client_credentials_arn: ClientCredentialsArn | None = member(
        "ARN of a Secrets Manager secret that holds the client id and client secret of your own "
        "connected app. The policies of the secret and of its KMS key have to let AppFlow read it. "
        "Left out, tokens belong to the connected app that AWS manages.",
        secret=True,
    )
    oauth2_grant_type: OAuth2GrantType | None = member(
        "How AppFlow obtains access tokens: `AUTHORIZATION_CODE`, or `JWT_BEARER` with `jwtToken`. "
        "Salesforce does not support `CLIENT_CREDENTIALS`.",
        api="oAuth2GrantType",
    )
    jwt_token: JwtToken | None = member(
        "JSON web token, signed for your own connected app. For the grant type `JWT_BEARER`, where "
        "nobody has to log in.",
        secret=True,
    )


class SalesforceConnectorProfileProperties(Shape):
    """Settings of a connector profile for Salesforce. All of them may be left out: `{}`."""

    instance_url: InstanceUrl | None = member(
        "Address of the Salesforce organization, for example `https://acme.my.salesforce.com`. In "
        "Salesforce it stands in the setup, under My Domain.",
        drift_when_added=False,
    )
    is_sandbox_environment: Flag | None = member(
        "Whether the organization is a sandbox. The default is `false`, production.",
        default=False,
        drift_when_added=True,
    )
    use_private_link_for_metadata_and_authorization: Flag | None = member(
        "`true` sends the calls for metadata and tokens through PrivateLink too, `false` (the "
        "default) only those that transfer records. For profiles whose `connectionMode` is "
        "`Private`.",
        default=False,
        drift_when_added=True,
    )


class SalesforceDestinationProperties(Shape):
    """Which Salesforce object a flow writes to, and how. A run writes up to 500 MB."""

    object: Object = member(
        "API name of the object to write to, for example `Account` or `Invoice__c`. Another object "
        "replaces the flow.",
        required=True,
        create_only=WRITES_TO,
    )
    id_field_names: list[Name] | None = member(
        'Field of the object that tells which record is meant: `["Id"]` for `UPDATE` and `DELETE`, '
        'an external id, `["Order_Number__c"]`, for `UPSERT`. Not for `INSERT`.',
        drift_when_added=True,
    )
    error_handling_config: ErrorHandlingConfig | None = refused_by("Salesforce")
    write_operation_type: WriteOperationType | None = member(
        "What happens with each record: `INSERT` (the default), `UPSERT`, `UPDATE` or `DELETE`. "
        "All but `INSERT` need `idFieldNames`; deleted records stay in Salesforce's recycle bin "
        "for a while.",
        default="INSERT",
        drift_when_added=False,
    )
    data_transfer_api: SalesforceDataTransferApi | None = member(
        "Which API to write with: `AUTOMATIC` (the default), `BULKV2` or `REST_SYNC`. `AUTOMATIC` "
        "takes the Bulk API from 1,000 records on.",
        default="AUTOMATIC",
        drift_when_added=False,
    )


class SalesforceSourceProperties(Shape):
    """Which Salesforce object or event a flow reads, and how. A run reads up to 15 GB."""

    object: Object = member(
        "API name of the object or event to read, for example `Account`. A flow with the trigger "
        "`Event` takes a change event such as `AccountChangeEvent`, or a platform event; "
        "Salesforce has to publish it. Another one replaces the flow.",
        required=True,
        create_only=READS_FROM,
    )
    enable_dynamic_field_update: Flag | None = member(
        "`true` transfers fields that are added to the object later, without a change to the flow. "
        "The default is `false`. For flows to Amazon S3 that map all fields.",
        default=False,
        drift_when_added=True,
    )
    include_deleted_records: Flag | None = member(
        "`true` reads records that were deleted in Salesforce too. The default is `false`.",
        default=False,
        drift_when_added=True,
    )
    data_transfer_api: SalesforceDataTransferApi | None = member(
        "Which API to read with: `AUTOMATIC` (the default), `BULKV2` or `REST_SYNC`. `AUTOMATIC` "
        "takes the Bulk API from 1,000,000 records on, and with it another format of dates and "
        "missing values.",
        default="AUTOMATIC",
        drift_when_added=False,
    )


class SalesforceMetadata(Answer):
    """What is special about Salesforce."""

    o_auth_scopes: list[str] | None = member("Scopes that a login may ask for.")
    data_transfer_apis: list[SalesforceDataTransferApi] | None = member(
        "APIs of Salesforce over which flows can transfer."
    )
    oauth_2_grant_types_supported: list[OAuth2GrantType] | None = member(
        "OAuth 2.0 grants for a login."
    )


CONNECTOR = Connector(
    "Salesforce",
    "Salesforce, as source or destination. The only source whose events can start a flow.",
    operator=operators(
        "Salesforce",
        "Salesforce",
        "PROJECTION LESS_THAN CONTAINS GREATER_THAN BETWEEN "
        "LESS_THAN_OR_EQUAL_TO GREATER_THAN_OR_EQUAL_TO EQUAL_TO NOT_EQUAL_TO",
    ),
    profile=Part(
        SalesforceConnectorProfileProperties,
        "Address of the Salesforce organization, and whether it is a sandbox.",
    ),
    credentials=Part(
        SalesforceConnectorProfileCredentials,
        "Tokens of Salesforce, the code of a login, or a JSON web token.",
    ),
    source=Part(SalesforceSourceProperties, "The Salesforce object or event, and how it is read."),
    destination=Part(
        SalesforceDestinationProperties, "The Salesforce object, and how records are written to it."
    ),
    metadata=Part(SalesforceMetadata, "For `Salesforce`."),
    triggers=CALLED | {"Event"},
    reaches=Reach(also=("EventBridge",)),
    logins=(*TOKENS, ("jwtToken",)),
    usual=always("refreshToken"),
    private=True,
)
