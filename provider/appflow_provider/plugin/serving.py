"""The plugin's process: opens a port, prints it for the engine, and serves until the engine stops it."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import grpc
from pulumi.runtime.proto.provider_pb2_grpc import add_ResourceProviderServicer_to_server

from appflow_provider.plugin.servicer import Servicer

_THREADS = 1024  # more than parallel operations, so that one is free for Cancel; made when needed
_HEARTBEAT = 1.0  # seconds between checks that the engine still runs: this process must end with it
_MESSAGE = 400 * 1024 * 1024  # bytes of the largest message; the engine's own limit


def serving(servicer: Servicer, port: int = 0) -> tuple[grpc.Server, int]:
    """Start a server. Returns it with its port; port 0 takes a free one."""
    server = grpc.server(
        ThreadPoolExecutor(max_workers=_THREADS),
        options=[
            ("grpc.max_receive_message_length", _MESSAGE),
            ("grpc.max_send_message_length", _MESSAGE),
        ],
    )
    add_ResourceProviderServicer_to_server(servicer, server)
    bound = server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    return server, bound


def serve() -> None:
    """Serve the engine until it stops this process. Heavy imports start in a thread after the port is printed."""
    engine, servicer = os.getppid(), Servicer()
    stop = threading.Event()
    # The engine stops plugins with a signal, because they are not in its process group.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    server, port = serving(servicer)
    print(port, flush=True)  # noqa: T201 - the engine reads it
    threading.Thread(target=_warm, daemon=True).start()
    while os.getppid() == engine and not stop.wait(_HEARTBEAT):
        pass
    servicer.end()
    server.stop(grace=None)
    # Nobody receives the results of running calls, and threads that wait for AppFlow would keep the process alive.
    os._exit(0)


def _warm() -> None:
    import appflow_provider.plugin.calls  # noqa: F401
