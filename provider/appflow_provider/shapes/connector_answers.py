"""Connectors as AppFlow returns them."""

from appflow_provider.shapes.base import Answer, ApiEnum, Timestamp, member
from appflow_provider.shapes.connector import ConnectorProvisioningConfig, ConnectorProvisioningType
from appflow_provider.shapes.connector_type import ConnectorType
from appflow_provider.shapes.connectors import with_each
from appflow_provider.shapes.connectors.custom import DataTransferApi
from appflow_provider.shapes.oauth import OAuth2GrantType
from appflow_provider.shapes.operators import Operator
from appflow_provider.shapes.trigger import TriggerType
from appflow_provider.shapes.writing import WriteOperationType


class OAuth2CustomPropType(ApiEnum):
    """Which address of a login by OAuth 2.0 a setting goes with."""

    TOKEN_URL = "TOKEN_URL", "The one that gives tokens."
    AUTH_URL = "AUTH_URL", "The login page."


class ScheduleFrequencyType(ApiEnum):
    """How often a scheduled flow can run."""

    BYMINUTE = "BYMINUTE", "Every N minutes."
    HOURLY = "HOURLY", "Every N hours."
    DAILY = "DAILY", "Every N days."
    WEEKLY = "WEEKLY", "Every N weeks."
    MONTHLY = "MONTHLY", "Every N months."
    ONCE = "ONCE", "Once."


class SupportedDataTransferType(ApiEnum):
    """What a connector transfers."""

    RECORD = "RECORD", "Records with fields."
    FILE = "FILE", "Whole files."


class AuthParameter(Answer):
    """A part of a login of the connector's own kind."""

    key: str | None = member("Name of the setting in requests.")
    is_required: bool | None = member("Whether the setting is required.")
    label: str | None = member("Label for a form.")
    description: str | None = member("The connector's description of the setting.")
    is_sensitive_field: bool | None = member("Whether the setting is secret.")
    connector_supplied_values: list[str] | None = member(
        "Accepted values, if the connector lists them."
    )


class OAuth2CustomParameter(AuthParameter):
    """A setting of a login by OAuth 2.0 that only this connector has."""

    type: OAuth2CustomPropType | None = member("Which of the login's addresses it goes with.")


class OAuth2Defaults(Answer):
    """Defaults of a connector's login by OAuth 2.0."""

    oauth_scopes: list[str] | None = member("Scopes that a login may ask for.")
    token_urls: list[str] | None = member("Addresses that give tokens.")
    auth_code_urls: list[str] | None = member("Addresses of login pages.")
    oauth_2_grant_types_supported: list[OAuth2GrantType] | None = member(
        "OAuth 2.0 grants for a login."
    )
    oauth_2_custom_properties: list[OAuth2CustomParameter] | None = member(
        "Settings that only this connector has."
    )


class CustomAuthConfig(Answer):
    """A login of the connector's own kind."""

    custom_authentication_type: str | None = member("What the connector calls it.")
    auth_parameters: list[AuthParameter] | None = member("What it consists of.")


class AuthenticationConfig(Answer):
    """The kinds of login that a connector takes."""

    is_basic_auth_supported: bool | None = member("Whether a user name and a password log in.")
    is_api_key_auth_supported: bool | None = member("Whether an API key logs in.")
    is_o_auth_2_supported: bool | None = member("Whether OAuth 2.0 logs in.")
    is_custom_auth_supported: bool | None = member(
        "Whether there are logins of the connector's own kind."
    )
    o_auth_2_defaults: OAuth2Defaults | None = member("Defaults of a login by OAuth 2.0.")
    custom_auth_configs: list[CustomAuthConfig] | None = member("The logins of its own kind.")


class ConnectorRuntimeSetting(Answer):
    """A setting that a connector takes beside the login."""

    key: str | None = member("Name of the setting in requests.")
    data_type: str | None = member("Type of its value.")
    is_required: bool | None = member("Whether the setting is required.")
    label: str | None = member("Label for a form.")
    description: str | None = member("The connector's description of the setting.")
    scope: str | None = member("Where it belongs: profile, source or destination.")
    connector_supplied_value_options: list[str] | None = member(
        "Accepted values, if the connector lists them."
    )


@with_each("metadata")
class ConnectorMetadata(Answer):
    """What is special about one connector: one member, named after it."""


class ConnectorConfiguration(Answer):
    """Everything that AppFlow returns about a connector."""

    can_use_as_source: bool | None = member("Whether flows can read from the connector.")
    can_use_as_destination: bool | None = member("Whether flows can write to the connector.")
    supported_destination_connectors: list[ConnectorType] | None = member(
        "Connector types to which flows from it can write."
    )
    supported_scheduling_frequencies: list[ScheduleFrequencyType] | None = member(
        "How often flows from it can run."
    )
    is_private_link_enabled: bool | None = member("Whether it can be reached through PrivateLink.")
    is_private_link_endpoint_url_required: bool | None = member(
        "Whether a private connection needs an endpoint's URL."
    )
    supported_trigger_types: list[TriggerType] | None = member("What can start flows from it.")
    connector_metadata: ConnectorMetadata | None = member(
        "Properties that only this connector has."
    )
    connector_type: ConnectorType | None = member("Type of the connector.")
    connector_label: str | None = member("Label of a custom connector.")
    connector_description: str | None = member("Description of the connector.")
    connector_owner: str | None = member("Owner of the connector.")
    connector_name: str | None = member("Name of the connector.")
    connector_version: str | None = member("Version of the connector.")
    connector_arn: str | None = member("ARN of the registration of a custom connector.")
    connector_modes: list[str] | None = member("Ways to use it.")
    authentication_config: AuthenticationConfig | None = member("The kinds of login that it takes.")
    connector_runtime_settings: list[ConnectorRuntimeSetting] | None = member(
        "Settings that it takes beside the login."
    )
    supported_api_versions: list[str] | None = member("Versions of the application's API.")
    supported_operators: list[Operator] | None = member("Operators for tasks of flows from it.")
    supported_write_operations: list[WriteOperationType] | None = member(
        "What flows to it can do with records."
    )
    connector_provisioning_type: ConnectorProvisioningType | None = member(
        "How a custom connector is provided."
    )
    connector_provisioning_config: ConnectorProvisioningConfig | None = member(
        "The Lambda function with the code of a custom connector."
    )
    logo_url: str | None = member("URL of the connector's logo.", api="logoURL")
    registered_at: Timestamp | None = member("When a custom connector was registered.")
    registered_by: str | None = member("Who registered the custom connector.")
    supported_data_transfer_types: list[SupportedDataTransferType] | None = member(
        "Whether it transfers records or files."
    )
    supported_data_transfer_apis: list[DataTransferApi] | None = member(
        "APIs of the application over which flows can transfer."
    )


class ConnectorDetail(Answer):
    """A connector in a list."""

    connector_description: str | None = member("Description of the connector.")
    connector_name: str | None = member("Name of the connector.")
    connector_owner: str | None = member("Owner of the connector.")
    connector_version: str | None = member("Version of the connector.")
    application_type: str | None = member("Kind of application behind it.")
    connector_type: ConnectorType | None = member("Type of the connector.")
    connector_label: str | None = member("Label of a custom connector.")
    registered_at: Timestamp | None = member("When a custom connector was registered.")
    registered_by: str | None = member("Who registered the custom connector.")
    connector_provisioning_type: ConnectorProvisioningType | None = member(
        "How a custom connector is provided."
    )
    connector_modes: list[str] | None = member("Ways to use it.")
    supported_data_transfer_types: list[SupportedDataTransferType] | None = member(
        "Whether it transfers records or files."
    )
