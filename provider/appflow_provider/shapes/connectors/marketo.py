"""
Marketo Engage, Adobe's marketing automation. A source and a destination.

AppFlow logs in with the OAuth 2.0 client of a custom service. As a source it is read on demand or
on a schedule, at most once an hour, up to 1 GB a run; as a destination it takes up to 500 MB a run.
Marketo queues bulk jobs: it refuses imports while ten are waiting, so flows are better spread over
time.
"""

from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.create_only import READS_FROM, WRITES_TO
from appflow_provider.shapes.oauth import ConnectorOAuthRequest
from appflow_provider.shapes.operators import OPERATORS
from appflow_provider.shapes.scalars import AccessToken, ClientId, ClientSecret, InstanceUrl, Object
from appflow_provider.shapes.writing import ErrorHandlingConfig

__all__ = [
    "MarketoConnectorOperator",
    "MarketoConnectorProfileCredentials",
    "MarketoConnectorProfileProperties",
    "MarketoDestinationProperties",
    "MarketoSourceProperties",
]


class MarketoConnectorOperator(ApiEnum):
    """What a task may do with fields that come from Marketo."""

    PROJECTION = "PROJECTION", OPERATORS["PROJECTION"]
    LESS_THAN = "LESS_THAN", OPERATORS["LESS_THAN"]
    GREATER_THAN = "GREATER_THAN", OPERATORS["GREATER_THAN"]
    BETWEEN = "BETWEEN", OPERATORS["BETWEEN"]
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
    NO_OP = "NO_OP", OPERATORS["NO_OP"]


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
    oauth_request: ConnectorOAuthRequest | None = member(
        "Code of a login to Marketo, which AppFlow exchanges for a token. Instead of "
        "`accessToken`.",
        api="oAuthRequest",
    )


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
    error_handling_config: ErrorHandlingConfig | None = member(
        "What becomes of records that Marketo refuses. Left out, they are counted and the run goes "
        "on.",
        drift_when_added=True,
    )


class MarketoSourceProperties(Shape):
    """What a flow reads from Marketo, at most 1 GB a run."""

    object: Object = member(
        "Name of the Marketo object to read, for example `leads`.",
        required=True,
        create_only=READS_FROM,
    )
