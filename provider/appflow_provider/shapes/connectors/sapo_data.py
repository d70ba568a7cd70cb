"""
SAP through OData: S/4HANA and other systems with SAP Gateway. A source and a destination.

AppFlow logs in with username and password, or with OAuth 2.0 where the service speaks OData 2.0,
over the internet or PrivateLink. Flows run on demand or on a schedule, at most once a minute, and
write to Amazon S3, Redshift, Customer Profiles or SAP. Data of ODP providers (operational data
provisioning) can be read, but not written: read in full at most daily, read incrementally through a
subscription that AppFlow never cancels and that only one flow an object may hold. The property is
spelled `sapoData`.
"""

from collections.abc import Mapping
from typing import Any

from appflow_provider.shapes.base import Flag, Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector, Reach
from appflow_provider.shapes.connectors.parts import Part, nothing_special
from appflow_provider.shapes.create_only import READS_FROM, WRITES_TO
from appflow_provider.shapes.oauth import BasicAuthCredentials, ConnectorOAuthRequest
from appflow_provider.shapes.operators import selection
from appflow_provider.shapes.scalars import (
    AccessToken,
    ApplicationHostUrl,
    ApplicationServicePath,
    AuthCodeUrl,
    BucketName,
    BucketPrefix,
    ClientId,
    ClientNumber,
    ClientSecret,
    LogonLanguage,
    Name,
    OAuthScope,
    Object,
    PortNumber,
    PrivateLinkServiceName,
    RefreshToken,
    SAPODataMaxPageSize,
    SAPODataMaxParallelism,
    TokenUrl,
)
from appflow_provider.shapes.writing import ErrorHandlingConfig, WriteOperationType, refused_by


class OAuthCredentials(Shape):
    """
    OAuth 2.0 client with its tokens, or with the code of a login, for SAP. OData 2.0 services only.
    """

    client_id: ClientId = member(
        "Id of the OAuth 2.0 client that is registered in SAP for AppFlow.", required=True
    )
    client_secret: ClientSecret = member(
        "Secret that belongs to `clientId`.", required=True, secret=True
    )
    access_token: AccessToken | None = member(
        "Token with which AppFlow calls SAP until it expires. Give it with `refreshToken`, or give "
        "`oauthRequest` instead.",
        secret=True,
    )
    refresh_token: RefreshToken | None = member(
        "Token with which AppFlow obtains new access tokens from SAP.", secret=True
    )
    oauth_request: ConnectorOAuthRequest | None = member(
        "Code of a login to SAP, which AppFlow exchanges for tokens. Instead of `accessToken` and "
        "`refreshToken`. For a private connection the code has to stay valid for at least 5 "
        "minutes.",
        api="oAuthRequest",
    )


class OAuthProperties(Shape):
    """Where AppFlow obtains OAuth 2.0 tokens from SAP, and for what."""

    token_url: TokenUrl = member(
        "URL from which tokens are fetched and refreshed, for example "
        "`https://sap.example.com/sap/bc/sec/oauth2/token`. With PrivateLink the endpoint service "
        "has to serve it too.",
        required=True,
    )
    auth_code_url: AuthCodeUrl = member(
        "URL of the page on which a person logs in to SAP and agrees, for example "
        "`https://sap.example.com/sap/bc/sec/oauth2/authorize`. The person's browser has to reach "
        "it.",
        required=True,
    )
    oauth_scopes: list[OAuthScope] = member(
        "Scopes to ask for: that of the catalog service, and one for each service to use, for "
        'example `["/IWFND/SG_MED_CATALOG_0002", "ZORDERS_SRV_0001"]`.',
        required=True,
        api="oAuthScopes",
    )


class SAPODataConnectorProfileCredentials(Shape):
    """How AppFlow logs in to SAP. Fill in exactly one member."""

    basic_auth_credentials: BasicAuthCredentials | None = member(
        "Username and password of an SAP user. Where SAP insists on single sign-on, set "
        "`disableSSO` in the properties."
    )
    oauth_credentials: OAuthCredentials | None = member(
        "OAuth 2.0 client and tokens, for OData 2.0 services. Needs `oauthProperties` in the "
        "properties.",
        api="oAuthCredentials",
    )


class SAPODataConnectorProfileProperties(Shape):
    """Address and client of the SAP system, and how to log in there."""

    application_host_url: ApplicationHostUrl = member(
        "URL of the SAP host, for example `https://sap.example.com`. The internet has to reach it, "
        "unless the connection is private.",
        required=True,
    )
    application_service_path: ApplicationServicePath = member(
        "Path of the catalog service, by which AppFlow finds all others, for example "
        "`/sap/opu/odata/iwfnd/catalogservice;v=2`. Not the path of a single object.",
        required=True,
    )
    port_number: PortNumber = member(
        "Port on which SAP answers HTTPS, for example `443` or `44300`.", required=True
    )
    client_number: ClientNumber = member(
        "SAP client to log in to, three digits from `001` to `999`, for example `100`. Text, "
        "because leading zeros count.",
        required=True,
    )
    logon_language: LogonLanguage | None = member(
        "Language of the login, two letters, for example `EN`.", drift_when_added=False
    )
    private_link_service_name: PrivateLinkServiceName | None = member(
        "Name of your VPC endpoint service in front of SAP, "
        "`com.amazonaws.vpce.<region>.vpce-svc-<id>`. Needed when `connectionMode` is `Private`; "
        "the service has to admit `appflow.amazonaws.com` and to exist in more than half of the "
        "region's availability zones.",
        default="",
        drift_when_added=False,
    )
    oauth_properties: OAuthProperties | None = member(
        "Where to obtain tokens. Needed with `oauthCredentials`.",
        api="oAuthProperties",
        drift_when_added=False,
    )
    disable_sso: Flag | None = member(
        "`true` lets AppFlow pass by SAP's single sign-on. Needed with `basicAuthCredentials` "
        "where SAP would redirect the login; `oauthCredentials` are not affected. The default is "
        "`false`.",
        api="disableSSO",
        default=False,
        drift_when_added=True,
    )


class SuccessResponseHandlingConfig(Shape):
    """
    Where a flow keeps what SAP answers to records that it has accepted, for example their new keys.
    """

    bucket_prefix: BucketPrefix | None = member(
        "Prefix in `bucketName` for the answers, for example `sap/responses`.",
        default="",
        drift_when_added=True,
    )
    bucket_name: BucketName | None = member(
        "S3 bucket that receives the answers, in the flow's region. Its policy has to let "
        "`appflow.amazonaws.com` write.",
        drift_when_added=False,
    )


class SAPODataDestinationProperties(Shape):
    """Which SAP object a flow writes to, and how. Objects of ODP providers cannot be written."""

    object_path: Object = member(
        "Path of the entity set to write to, for example "
        "`/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder`. Another one replaces the flow. "
        "Nested records (deep insert) need a `Passthrough` task instead of mappings.",
        required=True,
        create_only=WRITES_TO,
    )
    success_response_handling_config: SuccessResponseHandlingConfig | None = member(
        "Where to keep SAP's answers to accepted records. Left out, they are dropped.",
        drift_when_added=True,
    )
    id_field_names: list[Name] | None = member(
        'Key fields that tell which record is meant, for example `["SalesOrder"]`. Needed when '
        "`writeOperationType` is not `INSERT`.",
        drift_when_added=True,
    )
    error_handling_config: ErrorHandlingConfig | None = refused_by("SAP")
    write_operation_type: WriteOperationType | None = member(
        "What happens with each record: `INSERT` adds it, `UPDATE` changes an existing one.",
        default="INSERT",
        drift_when_added=False,
    )


class SAPODataPaginationConfig(Shape):
    """How many records SAP sends at a time."""

    max_page_size: SAPODataMaxPageSize = member(
        "Most records in one page of SAP's answer, for example `1000`. Up to `3000` for plain "
        "OData, up to `10000` for ODP providers.",
        required=True,
    )


class SAPODataParallelismConfig(Shape):
    """
    How many queries a run sends to SAP at the same time. For plain OData sources, not for ODP
    providers.
    """

    max_parallelism: SAPODataMaxParallelism = member(
        "Most queries at the same time, from `1` to `10`. The default is `1`. Each query fetches "
        "one page, and a run sends no more of them than it needs.",
        required=True,
    )


class SAPODataSourceProperties(Shape):
    """Which SAP object a flow reads, and how fast."""

    object_path: Object | None = member(
        "Path of the entity set to read, for example "
        "`/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder`. `aws appflow "
        "list-connector-entities` shows the paths.",
        create_only=READS_FROM,
    )
    parallelism_config: SAPODataParallelismConfig | None = member(
        "How many queries run at the same time. Left out, one after the other.",
        drift_when_added=False,
    )
    pagination_config: SAPODataPaginationConfig | None = member(
        "How many records each query fetches.", drift_when_added=False
    )


def _usual_login(properties: Mapping[str, Any]) -> Mapping[str, str | None]:
    if "oauthProperties" in properties:
        names = ("clientId", "clientSecret", "refreshToken")
        return {f"oauthCredentials.{name}": None for name in names}
    return {f"basicAuthCredentials.{name}": None for name in ("username", "password")}


CONNECTOR = Connector(
    "SAPOData",
    "SAP through OData, as source or destination. Goes with the property `sapoData`.",
    operator=Part(
        selection(
            "SAPODataConnectorOperator",
            "SAP",
            "PROJECTION LESS_THAN CONTAINS GREATER_THAN BETWEEN "
            "LESS_THAN_OR_EQUAL_TO GREATER_THAN_OR_EQUAL_TO EQUAL_TO NOT_EQUAL_TO",
        ),
        "Operator for a flow from SAP OData.",
        added=1,
    ),
    profile=Part(
        SAPODataConnectorProfileProperties,
        "Address and client of the SAP system, and how to log in there with OAuth. For the "
        "connector type `SAPOData`.",
        added=1,
    ),
    credentials=Part(
        SAPODataConnectorProfileCredentials,
        "User or OAuth client of the SAP system. For the connector type `SAPOData`.",
        added=1,
    ),
    source=Part(
        SAPODataSourceProperties,
        "The SAP OData object, and how many of its records are read at a time. For the connector "
        "type `SAPOData`.",
        added=1,
    ),
    destination=Part(
        SAPODataDestinationProperties,
        "The SAP OData object, and where the answers of SAP are kept. For the connector type "
        "`SAPOData`.",
        added=9,
    ),
    metadata=nothing_special("SAPOData", added=5),
    triggers=CALLED,
    reaches=Reach(only=("CustomerProfiles", "Redshift", "S3", "SAPOData")),
    exclusive=True,
    logins=(("basicAuthCredentials",), ("oauthCredentials",)),
    usual=_usual_login,
    private=True,
)
