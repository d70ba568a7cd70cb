"""
Slack, the messaging service. A source only.

AppFlow logs in with the OAuth 2.0 client of a Slack app of your own, which needs the user token
scopes `history` and `read` for channels, groups, `im` and `mpim`. Flows run on demand or on a
schedule, at most once a minute.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, TOKEN, Connector, Reach
from appflow_provider.shapes.connectors.parts import Part, operators, scopes
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.oauth import ConnectorOAuthRequest, login_code
from appflow_provider.shapes.scalars import AccessToken, ClientId, ClientSecret, InstanceUrl, Object


class SlackConnectorProfileCredentials(Shape):
    """OAuth 2.0 client with its token, or with the code of a login, for Slack."""

    client_id: ClientId = member(
        "Client id of your Slack app. It stands in the app's settings under Basic Information.",
        required=True,
    )
    client_secret: ClientSecret = member(
        "Secret that belongs to `clientId`, from the same page.", required=True, secret=True
    )
    access_token: AccessToken | None = member(
        "User token, `xoxp-…`, with which AppFlow reads messages. Give it or `oauthRequest`.",
        secret=True,
    )
    oauth_request: ConnectorOAuthRequest | None = login_code("Slack", refreshes=False)


class SlackConnectorProfileProperties(Shape):
    """Settings of a connector profile for Slack."""

    instance_url: InstanceUrl = member(
        "Address of the Slack workspace, for example `https://acme.slack.com`.", required=True
    )


class SlackSourceProperties(Shape):
    """What a flow reads from Slack."""

    object: Object = member(
        "Path of the object to read: `conversations/<channelId>` for the messages of one channel, "
        "for example `conversations/C0123456789`. The id stands at the end of the channel's link.",
        required=True,
        create_only=READS_FROM,
    )


CONNECTOR = Connector(
    "Slack",
    "Slack, as source. Its objects are conversations.",
    operator=operators(
        "Slack",
        "Slack",
        "PROJECTION LESS_THAN GREATER_THAN BETWEEN "
        "LESS_THAN_OR_EQUAL_TO GREATER_THAN_OR_EQUAL_TO EQUAL_TO",
    ),
    profile=Part(SlackConnectorProfileProperties, "Address of the Slack workspace."),
    credentials=Part(SlackConnectorProfileCredentials, "OAuth client and token of Slack."),
    source=Part(
        SlackSourceProperties,
        "The Slack object, for example `conversations/C0123456789` for the messages of one channel.",
    ),
    metadata=scopes("Slack"),
    triggers=CALLED,
    reaches=Reach(never=("LookoutMetrics",)),
    logins=TOKEN,
)
