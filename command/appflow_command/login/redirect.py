"""The local web server that the browser is sent to after a login. It takes one answer and ends."""

import html
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

HOST, PATH = "localhost", "/callback"


class Redirect:
    """Waits for the browser on a port of this machine."""

    def __init__(self, port: int) -> None:
        arrived = threading.Event()
        answers: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urllib.parse.urlsplit(self.path)
                asked = urllib.parse.parse_qs(parts.query)
                if parts.path != PATH or not asked.keys() & {"code", "error"}:
                    self._say(404, "There is nothing here.")
                    return
                if not arrived.is_set():
                    answers.append(f"http://{HOST}{self.path}")
                    arrived.set()
                self._say(200, "appflow-pulumi has what it needs. You can close this window.")

            def _say(self, status: int, text: str) -> None:
                page = f"<!doctype html><title>appflow-pulumi</title><p>{html.escape(text)}</p>"
                body = page.encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Referrer-Policy", "no-referrer")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words: Any) -> None:
                """Nothing: the request line holds the code."""

        self._server = HTTPServer(("127.0.0.1", port), Handler)
        self._arrived, self._answers = arrived, answers

    @property
    def uri(self) -> str:
        """The redirect URI, which the OAuth client has to allow."""
        return f"http://{HOST}:{self._server.server_port}{PATH}"

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Serve while the block runs."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def answer(self, timeout: float) -> str | None:
        """The address that the browser was sent to; None if it did not come in `timeout` seconds."""
        return self._answers[0] if self._arrived.wait(timeout) else None
