"""`appflow-pulumi login`: a person logs in, the refresh token becomes a secret of the stack, and nothing of it is shown."""

import os
import socket
import stat
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appflow_command import login
from appflow_command.login import endpoints, redirect, tokens
from appflow_command.main import main
from appflow_provider.errors import AppFlowError
from tests.command.authorization_server import (
    ACCESS,
    CLIENT,
    CODE,
    REFRESH,
    SECRET,
    Server,
    serving,
)

# A stand-in for Pulumi's command: it has one stack, and writes down what it was told.
PULUMI = """#!/bin/sh
case "$1" in
  stack) echo '[{"name": "dev", "current": true}]' ;;
  config) echo "$@" >> told; cat >> typed; echo >> typed ;;
esac
"""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, with a command `pulumi` that writes down what it is told."""
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "pulumi"
    command.write_text(PULUMI)
    command.chmod(command.stat().st_mode | stat.S_IEXEC)
    project = tmp_path / "project"
    project.mkdir()
    (project / "Pulumi.yaml").write_text("name: shop\nruntime: yaml\n")
    monkeypatch.chdir(project)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("APPFLOW_CLIENT_SECRET", SECRET)
    return project


def logged_in(
    server: Server, monkeypatch: pytest.MonkeyPatch, *options: str, changed: Any = None
) -> int:
    browser = server.browser(changed) if changed else server.browser()
    plain = tokens.log_in
    monkeypatch.setattr(
        login, "log_in", lambda *args, **named: plain(*args, **{"browse": browser, **named})
    )
    addresses = ("--authorize-url", f"{server.url}/authorize", "--token-url", f"{server.url}/token")
    port = () if "--port" in options else ("--port", "0")
    return main(
        [
            "login",
            "salesforce",
            "--client-id",
            CLIENT,
            *port,
            *addresses,
            "--timeout",
            "20",
            *options,
        ]
    )


def test_the_refresh_token_becomes_a_secret_and_is_not_shown(
    server: Server,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert logged_in(server, monkeypatch, "--access-token-config", "access") == 0
    assert (folder / "typed").read_text().split() == [REFRESH, ACCESS]
    told = (folder / "told").read_text().splitlines()
    assert [line.split()[:4] for line in told] == [
        ["config", "set", "--secret", "salesforceRefreshToken"],
        ["config", "set", "--secret", "access"],
    ]
    printed = "".join(capsys.readouterr())
    assert 'config.require_secret("salesforceRefreshToken")' in printed
    assert "clientCredentialsArn" in printed
    for hidden in (
        REFRESH,
        ACCESS,
        CODE,
        SECRET,
        *server.asked[0].get("code_verifier", "-").split(),
    ):
        assert hidden not in printed
        assert hidden not in "".join(told)


def test_the_login_asks_with_pkce_and_for_a_refresh_token(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert logged_in(server, monkeypatch) == 0
    assert server.seen["code_challenge_method"] == "S256"
    assert server.seen["response_type"] == "code"
    assert server.seen["scope"] == "api refresh_token"
    assert server.seen["redirect_uri"].startswith("http://localhost:")
    (asked,) = server.asked
    assert asked["grant_type"] == "authorization_code"
    assert asked["client_secret"] == SECRET
    assert len(asked["code_verifier"]) >= 43  # RFC 7636


def test_a_public_client_sends_no_secret(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert logged_in(server, monkeypatch, "--public", "--scope", "read offline_access") == 0
    assert "client_secret" not in server.asked[0]
    assert server.seen["scope"] == "read offline_access"


REFUSED: dict[str, tuple[Any, str]] = {
    "a wrong state": (lambda answer: {**answer, "state": "forged"}, "its state is another one"),
    "a state in other letters": (
        lambda answer: {**answer, "state": "é"},
        "its state is another one",
    ),
    "no state": (lambda answer: {"code": answer["code"]}, "its state is another one"),
    "a refusal": (
        lambda answer: {"error": "access_denied", "state": answer["state"]},
        "access_denied",
    ),
    "a wrong code": (lambda answer: {**answer, "code": "other"}, "wrong code or verifier"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_answer_that_does_not_fit_sets_nothing(
    case: str,
    server: Server,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    changed, words = REFUSED[case]
    assert logged_in(server, monkeypatch, changed=changed) == 1
    printed = capsys.readouterr().err
    assert words in printed
    assert "Traceback" not in printed
    assert not (folder / "typed").exists()


def test_a_login_without_a_refresh_token_sets_nothing(
    server: Server,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    del server.grants["refresh_token"]
    assert logged_in(server, monkeypatch, "--access-token-config", "access") == 1
    assert (
        "gave out no refresh token. Scopes asked for: api refresh_token" in capsys.readouterr().err
    )
    assert not (folder / "typed").exists()


def test_an_unreachable_token_endpoint_is_one_sentence(
    server: Server,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/token"
        assert logged_in(server, monkeypatch, "--token-url", address) == 1
    printed = capsys.readouterr().err
    assert f"the code could not be exchanged at {address}: ConnectionError" in printed
    assert CODE not in printed


def test_a_taken_port_and_a_login_that_never_comes_end_with_one_sentence(
    server: Server,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert logged_in(server, monkeypatch, "--port", port) == 1
    assert f"port {port} cannot be used" in capsys.readouterr().err
    assert logged_in(server, monkeypatch, "--timeout", "0.2", "--no-browser") == 1
    printed = capsys.readouterr().err
    assert "Open this address in a browser:" in printed
    assert "nobody logged in within 0 seconds" in printed


def test_ctrl_c_frees_the_port(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ports: list[int] = []

    def interrupted(self: redirect.Redirect, _timeout: float) -> None:
        ports.append(int(self.uri.rpartition(":")[2].partition("/")[0]))
        raise KeyboardInterrupt

    monkeypatch.setattr(redirect.Redirect, "answer", interrupted)
    options = ("--port", "0", "--no-browser", "--client-id", CLIENT)
    assert main(["login", "salesforce", *options]) == 130
    with socket.socket() as free:
        free.bind(("127.0.0.1", ports[0]))
    assert not [each for each in threading.enumerate() if "serve_forever" in each.name]


def test_the_local_server_answers_the_redirect_alone() -> None:
    made = redirect.Redirect(0)
    with made.listening():
        for path in ("/", "/callback", "/favicon.ico", "/callback/../secret?code=1"):
            address = made.uri.replace("/callback", path)
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(address)
        assert made.answer(0.01) is None
        urllib.request.urlopen(f"{made.uri}?code=one&state=x").read()
        urllib.request.urlopen(f"{made.uri}?code=two&state=x").read()
        answer = made.answer(5)
    assert answer is not None
    assert "code=one" in answer  # a later one cannot replace it


MISUSE: list[tuple[tuple[str, ...], str]] = [
    (("HubSpot", "--sandbox"), "--sandbox and --instance-url are for Salesforce"),
    (("salesforce", "--sandbox", "--instance-url", "https://x.my.salesforce.com"), "exclude each"),
    (("salesforce", "--token-url", "http://evil.example"), "--token-url must begin with https://"),
    (("salesforce", "--instance-url", "x.my.salesforce.com"), "--instance-url must begin with"),
    (("salesforce", "--instance-url", "https://[x"), "--instance-url must begin with"),
    (("salesforce", "--instance-url", "https:///x"), "--instance-url must begin with"),
    (("salesforce", "--port", "70000"), "--port"),
]


@pytest.mark.parametrize(("arguments", "words"), MISUSE)
def test_wrong_arguments_are_named(
    arguments: tuple[str, ...], words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["login", *arguments, "--client-id", CLIENT]) == 2
    assert words in capsys.readouterr().err


def test_without_a_project_nobody_has_to_log_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["login", "salesforce", "--client-id", CLIENT]) == 1
    assert "has no Pulumi.yaml" in capsys.readouterr().err


def test_a_connector_tells_where_to_log_in() -> None:
    defaults = {
        "authCodeUrls": ["https://app.example/authorize"],
        "tokenUrls": ["https://app.example/token"],
        "oauthScopes": ["read"],
    }
    config = {"connectorConfiguration": {"authenticationConfig": {"oAuth2Defaults": defaults}}}
    found = endpoints.of_connector("HubSpot", lambda *_args, **_named: config)
    assert found == endpoints.Endpoints(
        "https://app.example/authorize", "https://app.example/token", ("read",)
    )
    with pytest.raises(AppFlowError, match="tells no addresses for a login to HubSpot"):
        endpoints.of_connector("HubSpot", lambda *_args, **_named: {})


def test_addresses_that_a_connector_tells_have_to_be_safe(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = endpoints.Endpoints("https://app.example/authorize", "http://app.example/token")
    monkeypatch.setattr(endpoints, "of_connector", lambda *_: told)
    arguments = ("MyApp", "--client-id", CLIENT, "--region", "eu-west-1")
    assert main(["login", *arguments]) == 1
    said = capsys.readouterr().err
    assert "do not begin with https://" in said
    assert not (folder / "told").exists()


@pytest.mark.parametrize(
    ("options", "host"),
    [
        ({}, "https://login.salesforce.com"),
        ({"sandbox": True}, "https://test.salesforce.com"),
        (
            {"instance_url": "https://kestrel.my.salesforce.com/"},
            "https://kestrel.my.salesforce.com",
        ),
    ],
)
def test_salesforce_is_asked_at_its_own_address(options: dict[str, Any], host: str) -> None:
    found = endpoints.salesforce(**options)
    assert found.authorize == f"{host}/services/oauth2/authorize"
    assert found.token == f"{host}/services/oauth2/token"
