"""
Marketo Engage, Adobe's marketing automation. A source and a destination.

AppFlow logs in with the OAuth 2.0 client of a custom service. As a source it is read on demand or
on a schedule, at most once an hour, up to 1 GB a run; as a destination it takes up to 500 MB a run.
Marketo queues bulk jobs: it refuses imports while ten are waiting, so flows are better spread over
time.
"""

from appflow_provider.frequency import HOUR
from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector
from appflow_provider.shapes.connectors.parts import Part, operators
from appflow_provider.shapes.create_only import READS_FROM, WRITES_TO
from appflow_provider.shapes.oauth import ConnectorOAuthRequest, login_code
from appflow_provider.shapes.scalars import AccessToken, ClientId, ClientSecret, InstanceUrl, Object
from appflow_provider.shapes.writing import ErrorHandlingConfig, refused_by


class MarketoConnectorProfileCredentials(Shape):
    """OAuth 2.0 client with which AppFlow logs in to Marketo."""

    client_id: ClientId = member(
        "Client id of the custom service. In Marketo it stands under Admin, LaunchPoint, View "
        "Details.",
        required=True,
    )
    client_secret: ClientSecret = member(
        "Secret that belongs to `clientId`, from the same place.", required=True, secret=True
    )
    access_token: AccessToken | None = member(
        "Token with which AppFlow calls Marketo until it expires, where you hold one already.",
        secret=True,
    )
    oauth_request: ConnectorOAuthRequest | None = login_code("Marketo", refreshes=False)


class MarketoConnectorProfileProperties(Shape):
    """Settings of a connector profile for Marketo."""

    instance_url: InstanceUrl = member(
        "Address of the Marketo instance, which begins with the account's Munchkin id, for example "
        "`https://123-ABC-456.mktorest.com`. In Marketo it stands under Admin, Web Services.",
        required=True,
    )


class MarketoDestinationProperties(Shape):
    """Where a flow writes to in Marketo, at most 500 MB a run."""

    object: Object = member(
        "Name of the Marketo object to write to, for example `leads`. Another object replaces the "
        "flow.",
        required=True,
        create_only=WRITES_TO,
    )
    error_handling_config: ErrorHandlingConfig | None = refused_by("Marketo")


class MarketoSourceProperties(Shape):
    """What a flow reads from Marketo, at most 1 GB a run."""

    object: Object = member(
        "Name of the Marketo object to read, for example `leads`.",
        required=True,
        create_only=READS_FROM,
    )


CONNECTOR = Connector(
    "Marketo",
    "Marketo, as source or destination. As source scheduled hourly at most.",
    operator=operators("Marketo", "Marketo", "PROJECTION LESS_THAN GREATER_THAN BETWEEN"),
    profile=Part(MarketoConnectorProfileProperties, "Address of the Marketo instance."),
    credentials=Part(MarketoConnectorProfileCredentials, "OAuth client and token of Marketo."),
    source=Part(MarketoSourceProperties, "The Marketo object, for example `leads`."),
    destination=Part(MarketoDestinationProperties, "The Marketo object.", added=7),
    triggers=CALLED,
    fastest=HOUR,
)
