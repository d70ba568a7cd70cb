"""
The command `appflow-emulator`, also `python -m appflow_emulator`.

It prints its address on stdout once the server answers, and nothing else. SIGINT and SIGTERM end it with status 0.
"""

import argparse
import contextlib
import http.client
import ipaddress
import signal
import sys
import threading
from collections.abc import Sequence

from appflow_emulator.schemas import add_schemas

PORT_MAX = 65_535

ABOUT = """\
Emulate Amazon AppFlow and every service of moto on this machine.

The first line on stdout is the address. Use it as the endpoint of any AWS client:

    AWS_ENDPOINT_URL=http://127.0.0.1:PORT aws appflow list-flows

Any credentials work. As in moto, the request determines the region and the account.
"""

CONTROL = """\
a page with flows, runs and rows, for a browser: /appflow-emulator/

the emulator's own paths (JSON, no signature):
  /appflow-emulator/health        GET
  /appflow-emulator/assumptions   GET, POST {name: answer}, DELETE
  /appflow-emulator/faults        GET, POST [{"operation": "*", "kind": "throttle", "times": 2}], DELETE
  /appflow-emulator/calls         GET, DELETE
  /appflow-emulator/clock         GET, POST {"now": ...} or {"advance": seconds}, DELETE
  /appflow-emulator/flows         GET; /appflow-emulator/flows/NAME: GET, POST {"status": "Errored", "message": "..."}
  /appflow-emulator/run/NAME      POST {"window": [from, to]} or nothing: a run that is over when it is answered
  /appflow-emulator/rehearse      POST {"flow": CreateFlow or NAME, "sources": [...] or null, "assumptions": {...}}: nothing is written
  /appflow-emulator/objects       GET; /appflow-emulator/objects/CONNECTOR/OBJECT: GET
  /appflow-emulator/overview      GET: what the page shows
  /appflow-emulator/reset         POST

kinds of faults:
  throttle  5xx  timeout  drop-before  drop-after  slow
  refuse: answer with an exception of the API and a message, or with one of these codes:
    [{"operation": "CreateFlow", "kind": "refuse", "code": "AccessDeniedException", "message": "..."}]
    ExpiredToken  InvalidClientTokenId  RequestTimeTooSkewed  SignatureDoesNotMatch
    AccessDeniedByNoPolicy  AccessDeniedBySession  AccessDeniedByOrganization
  page: answer as a proxy or a login page would:
    [{"kind": "page", "status": 403, "message": "title"}]
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until a signal arrives. Returns the exit status."""
    options = _parser().parse_args(argv)
    if options.version:
        sys.stdout.write(f"{_version()}\n")
        return 0
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    if not _is_loopback(options.host):
        _warn(f"listening on {options.host}: anyone who can reach this port can use the emulator")

    try:
        if options.schemas is not None:
            add_schemas(options.schemas)
        if options.samples is not None:
            from appflow_emulator.held import add_samples

            add_samples(options.samples)
        from appflow_emulator.server import Server  # late, so that --help is quick

        if options.state is not None:
            from appflow_emulator.journal import keep_in

            keep_in(options.state)
    except (OSError, ValueError) as error:
        _warn(str(error))
        return 1

    try:
        server = Server(options.host, options.port)
    except OSError as error:
        _warn(f"cannot listen on {options.host}:{options.port}: {error.strerror or error}")
        return 1
    with server:
        _await_answer(server.url)
        server.middleware.calls.clear()
        sys.stdout.write(f"Listening on {server.url}\n")
        sys.stdout.flush()
        done.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="appflow-emulator",
        description=ABOUT,
        epilog=CONTROL,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s)"
    )
    parser.add_argument(
        "--port", default=0, type=_port, help="port to listen on (default: 0, any free port)"
    )
    parser.add_argument(
        "--schemas",
        metavar="DIR",
        help="folder with descriptions of objects: DIR/CONNECTOR/OBJECT.json holds a list of fields as DescribeConnectorEntity "
        "returns it, or a list of field names. If an object's name is a path, use the same folders",
    )
    parser.add_argument(
        "--samples",
        metavar="DIR",
        help="folder with records, which runs then move: DIR/CONNECTOR/OBJECT.jsonl, .csv or .parquet, and DIR/S3/BUCKET/KEY. "
        "It may hold descriptions of objects too, as --schemas",
    )
    parser.add_argument(
        "--state",
        metavar="FILE",
        help="file that keeps flows with their runs, connector profiles with their credentials, and connectors, so that they "
        "are there again after the next start. Only its owner may read it. Objects of S3 and samples are not in it",
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    return parser


def _version() -> str:
    from importlib import metadata  # late: no start needs it

    return metadata.version("appflow-emulator")


def _port(text: str) -> int:
    # Digits only: `int` would also accept `8_080`, and its error message would name this function.
    if not (text.isascii() and text.isdecimal() and int(text) <= PORT_MAX):
        raise argparse.ArgumentTypeError(f"must be a number from 0 to {PORT_MAX}, not {text}")
    return int(text)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _await_answer(url: str) -> None:
    """Send one signed call, which also loads what would delay the first client."""
    scope = "Credential=warm/20260101/us-east-1/appflow/aws4_request"
    headers = {
        "Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0",
        "Content-Type": "application/json",
    }
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    with contextlib.closing(connection):
        connection.request("POST", "/list-flows", b"{}", headers)
        connection.getresponse().read()


def _warn(text: str) -> None:
    sys.stderr.write(f"appflow-emulator: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
