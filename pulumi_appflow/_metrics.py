"""The metrics of flows in CloudWatch, and what an alarm on one of them may say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pulumi_appflow._arguments import whole

__all__ = [
    "DAY",
    "LONGEST",
    "METRICS",
    "NAMESPACE",
    "Comparison",
    "Metric",
    "MetricName",
    "MissingData",
    "Statistic",
    "check_alarm",
]

NAMESPACE = "AWS/AppFlow"

MetricName = Literal[
    "FlowExecutionRecordsProcessed",
    "FlowExecutionTime",
    "FlowExecutionsFailed",
    "FlowExecutionsStarted",
    "FlowExecutionsSucceeded",
]
Statistic = Literal["Average", "Maximum", "Minimum", "SampleCount", "Sum"]
Comparison = Literal[
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanThreshold",
]
"""How a static threshold is compared. CloudWatch has further ones, for bands of anomaly detection."""
MissingData = Literal["breaching", "ignore", "missing", "notBreaching"]


@dataclass(frozen=True)
class Metric:
    """
    One metric of a flow.

    Attributes:
        unit: The unit of its values.
        statistic: What an alarm usually compares: the sum of what is counted, the longest of what is measured.
        source: Where this is said.
    """

    unit: str
    statistic: Statistic
    source: str


# The user guide names the metrics and says of one alone what unit it has. The CloudWatch guide says what each is: four are sums, one a histogram.
_GUIDE = "user guide of Amazon AppFlow, monitoring with CloudWatch"
_COUNTED = f"{_GUIDE}; that the unit is Count is inferred from the CloudWatch guide, where the metric is a sum"
_TIMED = f"{_GUIDE}; a histogram in the CloudWatch guide, so a sum says nothing"

METRICS: Mapping[MetricName, Metric] = {
    "FlowExecutionsStarted": Metric("Count", "Sum", _COUNTED),
    "FlowExecutionsFailed": Metric("Count", "Sum", _COUNTED),
    "FlowExecutionsSucceeded": Metric("Count", "Sum", _COUNTED),
    "FlowExecutionTime": Metric("Milliseconds", "Maximum", _TIMED),
    "FlowExecutionRecordsProcessed": Metric("Count", "Sum", _COUNTED),
}
"""The metrics of a flow, in the namespace `AWS/AppFlow`."""

_MINUTE, _HOUR, DAY = 60, 3_600, 86_400
LONGEST, _LONGEST_OF_SHORT = 7 * DAY, DAY
"""Seconds that an alarm may look at, and with periods under an hour (API reference, PutMetricAlarm, Period)."""


def check_alarm(
    *,
    metric: MetricName,
    threshold: float,
    statistic: Statistic | None,
    comparison_operator: Comparison,
    period: int,
    evaluation_periods: int,
    treat_missing_data: MissingData,
) -> None:
    """
    Check what is said about an alarm.

    Raises:
        TypeError: a number is none.
        ValueError: CloudWatch has nothing of that name, or takes no such time.
    """
    _one_of("metric", metric, MetricName)
    if isinstance(threshold, bool) or not isinstance(threshold, (int, float)):
        raise TypeError(f"threshold must be a number, not {threshold!r}")
    _one_of("comparison_operator", comparison_operator, Comparison)
    _one_of("treat_missing_data", treat_missing_data, MissingData)
    if statistic is not None:
        _one_of("statistic", statistic, Statistic)
    if whole("period", period, _MINUTE) % _MINUTE:
        raise ValueError(f"period must be a multiple of {_MINUTE} seconds, not {period}")
    most = LONGEST if period >= _HOUR else _LONGEST_OF_SHORT
    if whole("evaluation_periods", evaluation_periods, 1) * period > most:
        raise ValueError(
            f"evaluation_periods must be {most // period} or less with a period of {period} seconds, not {evaluation_periods}"
        )


def _one_of(what: str, value: Any, names: Any) -> None:
    if value not in (accepted := get_args(names)):
        raise ValueError(f"{what} must be one of {', '.join(accepted)}, not {value!r}")
