"""
Pulumi's provider protocol over gRPC: what the engine asks about the plugin itself, and the way to the core for all else.

The core (`calls`) is loaded with the first call that needs it: the engine waits for the port, and a program may never come to a
resource of ours.
"""

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2
from pulumi.runtime.proto.provider_pb2_grpc import ResourceProviderServicer

from appflow_provider.packaged import schema, version
from appflow_provider.plugin.engine import Engine

if TYPE_CHECKING:
    from appflow_provider.plugin.calls import Calls

__all__ = ["Servicer"]

Answer = TypeVar("Answer")


class Servicer(ResourceProviderServicer):
    """One provider of a program, from its configuration to its end."""

    def __init__(self, **options: Any) -> None:
        """`options` go to the core's `Provider`."""
        self._engine, self._options = Engine(), options
        self._calls: Calls | None = None
        self._has_ended, self._lock = False, threading.Lock()

    def Handshake(
        self, request: provider_pb2.ProviderHandshakeRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.ProviderHandshakeResponse:
        """Learn where the engine listens, and say what we can take."""
        self._engine.connect(request.engine_address)
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True,
            accept_resources=True,
            accept_outputs=True,
            supports_autonaming_configuration=True,
        )

    def Attach(self, request: plugin_pb2.PluginAttach, _context: grpc.ServicerContext) -> Empty:
        """Learn where the engine listens that we did not start for (a debugger's way in)."""
        self._engine.connect(request.address)
        return Empty()

    def GetPluginInfo(
        self, _request: Empty, _context: grpc.ServicerContext
    ) -> plugin_pb2.PluginInfo:
        """Our version."""
        return plugin_pb2.PluginInfo(version=version())

    def GetSchema(
        self, _request: provider_pb2.GetSchemaRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.GetSchemaResponse:
        """The package's schema, as it was generated."""
        return provider_pb2.GetSchemaResponse(schema=schema())

    def GetMapping(
        self, _request: provider_pb2.GetMappingRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.GetMappingResponse:
        """There is no conversion from another tool's names."""
        return provider_pb2.GetMappingResponse()

    def GetMappings(
        self, _request: provider_pb2.GetMappingsRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.GetMappingsResponse:
        """There is no conversion from another tool's names."""
        return provider_pb2.GetMappingsResponse()

    def CheckConfig(
        self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext
    ) -> provider_pb2.CheckResponse:
        """Validate the configuration; it is kept as the user wrote it."""
        return self._answer(request, context, lambda calls: calls.check_config(request))

    def DiffConfig(
        self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext
    ) -> provider_pb2.DiffResponse:
        """Compare the provider's configuration with that of last time."""
        return self._answer(request, context, lambda calls: calls.diff_config(request))

    def Configure(
        self, request: provider_pb2.ConfigureRequest, context: grpc.ServicerContext
    ) -> provider_pb2.ConfigureResponse:
        """Take the configuration; nothing is asked of AWS before a resource needs it."""
        return self._answer(request, context, lambda calls: calls.configure(request))

    def Check(
        self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext
    ) -> provider_pb2.CheckResponse:
        """Validate, name, and mark secrets."""
        return self._answer(request, context, lambda calls: calls.check(request))

    def Diff(
        self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext
    ) -> provider_pb2.DiffResponse:
        """Compare the program with the state, leaf by leaf."""
        return self._answer(request, context, lambda calls: calls.diff(request))

    def Create(
        self, request: provider_pb2.CreateRequest, context: grpc.ServicerContext
    ) -> provider_pb2.CreateResponse:
        """Create the object; in a preview, say what is certain of it."""
        return self._answer(request, context, lambda calls: calls.create(request))

    def Read(
        self, request: provider_pb2.ReadRequest, context: grpc.ServicerContext
    ) -> provider_pb2.ReadResponse:
        """Look up what the service holds; an empty answer says that it is gone."""
        return self._answer(request, context, lambda calls: calls.read(request))

    def Update(
        self, request: provider_pb2.UpdateRequest, context: grpc.ServicerContext
    ) -> provider_pb2.UpdateResponse:
        """Bring the object to the new inputs; in a preview, say what is certain of it."""
        return self._answer(request, context, lambda calls: calls.update(request))

    def Delete(self, request: provider_pb2.DeleteRequest, context: grpc.ServicerContext) -> Empty:
        """Delete the object."""
        return self._answer(request, context, lambda calls: calls.delete(request))

    def List(
        self, request: provider_pb2.ListRequest, context: grpc.ServicerContext
    ) -> Iterator[provider_pb2.ListResponse]:
        """List what there is in a region, one page a call."""
        yield from self._answer(request, context, lambda calls: list(calls.list_(request)))

    def Invoke(
        self, request: provider_pb2.InvokeRequest, context: grpc.ServicerContext
    ) -> provider_pb2.InvokeResponse:
        """Call a function."""
        return self._answer(request, context, lambda calls: calls.invoke(request))

    def Cancel(self, _request: Empty, _context: grpc.ServicerContext) -> Empty:
        """End all waits."""
        self.end()
        return Empty()

    def end(self) -> None:
        """End all waits, now and from now on."""
        with self._lock:
            self._has_ended = True
            if self._calls is not None:
                self._calls.cancel()

    def _answer(
        self, request: Any, context: grpc.ServicerContext, ask: Callable[["Calls"], Answer]
    ) -> Answer:
        """What the core answers. Whatever fails is worded for the user."""
        from appflow_provider.plugin.calls import Calls, for_state
        from appflow_provider.plugin.replies import refuse

        with self._lock:
            if self._calls is None:
                self._calls = Calls(self._engine, **self._options)
                if self._has_ended:
                    self._calls.cancel()
            calls = self._calls
        try:
            return ask(calls)
        except Exception as failure:  # noqa: BLE001 - the last place before the wire
            refuse(context, calls.redactor(request).failure(failure), for_state(request))
