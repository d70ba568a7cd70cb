"""
Salesforce Pardot (Marketing Cloud Account Engagement), version 4 of its API. A source only.

AppFlow logs in with OAuth 2.0 through Salesforce. Flows run on demand or on a schedule, at most
once a minute. Keep the refresh tokens of the connected app valid until revoked: flows fail when
they expire. Pardot counts AppFlow's calls against the daily API limit of the business unit.
"""

from appflow_provider.shapes.base import Flag, Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, TOKENS, Connector, Reach, always
from appflow_provider.shapes.connectors.parts import Part, listed_object, nothing_special
from appflow_provider.shapes.oauth import ConnectorOAuthRequest
from appflow_provider.shapes.operators import TRANSFORMATIONS, selection
from appflow_provider.shapes.scalars import (
    AccessToken,
    BusinessUnitId,
    ClientCredentialsArn,
    InstanceUrl,
    Object,
    RefreshToken,
)


class PardotConnectorProfileCredentials(Shape):
    """
    Tokens, or the code of a login, for Salesforce Pardot, and the connected app they were issued
    for.
    """

    access_token: AccessToken | None = member(
        "Token with which AppFlow reads from Pardot until it expires. Give it with `refreshToken`, "
        "or give `oauthRequest` instead.",
        secret=True,
    )
    refresh_token: RefreshToken | None = member(
        "Token with which AppFlow obtains new access tokens from Salesforce.", secret=True
    )
    oauth_request: ConnectorOAuthRequest | None = member(
        "Code of a login to Salesforce, which AppFlow exchanges for tokens. Instead of "
        "`accessToken` and `refreshToken`.",
        api="oAuthRequest",
    )
    client_credentials_arn: ClientCredentialsArn | None = member(
        "ARN of a Secrets Manager secret that holds the client id and client secret of your own "
        "connected app. The policies of the secret and of its KMS key have to let AppFlow read it.",
        secret=True,
    )


class PardotConnectorProfileProperties(Shape):
    """Settings of a connector profile for Salesforce Pardot."""

    instance_url: InstanceUrl | None = member(
        "Address of Pardot. Production accounts live at `https://pi.pardot.com`, sandboxes at "
        "`https://pi.demo.pardot.com`.",
        drift_when_added=False,
    )
    is_sandbox_environment: Flag | None = member(
        "Whether the account is a sandbox. The default is `false`, production.",
        default=False,
        drift_when_added=True,
    )
    business_unit_id: BusinessUnitId | None = member(
        "Id of the Pardot business unit, 18 characters that begin with `0Uv`. In Salesforce it "
        "stands in the setup, under Pardot Account Setup.",
        drift_when_added=False,
    )


class PardotSourceProperties(Shape):
    """What a flow reads from Salesforce Pardot."""

    object: Object = listed_object("Pardot")


CONNECTOR = Connector(
    "Pardot",
    "Salesforce Pardot, as source.",
    operator=Part(
        selection(
            "PardotConnectorOperator",
            "Salesforce Pardot",
            "PROJECTION EQUAL_TO NO_OP",
            TRANSFORMATIONS,
        ),
        "Operator for a flow from Salesforce Pardot.",
        added=3,
    ),
    profile=Part(
        PardotConnectorProfileProperties, "Address and business unit of Salesforce Pardot.", added=3
    ),
    credentials=Part(
        PardotConnectorProfileCredentials,
        "Tokens of Salesforce Pardot, or the code of a login.",
        added=3,
    ),
    source=Part(PardotSourceProperties, "The Salesforce Pardot object.", added=3),
    metadata=nothing_special("Pardot", added=6),
    triggers=CALLED,
    reaches=Reach(also=("EventBridge",)),
    logins=TOKENS,
    usual=always("refreshToken"),
)
