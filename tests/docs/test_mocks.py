"""Unit tests of a user's program: Pulumi's mocks work for every class and function of the SDK, on both fronts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schema.json").read_text())
PROGRAM = """\
import json
import pathlib
import re

import pulumi


class Mocks(pulumi.runtime.Mocks):
    def __init__(self):
        self.made, self.called = [], []

    def new_resource(self, args):
        self.made.append(args.typ)
        return args.name, dict(args.inputs)

    def call(self, args):
        self.called.append(args.token)
        return {}


mocks = Mocks()
pulumi.runtime.set_mocks(mocks, preview=False)

import FRONT as appflow

# A component of the dynamic front makes its resources here, from what the program says.
COMPONENTS = {
    "connector_type": "S3",
    "objects": ["a", "b"],
    "source_connector_properties": {"s3": {"bucket_name": "shop", "bucket_prefix": "{object}"}},
    "trigger_config": {"trigger_type": "OnDemand"},
    "destination_flow_config": {
        "connector_type": "S3",
        "destination_connector_properties": {"s3": {"bucket_name": "lake"}},
    },
}
schema = json.loads(pathlib.Path("schema.json").read_text())


def value(spec):
    if "oneOf" in spec:
        spec = spec["oneOf"][0]
    if "$ref" in spec:
        return {}
    return {"string": "x", "integer": 1, "boolean": True, "array": [], "object": {}}[spec["type"]]


def python(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


for token, spec in schema["resources"].items():
    given = {python(name): value(spec["inputProperties"][name]) for name in spec["requiredInputs"]}
    given |= COMPONENTS if spec.get("isComponent") else {}
    made = getattr(appflow, token.split(":")[-1])("it", **given)
    assert isinstance(made, pulumi.Resource)
for token, spec in schema["functions"].items():
    needed = spec["inputs"].get("required", [])
    given = {python(name): value(spec["inputs"]["properties"][name]) for name in needed}
    getattr(appflow, python(token.split(":")[-1]))(**given)
    getattr(appflow, python(token.split(":")[-1]) + "_output")(**given)


@pulumi.runtime.test
def everything_is_made():
    return pulumi.Output.from_input(None)


everything_is_made()
print(json.dumps([sorted(set(mocks.made)), sorted(set(mocks.called))]))
"""


@pytest.mark.parametrize("front", ["pulumi_appflow", "pulumi_appflow.dynamic"])
def test_mocks_stand_in_for_everything(front: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("FRONT", front)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    made, called = json.loads(done.stdout.splitlines()[-1])
    is_dynamic = front == "pulumi_appflow.dynamic"
    assert made == sorted(
        f"pulumi-python:dynamic/appflow:{token.split(':')[-1]}"
        if is_dynamic and not spec.get("isComponent")  # which has its type on both fronts
        else token
        for token, spec in SCHEMA["resources"].items()
    )
    assert called == sorted(SCHEMA["functions"])
