"""The server: its command, its own paths, faults on demand, many clients at once."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import pytest
import urllib3
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from appflow_emulator.admin.paths import HANDLERS
from appflow_emulator.exceptions import STATUS
from appflow_emulator.faults import KINDS
from appflow_emulator.injected import CALLERS
from appflow_emulator.server import Server
from tests.api_requests import REGION, flow, on_schedule, profile, s3_source
from tests.programs import ACCOUNT

COMMAND = [sys.executable, "-m", "appflow_emulator"]


@pytest.fixture
def control(server: Server) -> Iterator[object]:
    pool = urllib3.PoolManager(timeout=20)

    def call(method, path, sent=None, status=200):
        body = None if sent is None else json.dumps(sent)
        reply = pool.request(method, f"{server.url}/appflow-emulator/{path}", body=body)
        assert reply.status == status, reply.data
        return json.loads(reply.data)

    call("POST", "reset")  # calls of other tests included
    yield call
    call("POST", "reset")
    pool.clear()


# -- the command


@pytest.fixture
def started():
    running = []

    def start(*arguments):
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Warnings of ours would be errors there too.
            env={**os.environ, "PYTHONWARNINGS": "error::UserWarning"},
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_tells_its_address_serves_and_stops(started, number) -> None:
    process = started()
    said, _, url = process.stdout.readline().strip().rpartition(" ")
    assert said == "Listening on"
    assert url.startswith("http://127.0.0.1:")
    for service in ("appflow", "s3"):
        client = boto3.client(service, endpoint_url=url)
        answer = client.list_flows() if service == "appflow" else client.list_buckets()
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
        client.close()
    before = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
    assert time.monotonic() - before < 5


def test_the_command_stops_while_a_client_is_held(started) -> None:
    process = started()
    url = process.stdout.readline().split()[-1]
    pool = urllib3.PoolManager()
    rules = [{"kind": "timeout"}]
    pool.request("POST", f"{url}/appflow-emulator/faults", body=json.dumps(rules))
    client = boto3.client(
        "appflow",
        endpoint_url=url,
        config=Config(retries={"total_max_attempts": 1}, read_timeout=30),
    )
    with ThreadPoolExecutor(1) as threads:
        held = threads.submit(client.list_flows)
        while not pool.request("GET", f"{url}/appflow-emulator/faults").json()["rules"][0]["fired"]:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        assert process.returncode == 0
        assert held.exception() is not None
    client.close()
    pool.clear()


def test_listening_beyond_this_machine_gives_a_warning(started) -> None:
    process = started("--host", "0.0.0.0")
    assert process.stdout.readline().startswith("Listening on http://0.0.0.0:")
    process.terminate()
    _, err = process.communicate(timeout=20)
    assert "anyone who can reach this port" in err


def test_a_port_that_is_taken_is_an_error_not_a_trace(started) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = started("--port", str(taken.getsockname()[1]))
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (1, "")
    assert err.startswith("appflow-emulator: cannot listen on 127.0.0.1:")
    assert "Traceback" not in err


@pytest.mark.parametrize("port", ["abc", "65536", "-1", "8_080", ""])
def test_an_invalid_port_is_refused_with_the_valid_range(started, port) -> None:
    process = started(f"--port={port}")
    _, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert err.endswith(f"argument --port: must be a number from 0 to 65535, not {port}\n")


def test_help_does_not_load_moto() -> None:
    code = (
        "import sys; sys.argv = ['appflow-emulator', '--help']\n"
        "from appflow_emulator.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "assert not {'moto', 'boto3'} & set(sys.modules), 'loaded'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {*KINDS, *HANDLERS, *CALLERS} <= set(re.findall(r"[\w-]+", done.stdout))


# -- the process's own server


def test_two_servers_share_the_process() -> None:
    with Server() as one, Server() as two:
        assert one.url != two.url


# -- control paths


def test_assumptions_are_shown_changed_and_put_back(control, http, refused) -> None:
    assert control("GET", "assumptions")["flow_quota"] == 1000
    told = control("POST", "assumptions", {"flow_quota": 0, "auth_code_connectors": ["Slack"]})
    assert (told["flow_quota"], told["auth_code_connectors"]) == (0, ["Slack"])
    refused("ServiceQuotaExceededException", http().create_flow, **flow())
    assert control("DELETE", "assumptions")["flow_quota"] == 1000
    http().create_flow(**flow())


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"made_up": 1}, "unknown: made_up"),
        ({"stop_draft": "maybe"}, "stop_draft: must be one of 'conflict', 'no_op'"),
        ({"flow_quota": -1}, "flow_quota: must be a whole number, 0 or more"),
        ({"flow_quota": True}, "flow_quota: must be a whole number, 0 or more"),
        ({"connector_label_checked": 1}, "connector_label_checked: must be true or false"),
        ({"auth_code_connectors": "Slack"}, "auth_code_connectors: must be a list of strings"),
        ([], "assumptions: must be a JSON object of names and answers"),
    ],
)
def test_wrong_assumptions_are_refused(control, sent, text) -> None:
    before = control("GET", "assumptions")
    assert control("POST", "assumptions", sent, status=400)["message"].startswith(text)
    assert control("GET", "assumptions") == before


def test_the_clock_stands_moves_and_runs(control, http) -> None:
    told = control("POST", "clock", {"now": "2031-01-01T00:00:00Z"})
    assert told == {"now": "2031-01-01T00:00:00+00:00", "frozen": True}
    assert control("POST", "clock", {"advance": 60})["now"] == "2031-01-01T00:01:00+00:00"
    http().create_flow(**flow())
    created = http().describe_flow(flowName="orders")["createdAt"]
    assert created.isoformat().startswith("2031-01-01")
    assert control("DELETE", "clock")["frozen"] is False
    for wrong in ({}, {"now": "2031-01-01"}, {"later": 1}, {"advance": 1e300}, {"advance": "x"}):
        control("POST", "clock", wrong, status=400)


def test_unknown_paths_and_methods_are_refused(control) -> None:
    assert "calls" in control("GET", "nothing", status=404)["message"]
    assert control("PUT", "calls", status=405)["message"] == "calls takes DELETE, GET, not PUT."
    assert control("GET", "health") == {"status": "ok"}


def test_calls_are_counted_and_logged(control, http, refused) -> None:
    appflow = http()
    appflow.create_flow(**flow())
    refused("ConflictException", appflow.create_flow, **flow())
    appflow.list_tags_for_resource(resourceArn=appflow.describe_flow(flowName="orders")["flowArn"])
    http("s3").list_buckets()
    told = control("GET", "calls")
    assert told["counts"] == {"CreateFlow": 2, "DescribeFlow": 1, "ListTagsForResource": 1}
    assert told["log"][:2] == [
        {"operation": "CreateFlow", "status": 200, "fault": None},
        {"operation": "CreateFlow", "status": 409, "fault": None},
    ]
    assert control("DELETE", "calls") == {"counts": {}, "log": []}


def test_the_admin_path_changes_the_status_of_a_flow(control, http) -> None:
    appflow = http()
    appflow.create_flow(**flow(triggerConfig=on_schedule()))
    assert "flowStatusMessage" not in appflow.describe_flow(flowName="orders")
    told = control("POST", "flows/orders", {"status": "Errored", "message": "The stream is lost."})
    assert told == {
        "account": ACCOUNT,
        "region": REGION,
        "name": "orders",
        "status": "Errored",
        "message": "The stream is lost.",
    }
    assert control("GET", "flows/orders") == control("GET", "flows") == [told]
    seen = appflow.describe_flow(flowName="orders")
    assert (seen["flowStatus"], seen["flowStatusMessage"]) == ("Errored", "The stream is lost.")
    assert appflow.list_flows()["flows"][0]["flowStatus"] == "Errored"
    assert appflow.start_flow(flowName="orders")["flowStatus"] == "Active"
    assert "flowStatusMessage" not in appflow.describe_flow(flowName="orders")


def test_account_and_region_select_one_of_two_flows_with_the_same_name(control, http) -> None:
    for region in (REGION, "us-west-2"):
        http(region_name=region).create_flow(**flow())
    suspended = {"status": "Suspended"}
    said = control("POST", "flows/orders", suspended, status=400)["message"]
    assert said == (
        f"Flow orders exists in {ACCOUNT} {REGION}, {ACCOUNT} us-west-2."
        " Add ?account= or ?region= to the path."
    )
    told = control("POST", f"flows/orders?account={ACCOUNT}&region=us-west-2", suspended)
    assert (told["region"], told["message"]) == ("us-west-2", None)
    statuses = {one["region"]: one["status"] for one in control("GET", "flows")}
    assert statuses == {REGION: "Active", "us-west-2": "Suspended"}
    missing = control("GET", "flows/orders?region=eu-west-1", status=404)
    assert missing["message"] == "There is no flow orders in region eu-west-1."
    control("POST", "flows/orders?account=1", suspended, status=404)


@pytest.mark.parametrize(
    ("path", "sent", "text"),
    [
        (
            "flows/orders",
            {"status": "Paused"},
            "status: must be one of Active, Deprecated, Deleted",
        ),
        ("flows/orders", {"status": "Active", "message": 7}, "message: must be a string"),
        ("flows/orders", {"message": "why"}, 'flows/NAME: must be {"status": '),
        ("flows/orders", ["Active"], 'flows/NAME: must be {"status": '),
        ("flows/orders?zone=a", {"status": "Active"}, "unknown: zone; known: account, region"),
        ("flows", {"status": "Active"}, "flows: give the name of the flow in the path"),
    ],
)
def test_a_wrong_request_to_the_flows_path_changes_nothing(control, http, path, sent, text) -> None:
    http().create_flow(**flow(triggerConfig=on_schedule()))
    assert control("POST", path, sent, status=400)["message"].startswith(text)
    assert control("GET", "flows")[0]["status"] == "Draft"
    control("GET", "calls/orders", status=404)


def test_reset_forgets_everything(control, http) -> None:
    http().create_flow(**flow())
    control("POST", "assumptions", {"flow_quota": 0})
    control("POST", "faults", [{"kind": "5xx"}])
    control("POST", "reset")
    assert http().list_flows()["flows"] == []
    assert control("GET", "calls")["counts"] == {"ListFlows": 1}
    assert control("GET", "faults") == {"rules": []}


# -- faults


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [("throttle", "ThrottlingException", 429), ("5xx", "InternalServerException", 500)],
)
def test_injected_refusals_fire_as_often_as_set(control, http, refused, kind, code, status) -> None:
    appflow = http()
    control("POST", "faults", [{"operation": "CreateFlow", "kind": kind, "times": 2, "after": 1}])
    appflow.create_flow(**flow("a1"))
    for _ in range(2):
        appflow.list_flows()
        refused(code, appflow.create_flow, **flow("a2"))
    appflow.create_flow(**flow("a2"))
    (rule,) = control("GET", "faults")["rules"]
    assert (rule["matched"], rule["fired"]) == (4, 2)
    log = [call for call in control("GET", "calls")["log"] if call["fault"]]
    assert log == [{"operation": "CreateFlow", "status": status, "fault": kind}] * 2
    assert control("DELETE", "faults") == {"rules": []}


@pytest.mark.parametrize(("code", "status"), STATUS.items(), ids=STATUS)
def test_any_refusal_of_the_api_is_had_with_any_words(control, http, refused, code, status) -> None:
    words = "Error while authenticating to connector: \u201cexpired\u201d"
    rule = {"operation": "CreateConnectorProfile", "kind": "refuse", "code": code, "message": words}
    control("POST", "faults", [rule])
    appflow = http()
    assert refused(code, appflow.create_connector_profile, **profile()) == words
    (call,) = control("GET", "calls")["log"]
    assert call == {"operation": "CreateConnectorProfile", "status": status, "fault": "refuse"}
    appflow.create_flow(**flow())
    control("DELETE", "faults")
    appflow.create_connector_profile(**profile())


def test_a_refusal_without_a_message_says_that_the_emulator_made_it(control, http, refused) -> None:
    control("POST", "faults", [{"kind": "refuse", "code": "AccessDeniedException"}])
    said = refused("AccessDeniedException", http().list_flows)
    assert said == "The call was refused (injected by the emulator)."
    (rule,) = control("GET", "faults")["rules"]
    assert (rule["code"], rule["message"]) == ("AccessDeniedException", None)


@pytest.mark.parametrize("name", CALLERS)
def test_a_named_refusal_answers_as_aws_does(control, http, refused, name) -> None:
    control("POST", "faults", [{"kind": "refuse", "code": name}])
    caller = CALLERS[name]
    said = refused(caller.code, http().list_flows)
    assert said == caller.message.format(operation="ListFlows")
    control("POST", "faults", [{"kind": "refuse", "code": name, "message": "Not {today}."}])
    assert refused(caller.code, http().list_flows) == "Not {today}."
    assert [call["status"] for call in control("GET", "calls")["log"]] == [403, 403]


@pytest.mark.parametrize(
    ("rule", "code"), [({"code": "LimitExceeded"}, "LimitExceeded"), ({"code": ""}, "429")]
)
def test_throttling_can_have_any_code_or_none(control, http, refused, rule, code) -> None:
    control("POST", "faults", [{"kind": "throttle", "message": "Too Many Requests", **rule}])
    assert refused(code, http().list_flows) == "Too Many Requests"
    (call,) = control("GET", "calls")["log"]
    assert call["status"] == 429


@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_page_replaces_an_answer(control, http, server, status) -> None:
    control("POST", "faults", [{"kind": "page", "status": status, "message": "Who & what"}])
    signature = {"Authorization": "AWS4-HMAC-SHA256 Credential=a/b/eu-west-1/appflow/aws4_request"}
    reply = urllib3.PoolManager().request("POST", f"{server.url}/list-flows", headers=signature)
    assert (reply.status, reply.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert b"<title>Who &amp; what</title>" in reply.data
    control("DELETE", "faults")
    http().list_flows()


@pytest.mark.parametrize(("kind", "done"), [("drop-before", False), ("drop-after", True)])
def test_a_lost_reply_and_a_lost_request(control, http, kind, done) -> None:
    appflow = http()
    control("POST", "faults", [{"operation": "CreateFlow", "kind": kind}])
    with pytest.raises(ConnectionClosedError):
        appflow.create_flow(**flow())
    assert bool(appflow.list_flows()["flows"]) is done
    assert control("GET", "calls")["log"][0] == {
        "operation": "CreateFlow",
        "status": None,
        "fault": kind,
    }


def test_boto3_recovers_from_a_lost_reply_with_its_token(control, server) -> None:
    control("POST", "faults", [{"operation": "CreateFlow", "kind": "drop-after", "times": 1}])
    client = boto3.client(
        "appflow",
        endpoint_url=server.url,
        region_name=REGION,
        config=Config(retries={"total_max_attempts": 3, "mode": "standard"}),
    )
    assert client.create_flow(**flow())["flowStatus"] == "Active"
    client.close()
    assert control("GET", "calls")["counts"]["CreateFlow"] == 2


def test_a_timeout_fault_sends_no_reply(control, server) -> None:
    control("POST", "faults", [{"kind": "timeout", "delayMs": 3000}])
    client = boto3.client(
        "appflow",
        endpoint_url=server.url,
        config=Config(retries={"total_max_attempts": 1}, read_timeout=0.2),
    )
    with pytest.raises(ReadTimeoutError):
        client.list_flows()
    client.close()


def test_a_slow_reply_is_correct(control, http) -> None:
    control("POST", "faults", [{"kind": "slow", "delayMs": 200}])
    before = time.monotonic()
    assert http().list_flows()["flows"] == []
    assert time.monotonic() - before >= 0.2


def test_the_same_seed_gives_the_same_faults(control, http) -> None:
    appflow = http()

    def pattern(seed):
        control("POST", "faults", [{"kind": "throttle", "probability": 0.5, "seed": seed}])
        control("DELETE", "calls")
        for _ in range(20):
            with contextlib.suppress(appflow.exceptions.ThrottlingException):
                appflow.list_flows()
        return [call["status"] for call in control("GET", "calls")["log"]]

    first = pattern(1)
    assert set(first) == {200, 429}
    assert pattern(1) == first
    assert pattern(2) != first


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({}, "faults: must be a JSON list of rules"),
        ([{}], "kind: must be one of throttle"),
        ([{"kind": "explode"}], "kind: must be one of throttle"),
        ([{"kind": ["5xx"]}], "kind: must be one of throttle"),
        ([{"kind": "5xx", "probability": 2}], "probability: must be a number from 0 to 1"),
        ([{"kind": "5xx", "often": 2}], "unknown: often"),
        (
            [{"kind": "5xx", "operation": "CreateFlows"}],
            "operation: AppFlow has no operation CreateFlows",
        ),
        ([{"kind": "5xx", "delayMs": -1}], "delayMs: must be a whole number"),
        ([{"kind": "refuse"}], "code: must be one of AccessDeniedException, "),
        (
            [{"kind": "refuse", "code": "AccessDenied"}],
            "code: must be one of AccessDeniedException, ",
        ),
        (
            [{"kind": "refuse", "code": "ConflictException", "message": 1}],
            "message: must be a string",
        ),
        ([{"kind": "refuse", "code": ["ConflictException"]}], "code: must be one of AccessDenied"),
        ([{"kind": "5xx", "code": "ConflictException"}], "code: needs the kind refuse or throttle"),
        ([{"kind": "5xx", "message": "m"}], "message: needs the kind refuse or throttle or page"),
        ([{"kind": "throttle", "code": 429}], "code: must be a string"),
        ([{"kind": "throttle", "status": 429}], "status: needs the kind page"),
        ([{"kind": "page", "status": 99}], "status: must be an HTTP status from 200 to 599"),
        ([{"kind": "page", "status": True}], "status: must be an HTTP status from 200 to 599"),
        ([{"kind": "page", "code": "x"}], "code: needs the kind refuse or throttle"),
    ],
)
def test_wrong_fault_rules_are_refused(control, sent, text) -> None:
    assert control("POST", "faults", sent, status=400)["message"].startswith(text)
    assert control("GET", "faults") == {"rules": []}


# -- the page about it

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "emulator-in-tests.md"
CURL = re.compile(r"curl -X POST http\S+/appflow-emulator/(\S+) .*?-d '([^']+)'")


def test_every_request_of_the_docs_page_is_accepted_and_changes_something(control, http) -> None:
    http().create_flow(**flow())
    posted = CURL.findall(PAGE.read_text().replace("\\\n", " "))
    assert {path.partition("/")[0] for path, _ in posted} == {
        "assumptions",
        "clock",
        "faults",
        "flows",
    }
    for path, text in posted:
        before = control("GET", path)
        after = control("POST", path, json.loads(text))
        assert after != before, path


# -- many at once


def test_sixty_four_concurrent_clients_lose_nothing(control, http) -> None:
    appflow = http()
    wide = boto3.client(
        "appflow",
        endpoint_url=appflow.meta.endpoint_url,
        config=Config(max_pool_connections=64, retries={"total_max_attempts": 1}),
    )

    def life(number):
        name = f"flow-{number}"
        wide.create_flow(**flow(name, sourceFlowConfig=s3_source(prefix=name)))
        run = wide.start_flow(flowName=name)["executionId"]
        told = wide.describe_flow_execution_records(flowName=name)["flowExecutions"]
        assert [one["executionId"] for one in told] == [run]
        if number % 2:
            wide.delete_flow(flowName=name)

    with ThreadPoolExecutor(64) as threads:
        list(threads.map(life, range(128)))
    wide.close()
    assert len(appflow.list_flows(maxResults=100)["flows"]) == 64
    assert control("GET", "calls")["counts"]["CreateFlow"] == 128


def test_a_request_to_appflow_does_not_search_motos_folders(http, monkeypatch) -> None:
    def search():
        raise AssertionError("moto's folders were listed")

    monkeypatch.setattr("moto.backends.list_of_moto_modules", search)
    assert http().list_flows()["flows"] == []


def test_listing_all_pages_reads_each_flow_once(local, monkeypatch) -> None:
    appflow = local()
    for number in range(12):
        appflow.create_flow(**flow(flowName=f"flow-{number}"))
    looked = []
    monkeypatch.setattr(
        "appflow_emulator.operations.lifecycle.Lifecycle.catch_up",
        lambda _self, each: looked.append(each.name),
    )
    names: list[str] = []
    token: dict[str, str] = {}
    while True:
        page = appflow.list_flows(maxResults=5, **token)
        names += [each["flowName"] for each in page["flows"]]
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    assert names == looked == [f"flow-{number}" for number in range(12)]


def test_only_one_of_many_concurrent_creates_of_a_flow_succeeds(http) -> None:
    wide = boto3.client(
        "appflow",
        endpoint_url=http().meta.endpoint_url,
        config=Config(max_pool_connections=32, retries={"total_max_attempts": 1}),
    )

    def create(_):
        try:
            wide.create_flow(**flow())
        except wide.exceptions.ConflictException:
            return 0
        return 1

    with ThreadPoolExecutor(32) as threads:
        assert sum(threads.map(create, range(32))) == 1
    wide.close()
