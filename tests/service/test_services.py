"""boto3 clients are created late and shared, and their errors name everything that a user needs."""

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import exceptions
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)
from moto import mock_aws

import appflow_emulator
from appflow_provider.errors import (
    AppFlowError,
    Cancelled,
    Conflict,
    NotFound,
    Throttled,
    Unreachable,
)
from appflow_provider.service import AppFlow, Services, retries, services
from appflow_provider.service.refusals import translated
from appflow_provider.service.retries import wait_seconds
from appflow_provider.settings import MAX_RETRIES_DEFAULT, Settings, settings_from


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which nobody is logged in to AWS."""
    for name in (
        "AWS_PROFILE",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / name))


def test_boto3_is_loaded_with_the_first_client_only() -> None:
    look = (
        "import sys; from appflow_provider.service import Services; from appflow_provider.settings import Settings\n"
        "services = Services(Settings(region='eu-west-1')); services.region(); print('boto3' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_region_has_one_client(monkeypatch: pytest.MonkeyPatch) -> None:
    services = Services(Settings(region="eu-west-1"))
    assert services() is services("eu-west-1")
    assert services("us-east-1").region == "us-east-1"


def test_without_a_region_the_error_says_how_to_set_one() -> None:
    assert Services(Settings()).region() is None
    with pytest.raises(Unreachable, match="pulumi config set appflow:region"):
        Services(Settings())()


def test_the_environments_region_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
    assert Services(Settings()).region() == "ap-south-1"
    monkeypatch.setenv("AWS_REGION", "sa-east-1")
    assert Services(Settings()).region() == "sa-east-1"


def test_without_credentials_the_error_names_the_ways_to_log_in() -> None:
    with pytest.raises(Unreachable, match="aws sso login"):
        Services(Settings(region="eu-west-1"))().call("ListFlows", {})


def test_a_profile_that_does_not_exist_is_named() -> None:
    with pytest.raises(Unreachable, match="nobodys-profile"):
        Services(Settings(region="eu-west-1", profile="nobodys-profile"))()


def test_answers_come_without_boto3s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    appflow_emulator.register()
    with mock_aws():
        service = Services(Settings(region="eu-west-1"))()
        assert service.call("ListFlows", {}) == {"flows": []}
        with pytest.raises(NotFound) as refused:
            service.call("DescribeFlow", {"flowName": "no-such-flow"})
    assert refused.value.code == "ResourceNotFoundException"
    assert refused.value.request_id


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ConflictException", Conflict),
        ("ResourceNotFoundException", NotFound),
        ("ThrottlingException", Throttled),
        ("ValidationException", AppFlowError),
        ("SomethingNew", AppFlowError),
    ],
)
def test_refusals_become_our_errors(code: str, kind: type[AppFlowError]) -> None:
    reply: Any = {
        "Error": {"Code": code, "Message": "words"},
        "ResponseMetadata": {"RequestId": "r-1"},
    }
    error = translated(ClientError(reply, "CreateFlow"))
    assert type(error) is kind
    assert str(error) == f"{code}: words. (request id r-1)"


def test_an_expired_login_is_reported_like_a_missing_one() -> None:
    reply: Any = {
        "Error": {"Code": "ExpiredTokenException", "Message": "expired"},
        "ResponseMetadata": {},
    }
    assert "Log in to AWS" in str(translated(ClientError(reply, "CreateFlow")))


def test_an_endpoint_that_does_not_answer_is_named() -> None:
    error = translated(EndpointConnectionError(endpoint_url="http://127.0.0.1:9"))
    assert isinstance(error, Unreachable)
    assert "http://127.0.0.1:9" in str(error)
    assert "appflow:endpointUrl" in str(error)


def test_cancelling_ends_a_pause_in_every_region() -> None:
    services = Services(Settings(region="eu-west-1"))
    service = services("us-east-1")
    threading.Timer(0.05, services.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        service.pause(60)
    assert time.monotonic() - began < 30


def test_settings_come_as_text_and_fall_back_to_the_aws_package() -> None:
    own = {"maxRetries": "3", "endpointUrl": "http://127.0.0.1:5000"}
    shared = {"region": "eu-west-1", "profile": "kestrel"}
    settings, problems = settings_from(own.get, shared.get)
    assert problems == []
    assert settings == Settings("eu-west-1", "kestrel", "http://127.0.0.1:5000", 3)
    assert settings_from({"region": "us-east-1"}.get, shared.get)[0].region == "us-east-1"
    assert settings_from(lambda _name: None) == (Settings(max_retries=MAX_RETRIES_DEFAULT), [])


def test_wrong_settings_are_all_named() -> None:
    wrong = {"maxRetries": "1000", "endpointUrl": "nowhere", "region": "a b"}
    _, problems = settings_from(wrong.get)
    assert {problem.path for problem in problems} == {
        ("maxRetries",),
        ("endpointUrl",),
        ("region",),
    }


class Failing:
    """A client that fails so many times before it answers."""

    def __init__(self, failure: Exception, times: int) -> None:
        self.failure, self.left = failure, times
        self.asked: list[dict[str, Any]] = []

    @property
    def calls(self) -> int:
        return len(self.asked)

    def list_flows(self, **sent: Any) -> dict[str, Any]:
        self.asked.append(sent)
        if self.left:
            self.left -= 1
            raise self.failure
        return {"flows": [], "ResponseMetadata": {}}

    update_flow = list_flows


def failing(failure: Exception, times: int, max_retries: int = 10) -> tuple[AppFlow, Failing]:
    client = Failing(failure, times)
    service = AppFlow("eu-west-1", client, threading.Event(), max_retries)
    service.pause = lambda seconds: None  # type: ignore[method-assign]
    return service, client


def refused(code: str, status: int) -> ClientError:
    reply: Any = {
        "Error": {"Code": code, "Message": "words"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(reply, "ListFlows")


PASSING = [
    refused("ThrottlingException", 429),
    refused("InternalServerException", 500),
    refused("Unheard", 503),
    ConnectionClosedError(endpoint_url="https://x"),
    ReadTimeoutError(endpoint_url="https://x"),
    refused("Unheard", 429),
]

# The names of JSON services in the list that AWS's SDKs share.
SLOW_DOWN = (
    *("RequestThrottled", "RequestThrottledException", "Throttling", "ThrottlingException"),
    *("ThrottledException", "TooManyRequestsException"),
)
FAILED = (
    *("InternalFailure", "InternalServerException", "RequestTimeout"),
    *("ServiceUnavailable", "ServiceUnavailableException"),
)
LOST = ("ConnectionClosedError", "HTTPClientError", "ReadTimeoutError", "ResponseStreamingError")
UNHEARD = ("ConnectTimeoutError", "EndpointConnectionError", "ProxyConnectionError")


def broken_off(name: str) -> Exception:
    where = {"endpoint_url": "https://x", "proxy_url": "https://y", "error": "x"}
    failure: Exception = getattr(exceptions, name)(**where)
    return failure


@pytest.mark.parametrize(
    ("failure", "calls", "unknown"),
    [
        *(pytest.param(refused(code, 400), 11, False, id=code) for code in SLOW_DOWN),
        *(pytest.param(refused(code, 400), 11, True, id=code) for code in FAILED),
        *(pytest.param(broken_off(name), 11, True, id=name) for name in LOST),
        *(pytest.param(broken_off(name), 5, False, id=name) for name in UNHEARD),
    ],
)
def test_each_name_of_a_failure_has_its_tries_and_its_outcome(
    failure: Exception, calls: int, unknown: bool
) -> None:
    service, client = failing(failure, times=99)
    with pytest.raises(AppFlowError) as failed:
        service.call("UpdateFlow", {})
    assert client.calls == calls
    assert failed.value.outcome_unknown is unknown
    assert isinstance(failed.value, Throttled) is (calls == 11 and not unknown)


def test_every_name_of_a_failure_takes_part() -> None:
    assert set(SLOW_DOWN) == retries._SLOW_DOWN
    assert set(FAILED) == retries._FAILED
    assert set(LOST) == retries._LOST
    assert set(UNHEARD) == retries._UNHEARD


@pytest.mark.parametrize("failure", PASSING, ids=lambda failure: str(failure)[:40])
def test_what_passes_is_tried_again_as_often_as_asked_for(failure: Exception) -> None:
    service, client = failing(failure, times=7)
    assert service.call("ListFlows", {}) == {"flows": []}
    assert client.calls == 8
    service, client = failing(failure, times=99, max_retries=2)
    with pytest.raises(AppFlowError):
        service.call("ListFlows", {})
    assert client.calls == 3


@pytest.mark.parametrize(
    ("failure", "calls"),
    [
        (refused("ValidationException", 400), 1),
        (refused("ConflictException", 409), 1),
        (NoCredentialsError(), 1),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:9"), 5),
    ],
    ids=["validation", "conflict", "no-credentials", "nothing-listens"],
)
def test_permanent_errors_are_not_retried(failure: Exception, calls: int) -> None:
    service, client = failing(failure, times=99)
    with pytest.raises(AppFlowError):
        service.call("ListFlows", {})
    assert client.calls == calls


@pytest.mark.parametrize(
    ("failures", "unknown"),
    [
        ([refused("InternalServerException", 500)], True),
        ([refused("502", 502)], True),
        ([ConnectionClosedError(endpoint_url="https://x")], True),
        ([ReadTimeoutError(endpoint_url="https://x")], True),
        ([ReadTimeoutError(endpoint_url="https://x"), refused("ConflictException", 409)], True),
        ([ReadTimeoutError(endpoint_url="https://x"), refused("Throttling", 429)], True),
        ([refused("ConflictException", 409)], False),
        ([refused("ThrottlingException", 429)], False),
        ([EndpointConnectionError(endpoint_url="http://127.0.0.1:9")], False),
        ([NoCredentialsError()], False),
    ],
    ids=[
        "500",
        "502",
        "lost",
        "late",
        "lost-conflict",
        "lost-slow",
        "conflict",
        "slow",
        "nothing-listens",
        "nobody",
    ],
)
def test_an_error_says_whether_any_try_may_have_been_carried_out(
    failures: list[Exception], unknown: bool
) -> None:
    service, client = failing(failures[-1], times=99, max_retries=2)
    before = iter(failures[:-1])

    def update_flow(**sent: Any) -> dict[str, Any]:
        for failure in before:
            raise failure
        return client.list_flows(**sent)

    client.update_flow = update_flow  # type: ignore[method-assign]
    with pytest.raises(AppFlowError) as failed:
        service.call("UpdateFlow", {})
    assert failed.value.outcome_unknown is unknown


def test_a_cancel_after_a_lost_reply_says_that_the_outcome_is_unknown() -> None:
    service, _ = failing(PASSING[3], times=99)

    def cancelled(seconds: float) -> None:
        raise Cancelled("cancelled")

    service.pause = cancelled  # type: ignore[method-assign]
    with pytest.raises(Cancelled) as stopped:
        service.call("UpdateFlow", {})
    assert stopped.value.outcome_unknown


def test_an_error_says_how_many_tries_were_made() -> None:
    service, _ = failing(PASSING[1], times=99, max_retries=2)
    with pytest.raises(AppFlowError, match=r"\(after 3 tries\)$"):
        service.call("ListFlows", {})
    service, _ = failing(refused("ConflictException", 409), times=99)
    with pytest.raises(AppFlowError, match=r"words\.$"):
        service.call("ListFlows", {})


def test_waits_before_retries_grow_to_a_ceiling() -> None:
    longest = [wait_seconds(retry, lambda: 1.0) for retry in (1, 2, 3, 5, 50, 5000)]
    assert longest == [0.5, 1.0, 2.0, 8.0, 10.0, 10.0]
    assert wait_seconds(5, lambda: 0.0) == 0


def test_tries_end_with_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("appflow_provider.service.services.time.monotonic", lambda: now[0])
    service, client = failing(PASSING[0], times=99)
    list_flows = client.list_flows

    def slow(**request: Any) -> Any:
        now[0] += 200.0
        return list_flows(**request)

    monkeypatch.setattr(client, "list_flows", slow)
    with pytest.raises(AppFlowError):
        service.call("ListFlows", {})
    assert client.calls == 2


def test_waiting_for_a_turn_is_not_a_try(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("appflow_provider.service.services.time.monotonic", lambda: now[0])
    service, client = failing(PASSING[0], times=1)
    turn = service._pace.turn

    def late(cancelled: threading.Event) -> Any:
        if not client.calls:
            now[0] += 1_000.0
        return turn(cancelled)

    monkeypatch.setattr(service._pace, "turn", late)
    assert service.call("ListFlows", {}) == {"flows": []}
    assert client.calls == 2


def test_all_tries_of_a_write_have_one_client_token() -> None:
    service, client = failing(PASSING[3], times=2)
    service.call("ListFlows", {})
    assert client.asked == [{}, {}, {}]
    service, client = failing(PASSING[3], times=2)
    service.call("UpdateFlow", {"flowName": "orders"})
    tokens = {sent["clientToken"] for sent in client.asked}
    assert len(client.asked) == 3
    assert len(tokens) == 1
    service.call("UpdateFlow", {"flowName": "orders"})
    assert {client.asked[-1]["clientToken"]} != tokens
    service.call("UpdateFlow", {"flowName": "orders", "clientToken": "mine"})
    assert client.asked[-1]["clientToken"] == "mine"


def test_client_tokens_go_where_the_model_has_them() -> None:
    model = botocore.session.get_session().get_service_model("appflow")
    taking = {
        name for name in model.operation_names if model.operation_model(name).idempotent_members
    }
    assert set(services._REPEATABLE) == taking
