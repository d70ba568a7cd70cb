"""
What the engine and the plugin said to each other in one stack's life, kept in `conversation.jsonl`.

Run as a module to record it anew with the real engine: `python -m tests.plugin.conversation`.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("conversation.jsonl")
SERVICE = "/pulumirpc.ResourceProvider/"
WHEN = "2031-01-01T00:00:00+00:00"

_OF_ONE_MACHINE = {  # members that differ from one recording to the next
    *("endpointUrl", "appflow:config:endpointUrl", "engineAddress", "rootDirectory"),
    *("programDirectory", "mapperTarget", "loaderTarget", "resolverTarget"),
    "version",  # of the plugin and its SDK
    *("resourceStatusAddress", "resourceStatusToken", "randomSeed"),
}
_TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*(Z|\+00:00)")

_SECRET = re.compile(r"(secret:appflow!\d+-\w+)-\d+-\w+")  # ends with a time and a suffix


def settled(message: Any) -> Any:
    """A message without what differs from one recording to the next."""
    if isinstance(message, dict):
        return {key: settled(value) for key, value in message.items() if key not in _OF_ONE_MACHINE}
    if isinstance(message, list):
        return [settled(one) for one in message]
    if isinstance(message, str):
        return _SECRET.sub(r"\1-1-aBcDeF", _TIME.sub(WHEN, message))
    return message


def read() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Each call of the recording: name, request, response."""
    for line in FILE.read_text().splitlines():
        call = json.loads(line)
        yield call["call"], call["request"], settled(call["response"])


def _record(folder: Path, engine: str, endpoint: str) -> None:
    from tests.e2e.programs import FLOW, PROFILE
    from tests.e2e.stack import Stack

    log = folder / "grpc.log"
    debug = {"PULUMI_DEBUG_GRPC": str(log)}
    made = Stack(folder / "stack", engine, endpoint, front="plugin", environment=debug)
    secret = PROFILE.replace("TOKEN", 'config.require_secret("token")')
    looked_up = (
        '\npulumi.export("status", appflow.get_flow_output(flow_name=flow.flow_name).flow_status)\n'
    )
    made.write(FLOW + secret + looked_up)
    made.start()

    def up(**options: Any) -> None:
        made.up("--parallel", "1", **options)

    made.run("config", "set", "--secret", "token", "first-of-the-recording")
    made.run("preview", "--parallel", "1")
    up()
    made.run("config", "set", "description", "Orders of the shop")
    made.run("config", "set", "rate", "rate(2hours)")
    made.run("preview", "--parallel", "1")
    up()
    made.run("config", "set", "--secret", "token", "second-of-the-recording")
    up()
    made.refresh("--parallel", "1")
    made.run("config", "set", "description", "Orders & more")
    made.run("preview", "--parallel", "1", fails=True)
    made.run("config", "set", "description", "Orders of the shop")
    plain = ("--yes", "--protect=false", "--generate-code=false")
    made.run("import", "appflow:index:Flow", "again", "orders", *plain)
    again = next(
        name
        for name in json.loads(made.run("stack", "export"))["deployment"]["resources"]
        if name["urn"].endswith("::again")
    )
    made.run("state", "delete", again["urn"], "--yes")
    made.write(FLOW.replace('flow_name="orders"', 'flow_name="renamed"') + secret + looked_up)
    up()
    made.destroy()

    with FILE.open("w") as out:
        for line in log.read_text().splitlines():
            entry = json.loads(line)
            if not entry["method"].startswith(SERVICE) or "response" not in entry:
                continue
            call = {
                "call": entry["method"].removeprefix(SERVICE),
                "request": settled(entry["request"]),
                "response": settled(entry["response"]),
            }
            out.write(json.dumps(call) + "\n")


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    tool = [sys.executable, str(root / "tools" / "pulumi" / "get.py")]
    engine = subprocess.run(tool, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    serve = [sys.executable, "-m", "appflow_emulator", "--port", "0"]
    with (
        subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server,
        tempfile.TemporaryDirectory() as made_in,
    ):
        try:
            assert server.stdout is not None
            _record(Path(made_in), engine, server.stdout.readline().split()[-1])
        finally:
            server.terminate()
