"""What is special about each of the built-in connectors, as the service tells it."""

from appflow_provider.shapes.base import Answer, member
from appflow_provider.shapes.connectors.salesforce import SalesforceDataTransferApi
from appflow_provider.shapes.oauth import OAuth2GrantType

__all__ = [
    "AmplitudeMetadata",
    "ConnectorMetadata",
    "CustomerProfilesMetadata",
    "DatadogMetadata",
    "DynatraceMetadata",
    "EventBridgeMetadata",
    "GoogleAnalyticsMetadata",
    "HoneycodeMetadata",
    "InforNexusMetadata",
    "MarketoMetadata",
    "PardotMetadata",
    "RedshiftMetadata",
    "S3Metadata",
    "SAPODataMetadata",
    "SalesforceMetadata",
    "ServiceNowMetadata",
    "SingularMetadata",
    "SlackMetadata",
    "SnowflakeMetadata",
    "TrendmicroMetadata",
    "UpsolverMetadata",
    "VeevaMetadata",
    "ZendeskMetadata",
]


class SalesforceMetadata(Answer):
    """What is special about Salesforce."""

    o_auth_scopes: list[str] | None = member("Scopes that a login may ask for.")
    data_transfer_apis: list[SalesforceDataTransferApi] | None = member(
        "APIs of Salesforce over which flows can transfer."
    )
    oauth_2_grant_types_supported: list[OAuth2GrantType] | None = member(
        "OAuth 2.0 grants for a login."
    )


class SnowflakeMetadata(Answer):
    """What is special about Snowflake."""

    supported_regions: list[str] | None = member("Regions of Snowflake that AppFlow reaches.")


class GoogleAnalyticsMetadata(Answer):
    """What is special about GoogleAnalytics."""

    o_auth_scopes: list[str] | None = member("Scopes that a login may ask for.")


class SlackMetadata(Answer):
    """What is special about Slack."""

    o_auth_scopes: list[str] | None = member("Scopes that a login may ask for.")


class ZendeskMetadata(Answer):
    """What is special about Zendesk."""

    o_auth_scopes: list[str] | None = member("Scopes that a login may ask for.")


class HoneycodeMetadata(Answer):
    """What is special about Honeycode."""

    o_auth_scopes: list[str] | None = member("Scopes that a login may ask for.")


class AmplitudeMetadata(Answer):
    """Amplitude has nothing special."""


class DatadogMetadata(Answer):
    """Datadog has nothing special."""


class DynatraceMetadata(Answer):
    """Dynatrace has nothing special."""


class InforNexusMetadata(Answer):
    """InforNexus has nothing special."""


class MarketoMetadata(Answer):
    """Marketo has nothing special."""


class RedshiftMetadata(Answer):
    """Redshift has nothing special."""


class S3Metadata(Answer):
    """S3 has nothing special."""


class ServiceNowMetadata(Answer):
    """ServiceNow has nothing special."""


class SingularMetadata(Answer):
    """Singular has nothing special."""


class TrendmicroMetadata(Answer):
    """Trendmicro has nothing special."""


class VeevaMetadata(Answer):
    """Veeva has nothing special."""


class EventBridgeMetadata(Answer):
    """EventBridge has nothing special."""


class UpsolverMetadata(Answer):
    """Upsolver has nothing special."""


class CustomerProfilesMetadata(Answer):
    """CustomerProfiles has nothing special."""


class SAPODataMetadata(Answer):
    """SAPOData has nothing special."""


class PardotMetadata(Answer):
    """Pardot has nothing special."""


class ConnectorMetadata(Answer):
    """What is special about one connector: one member, named after it."""

    amplitude: AmplitudeMetadata | None = member("For `Amplitude`.", api="Amplitude")
    datadog: DatadogMetadata | None = member("For `Datadog`.", api="Datadog")
    dynatrace: DynatraceMetadata | None = member("For `Dynatrace`.", api="Dynatrace")
    google_analytics: GoogleAnalyticsMetadata | None = member(
        "For `GoogleAnalytics`.", api="GoogleAnalytics"
    )
    infor_nexus: InforNexusMetadata | None = member("For `InforNexus`.", api="InforNexus")
    marketo: MarketoMetadata | None = member("For `Marketo`.", api="Marketo")
    redshift: RedshiftMetadata | None = member("For `Redshift`.", api="Redshift")
    s3: S3Metadata | None = member("For `S3`.", api="S3")
    salesforce: SalesforceMetadata | None = member("For `Salesforce`.", api="Salesforce")
    service_now: ServiceNowMetadata | None = member("For `ServiceNow`.", api="ServiceNow")
    singular: SingularMetadata | None = member("For `Singular`.", api="Singular")
    slack: SlackMetadata | None = member("For `Slack`.", api="Slack")
    snowflake: SnowflakeMetadata | None = member("For `Snowflake`.", api="Snowflake")
    trendmicro: TrendmicroMetadata | None = member("For `Trendmicro`.", api="Trendmicro")
    veeva: VeevaMetadata | None = member("For `Veeva`.", api="Veeva")
    zendesk: ZendeskMetadata | None = member("For `Zendesk`.", api="Zendesk")
    event_bridge: EventBridgeMetadata | None = member("For `EventBridge`.", api="EventBridge")
    upsolver: UpsolverMetadata | None = member("For `Upsolver`.", api="Upsolver")
    customer_profiles: CustomerProfilesMetadata | None = member(
        "For `CustomerProfiles`.", api="CustomerProfiles"
    )
    honeycode: HoneycodeMetadata | None = member("For `Honeycode`.", api="Honeycode")
    sapo_data: SAPODataMetadata | None = member("For `SAPOData`.", api="SAPOData")
    pardot: PardotMetadata | None = member("For `Pardot`.", api="Pardot")
