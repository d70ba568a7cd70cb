"""Keys of the objects that a run writes to S3, each after a public example."""

from datetime import datetime, timedelta, timezone

import pytest

from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane.answers import Answers
from appflow_emulator.data_plane.objects import RunStamp, file_name, folder_of, parts, planned
from appflow_emulator.data_plane.outcome import Written
from appflow_emulator.data_plane.places import Layout

RUN = "267c0ad0-0000-4000-8000-000000000000"
START = datetime(2022, 11, 10, 9, 5, 7, tzinfo=timezone.utc)


def answers(**given) -> Answers:
    return Answers(Assumptions(**given))


def stamp(flow="orders", version=1, at=START) -> RunStamp:
    return RunStamp(flow, RUN, at, version)


def rows(count, *values):
    folders = tuple(("Account Rating", value) for value in values)
    return [
        Written(
            number, {"Id": str(number)}, folders[number % len(folders) :][:1] if folders else ()
        )
        for number in range(count)
    ]


def keys(prefix, layout, written, *, flow="orders", version=1, pages=(), **given):
    found = planned(prefix, layout, stamp(flow, version), written, answers(**given), pages=pages)
    return [each.key for each in found]


BOTH = ("EXECUTION_ID", "SCHEMA_VERSION")
LAYOUTS = [
    pytest.param(
        # aws-samples/aws-ai-appflow-veeva-integration, AVAIAppFlowListener.py
        *("appflow", "veeva", 1, Layout(prefix_type="PATH", prefix_format="HOUR")),
        f"appflow/veeva/2022/11/10/09/{RUN}",
        id="2: a path down to the hour, without a hierarchy",
    ),
    pytest.param(
        # the same repository, images/flow-destination-details.png: appflow/import-veeva-documents/YYYY/MM/DD/hh
        *("appflow", "import-veeva-documents", 1),
        Layout(prefix_type="PATH", prefix_format="HOUR", hierarchy=("EXECUTION_ID",)),
        f"appflow/import-veeva-documents/2022/11/10/09/{RUN}/{RUN}",
        id="3: a path down to the hour, with the execution id that the console adds",
    ),
    pytest.param(
        # two listeners for SharePoint look for "the file named like the execution"
        *("sharepoint", "documents", 1, Layout()),
        f"sharepoint/documents/{RUN}",
        id="5: the name of the file is the execution id",
    ),
    pytest.param(
        # delpha_db_manager: keys of Parquet have no extension
        *("raw", "accounts", 1, Layout(file_type="PARQUET")),
        f"raw/accounts/{RUN}",
        id="6: Parquet without an extension",
    ),
    pytest.param(
        # aws-samples/amazon-appflow, f_lambda_move_to_stage_account: the base name has a colon
        *("stage", "orders", 1, Layout(prefix_type="FILENAME", prefix_format="MINUTE")),
        f"stage/orders/{RUN}-2022-11-10T09:05:07",
        id="7: a name with a time",
    ),
    pytest.param(
        # a public program that reads CSV under SF-Connection-Flow/<executionId>/
        *("in", "SF-Connection-Flow", 1, Layout(file_type="CSV", hierarchy=("EXECUTION_ID",))),
        f"in/SF-Connection-Flow/{RUN}/{RUN}",
        id="9: CSV in a folder of the execution",
    ),
    pytest.param(
        # three Glue jobs read JSON lines directly under <prefix>/<flow>/
        *("data", "contacts", 1, Layout()),
        f"data/contacts/{RUN}",
        id="10: nothing is configured",
    ),
    pytest.param(
        # scripts/test.flow.json of client-simpplr-salesforce-appflow: no prefix
        *("", "test", 1, Layout(hierarchy=("EXECUTION_ID",))),
        f"test/{RUN}/{RUN}",
        id="22: without a prefix the key begins with the flow",
    ),
    pytest.param(
        # a public program: applow-target/test-flow/schemaVersion_2/
        *("applow-target", "test-flow", 2, Layout(hierarchy=("SCHEMA_VERSION",))),
        f"applow-target/test-flow/schemaVersion_2/{RUN}",
        id="24: the version of the schema",
    ),
    pytest.param(
        # user guide, partitioning: schemaVersion_2/2022/11/10/267c0ad0-…
        *("p", "f", 2, Layout(prefix_type="PATH", prefix_format="DAY", hierarchy=BOTH)),
        f"p/f/schemaVersion_2/2022/11/10/{RUN}/{RUN}",
        id="11: version, date and execution in the guide's order, whatever the order of the request",
    ),
    pytest.param(
        *("p", "f", 1, Layout(prefix_type="PATH_AND_FILENAME", prefix_format="YEAR")),
        f"p/f/2022/{RUN}-2022-11-10T09:05:07",
        id="path and name",
    ),
]


@pytest.mark.parametrize(("prefix", "flow", "version", "layout", "key"), LAYOUTS)
def test_keys_are_those_of_the_public_examples(prefix, flow, version, layout, key) -> None:
    assert keys(prefix, layout, rows(2), flow=flow, version=version) == [key]


@pytest.mark.parametrize(
    ("form", "folders"),
    [
        ("YEAR", "2022"),
        ("MONTH", "2022/11"),
        ("DAY", "2022/11/10"),
        ("HOUR", "2022/11/10/09"),
        ("MINUTE", "2022/11/10/09/05"),
    ],
)
def test_each_unit_of_the_date_is_a_folder_in_utc(form, folders) -> None:
    east = timezone(timedelta(hours=5))
    layout = Layout(prefix_type="PATH", prefix_format=form)
    found = folder_of("p", layout, stamp(at=START.astimezone(east)), answers())
    assert found == f"p/orders/{folders}/"


def test_a_partition_has_a_folder_for_each_value_and_null_for_a_missing_one() -> None:
    # user guide, partitioning: schemaVersion_1/520225fa-…/Account Rating=Warm/ and Account Rating=null/
    layout = Layout(hierarchy=BOTH)
    found = keys("p", layout, rows(4, "Warm", "null"))
    under = f"p/orders/schemaVersion_1/{RUN}"
    assert found == [f"{under}/Account Rating={value}/{RUN}" for value in ("Warm", "null")]


def test_an_aggregation_into_one_file_writes_one_for_each_partition() -> None:
    # user guide, partitioning
    layout = Layout(aggregation="SingleFile")
    assert len(keys("p", layout, rows(40, "Warm", "Cold"), pages=[10] * 4)) == 2
    assert len(keys("p", layout, rows(40), pages=[10] * 4, file_count="by_page")) == 1


def test_records_of_several_files_or_pages_go_into_one_file_or_several() -> None:
    layout = Layout()
    assert keys("p", layout, rows(25), pages=[10, 10, 5]) == [f"p/orders/{RUN}"]
    several = keys("p", layout, rows(25), pages=[10, 0, 10, 5], file_count="by_page")
    assert several == [f"p/orders/{RUN}{suffix}" for suffix in ("", "-1", "-2")]
    assert len(keys("p", layout, rows(2_001), file_count="by_page")) == 3


@pytest.mark.parametrize(
    ("answer", "count"), [("no_object", 0), ("empty_object", 1), ("header_only", 1)]
)
def test_a_run_without_records_writes_an_object_or_none(answer, count) -> None:
    assert len(keys("p", Layout(), [], empty_run=answer)) == count


@pytest.mark.parametrize("join", ["-", "_", ""])
def test_what_joins_the_execution_id_and_the_time_is_an_assumption(join) -> None:
    layout = Layout(prefix_type="FILENAME")
    assert (
        file_name(layout, stamp(), answers(file_name_join=join))
        == f"{RUN}{join}2022-11-10T09:05:07"
    )


@pytest.mark.parametrize(
    ("form", "time"),
    [
        ("YEAR", "2022"),
        ("MONTH", "2022-11"),
        ("DAY", "2022-11-10"),
        ("HOUR", "2022-11-10T09"),
        ("MINUTE", "2022-11-10T09:05"),
    ],
)
def test_the_format_may_shorten_the_time_in_a_name(form, time) -> None:
    layout = Layout(prefix_type="FILENAME", prefix_format=form)
    assert file_name(layout, stamp(), answers(file_name_time="trimmed")) == f"{RUN}-{time}"


@pytest.mark.parametrize(("answer", "begin"), [("one", "p/orders/"), ("two", "p//orders/")])
def test_a_slash_at_the_end_of_the_prefix_is_an_assumption(answer, begin) -> None:
    assert folder_of("p/", Layout(), stamp(), answers(prefix_slash=answer)) == begin


def test_only_the_assumptions_that_the_keys_depend_on_are_touched() -> None:
    plain = answers()
    assert list(planned("p", Layout(), stamp(), rows(3), plain))
    assert plain.touched == {}
    named, layout = answers(), Layout(prefix_type="FILENAME", prefix_format="DAY")
    assert list(planned("p/", layout, stamp(), rows(1), named))
    assert set(named.touched) == {"prefix_slash", "file_name_join", "file_name_time"}
    empty = answers()
    assert list(planned("p/", layout, stamp(), [], empty)) == []
    assert set(empty.touched) == {"empty_run"}


@pytest.mark.parametrize(
    ("count", "size", "target", "files"),
    [
        (10, 5_000_000, None, 1),
        (10, 5_000_000, 2, 2),
        (10, 400_000, 1, 1),
        (3, 90_000_000, 1, 3),
        (1, 9_000_000, 1, 1),
    ],
)
def test_a_target_size_divides_a_file_roughly(count, size, target, files) -> None:
    assert parts(rows(count), size, target) == files
