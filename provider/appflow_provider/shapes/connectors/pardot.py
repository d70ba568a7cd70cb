"""
Salesforce Pardot (Marketing Cloud Account Engagement), version 4 of its API. A source only.

AppFlow logs in with OAuth 2.0 through Salesforce. Flows run on demand or on a schedule, at most
once a minute. Keep the refresh tokens of the connected app valid until revoked: flows fail when
they expire. Pardot counts AppFlow's calls against the daily API limit of the business unit.
"""

from appflow_provider.shapes.base import ApiEnum, Flag, Shape, member
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.oauth import ConnectorOAuthRequest
from appflow_provider.shapes.operators import OPERATORS
from appflow_provider.shapes.scalars import (
    AccessToken,
    BusinessUnitId,
    ClientCredentialsArn,
    InstanceUrl,
    Object,
    RefreshToken,
)

__all__ = [
    "PardotConnectorOperator",
    "PardotConnectorProfileCredentials",
    "PardotConnectorProfileProperties",
    "PardotSourceProperties",
]


class PardotConnectorOperator(ApiEnum):
    """What a task may do with fields that come from Salesforce Pardot."""

    PROJECTION = "PROJECTION", OPERATORS["PROJECTION"]
    EQUAL_TO = "EQUAL_TO", OPERATORS["EQUAL_TO"]
    NO_OP = "NO_OP", OPERATORS["NO_OP"]
    ADDITION = "ADDITION", OPERATORS["ADDITION"]
    MULTIPLICATION = "MULTIPLICATION", OPERATORS["MULTIPLICATION"]
    DIVISION = "DIVISION", OPERATORS["DIVISION"]
    SUBTRACTION = "SUBTRACTION", OPERATORS["SUBTRACTION"]
    MASK_ALL = "MASK_ALL", OPERATORS["MASK_ALL"]
    MASK_FIRST_N = "MASK_FIRST_N", OPERATORS["MASK_FIRST_N"]
    MASK_LAST_N = "MASK_LAST_N", OPERATORS["MASK_LAST_N"]
    VALIDATE_NON_NULL = "VALIDATE_NON_NULL", OPERATORS["VALIDATE_NON_NULL"]
    VALIDATE_NON_ZERO = "VALIDATE_NON_ZERO", OPERATORS["VALIDATE_NON_ZERO"]
    VALIDATE_NON_NEGATIVE = "VALIDATE_NON_NEGATIVE", OPERATORS["VALIDATE_NON_NEGATIVE"]
    VALIDATE_NUMERIC = "VALIDATE_NUMERIC", OPERATORS["VALIDATE_NUMERIC"]


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

    object: Object = member(
        "Name of the Pardot object to read. `aws appflow list-connector-entities` shows the names "
        "that a connector profile gives access to.",
        required=True,
        create_only=READS_FROM,
    )
