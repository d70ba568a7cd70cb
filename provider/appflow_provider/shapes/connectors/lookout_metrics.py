"""
Amazon Lookout for Metrics, which looks for anomalies in measures over time. A destination only.

There is no login and no connector profile. The flow has to be scheduled (every 5 or 10 minutes,
every hour or every day, as its source allows) and to have a KMS key of its own. Not every source
can write here: Datadog, Slack and Amazon S3 cannot.
"""

from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.connectors.parts import Part


class LookoutMetricsDestinationProperties(Shape):
    """
    Settings of Amazon Lookout for Metrics as a destination. There are none: write `{}`. The flow
    needs a schedule and a `kmsArn`.
    """


CONNECTOR = Connector(
    "LookoutMetrics",
    "Amazon Lookout for Metrics, as destination of scheduled flows. Needs no connector profile, "
    "but a KMS key of your own.",
    destination=Part(
        LookoutMetricsDestinationProperties,
        "Amazon Lookout for Metrics, an empty object: `{}`. Needs a scheduled flow and a KMS key "
        "of your own (`kmsArn`).",
        added=2,
    ),
    metadata=None,
)
