"""The emulator's own paths for data: objects, run, rehearse; the same in Python; and the command with samples."""

import json
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import urllib3

import appflow_emulator
from appflow_emulator import clock
from appflow_emulator.admin.paths import HANDLERS
from tests.api_requests import (
    destination,
    flow,
    map_all,
    mapped,
    on_schedule,
    profile,
    projection,
    s3_source,
    source,
)

NOON = datetime(2030, 1, 1, 12, tzinfo=timezone.utc)
COMMAND = [sys.executable, "-m", "appflow_emulator"]
MEMBERS = ("flow", "sources", "assumptions", "labels", "window", "now", "advance", "status", "kind")
SAP = "/sap/opu/odata/sap/ZSALES_ORDERS_SRV/SalesOrders"


@pytest.fixture(autouse=True)
def no_samples():
    yield
    appflow_emulator.forget_samples()
    appflow_emulator.forget_schemas()


@pytest.fixture
def folder(tmp_path):
    files = {
        "Salesforce/Account.jsonl": '{"Id": "1", "Name": "Ann"}\n{"Id": "2", "Name": null}\n',
        f"SAPOData{SAP}.jsonl": '{"Plant": "1000"}\n',
        "S3/orders-in/daily/a.csv": "Id\n1\n2\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def ask(server):
    pool = urllib3.PoolManager(timeout=20)

    def call(method, path, sent=None, status=200):
        body = None if sent is None else json.dumps(sent)
        reply = pool.request(method, f"{server.url}/appflow-emulator/{path}", body=body)
        assert reply.status == status, reply.data
        return json.loads(reply.data)

    call("POST", "reset")
    yield call
    call("POST", "reset")
    pool.clear()


def crm_flow(**changes):
    return flow(
        sourceFlowConfig=source("Salesforce"),
        tasks=[projection("Id", "Name"), mapped("Id"), mapped("Name")],
        **changes,
    )


# -- objects


def test_the_store_is_shown_and_a_reset_brings_the_samples_back(ask, http, folder) -> None:
    appflow_emulator.add_samples(folder)
    assert ask("GET", "objects") == {"Salesforce": {"Account": 2}, "SAPOData": {SAP: 1}}
    assert ask("GET", "objects/Salesforce/Account")[0] == {"Id": "1", "Name": "Ann"}
    assert ask("GET", f"objects/SAPOData{SAP}") == [{"Plant": "1000"}]
    missing = ask("GET", "objects/Salesforce/Lead", status=404)
    assert missing["message"] == "There are no records of Salesforce/Lead."
    appflow = http()
    appflow.create_connector_profile(**profile())
    to = destination("Salesforce", name="crm", object="Account", writeOperationType="INSERT")
    appflow.create_flow(**flow(destinationFlowConfigList=[to]))
    assert ask("POST", "run/orders")["read"] == 2
    # both have the id of a known record
    assert ask("GET", "objects")["Salesforce"] == {"Account": 2}
    appflow_emulator.store.put("Salesforce", "Account", [])
    ask("POST", "reset")
    assert ask("GET", "objects")["Salesforce"] == {"Account": 2}
    assert ask("POST", "rehearse", {"flow": flow()})["read"] == 2


# -- run


def put(http, key, text):
    s3 = http("s3", region_name="us-east-1")
    for bucket in ("orders-in", "orders-out"):
        s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket="orders-in", Key=key, Body=text.encode())


def test_a_run_over_http_is_over_when_it_is_answered(ask, http) -> None:
    put(http, "daily/a.csv", "Id\n1\n2\n")
    appflow = http()
    appflow.create_flow(**flow(triggerConfig=on_schedule("cron(0 13 * * ? *)")))
    told = ask("POST", "run/orders")
    assert told == {
        "executionId": told["executionId"],
        "status": "Successful",
        "message": None,
        "window": None,
        "read": 2,
        "filtered": 0,
        "processed": 2,
        "failures": 0,
        "bytesRead": 7,
        "bytesWritten": 22,
        "objects": [f"s3://orders-out/orders/{told['executionId']}"],
        "touched": [],
    }
    (run,) = appflow.describe_flow_execution_records(flowName="orders")["flowExecutions"]
    assert (run["executionId"], run["executionStatus"]) == (told["executionId"], "Successful")


def test_a_run_without_data_says_that_it_moved_none(ask, http) -> None:
    http().create_flow(**flow())
    told = ask("POST", "run/orders")
    assert told["message"] == "The emulator recorded this run and moved no data."
    assert "read" not in told


def test_a_window_limits_what_a_run_reads(ask, http) -> None:
    clock.freeze(NOON)
    put(http, "daily/a.csv", "Id\n1\n")
    clock.advance(3_600)
    http("s3", region_name="us-east-1").put_object(
        Bucket="orders-in", Key="daily/b.csv", Body=b"Id\n2\n"
    )
    http().create_flow(**flow())
    window = ["2030-01-01T12:30:00Z", "2030-01-01T13:30:00Z"]
    told = ask("POST", "run/orders", {"window": window})
    assert told["read"] == 1
    assert told["window"] == ["2030-01-01T12:30:00+00:00", "2030-01-01T13:30:00+00:00"]
    both = (NOON, NOON + timedelta(hours=2))
    assert appflow_emulator.run_now("orders", window=both)["read"] == 2
    (run, _) = http().describe_flow_execution_records(flowName="orders")["flowExecutions"]
    assert run["dataPullStartTime"] == NOON


@pytest.mark.parametrize(
    ("path", "sent", "status", "message"),
    [
        ("run", None, 400, "run: give the name of the flow in the path, as run/NAME"),
        ("run/none", None, 404, "There is no flow none."),
        ("run/orders", {"from": 1}, 400, 'run/NAME: must be {"window": [from, to]}, or empty'),
        ("run/orders", {"window": "today"}, 400, "window: must be two ISO times"),
        ("run/orders", {"window": ["2030-01-01T00:00:00", "2031-01-01T00:00:00"]}, 400, "window: must be"),
        ("run/orders", {"window": ["2031-01-01T00:00:00Z", "2030-01-01T00:00:00Z"]}, 400, "window: must be"),
        ("rehearse", [], 400, "rehearse: must be a JSON object with a flow"),
        ("rehearse", {"flows": {}}, 400, "rehearse: must have flow, and may have assumptions, "),
        ("rehearse", {"flow": "none"}, 404, "There is no flow none."),
        ("rehearse", {"flow": 1}, 400, "flow: must be the members of CreateFlow, or the name of a flow"),
        ("rehearse", {"flow": {}}, 400, "flow: "),
        ("rehearse", {"flow": "orders", "sources": {}}, 400, "sources: must be a JSON list of records, or null"),
        ("rehearse", {"flow": "orders"}, 400, "There are no records of s3://orders-in/daily."),
        ("rehearse", {"flow": "orders", "sources": [], "assumptions": {"x": 1}}, 400, "unknown: x"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused_in_a_sentence(ask, http, path, sent, status, message) -> None:
    http().create_flow(**flow())
    assert ask("POST", path, sent, status)["message"].startswith(message)


VALUES: tuple[object, ...] = (None, 5, "x", [], {})
ODD: list[bytes] = [
    *(json.dumps(each).encode() for each in (None, 5, "x", [], [1], [None], {}, {"": 1})),
    *(json.dumps({name: value}).encode() for name in MEMBERS for value in VALUES),
    b"",
    b"{",
    b"\xff",
    b"[" * 100_000,
]


@pytest.mark.parametrize("name", sorted(name for name in HANDLERS if "POST" in HANDLERS[name]))
def test_whatever_is_sent_gets_an_answer_and_a_sentence_if_it_is_wrong(server, http, name) -> None:
    http().create_flow(**flow())
    pool = urllib3.PoolManager(timeout=20)
    rest = "/orders" if name in {"flows", "run"} else ""
    for body in ODD:
        url = f"{server.url}/appflow-emulator/{name}{rest}"
        reply = pool.request("POST", url, body=body)
        told = reply.json()
        assert reply.status == 200 or (reply.status in {400, 404} and told["message"]), body[:80]
    pool.request("POST", f"{server.url}/appflow-emulator/reset")
    pool.clear()


# -- rehearse


def test_a_rehearsal_over_http_shows_rows_and_objects_and_writes_nothing(ask) -> None:
    clock.freeze(NOON)
    check = {
        "taskType": "Validate",
        "sourceFields": ["Qty"],
        "connectorOperator": {"S3": "VALIDATE_NON_NULL"},
        "taskProperties": {"VALIDATION_ACTION": "DropRecord"},
    }
    rows = [{"Id": "1", "Qty": "2"}, {"Id": "2", "Qty": None}]
    told = ask("POST", "rehearse", {"flow": flow(tasks=[check, map_all()]), "sources": rows})
    assert (told["read"], told["processed"], told["failure"]) == (2, 2, None)
    assert told["written"] == rows[:1]
    assert told["dropped"] == [{"number": 1, "record": rows[1], "task": 0, "why": "Qty is null"}]
    (made,) = told["objects"]
    assert (made["bucket"], made["records"]) == ("orders-out", 1)
    assert made["key"].startswith("orders/")
    assert ask("GET", "objects") == {}


def test_a_rehearsal_reads_what_the_emulator_has(ask, http, folder) -> None:
    appflow_emulator.add_samples(folder)
    told = ask("POST", "rehearse", {"flow": flow(), "sources": None})
    assert told["written"] == [{"Id": "1"}, {"Id": "2"}]
    told = ask("POST", "rehearse", {"flow": crm_flow()})
    assert [row["Name"] for row in told["written"]] == ["Ann", None]
    http().create_flow(**flow("known"))
    assert ask("POST", "rehearse", {"flow": "known"})["read"] == 2


def test_a_rehearsal_answers_open_questions_as_asked(ask) -> None:
    sent = {"flow": crm_flow(), "sources": [{"Id": "1"}]}
    told = ask("POST", "rehearse", sent)
    assert (
        told["failure"] == "tasks[0] names the field Name, which Salesforce/Account does not have."
    )
    assert told["touched"] == {"missing_field": 1}
    for other in ({"lenient": True}, {"assumptions": {"missing_field": "null"}}):
        told = ask("POST", "rehearse", {**sent, **other})
        assert (told["failure"], told["written"]) == (None, [{"Id": "1", "Name": None}])
    assert ask("GET", "assumptions")["missing_field"] == "fail"


def test_a_rehearsal_in_python_takes_the_same(folder) -> None:
    done = appflow_emulator.rehearse(crm_flow(), sources=[{"Id": "1", "Name": "Ann"}])
    assert done.rows == [{"Id": "1", "Name": "Ann"}]


PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "emulator-data.md"
CURL = re.compile(r"curl (?:-X (POST) )?http\S+/appflow-emulator/(\S+)(?: +-d '([^']+)')?")


def test_every_request_of_the_page_about_data_is_accepted(ask, http, folder) -> None:
    appflow_emulator.add_samples(folder)
    put(http, "daily/a.csv", "Id,Phone\n1,555-0100\n")
    mask = {
        "taskType": "Mask",
        "sourceFields": ["Phone"],
        "connectorOperator": {"S3": "MASK_ALL"},
        "taskProperties": {"MASK_VALUE": "*"},
    }
    http().create_flow(**flow(tasks=[mask, map_all()]))
    found = CURL.findall(PAGE.read_text().replace("\\\n", " "))
    assert {path.partition("/")[0] for _, path, _ in found} == {"objects", "rehearse", "run"}
    told = {
        path: ask(how or "GET", path, json.loads(text) if text else None)
        for how, path, text in found
    }
    assert told["rehearse"]["written"] == [{"Id": "1", "Phone": "*****"}]
    assert told["run/orders"]["status"] == "Successful"


# -- the command


def start(*arguments):
    return subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_the_command_moves_the_samples_of_a_folder(folder) -> None:
    process = start("--samples", str(folder))
    try:
        url = process.stdout.readline().split()[-1]
        told = urllib3.request(
            "POST",
            f"{url}/appflow-emulator/rehearse",
            json={"flow": flow(sourceFlowConfig=s3_source())},
        ).json()
        assert told["read"] == 2
    finally:
        process.terminate()
        _, err = process.communicate(timeout=20)
    assert err == ""


def test_a_folder_that_cannot_be_read_ends_the_command_with_a_sentence(tmp_path) -> None:
    (tmp_path / "Zendesk").mkdir()
    (tmp_path / "Zendesk" / "tickets.jsonl").write_text("{}\n{\n")
    process = start("--samples", str(tmp_path))
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (1, "")
    assert err.startswith(f"appflow-emulator: {tmp_path}/Zendesk/tickets.jsonl: line 2: ")
    assert len(err.splitlines()) == 1


def test_starting_without_samples_loads_none_of_the_data_plane_that_moves(monkeypatch) -> None:
    code = (
        "import sys\n"
        "from appflow_emulator.server import Server\n"
        "Server().stop()\n"
        "late = ('plan', 'store', 'rows', 'values', 'formats', 'frames', 'rehearsal', 'samples')\n"
        "loaded = {f'appflow_emulator.data_plane.{name}' for name in late} & set(sys.modules)\n"
        "assert not loaded | ({'polars', 'croniter', 'appflow_emulator.moving'} & set(sys.modules)), loaded"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
