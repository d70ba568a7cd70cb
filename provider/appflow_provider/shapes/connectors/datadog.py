"""
Datadog, the monitoring service. A source only.

AppFlow logs in with an API key and an application key. Flows run on demand or on a schedule, at
most once a minute. AppFlow insists on `Filter` tasks that give a range of dates and a query.
"""

from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector, Reach
from appflow_provider.shapes.connectors.parts import Part, listed_object, operators
from appflow_provider.shapes.scalars import ApiKey, ApplicationKey, InstanceUrl, Object


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

    object: Object = listed_object("Datadog")


CONNECTOR = Connector(
    "Datadog",
    "Datadog, as source. Needs a filter for a range of dates.",
    operator=operators("Datadog", "Datadog", "PROJECTION BETWEEN EQUAL_TO"),
    profile=Part(DatadogConnectorProfileProperties, "Address of Datadog."),
    credentials=Part(DatadogConnectorProfileCredentials, "API key and application key of Datadog."),
    source=Part(
        DatadogSourceProperties, "The Datadog object. Needs a `Filter` task for a range of dates."
    ),
    triggers=CALLED,
    reaches=Reach(never=("LookoutMetrics",)),
)
