"""
Pulumi's provider protocol over gRPC. Answers the calls about the plugin itself, and forwards all others to `calls`.

`calls` is loaded with the first call that needs it: the engine waits for the port, and a program may not use a resource of
this provider at all.
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
    """A method that forwards a message to `Calls`. Every exception becomes an error message for the user."""

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
        """`options` are passed to `Provider`."""
        self._engine, self._options = Engine(), options
        self._calls: Calls | None = None
        self._has_ended, self._lock = False, threading.Lock()

    def Handshake(
        self, request: provider_pb2.ProviderHandshakeRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.ProviderHandshakeResponse:
        """Connect to the engine's log, and return the features that this plugin supports."""
        self._engine.connect(request.engine_address)
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True,
            accept_resources=True,
            accept_outputs=True,
            supports_autonaming_configuration=True,
        )

    def Attach(self, request: plugin_pb2.PluginAttach, _context: grpc.ServicerContext) -> Empty:
        """Connect to the log of an engine that did not start this process, as when a debugger did."""
        self._engine.connect(request.address)
        return Empty()

    def GetPluginInfo(
        self, _request: Empty, _context: grpc.ServicerContext
    ) -> plugin_pb2.PluginInfo:
        """The version of this plugin."""
        return plugin_pb2.PluginInfo(version=version())

    def GetSchema(
        self, _request: provider_pb2.GetSchemaRequest, _context: grpc.ServicerContext
    ) -> provider_pb2.GetSchemaResponse:
        """The package schema, as it was generated."""
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

    CheckConfig = _forwarded("check_config", "Validate the configuration.")
    DiffConfig = _forwarded("diff_config", "Compare the configuration with the old one.")
    Configure = _forwarded("configure", "Set the configuration. Nothing is sent to AWS yet.")
    Check = _forwarded("check", "Validate the inputs, add an automatic name, mark secrets.")
    Diff = _forwarded("diff", "Compare the program with the state, leaf by leaf.")
    Create = _forwarded("create", "Create the object; in a preview, predict its state.")
    Read = _forwarded("read", "Read the object. An empty response: it does not exist.")
    Update = _forwarded("update", "Update the object; in a preview, predict its state.")
    Delete = _forwarded("delete", "Delete the object.")
    List = _forwarded("list_", "List the objects in a region, one page for each call.")
    Invoke = _forwarded("invoke", "Call a function.")
    Construct = _forwarded("construct", "Make a component, with the resources in it.")

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
        """The `Calls`, which the first call loads."""
        from appflow_provider.plugin.calls import Calls

        with self._lock:
            if self._calls is None:
                self._calls = Calls(self._engine, **self._options)
                if self._has_ended:
                    self._calls.cancel()
            return self._calls
