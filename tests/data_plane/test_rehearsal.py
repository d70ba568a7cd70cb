"""A whole run without a service: from samples to rows and objects."""

import os
from datetime import datetime, timedelta, timezone

import pytest

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane.errors import CannotRehearse
from appflow_emulator.data_plane.rehearsal import rehearse
from appflow_emulator.data_plane.samples import read_samples
from tests.api_requests import (
    destination,
    flow,
    map_all,
    mapped,
    s3_destination,
    s3_source,
    source,
)

NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)
RUN = "00000000-0000-4000-8000-000000000000"
ROWS = [{"Id": "1", "Qty": "2"}, {"Id": "2", "Qty": None}, {"Id": "3", "Qty": "4"}]


def no_null(field, key="S3"):
    return {
        "taskType": "Validate",
        "sourceFields": [field],
        "connectorOperator": {key: "VALIDATE_NON_NULL"},
        "taskProperties": {"VALIDATION_ACTION": "DropRecord"},
    }


def run(request, sources=ROWS, **more):
    return rehearse(request, sources, at=NOON, execution_id=RUN, **more)


def crm(*tasks, **changes):
    return flow(sourceFlowConfig=source("Salesforce"), tasks=[*tasks], **changes)


def as_json(**layout):
    return [s3_destination(bucketPrefix="landing", s3OutputFormatConfig=layout)]


@pytest.fixture
def samples(tmp_path):
    """Write a folder of samples: text by path."""

    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write


def test_rows_and_objects_follow_from_a_request_and_records() -> None:
    done = run(
        flow(
            destinationFlowConfigList=as_json(fileType="CSV"),
            tasks=[no_null("Qty"), mapped("Id", key="S3"), mapped("Qty", key="S3")],
        )
    )
    assert (done.read, len(done.filtered), len(done.written)) == (3, 0, 2)
    assert [(each.number, each.why) for each in done.dropped] == [(1, "Qty is null")]
    (made,) = done.objects
    assert (made.bucket, made.key, made.records) == ("orders-out", f"landing/orders/{RUN}", 2)
    assert made.body.split() == [b"Id,Qty", b"1,2", b"3,4"]
    assert done.bytes_written == len(made.body)


def test_nine_records_are_processed_of_which_a_validation_lets_seven_through() -> None:
    # User guide, tutorial: 9 processed, 7 transferred. recordsProcessed counts before validation.
    nine = [{"Id": str(n), "Name": None if n < 2 else "x"} for n in range(9)]
    done = run(crm(no_null("Name", "Salesforce"), mapped("Name")), nine)
    assert (done.processed, len(done.written)) == (9, 7)


def test_a_partition_has_its_own_object() -> None:
    task = {
        "taskType": "Partition",
        "sourceFields": [],
        "taskProperties": {"ORDERED_PARTITION_KEYS_LIST": '["Rating"]'},
    }
    rows = [
        {"Id": "1", "Rating": "Warm"},
        {"Id": "2", "Rating": None},
        {"Id": "3", "Rating": "Warm"},
    ]
    done = run(flow(tasks=[map_all(), task]), rows)
    found = {each.key.split("/")[-2]: each.records for each in done.objects}
    assert found == {"Rating=Warm": 2, "Rating=null": 1}


def test_a_destination_that_is_no_store_of_objects_gets_rows_alone() -> None:
    to = destination("Salesforce", name="crm", object="Account", writeOperationType="INSERT")
    done = run(flow(destinationFlowConfigList=[to]))
    assert done.objects == []
    assert done.rows == ROWS
    assert done.bytes_written == len(
        '{"Id":"1","Qty":"2"}\n{"Id":"2","Qty":null}\n{"Id":"3","Qty":"4"}\n'
    )


# -- what cannot be rehearsed


def test_a_field_that_no_record_has_fails_the_run_and_names_its_task() -> None:
    done = run(crm(mapped("Id"), mapped("Nmae")))
    assert done.failure == "tasks[1] names the field Nmae, which Salesforce/Account does not have."
    assert (done.written, done.objects, done.touched) == ([], [], {"missing_field": 1})
    assert run(crm(mapped("Id"), mapped("Nmae")), lenient=True).rows[0] == {"Id": "1", "Nmae": None}


def test_a_field_that_some_records_lack_is_null_there() -> None:
    done = run(crm(mapped("Id"), mapped("Tel")), [{"Id": "1"}, {"Id": "2", "Tel": "555"}])
    assert [row["Tel"] for row in done.rows] == [None, "555"]


def test_a_source_without_samples_is_refused_with_the_file_to_add(samples) -> None:
    known = read_samples(samples({"Zendesk/tickets.jsonl": "{}"}))
    with pytest.raises(
        CannotRehearse, match=r"There are no samples of Salesforce/Account\. .*Account\.jsonl\."
    ):
        run(crm(mapped("Id")), known)
    with pytest.raises(CannotRehearse, match=r"There are no records of Salesforce/Account"):
        run(crm(mapped("Id")), None)
    with pytest.raises(
        CannotRehearse, match=r"s3://orders-in/daily\. Put its objects into S3/orders-in/"
    ):
        run(flow(), known)


# -- samples


def test_samples_are_found_by_connector_label_and_path(samples) -> None:
    path = "SAPOData/sap/opu/odata/sap/ZSALES_ORDERS_SRV/SalesOrders"
    known = read_samples(
        samples(
            {
                "README.md": "what this is",
                "Salesforce/Account.jsonl": '{"Id": "1"}\n{"Id": "2"}\n',
                "Salesforce/Account.json": '["Id", "Fax"]',
                "Salesforce/AccountChangeEvent.events.jsonl": '{"Name": "Ann"}\n',
                "HubSpot/contacts.csv": "id,name\n7,Ann\n",
                f"{path}.jsonl": '{"Plant": "1000"}\n',
            }
        )
    )
    assert known.rows["Salesforce"] == {"Account": [{"Id": "1"}, {"Id": "2"}]}
    assert known.events["Salesforce"] == {"AccountChangeEvent": [{"Name": "Ann"}]}
    assert known.rows["HubSpot"] == {"contacts": [{"id": "7", "name": "Ann"}]}
    assert list(known.rows["SAPOData"]) == ["/sap/opu/odata/sap/ZSALES_ORDERS_SRV/SalesOrders"]
    done = run(crm(mapped("Id"), mapped("Fax")), known)  # Fax is described, so it may be null
    assert done.rows[1] == {"Id": "2", "Fax": None}


def test_a_custom_connector_reads_the_samples_of_its_label(samples) -> None:
    known = read_samples(samples({"HubSpot/contacts.csv": "id,name\n7,Ann\n"}))
    from_hub = {
        "connectorType": "CustomConnector",
        "connectorProfileName": "hub",
        "sourceConnectorProperties": {"CustomConnector": {"entityName": "contacts"}},
    }
    done = run(flow(sourceFlowConfig=from_hub), known, labels={"hub": "HubSpot"})
    assert done.rows == [{"id": "7", "name": "Ann"}]


def test_objects_of_s3_are_read_by_a_prefix_that_is_compared_as_text(samples) -> None:
    known = read_samples(
        samples(
            {
                "S3/orders-in/daily/a.csv": "Id\n1\n",
                "S3/orders-in/daily-2/b.csv": "Id\n2\n",
                "S3/orders-in/weekly/c.csv": "Id\n3\n",
            }
        )
    )
    assert [row["Id"] for row in run(flow(), known).rows] == ["2", "1"]
    # aws-cdk#18899: a leading slash is kept, so the run finds nothing and succeeds
    slash = run(flow(sourceFlowConfig=s3_source(prefix="/daily")), known)
    assert (slash.read, slash.failure, slash.objects) == (0, None, [])


def test_a_window_selects_objects_by_the_time_of_the_file_or_of_its_meta(samples) -> None:
    folder = samples(
        {
            "S3/orders-in/daily/a.csv": "Id\n1\n",
            "S3/orders-in/daily/b.csv": "Id\n2\n",
            "S3/orders-in/daily/b.csv.meta.json": '{"modified": "2030-01-01T11:00:00Z"}',
        }
    )
    before = (NOON - timedelta(hours=3)).timestamp()
    os.utime(folder / "S3/orders-in/daily/a.csv", (before, before))
    known = read_samples(folder)

    def ids(begin, end):
        window = (NOON - timedelta(hours=begin), NOON - timedelta(hours=end))
        return [row["Id"] for row in run(flow(), known, window=window).rows]

    assert ids(4, 0) == ["1", "2"]
    assert ids(3, 1) == ["1"]  # the begin belongs to the window, the end does not
    assert ids(1, 0) == ["2"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"Salesforce/Account.jsonl": '{"Id": 1}\n{"Id": \n'}, r"Account\.jsonl: line 2: "),
        (
            {"Salesforce/Account.jsnl": ""},
            r"Account\.jsnl: must end in one of \.jsonl, \.csv, \.parquet, \.json",
        ),
        ({"Salesforce/Account.json": "{}"}, r"Account\.json: must be a list of fields"),
        (
            {"Salesforce/Account.jsonl": "", "Salesforce/Account.csv": "Id\n"},
            r"Account\.jsonl: another file already has the records of Account",
        ),
        ({"S3/orders.csv": "Id\n"}, r"orders\.csv: must lie in the folder of a bucket"),
        ({"S3/b/x.csv.meta.json": "{}"}, r"meta\.json: there is no x\.csv beside it"),
        (
            {"S3/b/x.csv": "Id\n", "S3/b/x.csv.meta.json": '{"modified": "2030-01-01T00:00:00"}'},
            r'x\.csv\.meta\.json: must be {"modified": an ISO time with a time zone}',
        ),
    ],
)
def test_a_file_that_cannot_be_a_sample_is_named(samples, files, message) -> None:
    with pytest.raises(ValueError, match=message):
        read_samples(samples(files))


def test_a_folder_that_does_not_exist_is_named(tmp_path) -> None:
    with pytest.raises(ValueError, match=r"There is no folder .*nowhere"):
        read_samples(tmp_path / "nowhere")


# -- counts of files


def test_a_target_size_writes_several_objects() -> None:
    big = [{"Id": str(n), "Text": "x" * 100_000} for n in range(22)]
    layout = as_json(aggregationConfig={"aggregationType": "None", "targetFileSize": 1})
    done = run(flow(destinationFlowConfigList=layout), big)
    assert [each.key.removeprefix(f"landing/orders/{RUN}") for each in done.objects] == ["", "-1"]
    assert [each.records for each in done.objects] == [11, 11]


@pytest.mark.parametrize(
    ("answer", "bodies"),
    [("no_object", []), ("empty_object", [b""]), ("header_only", [b"Id,Qty\n"])],
)
def test_what_an_empty_run_writes_is_an_assumption(answer, bodies) -> None:
    request = flow(
        destinationFlowConfigList=as_json(fileType="CSV"),
        tasks=[mapped("Id", key="S3"), mapped("Qty", key="S3")],
    )
    done = run(request, [], assumptions=Assumptions(empty_run=answer))
    assert [each.body for each in done.objects] == bodies
    assert "empty_run" in done.touched
