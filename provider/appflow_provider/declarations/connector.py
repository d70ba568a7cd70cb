"""Custom connectors: Lambda functions that are registered under a label."""

from appflow_provider.declarations.declaration import Listing, ResourceDeclaration
from appflow_provider.shapes.base import Flag, OutputShape, Shape, Timestamp, member
from appflow_provider.shapes.connector import ConnectorProvisioningConfig, ConnectorProvisioningType
from appflow_provider.shapes.create_only import ANOTHER_REGION
from appflow_provider.shapes.scalars import ARN, ConnectorLabel, Region, String


class ConnectorInputs(Shape):
    """
    A custom connector: a Lambda function that is registered under a label. Connector profiles and flows use it with the
    connector type `CustomConnector` and the label.
    """

    connector_label: ConnectorLabel | None = member(
        "Label of the connector, for example `HubSpot`, unique in the account and region. If not set, it is made from the "
        "resource's name and a suffix. Another label replaces the connector.",
        create_only="AppFlow cannot change the label of a connector",
    )
    description: String | None = member(
        "Description of the connector.", default="", drift_when_added=True
    )
    connector_provisioning_type: ConnectorProvisioningType | None = member(
        "How the connector is provided. `LAMBDA` is the only value, and the default.",
        default="LAMBDA",
        drift_when_added=False,
    )
    connector_provisioning_config: ConnectorProvisioningConfig = member(
        "The Lambda function with the connector's code. Another function updates the connector in place; AppFlow then reads "
        "the connector's features again.",
        required=True,
        drift_when_added=True,
    )
    force_delete: Flag | None = member(
        "Whether a delete unregisters the connector even if connector profiles still use it. They then stop working. Default "
        "`false`.",
        default=False,
        write_only=True,
    )
    region: Region | None = member(
        "AWS region of the connector, for example `eu-west-1`. If not set, the provider's region. Another region replaces the "
        "connector.",
        create_only=ANOTHER_REGION,
    )


class ConnectorFacts(OutputShape):
    """What the state of a connector holds beside its inputs."""

    connector_arn: ARN = member("ARN of the connector.", required=True)
    connector_owner: String | None = member("Owner that the connector itself reports.")
    connector_name: String | None = member("Name that the connector itself reports.")
    connector_version: String | None = member("Version that the connector itself reports.")
    can_use_as_source: bool | None = member("Whether flows can read from the connector.")
    can_use_as_destination: bool | None = member("Whether flows can write to the connector.")
    registered_at: Timestamp | None = member("When the connector was registered.")
    registered_by: String | None = member("Who registered the connector.")


CONNECTOR = ResourceDeclaration(
    token="Connector",  # noqa: S106 - the resource's name in the schema
    noun="connector",
    name_property="connectorLabel",
    arn_property="connectorArn",
    import_id="its label",
    inputs=ConnectorInputs,
    outputs=ConnectorFacts,
    operations={
        "create": ("RegisterConnector", "DescribeConnector"),
        "read": ("DescribeConnector",),
        "update": ("UpdateConnectorRegistration", "DescribeConnector"),
        "delete": ("UnregisterConnector", "DescribeConnector"),
    },
    listing=Listing("ListConnectors", "connectors", "connectorLabel", noun="custom connector"),
)
