"""
Baselines of releases: what the state held after a release had deployed each example, on each front, and what the engine was told in `conversation.jsonl`.

A row is one resource: the inputs of its program, the inputs that the release checked, and its state, as Pulumi's protocol spells them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi
import pytest
from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct
from moto import mock_aws
from moto.core.base_backend import BackendDict

import appflow_emulator
from appflow_provider.service import Services
from appflow_provider.settings import Settings
from appflow_provider.wire.structs import decoded, encoded
from tests.docs.test_example_projects import EXAMPLES, project
from tests.docs.test_example_projects import FRONTS as IMPORTS
from tests.plugin.conversation import read
from tests.stories.backend import REGION
from tests.stories.fronts import FRONTS, _marked

FOLDER = Path(__file__).with_name("baselines")
CONVERSATION = "conversation"
Properties = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One resource of a baseline."""

    front: str
    example: str
    kind: str
    name: str
    id_: str
    program: Properties
    inputs: Properties
    state: Properties

    def line(self) -> str:
        """The row as JSON."""
        whole = {key: vars(self)[key] for key in ("front", "example", "kind", "name", "id_")}
        values = {key: vars(self)[key] for key in ("program", "inputs", "state")}
        for key, value in values.items():
            whole[key] = json_format.MessageToDict(encoded(value))
        return json.dumps(whole)


def rows(file: Path) -> Iterator[Row]:
    """The rows of a release's file."""
    for line in file.read_text().splitlines():
        row = json.loads(line)
        for key in ("program", "inputs", "state"):
            row[key] = decoded(json_format.ParseDict(row[key], Struct()))
        yield Row(**row)


@contextmanager
def service() -> Iterator[Services]:
    """The service layer on an emulator in this process that holds nothing."""
    appflow_emulator.register()
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
            environment.delenv(name, raising=False)
        yield Services(Settings(region=REGION))
    BackendDict.reset()


class Engine(pulumi.runtime.Mocks):
    """Deploys what a program registers through a front, and keeps a row of each resource."""

    def __init__(self, front: str, example: str, services: Services) -> None:
        self.front, self.example, self.services = front, example, services
        self.made: list[Row] = []

    def new_resource(
        self, args: pulumi.runtime.MockResourceArgs
    ) -> tuple[str | None, dict[Any, Any]]:
        """Check and create it."""
        kind = args.typ.rsplit(":", 1)[-1]
        program = {name: _marked(value) for name, value in args.inputs.items() if value is not None}
        program.pop("__provider", None)
        front: Any = FRONTS[self.front](kind, self.services)
        checked = front.check({}, program, seed=args.name.encode())
        assert checked.problems == (), checked.problems
        made = front.create(checked.inputs, None)
        row = Row(
            self.front, self.example, kind, args.name, made.id_, program, checked.inputs, made.state
        )
        self.made.append(row)
        return made.id_, json_format.MessageToDict(encoded(row.state))

    def call(self, args: pulumi.runtime.MockCallArgs) -> Any:
        """No example looks anything up."""
        raise AssertionError(f"nothing calls {args.token}")


def deployed(front: str, example: Path) -> list[Row]:
    """Deploy an example, with the defaults of its project and made-up secrets."""
    source = (example / "__main__.py").read_text().replace(IMPORTS["plugin"], IMPORTS[front])
    defaults = {
        key: str(each["default"]) for key, each in project(example).get("config", {}).items()
    }
    secrets = re.findall(r"require_secret\(\"(\w+)\"", source)
    given = {**defaults, **dict.fromkeys(secrets, "made-up")}
    with service() as services:
        engine = Engine(front, example.name, services)
        pulumi.runtime.set_mocks(engine, preview=False)
        pulumi.runtime.set_all_config({f"project:{key}": value for key, value in given.items()})
        code = compile(source, "__main__.py", "exec")
        pulumi.runtime.test(lambda: exec(code, {"__name__": "__main__"}))()
        pulumi.runtime.set_all_config({})
    return engine.made


def recorded() -> Iterator[Row]:
    """What the engine kept of each resource of the recorded conversation."""
    for name, request, response in read():
        if name not in ("Create", "Update") or request.get("preview"):
            continue
        given = request["properties"] if name == "Create" else request["news"]
        inputs = decoded(json_format.ParseDict(given, Struct()))
        state = decoded(json_format.ParseDict(response["properties"], Struct()))
        kind, _, resource = request["urn"].rpartition("::")
        id_ = response.get("id") or request["id"]
        yield Row(
            "plugin", CONVERSATION, kind.rsplit(":", 1)[-1], resource, id_, inputs, inputs, state
        )


def whole() -> Iterator[Row]:
    """Every row of the baseline that this source would record."""
    for front in IMPORTS:
        for example in EXAMPLES:
            yield from deployed(front, example)
    yield from recorded()
