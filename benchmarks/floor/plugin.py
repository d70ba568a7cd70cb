"""A plugin that sleeps in place of calls to a service. It stores its inputs and compares them for equality."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2
from pulumi.runtime.proto.provider_pb2_grpc import (
    ResourceProviderServicer,
    add_ResourceProviderServicer_to_server,
)

__all__ = ["Floor", "main"]

_DELAY = float(os.environ.get("FLOOR_DELAY", "0.05"))  # seconds


class Floor(ResourceProviderServicer):
    """Each call as short as the protocol allows."""

    def Handshake(self, _request: Any, _context: Any) -> Any:
        """Nothing to do."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def GetPluginInfo(self, _request: Any, _context: Any) -> Any:
        """Any version."""
        return plugin_pb2.PluginInfo(version="0.0.1")

    def CheckConfig(self, request: Any, _context: Any) -> Any:
        """No problems."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, _request: Any, _context: Any) -> Any:
        """No changes."""
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, _request: Any, _context: Any) -> Any:
        """Nothing to do."""
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def Check(self, request: Any, _context: Any) -> Any:
        """No problems."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, _context: Any) -> Any:
        """Changed or not."""
        same = request.old_inputs == request.news
        kinds = provider_pb2.DiffResponse
        return kinds(changes=kinds.DIFF_NONE if same else kinds.DIFF_SOME)

    def Create(self, request: Any, _context: Any) -> Any:
        """Wait."""
        if not request.preview:
            time.sleep(_DELAY)
        return provider_pb2.CreateResponse(id="x", properties=request.properties)

    def Read(self, request: Any, _context: Any) -> Any:
        """Wait."""
        time.sleep(_DELAY)
        return provider_pb2.ReadResponse(
            id=request.id, properties=request.properties, inputs=request.inputs
        )

    def Update(self, request: Any, _context: Any) -> Any:
        """Wait."""
        if not request.preview:
            time.sleep(_DELAY)
        return provider_pb2.UpdateResponse(properties=request.news)

    def Delete(self, _request: Any, _context: Any) -> Any:
        """Wait."""
        time.sleep(_DELAY)
        return Empty()

    def Cancel(self, _request: Any, _context: Any) -> Any:
        """There is nothing to cancel."""
        return Empty()


def main() -> None:
    """Serve as many concurrent calls as our plugin, until the engine ends."""
    server = grpc.server(ThreadPoolExecutor(max_workers=64))
    add_ResourceProviderServicer_to_server(Floor(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    engine, over = os.getppid(), threading.Event()
    while os.getppid() == engine and not over.wait(1.0):
        pass
