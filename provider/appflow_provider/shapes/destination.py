"""
The destination of a flow: the connector, its profile, and its own properties.

The API has a list of destinations and accepts exactly one entry. The structures of the single
connectors are in `connectors`.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.connectors import with_each
from appflow_provider.shapes.create_only import WRITES_TO
from appflow_provider.shapes.scalars import ApiVersion, ConnectorProfileName


@with_each("destination")
class DestinationConnectorProperties(Shape):
    """
    Where the records go, under the key of the connector. Fill in exactly the one member that
    belongs to `connectorType`.
    """


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
