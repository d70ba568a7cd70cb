"""
Trend Micro, the security service. A source only.

AppFlow logs in with an API secret key, over the internet or PrivateLink. Flows run on demand or on
a schedule, at most once an hour.
"""

from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.operators import OPERATORS
from appflow_provider.shapes.scalars import ApiSecretKey, Object

__all__ = [
    "TrendmicroConnectorOperator",
    "TrendmicroConnectorProfileCredentials",
    "TrendmicroConnectorProfileProperties",
    "TrendmicroSourceProperties",
]


class TrendmicroConnectorOperator(ApiEnum):
    """What a task may do with fields that come from Trend Micro."""

    PROJECTION = "PROJECTION", OPERATORS["PROJECTION"]
    EQUAL_TO = "EQUAL_TO", OPERATORS["EQUAL_TO"]
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


class TrendmicroConnectorProfileCredentials(Shape):
    """The key with which AppFlow logs in to Trend Micro."""

    api_secret_key: ApiSecretKey = member(
        "Secret of an API key, which Trend Micro's console shows when the key is created "
        "(Administration, User Management, API Keys).",
        required=True,
        secret=True,
    )


class TrendmicroConnectorProfileProperties(Shape):
    """Settings of a connector profile for Trend Micro. There are none: write `{}`."""


class TrendmicroSourceProperties(Shape):
    """What a flow reads from Trend Micro."""

    object: Object = member(
        "Name of the Trend Micro object to read. `aws appflow list-connector-entities` shows the "
        "names that a connector profile gives access to.",
        required=True,
        create_only=READS_FROM,
    )
