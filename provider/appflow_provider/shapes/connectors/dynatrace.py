"""
Dynatrace, the monitoring service. A source only.

AppFlow logs in with an API token. Flows run on demand or on a schedule, at most once a minute, and
need a `Filter` task with a range of dates that spans no more than 30 days.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector
from appflow_provider.shapes.connectors.parts import Part, listed_object, operators
from appflow_provider.shapes.scalars import ApiToken, InstanceUrl, Object


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

    object: Object = listed_object("Dynatrace")


CONNECTOR = Connector(
    "Dynatrace",
    "Dynatrace, as source. Filtered to a range of no more than 30 days.",
    operator=operators("Dynatrace", "Dynatrace", "PROJECTION BETWEEN EQUAL_TO"),
    profile=Part(DynatraceConnectorProfileProperties, "Address of the Dynatrace environment."),
    credentials=Part(DynatraceConnectorProfileCredentials, "API token of Dynatrace."),
    source=Part(
        DynatraceSourceProperties,
        "The Dynatrace object. A `Filter` task may span no more than 30 days.",
    ),
    triggers=CALLED,
)
