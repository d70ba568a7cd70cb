"""Components over a real wire: what the engine's resource monitor is asked to register."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Value
from pulumi.runtime.proto import provider_pb2, resource_pb2, resource_pb2_grpc

from appflow_provider.packaged import version
from appflow_provider.reference import dynamic_type
from appflow_provider.values import UNKNOWN, Secret
from appflow_provider.wire.structs import decoded, encoded
from tests.plugin.conftest import Plugin

INPUTS = {
    "connectorType": "S3",
    "objects": ["a/b", "c"],
    "sourceConnectorProperties": {"s3": {"bucketName": "shop", "bucketPrefix": "{object}"}},
    "destinationFlowConfig": {
        "connectorType": "S3",
        "destinationConnectorProperties": {"s3": {"bucketName": UNKNOWN}},
    },
    "triggerConfig": {"triggerType": "OnDemand"},
    "tags": {"owner": Secret("hunter2")},
    "perObject": {"c": {"aliases": ["old", "urn:pulumi:dev::shop::appflow:index:Flow::older"]}},
}
PARENT = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
BUCKET = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::lake"
OTHER = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::other"


@dataclass
class Monitor(resource_pb2_grpc.ResourceMonitorServicer):
    """The engine's resource monitor, which remembers what it was asked."""

    asked: list[resource_pb2.RegisterResourceRequest] = field(default_factory=list)
    outputs: list[resource_pb2.RegisterResourceOutputsRequest] = field(default_factory=list)
    refuses: str = ""
    fails: str = ""

    def RegisterResource(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        if request.custom and self.refuses:
            context.abort(grpc.StatusCode.UNKNOWN, self.refuses)
        made = {**decoded(request.object), "flowName": f"{request.name}-1"}
        urn = f"urn:pulumi:dev::shop::{request.type}::{request.name}"
        if request.name == self.fails and request.supportsResultReporting:
            return resource_pb2.RegisterResourceResponse(
                urn=urn, object=encoded(made), result=resource_pb2.FAIL
            )
        return resource_pb2.RegisterResourceResponse(urn=urn, object=encoded(made))

    def RegisterResourceOutputs(self, request: Any, context: Any) -> Any:
        self.outputs.append(request)
        return Empty()

    @property
    def flows(self) -> dict[str, resource_pb2.RegisterResourceRequest]:
        return {each.name: each for each in self.asked if each.custom}


@dataclass
class Engine:
    plugin: Plugin
    monitor: Monitor
    address: str

    def construct(self, inputs: Any = INPUTS, **options: Any) -> provider_pb2.ConstructResponse:
        request = provider_pb2.ConstructRequest(
            monitorEndpoint=self.address,
            type="appflow:index:Mirror",
            name="files",
            parent=PARENT,
            inputs=encoded(inputs),
            **options,
        )
        reply: provider_pb2.ConstructResponse = self.plugin.stub.Construct(request)
        return reply


@pytest.fixture
def engine(plugin: Plugin) -> Iterator[Engine]:
    server, monitor = grpc.server(ThreadPoolExecutor(8)), Monitor()
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(monitor, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    plugin.stub.Configure(provider_pb2.ConfigureRequest())
    yield Engine(plugin, monitor, f"127.0.0.1:{port}")
    server.stop(grace=None).wait()


def test_a_mirror_is_a_component_with_its_flows_and_their_names(engine: Engine) -> None:
    reply = engine.construct()
    component, *flows = engine.monitor.asked
    assert (component.type, component.name, component.custom) == (
        "appflow:index:Mirror",
        "files",
        False,
    )
    assert component.parent == PARENT
    assert sorted(each.name for each in flows) == ["files-a-b", "files-c"]
    assert {each.type for each in flows} == {"appflow:index:Flow"}
    assert {each.parent for each in flows} == {reply.urn}
    assert {each.version for each in flows} == {version()}
    assert decoded(reply.state) == {
        "flowNames": {"a/b": "files-a-b-1", "c": "files-c-1"},
        "flowArns": {"a/b": UNKNOWN, "c": UNKNOWN},
    }
    (outputs,) = engine.monitor.outputs
    assert (outputs.urn, outputs.outputs) == (reply.urn, reply.state)
    urns = {each.urns[0].rsplit("::", 1)[-1] for each in reply.stateDependencies.values()}
    assert urns <= {"files-a-b", "files-c"}


def test_unknown_and_secret_values_reach_the_flows_as_such(engine: Engine) -> None:
    engine.construct()
    given = decoded(engine.monitor.flows["files-c"].object)
    (destination,) = given["destinationFlowConfigList"]
    assert destination["destinationConnectorProperties"] == {"s3": {"bucketName": UNKNOWN}}
    assert given["tags"] == {"owner": Secret("hunter2")}


def test_a_flow_depends_on_what_its_inputs_come_from(engine: Engine) -> None:
    needs = provider_pb2.ConstructRequest.PropertyDependencies
    engine.construct(
        inputDependencies={
            "destinationFlowConfig": needs(urns=[BUCKET]),
            "sourceConnectorProperties": needs(urns=[OTHER]),
        },
        dependencies=[PARENT],
    )
    flow = engine.monitor.flows["files-c"]
    assert {name: list(each.urns) for name, each in flow.propertyDependencies.items()} == {
        "destinationFlowConfigList": [BUCKET],
        "sourceFlowConfig": [OTHER],
        "tags": [],
        "tasks": [],
        "triggerConfig": [],
    }
    assert sorted(flow.dependencies) == sorted([PARENT, BUCKET, OTHER])


PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:appflow::us::id"
PASSED: dict[str, Any] = {
    "customTimeouts": provider_pb2.ConstructRequest.CustomTimeouts(create="7m"),
    "deleteBeforeReplace": True,
    "deletedWith": BUCKET,
    "dependencies": [BUCKET, OTHER],
    "protect": True,
    "providers": {"appflow": PROVIDER},
    "replace_with": [OTHER],
    "replacement_trigger": Value(string_value="again"),
    "retainOnDelete": True,
}
"""Options of a component that hold for its flows."""
SAID = {
    "config", "configSecretKeys", "dryRun", "monitorEndpoint", "organization", "parallel", "project", "stack", "stack_trace_handle",
    "accepts_output_values", "inputDependencies", "inputs", "name", "parent", "type",
}  # fmt: skip
"""What the engine says besides the options."""
ITS_OWN = {
    "additionalSecretOutputs": "its outputs are the names of its flows",
    "aliases": "the engine derives those of the flows",
    "ignoreChanges": "names properties of a flow, which a component has not",
    "replaceOnChanges": "the same",
    "resource_hooks": "are bound to the steps of one resource",
}
"""Options of a component that its flows do not get, and why."""


def test_there_is_a_decision_about_each_option_of_a_component() -> None:
    fields = {each.name for each in provider_pb2.ConstructRequest.DESCRIPTOR.fields}
    assert {*PASSED, *SAID, *ITS_OWN} == fields


@pytest.mark.parametrize("option", PASSED)
def test_an_option_is_passed_on(engine: Engine, option: str) -> None:
    given = PASSED[option]
    engine.construct(**{option: given})
    component = engine.monitor.asked[0]
    assert dict(component.providers) == (given if option == "providers" else {})
    assert len(engine.monitor.flows) == 2
    for flow in engine.monitor.flows.values():
        if option == "providers":
            assert flow.provider == PROVIDER
        elif option == "customTimeouts":
            assert flow.customTimeouts.create == "7m"
        else:
            assert getattr(flow, option) == given
        assert flow.deleteBeforeReplaceDefined == (option == "deleteBeforeReplace")


def test_options_that_are_not_set_are_left_to_the_engine(engine: Engine) -> None:
    engine.construct()
    flow = engine.monitor.flows["files-c"]
    assert not flow.HasField("protect")
    assert not flow.HasField("retainOnDelete")
    assert not flow.HasField("replacement_trigger")
    assert not flow.deleteBeforeReplaceDefined


def test_aliases_find_flows_of_both_fronts(engine: Engine) -> None:
    engine.construct()
    other = dynamic_type("Flow")
    plain, renamed = (engine.monitor.flows[name].aliases for name in ("files-a-b", "files-c"))
    assert [(each.spec.type, each.spec.name) for each in plain] == [(other, "")]
    assert [(each.urn, each.spec.type, each.spec.name, each.spec.noParent) for each in renamed] == [
        ("", other, "", False),
        ("", "", "old", True),
        ("", other, "old", True),
        ("urn:pulumi:dev::shop::appflow:index:Flow::older", "", "", False),
    ]


def test_all_problems_are_said_and_nothing_is_registered(engine: Engine) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        engine.construct({**INPUTS, "flowName": "one", "objects": ["a", "b"], "mask": ["*"]})
    said = str(refused.value.details()).splitlines()
    assert len(said) == 3
    assert said[0].startswith('perObject.c: "c" is not one of the objects')
    assert engine.monitor.asked == []


def test_no_problem_shows_a_secret(engine: Engine) -> None:
    wrong = {**INPUTS, "flowStatus": Secret("hunter2-in-plain-sight")}
    with pytest.raises(grpc.RpcError) as refused:
        engine.construct(wrong)
    said = str(refused.value.details())
    assert "flowStatus" in said
    assert "hunter2" not in said


def test_a_flow_that_fails_leaves_the_component_and_the_other_flows(engine: Engine) -> None:
    """The engine says so where it goes on after errors."""
    engine.monitor.fails = "files-c"
    reply = engine.construct()
    assert decoded(reply.state)["flowNames"] == {"a/b": "files-a-b-1", "c": UNKNOWN}
    urns = {each.rsplit("::", 1)[-1] for each in reply.stateDependencies["flowNames"].urns}
    assert urns == {"files-a-b", "files-c"}


def test_a_flow_that_the_engine_refuses_is_no_bug(engine: Engine) -> None:
    engine.monitor.refuses = "resource monitor shut down"
    with pytest.raises(grpc.RpcError) as refused:
        engine.construct()
    assert refused.value.details() == "resource monitor shut down."
