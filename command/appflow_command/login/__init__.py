"""`appflow-pulumi login`: lets a person log in to an application, and keeps the refresh token as a secret of the stack."""

import getpass
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from appflow_command.aws import OfAws, settings_from
from appflow_command.console import Misused, Statuses, say
from appflow_command.login import endpoints
from appflow_command.login.endpoints import Endpoints
from appflow_command.login.tokens import NoTokens, log_in
from appflow_command.project import Project
from appflow_provider.errors import AppFlowError

STATUSES = Statuses()
_SALESFORCE = "salesforce"
_SECRET = "APPFLOW_CLIENT_SECRET"  # noqa: S105 - the name of a variable
_PORT, _TIMEOUT = 8765, 300

ABOUT = """\
Log in to an application in the browser, and keep the refresh token as a
secret in the configuration of the stack. AppFlow renews its access with a
refresh token, so nobody has to log in again. The token is never printed.

The application is `salesforce` or the label of a connector, such as HubSpot.
For a label, AppFlow tells where to log in (DescribeConnector).
"""

AFTER = f"""\
The OAuth client is one that you registered with the application. It must allow
the callback URL http://localhost:{_PORT}/callback, or the port of --port. The command
asks for the client's secret, or reads it from the variable {_SECRET}.

examples:
  appflow-pulumi login salesforce --client-id 3MVG9…
  appflow-pulumi login salesforce --sandbox --client-id 3MVG9… --config crmToken
  appflow-pulumi login HubSpot --region eu-west-1 --client-id 1a2b…
  appflow-pulumi login MyApp --client-id 1a2b… --scope 'read offline_access' \\
    --authorize-url https://my.app/authorize --token-url https://my.app/token

exit status:
  0 the secret is set, 1 the login failed, 2 wrong arguments
"""


@dataclass(frozen=True, kw_only=True)
class Options(OfAws):
    """The arguments. The options of `OfAws` come first."""

    application: Annotated[
        str, typer.Argument(metavar="APPLICATION", help="salesforce, or the label of a connector")
    ]
    client_id: Annotated[str, typer.Option(metavar="ID", help="id of the OAuth client")]
    public: Annotated[bool, typer.Option("--public", help="the OAuth client has no secret")] = False
    config: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="where to keep the refresh token (default: APPLICATIONRefreshToken)",
        ),
    ] = None
    access_token_config: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="also keep the access token, under this name"),
    ] = None
    stack: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="stack whose configuration to write (default: the selected one)"
        ),
    ] = None
    instance_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="for Salesforce: the address of the organization"),
    ] = None
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="for Salesforce: log in to a sandbox")
    ] = False
    authorize_url: Annotated[str | None, typer.Option(metavar="URL", help="where to log in")] = None
    token_url: Annotated[
        str | None, typer.Option(metavar="URL", help="where to exchange the code")
    ] = None
    scope: Annotated[
        str | None,
        typer.Option(metavar="SCOPES", help="scopes to ask for, with blanks between"),
    ] = None
    port: Annotated[
        int, typer.Option(min=0, max=65_535, metavar="N", help="port of the callback URL")
    ] = _PORT
    timeout: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="how long to wait for the login")
    ] = _TIMEOUT
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="print the address and open no browser")
    ] = False


def run(options: Options) -> int:
    """Log in and set the secret. Returns the exit status."""
    project = Project.here(Path.cwd(), options.stack)
    where = _endpoints(options)
    secret = None if options.public else _client_secret()
    found = log_in(
        where,
        client_id=options.client_id,
        client_secret=secret,
        port=options.port,
        timeout=options.timeout,
        say=say,
        **({"browse": lambda _address: False} if options.no_browser else {}),
    )
    for name, value in _kept(options, found, where).items():
        project.set_secret(name, value)
        say(f"Set the secret {name} of stack {project.stack}.")
    sys.stdout.write(_next(_name(options), where))
    return 0


def _endpoints(options: Options) -> Endpoints:
    is_salesforce = options.application.lower() == _SALESFORCE
    if not is_salesforce and (options.sandbox or options.instance_url):
        raise Misused("--sandbox and --instance-url are for Salesforce")
    if options.sandbox and options.instance_url:
        raise Misused(
            "--sandbox and --instance-url exclude each other: the address tells the organization"
        )
    authorize, token = options.authorize_url, options.token_url
    given = {"authorize": authorize, "token": token, "instance": options.instance_url}
    for name, address in given.items():
        if address is not None and not _is_safe(address):
            raise Misused(f"--{name}-url must begin with https://, not {address}")
    if is_salesforce:
        base = endpoints.salesforce(options.instance_url, sandbox=options.sandbox)
    elif authorize and token:
        base = Endpoints(authorize, token)
    else:
        base = _of_connector(options)
    if options.scope:
        base = replace(base, scopes=tuple(options.scope.split()))
    found = replace(base, authorize=authorize or base.authorize, token=token or base.token)
    if not (_is_safe(found.authorize) and _is_safe(found.token)):
        raise AppFlowError(
            f"AppFlow tells addresses for a login to {options.application} that do not begin with https://. Set others with "
            "--authorize-url and --token-url",
            ours=True,
        )
    return found


def _is_safe(address: str) -> bool:
    """Whether nobody can listen on the way to the address."""
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that are not those of an address
        return False
    is_local = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}
    return bool(parts.hostname) and (parts.scheme == "https" or is_local)


def _of_connector(options: Options) -> Endpoints:
    from appflow_provider.resources.api_call import ApiCall
    from appflow_provider.service import Services

    service = Services(settings_from(options))()
    api = ApiCall(service, f"looking up the connector {options.application}")
    return endpoints.of_connector(options.application, api)


def _client_secret() -> str:
    secret = os.environ.get(_SECRET) or (
        getpass.getpass("Secret of the OAuth client: ")
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    if not secret:
        raise Misused(
            f"the secret of the OAuth client is missing. Type it, set {_SECRET}, or say --public if it has none"
        )
    return secret


def _name(options: Options) -> str:
    word = "".join(letter for letter in options.application if letter.isalnum())
    return options.config or f"{word[:1].lower()}{word[1:]}RefreshToken"


def _kept(options: Options, found: Mapping[str, Any], where: Endpoints) -> dict[str, str]:
    """The secrets to set, by name."""
    wanted = {_name(options): "refresh_token", options.access_token_config: "access_token"}
    kinds = {name: kind for name, kind in wanted.items() if name is not None}
    for kind in kinds.values():
        if not found.get(kind):
            raise NoTokens(_lacks(kind, where))
    return {name: str(found[kind]) for name, kind in kinds.items()}


def _lacks(kind: str, where: Endpoints) -> str:
    scopes = " ".join(where.scopes) or "none"
    return (
        f"the application gave out no {kind.replace('_', ' ')}. Scopes asked for: {scopes}. Applications often ask for a scope such as "
        "offline_access; set the scopes with --scope"
    )


def _next(name: str, where: Endpoints) -> str:
    lines = [f'In the program, the refresh token is config.require_secret("{name}").', where.after]
    return "\n".join(filter(None, lines)) + "\n"
