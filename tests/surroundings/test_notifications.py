"""What `on_run_failed` and `on_deactivated` register, given to EventBridge: the emulator's events reach the queue of the flows they name."""

import json
from typing import Any

import pulumi
import pytest

from appflow_emulator import clock
from pulumi_appflow import monitoring, policies
from tests.api_requests import REGION, on_schedule
from tests.api_requests import flow as requested
from tests.emulator.conftest import local, surroundings  # noqa: F401
from tests.emulator.test_emulator_moving import NOON, ended
from tests.programs import ACCOUNT

QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:told"


@pytest.fixture
def told(aws, run, local):  # noqa: F811
    """Deploys what a program registers to the emulator. Returns what then arrives in the queue."""
    sqs, events, s3 = local("sqs"), local("events"), local("s3", region_name="us-east-1")
    url = sqs.create_queue(QueueName="told")["QueueUrl"]
    policy = json.dumps(policies.document(policies.queue_statement(QUEUE)))
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    for bucket in ("orders-in", "orders-out"):
        s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket="orders-in", Key="daily/a.csv", Body=b"Id\n1\n")

    def deployed(program):
        made = run(program)
        targets = made.of("EventTarget")
        for name, rule in made.of("EventRule").items():
            events.put_rule(Name=name, EventPattern=rule["eventPattern"])
            events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": targets[name]["arn"]}])
        return read

    def read():
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        details = [json.loads(each["Body"]) for each in got]
        return [(each["detail-type"], each["detail"]["flow-name"]) for each in details]

    return deployed


def test_a_failed_run_of_a_named_flow_is_told_and_no_other(told, local) -> None:  # noqa: F811
    read = told(lambda: monitoring.on_run_failed("failed", ["orders", "returns"], QUEUE) and None)
    client, s3 = local(), local("s3", region_name="us-east-1")
    for name in ("orders", "others"):
        client.create_flow(**requested(flowName=name))
        assert ended(client, name)["executionStatus"] == "Successful"
    assert read() == []
    for each in s3.list_objects_v2(Bucket="orders-out")["Contents"]:
        s3.delete_object(Bucket="orders-out", Key=each["Key"])
    s3.delete_bucket(Bucket="orders-out")
    for name in ("orders", "others"):
        assert ended(client, name)["executionStatus"] == "Error"
    assert read() == [("AppFlow End Flow Run Report", "orders")]


def test_a_deactivated_flow_is_told_and_no_other(told, local) -> None:  # noqa: F811
    read = told(lambda: monitoring.on_deactivated("off", ["orders"], QUEUE) and None)
    client, s3 = local(), local("s3", region_name="us-east-1")
    clock.freeze(NOON)
    hourly = on_schedule("rate(1hours)", flowErrorDeactivationThreshold=2)
    s3.delete_bucket(Bucket="orders-out")
    for name in ("orders", "others"):
        client.create_flow(**requested(flowName=name, triggerConfig=hourly))
        client.start_flow(flowName=name)
    clock.advance(5 * 3_600)
    for name in ("orders", "others"):
        assert client.describe_flow(flowName=name)["flowStatus"] == "Suspended"
    assert read() == [("AppFlow Scheduled Flow Deactivated", "orders")]


def test_names_that_do_not_fit_into_one_pattern_get_further_rules(aws, run) -> None:
    names = [f"{number:03d}-{'x' * 250}" for number in range(40)]
    made = run(lambda: monitoring.on_run_failed("failed", names, QUEUE) and None)
    patterns = {name: each["eventPattern"] for name, each in made.of("EventRule").items()}
    assert [*sorted(patterns)] == ["failed", "failed-2", "failed-3"]
    assert max(map(len, patterns.values())) <= 4096
    listed = [
        name
        for key in sorted(patterns)
        for name in json.loads(patterns[key])["detail"]["flow-name"]
    ]
    assert listed == names


def test_two_hundred_flows_of_a_mirror_fit(appflow, aws, mirror, run) -> None:
    def program() -> None:
        crm = mirror("crm", [f"Object{number}" for number in range(200)], "exports", "lake")
        monitoring.on_run_failed("failed", [crm], QUEUE)

    patterns = [each["eventPattern"] for each in run(program).of("EventRule").values()]
    assert sum(len(json.loads(each)["detail"]["flow-name"]) for each in patterns) == 200
    assert len(patterns) == 2


def test_names_that_are_longer_than_expected_are_refused_with_the_way_out(aws, run, flow) -> None:
    def program() -> None:
        flows = [
            flow(f"f{n}", "a-1", "b-1", flow_name=pulumi.Output.from_input("x" * 2500))
            for n in range(2)
        ]
        monitoring.on_run_failed("failed", flows, QUEUE)

    with pytest.raises(pulumi.RunError, match=r"takes 4096: pass the flows in several calls"):
        run(program)


@pytest.mark.parametrize("days", [0, 8, True, "1"])
def test_an_alarm_is_over_one_to_seven_days(aws, run, days) -> None:
    def program() -> None:
        with pytest.raises((TypeError, ValueError), match="days must be"):
            monitoring.on_no_records("idle", ["orders"], QUEUE, days=days)

    run(program)


def test_an_alarm_tells_of_days_without_a_record(aws, run, local) -> None:  # noqa: F811
    made = run(lambda: monitoring.on_no_records("idle", ["orders"], QUEUE, days=2) and None)
    (given,) = made.of("MetricAlarm").values()
    cloudwatch = local("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="idle",
        **{
            name[0].upper() + name[1:]: value for name, value in given.items() if name not in OTHERS
        },
        Period=int(given["period"]),
        EvaluationPeriods=int(given["evaluationPeriods"]),
        Dimensions=[{"Name": name, "Value": value} for name, value in given["dimensions"].items()],
    )
    (alarm,) = cloudwatch.describe_alarms()["MetricAlarms"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (
        "AWS/AppFlow",
        "FlowExecutionRecordsProcessed",
    )
    assert (alarm["Period"], alarm["EvaluationPeriods"]) == (86_400, 2)
    assert (alarm["TreatMissingData"], alarm["Threshold"]) == ("breaching", 1)


OTHERS = {"dimensions", "period", "evaluationPeriods"}


@pytest.mark.parametrize("call", [monitoring.on_no_records, monitoring.on_run_failed])
def test_flows_are_a_list(aws, run, call) -> None:
    def program() -> None:
        wrong: Any
        for wrong in ("orders", [], None):
            with pytest.raises(TypeError, match="flows must be a list"):
                call("told", wrong, QUEUE)

    run(program)


def test_an_alarm_needs_the_name_of_each_flow(appflow, aws, run, mirror) -> None:
    def program() -> None:
        crm = mirror("crm", ["Order*"], "exports", "lake", schemas="schemas")
        with pytest.raises(ValueError, match="its objects are a pattern"):
            monitoring.on_no_records("idle", [crm], QUEUE)

    if appflow.__name__ == "pulumi_appflow":  # the other front looks the objects up
        run(program)
