"""
Amplitude, the product analytics service. A source only.

AppFlow logs in with the API key and secret key of an Amplitude project. Flows run on demand or on a
schedule, at most once a day, read up to 25 MB a run, and write to Amazon S3 or Amazon Lookout for
Metrics. The only operator is `BETWEEN`, for filters.
"""

from appflow_provider.frequency import DAY
from appflow_provider.shapes.base import Shape, member
from appflow_provider.shapes.connectors.connector import CALLED, Connector, Reach
from appflow_provider.shapes.connectors.parts import Part, listed_object
from appflow_provider.shapes.operators import selection
from appflow_provider.shapes.scalars import ApiKey, Object, SecretKey


class AmplitudeConnectorProfileCredentials(Shape):
    """Keys with which AppFlow logs in to an Amplitude project."""

    api_key: ApiKey = member(
        "API key of the Amplitude project. It stands on the settings page of the project in "
        "Amplitude.",
        required=True,
        secret=True,
    )
    secret_key: SecretKey = member(
        "Secret key that belongs to `apiKey`, from the same settings page.",
        required=True,
        secret=True,
    )


class AmplitudeConnectorProfileProperties(Shape):
    """Settings of a connector profile for Amplitude. There are none: write `{}`."""


class AmplitudeSourceProperties(Shape):
    """What a flow reads from Amplitude."""

    object: Object = listed_object("Amplitude")


CONNECTOR = Connector(
    "Amplitude",
    "Amplitude, as source. Scheduled daily at most.",
    operator=Part(
        selection(
            "AmplitudeConnectorOperator",
            "Amplitude. There is no `NO_OP` among the\noperators",
            "BETWEEN",
            "",
        ),
        "Operator for a flow from Amplitude.",
    ),
    profile=Part(AmplitudeConnectorProfileProperties, "Amplitude, an empty object: `{}`."),
    credentials=Part(AmplitudeConnectorProfileCredentials, "API key and secret key of Amplitude."),
    source=Part(AmplitudeSourceProperties, "The Amplitude object."),
    triggers=CALLED,
    fastest=DAY,
    reaches=Reach(only=("LookoutMetrics", "S3")),
)
