"""Made-up samples: the files for the sources of a program, their fields and types, and that they exercise its tasks."""

import csv
import json
from pathlib import Path

import pytest

from appflow_command.rehearse.made_up import ROWS, sample_files
from tests.command.previews import mapped, no_null
from tests.command.results import plan
from tests.programs import EVENT, source, task


def typed(field: str, kind: str):
    return {**mapped(field), "taskProperties": {"SOURCE_DATA_TYPE": kind}}


def compared(field: str, operator: str, kind: str = "string", **values: str):
    properties = {"DATA_TYPE": kind, **values}
    return task("Filter", [field], "salesforce", operator, taskProperties=properties)


def files(folder: Path, *plans) -> dict[str, str]:
    found = {
        each.path.relative_to(folder).as_posix(): each.content
        for each in sample_files(plans, folder)
    }
    for name, text in found.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return found


def rows(folder: Path, *tasks, **changes):
    (text,) = (
        text for name, text in files(folder, plan(*tasks, **changes)).items() if name != "README.md"
    )
    return [json.loads(line) for line in text.splitlines()]


def s3(bucket: str, prefix: str = "", kind: str = "CSV"):
    form = {"s3InputFormatConfig": {"s3InputFileType": kind}}
    settings = {"bucketName": bucket, "bucketPrefix": prefix, **form}
    return {"sourceFlowConfig": source("S3", "s3", settings)}


def test_the_same_program_gives_the_same_files(tmp_path) -> None:
    tasks = [typed("Id", "id"), typed("Amount", "currency"), no_null("Email"), mapped("Email")]
    first, second = tmp_path / "a", tmp_path / "b"
    made = files(first, plan(*tasks))
    assert made == files(second, plan(*tasks))
    assert list(made) == ["Salesforce/Account.jsonl", "README.md"]
    assert "`Salesforce/Account.jsonl`" in made["README.md"]
    assert "made up" in made["README.md"]


def test_each_type_gets_values_of_its_kind(tmp_path) -> None:
    kinds = {
        "A": "boolean",
        "B": "datetime",
        "C": "date",
        "D": "int",
        "E": "currency",
        "OwnerId": "reference",
        "F": "string",
    }
    made = rows(tmp_path, *(typed(field, kind) for field, kind in kinds.items()))
    assert len(made) == ROWS
    assert list(made[0]) == list(kinds)
    types = [bool, str, str, int, float, str, str]
    assert [type(value) for value in made[0].values()] == types
    assert made[0]["B"].endswith(".000Z")
    assert len({row["OwnerId"] for row in made}) == ROWS


def test_fields_of_a_calculation_are_numbers_whatever_their_type_says(tmp_path) -> None:
    made = rows(
        tmp_path,
        typed("Qty", "string"),
        task(
            "Arithmetic", ["Qty", "Price"], "salesforce", "ADDITION", destinationField="Qty,Price"
        ),
    )
    assert {type(row[field]) for row in made for field in ("Qty", "Price")} == {float}


@pytest.mark.parametrize(
    ("check", "wrong"),
    [
        ("VALIDATE_NON_NULL", None),
        ("VALIDATE_NON_ZERO", 0),
        ("VALIDATE_NON_NEGATIVE", -1),
        ("VALIDATE_NUMERIC", "none"),
    ],
)
def test_some_rows_fail_each_validation(tmp_path, check: str, wrong) -> None:
    made = rows(tmp_path, {**no_null("Qty"), "connectorOperator": {"salesforce": check}})
    assert 0 < [row["Qty"] for row in made].count(wrong) < ROWS


FILTERS = [
    (compared("Stage", "EQUAL_TO", VALUE="Closed"), lambda v: v == "Closed"),
    (compared("Stage", "EQUAL_TO", VALUES="new,open"), lambda v: v in ("new", "open")),
    (compared("Qty", "GREATER_THAN", "int", VALUE="1000000"), lambda v: v > 1_000_000),
    (compared("Qty", "LESS_THAN", "int", VALUE="-5"), lambda v: v < -5),
    (
        compared("Qty", "BETWEEN", "double", LOWER_BOUND="-9", UPPER_BOUND="-8"),
        lambda v: -9 < v < -8,
    ),
    (
        compared("At", "GREATER_THAN", "datetime", VALUE="1924992000000"),  # 2031-01-01
        lambda v: v >= "2031-01-02",
    ),
]


@pytest.mark.parametrize(
    ("by", "passes"), FILTERS, ids=[str(each["taskProperties"]) for each, _ in FILTERS]
)
def test_some_rows_pass_each_filter_and_some_do_not(tmp_path, by, passes) -> None:
    made = rows(tmp_path, by, mapped(by["sourceFields"][0]))
    (field,) = made[0]
    assert (
        0 < sum(passes(row[field]) for row in made) < ROWS
        or by["taskProperties"]["DATA_TYPE"] == "datetime"
    )


def test_objects_of_s3_lie_under_their_prefix_in_their_format(tmp_path) -> None:
    key = task("Map", ["Id"], "s3", "NO_OP", destinationField="Id")
    made = files(
        tmp_path,
        plan(key, **s3("exports", "in/orders/")),
        plan(key, **s3("exports", kind="JSON")),
    )
    assert set(made) == {
        "S3/exports/in/orders/made-up.csv",
        "S3/exports/made-up.jsonl",
        "README.md",
    }
    lines = list(csv.DictReader(made["S3/exports/in/orders/made-up.csv"].splitlines()))
    assert len(lines) == ROWS
    assert json.loads(made["S3/exports/made-up.jsonl"].splitlines()[0])["Id"] == lines[0]["Id"]


def test_paths_of_sap_and_events_have_their_own_files(tmp_path) -> None:
    path = "/sap/opu/odata/sap/API/A_SalesOrder"
    made = files(
        tmp_path,
        plan(
            task("Map", ["Id"], "sapoData", "NO_OP", destinationField="Id"),
            sourceFlowConfig=source("SAPOData", "sapoData", {"objectPath": path}),
        ),
        plan(mapped("Id"), triggerConfig=EVENT),
    )
    assert set(made) == {f"SAPOData{path}.jsonl", "Salesforce/Account.events.jsonl", "README.md"}


def test_two_flows_of_one_object_share_one_file_with_the_fields_of_both(tmp_path) -> None:
    made = files(tmp_path, plan(mapped("Id")), plan(mapped("Name")))
    assert list(json.loads(made["Salesforce/Account.jsonl"].splitlines()[0])) == ["Id", "Name"]


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_samples_that_exist_are_kept(tmp_path, ending: str) -> None:
    there = tmp_path / "Salesforce" / f"Account{ending}"
    there.parent.mkdir()
    there.write_text("mine")
    assert files(tmp_path, plan(mapped("Id"))) == {}
    assert there.read_text() == "mine"


def test_an_object_under_the_prefix_is_a_sample_of_s3(tmp_path) -> None:
    there = tmp_path / "S3" / "exports" / "in" / "orders-1.csv"
    there.parent.mkdir(parents=True)
    there.write_text("mine")
    key = task("Map", ["Id"], "s3", "NO_OP", destinationField="Id")
    assert files(tmp_path, plan(key, **s3("exports", "in/orders"))) == {}
    assert "S3/exports/in/new/made-up.csv" in files(tmp_path, plan(key, **s3("exports", "in/new")))


def test_a_flow_that_names_no_field_gets_a_few(tmp_path) -> None:
    (first, *_) = rows(tmp_path, task("Map_all", [], "salesforce", "NO_OP"))
    assert set(first) == {"Id", "Name", "Amount"}
