"""Runs as part of a deployment, and a custom connector with a login on it, with the real engine."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import Emulator
from tests.e2e.programs import FLOW
from tests.e2e.stack import Stack, wait_for

_SCHEDULE = FLOW[FLOW.index("    trigger_config=") : FLOW.index("    tasks=")]
RUN = (
    FLOW.replace(_SCHEDULE, '    trigger_config={"trigger_type": "OnDemand"},\n')
    + """
run = appflow.FlowRun(
    "backfill", flow_name=flow.flow_name, triggers={"on": config.get("on") or "first", "deep": {"n": [1, 2]}}
)
pulumi.export("records", run.records_processed)
"""
)
SLICES = 3
BACKFILL = (
    FLOW
    + f"""
run = appflow.FlowRun(
    "again",
    flow_name=flow.flow_name,
    window={{
        "field": "updated",
        "start_time": "2031-01-01T00:00:00Z",
        "end_time": "2031-04-01T00:00:00Z",
        "slices": {SLICES},
    }},
    triggers={{"why": "repair", "attempt": 1, "of": {{"team": "sales", "day": "Monday"}}, "who": "me"}},
)
pulumi.export("slices", run.slices_done)
"""
)
CONNECTOR = """
connector = appflow.Connector(
    "hubspot",
    connector_label="HubSpot",
    connector_provisioning_config={
        "lambda_": {"lambda_arn": "arn:aws:lambda:eu-west-1:123456789012:function:hubspot"},
    },
)
appflow.ConnectorProfile(
    "login",
    connector_profile_name="login",
    connector_type="CustomConnector",
    connector_label=connector.connector_label,
    connection_mode="Public",
    connector_profile_config={
        "connector_profile_properties": {"custom_connector": {}},
        "connector_profile_credentials": {
            "custom_connector": {"authentication_type": "APIKEY", "api_key": {"api_key": "made-up"}},
        },
    },
)
"""


def runs(emulator: Emulator) -> list[Any]:
    found: list[Any] = emulator.client().describe_flow_execution_records(flowName="orders")[
        "flowExecutions"
    ]
    return found


def test_a_flow_runs_with_the_deployment_and_again_when_triggers_change(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    made = stack(RUN + CONNECTOR)
    made.up()
    (first,) = runs(emulator)
    outputs = made.resources()["backfill"]["outputs"]
    assert outputs["executionId"] == first["executionId"]
    assert outputs["executionStatus"] == "Successful"
    (connector,) = emulator.client().list_connectors()["connectors"]
    assert connector["connectorLabel"] == "HubSpot"
    assert made.preview()["backfill"] == "same"
    made.refresh("--expect-no-changes")

    made.configure({"on": "second"})
    assert made.up()["replaced"] == 1
    assert len(runs(emulator)) == 2
    made.destroy()
    assert emulator.names() == set()
    assert emulator.client().list_connectors()["connectors"] == []


def test_a_run_that_fails_or_is_cancelled_fails_the_deployment_and_runs_again_with_the_next(
    stack: Callable[..., Stack], emulator: Emulator
) -> None:
    emulator.control("POST", "assumptions", {"run_status": "Error"})
    made = stack(RUN)
    printed = made.run("up", "--yes", "--skip-preview", fails=True)
    (failed,) = runs(emulator)
    assert (
        f"running flow orders in eu-west-1: the run {failed['executionId']} ended as Error"
        in printed
    )
    assert "Traceback" not in printed

    # Ctrl-C in the middle of the next one cancels it.
    emulator.control("DELETE", "assumptions")
    emulator.control("POST", "assumptions", {"run_in_progress_describes": 10_000})
    made.interrupted(lambda: len(runs(emulator)) == 2)
    emulator.control("DELETE", "assumptions")
    cancelled, _ = runs(emulator)
    assert cancelled["executionStatus"] in {"CancelStarted", "Canceled"}

    made.up()
    statuses = [run["executionStatus"] for run in runs(emulator)]
    assert statuses == ["Successful", "Canceled", "Error"]


@pytest.mark.parametrize("front", ["plugin"], indirect=True)
def test_a_backfill_killed_twice_reads_each_slice_once_and_leaves_no_copy(
    stack: Callable[..., Stack], emulator: Emulator, front: str
) -> None:
    made = stack(BACKFILL)
    told = made.run("preview")
    assert f"orders is read again in {SLICES} runs of a temporary copy, orders-backfill-" in told
    copy = next(word for word in told.split() if word.startswith("orders-backfill-"))[:-1]
    held = {"operation": "DescribeFlowExecutionRecords", "kind": "timeout"}
    for after in (2, 4):
        emulator.control("POST", "faults", [{**held, "after": after}])
        running = made.begun("up", "--yes", "--skip-preview")
        wait_for(lambda: emulator.control("GET", "faults")["rules"][0]["fired"] == 1)
        os.killpg(running.pid, signal.SIGKILL)
        made.kill()
        assert copy in emulator.names()  # as the preview said
        running.communicate(timeout=60)
        emulator.control("DELETE", "faults")
        made.run("cancel", "--yes")
    made.up()
    assert emulator.names() == {"orders"}
    assert made.resources()["again"]["outputs"]["slicesDone"] == SLICES
    called = emulator.control("GET", "calls")["counts"]
    assert (called["StartFlow"], called["CreateFlow"]) == (SLICES, 2)  # the flow, and one copy
    made.up("--expect-no-changes")
    made.refresh("--expect-no-changes")
    made.destroy()
