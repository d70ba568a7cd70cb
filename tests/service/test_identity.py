"""The identity of requests: an assumed role, and the allowed accounts."""

import threading
from collections.abc import Iterator
from typing import Any

import boto3
import botocore.client
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

import appflow_emulator
from appflow_provider.errors import AppFlowError, Unreachable
from appflow_provider.service import Services
from appflow_provider.service.refusals import translated
from appflow_provider.settings import Role, Settings

ACCOUNT, OTHER = "123456789012", "210987654321"  # of moto's caller, and of the role
ROLE = Role(f"arn:aws:iam::{OTHER}:role/deploy", "17", "ci", 3600)
Asked = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """What AWS is asked, in order."""
    appflow_emulator.register()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    calls: Asked = []
    make = botocore.client.BaseClient._make_api_call

    def noted(self: Any, operation: str, request: dict[str, Any]) -> Any:
        calls.append((operation, request))
        return make(self, operation, request)

    monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", noted)
    with mock_aws():
        yield calls


def operations(asked: Asked) -> list[str]:
    return [operation for operation, _ in asked]


def test_a_role_is_assumed_when_the_first_request_is_signed(asked: Asked) -> None:
    service = Services(Settings(region="eu-west-1", role=ROLE))("eu-west-1")
    assert asked == []
    for _ in range(3):
        service.call("ListFlows", {})
    assert operations(asked) == ["ListFlows", "AssumeRole", "ListFlows", "ListFlows"]
    assert asked[1][1] == {
        "RoleArn": ROLE.arn,
        "RoleSessionName": "ci",
        "ExternalId": "17",
        "DurationSeconds": 3600,
    }


def test_one_session_is_for_all_regions(asked: Asked) -> None:
    services = Services(Settings(region="eu-west-1", role=ROLE))
    for region in ("eu-west-1", "us-east-1"):
        services(region).call("ListFlows", {})
    assert operations(asked).count("AssumeRole") == 1


def test_the_rest_of_a_role_is_left_to_sts(asked: Asked) -> None:
    Services(Settings(region="eu-west-1", role=Role(ROLE.arn)))().call("ListFlows", {})
    assert asked[1][1] == {"RoleArn": ROLE.arn, "RoleSessionName": "pulumi-appflow"}


def test_the_role_makes_things_in_its_own_account(asked: Asked) -> None:
    settings = Settings(region="eu-west-1", role=ROLE, allowed_account_ids=(OTHER,))
    Services(settings)().call("ListFlows", {})
    assert operations(asked)[-1] == "ListFlows"


def test_the_account_is_asked_for_once(asked: Asked) -> None:
    services = Services(Settings(region="eu-west-1", allowed_account_ids=(OTHER, ACCOUNT)))
    threads = [
        threading.Thread(target=services(region).call, args=("ListFlows", {}))
        for region in ("eu-west-1", "us-east-1", "eu-west-1", "us-east-1")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(operations(asked)) == ["GetCallerIdentity", *["ListFlows"] * 4]


def test_another_account_is_refused_before_anything_is_asked(asked: Asked) -> None:
    service = Services(Settings(region="eu-west-1", allowed_account_ids=(OTHER,)))()
    for _ in range(2):
        with pytest.raises(AppFlowError, match=f"account {ACCOUNT}.*allows {OTHER} only"):
            service.call("ListFlows", {})
    assert set(operations(asked)) == {"GetCallerIdentity"}


def test_without_allowed_accounts_nobody_asks(asked: Asked) -> None:
    Services(Settings(region="eu-west-1"))().call("ListFlows", {})
    assert operations(asked) == ["ListFlows"]


def test_a_role_needs_somebody_who_takes_it(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boto3.Session, "get_credentials", lambda _self: None)
    with pytest.raises(Unreachable, match="credentials") as caught:
        Services(Settings(region="eu-west-1", role=ROLE))()
    assert "Log in" in caught.value.advice.step
    assert asked == []


def test_a_role_that_may_not_be_taken_says_what_to_check() -> None:
    words = f"User: arn:aws:iam::{ACCOUNT}:user/x is not authorized to perform: sts:AssumeRole on resource: {ROLE.arn}"
    refused = translated(
        ClientError({"Error": {"Code": "AccessDenied", "Message": words}}, "AssumeRole")
    )
    assert refused.words == words
    assert "trust policy" in refused.advice.cause
    assert "externalId" in refused.advice.step
