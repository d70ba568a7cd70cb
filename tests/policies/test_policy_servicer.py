"""The pack over gRPC, as the engine calls it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import analyzer_pb2 as messages
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub

from appflow_policies import servicer
from appflow_policies.configuration import USUAL
from appflow_policies.pack import POLICIES
from appflow_policies.serving import serving
from appflow_provider.packaged import version
from appflow_provider.values import UNKNOWN, Secret
from appflow_provider.wire.structs import encoded
from tests.policies.cases import CASES, FLOW, PROFILE, flow, login, mapped
from tests.policies.judged import PLUGIN, urn


@contextmanager
def served() -> Iterator[AnalyzerStub]:
    server, port = serving()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield AnalyzerStub(channel)
    server.stop(grace=None).wait()


@pytest.fixture
def pack() -> Iterator[AnalyzerStub]:
    with served() as pack:
        yield pack


def configure(pack: AnalyzerStub, name: str, level: int, **values: Any) -> None:
    config = messages.PolicyConfig(enforcementLevel=level, properties=encoded(values))  # type: ignore[arg-type]
    pack.Configure(messages.ConfigureAnalyzerRequest(policyConfig={name: config}))


def analyze(pack: AnalyzerStub, kind: str, properties: Any) -> list[Any]:
    type_ = PLUGIN.format(kind)
    request = messages.AnalyzeRequest(
        type=type_, urn=urn("leads", type_), name="leads", properties=encoded(properties)
    )
    return list(pack.Analyze(request).diagnostics)


def test_the_engine_is_told_of_every_policy_and_its_parameters(pack: AnalyzerStub) -> None:
    pack.Handshake(messages.AnalyzerHandshakeRequest(engine_address="127.0.0.1:1"))
    pack.ConfigureStack(messages.AnalyzerStackConfigureRequest(stack="dev"))
    assert pack.GetPluginInfo(Empty()).version == version()
    info = pack.GetAnalyzerInfo(Empty())
    assert (info.name, info.version, info.supportsConfig) == ("appflow", version(), True)
    told = {each.name: each for each in info.policies}
    assert set(told) == set(POLICIES)
    for name, policy in POLICIES.items():
        is_stack = told[name].policy_type == messages.POLICY_TYPE_STACK
        assert is_stack == policy.is_about_stacks
        level = messages.EnforcementLevel.Name(told[name].enforcementLevel)
        assert level == policy.level.name
        schema = MessageToDict(told[name].configSchema).get("properties", {})
        assert {key: one["default"] for key, one in schema.items()} == {
            one.name: one.default for one in policy.parameters
        }


def test_a_finding_has_its_policy_its_level_and_its_resource(pack: AnalyzerStub) -> None:
    configure(pack, "personal-data", messages.MANDATORY)
    (found,) = analyze(pack, FLOW, flow(tasks=[mapped("Email")]))
    assert found.policyName == "personal-data"
    assert (found.policyPackName, found.policyPackVersion) == ("appflow", version())
    assert found.enforcementLevel == messages.MANDATORY
    assert found.severity == messages.POLICY_SEVERITY_HIGH
    assert found.urn.endswith("::leads")
    assert found.message.startswith("tasks[0].sourceFields[0]: ")
    configure(pack, "personal-data", messages.DISABLED)
    assert analyze(pack, FLOW, flow(tasks=[mapped("Email")])) == []


def test_parameters_arrive(pack: AnalyzerStub) -> None:
    values = {"allowed": {"Salesforce": ["Redshift"]}}
    configure(pack, "allowed-destinations", messages.MANDATORY, **values)
    (found,) = analyze(pack, FLOW, flow())
    assert found.policyName == "allowed-destinations"


def test_stack_policies_see_all_resources(pack: AnalyzerStub) -> None:
    resources = [
        messages.AnalyzerResource(
            type=PLUGIN.format(kind),
            urn=urn(name, PLUGIN.format(kind)),
            name=name,
            properties=encoded(properties),
        )
        for name, (kind, properties) in CASES["the same records"].faulty.items()
    ]
    found = pack.AnalyzeStack(messages.AnalyzeStackRequest(resources=resources)).diagnostics
    assert [(each.policyName, each.urn.rsplit("::", 1)[-1]) for each in found] == [
        ("same-place", "two")
    ]


def test_default_tags_of_the_configuration_count_and_secret_ones_are_hidden(
    pack: AnalyzerStub,
) -> None:
    values = {"tags": ["team", "cost"], "values": {"cost": ["c-*"]}}
    configure(pack, "required-tags", messages.MANDATORY, **values)
    type_ = PLUGIN.format(FLOW)
    resource = messages.AnalyzerResource(
        type=type_, urn=urn("leads", type_), name="leads", properties=encoded(flow())
    )

    def told(tags: str, *, secret: bool = False) -> list[str]:
        key = "appflow:defaultTags"
        keys = [key] if secret else []
        config = messages.AnalyzerStackConfigureRequest(config={key: tags}, config_secret_keys=keys)
        pack.ConfigureStack(config)
        found = pack.AnalyzeStack(messages.AnalyzeStackRequest(resources=[resource]))
        return [each.message for each in found.diagnostics]

    assert told('{"tags": {"cost": "c-1"}}') == []
    assert told('{"tags": {"other": "c-1"}}') == ["tags lacks cost. Set the required tags."]
    for unreadable in ("[]", '{"tags": 1}', "{"):
        assert told(unreadable) == ["tags lacks cost. Set the required tags."]
    (shown,) = told('{"tags": {"cost": "the-board-of-7"}}')
    assert '"the-board-of-7"' in shown
    (hidden,) = told('{"tags": {"cost": "the-board-of-7"}}', secret=True)
    assert "board" not in hidden


def test_secrets_and_unknown_values_are_read_from_the_wire(pack: AnalyzerStub) -> None:
    (_, profile) = login()["crm"]
    assert [each.policyName for each in analyze(pack, PROFILE, profile)] == ["plain-secrets"]
    config = {"salesforce": {"refreshToken": Secret("hunter2")}}
    profile["connectorProfileConfig"] = {"connectorProfileCredentials": config}
    assert analyze(pack, PROFILE, profile) == []
    assert analyze(pack, FLOW, flow(destinationFlowConfigList=UNKNOWN, tasks=UNKNOWN)) == []


def test_a_wrong_configuration_is_one_sentence(pack: AnalyzerStub) -> None:
    with pytest.raises(grpc.RpcError) as raised:
        configure(pack, "loop", messages.MANDATORY)
    assert raised.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert raised.value.details() == 'There is no policy "loop". Did you mean loops?'


def test_a_fault_of_a_policy_stops_the_run_and_repeats_no_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def judge(subject: Any, _values: Any) -> Any:
        raise KeyError(subject.marked)

    usual = USUAL["s3-prefix"]
    broken = replace(usual, policy=replace(usual.policy, judge=judge))
    monkeypatch.setattr(servicer, "USUAL", {"s3-prefix": broken})
    with served() as pack, pytest.raises(grpc.RpcError) as raised:
        analyze(pack, FLOW, flow(description="of the board"))
    assert raised.value.code() is grpc.StatusCode.INTERNAL
    assert raised.value.details() == (
        "The policy s3-prefix has a fault (KeyError). Please report it, and set the policy to disabled meanwhile."
    )


def test_nothing_is_changed(pack: AnalyzerStub) -> None:
    assert not pack.Remediate(messages.AnalyzeRequest(type="appflow:index:Flow")).remediations
    pack.Cancel(Empty())
