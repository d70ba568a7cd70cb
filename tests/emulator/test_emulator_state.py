"""`appflow-emulator --state FILE`: what was answered is there after the next start, however the process ended."""

import contextlib
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import boto3
import pytest
import urllib3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from appflow_emulator import journal
from tests.api_requests import REGION, flow, profile

COMMAND = [sys.executable, "-m", "appflow_emulator", "--port", "0"]
WRITES, THREADS = 1_000, 8


class Emulator:
    """A process with a file."""

    def __init__(self, path: Path, *more: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "--state", str(path), *more], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().split()[-1]

    def client(self, service: str = "appflow") -> Any:
        config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
        return boto3.client(service, region_name=REGION, endpoint_url=self.url, config=config)

    def names(self) -> set[str]:
        found: set[str] = set()
        token: dict[str, str] = {}
        client = self.client()
        while True:
            reply = client.list_flows(maxResults=100, **token)
            found |= {each["flowName"] for each in reply["flows"]}
            if "nextToken" not in reply:
                return found
            token = {"nextToken": reply["nextToken"]}

    def end(self, number: int = signal.SIGKILL) -> None:
        self.process.send_signal(number)
        self.process.wait(timeout=60)
        if self.process.stdout is not None:
            self.process.stdout.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Emulator]]:
    made: list[Emulator] = []

    def begin(*more: str) -> Emulator:
        made.append(Emulator(tmp_path / "state", *more))
        return made[-1]

    yield begin
    for each in made:
        if each.process.poll() is None:
            each.end()


def everything(emulator: Emulator) -> dict[str, Any]:
    """What a client can read of the flow, its runs, the profile, its secret, and the connector."""
    client = emulator.client()
    secrets = emulator.client("secretsmanager")
    replies = {
        "flow": client.describe_flow(flowName="orders"),
        "runs": client.describe_flow_execution_records(flowName="orders"),
        "profiles": client.describe_connector_profiles(),
        "connectors": client.list_connectors(),
        "tags": client.list_tags_for_resource(
            resourceArn=client.describe_flow(flowName="orders")["flowArn"]
        ),
    }
    (found,) = replies["profiles"]["connectorProfileDetails"]
    replies["secret"] = secrets.get_secret_value(SecretId=found["credentialsArn"])["SecretString"]
    return {name: without_head(reply) for name, reply in replies.items()}


def without_head(reply: Any) -> Any:
    return (
        {k: v for k, v in reply.items() if k != "ResponseMetadata"}
        if isinstance(reply, dict)
        else reply
    )


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_all_that_was_answered_is_there_again(start: Callable[..., Emulator], number: int) -> None:
    one = start()
    client = one.client()
    client.create_connector_profile(**profile("Salesforce"))
    client.register_connector(
        connectorLabel="hub",
        connectorProvisioningType="LAMBDA",
        connectorProvisioningConfig={
            "lambda": {"lambdaArn": f"arn:aws:lambda:{REGION}:123456789012:function:hub"}
        },
    )
    arn = client.create_flow(**flow(), clientToken="one")["flowArn"]
    client.tag_resource(resourceArn=arn, tags={"team": "sales"})
    client.update_flow(**{k: v for k, v in flow(description="new").items() if k != "tags"})
    client.start_flow(flowName="orders")
    for _ in range(3):  # until the run is over
        client.describe_flow_execution_records(flowName="orders")
    before = everything(one)
    one.end(number)
    two = start()
    assert everything(two) == before
    # A repeated create with the same token gets the first answer, as within one process.
    assert two.client().create_flow(**flow(), clientToken="one")["flowArn"] == arn
    two.client().delete_flow(flowName="orders")
    two.end()
    three = start()
    assert three.names() == set()
    pool = urllib3.PoolManager()
    pool.request("POST", f"{three.url}/appflow-emulator/reset")
    pool.clear()
    three.end()
    assert start().client().describe_connector_profiles()["connectorProfileDetails"] == []


def test_a_kill_amid_a_thousand_writes_loses_nothing_that_was_answered(
    start: Callable[..., Emulator],
) -> None:
    one = start()
    done: list[str] = []
    half = threading.Event()

    def write(first: int) -> None:
        client = one.client()
        for number in range(first, WRITES, THREADS):
            name = f"flow-{number:04d}"
            try:
                client.create_flow(**flow(flowName=name))
            except (BotoCoreError, ClientError):
                return
            done.append(name)
            if len(done) >= WRITES // 2:
                half.set()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(THREADS)]
    for each in threads:
        each.start()
    assert half.wait(120)
    one.end()
    for each in threads:
        each.join()
    assert WRITES // 2 <= len(done) < WRITES
    two = start()
    there = two.names()
    assert set(done) <= there
    assert len(there - set(done)) <= THREADS  # on their way when the process was killed
    client = two.client()
    for name in sorted(there)[-50:]:
        told = client.describe_flow(flowName=name)
        assert [each["taskType"] for each in told["tasks"]] == ["Map_all"]


def test_only_the_owner_may_read_the_file(start: Callable[..., Emulator], tmp_path: Path) -> None:
    start()
    for path in tmp_path.glob("state*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def failed(path: Path) -> str:
    done = subprocess.run(
        [*COMMAND, "--state", str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"appflow-emulator: {path}")
    return line


def test_a_file_that_another_process_uses_is_refused(
    start: Callable[..., Emulator], tmp_path: Path
) -> None:
    start()
    assert "another process uses it" in failed(tmp_path / "state")


def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to be looked at " * 50)
    assert "not a file of the emulator" in failed(text)
    assert text.read_text().startswith("not a database")
    other = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(other)) as rows, rows:
        rows.execute("CREATE TABLE t (a)")
    assert "a database of something else" in failed(other)
    with contextlib.closing(sqlite3.connect(other)) as rows:
        assert rows.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]


def test_a_file_of_another_format_a_damaged_one_and_a_missing_folder_are_refused(
    start: Callable[..., Emulator], tmp_path: Path
) -> None:
    one = start()
    one.client().create_flow(**flow())
    one.end()
    path = tmp_path / "state"
    with contextlib.closing(sqlite3.connect(path)) as rows, rows:
        rows.execute(
            'UPDATE rows SET content = \'{"$": "Unheard", "of": {}}\' WHERE kind = \'flow\''
        )
    assert "the row flow orders is damaged" in failed(path)
    with contextlib.closing(sqlite3.connect(path)) as rows, rows:
        rows.execute(f"PRAGMA user_version = {journal.FORMAT + 1}")
    assert f"has the format {journal.FORMAT + 1}" in failed(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert str(path) in failed(path)
    assert "No such file or directory" in failed(tmp_path / "nowhere" / "state")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "Permission denied" in failed(tmp_path / "state")


def test_a_full_disk_is_told_and_the_write_is_not_acknowledged(
    start: Callable[..., Emulator],
) -> None:
    one = start()
    client = one.client()
    # A limit of the size of files stands in for a full disk.
    resource.prlimit(one.process.pid, resource.RLIMIT_FSIZE, (300_000, 300_000))
    kept: list[str] = []

    def fill() -> None:
        for number in range(500):
            client.create_flow(**flow(flowName=f"flow-{number}"))
            kept.append(f"flow-{number}")

    with pytest.raises(ClientError, match="could not keep its state"):
        fill()
    one.end()
    assert set(kept) <= start().names()


def test_the_format_is_raised_with_the_members_of_the_records() -> None:
    members = {each.__name__: [one.name for one in fields(each)] for each in journal.RECORDS}
    known = {
        "ConnectorRecord": 7,
        "Done": 3,
        "FlowRecord": 22,
        "ProfileRecord": 15,
        "Run": 14,
        "ShownRow": 4,
        "ShownRows": 4,
        "Transfer": 14,
    }
    assert ({name: len(names) for name, names in members.items()}, journal.FORMAT) == (known, 1)
