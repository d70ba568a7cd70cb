"""
Connector profiles: the address of a system and the login that AppFlow uses for it.

`declarations.connector_profile` has the inputs of a program. This module has the two structures with a member for each connector:
properties, which AppFlow returns, and credentials, which it never returns. The structures of the connectors are in `connectors`.
"""

from appflow_provider.shapes.base import ApiEnum, OutputShape, Shape, Timestamp, member
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.connectors import with_each
from appflow_provider.shapes.scalars import (
    ARN,
    ConnectorLabel,
    ConnectorProfileArn,
    ConnectorProfileName,
    PrivateConnectionProvisioningFailureMessage,
)


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

    FAILED = "FAILED", "The connection could not be set up. See the cause next to the status."
    PENDING = "PENDING", "AppFlow is setting up the connection, which takes some minutes."
    CREATED = "CREATED", "The connection is ready."


@with_each("profile")
class ConnectorProfileProperties(Shape):
    """
    The address of the system and other settings that are not secret, under the key of the
    connector. Set exactly the one member that belongs to `connectorType`, to `{}` if it has no
    settings.
    """


class PrivateConnectionProvisioningState(OutputShape):
    """State of the private connection of a profile."""

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
        "State of the private connection; missing for public profiles."
    )


@with_each("credentials")
class ConnectorProfileCredentials(Shape):
    """
    The login for the system, under the key of the connector. Set exactly the one member that
    belongs to `connectorType`.
    """


class ConnectorProfileConfig(Shape):
    """Address of a system and the login for it."""

    connector_profile_properties: ConnectorProfileProperties = member(
        "Address of the system and other settings that are not secret, under the key of the "
        'connector, for example `{zendesk: {instanceUrl: "https://example.zendesk.com"}}`. `{}` '
        "stands for no settings: `{singular: {}}`.",
        required=True,
    )
    connector_profile_credentials: ConnectorProfileCredentials | None = member(
        "Login for the system, under the key of the connector. Most connectors need it; a "
        "Redshift profile that uses the Data API does not. AppFlow never returns it, so a change "
        "made outside Pulumi does not show as drift, and an update sends all of it again.",
        write_only=True,  # DescribeConnectorProfiles does not return it; model 2020-08-23
    )
