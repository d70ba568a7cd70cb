"""The real engine and a real emulator over HTTP, one of each for all tests of a process."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import urllib3
from botocore import xform_name

from appflow_provider.paging import pages
from tests.e2e.stack import Stack

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.engine)


def engine_with(*languages: str) -> str:
    """The folder of Pulumi's executables, with the hosts of these languages beside Python's."""
    asked = [word for language in languages for word in ("--with", language)]
    found = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "pulumi" / "get.py"), *asked],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return found.stdout.strip()


@pytest.fixture(scope="session")
def engine() -> str:
    """The folder of Pulumi's executables."""
    return engine_with()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The emulator's URL."""
    process = subprocess.Popen(
        [sys.executable, "-m", "appflow_emulator", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("Listening on "), line
        yield line.split()[-1]
    finally:
        process.terminate()
        ended = process.wait(timeout=60)  # patience for a busy machine, no promise
        process.stdout.close()
    assert ended == 0


class Emulator:
    """The emulator, emptied for a test, with boto3 clients and its admin paths."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._pool = urllib3.PoolManager()

    def control(self, method: str, path: str, body: Any = None) -> Any:
        reply = self._pool.request(method, f"{self.url}/appflow-emulator/{path}", json=body)
        assert reply.status < 300, reply.data
        return reply.json() if reply.data else None

    def client(self, service: str = "appflow", region: str = "eu-west-1") -> Any:
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def names(self, region: str = "eu-west-1") -> set[str]:
        """The names of all flows and connector profiles."""
        client = self.client(region=region)

        def call(operation: str, **request: Any) -> Any:
            return getattr(client, xform_name(operation))(**request)

        names = {
            each["flowName"] for reply in pages(call, "ListFlows") for each in reply["flows"]
        } | {
            each["connectorProfileName"]
            for reply in pages(call, "DescribeConnectorProfiles")
            for each in reply["connectorProfileDetails"]
        }
        client.close()
        return names


@pytest.fixture
def emulator(server: str) -> Emulator:
    emulator = Emulator(server)
    emulator.control("POST", "reset")
    return emulator


@pytest.fixture(params=["dynamic", "plugin"])
def front(request: pytest.FixtureRequest) -> str:
    """Each story is played on both fronts."""
    return str(request.param)


@pytest.fixture
def stack(engine: str, emulator: Emulator, tmp_path: Path, front: str) -> Callable[..., Stack]:
    """Creates a stack for a program, with a region if one is given."""

    def make(source: str, region: str = "eu-west-1", **environment: str) -> Stack:
        made = Stack(
            tmp_path / "stack", engine, emulator.url, region, front, environment=environment
        )
        made.write(source)
        return made.start()

    return make
