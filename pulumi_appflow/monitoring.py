"""
Event patterns and metrics of a flow, as plain data for the resources of pulumi_aws.

Sources: the user guide of Amazon AppFlow (EventBridge notifications, monitoring with CloudWatch).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pulumi_appflow._arguments import text, texts

__all__ = ["METRICS", "deactivation_pattern", "metric_dimensions", "run_pattern"]

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


def _of(flow_names: Sequence[str]) -> dict[str, Any]:
    return {"flow-name": texts("a flow name", flow_names)} if flow_names else {}


def _pattern(kinds: Sequence[str], detail: Mapping[str, Any]) -> dict[str, Any]:
    pattern: dict[str, Any] = {"source": ["aws.appflow"], "detail-type": list(kinds)}
    return {**pattern, "detail": dict(detail)} if detail else pattern
