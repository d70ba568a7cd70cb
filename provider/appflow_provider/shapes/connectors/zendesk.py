"""
Zendesk, the customer support service. A source and a destination.

AppFlow logs in with an OAuth 2.0 client that is registered in Zendesk under the identifier
`aws_integration_to_Zendesk`. As a source it is read on demand or on a schedule, at most once a
minute. The only comparison for filters is `GREATER_THAN`; there is not even `EQUAL_TO`.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, TOKEN, Connector
from appflow_provider.shapes.connectors.parts import Part, operators, scopes
from appflow_provider.shapes.create_only import READS_FROM, WRITES_TO
from appflow_provider.shapes.oauth import ConnectorOAuthRequest, login_code
from appflow_provider.shapes.scalars import (
    AccessToken,
    ClientId,
    ClientSecret,
    InstanceUrl,
    Name,
    Object,
)
from appflow_provider.shapes.writing import ErrorHandlingConfig, WriteOperationType, refused_by


class ZendeskConnectorProfileCredentials(Shape):
    """OAuth 2.0 client with its token, or with the code of a login, for Zendesk."""

    client_id: ClientId = member(
        "Unique identifier of the OAuth client, `aws_integration_to_Zendesk`. In Zendesk's Admin "
        "Center it stands under Apps and integrations, OAuth clients.",
        required=True,
    )
    client_secret: ClientSecret = member(
        "Secret that belongs to `clientId`. Zendesk shows it in full only once, when the client is "
        "saved.",
        required=True,
        secret=True,
    )
    access_token: AccessToken | None = member(
        "Token with which AppFlow calls Zendesk. Give it or `oauthRequest`.", secret=True
    )
    oauth_request: ConnectorOAuthRequest | None = login_code("Zendesk", refreshes=False)


class ZendeskConnectorProfileProperties(Shape):
    """Settings of a connector profile for Zendesk."""

    instance_url: InstanceUrl = member(
        "Address of the Zendesk account, for example `https://acme.zendesk.com`.", required=True
    )


class ZendeskDestinationProperties(Shape):
    """Which Zendesk object a flow writes to, and how."""

    object: Object = member(
        "Name of the Zendesk object to write to, for example `tickets`. Another object replaces "
        "the flow.",
        required=True,
        create_only=WRITES_TO,
    )
    id_field_names: list[Name] | None = member(
        'Field that tells which record is meant: `["id"]` or an external id for `UPDATE`, an '
        'external id, `["external_id"]`, for `UPSERT`. Not for `INSERT`.',
        drift_when_added=True,
    )
    error_handling_config: ErrorHandlingConfig | None = refused_by("Zendesk")
    write_operation_type: WriteOperationType | None = member(
        "What happens with each record: `INSERT` (the default), `UPDATE` or `UPSERT`. The latter "
        "two need `idFieldNames`.",
        default="INSERT",
        drift_when_added=False,
    )


class ZendeskSourceProperties(Shape):
    """What a flow reads from Zendesk."""

    object: Object = member(
        "Name of the Zendesk object to read, for example `tickets` or `users`.",
        required=True,
        create_only=READS_FROM,
    )


CONNECTOR = Connector(
    "Zendesk",
    "Zendesk, as source or destination.",
    operator=operators("Zendesk", "Zendesk", "PROJECTION GREATER_THAN"),
    profile=Part(ZendeskConnectorProfileProperties, "Address of the Zendesk account."),
    credentials=Part(ZendeskConnectorProfileCredentials, "OAuth client and token of Zendesk."),
    source=Part(ZendeskSourceProperties, "The Zendesk object, for example `tickets`."),
    destination=Part(
        ZendeskDestinationProperties,
        "The Zendesk object, and how records are written to it.",
        added=6,
    ),
    metadata=scopes("Zendesk"),
    triggers=CALLED,
    logins=TOKEN,
)
