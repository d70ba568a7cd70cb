"""
The emulator as an HTTP server: moto's application with AppFlow registered, inside our middleware.

Each connection has its own thread, so a held connection does not block others. State belongs to the process: two servers in one
process share it.
"""

import socket
import threading
from types import TracebackType
from typing import Any

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from typing_extensions import Self
from werkzeug.serving import BaseWSGIServer, make_server

from appflow_emulator.middleware import Middleware
from appflow_emulator.registration import register

LOOPBACK = "127.0.0.1"
BACKLOG = 512  # connections waiting to be accepted; our choice, above what tests open at once


class _QuietHandler(MotoRequestHandler):
    """Does not log successful requests. Errors still go to stderr."""

    def log_request(self, *_: Any) -> None:
        return


class Server:
    """
    A running emulator: `with Server() as server: ... server.url`. Port 0 selects a free port.

    Raises:
        OSError: the address is in use or not available.
    """

    def __init__(self, host: str = LOOPBACK, port: int = 0) -> None:
        register()
        appflow: Any = "appflow"  # moto's types do not list this name
        self.middleware = Middleware(
            DomainDispatcherApplication(create_backend_app), create_backend_app(appflow)
        )
        self._server = _bound(host, port, self.middleware)
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="appflow-emulator",
            daemon=True,
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The endpoint for clients, such as `http://127.0.0.1:5000`."""
        host, port = self._server.server_address[:2]
        name = host.decode() if isinstance(host, bytes) else str(host)
        return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"

    def stop(self) -> None:
        """Close the port and release held connections, without waiting for calls in progress."""
        self.middleware.stopping.set()
        self._server.shutdown()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _bound(host: str, port: int, application: Middleware) -> BaseWSGIServer:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Bound here, because werkzeug would end the process if the address is in use.
    with socket.create_server((host, port), family=family, backlog=BACKLOG) as listening:
        return make_server(
            host,
            port,
            application,
            threaded=True,
            request_handler=_QuietHandler,
            fd=listening.fileno(),
        )
