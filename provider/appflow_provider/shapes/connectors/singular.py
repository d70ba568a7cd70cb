"""
Singular, the marketing analytics service. A source only.

AppFlow logs in with an API key, over the internet or PrivateLink. Flows run on demand or on a
schedule, at most once an hour. A range of dates may span no more than 30 days, and a run reads at
most 100,000 records.
"""

from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.operators import OPERATORS
from appflow_provider.shapes.scalars import ApiKey, Object

__all__ = [
    "SingularConnectorOperator",
    "SingularConnectorProfileCredentials",
    "SingularConnectorProfileProperties",
    "SingularSourceProperties",
]


class SingularConnectorOperator(ApiEnum):
    """What a task may do with fields that come from Singular."""

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


class SingularConnectorProfileCredentials(Shape):
    """The key with which AppFlow logs in to Singular."""

    api_key: ApiKey = member(
        "Reporting API key. In Singular it stands under Developer Tools, API Keys.",
        required=True,
        secret=True,
    )


class SingularConnectorProfileProperties(Shape):
    """Settings of a connector profile for Singular. There are none: write `{}`."""


class SingularSourceProperties(Shape):
    """What a flow reads from Singular: no more than 30 days and 100,000 records in a run."""

    object: Object = member(
        "Name of the Singular object to read. `aws appflow list-connector-entities` shows the "
        "names that a connector profile gives access to.",
        required=True,
        create_only=READS_FROM,
    )
