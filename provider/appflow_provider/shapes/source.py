"""
Where a flow reads from: the connector, the login for it, what only that connector needs to know,
and what counts as new.

The structures of the single connectors stand in `connectors`.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.connectors.amplitude import AmplitudeSourceProperties
from appflow_provider.shapes.connectors.custom import CustomConnectorSourceProperties
from appflow_provider.shapes.connectors.datadog import DatadogSourceProperties
from appflow_provider.shapes.connectors.dynatrace import DynatraceSourceProperties
from appflow_provider.shapes.connectors.google_analytics import GoogleAnalyticsSourceProperties
from appflow_provider.shapes.connectors.infor_nexus import InforNexusSourceProperties
from appflow_provider.shapes.connectors.marketo import MarketoSourceProperties
from appflow_provider.shapes.connectors.pardot import PardotSourceProperties
from appflow_provider.shapes.connectors.s3 import S3SourceProperties
from appflow_provider.shapes.connectors.salesforce import SalesforceSourceProperties
from appflow_provider.shapes.connectors.sapo_data import SAPODataSourceProperties
from appflow_provider.shapes.connectors.service_now import ServiceNowSourceProperties
from appflow_provider.shapes.connectors.singular import SingularSourceProperties
from appflow_provider.shapes.connectors.slack import SlackSourceProperties
from appflow_provider.shapes.connectors.trendmicro import TrendmicroSourceProperties
from appflow_provider.shapes.connectors.veeva import VeevaSourceProperties
from appflow_provider.shapes.connectors.zendesk import ZendeskSourceProperties
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.scalars import ApiVersion, ConnectorProfileName, DatetimeTypeFieldName

__all__ = [
    "IncrementalPullConfig",
    "SourceConnectorProperties",
    "SourceFlowConfig",
]


class IncrementalPullConfig(Shape):
    """How a scheduled flow tells new records from those that an earlier run has read."""

    datetime_type_field_name: DatetimeTypeFieldName | None = member(
        "Field with the time of a record's last change, for example `LastModifiedDate`; a run "
        "with `Incremental` as `dataPullMode` reads what changed since the last successful run. "
        "ServiceNow takes `sys_updated_on` where it is left out; `S3` and SAP's operational data "
        "provisioning (ODP) need none; other SAP objects have to name one.",
        drift_when_added=False,
    )


class SourceConnectorProperties(Shape):
    """
    What is read, under the key of the connector. Fill in exactly the one member that belongs to
    `connectorType`.
    """

    amplitude: AmplitudeSourceProperties | None = member("The Amplitude object.", api="Amplitude")
    datadog: DatadogSourceProperties | None = member(
        "The Datadog object. Needs a `Filter` task for a range of dates.", api="Datadog"
    )
    dynatrace: DynatraceSourceProperties | None = member(
        "The Dynatrace object. A `Filter` task may span no more than 30 days.", api="Dynatrace"
    )
    google_analytics: GoogleAnalyticsSourceProperties | None = member(
        "The Google Analytics object. For the connector type `Googleanalytics`; a flow reads at "
        "most 9 dimensions and 10 metrics.",
        api="GoogleAnalytics",
    )
    infor_nexus: InforNexusSourceProperties | None = member(
        "The Infor Nexus object. For the connector type `Infornexus`.", api="InforNexus"
    )
    marketo: MarketoSourceProperties | None = member(
        "The Marketo object, for example `leads`.", api="Marketo"
    )
    s3: S3SourceProperties | None = member(
        "The bucket, prefix and format of files in Amazon S3.", api="S3"
    )
    salesforce: SalesforceSourceProperties | None = member(
        "The Salesforce object or event, and how it is read.", api="Salesforce"
    )
    service_now: ServiceNowSourceProperties | None = member(
        "The ServiceNow table, for example `incident`. For the connector type `Servicenow`; a run "
        "reads at most 100,000 records.",
        api="ServiceNow",
    )
    singular: SingularSourceProperties | None = member(
        "The Singular object. A `Filter` task may span no more than 30 days, and a run reads at "
        "most 100,000 records.",
        api="Singular",
    )
    slack: SlackSourceProperties | None = member(
        "The Slack object, for example `conversations/C0123456789` for the messages of one "
        "channel.",
        api="Slack",
    )
    trendmicro: TrendmicroSourceProperties | None = member(
        "The Trend Micro object.", api="Trendmicro"
    )
    veeva: VeevaSourceProperties | None = member(
        "The Veeva object or document type, and which files come with it.", api="Veeva"
    )
    zendesk: ZendeskSourceProperties | None = member(
        "The Zendesk object, for example `tickets`.", api="Zendesk"
    )
    sapo_data: SAPODataSourceProperties | None = member(
        "The SAP OData object, and how many of its records are read at a time. For the connector "
        "type `SAPOData`.",
        api="SAPOData",
    )
    custom_connector: CustomConnectorSourceProperties | None = member(
        "The entity of a custom connector, with the connector's own settings. For the connector "
        "type `CustomConnector`.",
        api="CustomConnector",
    )
    pardot: PardotSourceProperties | None = member("The Salesforce Pardot object.", api="Pardot")


class SourceFlowConfig(Shape):
    """The source of a flow."""

    connector_type: ConnectorType = member(
        "Which system the flow reads from, for example `Salesforce`. Another type replaces the "
        "flow, because AppFlow refuses to change it.",
        required=True,
        create_only=READS_FROM,
    )
    api_version: ApiVersion | None = member(
        "Version of the source's API, for example `v1`. It matters for `CustomConnector`; the "
        "connectors built into AppFlow choose their own, Salesforce by the age of the connector "
        "profile.",
        drift_when_added=False,
    )
    connector_profile_name: ConnectorProfileName | None = member(
        "Name of the connector profile with the login. `S3` needs none, all other sources do.",
        drift_when_added=False,
    )
    source_connector_properties: SourceConnectorProperties = member(
        "What the flow reads in that system, under the key of the connector, for example "
        '`{salesforce: {object: "Account"}}`. Another object or bucket replaces the flow, because '
        "AppFlow refuses to change it.",
        required=True,
    )
    incremental_pull_config: IncrementalPullConfig | None = member(
        "How to tell new records from old ones. For scheduled flows whose `dataPullMode` is "
        "`Incremental`.",
        drift_when_added=False,
    )
