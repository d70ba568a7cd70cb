"""The plugin answers the engine as it did in a recorded life: configured, previewed, made, changed, imported, replaced, gone."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from google.protobuf import json_format, message_factory
from moto import mock_aws
from moto.core.base_backend import BackendDict
from pulumi.runtime.proto import provider_pb2
from pulumi.runtime.proto.provider_pb2_grpc import ResourceProviderStub

import appflow_emulator
from appflow_provider.plugin.servicer import Servicer
from appflow_provider.plugin.serving import serving
from tests.plugin.conftest import Screen
from tests.plugin.conversation import read, settled

CALLS = list(read())


@pytest.fixture
def stub(
    screen: tuple[Screen, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[ResourceProviderStub]:
    appflow_emulator.register()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with mock_aws():
        server, port = serving(Servicer())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield ResourceProviderStub(channel)
        server.stop(None).wait()
    BackendDict.reset()


def test_every_answer_is_the_recorded_one(
    stub: ResourceProviderStub, screen: tuple[Screen, str]
) -> None:
    methods = provider_pb2.DESCRIPTOR.services_by_name["ResourceProvider"].methods_by_name
    for number, (name, request, response) in enumerate(CALLS, 1):
        given = {**request, "engineAddress": screen[1]} if name == "Handshake" else request
        kind = message_factory.GetMessageClass(methods[name].input_type)
        reply = getattr(stub, name)(
            json_format.ParseDict(given, kind(), ignore_unknown_fields=True)
        )
        answered: Any = settled(json_format.MessageToDict(reply))
        assert answered == response, f"line {number}, {name}"
    assert screen[0].said(3) == []  # nothing at ERROR


def test_the_life_has_every_call_that_the_engine_makes() -> None:
    made = Counter(name for name, _, _ in CALLS)
    assert {*("Handshake", "CheckConfig", "Configure", "Check", "Diff", "Create", "Read")} <= {
        *made
    }
    assert {*("Update", "Delete", "Invoke", "DiffConfig", "GetPluginInfo", "Cancel")} <= {*made}
