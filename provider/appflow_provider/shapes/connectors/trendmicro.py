"""
Trend Micro, the security service. A source only.

AppFlow logs in with an API secret key, over the internet or PrivateLink. Flows run on demand or on
a schedule, at most once an hour.
"""

from appflow_provider.frequency import HOUR
from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector
from appflow_provider.shapes.connectors.parts import Part, listed_object, operators
from appflow_provider.shapes.scalars import ApiSecretKey, Object


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

    object: Object = listed_object("Trend Micro")


CONNECTOR = Connector(
    "Trendmicro",
    "Trend Micro, as source. Scheduled hourly at most.",
    operator=operators("Trendmicro", "Trend Micro", "PROJECTION EQUAL_TO"),
    profile=Part(TrendmicroConnectorProfileProperties, "Trend Micro, an empty object: `{}`."),
    credentials=Part(TrendmicroConnectorProfileCredentials, "API secret key of Trend Micro."),
    source=Part(TrendmicroSourceProperties, "The Trend Micro object."),
    triggers=CALLED,
    fastest=HOUR,
    private=True,
)
