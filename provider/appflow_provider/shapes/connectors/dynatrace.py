"""
Dynatrace, the monitoring service. A source only.

AppFlow logs in with an API token. Flows run on demand or on a schedule, at most once a minute, and
need a `Filter` task with a range of dates that spans no more than 30 days.
"""

from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.operators import OPERATORS
from appflow_provider.shapes.scalars import ApiToken, InstanceUrl, Object

__all__ = [
    "DynatraceConnectorOperator",
    "DynatraceConnectorProfileCredentials",
    "DynatraceConnectorProfileProperties",
    "DynatraceSourceProperties",
]


class DynatraceConnectorOperator(ApiEnum):
    """What a task may do with fields that come from Dynatrace."""

    PROJECTION = "PROJECTION", OPERATORS["PROJECTION"]
    BETWEEN = "BETWEEN", OPERATORS["BETWEEN"]
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


class DynatraceConnectorProfileCredentials(Shape):
    """The token with which AppFlow logs in to Dynatrace."""

    api_token: ApiToken = member(
        "API token of the Dynatrace environment, generated in Dynatrace under Access Tokens, with "
        "the scopes for reading what flows transfer.",
        required=True,
        secret=True,
    )


class DynatraceConnectorProfileProperties(Shape):
    """Settings of a connector profile for Dynatrace."""

    instance_url: InstanceUrl = member(
        "Address of the Dynatrace environment, for example `https://abc12345.live.dynatrace.com`.",
        required=True,
    )


class DynatraceSourceProperties(Shape):
    """
    What a flow reads from Dynatrace. A range of no more than 30 days comes with a `Filter` task.
    """

    object: Object = member(
        "Name of the Dynatrace object to read. `aws appflow list-connector-entities` shows the "
        "names that a connector profile gives access to.",
        required=True,
        create_only=READS_FROM,
    )
