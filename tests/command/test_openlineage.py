"""
Events of OpenLineage: their form, and the lineage in them.

The schema is what the specification 2-0-2 requires of the events and facets that are written here, in our words.
"""

import json
from dataclasses import replace
from typing import Any

import pytest

from appflow_command.graph.lineage import lineage_of
from appflow_command.graph.model import WHOLE, Dataset, LastRun, System
from appflow_command.graph.openlineage import STATES, as_openlineage
from appflow_provider.shapes.run import ExecutionStatus
from tests.command.previews import mapped, mask, no_null
from tests.command.test_graph_drawing import CRM, LAKE, ORDERS, fleet
from tests.command.test_graph_lineage import MERGED
from tests.programs import MAP_ALL

NOW = "2031-01-01T00:00:00Z"


def _object(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


TEXT = {"type": "string"}
URI = {"type": "string", "format": "uri", "pattern": "^https://"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}


def _facet(*required: str, **properties: Any) -> dict[str, Any]:
    return _object(
        "_producer", "_schemaURL", *required, _producer=URI, _schemaURL=URI, **properties
    )


TRANSFORMATION = _object(
    *("type", "masking"),
    type={"enum": ["DIRECT", "INDIRECT"]},
    subtype={"enum": ["IDENTITY", "TRANSFORMATION", "FILTER"]},
    description=TEXT,
    masking={"type": "boolean"},
)
INPUT = _object(
    *("namespace", "name", "field"),
    namespace={**TEXT, "minLength": 1},
    name={**TEXT, "minLength": 1},
    field=TEXT,
    transformations={"type": "array", "items": TRANSFORMATION},
)
INPUTS = {"type": "array", "items": INPUT}
COLUMN = _object("inputFields", inputFields=INPUTS)
DATASET = _object(
    *("namespace", "name"),
    namespace={**TEXT, "minLength": 1},
    name={**TEXT, "minLength": 1},
    facets=_object(
        columnLineage=_facet(
            "fields", fields={"type": "object", "additionalProperties": COLUMN}, dataset=INPUTS
        ),
        schema=_facet(fields={"type": "array", "items": _object("name", name=TEXT)}),
    ),
)
JOB = _object(
    *("namespace", "name"),
    namespace={**TEXT, "minLength": 1},
    name={**TEXT, "minLength": 1},
    facets=_object(
        "jobType",
        jobType=_facet(
            *("processingType", "integration"),
            processingType={"enum": ["BATCH", "STREAMING"]},
            integration=TEXT,
        ),
        appflow_flow=_facet(),
    ),
)
EVENT = _object(
    *("eventTime", "producer", "schemaURL", "job"),
    eventTime=TIME,
    producer=URI,
    schemaURL=URI,
    job=JOB,
    inputs={"type": "array", "items": DATASET},
    outputs={"type": "array", "items": DATASET},
)
JOB_EVENT = {**EVENT, "not": {"required": ["run"]}}
RUN_EVENT = {
    "allOf": [
        EVENT,
        _object(
            *("run", "eventType"),
            run=_object("runId", runId={"type": "string", "pattern": r"^[0-9a-f-]{36}$"}),
            eventType={"enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]},
        ),
    ]
}
SCHEMAS = {"JobEvent": JOB_EVENT, "RunEvent": RUN_EVENT}


def events(*flows: Any) -> list[dict[str, Any]]:
    import jsonschema  # late: it takes seconds, and each process collects this module

    found = [json.loads(line) for line in as_openlineage(flows, NOW).splitlines()]
    for each in found:
        jsonschema.validate(each, SCHEMAS[each["schemaURL"].rpartition("/")[2]])
    return found


def test_a_field_says_where_it_comes_from_and_whether_it_is_masked() -> None:
    tasks = [mapped("Phone", "Tel"), mask("Phone"), MERGED, mapped("Name"), mapped("Id")]
    (event,) = events(replace(ORDERS, lineage=lineage_of([*tasks, no_null("Id")])))
    (output,) = event["outputs"]
    lineage = output["facets"]["columnLineage"]
    (tel,) = lineage["fields"]["Tel"]["inputFields"]
    assert tel == {
        "namespace": "salesforce://crm",
        "name": "Order",
        "field": "Phone",
        "transformations": [
            {
                "type": "DIRECT",
                "subtype": "TRANSFORMATION",
                "masking": True,
                "description": "Mask",
            }
        ],
    }
    (identity,) = lineage["fields"]["Id"]["inputFields"]
    assert identity["transformations"] == [
        {"type": "DIRECT", "subtype": "IDENTITY", "masking": False}
    ]
    assert [each["field"] for each in lineage["fields"]["Name"]["inputFields"]] == ["First", "Last"]
    (condition,) = lineage["dataset"]
    assert condition["field"] == "Id"
    assert condition["transformations"] == [
        {"type": "INDIRECT", "subtype": "FILTER", "masking": False}
    ]
    assert [each["name"] for each in output["facets"]["schema"]["fields"]] == ["Id", "Name", "Tel"]


def test_datasets_of_s3_are_called_as_openlineage_calls_them() -> None:
    whole = replace(ORDERS, source=Dataset(LAKE, WHOLE), destinations=(Dataset(CRM, WHOLE),))
    (event,) = events(whole)
    (read,), (written,) = event["inputs"], event["outputs"]
    assert read == {"namespace": "s3://lake", "name": "/"}
    assert (written["namespace"], written["name"]) == ("salesforce://crm", "Salesforce")
    (event,) = events(replace(ORDERS, source=Dataset(System("My CRM!"), "x")))
    assert event["inputs"] == [{"namespace": "my-crm://", "name": "x"}]


def test_a_flow_of_all_fields_claims_no_whole_schema() -> None:
    (event,) = events(replace(ORDERS, lineage=lineage_of([MAP_ALL, mask("Phone")])))
    (output,) = event["outputs"]
    assert output["facets"].keys() == {"columnLineage"}
    assert list(output["facets"]["columnLineage"]["fields"]) == ["Phone"]
    assert event["job"]["facets"]["appflow_flow"]["allOtherFields"] is True


def test_each_status_of_a_run_that_has_begun_has_a_state() -> None:
    assert set(STATES) == {each.value for each in ExecutionStatus}


@pytest.mark.parametrize(("status", "state"), STATES.items())
def test_the_latest_run_is_an_event_of_its_own(status: str, state: str) -> None:
    last = LastRun(status, "2031-02-02T00:00:00Z")
    of = replace(ORDERS, region="eu-west-1", flow_name="orders-1", last=last)
    job, run = events(of)
    assert (run["eventType"], run["eventTime"]) == (state, last.time)
    assert job["job"] == run["job"]
    assert (job["job"]["namespace"], job["job"]["name"]) == ("appflow://eu-west-1", "orders-1")
    assert events(of) == [job, run]
    (other,) = events(replace(of, last=replace(last, status="New")))
    assert other == job


def test_time_is_that_of_the_definition_or_the_given_one() -> None:
    changed = replace(ORDERS, name="b", changed="2030-05-05T05:05:05Z")
    assert [each["eventTime"] for each in events(changed, ORDERS)] == [changed.changed, NOW]
    assert len(events(*fleet(200))) == 200
    assert as_openlineage(fleet(50), NOW) == as_openlineage(fleet(50)[::-1], NOW)
