"""The authorization code flow with PKCE: opens the browser, waits for the code, and exchanges it."""

import hmac
import urllib.parse
import webbrowser
from collections.abc import Callable, Mapping
from typing import Any

from appflow_command.console import Failed
from appflow_command.login.endpoints import Endpoints
from appflow_command.login.redirect import Redirect

_VERIFIER_LENGTH = 64  # characters; RFC 7636 allows 43 to 128
_WORDS_MAX = 300  # characters of an application's error; our choice


class NoTokens(Failed):
    """The login failed. The message says why, without a secret."""


def log_in(
    endpoints: Endpoints,
    *,
    client_id: str,
    client_secret: str | None,
    port: int,
    timeout: float,
    say: Callable[[str], None],
    browse: Callable[[str], bool] = webbrowser.open,
) -> Mapping[str, Any]:
    """
    Let a person log in, and return what the application gives out: `access_token`, and usually `refresh_token`.

    Args:
        endpoints: The application's addresses.
        client_id: The id of the OAuth client.
        client_secret: Its secret; None for a public client.
        port: The port for the redirect; 0 for any free one.
        timeout: Seconds to wait for the person.
        say: Shows a line.
        browse: Opens a browser. Returns whether it could.

    Raises:
        NoTokens: the port is taken, nobody logged in in time, the person refused, the answer does not belong to this login, or
            the application gave out no tokens.
    """
    session, requests = _session(endpoints, client_id, client_secret)
    from authlib.common.errors import AuthlibBaseError
    from authlib.common.security import generate_token

    try:
        redirect = Redirect(port)
    except OSError as taken:
        words = f"port {port} cannot be used: {taken.strerror}. Set another one with --port"
        raise NoTokens(words) from taken
    session.redirect_uri = redirect.uri
    verifier = generate_token(_VERIFIER_LENGTH)
    address, state = session.create_authorization_url(endpoints.authorize, code_verifier=verifier)
    say(f"The OAuth client must allow the callback URL {redirect.uri}.")
    with redirect.listening():
        if not browse(address):
            say("Open this address in a browser:")
            say(f"  {address}")
        say("Waiting for the login …")
        answer = redirect.answer(timeout)
    if answer is None:
        raise NoTokens(f"nobody logged in within {timeout:.0f} seconds. Set more with --timeout")
    _see_that_it_is_ours(answer, state)
    try:
        found: Mapping[str, Any] = session.fetch_token(
            endpoints.token, authorization_response=answer, code_verifier=verifier, state=state
        )
    except AuthlibBaseError as refused:
        raise NoTokens(_refused(refused.error, refused.description)) from None
    except (requests.RequestException, ValueError) as failed:
        kind = type(failed).__name__
        raise NoTokens(f"the code could not be exchanged at {endpoints.token}: {kind}") from None
    return found


def _session(endpoints: Endpoints, client_id: str, client_secret: str | None) -> tuple[Any, Any]:
    try:
        import requests
        from authlib.integrations.requests_client import OAuth2Session
    except ModuleNotFoundError:
        words = "a login needs authlib, which is not installed: pip install 'pulumi-appflow[login]'"
        raise NoTokens(words) from None
    session = OAuth2Session(
        client_id,
        client_secret,
        scope=" ".join(endpoints.scopes) or None,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post" if client_secret else "none",
    )
    return session, requests


def _see_that_it_is_ours(answer: str, state: str) -> None:
    """
    Check what the browser brought.

    Raises:
        NoTokens: it belongs to another login, or the application or the person refused.
    """
    told = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer).query))
    if not hmac.compare_digest(told.get("state", "").encode(), state.encode()):
        raise NoTokens(
            "the answer does not belong to this login: its state is another one. Start again"
        )
    if "error" in told:
        raise NoTokens(_refused(told["error"], told.get("error_description")))


def _refused(error: str | None, description: str | None) -> str:
    """The words of the application, on one line."""
    said = ": ".join(filter(None, (error, description)))
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())
    return f"the application refused the login: {line[:_WORDS_MAX]}"
