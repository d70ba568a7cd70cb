"""
Google Analytics, in its generation of Universal Analytics. A source only.

AppFlow logs in with an OAuth 2.0 client of a Google Cloud project. Flows run on demand or on a
schedule, at most once a day, read up to 9 dimensions and 10 metrics, and write JSON to Amazon S3,
or to Amazon Lookout for Metrics or Upsolver. Properties of Google Analytics 4 need the custom
connector `GoogleAnalytics4` instead. The connector type is spelled `Googleanalytics`.
"""

from appflow_provider.frequency import DAY
from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import (
    CALLED,
    TOKENS,
    Connector,
    Reach,
    always,
)
from appflow_provider.shapes.connectors.parts import Part, listed_object, scopes
from appflow_provider.shapes.oauth import ConnectorOAuthRequest
from appflow_provider.shapes.operators import selection
from appflow_provider.shapes.scalars import (
    AccessToken,
    ClientId,
    ClientSecret,
    Object,
    RefreshToken,
)


class GoogleAnalyticsConnectorProfileCredentials(Shape):
    """OAuth 2.0 client with its tokens, or with the code of a login, for Google Analytics."""

    client_id: ClientId = member(
        "Id of the OAuth 2.0 client, of the type web application, from the Google Cloud console. "
        "It ends in `.apps.googleusercontent.com`.",
        required=True,
    )
    client_secret: ClientSecret = member(
        "Secret that belongs to `clientId`, from the Google Cloud console.",
        required=True,
        secret=True,
    )
    access_token: AccessToken | None = member(
        "Token with which AppFlow reads from Google Analytics until it expires. Give it with "
        "`refreshToken`, or give `oauthRequest` instead.",
        secret=True,
    )
    refresh_token: RefreshToken | None = member(
        "Token with which AppFlow obtains new access tokens from Google.", secret=True
    )
    oauth_request: ConnectorOAuthRequest | None = member(
        "Code of a login with a Google account, which AppFlow exchanges for tokens. Instead of "
        "`accessToken` and `refreshToken`.",
        api="oAuthRequest",
    )


class GoogleAnalyticsConnectorProfileProperties(Shape):
    """Settings of a connector profile for Google Analytics. There are none: write `{}`."""


class GoogleAnalyticsSourceProperties(Shape):
    """What a flow reads from Google Analytics."""

    object: Object = listed_object("Google Analytics")


CONNECTOR = Connector(
    "Googleanalytics",
    "Google Analytics, as source. Scheduled daily at most; goes with the property "
    "`googleAnalytics`.",
    api="GoogleAnalytics",
    operator=Part(
        selection(
            "GoogleAnalyticsConnectorOperator",
            "Google Analytics. There is no `NO_OP` among the\noperators",
            "PROJECTION BETWEEN",
            "",
        ),
        "Operator for a flow from Google Analytics.",
    ),
    profile=Part(
        GoogleAnalyticsConnectorProfileProperties,
        "Google Analytics, an empty object: `{}`. For the connector type `Googleanalytics`.",
    ),
    credentials=Part(
        GoogleAnalyticsConnectorProfileCredentials,
        "OAuth client and tokens of Google Analytics. For the connector type `Googleanalytics`.",
    ),
    source=Part(
        GoogleAnalyticsSourceProperties,
        "The Google Analytics object. For the connector type `Googleanalytics`; a flow reads at "
        "most 9 dimensions and 10 metrics.",
    ),
    metadata=scopes("GoogleAnalytics"),
    triggers=CALLED,
    fastest=DAY,
    reaches=Reach(only=("LookoutMetrics", "S3", "Upsolver")),
    logins=TOKENS,
    usual=always("refreshToken"),
)
