"""
Pulumi's provider protocol over gRPC: what the engine asks about the plugin itself, and the way to the core for all else.

The core (`calls`) is loaded with the first call that needs it: the engine waits for the port, and a program may never come to a
resource of ours.
"""

import threading
from typing import TYPE_CHECKING, Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2
from pulumi.runtime.proto.provider_pb2_grpc import ResourceProviderServicer

from appflow_provider.packaged import schema, version
from appflow_provider.plugin.engine import Engine

if TYPE_CHECKING:
    from appflow_provider.plugin.calls import Calls


def _forwarded(method: str, about: str) -> Any:
    """A method that has the core answer a message. Whatever fails is worded for the user."""

    def forward(servicer: "Servicer", request: Any, context: grpc.ServicerContext) -> Any:
        calls = servicer.core()
        try:
            return getattr(calls, method)(request)
        except Exception as failure:  # noqa: BLE001 - the last place before the wire
            from appflow_provider.plugin.calls import for_state
            from appflow_provider.plugin.replies import refuse

            return refuse(context, calls.redactor(request).failure(failure), for_state(request))

    forward.__doc__ = about
    return forward


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

    CheckConfig = _forwarded("check_config", "Validate the configuration; it is kept as written.")
    DiffConfig = _forwarded("diff_config", "Compare the configuration with that of last time.")
    Configure = _forwarded("configure", "Take the configuration; nothing is asked of AWS yet.")
    Check = _forwarded("check", "Validate, name, and mark secrets.")
    Diff = _forwarded("diff", "Compare the program with the state, leaf by leaf.")
    Create = _forwarded("create", "Create the object; in a preview, say what is certain of it.")
    Read = _forwarded("read", "Look up what the service holds; an empty answer says it is gone.")
    Update = _forwarded("update", "Bring the object to the new inputs; a preview foresees them.")
    Delete = _forwarded("delete", "Delete the object.")
    List = _forwarded("list_", "List what there is in a region, one page a call.")
    Invoke = _forwarded("invoke", "Call a function.")

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

    def core(self) -> "Calls":
        """The core, which the first call loads."""
        from appflow_provider.plugin.calls import Calls

        with self._lock:
            if self._calls is None:
                self._calls = Calls(self._engine, **self._options)
                if self._has_ended:
                    self._calls.cancel()
            return self._calls
