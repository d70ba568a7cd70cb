"""The plugin over a real wire, with a service in memory behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2
from pulumi.runtime.proto.provider_pb2_grpc import ResourceProviderStub

from appflow_provider.plugin.servicer import Servicer
from appflow_provider.plugin.serving import serving
from appflow_provider.wire.structs import decoded, encoded
from tests.resources.fake import REGION, FakeService

URN = "urn:pulumi:dev::shop::appflow:index:{}::{}"


class FakeServices:
    """Every region's service at once."""

    def __init__(self, service: FakeService) -> None:
        self.service, self.cancelled = service, False

    def __call__(self, _region: str | None = None) -> FakeService:
        return self.service

    def region(self) -> str | None:
        return REGION

    def missing_region(self, _region: str | None) -> None:
        return None

    def cancel(self) -> None:
        self.service.cancel_after = 0


@dataclass
class Screen(engine_pb2_grpc.EngineServicer):
    """The engine's log, which the user sees."""

    lines: list[engine_pb2.LogRequest] = field(default_factory=list)

    def Log(self, request: engine_pb2.LogRequest, context: Any) -> Any:
        self.lines.append(request)
        return Empty()

    def said(self, severity: int) -> list[str]:
        return [line.message for line in self.lines if line.severity == severity]


@dataclass
class Plugin:
    """The engine's side of the protocol, in plain values."""

    stub: Any
    service: FakeService
    screen: Screen

    def check(self, token: str, news: dict[str, Any], **more: Any) -> provider_pb2.CheckResponse:
        olds = more.pop("olds", {})
        request = provider_pb2.CheckRequest(
            urn=URN.format(token, "orders"), olds=encoded(olds), news=encoded(news), **more
        )
        reply: provider_pb2.CheckResponse = self.stub.Check(request)
        return reply

    def checked(self, token: str, news: dict[str, Any], **more: Any) -> dict[str, Any]:
        reply = self.check(token, news, **more)
        assert not reply.failures
        return decoded(reply.inputs)

    def diff(
        self, token: str, olds: dict[str, Any], news: dict[str, Any], **more: Any
    ) -> provider_pb2.DiffResponse:
        reply: provider_pb2.DiffResponse = self.stub.Diff(
            provider_pb2.DiffRequest(
                urn=URN.format(token, "orders"), olds=encoded(olds), news=encoded(news), **more
            )
        )
        return reply

    def create(
        self, token: str, inputs: dict[str, Any], **more: Any
    ) -> provider_pb2.CreateResponse:
        reply: provider_pb2.CreateResponse = self.stub.Create(
            provider_pb2.CreateRequest(
                urn=URN.format(token, "orders"), properties=encoded(inputs), **more
            )
        )
        return reply

    def read(self, token: str, id_: str, state: dict[str, Any]) -> provider_pb2.ReadResponse:
        reply: provider_pb2.ReadResponse = self.stub.Read(
            provider_pb2.ReadRequest(
                urn=URN.format(token, "orders"), id=id_, properties=encoded(state)
            )
        )
        return reply

    def update(
        self, token: str, olds: dict[str, Any], news: dict[str, Any], **more: Any
    ) -> provider_pb2.UpdateResponse:
        reply: provider_pb2.UpdateResponse = self.stub.Update(
            provider_pb2.UpdateRequest(
                id="orders",
                urn=URN.format(token, "orders"),
                olds=encoded(olds),
                news=encoded(news),
                **more,
            )
        )
        return reply

    def delete(self, token: str, id_: str, state: dict[str, Any]) -> None:
        self.stub.Configure(provider_pb2.ConfigureRequest(args=Struct()))  # as in another run
        self.stub.Delete(
            provider_pb2.DeleteRequest(
                id=id_, urn=URN.format(token, "orders"), properties=encoded(state)
            )
        )


@pytest.fixture
def screen() -> Iterator[tuple[Screen, str]]:
    """The engine's log and its address."""
    from concurrent.futures import ThreadPoolExecutor

    shown = Screen()
    server = grpc.server(ThreadPoolExecutor(max_workers=4))
    engine_pb2_grpc.add_EngineServicer_to_server(shown, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield shown, f"127.0.0.1:{port}"
    server.stop(None).wait()


@pytest.fixture
def plugin(screen: tuple[Screen, str]) -> Iterator[Plugin]:
    """A plugin that has shaken hands and is configured."""
    service = FakeService()
    server, port = serving(Servicer(connect=lambda _settings: FakeServices(service)))
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = ResourceProviderStub(channel)
        stub.Handshake(provider_pb2.ProviderHandshakeRequest(engine_address=screen[1]))
        stub.Configure(provider_pb2.ConfigureRequest(args=Struct()))
        yield Plugin(stub, service, screen[0])
    server.stop(None).wait()
