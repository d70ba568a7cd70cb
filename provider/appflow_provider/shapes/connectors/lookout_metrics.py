"""
Amazon Lookout for Metrics, which looks for anomalies in measures over time. A destination only.

There is no login and no connector profile. The flow has to be scheduled (every 5 or 10 minutes,
every hour or every day, as its source allows) and to have a KMS key of its own. Not every source
can write here: Datadog, Slack and Amazon S3 cannot.
"""

from appflow_provider.shapes.base import Shape

__all__ = [
    "LookoutMetricsDestinationProperties",
]


class LookoutMetricsDestinationProperties(Shape):
    """
    Settings of Amazon Lookout for Metrics as a destination. There are none: write `{}`. The flow
    needs a schedule and a `kmsArn`.
    """
