"""
Where a flow writes to: the connector, the login for it, and what only that connector needs to know.

A flow of the API has a list of destinations, of which the service accepts exactly one. The
structures of the single connectors stand in `connectors`.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.connectors.custom import CustomConnectorDestinationProperties
from appflow_provider.shapes.connectors.customer_profiles import (
    CustomerProfilesDestinationProperties,
)
from appflow_provider.shapes.connectors.event_bridge import EventBridgeDestinationProperties
from appflow_provider.shapes.connectors.honeycode import HoneycodeDestinationProperties
from appflow_provider.shapes.connectors.lookout_metrics import LookoutMetricsDestinationProperties
from appflow_provider.shapes.connectors.marketo import MarketoDestinationProperties
from appflow_provider.shapes.connectors.redshift import RedshiftDestinationProperties
from appflow_provider.shapes.connectors.s3 import S3DestinationProperties
from appflow_provider.shapes.connectors.salesforce import SalesforceDestinationProperties
from appflow_provider.shapes.connectors.sapo_data import SAPODataDestinationProperties
from appflow_provider.shapes.connectors.snowflake import SnowflakeDestinationProperties
from appflow_provider.shapes.connectors.upsolver import UpsolverDestinationProperties
from appflow_provider.shapes.connectors.zendesk import ZendeskDestinationProperties
from appflow_provider.shapes.create_only import WRITES_TO
from appflow_provider.shapes.scalars import ApiVersion, ConnectorProfileName

__all__ = [
    "DestinationConnectorProperties",
    "DestinationFlowConfig",
]


class DestinationConnectorProperties(Shape):
    """
    Where the records go, under the key of the connector. Fill in exactly the one member that
    belongs to `connectorType`.
    """

    redshift: RedshiftDestinationProperties | None = member(
        "The table in Amazon Redshift, and the bucket through which records reach it.",
        api="Redshift",
    )
    s3: S3DestinationProperties | None = member(
        "The bucket and prefix in Amazon S3, and how files are named, formatted and joined there.",
        api="S3",
    )
    salesforce: SalesforceDestinationProperties | None = member(
        "The Salesforce object, and how records are written to it.", api="Salesforce"
    )
    snowflake: SnowflakeDestinationProperties | None = member(
        "The table in Snowflake, and the bucket through which records reach it.", api="Snowflake"
    )
    event_bridge: EventBridgeDestinationProperties | None = member(
        "The partner event source in Amazon EventBridge. Needs a flow that Salesforce events "
        "start.",
        api="EventBridge",
    )
    lookout_metrics: LookoutMetricsDestinationProperties | None = member(
        "Amazon Lookout for Metrics, an empty object: `{}`. Needs a scheduled flow and a KMS key "
        "of your own (`kmsArn`).",
        api="LookoutMetrics",
    )
    upsolver: UpsolverDestinationProperties | None = member(
        "The bucket that Upsolver reads, and how files are named and formatted there.",
        api="Upsolver",
    )
    honeycode: HoneycodeDestinationProperties | None = member(
        "The table in Amazon Honeycode, a service that AWS has closed.", api="Honeycode"
    )
    customer_profiles: CustomerProfilesDestinationProperties | None = member(
        "The domain and object type in Amazon Connect Customer Profiles.", api="CustomerProfiles"
    )
    zendesk: ZendeskDestinationProperties | None = member(
        "The Zendesk object, and how records are written to it.", api="Zendesk"
    )
    marketo: MarketoDestinationProperties | None = member("The Marketo object.", api="Marketo")
    custom_connector: CustomConnectorDestinationProperties | None = member(
        "The entity of a custom connector, with the connector's own settings. For the connector "
        "type `CustomConnector`.",
        api="CustomConnector",
    )
    sapo_data: SAPODataDestinationProperties | None = member(
        "The SAP OData object, and where the answers of SAP are kept. For the connector type "
        "`SAPOData`.",
        api="SAPOData",
    )


class DestinationFlowConfig(Shape):
    """The destination of a flow."""

    connector_type: ConnectorType = member(
        "Which system the flow writes to, for example `S3`. Another type replaces the flow, "
        "because AppFlow refuses to change it.",
        required=True,
        create_only=WRITES_TO,
    )
    api_version: ApiVersion | None = member(
        "Version of the destination's API, for example `v1`. It matters for `CustomConnector`; "
        "the connectors built into AppFlow choose their own.",
        drift_when_added=False,
    )
    connector_profile_name: ConnectorProfileName | None = member(
        "Name of the connector profile with the login. `S3`, `EventBridge`, `Upsolver`, "
        "`LookoutMetrics` and `CustomerProfiles` need none, all other types do.",
        drift_when_added=False,
    )
    destination_connector_properties: DestinationConnectorProperties = member(
        "What the flow writes to in that system, under the key of the connector, for example "
        '`{s3: {bucketName: "orders"}}`. Another object, bucket, event source or domain replaces '
        "the flow, because AppFlow refuses to change it; prefixes, formats and the like are "
        "updated in place.",
        required=True,
    )
