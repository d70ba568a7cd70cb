"""
Datadog, the monitoring service. A source only.

AppFlow logs in with an API key and an application key. Flows run on demand or on a schedule, at
most once a minute. AppFlow insists on `Filter` tasks that give a range of dates and a query.
"""

from appflow_provider.shapes.base import ApiEnum, Shape, member
from appflow_provider.shapes.create_only import READS_FROM
from appflow_provider.shapes.operators import OPERATORS
from appflow_provider.shapes.scalars import ApiKey, ApplicationKey, InstanceUrl, Object

__all__ = [
    "DatadogConnectorOperator",
    "DatadogConnectorProfileCredentials",
    "DatadogConnectorProfileProperties",
    "DatadogSourceProperties",
]


class DatadogConnectorOperator(ApiEnum):
    """What a task may do with fields that come from Datadog."""

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


class DatadogConnectorProfileCredentials(Shape):
    """Keys with which AppFlow logs in to Datadog. It needs both."""

    api_key: ApiKey = member(
        "API key of the Datadog organization. Created in Datadog under Organization Settings, API "
        "Keys.",
        required=True,
        secret=True,
    )
    application_key: ApplicationKey = member(
        "Application key, which lets AppFlow read what its owner may read. Created in Datadog "
        "under Organization Settings, Application Keys.",
        required=True,
        secret=True,
    )


class DatadogConnectorProfileProperties(Shape):
    """Settings of a connector profile for Datadog."""

    instance_url: InstanceUrl = member(
        "Address of the Datadog site on which the organization lives, for example "
        "`https://api.datadoghq.com` or `https://api.datadoghq.eu`.",
        required=True,
    )


class DatadogSourceProperties(Shape):
    """What a flow reads from Datadog. A range of dates and a query come with `Filter` tasks."""

    object: Object = member(
        "Name of the Datadog object to read. `aws appflow list-connector-entities` shows the names "
        "that a connector profile gives access to.",
        required=True,
        create_only=READS_FROM,
    )
