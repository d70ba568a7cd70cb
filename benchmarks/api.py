"""
An API in place of AppFlow that answers after a set time and uses almost no CPU.

The emulator validates requests as AppFlow does, which uses CPU time that a remote service does not use on this machine. This
API validates nothing: Describe returns what was created.
"""

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

__all__ = ["main"]

Body = dict[str, Any]
Answer = tuple[int, Body]

_ARN = "arn:aws:appflow:eu-west-1:123456789012"
_MISSING: Answer = 404, {"__type": "ResourceNotFoundException", "message": "not found"}


class Memory:
    """Flows and connector profiles by name, and the number of calls per operation."""

    def __init__(self) -> None:
        self.flows: dict[str, Body] = {}
        self.profiles: dict[str, Body] = {}
        self.calls: Counter[str] = Counter()
        self.operations: dict[str, Callable[[Body], Answer]] = {
            "create-flow": self._create_flow,
            "describe-flow": self._describe_flow,
            "update-flow": self._update_flow,
            "delete-flow": self._delete_flow,
            "create-connector-profile": self._create_profile,
            "describe-connector-profiles": self._describe_profiles,
            "delete-connector-profile": self._delete_profile,
        }

    def _create_flow(self, sent: Body) -> Answer:
        name = sent["flowName"]
        told = {"flowArn": f"{_ARN}:flow/{name}", "flowStatus": "Active"}
        self.flows[name] = {**sent, **told}
        return 200, told

    def _describe_flow(self, sent: Body) -> Answer:
        flow = self.flows.get(sent["flowName"])
        return (200, flow) if flow else _MISSING

    def _update_flow(self, sent: Body) -> Answer:
        self.flows[sent["flowName"]].update(sent)
        return 200, {"flowStatus": "Active"}

    def _delete_flow(self, sent: Body) -> Answer:
        return (200, {}) if self.flows.pop(sent["flowName"], None) else _MISSING

    def _create_profile(self, sent: Body) -> Answer:
        name = sent["connectorProfileName"]
        arn = f"{_ARN}:connectorprofile/{name}"
        config = sent["connectorProfileConfig"]
        self.profiles[name] = {
            "connectorProfileName": name,
            "connectorProfileArn": arn,
            "connectorType": sent["connectorType"],
            "connectionMode": sent["connectionMode"],
            "connectorProfileProperties": config["connectorProfileProperties"],
        }
        return 200, {"connectorProfileArn": arn}

    def _describe_profiles(self, sent: Body) -> Answer:
        names = sent.get("connectorProfileNames") or sorted(self.profiles)
        start, size = int(sent.get("nextToken") or 0), int(sent.get("maxResults") or 100)
        page = [
            self.profiles[name] for name in names[start : start + size] if name in self.profiles
        ]
        more = {"nextToken": str(start + size)} if start + size < len(names) else {}
        return 200, {"connectorProfileDetails": page, **more}

    def _delete_profile(self, sent: Body) -> Answer:
        gone = self.profiles.pop(sent["connectorProfileName"], None)
        return (200, {}) if gone else _MISSING


class Server:
    """Just enough HTTP for boto3."""

    def __init__(self, delay: float) -> None:
        self._delay, self._memory = delay, Memory()

    async def serve(self) -> None:
        """Print the port and answer until the process is ended."""
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        async with server:
            await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = head[0].split(" ")[1].strip("/")
                sizes = [line for line in head if line.lower().startswith("content-length:")]
                sent = await reader.readexactly(int(sizes[0].split(":")[1])) if sizes else b""
                status, body = await self._answer(path, json.loads(sent or b"{}"))
                writer.write(_reply(status, body))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, path: str, sent: Body) -> Answer:
        if path == "calls":
            counted, self._memory.calls = self._memory.calls, Counter()
            return 200, dict(counted)
        self._memory.calls[path] += 1
        await asyncio.sleep(self._delay)
        operation = self._memory.operations.get(path)
        return operation(sent) if operation else (400, {"message": f"no {path} here"})


def _reply(status: int, body: Body) -> bytes:
    content = json.dumps(body).encode()
    head = f"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    return (
        (head + f"x-amzn-ErrorType: {body['__type']}\r\n\r\n").encode() + content
        if "__type" in body
        else (head + "\r\n").encode() + content
    )


def main() -> None:
    """Serve with the delay that the command line names, in seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=0.05)
    asyncio.run(Server(parser.parse_args().delay).serve())


if __name__ == "__main__":
    main()
