"""`appflow-pulumi login`: lets a person log in to an application, and keeps the refresh token as a secret of the stack."""

import argparse
import getpass
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from appflow_command.aws import settings_from
from appflow_command.console import NAME, Misused, complain, say
from appflow_command.login import endpoints
from appflow_command.login.endpoints import Endpoints
from appflow_command.login.tokens import NoTokens, log_in
from appflow_command.project import Project, Unusable
from appflow_provider.adopt.options import in_options
from appflow_provider.errors import AppFlowError

MISUSED, _FAILED = 2, 1  # exit statuses; the first as argparse
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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("application", metavar="APPLICATION", help="salesforce, or the label of a connector")
    add("--client-id", required=True, metavar="ID", help="id of the OAuth client")
    add("--public", action="store_true", help="the OAuth client has no secret")
    add(
        "--config",
        metavar="NAME",
        help="where to keep the refresh token (default: APPLICATIONRefreshToken)",
    )
    add("--access-token-config", metavar="NAME", help="also keep the access token, under this name")
    add("--stack", help="stack whose configuration to write (default: the selected one)")
    add("--instance-url", metavar="URL", help="for Salesforce: the address of the organization")
    add("--sandbox", action="store_true", help="for Salesforce: log in to a sandbox")
    add("--authorize-url", metavar="URL", help="where to log in")
    add("--token-url", metavar="URL", help="where to exchange the code")
    add("--scope", metavar="SCOPES", help="scopes to ask for, with blanks between")
    add("--port", type=int, default=_PORT, help="port of the callback URL (default: %(default)s)")
    add(
        "--timeout",
        type=float,
        default=_TIMEOUT,
        metavar="SECONDS",
        help="how long to wait for the login (default: %(default)s)",
    )
    add("--no-browser", action="store_true", help="print the address and open no browser")
    add("--region", help="AWS region of the connector (default: the region that the AWS CLI uses)")
    add("--profile", help="profile of the AWS config file")
    add("--endpoint-url", metavar="URL", help="where to send AppFlow's requests")


def run(options: argparse.Namespace) -> int:
    """Log in and set the secret. Returns the exit status."""
    try:
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
        kept = _kept(options, found, where)
        for name, value in kept.items():
            project.set_secret(name, value)
            say(f"Set the secret {name} of stack {project.stack}.")
    except AppFlowError as refused:
        return complain(in_options(str(refused), f"{NAME} login"), _FAILED)
    except (NoTokens, Unusable) as failed:
        return complain(str(failed), _FAILED)
    sys.stdout.write(_next(_name(options), where))
    return 0


def _endpoints(options: argparse.Namespace) -> Endpoints:
    is_salesforce = options.application.lower() == _SALESFORCE
    if not is_salesforce and (options.sandbox or options.instance_url):
        raise Misused("--sandbox and --instance-url are for Salesforce")
    if options.sandbox and options.instance_url:
        raise Misused(
            "--sandbox and --instance-url exclude each other: the address tells the organization"
        )
    given = {"authorize": options.authorize_url, "token": options.token_url}
    for name, address in {**given, "instance": options.instance_url}.items():
        if address is not None and not _is_safe(address):
            raise Misused(f"--{name}-url must begin with https://, not {address}")
    found = {key: value for key, value in given.items() if value is not None}
    if is_salesforce:
        base = endpoints.salesforce(options.instance_url, sandbox=options.sandbox)
    elif len(found) == len(given):
        base = Endpoints("", "")
    else:
        base = _of_connector(options)
    if options.scope:
        base = replace(base, scopes=tuple(options.scope.split()))
    return replace(base, **found)


def _is_safe(address: str) -> bool:
    """Whether nobody can listen on the way to the address."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in {"127.0.0.1", "localhost"}


def _of_connector(options: argparse.Namespace) -> Endpoints:
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


def _name(options: argparse.Namespace) -> str:
    word = "".join(letter for letter in options.application if letter.isalnum())
    return options.config or f"{word[:1].lower()}{word[1:]}RefreshToken"


def _kept(
    options: argparse.Namespace, found: Mapping[str, Any], where: Endpoints
) -> dict[str, str]:
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
