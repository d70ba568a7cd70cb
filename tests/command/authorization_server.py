"""An authorization server as RFC 6749 and RFC 7636 describe it, and a browser that logs in to it."""

import base64
import hashlib
import json
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CLIENT, SECRET = "the-client", "s3cret-of-the-client"
REFRESH, ACCESS = "refresh-MARKER-1", "access-MARKER-2"
CODE = "code-MARKER-3"


@dataclass
class Server:
    """
    The server, with what its token endpoint was asked.

    Attributes:
        url: Its address.
        grants: What it gives out.
        asked: The requests of tokens.
        seen: The parameters of the login.
    """

    url: str = ""
    grants: dict[str, Any] = field(
        default_factory=lambda: {
            "access_token": ACCESS,
            "refresh_token": REFRESH,
            "token_type": "Bearer",
        }
    )
    asked: list[dict[str, str]] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def browser(
        self, changed: Callable[[dict[str, str]], dict[str, str]] = lambda answer: answer
    ) -> Callable[[str], bool]:
        """A browser whose user agrees at once. `changed` changes what the redirect carries."""

        def browse(address: str) -> bool:
            self.seen = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
            answer = changed({"code": CODE, "state": self.seen["state"]})
            there = f"{self.seen['redirect_uri']}?{urllib.parse.urlencode(answer)}"
            threading.Thread(target=lambda: urllib.request.urlopen(there).read()).start()
            return True

        return browse

    def token(self, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The reply of the token endpoint."""
        self.asked.append(asked)
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if challenge != self.seen["code_challenge"] or asked["code"] != CODE:
            return 400, {"error": "invalid_grant", "error_description": "wrong code or verifier"}
        if asked["redirect_uri"] != self.seen["redirect_uri"]:
            return 400, {"error": "invalid_grant", "error_description": "another redirect URI"}
        if asked["client_id"] != CLIENT or asked.get("client_secret", SECRET) != SECRET:
            return 401, {"error": "invalid_client"}
        return 200, self.grants


@contextmanager
def serving() -> Iterator[Server]:
    """The server on a free port."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, reply = server.token(dict(urllib.parse.parse_qsl(body)))
            text = json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_words: Any) -> None: ...

    there = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{there.server_port}"
    threading.Thread(target=there.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        there.shutdown()
        there.server_close()
