"""Runs are recorded, and say that no data was moved."""

from datetime import datetime, timezone

from appflow_emulator import assume, clock
from tests.api_requests import flow

NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)


def records(appflow, **more):
    return appflow.describe_flow_execution_records(flowName="orders", **more)["flowExecutions"]


def test_a_run_is_in_progress_for_one_read_and_then_says_that_it_moved_no_data(appflow) -> None:
    clock.freeze(NOON)
    appflow.create_flow(**flow())
    assert "lastRunExecutionDetails" not in appflow.describe_flow(flowName="orders")
    started = appflow.start_flow(flowName="orders")
    assert started["flowStatus"] == "Active"
    (run,) = records(appflow)
    assert (run["executionId"], run["executionStatus"]) == (started["executionId"], "InProgress")
    clock.advance(30)
    (run,) = records(appflow)
    assert run["executionStatus"] == "Successful"
    assert run["startedAt"] == NOON
    assert (run["lastUpdatedAt"] - NOON).total_seconds() == 30
    said = "The emulator recorded this run and moved no data."
    assert run["executionResult"] == {
        "bytesProcessed": 0,
        "bytesWritten": 0,
        "recordsProcessed": 0,
        "errorInfo": {"putFailuresCount": 0, "executionMessage": said},
    }
    assert appflow.describe_flow(flowName="orders")["lastRunExecutionDetails"] == {
        "mostRecentExecutionMessage": said,
        "mostRecentExecutionStatus": "Successful",
        "mostRecentExecutionTime": NOON,
    }
    assert "lastRunExecutionDetails" in appflow.list_flows()["flows"][0]


def test_a_successful_run_can_have_no_message_like_the_service(appflow) -> None:
    clock.freeze(NOON)
    appflow.create_flow(**flow())
    appflow.start_flow(flowName="orders")
    with assume(run_notes="as_the_service", run_in_progress_describes=0):
        (run,) = records(appflow)
        assert run["executionStatus"] == "Successful"
        assert "errorInfo" not in run["executionResult"]
        assert appflow.describe_flow(flowName="orders")["lastRunExecutionDetails"] == {
            "mostRecentExecutionStatus": "Successful",
            "mostRecentExecutionTime": NOON,
        }


def test_a_failed_run_always_has_a_message(appflow) -> None:
    appflow.create_flow(**flow())
    appflow.start_flow(flowName="orders")
    with assume(run_notes="as_the_service", run_in_progress_describes=0, run_status="Error"):
        (run,) = records(appflow)
        last = appflow.describe_flow(flowName="orders")["lastRunExecutionDetails"]
    said = run["executionResult"]["errorInfo"]["executionMessage"]
    assert said == last["mostRecentExecutionMessage"]
    assert "as configured in the emulator" in said


def test_a_run_can_be_made_to_fail(appflow) -> None:
    appflow.create_flow(**flow())
    with assume(run_in_progress_describes=0, run_status="Error"):
        appflow.start_flow(flowName="orders")
        (run,) = records(appflow)
    assert run["executionStatus"] == "Error"
    assert "moved no data" in run["executionResult"]["errorInfo"]["executionMessage"]


def test_the_newest_run_comes_first_and_pages_go_back_in_time(appflow) -> None:
    appflow.create_flow(**flow())
    ids = [appflow.start_flow(flowName="orders")["executionId"] for _ in range(3)]
    assert [run["executionId"] for run in records(appflow)] == ids[::-1]
    answer = appflow.describe_flow_execution_records(flowName="orders", maxResults=2)
    rest = records(appflow, nextToken=answer["nextToken"])
    assert [run["executionId"] for run in rest] == ids[:1]


def test_records_can_lag_behind(appflow) -> None:
    appflow.create_flow(**flow())
    with assume(records_hidden_describes=1):
        appflow.start_flow(flowName="orders")
        assert records(appflow) == []
        assert len(records(appflow)) == 1


def test_the_records_can_lack_only_the_newest_run(appflow) -> None:
    appflow.create_flow(**flow())
    first = appflow.start_flow(flowName="orders")["executionId"]
    assert [run["executionId"] for run in records(appflow)] == [first]
    with assume(records_hidden_describes=1):
        second = appflow.start_flow(flowName="orders")["executionId"]
        assert [run["executionId"] for run in records(appflow)] == [first]
        assert [run["executionId"] for run in records(appflow)] == [second, first]


def last_run_of(answer):
    return answer.get("lastRunExecutionDetails", {}).get("mostRecentExecutionTime")


def test_the_last_run_of_a_description_can_lag_behind(appflow) -> None:
    clock.freeze(NOON)
    appflow.create_flow(**flow())
    with assume(last_run_hidden_describes=2):
        appflow.start_flow(flowName="orders")
        assert last_run_of(appflow.describe_flow(flowName="orders")) is None
        assert last_run_of(appflow.list_flows()["flows"][0]) is None
        assert last_run_of(appflow.describe_flow(flowName="orders")) == NOON
        clock.advance(60)
        appflow.start_flow(flowName="orders")
        seen = [last_run_of(appflow.describe_flow(flowName="orders")) for _ in range(3)]
    assert [(moment - NOON).total_seconds() for moment in seen] == [0, 0, 60]


def test_a_run_in_progress_is_canceled_and_other_ids_are_returned_as_invalid(appflow) -> None:
    appflow.create_flow(**flow())
    run = appflow.start_flow(flowName="orders")["executionId"]
    answer = appflow.cancel_flow_executions(flowName="orders", executionIds=[run, "unknown"])
    assert answer["invalidExecutions"] == ["unknown"]
    assert records(appflow)[0]["executionStatus"] == "CancelStarted"
    assert records(appflow)[0]["executionStatus"] == "Canceled"
    answer = appflow.cancel_flow_executions(flowName="orders", executionIds=[run])
    assert answer["invalidExecutions"] == [run]
    second = appflow.start_flow(flowName="orders")["executionId"]
    assert appflow.cancel_flow_executions(flowName="orders")["invalidExecutions"] == []
    assert records(appflow)[0]["executionId"] == second
    assert records(appflow)[0]["executionStatus"] == "Canceled"


def test_the_quota_of_concurrent_runs_is_enforced(appflow, refused) -> None:
    appflow.create_flow(**flow())
    with assume(concurrent_run_quota=1):
        appflow.start_flow(flowName="orders")
        refused("ServiceQuotaExceededException", appflow.start_flow, flowName="orders")
        records(appflow)
        records(appflow)
        appflow.start_flow(flowName="orders")


def test_deleting_a_flow_deletes_its_runs(appflow) -> None:
    appflow.create_flow(**flow())
    appflow.start_flow(flowName="orders")
    appflow.delete_flow(flowName="orders")
    appflow.create_flow(**flow())
    assert records(appflow) == []
