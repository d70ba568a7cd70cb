"""
Event patterns, metrics and alarms of flows.

The patterns and dimensions are plain data. `on_run_failed`, `on_deactivated` and `on_no_records` make resources of pulumi_aws with them.

Sources: the user guide of Amazon AppFlow (EventBridge notifications, monitoring with CloudWatch). In events that were seen, `resources` is not
the ARN of the flow, so the patterns match `flow-name` in `detail`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pulumi

from pulumi_appflow._arguments import text, texts, whole
from pulumi_appflow._aws import aws
from pulumi_appflow._declared import declared

__all__ = [
    "METRICS",
    "deactivation_pattern",
    "metric_dimensions",
    "on_deactivated",
    "on_no_records",
    "on_run_failed",
    "run_pattern",
]

METRICS: Mapping[str, str] = {
    "FlowExecutionsStarted": "Count",
    "FlowExecutionsFailed": "Count",
    "FlowExecutionsSucceeded": "Count",
    "FlowExecutionTime": "Milliseconds",
    "FlowExecutionRecordsProcessed": "Count",
}
"""The metrics of a flow in the namespace `AWS/AppFlow`, and their units (user guide, monitoring with CloudWatch)."""

_RUNS = ("AppFlow Start Flow Run Report", "AppFlow End Flow Run Report")
_DEACTIVATED = ("AppFlow Event Flow Deactivated", "AppFlow Scheduled Flow Deactivated")


def run_pattern(*flow_names: str, failed: bool = False) -> dict[str, Any]:
    """
    The EventBridge pattern for runs of flows that begin and end; of all flows where none is named. Events come to the default bus.

    Args:
        flow_names: The flows.
        failed: Only the ends of runs that did not succeed.
    """
    detail = _of(flow_names)
    if failed:
        detail["status"] = [{"anything-but": "Execution Successful"}]
    return _pattern(_RUNS[1:] if failed else _RUNS, detail)


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
    return _rules(_failure_pattern, name, flows, target, opts)


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
    if whole("days", days, 1) > _DAYS_MAX:
        raise ValueError(f"days must be {_DAYS_MAX} or less, not {days}")
    cloudwatch = aws(f"The alarm {name}", "cloudwatch")
    return [
        cloudwatch.MetricAlarm(
            f"{name}-{label}",
            namespace="AWS/AppFlow",
            metric_name="FlowExecutionRecordsProcessed",
            dimensions={"FlowName": flow_name},
            statistic="Sum",
            period=_DAY,
            evaluation_periods=days,
            comparison_operator="LessThanThreshold",
            threshold=1,
            treat_missing_data="breaching",
            alarm_actions=[target],
            opts=opts,
        )
        for flow in _several(flows)
        for label, flow_name in _one_by_one(flow)
    ]


_DAY, _DAYS_MAX = 86_400, 7
_PATTERN_MAX = 4096  # characters; EventBridge's PutRule, EventPattern
_SUFFIX = len("-1234567")  # what the provider adds to a name that is not set
_WILD = frozenset("*?[")


def _rules(
    pattern: Callable[..., dict[str, Any]],
    name: str,
    flows: Sequence[Any],
    target: pulumi.Input[str],
    opts: pulumi.ResourceOptions | None,
) -> list[Any]:
    cloudwatch = aws(f"The rule {name}", "cloudwatch")
    rules = []
    for number, group in enumerate(_groups(flows, len(json.dumps(pattern("x")))), 1):
        own = name if number == 1 else f"{name}-{number}"
        made = pulumi.Output.all(*group).apply(
            lambda found: _fitting(pattern(*(each for names in found for each in names)))
        )
        rule = cloudwatch.EventRule(own, event_pattern=made, opts=opts)
        cloudwatch.EventTarget(own, rule=rule.name, arn=target, opts=opts)
        rules.append(rule)
    return rules


def _failure_pattern(*flow_names: str) -> dict[str, Any]:
    return run_pattern(*flow_names, failed=True)


def _groups(flows: Sequence[Any], rest: int) -> Iterator[list[pulumi.Output[list[str]]]]:
    """The names of flows, as many together as fit into one pattern beside the rest of it."""
    group: list[pulumi.Output[list[str]]] = []
    left = _PATTERN_MAX - rest
    for length, names in (part for flow in _several(flows) for part in _parts(flow)):
        if group and length > left:
            yield group
            group, left = [], _PATTERN_MAX - rest
        group.append(names)
        left -= length
    yield group


def _parts(flow: Any) -> Iterator[tuple[int, pulumi.Output[list[str]]]]:
    """How long the names in a pattern are, about, and the names; of a mirror without patterns object by object."""
    if _is_wild(flow):
        yield _PATTERN_MAX // 2, flow.flow_names.apply(lambda found: sorted(found.values()))
        return
    for label, flow_name in _one_by_one(flow):
        known = flow_name if isinstance(flow_name, str) else f"{label}{'x' * _SUFFIX}"
        yield (
            len(json.dumps(known)) + 2,
            pulumi.Output.from_input(flow_name).apply(lambda one: [one]),
        )


def _one_by_one(flow: Any) -> Iterator[tuple[str, Any]]:
    """Each flow: its name in the program, and its name on AWS."""
    if isinstance(flow, str):
        yield text("a flow name", flow), flow
        return
    found = declared(flow)
    if not hasattr(flow, "flow_names"):
        given = found.given.get("flow_name")
        yield found.name, given if isinstance(given, str) else flow.flow_name
        return
    if _is_wild(flow):
        raise ValueError(
            f"Mirror {found.name}: its objects are a pattern, and each flow needs an alarm of its own: pass the names of its flows"
        )
    for each in found.given["objects"]:
        yield f"{found.name}-{each}", flow.flow_names.apply(lambda names, each=each: names[each])


def _is_wild(flow: Any) -> bool:
    if isinstance(flow, str) or not hasattr(flow, "flow_names"):
        return False
    return any(_WILD & {*each} for each in declared(flow).given["objects"])


def _several(flows: Any) -> Sequence[Any]:
    if isinstance(flows, (str, pulumi.Resource)) or not isinstance(flows, Sequence) or not flows:
        raise TypeError(f"flows must be a list of flows, not {type(flows).__name__}")
    return flows


def _fitting(pattern: Mapping[str, Any]) -> str:
    made = json.dumps(pattern)
    if len(made) > _PATTERN_MAX:
        raise pulumi.RunError(
            f"The names of the flows make a pattern of {len(made)} characters, and EventBridge takes {_PATTERN_MAX}: "
            "pass the flows in several calls."
        )
    return made


def _of(flow_names: Sequence[str]) -> dict[str, Any]:
    return {"flow-name": texts("a flow name", flow_names)} if flow_names else {}


def _pattern(kinds: Sequence[str], detail: Mapping[str, Any]) -> dict[str, Any]:
    pattern: dict[str, Any] = {"source": ["aws.appflow"], "detail-type": list(kinds)}
    return {**pattern, "detail": dict(detail)} if detail else pattern
