"""Runs that move data: from S3 and from samples, into S3, EventBridge, Glue and the store, and what their records tell."""

import io
import json
import sys
from datetime import datetime, timedelta, timezone

import polars
import pytest
from moto.events.models import events_backends

import appflow_emulator
from appflow_emulator import assume, clock
from tests.api_requests import (
    REGION,
    destination,
    flow,
    map_all,
    mapped,
    on_schedule,
    profile,
    projection,
    s3_destination,
    s3_source,
    source,
)
from tests.programs import ACCOUNT

NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)
ACCOUNTS = '{"Id": "1", "Name": "Ann"}\n{"Id": "2", "Name": null}\n'


@pytest.fixture(autouse=True)
def no_samples():
    yield
    appflow_emulator.forget_samples()
    appflow_emulator.forget_schemas()


@pytest.fixture
def samples(tmp_path):
    """Add a folder of samples: text by path."""

    def add(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        appflow_emulator.add_samples(tmp_path)

    return add


@pytest.fixture
def s3(aws):
    client = aws("s3", region_name="us-east-1")
    for bucket in ("orders-in", "orders-out", "errors"):
        client.create_bucket(Bucket=bucket)
    return client


def put(s3, key, text, bucket="orders-in"):
    s3.put_object(Bucket=bucket, Key=key, Body=text.encode())


def objects(s3, bucket="orders-out"):
    """Texts by key."""
    found = s3.list_objects_v2(Bucket=bucket).get("Contents", [])
    return {
        each["Key"]: s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read().decode()
        for each in found
    }


def ended(appflow, name="orders"):
    """Start the flow, and its record when it is over."""
    appflow.start_flow(flowName=name)
    return newest(appflow, name)


def newest(appflow, name="orders"):
    with assume(run_in_progress_describes=0):
        return appflow.describe_flow_execution_records(flowName=name)["flowExecutions"][0]


def to_s3(prefix="landing", **layout):
    return [s3_destination(bucketPrefix=prefix, s3OutputFormatConfig=layout)]


def from_crm(appflow, *tasks, **changes):
    """A flow that reads Salesforce's accounts."""
    appflow.create_connector_profile(**profile())
    fields = [field for task in tasks for field in task["sourceFields"]]
    return flow(
        sourceFlowConfig=source("Salesforce"), tasks=[projection(*fields), *tasks], **changes
    )


# -- S3 to S3


def test_a_run_moves_the_objects_of_its_source_and_its_record_tells_so(appflow, s3) -> None:
    clock.freeze(NOON)
    put(s3, "daily/a.csv", "Id,Name\n1,Ann\n")
    put(s3, "daily/b.csv", "Id,Name\n2,Bo\n")
    put(s3, "weekly/c.csv", "Id,Name\n3,Cy\n")
    appflow.create_flow(**flow(destinationFlowConfigList=to_s3(fileType="JSON")))
    run = ended(appflow)
    ((key, text),) = objects(s3).items()
    assert key == f"landing/orders/{run['executionId']}"
    assert [json.loads(line) for line in text.splitlines()] == [
        {"Id": "1", "Name": "Ann"},
        {"Id": "2", "Name": "Bo"},
    ]
    assert run["executionStatus"] == "Successful"
    assert run["executionResult"] == {
        "bytesProcessed": 14 + 13,
        "bytesWritten": len(text),
        "recordsProcessed": 2,
    }
    last = appflow.describe_flow(flowName="orders")["lastRunExecutionDetails"]
    assert last == {"mostRecentExecutionStatus": "Successful", "mostRecentExecutionTime": NOON}


def test_a_file_of_one_column_has_a_record_a_line_and_all_bytes_are_counted(appflow, s3) -> None:
    # The integration tests of AWS's SDKs for custom connectors: records are lines - 1, one column, 443 bytes, an identity flow
    text = "Id\n" + "".join(f"{number:010d}\n" for number in range(40))
    put(s3, "daily", text)  # the key equals the prefix, as in those tests
    config = to_s3(fileType="CSV", aggregationConfig={"aggregationType": "SingleFile"})
    appflow.create_flow(**flow(destinationFlowConfigList=config))
    run = ended(appflow)
    assert list(objects(s3).values()) == [text]
    assert len(text) == 443
    assert run["executionResult"] == {
        "bytesProcessed": 443,
        "bytesWritten": 443,
        "recordsProcessed": 40,
    }


def test_a_prefix_with_a_leading_slash_reads_nothing_and_succeeds(appflow, s3) -> None:
    # aws-cdk#18899
    put(s3, "process/objects/Contact/a.csv", "Id\n1\n")
    slash = s3_source(prefix="/process/objects/Contact/")
    with assume(s3_source_listing="never"):
        appflow.create_flow(**flow(sourceFlowConfig=slash))
    run = ended(appflow)
    assert (run["executionStatus"], run["executionResult"]["recordsProcessed"]) == ("Successful", 0)
    assert objects(s3) == {}


def test_a_missing_destination_bucket_fails_the_run(appflow, s3) -> None:
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow())
    s3.delete_bucket(Bucket="orders-out")
    run = ended(appflow)
    assert run["executionStatus"] == "Error"
    message = "The bucket orders-out does not exist."
    assert run["executionResult"]["errorInfo"] == {
        "putFailuresCount": 0,
        "executionMessage": message,
    }


def test_a_field_that_the_source_lacks_fails_the_run_and_nothing_is_written(appflow, s3) -> None:
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow(tasks=[mapped("Nmae", key="S3")]))
    run = ended(appflow)
    assert (
        "tasks[0] names the field Nmae" in run["executionResult"]["errorInfo"]["executionMessage"]
    )
    assert objects(s3) == {}
    with assume(missing_field="null"):
        assert ended(appflow)["executionStatus"] == "Successful"


def test_a_run_that_is_made_to_fail_moves_nothing(appflow, s3) -> None:
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow())
    with assume(run_status="Error"):
        run = ended(appflow)
    assert "It moved no data." in run["executionResult"]["errorInfo"]["executionMessage"]
    assert objects(s3) == {}


def test_what_a_canceled_run_has_written_stays(appflow, s3) -> None:
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow())
    appflow.start_flow(flowName="orders")
    appflow.cancel_flow_executions(flowName="orders")
    assert newest(appflow)["executionStatus"] == "Canceled"
    assert len(objects(s3)) == 1


def test_a_flow_that_the_data_plane_does_not_know_says_why_it_moved_nothing(appflow, s3) -> None:
    put(s3, "daily/a.csv", "Id\n1\n")
    wrong = {
        "taskType": "Mask",
        "sourceFields": ["Id"],
        "connectorOperator": {"S3": "MASK_ALL"},
        "taskProperties": {"MASK_LENGTH": "many", "MASK_VALUE": "*"},
    }
    appflow.create_flow(**flow(tasks=[wrong, map_all()]))
    message = ended(appflow)["executionResult"]["errorInfo"]["executionMessage"]
    assert message.startswith("The emulator recorded this run and moved no data.")
    assert "tasks[0].taskProperties.MASK_LENGTH: must be a whole number" in message


def test_parquet_is_written_without_an_extension_and_as_texts(appflow, s3) -> None:
    # User guide: all texts unless preserveSourceDataTyping is true; delpha_db_manager: no extension
    put(s3, "daily/a.csv", "Id,Qty\n1,2\n")
    appflow.create_flow(**flow(destinationFlowConfigList=to_s3(fileType="PARQUET")))
    run = ended(appflow)
    body = s3.get_object(Bucket="orders-out", Key=f"landing/orders/{run['executionId']}")[
        "Body"
    ].read()
    assert polars.read_parquet(io.BytesIO(body)).to_dicts() == [{"Id": "1", "Qty": "2"}]
    assert run["executionResult"]["bytesWritten"] == len(body)


def test_a_run_that_needs_what_is_not_installed_says_so_and_moves_nothing(
    appflow, s3, monkeypatch
) -> None:
    from appflow_emulator.data_plane import parquet

    monkeypatch.delattr("appflow_emulator.data_plane.parquet")
    monkeypatch.delitem(sys.modules, parquet.__name__)
    monkeypatch.setitem(sys.modules, "polars", None)
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow(destinationFlowConfigList=to_s3(fileType="PARQUET")))
    message = ended(appflow)["executionResult"]["errorInfo"]["executionMessage"]
    assert "pip install 'appflow-emulator[rehearse]'" in message
    assert objects(s3) == {}


# -- windows


def test_an_incremental_flow_reads_each_object_once_by_the_time_it_changed(appflow, s3) -> None:
    clock.freeze(NOON)
    put(s3, "daily/a.csv", "Id\n1\n")
    clock.advance(60)
    hourly = on_schedule("rate(1hours)", dataPullMode="Incremental")
    appflow.create_flow(**flow(triggerConfig=hourly))
    appflow.start_flow(flowName="orders")
    clock.advance(1_800)
    put(s3, "daily/b.csv", "Id\n2\n")
    clock.advance(3_600)
    assert newest(appflow)["executionResult"]["recordsProcessed"] == 1
    clock.advance(3_600)
    assert newest(appflow)["executionResult"]["recordsProcessed"] == 0
    assert sorted(objects(s3).values()) == ['{"Id":"1"}\n', '{"Id":"2"}\n']


def test_a_complete_flow_reads_everything_at_each_run(appflow, s3) -> None:
    clock.freeze(NOON)
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow(triggerConfig=on_schedule("rate(1hours)", dataPullMode="Complete")))
    appflow.start_flow(flowName="orders")
    clock.advance(2.5 * 3_600)
    newest(appflow)
    assert list(objects(s3).values()) == ['{"Id":"1"}\n'] * 3


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        pytest.param("cron(0 13 * * ? *)", [1, 2, 3, 4], id="each day"),
        pytest.param("cron(0 13 ? * 4 *)", [2], id="Wednesday is 4, because Sunday is 1"),
        pytest.param("cron(0 13 ? * TUE-THU *)", [1, 2, 3], id="names"),
        pytest.param("cron(0 13 ? * 5#1 2030)", [3], id="the first Thursday of 2030"),
        pytest.param("cron(0 13 4W * ? *)", [4], id="the weekday next to a day"),
        pytest.param("cron(0 13 L * ? *)", [], id="the last day of a month"),
        pytest.param("cron(0 13 * * ? 2031)", [], id="another year"),
        pytest.param("cron(0 13 LW * ? *)", [], id="not evaluated"),
    ],
)
def test_a_flow_with_data_runs_at_the_times_of_its_cron_expression(
    appflow, s3, expression, days
) -> None:
    clock.freeze(NOON)  # a Tuesday
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow(triggerConfig=on_schedule(expression)))
    appflow.start_flow(flowName="orders")
    clock.advance(4 * 24 * 3_600)
    found = appflow.describe_flow_execution_records(flowName="orders")["flowExecutions"]
    starts = [each["startedAt"].astimezone(timezone.utc) for each in found][::-1]
    assert [(each.day, each.hour) for each in starts] == [(day, 13) for day in days]


# -- events and metrics


@pytest.fixture
def queue(aws):
    """What arrives in a queue from a rule for AppFlow's events."""
    sqs, events = aws("sqs"), aws("events")
    url = sqs.create_queue(QueueName="runs")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"][
        "QueueArn"
    ]
    events.put_rule(Name="runs", EventPattern=json.dumps({"source": ["aws.appflow"]}))

    def received(*others):
        targets = [{"Id": str(number), "Arn": each} for number, each in enumerate((*others, arn))]
        events.put_targets(Rule="runs", Targets=targets)

        def read():
            got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            return [json.loads(each["Body"]) for each in got]

        return read

    return received


END = [
    "flow-name",
    "created-by",
    "flow-arn",
    "source",
    "destination",
    "source-object",
    "destination-object",
    "trigger-type",
    "num-of-records-processed",
    "execution-id",
    "num-of-records-filtered",
    "start-time",
    "num-of-documents-processed",
    "end-time",
    "num-of-record-failures",
    "data-processed",
    "status",
]


def test_a_run_tells_its_start_and_its_end_as_the_service_was_seen_to(appflow, s3, queue) -> None:
    # The S3 to S3 event in the tests of the Automated Data Analytics extension
    read = queue()
    clock.freeze(NOON)
    put(s3, "input/a.csv", "Id\n1\n2\n")
    appflow.create_flow(
        **flow(
            "test",
            sourceFlowConfig=s3_source(prefix="input"),
            destinationFlowConfigList=to_s3("input/"),
        )
    )
    with assume(run_in_progress_describes=0):
        run = ended(appflow, "test")
    start, end = read()
    assert start["detail-type"] == "AppFlow Start Flow Run Report"
    assert end["detail-type"] == "AppFlow End Flow Run Report"
    assert (end["source"], end["time"]) == ("aws.appflow", "2030-01-01T12:00:00Z")
    (resource,) = end["resources"]
    assert len(resource) == 32
    assert list(end["detail"]) == END
    about = appflow.describe_flow(flowName="test")
    assert end["detail"] == {
        **start["detail"],
        "flow-arn": about["flowArn"],
        "created-by": about["createdBy"],
        "source": "S3",
        "destination": "S3",
        "source-object": "s3://orders-in/input",
        "destination-object": "s3://orders-out/input/",
        "trigger-type": "ONDEMAND",
        "num-of-records-processed": "2",
        "execution-id": run["executionId"],
        "num-of-records-filtered": "0",
        "start-time": "2030-01-01T12:00:00.000Z[UTC]",
        "num-of-documents-processed": "0",
        "end-time": "2030-01-01T12:00:00.000Z[UTC]",
        "num-of-record-failures": "0",
        "data-processed": "7",
        "status": "Execution Successful",
    }


@pytest.mark.parametrize("word", ["Execution Failed", "Failed"])
def test_the_event_of_a_failed_run_has_the_error(appflow, s3, queue, word) -> None:
    read = queue()
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow())
    s3.delete_bucket(Bucket="orders-out")
    with assume(failure_word=word):
        ended(appflow)
    detail = read()[-1]["detail"]
    assert (detail["status"], detail["error"]) == (word, "The bucket orders-out does not exist.")


def test_a_target_that_moto_cannot_serve_stops_no_other_and_is_told(appflow, s3, queue) -> None:
    function = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:listen"
    read = queue(function)
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow())
    run = ended(appflow)
    assert len(read()) == 2
    assert run["executionStatus"] == "Successful"
    told = f"Rule runs would deliver to {function}: moto does not deliver to such a target."
    assert told in run["executionResult"]["errorInfo"]["executionMessage"]


def test_a_flow_that_fails_too_often_tells_its_deactivation(appflow, s3, queue) -> None:
    read = queue()
    clock.freeze(NOON)
    put(s3, "daily/a.csv", "Id\n1\n")
    hourly = on_schedule("rate(1hours)", flowErrorDeactivationThreshold=2)
    appflow.create_flow(**flow(triggerConfig=hourly))
    s3.delete_bucket(Bucket="orders-out")
    appflow.start_flow(flowName="orders")
    clock.advance(5 * 3_600)
    assert appflow.describe_flow(flowName="orders")["flowStatus"] == "Suspended"
    told = read()
    assert [each["detail-type"].split(" ", 1)[1] for each in told] == [
        *["Start Flow Run Report", "End Flow Run Report"] * 2,
        "Scheduled Flow Deactivated",
    ]
    detail = told[-1]["detail"]
    assert detail["deactivation-reason"] == "The flow was deactivated after 2 failed runs in a row."
    assert detail["deactivation-time"] == "2030-01-01T13:00:00.000Z[UTC]"
    assert detail["trigger-type"] == "SCHEDULED"


def test_a_scheduled_run_tells_the_range_that_it_read(appflow, s3, queue) -> None:
    read = queue()
    clock.freeze(NOON)
    put(s3, "daily/a.csv", "Id\n1\n")
    hourly = on_schedule("rate(1hours)", dataPullMode="Incremental", scheduleOffset=60)
    appflow.create_flow(**flow(triggerConfig=hourly))
    appflow.start_flow(flowName="orders")
    told = read()[0]["detail"]["incremental-transfer-time-range"]
    assert told == "2029-12-02T11:59:00.000Z[UTC]/2030-01-01T11:59:00.000Z[UTC]"


def test_a_run_counts_in_the_metrics_of_its_flow(aws, appflow, s3) -> None:
    put(s3, "daily/a.csv", "Id\n1\n2\n")
    appflow.create_flow(**flow())
    ended(appflow)
    found = aws("cloudwatch").list_metrics(Namespace="AWS/AppFlow")["Metrics"]
    assert {each["MetricName"] for each in found} == {
        "FlowExecutionsStarted",
        "FlowExecutionsSucceeded",
        "FlowExecutionTime",
        "FlowExecutionRecordsProcessed",
    }
    now = clock.now()
    told = aws("cloudwatch").get_metric_statistics(
        Namespace="AWS/AppFlow",
        MetricName="FlowExecutionRecordsProcessed",
        Dimensions=[{"Name": "FlowName", "Value": "orders"}],
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(hours=1),
        Period=3_600 * 3,
        Statistics=["Sum"],
    )
    assert [each["Sum"] for each in told["Datapoints"]] == [2]


# -- samples and the store


def test_samples_are_the_records_of_a_source(appflow, s3, samples) -> None:
    samples({"Salesforce/Account.jsonl": ACCOUNTS})
    request = from_crm(appflow, mapped("Id"), mapped("Name"))
    appflow.create_flow(**{**request, "destinationFlowConfigList": to_s3(fileType="CSV")})
    run = ended(appflow)
    (text,) = objects(s3).values()
    assert text.split() == ["Id,Name", "1,Ann", "2,"]
    assert run["executionResult"]["recordsProcessed"] == 2


def test_samples_of_parquet_are_records_too(appflow, s3, samples, tmp_path) -> None:
    (tmp_path / "Salesforce").mkdir()
    frame = polars.DataFrame({"Id": ["1"], "Name": ["Ann"]})
    frame.write_parquet(tmp_path / "Salesforce" / "Account.parquet")
    samples({})
    appflow.create_flow(**from_crm(appflow, mapped("Id"), mapped("Name")))
    ended(appflow)
    assert [json.loads(text) for text in objects(s3).values()] == [{"Id": "1", "Name": "Ann"}]


def test_a_run_of_an_object_without_samples_says_so(appflow, samples) -> None:
    samples({"Zendesk/tickets.jsonl": "{}"})
    appflow.create_flow(**from_crm(appflow, mapped("Id")))
    run = ended(appflow)
    assert run["executionStatus"] == "Successful"
    assert run["executionResult"]["errorInfo"]["executionMessage"] == (
        "The emulator recorded this run and moved no data."
        " There are no records of Salesforce/Account in the samples."
    )


@pytest.mark.parametrize("own", [False, True], ids=["bucket of the samples", "own bucket"])
def test_objects_of_s3_are_there_for_the_flow_that_reads_them(appflow, aws, samples, own) -> None:
    samples({"S3/orders-in/daily/a.csv": "Id\n1\n"})
    s3 = aws("s3")
    for bucket in (
        "orders-out",
        *(["orders-in"] if own else []),
    ):  # outside us-east-1 S3 refuses a second bucket
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    appflow.create_flow(**flow())
    assert ended(appflow)["executionResult"]["recordsProcessed"] == 1
    s3.delete_object(Bucket="orders-in", Key="daily/a.csv")
    put(s3, "daily/b.csv", "Id\n2\n3\n")
    assert ended(appflow)["executionResult"]["recordsProcessed"] == 2


def test_one_flow_reads_what_another_wrote(appflow, s3, samples) -> None:
    samples({"Salesforce/Account.jsonl": ACCOUNTS})
    put(s3, "daily/a.csv", "Id,Name\n2,Bo\n")
    back = flow("back", destinationFlowConfigList=[
        destination("Salesforce", name="crm", object="Account", writeOperationType="UPDATE")
    ])  # fmt: skip
    request = from_crm(appflow, mapped("Id"), mapped("Name"))
    appflow.create_flow(**request)
    appflow.create_flow(**back)
    ended(appflow, "back")
    ended(appflow)
    (text,) = objects(s3).values()
    assert [json.loads(line)["Name"] for line in text.splitlines()] == ["Ann", "Bo"]


def write_back(**settings):
    return destination("Salesforce", name="crm", object="Account", **settings)


@pytest.mark.parametrize(
    ("fails", "answer", "status"),
    [
        (False, "fail_first", "Successful"),
        (True, "fail_first", "Error"),
        (True, "continue", "Successful"),
    ],
)
def test_what_a_refused_record_does_to_a_run(appflow, s3, samples, fails, answer, status) -> None:
    samples({"Salesforce/Account.jsonl": ACCOUNTS})
    put(s3, "daily/a.csv", "Id,Name\n9,Cy\n2,Bo\n")
    appflow.create_connector_profile(**profile())
    errors = {"failOnFirstDestinationError": fails, "bucketName": "errors", "bucketPrefix": "crm"}
    to = write_back(writeOperationType="UPDATE", errorHandlingConfig=errors)
    appflow.create_flow(**flow(destinationFlowConfigList=[to]))
    with assume(partial_write=answer):
        run = ended(appflow)
    assert run["executionStatus"] == status
    assert run["executionResult"]["errorInfo"]["putFailuresCount"] == 1
    names = [row["Name"] for row in appflow_emulator.store.rows("Salesforce", "Account") or ()]
    assert names == ["Ann", None if status == "Error" else "Bo"]
    ((key, text),) = objects(s3, "errors").items()
    assert key == f"crm/orders/{run['executionId']}"
    assert json.loads(text) == {
        "record": {"Id": "9", "Name": "Cy"},
        "error": "Salesforce/Account has no record with this Id",
    }


def test_refused_records_may_leave_no_object(appflow, s3, samples) -> None:
    samples({"Salesforce/Account.jsonl": ACCOUNTS})
    put(s3, "daily/a.csv", "Id,Name\n9,Cy\n")
    appflow.create_connector_profile(**profile())
    to = write_back(writeOperationType="UPDATE", errorHandlingConfig={"bucketName": "errors"})
    appflow.create_flow(**flow(destinationFlowConfigList=[to]))
    with assume(error_object="none"):
        ended(appflow)
    assert objects(s3, "errors") == {}


def test_an_incremental_flow_reads_records_by_its_field_of_times(appflow, s3, samples) -> None:
    clock.freeze(NOON)
    rows = [
        {"Id": "1", "At": "2029-11-01T00:00:00Z"},
        {"Id": "2", "At": "2029-12-31T23:00:00.000+0000"},
        {"Id": "3", "At": "2030-01-01T12:30:00Z"},
    ]
    samples({"Salesforce/Account.jsonl": "".join(f"{json.dumps(row)}\n" for row in rows)})
    request = from_crm(appflow, mapped("Id"), mapped("At"))
    request["sourceFlowConfig"]["incrementalPullConfig"] = {"datetimeTypeFieldName": "At"}
    hourly = on_schedule("rate(1hours)", dataPullMode="Incremental")
    appflow.create_flow(**{**request, "triggerConfig": hourly})
    appflow.start_flow(flowName="orders")
    for expected in (["2"], ["3"], []):
        run = newest(appflow)
        assert run["executionResult"]["recordsProcessed"] == len(expected)
        text = objects(s3).get(f"orders/{run['executionId']}", "")
        assert [json.loads(line)["Id"] for line in text.splitlines()] == expected
        clock.advance(3_600)


def test_a_run_by_hand_does_not_move_the_window_of_the_next_one(appflow, s3) -> None:
    clock.freeze(NOON)
    put(s3, "daily/a.csv", "Id\n1\n")
    hourly = on_schedule("rate(1hours)", dataPullMode="Incremental")
    appflow.create_flow(**flow(triggerConfig=hourly))
    appflow.start_flow(flowName="orders")
    newest(appflow)
    later = NOON + timedelta(days=9)
    appflow_emulator.run_now("orders", window=(NOON, later))
    clock.advance(3_600)
    run = newest(appflow)
    window = run["dataPullStartTime"], run["dataPullEndTime"]
    assert window == (NOON, NOON + timedelta(hours=1))


@pytest.mark.parametrize(("included", "ids"), [(False, ["1"]), (True, ["1", "2"])])
def test_deleted_records_of_salesforce_are_read_if_the_flow_includes_them(
    appflow, s3, samples, included, ids
) -> None:
    rows = '{"Id": "1", "IsDeleted": false}\n{"Id": "2", "IsDeleted": true}\n'
    samples({"Salesforce/Account.jsonl": rows})
    request = from_crm(appflow, mapped("Id"))
    reads = source("Salesforce", includeDeletedRecords=included)
    appflow.create_flow(**{**request, "sourceFlowConfig": reads})
    ended(appflow)
    (text,) = objects(s3).values()
    assert [json.loads(line)["Id"] for line in text.splitlines()] == ids


def test_a_run_of_sap_tells_its_processes_and_the_size_of_its_pages(appflow, s3, samples) -> None:
    path = "sap/opu/odata/sap/ZSALES_ORDERS_SRV/SalesOrders"
    samples({f"SAPOData/{path}.jsonl": '{"Plant": "1000"}\n'})
    appflow.create_connector_profile(**profile("erp", "SAPOData"))
    settings = {
        "objectPath": f"/{path}",
        "parallelismConfig": {"maxParallelism": 5},
        "paginationConfig": {"maxPageSize": 3_000},
    }
    reads = {
        "connectorType": "SAPOData",
        "connectorProfileName": "erp",
        "sourceConnectorProperties": {"SAPOData": settings},
    }
    appflow.create_flow(**flow(sourceFlowConfig=reads))
    result = ended(appflow)["executionResult"]
    assert (result["numParallelProcesses"], result["maxPageSize"]) == (5, 3_000)
    assert [json.loads(text) for text in objects(s3).values()] == [{"Plant": "1000"}]


def test_a_run_can_end_as_soon_as_it_starts(appflow, s3, queue) -> None:
    read = queue()
    put(s3, "daily/a.csv", "Id\n1\n")
    appflow.create_flow(**flow())
    with assume(run_in_progress_describes=0):
        appflow.start_flow(flowName="orders")
    assert [each["detail-type"].split()[1] for each in read()] == ["Start", "End"]


@pytest.mark.parametrize(
    ("kind", "label", "told"),
    [
        # aws-samples/aws-ai-appflow-veeva-integration; two SharePoint listeners
        ("Veeva", None, "VEEVA/crm"),
        ("CustomConnector", "MicrosoftSharePointOnline", "CUSTOMCONNECTOR/crm"),
    ],
)
def test_events_name_the_type_and_the_profile_of_a_source(
    appflow, s3, samples, queue, kind, label, told
) -> None:
    read = queue()
    samples({f"{label or kind}/documents.jsonl": '{"id": "1"}\n' * 17})
    labelled = {} if label is None else {"connectorLabel": label}
    appflow.create_connector_profile(**profile(connector_type=kind, **labelled))
    member = "entityName" if label else "object"
    reads = {
        "connectorType": kind,
        "connectorProfileName": "crm",
        "sourceConnectorProperties": {kind: {member: "documents"}},
    }
    tasks = [projection("id", key=kind), mapped("id", key=kind)]
    appflow.create_flow(**flow(sourceFlowConfig=reads, tasks=tasks))
    ended(appflow)
    detail = read()[-1]["detail"]
    assert (detail["source"], detail["source-object"]) == (told, "documents")
    assert detail["num-of-records-processed"] == "17"


# -- EventBridge


CHANGES = '{"Name": "Ann", "Fax": "1", "ChangeEventHeader": {"entityName": "Account", "changeType": "UPDATE"}}\n'


@pytest.fixture
def change_flow(appflow, aws, samples):
    """An event flow from Salesforce to EventBridge, and what arrives in a log group of its bus."""

    def create(text=CHANGES, **settings):
        samples({"Salesforce/AccountChangeEvent.events.jsonl": text})
        appflow.create_connector_profile(**profile())
        reads = source("Salesforce", object="AccountChangeEvent")
        fields = ("Name", "ChangeEventHeader")
        appflow.create_flow(
            **flow(
                triggerConfig={"triggerType": "Event"},
                sourceFlowConfig=reads,
                destinationFlowConfigList=[destination("EventBridge", object="crm", **settings)],
                tasks=[projection(*fields), *(mapped(each) for each in fields)],
            )
        )
        name = f"aws.partner/appflow/salesforce.com/{ACCOUNT}/crm"
        aws("events").create_event_bus(Name=name, EventSourceName=name)
        return name

    return create


def listen(bus_name, queue_arn):
    """moto's PutRule takes no bus with a slash in its name, so the rule of another bus moves here."""
    backend = events_backends[ACCOUNT][REGION]
    backend.put_rule(name="all", event_bus_arn=None, scheduled_expression="rate(1 day)")
    backend.put_targets("all", None, [{"Id": "1", "Arn": queue_arn}])
    rules = backend.event_buses["default"].rules
    backend.event_buses[bus_name].rules["all"] = rules.pop("all")


def test_change_events_reach_the_bus_of_the_partner(appflow, aws, change_flow) -> None:
    # EventBridge user guide, change events of Salesforce
    name = change_flow()
    sqs = aws("sqs")
    url = sqs.create_queue(QueueName="changes")["QueueUrl"]
    listen(name, f"arn:aws:sqs:{REGION}:{ACCOUNT}:changes")
    appflow.start_flow(flowName="orders")
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    event = json.loads(message["Body"])
    assert (event["source"], event["detail-type"]) == (name, "AccountChangeEvent")
    assert event["resources"] == []
    assert event["detail"] == {
        "Name": "Ann",
        "ChangeEventHeader": {"entityName": "Account", "changeType": "UPDATE"},
    }
    run = newest(appflow)
    assert (run["executionStatus"], run["executionResult"]["recordsProcessed"]) == ("Successful", 1)
    found = appflow.describe_flow_execution_records(flowName="orders")["flowExecutions"]
    assert len(found) == 1  # an event is moved once


def test_an_event_that_is_too_large_points_to_an_object(appflow, aws, s3, change_flow) -> None:
    large = json.dumps({"Name": "x" * 262_144, "ChangeEventHeader": {}})
    name = change_flow(large, errorHandlingConfig={"bucketName": "errors", "bucketPrefix": "big"})
    sqs = aws("sqs")
    url = sqs.create_queue(QueueName="changes")["QueueUrl"]
    listen(name, f"arn:aws:sqs:{REGION}:{ACCOUNT}:changes")
    appflow.start_flow(flowName="orders")
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    detail = json.loads(message["Body"])["detail"]
    ((key, text),) = objects(s3, "errors").items()
    assert detail == {"s3Bucket": "errors", "s3Key": key}
    assert key == f"big/orders/{newest(appflow)['executionId']}/0"
    assert json.loads(text)["Name"] == "x" * 262_144


# -- Glue


def test_a_run_registers_its_tables_and_partitions(aws, appflow, s3) -> None:
    # User guide, cataloging: example-prefix_appflow_exampleflow_1668036146_latest
    clock.freeze(datetime.fromtimestamp(1668036146, tz=timezone.utc))
    glue = aws("glue")
    glue.create_database(DatabaseInput={"Name": "lake"})
    put(s3, "daily/a.csv", "Id,Plant\n1,10\n2,20\n")
    split = {
        "taskType": "Partition",
        "sourceFields": [],
        "taskProperties": {"ORDERED_PARTITION_KEYS_LIST": '["Plant"]'},
    }
    catalog = {
        "roleArn": f"arn:aws:iam::{ACCOUNT}:role/glue",
        "databaseName": "lake",
        "tablePrefix": "example-prefix",
    }
    prefix = {
        "prefixType": "PATH",
        "prefixFormat": "MONTH",
        "pathPrefixHierarchy": ["EXECUTION_ID"],
    }
    appflow.create_flow(
        **flow(
            "ExampleFlow",
            metadataCatalogConfig={"glueDataCatalog": catalog},
            destinationFlowConfigList=to_s3("lake/ExampleFlow/raw", prefixConfig=prefix),
            tasks=[map_all(), split],
        )
    )
    run = ended(appflow, "ExampleFlow")
    details = run["metadataCatalogDetails"]
    begin = "example_prefix_appflow_exampleflow_1668036146"
    names = [each["tableName"] for each in details]
    assert names == [
        f"{begin}_latest",
        f"{begin}_1",
        f"{begin}_1_{run['executionId'].replace('-', '_')}",
    ]
    assert details[0]["tableRegistrationOutput"] == {
        "message": "The table was created.",
        "result": "1",
        "status": "Successful",
    }
    assert details[0]["partitionRegistrationOutput"]["result"] == "2"
    table = glue.get_table(DatabaseName="lake", Name=names[0])["Table"]
    assert [each["Name"] for each in table["PartitionKeys"]] == ["year", "month", "plant"]
    columns = table["StorageDescriptor"]["Columns"]
    assert [(each["Name"], each["Parameters"]["AppFlowLabel"]) for each in columns] == [
        ("id", "Id"),
        ("plant", "Plant"),
    ]
    assert (
        table["StorageDescriptor"]["Location"]
        == "s3://orders-out/lake/ExampleFlow/raw/ExampleFlow/"
    )
    found = glue.get_partitions(DatabaseName="lake", TableName=names[0])["Partitions"]
    assert [each["Values"] for each in found] == [["2022", "11", "10"], ["2022", "11", "20"]]
    again = ended(appflow, "ExampleFlow")["metadataCatalogDetails"][0]
    assert again["tableRegistrationOutput"]["result"] == "0"
    with assume(latest_table="per_run"):
        clock.advance(60)
        later = ended(appflow, "ExampleFlow")["metadataCatalogDetails"][0]
    assert later["tableName"] == "example_prefix_appflow_exampleflow_1668036206_latest"


def test_a_missing_database_is_told_and_the_run_succeeds(appflow, s3) -> None:
    put(s3, "daily/a.csv", "Id\n1\n")
    catalog = {
        "roleArn": f"arn:aws:iam::{ACCOUNT}:role/glue",
        "databaseName": "nowhere",
        "tablePrefix": "t",
    }
    appflow.create_flow(**flow(metadataCatalogConfig={"glueDataCatalog": catalog}))
    run = ended(appflow)
    assert run["executionStatus"] == "Successful"
    assert run["metadataCatalogDetails"][0]["tableRegistrationOutput"] == {
        "message": "The Glue database nowhere does not exist.",
        "result": "0",
        "status": "Error",
    }


LINES = [f'{n},"Ann, {n}",{n % 7 or ""},{"abcdefghij"[n % 3]}' for n in range(300)]
MANY = "\n".join(["Id,Name,Qty,Plant", *LINES, ""]).encode()


def contents(s3, prefix, file_type):
    """What lies under a prefix by its folders below the flow: bytes, or of Parquet the table."""
    found = {}
    for each in s3.list_objects_v2(Bucket="orders-out", Prefix=f"{prefix}/")["Contents"]:
        body = s3.get_object(Bucket="orders-out", Key=each["Key"])["Body"].read()
        table = polars.read_parquet(io.BytesIO(body)).to_dicts() if file_type == "PARQUET" else body
        found[each["Key"].split("/")[2]] = table
    return found


@pytest.mark.parametrize("file_type", ["CSV", "JSON", "PARQUET"])
def test_a_large_run_writes_what_a_small_one_does(appflow, s3, monkeypatch, file_type):
    s3.put_object(Bucket="orders-in", Key="in/many.csv", Body=MANY)
    tasks = [
        projection("Id", "Name", "Qty", "Plant", key="S3"),
        {
            "taskType": "Validate",
            "sourceFields": ["Qty"],
            "connectorOperator": {"S3": "VALIDATE_NON_NULL"},
            "taskProperties": {"VALIDATION_ACTION": "DropRecord"},
        },
        {
            "taskType": "Mask",
            "sourceFields": ["Name"],
            "connectorOperator": {"S3": "MASK_FIRST_N"},
            "taskProperties": {"MASK_LENGTH": "3", "MASK_VALUE": "*"},
        },
        *(mapped(name, key="S3") for name in ("Id", "Name", "Qty", "Plant")),
        {
            "taskType": "Partition",
            "sourceFields": ["Plant"],
            "connectorOperator": {"S3": "NO_OP"},
            "taskProperties": {"ORDERED_PARTITION_KEYS_LIST": '["Plant"]'},
        },
    ]
    found = {}
    for name, least in (("small", 1 << 40), ("large", 1)):
        monkeypatch.setattr("appflow_emulator.moving.large.LARGE", least)
        to = s3_destination(bucketPrefix=name, s3OutputFormatConfig={"fileType": file_type})
        appflow.create_flow(
            **flow(
                "both",
                tasks=tasks,
                sourceFlowConfig=s3_source(prefix="in"),
                destinationFlowConfigList=[to],
            )
        )
        found[name] = appflow_emulator.run_now("both"), contents(s3, name, file_type)
        appflow.delete_flow(flowName="both")
    (small, objects), (large, streamed) = found["small"], found["large"]
    assert len(objects) == 3
    assert streamed == objects
    ignored = {"executionId", "objects", "bytesWritten" if file_type == "PARQUET" else ""}
    assert {k: v for k, v in large.items() if k not in ignored} == {
        k: v for k, v in small.items() if k not in ignored
    }


def test_a_large_run_goes_through_polars(appflow, s3, monkeypatch):
    def none(*_):
        raise AssertionError("carried out by rows")

    s3.put_object(Bucket="orders-in", Key="in/many.csv", Body=MANY)
    monkeypatch.setattr("appflow_emulator.moving.large.LARGE", len(MANY))
    monkeypatch.setattr("appflow_emulator.moving.run._moved", none)
    appflow.create_flow(**flow("large", sourceFlowConfig=s3_source(prefix="in")))
    assert appflow_emulator.run_now("large")["read"] == len(LINES)
