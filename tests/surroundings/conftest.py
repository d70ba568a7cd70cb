"""Programs with `Surroundings` against Pulumi's mocks, on both fronts, and what they register."""

import importlib
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pytest

from tests.surroundings.like_aws import package

ACCOUNT, REGION = "123456789012", "eu-west-1"


@dataclass
class Registered(pulumi.runtime.Mocks):
    """What a program has registered, in order, and the resources of pulumi_aws by name."""

    seen: list[pulumi.runtime.MockResourceArgs] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def new_resource(self, args):
        self.seen.append(args)
        state = {"arn": f"arn:of:{args.name}", "name": args.name, **args.inputs}
        if args.typ.endswith(":Flow"):
            state.setdefault("flowName", f"{args.name}-1234567")
        if args.typ.endswith(":Mirror") and args.inputs:
            state["flowNames"] = {each: f"{args.name}-{each}" for each in args.inputs["objects"]}
        return args.inputs.get("bucket") or f"{args.name}-id", state

    def call(self, args):
        self.calls.append(args.token)
        return {"accountId": ACCOUNT, "region": REGION}

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """The inputs of the resources of a class, by name."""
        found = (each for each in self.seen if each.typ.endswith(f":{kind}"))
        return {each.name: dict(each.inputs) for each in found}

    def order(self) -> list[str]:
        return [each.name for each in self.seen]

    def policies(self) -> dict[str, list[dict[str, Any]]]:
        """The statements of each policy, by the name of the policy."""
        made = {**self.of("BucketPolicy"), **self.of("KeyPolicy"), **self.of("SecretPolicy")}
        return {name: json.loads(each["policy"])["Statement"] for name, each in made.items()}


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Any:
    made = package()
    monkeypatch.setitem(sys.modules, "pulumi_aws", made)
    return made


@pytest.fixture
def engine():
    mocks = Registered()
    pulumi.runtime.set_mocks(mocks, preview=False)
    yield mocks
    pulumi.runtime.set_all_config({})


@pytest.fixture(params=["pulumi_appflow", "pulumi_appflow.dynamic"])
def appflow(request: pytest.FixtureRequest) -> Any:
    return importlib.import_module(request.param)


@pytest.fixture
def flow(appflow: Any) -> Callable[..., Any]:
    """Declares a flow from bucket to bucket."""

    def declare(name: str, source: Any, target: Any, **more: Any) -> Any:
        return appflow.Flow(
            name,
            source_flow_config=appflow.SourceFlowConfigArgs(
                connector_type="S3",
                source_connector_properties={"s3": {"bucket_name": source, "bucket_prefix": "in"}},
            ),
            destination_flow_config_list=[
                {
                    "connector_type": "S3",
                    "destination_connector_properties": appflow.DestinationConnectorPropertiesArgs(
                        s3=appflow.S3DestinationPropertiesArgs(bucket_name=target)
                    ),
                }
            ],
            tasks=[{"task_type": "Map_all", "source_fields": []}],
            trigger_config={"trigger_type": "OnDemand"},
            **more,
        )

    return declare


@pytest.fixture
def mirror(appflow: Any) -> Callable[..., Any]:
    """Declares a mirror from bucket to bucket."""

    def declare(name: str, objects: list[str], source: Any, target: Any, **more: Any) -> Any:
        return appflow.Mirror(
            name,
            connector_type="S3",
            objects=objects,
            source_connector_properties={
                "s3": {"bucket_name": source, "bucket_prefix": "{object}"}
            },
            destination_flow_config={
                "connector_type": "S3",
                "destination_connector_properties": {"s3": {"bucket_name": target}},
            },
            trigger_config={"trigger_type": "OnDemand"},
            **more,
        )

    return declare


@pytest.fixture
def run(engine: Registered) -> Callable[[Callable[[], Any]], Registered]:
    """Runs a program."""

    def call(program: Callable[[], Any]) -> Registered:
        pulumi.runtime.test(program)()
        return engine

    return call
