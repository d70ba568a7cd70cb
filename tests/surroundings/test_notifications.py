"""What `monitoring` registers, given to EventBridge and CloudWatch: the emulator's events and metrics reach the flows they name."""

import json
from datetime import timedelta
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
from tests.surroundings.deployed import KINDS, deploy, differences

QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:told"


@pytest.fixture
def told(aws, run, local):  # noqa: F811
    """Deploys what a program registers to the emulator. Returns what then arrives in the queue."""
    sqs, s3 = local("sqs"), local("s3", region_name="us-east-1")
    url = sqs.create_queue(QueueName="told")["QueueUrl"]
    policy = json.dumps(policies.document(policies.queue_statement(QUEUE)))
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    for bucket in ("orders-in", "orders-out"):
        s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket="orders-in", Key="daily/a.csv", Body=b"Id\n1\n")

    def deployed(program):
        deploy(run(program), local)
        return read

    def read():
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        details = [json.loads(each["Body"]) for each in got]
        return [(each["detail-type"], each["detail"]["flow-name"]) for each in details]

    return deployed


def remove_destination(s3):
    """Let every further run fail."""
    for each in s3.list_objects_v2(Bucket="orders-out").get("Contents", []):
        s3.delete_object(Bucket="orders-out", Key=each["Key"])
    s3.delete_bucket(Bucket="orders-out")


def test_a_failed_run_of_a_named_flow_is_told_and_no_other(told, local) -> None:  # noqa: F811
    read = told(lambda: monitoring.on_run_failed("failed", ["orders", "returns"], QUEUE) and None)
    client, s3 = local(), local("s3", region_name="us-east-1")
    for name in ("orders", "others"):
        client.create_flow(**requested(flowName=name))
        assert ended(client, name)["executionStatus"] == "Successful"
    assert read() == []
    remove_destination(s3)
    for name in ("orders", "others"):
        assert ended(client, name)["executionStatus"] == "Error"
    assert read() == [("AppFlow End Flow Run Report", "orders")]


def test_each_end_of_a_run_is_told_whatever_its_status(told, local) -> None:  # noqa: F811
    read = told(lambda: monitoring.on_run_completed("ended", ["orders"], QUEUE) and None)
    client, s3 = local(), local("s3", region_name="us-east-1")
    for name in ("orders", "others"):
        client.create_flow(**requested(flowName=name))
        assert ended(client, name)["executionStatus"] == "Successful"
    assert read() == [("AppFlow End Flow Run Report", "orders")]
    remove_destination(s3)
    for name in ("orders", "others"):
        assert ended(client, name)["executionStatus"] == "Error"
    assert read() == [("AppFlow End Flow Run Report", "orders")]


def test_a_deactivated_flow_is_told_and_no_other(told, local) -> None:  # noqa: F811
    read = told(lambda: monitoring.on_deactivated("off", ["orders"], QUEUE) and None)
    client, s3 = local(), local("s3", region_name="us-east-1")
    clock.freeze(NOON)
    hourly = on_schedule("rate(1hours)", flowErrorDeactivationThreshold=2)
    remove_destination(s3)
    for name in ("orders", "others"):
        client.create_flow(**requested(flowName=name, triggerConfig=hourly))
        client.start_flow(flowName=name)
    clock.advance(5 * 3_600)
    for name in ("orders", "others"):
        assert client.describe_flow(flowName=name)["flowStatus"] == "Suspended"
    assert read() == [("AppFlow Scheduled Flow Deactivated", "orders")]


def test_aws_takes_all_that_stands_around_a_fleet_and_tells_of_each_of_its_runs_that_fails(
    appflow,
    flow,
    mirror,
    told,
    engine,
    local,  # noqa: F811
) -> None:
    key = local("kms").create_key()["KeyMetadata"]["Arn"]
    secret = local("secretsmanager").create_secret(Name="crm", SecretString="{}")["ARN"]
    database = {"database_name": "sales", "role_arn": f"arn:aws:iam::{ACCOUNT}:role/glue"}
    glue = {"glue_data_catalog": {**database, "table_prefix": "crm"}}
    login = {"salesforce": {"refresh_token": "r", "client_credentials_arn": secret}}
    given: Any = {"account": ACCOUNT, "region": REGION, "databases": ["sales"]}

    def program() -> None:
        profile = appflow.ConnectorProfile(
            "crm",
            connector_type="Salesforce",
            connection_mode="Public",
            connector_profile_config={
                "connector_profile_properties": {"salesforce": {}},
                "connector_profile_credentials": login,
            },
        )
        flows = [
            flow(f"f{number}", "orders-in", "orders-out", kms_arn=key) for number in range(3)
        ] + [mirror("fleet", ["a", "b"], "orders-in", "orders-out", metadata_catalog_config=glue)]
        resources = ["orders-in", "orders-out", key, secret]
        targets = {"on_failure": QUEUE, "on_no_records": QUEUE}
        appflow.Surroundings("around", [profile, *flows], resources=resources, **given, **targets)

    read = told(program)
    assert differences(engine, local) == ({*KINDS}, [])
    assert len(engine.of("BucketPolicy")) == 2
    names = {each["dimensions"]["FlowName"] for each in engine.of("MetricAlarm").values()}
    assert len(names) == 5
    client = local()
    remove_destination(local("s3", region_name="us-east-1"))
    for name in [*names, "others"]:
        client.create_flow(**requested(flowName=name))
        assert ended(client, name)["executionStatus"] == "Error"
    assert sorted(read()) == [("AppFlow End Flow Run Report", name) for name in sorted(names)]


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


@pytest.fixture
def alarms(aws, run, local):  # noqa: F811
    """Deploys the alarms of a program to CloudWatch. Returns them as CloudWatch knows them, by name."""

    def deployed(program):
        deploy(run(program), local)
        found = local("cloudwatch").describe_alarms()["MetricAlarms"]
        return {each["AlarmName"]: each for each in found}

    return deployed


def test_an_alarm_tells_of_days_without_a_record(alarms) -> None:
    made = alarms(lambda: monitoring.on_no_records("idle", ["orders"], QUEUE, days=2) and None)
    alarm = made["idle-orders"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (
        "AWS/AppFlow",
        "FlowExecutionRecordsProcessed",
    )
    assert (alarm["Period"], alarm["EvaluationPeriods"]) == (86_400, 2)
    assert (alarm["TreatMissingData"], alarm["Threshold"]) == ("breaching", 1)
    assert (alarm["Statistic"], alarm["ComparisonOperator"]) == ("Sum", "LessThanThreshold")
    assert alarm["AlarmActions"] == [QUEUE]


def test_an_alarm_compares_a_metric_that_runs_of_its_flow_report(alarms, local) -> None:  # noqa: F811
    def program() -> None:
        for metric in monitoring.METRICS:
            monitoring.metric_alarm(metric, ["orders"], metric, threshold=1)
        longest: Any = {"statistic": "Average", "comparison_operator": "GreaterThanThreshold"}
        longest |= {"period": 3_600, "treat_missing_data": "notBreaching"}
        monitoring.metric_alarm("slow", ["orders"], "FlowExecutionTime", threshold=0.5, **longest)

    made = alarms(program)
    slow = made.pop("slow-orders")
    assert (slow["Threshold"], slow["Period"]) == (0.5, 3_600)
    assert (slow["Statistic"], slow["TreatMissingData"]) == ("Average", "notBreaching")
    assert slow["ComparisonOperator"] == "GreaterThanThreshold"
    client, s3, cloudwatch = local(), local("s3", region_name="us-east-1"), local("cloudwatch")
    clock.freeze(NOON)
    for bucket in ("orders-in", "orders-out"):
        s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket="orders-in", Key="daily/a.csv", Body=b"Id\n1\n")
    client.create_flow(**requested(flowName="orders"))
    assert ended(client)["executionStatus"] == "Successful"
    remove_destination(s3)
    assert ended(client)["executionStatus"] == "Error"
    found = {}
    for name, alarm in made.items():
        asked = {key: alarm[key] for key in ("Namespace", "MetricName", "Dimensions", "Period")}
        span = {"StartTime": NOON - timedelta(hours=1), "EndTime": NOON + timedelta(hours=1)}
        statistic = alarm["Statistic"]
        got = cloudwatch.get_metric_statistics(**asked, **span, Statistics=[statistic])
        assert alarm["MetricName"] == name.removesuffix("-orders")
        assert alarm["ActionsEnabled"]
        assert alarm["AlarmActions"] == []
        units = {each["Unit"] for each in got["Datapoints"]}
        assert units == {monitoring.METRICS[alarm["MetricName"]].unit}
        found[alarm["MetricName"]] = sum(each[statistic] for each in got["Datapoints"])
    time = found.pop("FlowExecutionTime")
    assert time >= 0
    assert found == {
        "FlowExecutionsStarted": 2,
        "FlowExecutionsFailed": 1,
        "FlowExecutionsSucceeded": 1,
        "FlowExecutionRecordsProcessed": 2,  # the record of the run that failed too (user guide)
    }


@pytest.mark.parametrize("objects", [["a", "b"], ["a", "b", "a"], ("b", "a")], ids=str)
def test_each_flow_of_a_mirror_has_an_alarm(appflow, aws, mirror, run, objects) -> None:
    def program() -> None:
        crm = mirror("crm", objects, "exports", "lake")
        monitoring.metric_alarm("slow", [crm], "FlowExecutionTime", threshold=60_000, target=QUEUE)

    made = run(program).of("MetricAlarm")
    assert {*made} == {"slow-crm-a", "slow-crm-b"}
    for each in made.values():
        assert (each["statistic"], each["alarmActions"]) == ("Maximum", [QUEUE])


def test_an_object_with_a_bracket_is_no_pattern(appflow, aws, mirror, run) -> None:
    def program() -> None:
        crm = mirror("crm", ["a[1]", "b"], "exports", "lake")
        monitoring.on_no_records("idle", [crm], QUEUE)
        monitoring.on_run_failed("failed", [crm], QUEUE)

    assert {*run(program).of("MetricAlarm")} == {"idle-crm-a[1]", "idle-crm-b"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"metric": "FlowExecutionFailed"},
            (
                "metric must be one of FlowExecutionRecordsProcessed, FlowExecutionTime, FlowExecutionsFailed, "
                "FlowExecutionsStarted, FlowExecutionsSucceeded, not 'FlowExecutionFailed'"
            ),
        ),
        ({"threshold": "1"}, "threshold must be a number, not '1'"),
        ({"statistic": "sum"}, "statistic must be one of Average, .*, not 'sum'"),
        ({"comparison_operator": ">"}, "comparison_operator must be one of .*, not '>'"),
        ({"treat_missing_data": None}, "treat_missing_data must be one of breaching, .*, not None"),
        ({"period": 30}, "period must be 60 or more, not 30"),
        ({"period": 90}, "period must be a multiple of 60 seconds, not 90"),
        ({"evaluation_periods": 0}, "evaluation_periods must be 1 or more"),
        (
            {"evaluation_periods": 289},
            "evaluation_periods must be 288 or less with a period of 300 seconds, not 289",
        ),
        (
            {"period": 3_600, "evaluation_periods": 169},
            "evaluation_periods must be 168 or less with a period of 3600 seconds, not 169",
        ),
    ],
)
def test_what_cloudwatch_would_refuse_is_refused_with_what_it_takes(aws, run, given, words) -> None:
    def program() -> None:
        metric = given.pop("metric", "FlowExecutionsFailed")
        with pytest.raises((TypeError, ValueError), match=words):
            monitoring.metric_alarm("a", ["orders"], metric, **{"threshold": 1, **given})

    run(program)


@pytest.mark.parametrize("call", [monitoring.on_no_records, monitoring.on_run_completed])
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
