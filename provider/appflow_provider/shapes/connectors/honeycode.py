"""
Amazon Honeycode, a destination only, kept because the API still names it.

AWS has closed the service, so a new connector profile will not find anything to log in to. The
login was OAuth 2.0.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import TOKENS, Connector, always
from appflow_provider.shapes.connectors.parts import Part, scopes
from appflow_provider.shapes.create_only import WRITES_TO
from appflow_provider.shapes.oauth import ConnectorOAuthRequest, login_code
from appflow_provider.shapes.scalars import AccessToken, Object, RefreshToken
from appflow_provider.shapes.writing import ErrorHandlingConfig, refused_by


class HoneycodeConnectorProfileCredentials(Shape):
    """Tokens, or the code of a login, for Amazon Honeycode. AWS has closed that service."""

    access_token: AccessToken | None = member(
        "Token with which AppFlow writes to Honeycode until it expires.", secret=True
    )
    refresh_token: RefreshToken | None = member(
        "Token with which AppFlow obtains new access tokens from Honeycode.", secret=True
    )
    oauth_request: ConnectorOAuthRequest | None = login_code("Honeycode")


class HoneycodeConnectorProfileProperties(Shape):
    """Settings of a connector profile for Amazon Honeycode. There are none: write `{}`."""


class HoneycodeDestinationProperties(Shape):
    """Where a flow writes to in Amazon Honeycode. AWS has closed that service."""

    object: Object = member(
        "The Honeycode table to write to.",
        required=True,
        create_only=WRITES_TO,
    )
    error_handling_config: ErrorHandlingConfig | None = refused_by("Honeycode")


CONNECTOR = Connector(
    "Honeycode",
    "Amazon Honeycode, as destination. AWS has closed that service.",
    profile=Part(
        HoneycodeConnectorProfileProperties,
        "Amazon Honeycode, an empty object: `{}`. AWS has closed that service.",
    ),
    credentials=Part(
        HoneycodeConnectorProfileCredentials,
        "Tokens of Amazon Honeycode, a service that AWS has closed.",
    ),
    destination=Part(
        HoneycodeDestinationProperties,
        "The table in Amazon Honeycode, a service that AWS has closed.",
        added=4,
    ),
    metadata=scopes("Honeycode", added=4),
    logins=TOKENS,
    usual=always("refreshToken"),
)
