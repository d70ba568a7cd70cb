"""
The events of `aws.appflow` on the default bus, and the metrics in AWS/AppFlow.

The End event has the 17 members of three real events, all texts and in their order. They had the resource as 32 hexadecimal
digits, not as an ARN. The members of the other events are documented (user guide, flow notifications).
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from appflow_emulator import aws_reports
from appflow_emulator.aws_backends import Location
from appflow_emulator.data_plane.plan import Plan
from appflow_emulator.moving.job import Job
from appflow_emulator.records import FlowRecord, Transfer

_SOURCE = "aws.appflow"
_TRIGGERS: Mapping[str, str] = {
    "OnDemand": "ONDEMAND",
    "Scheduled": "SCHEDULED",
    "Event": "EVENT",
}


def started(job: Job, plan: Plan) -> list[str]:
    """Tell that a run started. Returns a sentence for each target that was not served."""
    run = job.run
    detail = {
        **_common(job, plan),
        "execution-id": run.execution_id,
        "start-time": _stamp(run.started_at),
        **_range(job),
    }
    aws_reports.put_metrics(
        job.location, run.started_at, job.flow.name, {"FlowExecutionsStarted": (1, "Count")}
    )
    event = _event(job.location, job.flow, "AppFlow Start Flow Run Report", run.started_at, detail)
    return aws_reports.send_event(job.location, event)


def ended(job: Job, plan: Plan, transfer: Transfer) -> list[str]:
    """Tell that a run ended. Returns a sentence for each target that was not served."""
    run = job.run
    failed = transfer.failure is not None
    status = job.assumptions.failure_word if failed else "Execution Successful"
    detail = {
        **_common(job, plan),
        "num-of-records-processed": str(transfer.processed),
        "execution-id": run.execution_id,
        "num-of-records-filtered": str(transfer.filtered),
        "start-time": _stamp(run.started_at),
        "num-of-documents-processed": "0",
        "end-time": _stamp(run.updated_at),
        "num-of-record-failures": str(transfer.failures),
        "data-processed": str(transfer.bytes_read),
        "status": status,
        **({"error": transfer.failure} if failed else {}),
        **_range(job),
    }
    took = (run.updated_at - run.started_at).total_seconds() * 1000
    outcome = "FlowExecutionsFailed" if failed else "FlowExecutionsSucceeded"
    metrics = {
        outcome: (1, "Count"),
        "FlowExecutionTime": (took, "Milliseconds"),
        "FlowExecutionRecordsProcessed": (transfer.processed, "Count"),
    }
    aws_reports.put_metrics(job.location, run.updated_at, job.flow.name, metrics)
    event = _event(job.location, job.flow, "AppFlow End Flow Run Report", run.updated_at, detail)
    return aws_reports.send_event(job.location, event)


def deactivated(job: Job, plan: Plan, reason: str, at: datetime) -> list[str]:
    """Tell that AppFlow deactivated a scheduled flow. Returns a sentence for each target that was not served."""
    detail = {
        **_common(job, plan),
        "deactivation-reason": reason,
        "deactivation-time": _stamp(at),
    }
    event = _event(job.location, job.flow, "AppFlow Scheduled Flow Deactivated", at, detail)
    return aws_reports.send_event(job.location, event)


def _event(
    location: Location, flow: FlowRecord, name: str, at: datetime, detail: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": name,
        "source": _SOURCE,
        "account": location.account,
        "time": int(at.timestamp()),
        "region": location.region,
        "resources": [uuid.uuid5(uuid.NAMESPACE_URL, flow.arn).hex],
        "detail": dict(detail),
    }


def _common(job: Job, plan: Plan) -> dict[str, str]:
    """The members of every event, in the order of the real ones."""
    definition = job.run.definition
    return {
        "flow-name": job.flow.name,
        "created-by": job.flow.created_by,
        "flow-arn": job.flow.arn,
        "source": _side(definition["sourceFlowConfig"]),
        "destination": _side(definition["destinationFlowConfigList"][0]),
        "source-object": _object(plan.source),
        "destination-object": _object(plan.destination),
        "trigger-type": _TRIGGERS[plan.trigger],
    }


def _side(config: Mapping[str, Any]) -> str:
    """`S3`, or the type and the profile: `SALESFORCE/crm`. Seen for Veeva and custom connectors."""
    profile = config.get("connectorProfileName")
    kind: str = config["connectorType"]
    return kind if profile is None or kind == "S3" else f"{kind.upper()}/{profile}"


def _object(side: Any) -> str:
    """Of S3, the bucket and the prefix as configured, where a slash at the end stays (seen)."""
    if side.connector != "S3":
        return str(side.object)
    return f"s3://{side.object}/{side.prefix}" if side.prefix else f"s3://{side.object}"


def _range(job: Job) -> dict[str, str]:
    """Documented for scheduled flows. How the two times are joined is not known."""
    window = job.run.window
    if window is None:
        return {}
    return {"incremental-transfer-time-range": "/".join(_stamp(each) for each in window)}


def _stamp(at: datetime) -> str:
    moment = at.astimezone(timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z[UTC]"
