"""
Singular, the marketing analytics service. A source only.

AppFlow logs in with an API key, over the internet or PrivateLink. Flows run on demand or on a
schedule, at most once an hour. A range of dates may span no more than 30 days, and a run reads at
most 100,000 records.
"""

from appflow_provider.frequency import HOUR
from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector
from appflow_provider.shapes.connectors.parts import Part, listed_object, operators
from appflow_provider.shapes.scalars import ApiKey, Object


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

    object: Object = listed_object("Singular")


CONNECTOR = Connector(
    "Singular",
    "Singular, as source. Scheduled hourly at most, filtered to a range of no more than 30 days.",
    operator=operators("Singular", "Singular", "PROJECTION EQUAL_TO"),
    profile=Part(SingularConnectorProfileProperties, "Singular, an empty object: `{}`."),
    credentials=Part(SingularConnectorProfileCredentials, "API key of Singular."),
    source=Part(
        SingularSourceProperties,
        "The Singular object. A `Filter` task may span no more than 30 days, and a run reads at "
        "most 100,000 records.",
    ),
    triggers=CALLED,
    fastest=HOUR,
    private=True,
)
