"""Logs to the engine: status lines while a resource waits, and warnings."""

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from appflow_provider.progress import Progress

_PATIENCE = 5.0  # seconds to wait until the engine takes a line; our choice


class Engine:
    """The engine's log. It does nothing until it is connected, or if the engine does not answer."""

    def __init__(self) -> None:
        self._stub: engine_pb2_grpc.EngineStub | None = None

    def connect(self, address: str) -> None:
        """Send texts to the engine at this address from now on."""
        if address:
            self._stub = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def status(self, urn: str, name: str, progress: Progress) -> None:  # noqa: ARG002 - the engine knows the name
        """Show what a resource waits for, until the next status replaces it."""
        self._log(engine_pb2.INFO, urn, str(progress), ephemeral=True)

    def warn(self, urn: str, name: str, text: str) -> None:
        """Show a warning at a resource. The text has the name, because `pulumi preview --diff` shows only the text."""
        self._log(engine_pb2.WARNING, urn, f"{name}: {text}" if name else text)

    def inform(self, urn: str, name: str, text: str) -> None:
        """Show information at a resource about a change that the program intends."""
        self._log(engine_pb2.INFO, urn, f"{name}: {text}" if name else text)

    def _log(
        self,
        severity: engine_pb2.LogSeverity.ValueType,
        urn: str,
        text: str,
        *,
        ephemeral: bool = False,
    ) -> None:
        if self._stub is None:
            return
        request = engine_pb2.LogRequest(
            severity=severity, urn=urn, message=text, ephemeral=ephemeral
        )
        try:
            self._stub.Log(request, timeout=_PATIENCE)
        except grpc.RpcError:
            return  # the operation goes on without this line
