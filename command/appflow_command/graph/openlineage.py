"""
Lineage as events of OpenLineage, one JSON text a line: a JobEvent for each flow, and a RunEvent for its latest run if there was one.

The form is that of the specification 2-0-2 with the facets named below. A flow is a job in the namespace `appflow://REGION`, or `appflow`
where the region is not known. A dataset of S3 is called as OpenLineage calls it; the namespace of another one is its connector and its
connector profile, `salesforce://crm`, for which OpenLineage has no name.
"""

import json
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from appflow_command.graph.model import ON_DEMAND, WHOLE, Dataset, Flow, Input, Lineage
from appflow_provider.home import REPOSITORY

_SPEC = "https://openlineage.io/spec"
_EVENTS = f"{_SPEC}/2-0-2/OpenLineage.json#/$defs"
_COLUMN_LINEAGE = (
    f"{_SPEC}/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet"
)
_SCHEMA = f"{_SPEC}/facets/1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet"
_JOB_TYPE = f"{_SPEC}/facets/2-0-3/JobTypeJobFacet.json#/$defs/JobTypeJobFacet"

PRODUCER = REPOSITORY or "https://example.com/pulumi-appflow"
"""The address that events name as their origin. Without a repository it is on a domain that is reserved for examples."""

# AppFlow's words for the status of a run, and OpenLineage's for the same.
STATES: Mapping[str, str] = {
    "InProgress": "RUNNING",
    "Successful": "COMPLETE",
    "Error": "FAIL",
    "CancelStarted": "ABORT",
    "Canceled": "ABORT",
}

Json = dict[str, Any]


def as_openlineage(flows: Sequence[Flow], now: str) -> str:
    """
    The events.

    Args:
        flows: The flows.
        now: The time of an event whose flow does not say when it was changed, as RFC 3339 text.
    """
    ordered = sorted(flows, key=lambda each: (each.region, _name(each)))
    events = [event for flow in ordered for event in _events(flow, now)]
    return "".join(f"{json.dumps(event, ensure_ascii=False)}\n" for event in events)


def _events(flow: Flow, now: str) -> Iterator[Json]:
    yield _event("JobEvent", flow, flow.changed or now)
    last = flow.last
    if last is not None and last.time and last.status in STATES:
        seed = f"{_namespace_of(flow)}/{_name(flow)}/{last.time}"
        run = {"runId": str(uuid.uuid5(uuid.NAMESPACE_URL, seed))}
        yield {
            "eventType": STATES[last.status],
            "run": run,
            **_event("RunEvent", flow, last.time),
        }


def _event(kind: str, flow: Flow, time: str) -> Json:
    return {
        "eventTime": time,
        "producer": PRODUCER,
        "schemaURL": f"{_EVENTS}/{kind}",
        "job": {
            "namespace": _namespace_of(flow),
            "name": _name(flow),
            "facets": {
                "jobType": _facet(
                    _JOB_TYPE,
                    processingType="STREAMING" if flow.trigger == "Event" else "BATCH",
                    integration="APPFLOW",
                    jobType="FLOW",
                ),
                "appflow_flow": _facet(f"{_EVENTS}/JobFacet", **_of_ours(flow)),
            },
        },
        "inputs": [_dataset(flow.source)],
        "outputs": [
            {**_dataset(each), "facets": _facets(flow.source, flow.lineage)}
            for each in flow.destinations
        ],
    }


def _of_ours(flow: Flow) -> Json:
    """What OpenLineage has no word for."""
    return {
        "trigger": flow.trigger or ON_DEMAND,
        "runs": flow.when,
        "inactive": flow.inactive,
        "allOtherFields": flow.lineage.everything,
        "excludedFields": list(flow.lineage.excluded),
        "maskedFields": list(flow.lineage.masked),
    }


def _facet(schema: str, **members: Any) -> Json:
    return {"_producer": PRODUCER, "_schemaURL": schema, **members}


def _namespace_of(flow: Flow) -> str:
    return f"appflow://{flow.region}" if flow.region else "appflow"


def _name(flow: Flow) -> str:
    return flow.flow_name or flow.name


def _dataset(of: Dataset) -> Json:
    scheme = re.sub(r"[^a-z0-9]+", "-", of.system.connector.lower()).strip("-") or "appflow"
    name = of.name
    if name == WHOLE:
        name = "/" if scheme == "s3" else of.system.connector
    return {"namespace": f"{scheme}://{of.system.account}", "name": name}


def _facets(source: Dataset, known: Lineage) -> Json:
    fields = {
        column.name: {"inputFields": [_direct(source, each) for each in column.inputs]}
        for column in known.columns
    }
    conditions = [
        {**_dataset(source), "field": field, "transformations": [_INDIRECT]}
        for field in known.conditions
    ]
    lineage = _facet(
        _COLUMN_LINEAGE, fields=fields, **({"dataset": conditions} if conditions else {})
    )
    if known.everything or not known.columns:
        return {"columnLineage": lineage}
    schema = _facet(_SCHEMA, fields=[{"name": each.name} for each in known.columns])
    return {"columnLineage": lineage, "schema": schema}


_INDIRECT: Json = {"type": "INDIRECT", "subtype": "FILTER", "masking": False}


def _direct(source: Dataset, of: Input) -> Json:
    done: Json = {
        "type": "DIRECT",
        "subtype": "TRANSFORMATION" if of.steps else "IDENTITY",
        "masking": of.masked,
    }
    if of.steps:
        done["description"] = ", ".join(of.steps)
    return {**_dataset(source), "field": of.field, "transformations": [done]}
