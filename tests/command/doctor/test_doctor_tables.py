"""What the rules and the screen of the doctor look up: sizes, statuses, operations, and where a program says things."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from appflow_command.doctor.facts import SCHEDULED, Bucket, Fact, Fleet, Flow, Run
from appflow_command.doctor.judging import judge
from appflow_command.doctor.program import of_preview, of_stack
from appflow_command.doctor.rules.runs import _RECORDS, _SIZES
from appflow_command.doctor.screen import STATES, as_table, state_of
from tests.command import previews
from tests.command.doctor import fleets
from tests.command.doctor.test_doctor_program import Found
from tests.stories import backend

NOW = datetime(2031, 1, 1, tzinfo=timezone.utc)
FINE = Run("Successful", NOW, NOW, records=1, bytes=1)


def rules(flow: Flow, *more: Flow) -> set[str]:
    """The rules that a fleet breaks."""
    found = judge(Fleet("region x", frozenset(Fact), NOW, [flow, *more])).findings
    return {each.rule.name for each in found}


def changed(of: Any, member: str, value: Any) -> Any:
    return replace(of, **{member: value})


# The quotas page of the AppFlow user guide.
LIMITS = {
    ("source", "Salesforce", "bytes"): 15 * 1000**3,
    ("destination", "Salesforce", "bytes"): 500 * 1000**2,
    ("source", "Marketo", "bytes"): 1000**3,
    ("destination", "Marketo", "bytes"): 500 * 1000**2,
    ("source", "Amplitude", "bytes"): 25 * 1000**2,
    ("source", "Servicenow", "records"): 100_000,
}


def test_every_limit_of_a_run_is_tested() -> None:
    assert len(LIMITS) == len(_SIZES) + len(_RECORDS)


@pytest.mark.parametrize(("side", "connector", "unit"), LIMITS)
def test_a_run_near_its_limit_is_found(side: str, connector: str, unit: str) -> None:
    most = LIMITS[side, connector, unit]
    for moved, is_found in ((most * 9 // 10, True), (most // 2, False)):
        run = changed(FINE, unit, moved)
        flow = changed(Flow("a", status="Active", last=run, runs=[run]), side, connector)
        assert ("near-run-size" in rules(flow)) == is_found


@pytest.mark.parametrize(
    ("between", "is_failing"), [("Canceled", False), ("Successful", False), ("InProgress", True)]
)
def test_only_a_run_that_is_over_ends_a_row_of_failures(between: str, is_failing: bool) -> None:
    error, other = replace(FINE, status="Error"), replace(FINE, status=between)
    history = [error, other, error, error]
    flow = Flow("a", status="Active", last=error, runs=history)
    assert ("keeps-failing" in rules(flow)) == is_failing


@pytest.mark.parametrize("status", ["Errored", "Deprecated"])
def test_a_flow_that_appflow_has_given_up_is_broken(status: str) -> None:
    assert "broken" in rules(Flow("a", status=status))


@pytest.mark.parametrize(
    ("source", "needs_field"),
    [("Salesforce", True), ("Zendesk", True)]
    + [(each, False) for each in ("S3", "Servicenow", "CustomConnector", "")],
)
def test_incremental_runs_need_a_field_where_the_source_has_no_other_way(
    source: str, needs_field: bool
) -> None:
    definition = {
        "sourceFlowConfig": {"connectorType": source},
        "triggerConfig": {
            "triggerType": SCHEDULED,
            "triggerProperties": {
                "scheduled": {"scheduleExpression": "rate(1hours)", "dataPullMode": "Incremental"}
            },
        },
    }
    flow = Flow("a", trigger=SCHEDULED, source=source, status="Active", definition=definition)
    assert ("incremental-without-field" in rules(flow)) == needs_field


@pytest.mark.parametrize(
    ("operation", "is_found"),
    [("INSERT", False), ("UPSERT", True), ("UPDATE", True), ("DELETE", True)],
)
def test_two_flows_with_one_object_meet_only_if_both_change_records(
    operation: str, is_found: bool
) -> None:
    end = {
        "connectorType": "Salesforce",
        "connectorProfileName": "crm",
        "destinationConnectorProperties": {
            "salesforce": {"object": "Order", "writeOperationType": operation}
        },
    }
    both = [Flow(name, definition={"destinationFlowConfigList": [end]}) for name in "ab"]
    assert ("same-records" in rules(*both)) == is_found


def test_a_flow_into_upsolver_writes_to_a_bucket() -> None:
    properties = {"bucketName": "upsolver-appflow-x", "bucketPrefix": "in"}
    ends = [
        {
            "connectorType": kind,
            "destinationConnectorProperties": {key: properties},
        }
        for kind, key in (("Upsolver", "upsolver"), ("S3", "s3"))
    ]
    same = [
        Flow("a", region, definition={"destinationFlowConfigList": [end]})
        for region, end in zip("xy", ends, strict=True)
    ]
    assert "same-keys" in rules(*same)


@pytest.mark.parametrize(
    ("key", "is_open"),
    [("aws:PrincipalOrgID", True)]
    + [
        (f"aws:{each}", False)
        for each in ("SourceAccount", "sourcearn", "SourceOrgID", "SourceOrgPaths")
    ],
)
def test_a_condition_on_the_source_closes_a_bucket_to_other_accounts(
    key: str, is_open: bool
) -> None:
    policy = fleets.policy({"StringLike": {key: "x"}})
    fleet = Fleet("stack", frozenset(Fact), NOW, buckets=[Bucket("lake", policy)])
    found = {each.rule.name for each in judge(fleet).findings}
    assert ("bucket-open-to-accounts" in found) == is_open


@pytest.mark.parametrize("written", [json.dumps, lambda policy: policy], ids=["text", "value"])
@pytest.mark.parametrize(
    ("kind", "member"),
    [
        ("aws:s3/bucketPolicy:BucketPolicy", "policy"),
        ("aws-native:s3:BucketPolicy", "policyDocument"),
    ],
)
def test_a_bucket_policy_is_read_from_both_packages_for_aws(
    kind: str, member: str, written: Any
) -> None:
    policy = fleets.policy(None)
    inputs = {"bucket": "lake", member: written(policy)}
    resource = {"urn": f"urn:pulumi:dev::shop::{kind}::lake", "type": kind, "inputs": inputs}
    stack = {"version": 3, "deployment": {"resources": [resource]}}
    assert of_stack(stack, "stack", NOW).buckets == [Bucket("lake", policy)]


@pytest.mark.parametrize(
    ("operation", "stays"),
    [(each, True) for each in ("same", "create", "update", "create-replacement", "replace")]
    + [(each, False) for each in ("delete", "delete-replaced", "remove-pending-replace")],
)
def test_a_preview_has_what_its_deployment_leaves(operation: str, stays: bool) -> None:
    flow = previews.flow(previews.mapped("Id"))
    gone = previews.step(operation, before=flow, after=flow if stays else None)
    found = of_preview(previews.preview(gone), "preview", NOW).flows
    assert bool(found) == stays


def test_a_flow_that_is_being_deleted_is_not_there(found: Found) -> None:
    record = fleets.flow("copied")
    record.status, record.tags = "Deleted", {}
    assert backend.memory().flows["copied"] is record
    assert found() == []


FLOWS = {
    "failed": [
        Flow("a", status="Active", last=replace(FINE, status="Error")),
        *(Flow("a", status=each) for each in ("Errored", "Deprecated", "Deleted")),
    ],
    "reads nothing": [Flow("a", status="Active", runs=[replace(FINE, records=0)])],
    "suspended": [Flow("a", status="Suspended")],
    "never activated": [Flow("a", status="Draft")],
    "ok": [Flow("a", status="Active", runs=[FINE]), Flow("a", status="Active")],
    "declared": [Flow("a")],
}


def test_every_state_of_the_screen_is_tested() -> None:
    assert tuple(FLOWS) == STATES


@pytest.mark.parametrize("state", FLOWS)
def test_the_screen_says_what_a_flow_does(state: str) -> None:
    assert [state_of(each) for each in FLOWS[state]] == [state] * len(FLOWS[state])


def test_the_screen_has_the_cost_of_a_flow_in_dollars() -> None:
    schedule = {"scheduleExpression": "rate(1hours)"}
    trigger = {"triggerType": SCHEDULED, "triggerProperties": {"scheduled": schedule}}
    run = replace(FINE, bytes=10 * 1000**3, ended=NOW + timedelta(minutes=1))
    flow = Flow(
        "a",
        trigger=SCHEDULED,
        status="Active",
        last=run,
        runs=[run],
        definition={"triggerConfig": trigger},
    )
    head, row = as_table(Fleet("region x", frozenset(Fact), NOW, [flow]))
    assert head.split("  ")[-1].strip() == "USD/month"
    assert float(row.split()[-1].replace(",", "")) > 0
