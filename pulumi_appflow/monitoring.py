"""
Event patterns, metrics and alarms of flows.

The patterns and dimensions are plain data. The other functions make resources of pulumi_aws with them.

Sources: the user guide of Amazon AppFlow (EventBridge notifications, monitoring with CloudWatch). In events that were seen, `resources` is not
the ARN of the flow, so the patterns match `flow-name` in `detail`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pulumi

from pulumi_appflow._arguments import text, texts, whole
from pulumi_appflow._aws import aws
from pulumi_appflow._flow_names import PATTERN_MAX, groups, one_by_one, several
from pulumi_appflow._metrics import (
    DAY,
    LONGEST,
    METRICS,
    NAMESPACE,
    Comparison,
    Metric,
    MetricName,
    MissingData,
    Statistic,
    check_alarm,
)

__all__ = [
    "METRICS",
    "Metric",
    "MetricName",
    "deactivation_pattern",
    "metric_alarm",
    "metric_dimensions",
    "on_deactivated",
    "on_no_records",
    "on_run_completed",
    "on_run_failed",
    "run_pattern",
]

_RUNS = ("AppFlow Start Flow Run Report", "AppFlow End Flow Run Report")
_DEACTIVATED = ("AppFlow Event Flow Deactivated", "AppFlow Scheduled Flow Deactivated")


def run_pattern(*flow_names: str, completed: bool = False, failed: bool = False) -> dict[str, Any]:
    """
    The EventBridge pattern for runs of flows that begin and end; of all flows where none is named. Events come to the default bus.

    Args:
        flow_names: The flows.
        completed: Only the ends of runs, whatever their status.
        failed: Only the ends of runs that did not succeed.
    """
    detail = _of(flow_names)
    if failed:
        detail["status"] = [{"anything-but": "Execution Successful"}]
    return _pattern(_RUNS[1:] if completed or failed else _RUNS, detail)


def deactivation_pattern(*flow_names: str) -> dict[str, Any]:
    """The EventBridge pattern for scheduled and event flows that AppFlow deactivated after failures."""
    return _pattern(_DEACTIVATED, _of(flow_names))


def metric_dimensions(flow_name: str) -> dict[str, str]:
    """The dimensions of a flow's metrics."""
    return {"FlowName": text("flow_name", flow_name)}


def on_run_failed(
    name: str,
    flows: Sequence[Any],
    target: pulumi.Input[str],
    opts: pulumi.ResourceOptions | None = None,
) -> list[Any]:
    """
    Tell a target about each run of these flows that did not succeed.

    The target must let EventBridge in: `policies.topic_statement` and `policies.queue_statement` say how.

    Args:
        name: The name of the rule in the program.
        flows: `Flow` and `Mirror` resources, or names of flows.
        target: The ARN of an SNS topic, an SQS queue or another target of EventBridge.
        opts: Options of each rule and its target.

    Returns:
        The rules: one, or more if the names of the flows are too long for one pattern.

    Raises:
        pulumi.RunError: pulumi_aws is not installed.
    """
    return _rules(partial(run_pattern, failed=True), name, flows, target, opts)


def on_run_completed(
    name: str,
    flows: Sequence[Any],
    target: pulumi.Input[str],
    opts: pulumi.ResourceOptions | None = None,
) -> list[Any]:
    """The same for each run of these flows that ends, whatever its status."""
    return _rules(partial(run_pattern, completed=True), name, flows, target, opts)


def on_deactivated(
    name: str,
    flows: Sequence[Any],
    target: pulumi.Input[str],
    opts: pulumi.ResourceOptions | None = None,
) -> list[Any]:
    """The same when AppFlow deactivates one of these flows after failures."""
    return _rules(deactivation_pattern, name, flows, target, opts)


def on_no_records(
    name: str,
    flows: Sequence[Any],
    target: pulumi.Input[str],
    days: int = 1,
    opts: pulumi.ResourceOptions | None = None,
) -> list[Any]:
    """
    Alarm if a flow transfers no record for some days, whether it ran or not.

    Args:
        name: The first part of each alarm's name in the program. The second is the name of the flow there.
        flows: `Flow` and `Mirror` resources, or names of flows. A mirror must name its objects without patterns.
        target: The ARN of an SNS topic or another action of CloudWatch.
        days: How many, 1 to 7, which is the most that CloudWatch takes (API reference, PutMetricAlarm).
        opts: Options of each alarm.

    Returns:
        The alarms, one for each flow.

    Raises:
        pulumi.RunError: pulumi_aws is not installed.
    """
    if whole("days", days, 1) > (most := LONGEST // DAY):
        raise ValueError(f"days must be {most} or less, not {days}")
    return metric_alarm(
        name,
        flows,
        "FlowExecutionRecordsProcessed",
        threshold=1,
        target=target,
        comparison_operator="LessThanThreshold",
        period=DAY,
        evaluation_periods=days,
        treat_missing_data="breaching",
        opts=opts,
    )


def metric_alarm(
    name: str,
    flows: Sequence[Any],
    metric: MetricName,
    *,
    threshold: float,
    target: pulumi.Input[str] | None = None,
    statistic: Statistic | None = None,
    comparison_operator: Comparison = "GreaterThanOrEqualToThreshold",
    period: int = 300,
    evaluation_periods: int = 1,
    treat_missing_data: MissingData = "missing",
    opts: pulumi.ResourceOptions | None = None,
) -> list[Any]:
    """
    Alarm if a metric of a flow passes a threshold.

    Args:
        name: The first part of each alarm's name in the program. The second is the name of the flow there.
        flows: `Flow` and `Mirror` resources, or names of flows. A mirror must name its objects without patterns.
        metric: One of `METRICS`.
        threshold: The value to compare with, in the unit of the metric.
        target: The ARN of an SNS topic or another action of CloudWatch. If not set, the alarm changes its state and tells nobody.
        statistic: What is compared. If not set, that of the metric in `METRICS`.
        comparison_operator: How it is compared.
        period: The seconds of a period: a multiple of 60.
        evaluation_periods: How many periods in a row must pass the threshold.
        treat_missing_data: What a period without a value counts as. The default is that of CloudWatch.
        opts: Options of each alarm.

    Returns:
        The alarms, one for each flow.

    Raises:
        ValueError: there is no such metric, or CloudWatch does not take such an alarm.
        pulumi.RunError: pulumi_aws is not installed.
    """
    check_alarm(
        metric=metric,
        threshold=threshold,
        statistic=statistic,
        comparison_operator=comparison_operator,
        period=period,
        evaluation_periods=evaluation_periods,
        treat_missing_data=treat_missing_data,
    )
    cloudwatch = aws(f"The alarm {name}", "cloudwatch")
    return [
        cloudwatch.MetricAlarm(
            f"{name}-{label}",
            namespace=NAMESPACE,
            metric_name=metric,
            dimensions={"FlowName": flow_name},
            statistic=statistic or METRICS[metric].statistic,
            period=period,
            evaluation_periods=evaluation_periods,
            comparison_operator=comparison_operator,
            threshold=threshold,
            treat_missing_data=treat_missing_data,
            alarm_actions=None if target is None else [target],
            opts=opts,
        )
        for flow in several(flows)
        for label, flow_name in one_by_one(flow)
    ]


def _rules(
    pattern: Callable[..., dict[str, Any]],
    name: str,
    flows: Sequence[Any],
    target: pulumi.Input[str],
    opts: pulumi.ResourceOptions | None,
) -> list[Any]:
    cloudwatch = aws(f"The rule {name}", "cloudwatch")
    rules = []
    for number, group in enumerate(groups(flows, len(json.dumps(pattern("x")))), 1):
        own = name if number == 1 else f"{name}-{number}"
        made = pulumi.Output.all(*group).apply(
            lambda found: _fitting(pattern(*(each for names in found for each in names)))
        )
        rule = cloudwatch.EventRule(own, event_pattern=made, opts=opts)
        cloudwatch.EventTarget(own, rule=rule.name, arn=target, opts=opts)
        rules.append(rule)
    return rules


def _fitting(pattern: Mapping[str, Any]) -> str:
    made = json.dumps(pattern)
    if len(made) > PATTERN_MAX:
        raise pulumi.RunError(
            f"The names of the flows make a pattern of {len(made)} characters, and EventBridge takes {PATTERN_MAX}: "
            "pass the flows in several calls."
        )
    return made


def _of(flow_names: Sequence[str]) -> dict[str, Any]:
    return {"flow-name": texts("a flow name", flow_names)} if flow_names else {}


def _pattern(kinds: Sequence[str], detail: Mapping[str, Any]) -> dict[str, Any]:
    pattern: dict[str, Any] = {"source": ["aws.appflow"], "detail-type": list(kinds)}
    return {**pattern, "detail": dict(detail)} if detail else pattern
