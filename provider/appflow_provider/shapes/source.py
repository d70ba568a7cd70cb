"""
The source of a flow: the connector, its profile, its own properties, and what counts as new.

The structures of the single connectors are in `connectors`.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.connectors import with_each
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.scalars import ApiVersion, ConnectorProfileName, DatetimeTypeFieldName


class IncrementalPullConfig(Shape):
    """How a scheduled flow tells new records from those that an earlier run has read."""

    datetime_type_field_name: DatetimeTypeFieldName | None = member(
        "Field with the time of a record's last change, for example `LastModifiedDate`; a run "
        "with `Incremental` as `dataPullMode` reads what changed since the last successful run. "
        "ServiceNow takes `sys_updated_on` where it is left out; `S3` and SAP's operational data "
        "provisioning (ODP) need none; other SAP objects have to name one.",
        drift_when_added=False,
    )


@with_each("source")
class SourceConnectorProperties(Shape):
    """
    What is read, under the key of the connector. Fill in exactly the one member that belongs to
    `connectorType`.
    """


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
