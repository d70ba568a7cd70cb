"""
The WSGI layer around moto's application: admin paths, injected faults and the call log.

Calls to other services pass through unchanged. The service in the signature identifies a call to AppFlow, method and path its
operation, as in moto. Such a call goes straight to AppFlow's application: moto's dispatcher would first read the list of moto's
folders from the disk twice.
"""

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from botocore.loaders import Loader

from appflow_emulator import journal
from appflow_emulator.admin import page as page_files
from appflow_emulator.admin import paths
from appflow_emulator.call_log import CallLog, LoggedCall
from appflow_emulator.faults import FaultBook, FaultRule
from appflow_emulator.injected import Injected, page, refusal, throttled

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

_FAILED = "An internal error occurred (injected by the emulator)"


class StartResponse(Protocol):
    """The `start_response` of WSGI."""

    def __call__(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
    ) -> Any: ...


class Middleware:
    """
    A WSGI application around moto's. Setting `stopping` releases held connections when the server closes.

    Args:
        moto: All services.
        appflow: AppFlow alone.
    """

    def __init__(self, moto: Application, appflow: Application) -> None:
        self.moto, self.appflow = moto, appflow
        self._operations = _operations()
        self.faults = FaultBook(set(self._operations.values()))
        self.calls = CallLog()
        self.stopping = threading.Event()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(paths.ROOT):
            return self._own(environ, start_response)
        operation = self._operation(environ)
        if operation is None:
            return self.moto(environ, start_response)
        rule = self.faults.draw(operation)
        if rule is None:
            return self._pass_on(operation, environ, start_response)
        return self._act(rule, operation, environ, start_response)

    def _own(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request to one of the emulator's own paths: a file of the page, or JSON."""
        file = environ["PATH_INFO"].removeprefix(paths.ROOT)
        if environ["REQUEST_METHOD"] == "GET" and file in page_files.FILES:
            body, kind = page_files.content(file)
            return _answered(start_response, Injected(200, body, content_type=kind))
        status, answer = paths.answer(environ, self.faults, self.calls)
        kept = journal.current()
        if kept is not None and environ["REQUEST_METHOD"] == "POST":
            kept.save_all()
        return _reply(start_response, status, answer)

    def _operation(self, environ: Environ) -> str | None:
        signature = environ.get("HTTP_AUTHORIZATION", "")
        if "/appflow/aws4_request" not in signature:
            return None
        path = environ.get("PATH_INFO", "")
        head = "/tags/" if path.startswith("/tags/") else path
        return self._operations.get((environ["REQUEST_METHOD"], head), "Unknown")

    def _pass_on(
        self,
        operation: str,
        environ: Environ,
        start_response: StartResponse,
        fault: str | None = None,
    ) -> Iterable[bytes]:
        statuses: list[int] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Any:
            statuses.append(int(status.split(maxsplit=1)[0]))
            return start_response(status, headers, exc_info)

        try:
            return self.appflow(environ, start)
        finally:
            # werkzeug answers a crash in here with a bare 500.
            self.calls.add(LoggedCall(operation, statuses[-1] if statuses else 500, fault))

    def _act(
        self, rule: FaultRule, operation: str, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        self.stopping.wait(rule.delay)
        if rule.kind == "slow":
            return self._pass_on(operation, environ, start_response, rule.kind)
        if rule.kind == "drop-after":
            _carry_out(self.appflow, environ)
        else:
            _read_through(environ)
        answer = _injected(rule, operation)
        if answer:
            self.calls.add(LoggedCall(operation, answer.status, rule.kind))
            return _answered(start_response, answer)
        self.calls.add(LoggedCall(operation, None, rule.kind))
        _hang_up(environ)
        raise ConnectionAbortedError(f"{rule.kind} of {operation}")  # which werkzeug does not log


def _injected(rule: FaultRule, operation: str) -> Injected | None:
    """The response of a rule, if its kind has one."""
    answers: dict[str, Callable[[], Injected]] = {
        "throttle": lambda: throttled(rule.code, rule.message),
        "5xx": lambda: refusal("InternalServerException", _FAILED, operation),
        "refuse": lambda: refusal(rule.code or "", rule.message, operation),
        "page": lambda: page(rule.status, rule.message),
    }
    answer = answers.get(rule.kind)
    return answer() if answer else None


def _carry_out(appflow: Application, environ: Environ) -> None:
    """Let AppFlow handle the call, and drop the response."""
    reply = appflow(environ, lambda *_: None)
    try:
        for _ in reply:
            pass
    finally:
        if hasattr(reply, "close"):
            reply.close()


def _read_through(environ: Environ) -> None:
    """Read the request's body to its end. Otherwise it would be read as the next request."""
    with contextlib.suppress(OSError, ValueError):
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))


def _hang_up(environ: Environ) -> None:
    with contextlib.suppress(OSError, KeyError):
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)


def _reply(start_response: StartResponse, status: int, answer: Any) -> Iterable[bytes]:
    return _answered(start_response, Injected(status, _as_json(answer).encode()))


def _as_json(answer: Any) -> str:
    try:
        return json.dumps(answer)
    except TypeError:
        # Records have Decimals, so that 1.10 stays 1.10. Late, because most answers have none.
        from appflow_emulator.data_plane.values import json_of

        return json_of(answer)


def _answered(start_response: StartResponse, answer: Injected) -> Iterable[bytes]:
    headers = [("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))]
    if answer.error:
        headers.append(("x-amzn-ErrorType", answer.error))
    start_response(f"{answer.status} {'Error' if answer.status >= 400 else 'OK'}", headers)
    return [answer.body]


def _operations() -> dict[tuple[str, str], str]:
    model = Loader().load_service_model("appflow", "service-2")
    table = {}
    for name, operation in model["operations"].items():
        head, _, _ = operation["http"]["requestUri"].partition("{")
        table[operation["http"]["method"], head] = name
    return table
