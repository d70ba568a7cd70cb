"""The pack's process: opens a port, prints it for the engine, and serves until the engine stops it."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import grpc
from pulumi.runtime.proto.analyzer_pb2_grpc import add_AnalyzerServicer_to_server

from appflow_policies.servicer import Servicer

_HEARTBEAT = 1.0  # seconds between checks that the engine still runs: this process must end with it
_MESSAGE = 400 * 1024 * 1024  # bytes of the largest message; the engine's own limit
_THREADS = 16  # the engine asks about several resources at once


def serving(port: int = 0) -> tuple[grpc.Server, int]:
    """Start a server. Returns it with its port; port 0 takes a free one."""
    server = grpc.server(
        ThreadPoolExecutor(max_workers=_THREADS),
        options=[
            ("grpc.max_receive_message_length", _MESSAGE),
            ("grpc.max_send_message_length", _MESSAGE),
        ],
    )
    add_AnalyzerServicer_to_server(Servicer(), server)
    bound = server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    return server, bound


def serve() -> None:
    """Serve the engine until it stops this process."""
    engine, stop = os.getppid(), threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):  # the engine stops plugins with a signal
        signal.signal(number, lambda *_: stop.set())
    server, port = serving()
    print(port, flush=True)  # noqa: T201 - the engine reads it
    while os.getppid() == engine and not stop.wait(_HEARTBEAT):
        pass
    server.stop(grace=None)
    os._exit(0)  # nobody receives the results of running calls
