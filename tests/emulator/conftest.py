"""
Clients of the emulator, in this process under `mock_aws()` and over HTTP: most tests run both ways.

moto's state is the process's own, so each test starts from nothing and leaves nothing, whichever way it ran.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core.base_backend import BackendDict

import appflow_emulator
from appflow_emulator import Assumptions, clock
from appflow_emulator.assumptions import set_assumptions
from appflow_emulator.server import Server
from tests.api_requests import REGION

Client = Any
Aws = Callable[..., Client]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    yield
    set_assumptions(Assumptions())
    clock.thaw()
    BackendDict.reset()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@contextmanager
def clients(url: str | None) -> Iterator[Aws]:
    made: list[Client] = []

    def make(service: str = "appflow", **settings: Any) -> Client:
        # One attempt, or botocore would answer faults by waiting; no check of ours by boto3.
        config = Config(
            retries={"total_max_attempts": 1}, parameter_validation=False, read_timeout=20
        )
        client = boto3.client(service, endpoint_url=url, config=config, **settings)
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture
def http(server: Server) -> Iterator[Aws]:
    """Clients over HTTP."""
    server.middleware.faults.clear()
    server.middleware.calls.clear()
    with clients(server.url) as make:
        yield make


@pytest.fixture
def local() -> Iterator[Aws]:
    """Clients in this process."""
    appflow_emulator.register()
    with mock_aws(), clients(None) as make:
        yield make


@pytest.fixture(params=["local", "http"])
def aws(request: pytest.FixtureRequest) -> Aws:
    """Clients, once each way."""
    make: Aws = request.getfixturevalue(request.param)
    return make


@pytest.fixture
def appflow(aws: Aws) -> Client:
    return aws()


@pytest.fixture
def refused() -> Callable[..., str]:
    """Assert that a call is refused with this error code; gives the message."""

    def call(code: str, operation: Callable[..., Any], **request: Any) -> str:
        with pytest.raises(ClientError) as caught:
            operation(**request)
        error = caught.value.response["Error"]
        assert error["Code"] == code, error
        message: str = error["Message"]
        return message

    return call
