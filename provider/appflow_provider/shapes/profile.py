"""
Connector profiles as the API's calls carry them: the address of a system and the login that AppFlow
uses for it.

What a Pulumi user writes is `ConnectorProfileInputs` in `resources`. Here stand the requests and
answers, and the two structures with one member a connector: properties, which the service returns,
and credentials, which it never does. The structures of the single connectors stand in `connectors`.
"""

from typing import Annotated

from appflow_provider.shapes.base import ApiEnum, OutputShape, Shape, Size, Timestamp, member
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.connectors.amplitude import (
    AmplitudeConnectorProfileCredentials,
    AmplitudeConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.custom import (
    CustomConnectorProfileCredentials,
    CustomConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.datadog import (
    DatadogConnectorProfileCredentials,
    DatadogConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.dynatrace import (
    DynatraceConnectorProfileCredentials,
    DynatraceConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.google_analytics import (
    GoogleAnalyticsConnectorProfileCredentials,
    GoogleAnalyticsConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.honeycode import (
    HoneycodeConnectorProfileCredentials,
    HoneycodeConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.infor_nexus import (
    InforNexusConnectorProfileCredentials,
    InforNexusConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.marketo import (
    MarketoConnectorProfileCredentials,
    MarketoConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.pardot import (
    PardotConnectorProfileCredentials,
    PardotConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.redshift import (
    RedshiftConnectorProfileCredentials,
    RedshiftConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.salesforce import (
    SalesforceConnectorProfileCredentials,
    SalesforceConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.sapo_data import (
    SAPODataConnectorProfileCredentials,
    SAPODataConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.service_now import (
    ServiceNowConnectorProfileCredentials,
    ServiceNowConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.singular import (
    SingularConnectorProfileCredentials,
    SingularConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.slack import (
    SlackConnectorProfileCredentials,
    SlackConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.snowflake import (
    SnowflakeConnectorProfileCredentials,
    SnowflakeConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.trendmicro import (
    TrendmicroConnectorProfileCredentials,
    TrendmicroConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.veeva import (
    VeevaConnectorProfileCredentials,
    VeevaConnectorProfileProperties,
)
from appflow_provider.shapes.connectors.zendesk import (
    ZendeskConnectorProfileCredentials,
    ZendeskConnectorProfileProperties,
)
from appflow_provider.shapes.scalars import (
    ARN,
    ClientToken,
    ConnectorLabel,
    ConnectorProfileArn,
    ConnectorProfileName,
    KMSArn,
    MaxResults,
    NextToken,
    PrivateConnectionProvisioningFailureMessage,
)

__all__ = [
    "ConnectionMode",
    "ConnectorProfile",
    "ConnectorProfileConfig",
    "ConnectorProfileCredentials",
    "ConnectorProfileProperties",
    "CreateConnectorProfileRequest",
    "CreateConnectorProfileResponse",
    "DescribeConnectorProfilesRequest",
    "DescribeConnectorProfilesResponse",
    "PrivateConnectionProvisioningFailureCause",
    "PrivateConnectionProvisioningState",
    "PrivateConnectionProvisioningStatus",
    "UpdateConnectorProfileRequest",
    "UpdateConnectorProfileResponse",
]


class ConnectionMode(ApiEnum):
    """How AppFlow reaches a system."""

    PUBLIC = (
        "Public",
        "Over the internet. AppFlow tries the login while the profile is created or updated.",
    )
    PRIVATE = (
        "Private",
        (
            "Through AWS PrivateLink. For Salesforce, Singular, Snowflake, Trend Micro and SAP; "
            "AppFlow sets the connection up after the call has returned, which takes some "
            "minutes."
        ),
    )


class PrivateConnectionProvisioningFailureCause(ApiEnum):
    """Why a private connection could not be set up."""

    CONNECTOR_AUTHENTICATION = "CONNECTOR_AUTHENTICATION", "The system refused the login."
    CONNECTOR_SERVER = "CONNECTOR_SERVER", "The system did not answer, or answered with an error."
    INTERNAL_SERVER = "INTERNAL_SERVER", "A fault inside AppFlow."
    ACCESS_DENIED = "ACCESS_DENIED", "AppFlow lacks a permission."
    VALIDATION = "VALIDATION", "The settings of the profile do not fit."


class PrivateConnectionProvisioningStatus(ApiEnum):
    """States of a private connection."""

    FAILED = "FAILED", "It could not be set up; the cause stands beside the status."
    PENDING = "PENDING", "It is being set up, which takes some minutes."
    CREATED = "CREATED", "It is ready."


class ConnectorProfileProperties(Shape):
    """
    The address of the system and other settings that are no secrets, under the key of the
    connector. Fill in exactly the one member that belongs to `connectorType`, with `{}` where there
    is nothing to say.
    """

    amplitude: AmplitudeConnectorProfileProperties | None = member(
        "Amplitude, an empty object: `{}`.", api="Amplitude"
    )
    datadog: DatadogConnectorProfileProperties | None = member("Address of Datadog.", api="Datadog")
    dynatrace: DynatraceConnectorProfileProperties | None = member(
        "Address of the Dynatrace environment.", api="Dynatrace"
    )
    google_analytics: GoogleAnalyticsConnectorProfileProperties | None = member(
        "Google Analytics, an empty object: `{}`. For the connector type `Googleanalytics`.",
        api="GoogleAnalytics",
    )
    honeycode: HoneycodeConnectorProfileProperties | None = member(
        "Amazon Honeycode, an empty object: `{}`. AWS has closed that service.", api="Honeycode"
    )
    infor_nexus: InforNexusConnectorProfileProperties | None = member(
        "Address of Infor Nexus. For the connector type `Infornexus`.", api="InforNexus"
    )
    marketo: MarketoConnectorProfileProperties | None = member(
        "Address of the Marketo instance.", api="Marketo"
    )
    redshift: RedshiftConnectorProfileProperties | None = member(
        "The Amazon Redshift database, the roles to reach it with, and the bucket between.",
        api="Redshift",
    )
    salesforce: SalesforceConnectorProfileProperties | None = member(
        "Address of the Salesforce organization, and whether it is a sandbox.", api="Salesforce"
    )
    service_now: ServiceNowConnectorProfileProperties | None = member(
        "Address of the ServiceNow instance. For the connector type `Servicenow`.", api="ServiceNow"
    )
    singular: SingularConnectorProfileProperties | None = member(
        "Singular, an empty object: `{}`.", api="Singular"
    )
    slack: SlackConnectorProfileProperties | None = member(
        "Address of the Slack workspace.", api="Slack"
    )
    snowflake: SnowflakeConnectorProfileProperties | None = member(
        "The Snowflake warehouse and stage, and the bucket between.", api="Snowflake"
    )
    trendmicro: TrendmicroConnectorProfileProperties | None = member(
        "Trend Micro, an empty object: `{}`.", api="Trendmicro"
    )
    veeva: VeevaConnectorProfileProperties | None = member(
        "Address of the Veeva vault.", api="Veeva"
    )
    zendesk: ZendeskConnectorProfileProperties | None = member(
        "Address of the Zendesk account.", api="Zendesk"
    )
    sapo_data: SAPODataConnectorProfileProperties | None = member(
        "Address and client of the SAP system, and how to log in there with OAuth. For the "
        "connector type `SAPOData`.",
        api="SAPOData",
    )
    custom_connector: CustomConnectorProfileProperties | None = member(
        "Settings that the custom connector asks for. For the connector type `CustomConnector`.",
        api="CustomConnector",
    )
    pardot: PardotConnectorProfileProperties | None = member(
        "Address and business unit of Salesforce Pardot.", api="Pardot"
    )


class PrivateConnectionProvisioningState(OutputShape):
    """How far the private connection of a profile has come."""

    status: PrivateConnectionProvisioningStatus | None = member("State of the connection.")
    failure_message: PrivateConnectionProvisioningFailureMessage | None = member(
        "What went wrong, in AppFlow's words."
    )
    failure_cause: PrivateConnectionProvisioningFailureCause | None = member("Kind of the failure.")


class ConnectorProfile(OutputShape):
    """
    A connector profile as the service returns it: without credentials and without its KMS key.
    """

    connector_profile_arn: ConnectorProfileArn | None = member("ARN of the profile.")
    connector_profile_name: ConnectorProfileName | None = member("Name of the profile.")
    connector_type: ConnectorType | None = member("Which system the profile logs in to.")
    connector_label: ConnectorLabel | None = member(
        "Label of the custom connector; missing for the other types."
    )
    connection_mode: ConnectionMode | None = member(
        "Whether AppFlow reaches the system over the internet or through PrivateLink."
    )
    credentials_arn: ARN | None = member(
        "ARN of the Secrets Manager secret in which AppFlow keeps the credentials."
    )
    connector_profile_properties: ConnectorProfileProperties | None = member(
        "Address and settings of the system, as they were sent."
    )
    created_at: Timestamp | None = member("When the profile was created.")
    last_updated_at: Timestamp | None = member("When the profile was last changed.")
    private_connection_provisioning_state: PrivateConnectionProvisioningState | None = member(
        "How far the private connection has come; missing for public profiles."
    )


class ConnectorProfileCredentials(Shape):
    """
    The login for the system, under the key of the connector. Fill in exactly the one member that
    belongs to `connectorType`.
    """

    amplitude: AmplitudeConnectorProfileCredentials | None = member(
        "API key and secret key of Amplitude.", api="Amplitude"
    )
    datadog: DatadogConnectorProfileCredentials | None = member(
        "API key and application key of Datadog.", api="Datadog"
    )
    dynatrace: DynatraceConnectorProfileCredentials | None = member(
        "API token of Dynatrace.", api="Dynatrace"
    )
    google_analytics: GoogleAnalyticsConnectorProfileCredentials | None = member(
        "OAuth client and tokens of Google Analytics. For the connector type `Googleanalytics`.",
        api="GoogleAnalytics",
    )
    honeycode: HoneycodeConnectorProfileCredentials | None = member(
        "Tokens of Amazon Honeycode, a service that AWS has closed.", api="Honeycode"
    )
    infor_nexus: InforNexusConnectorProfileCredentials | None = member(
        "User and keys of Infor Nexus. For the connector type `Infornexus`.", api="InforNexus"
    )
    marketo: MarketoConnectorProfileCredentials | None = member(
        "OAuth client and token of Marketo.", api="Marketo"
    )
    redshift: RedshiftConnectorProfileCredentials | None = member(
        "Database user of Amazon Redshift. Not needed with a role for the Data API.", api="Redshift"
    )
    salesforce: SalesforceConnectorProfileCredentials | None = member(
        "Tokens of Salesforce, the code of a login, or a JSON web token.", api="Salesforce"
    )
    service_now: ServiceNowConnectorProfileCredentials | None = member(
        "User or OAuth client of ServiceNow. For the connector type `Servicenow`.", api="ServiceNow"
    )
    singular: SingularConnectorProfileCredentials | None = member(
        "API key of Singular.", api="Singular"
    )
    slack: SlackConnectorProfileCredentials | None = member(
        "OAuth client and token of Slack.", api="Slack"
    )
    snowflake: SnowflakeConnectorProfileCredentials | None = member(
        "User of Snowflake, with a password or a private key.", api="Snowflake"
    )
    trendmicro: TrendmicroConnectorProfileCredentials | None = member(
        "API secret key of Trend Micro.", api="Trendmicro"
    )
    veeva: VeevaConnectorProfileCredentials | None = member("User of Veeva.", api="Veeva")
    zendesk: ZendeskConnectorProfileCredentials | None = member(
        "OAuth client and token of Zendesk.", api="Zendesk"
    )
    sapo_data: SAPODataConnectorProfileCredentials | None = member(
        "User or OAuth client of the SAP system. For the connector type `SAPOData`.", api="SAPOData"
    )
    custom_connector: CustomConnectorProfileCredentials | None = member(
        "Login of the custom connector, in one of four ways. For the connector type "
        "`CustomConnector`.",
        api="CustomConnector",
    )
    pardot: PardotConnectorProfileCredentials | None = member(
        "Tokens of Salesforce Pardot, or the code of a login.", api="Pardot"
    )


class ConnectorProfileConfig(Shape):
    """Address of a system and the login for it."""

    connector_profile_properties: ConnectorProfileProperties = member(
        "Address of the system and other settings that are no secrets, under the key of the "
        'connector, for example `{zendesk: {instanceUrl: "https://example.zendesk.com"}}`. `{}` '
        "stands for no settings: `{singular: {}}`.",
        required=True,
    )
    connector_profile_credentials: ConnectorProfileCredentials | None = member(
        "Login for the system, under the key of the connector. Most connectors need it; a "
        "Redshift profile that uses the Data API does not. AppFlow never returns it, so a change "
        "made outside Pulumi stays unseen, and an update sends it again as a whole.",
        write_only=True,  # no member of DescribeConnectorProfiles' answer; model 2020-08-23
    )


class CreateConnectorProfileRequest(Shape):
    """Input of CreateConnectorProfile."""

    connector_profile_name: ConnectorProfileName = member(
        "Name of the new profile, unique in the account and region.", required=True
    )
    kms_arn: KMSArn | None = member(
        "ARN of the KMS key that encrypts the credentials. AppFlow's own key where it is left out."
    )
    connector_type: ConnectorType = member("Which system the profile logs in to.", required=True)
    connector_label: ConnectorLabel | None = member(
        "Label of the custom connector, for the type `CustomConnector` only."
    )
    connection_mode: ConnectionMode = member(
        "Whether AppFlow reaches the system over the internet or through PrivateLink.",
        required=True,
    )
    connector_profile_config: ConnectorProfileConfig = member(
        "Address of the system and the login for it.", required=True
    )
    client_token: ClientToken | None = member(
        "Makes a repeated call safe for eight hours: the same token with the same input gives the "
        "first call's answer."
    )


class CreateConnectorProfileResponse(OutputShape):
    """Answer of CreateConnectorProfile."""

    connector_profile_arn: ConnectorProfileArn | None = member(
        "ARN of the new profile, `arn:aws:appflow:REGION:ACCOUNT:connectorprofile/NAME`."
    )


class DescribeConnectorProfilesRequest(Shape):
    """
    Input of DescribeConnectorProfiles. Conditions narrow the answer down together; without any, all
    profiles are returned.
    """

    connector_profile_names: Annotated[list[ConnectorProfileName], Size(max=100)] | None = member(
        "Names to look up, at most 100. An unknown name is passed over without an error."
    )
    connector_type: ConnectorType | None = member("Only profiles for this system.")
    connector_label: ConnectorLabel | None = member(
        "Only profiles for the custom connector with this label."
    )
    max_results: MaxResults | None = member("Size of a page, 1 to 100. Default `20`.")
    next_token: NextToken | None = member("Where to go on: the token of the page before.")


class DescribeConnectorProfilesResponse(OutputShape):
    """Answer of DescribeConnectorProfiles: one page."""

    connector_profile_details: list[ConnectorProfile] | None = member(
        "The profiles of this page; empty when none fits."
    )
    next_token: NextToken | None = member("Token of the next page; missing on the last one.")


class UpdateConnectorProfileRequest(Shape):
    """Input of UpdateConnectorProfile: the whole configuration with its credentials."""

    connector_profile_name: ConnectorProfileName = member(
        "Name of the profile to change.", required=True
    )
    connection_mode: ConnectionMode = member(
        "Whether AppFlow reaches the system over the internet or through PrivateLink.",
        required=True,
    )
    connector_profile_config: ConnectorProfileConfig = member(
        "Address of the system and the login for it, as a whole.", required=True
    )
    client_token: ClientToken | None = member(
        "Makes a repeated call safe for eight hours: the same token with the same input gives the "
        "first call's answer."
    )


class UpdateConnectorProfileResponse(OutputShape):
    """Answer of UpdateConnectorProfile."""

    connector_profile_arn: ConnectorProfileArn | None = member("ARN of the profile.")
