"""An exported stack of pulumi-aws or aws-native is read, with its secrets if they were exported in the clear."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from appflow_provider.errors import AppFlowError
from appflow_provider.migration import pulumi_state
from appflow_provider.migration.departure import way_out
from appflow_provider.migration.taking import take
from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import secret_paths
from tests.migration import other_tools
from tests.migration.states import BEYOND_TERRAFORM

SIGNATURE, SECRET = "4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"
URN = "urn:pulumi:prod::shop::{}::{}"

PACKAGES: Mapping[str, tuple[Mapping[str, str], Callable[[str, Any], dict[str, Any]]]] = {
    "pulumi-aws": (
        {
            "Flow": "aws:appflow/flow:Flow",
            "ConnectorProfile": "aws:appflow/connectorProfile:ConnectorProfile",
        },
        other_tools.pulumi_aws,
    ),
    "aws-native": (
        {
            "Flow": "aws-native:appflow:Flow",
            "ConnectorProfile": "aws-native:appflow:ConnectorProfile",
            "Connector": "aws-native:appflow:Connector",
        },
        other_tools.aws_native,
    ),
}


def entry(type_: str, name: str, inputs: Any, **more: Any) -> dict[str, Any]:
    arn = f"arn:aws:appflow:{other_tools.REGION}:{other_tools.ACCOUNT}:flow/{name}"
    outputs = {**inputs, "arn": arn, "flowArn": arn, "connectorProfileArn": arn, "id": name}
    return {
        "urn": URN.format(type_, name),
        "custom": True,
        "id": name,
        "type": type_,
        "inputs": inputs,
        "outputs": outputs,
        **more,
    }


def export(*resources: Any) -> dict[str, Any]:
    stack = {"urn": URN.format("pulumi:pulumi:Stack", "shop-prod"), "type": "pulumi:pulumi:Stack"}
    provider = {**stack, "type": "pulumi:providers:aws"}
    return {"version": 3, "deployment": {"resources": [stack, provider, *resources]}}


def secret(value: Any, *, shown: bool = True) -> dict[str, Any]:
    held = {"plaintext": json.dumps(value)} if shown else {"ciphertext": "v1:c2VjcmV0"}
    return {SIGNATURE: SECRET, **held}


def cases(package: str) -> dict[str, Any]:
    types, write = PACKAGES[package]
    found = []
    for name, kind, request in other_tools.requests():
        if package == "pulumi-aws" and name in BEYOND_TERRAFORM:
            continue
        inputs = {**write(kind, request), "__defaults": []}
        if "connectorProfileConfig" in inputs:
            config = inputs["connectorProfileConfig"]
            if held := config.get("connectorProfileCredentials"):
                config = {**config, "connectorProfileCredentials": secret(held)}
            config = {**config, "__defaults": []}
            inputs = {**inputs, "connectorProfileConfig": config}
        found.append(entry(types[kind], name, inputs))
    return export(*found)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_case_is_read_with_its_credentials(package: str) -> None:
    content = cases(package)
    assert pulumi_state.is_state(content)
    contents = pulumi_state.read(content, "stack.json")
    outcome = take(contents, None)
    origins = {each.origin.rsplit("::", 1)[-1]: each for each in outcome.taken}
    requests = [each for each in other_tools.requests() if each[0] in origins]
    assert len(requests) == len(content["deployment"]["resources"]) - 2
    for name, kind, request in requests:
        resource = RESOURCES[kind]
        found = origins[name].found.current
        wanted = resource.marked(from_api(resource.inputs, request))
        assert resource.diff(found.state, wanted).changes == ()
        assert set(secret_paths(found.inputs)) == set(secret_paths(wanted))
    assert outcome.region == other_tools.REGION


@pytest.mark.parametrize("package", PACKAGES)
def test_encrypted_credentials_are_left_out_and_reported(package: str) -> None:
    types, write = PACKAGES[package]
    request = other_tools.requests_by_name("001-slack-auth-code")
    inputs = write("ConnectorProfile", request)
    config = inputs["connectorProfileConfig"]
    hidden = {**config, "connectorProfileCredentials": secret({}, shown=False)}
    inputs = {**inputs, "connectorProfileConfig": hidden}
    content = export(entry(types["ConnectorProfile"], "slack", inputs))
    (each,) = pulumi_state.read(content, "stack.json").described
    (notice,) = each.notices
    assert str(notice) == (
        "connectorProfileConfig.connectorProfileCredentials: is not in the file: it is encrypted. Export the "
        "stack with `pulumi stack export --show-secrets` to take it"
    )
    assert each.inputs["connectorProfileConfig"].keys() == {"connectorProfileProperties"}


def test_what_the_stack_does_not_manage_is_not_taken() -> None:
    flow = {"name": "orders"}
    types, _ = PACKAGES["pulumi-aws"]
    found = pulumi_state.read(
        export(
            entry(types["Flow"], "gone", flow, delete=True),
            entry(types["Flow"], "looked-up", flow, external=True),
            entry("appflow:index:Flow", "ours", flow),
            entry("aws:s3/bucket:Bucket", "lake", {}),
        ),
        "stack.json",
    )
    assert found.described == ()
    assert [str(each).split("::")[-1] for each in found.skipped] == [
        "gone waits for its deletion",
        "looked-up is only read by the stack, not managed",
        "ours is a resource of this provider already",
    ]
    assert found.others == {"aws:s3/bucket:Bucket": 1}


def test_an_interrupted_operation_is_reported() -> None:
    types, _ = PACKAGES["aws-native"]
    content = export()
    content["deployment"]["pending_operations"] = [
        {"resource": entry(types["Flow"], "orders", {}), "type": "creating"},
        {"resource": entry("aws:s3/bucket:Bucket", "lake", {}), "type": "updating"},
    ]
    (skipped,) = pulumi_state.read(content, "stack.json").skipped
    assert str(skipped).endswith(
        "::orders has an interrupted operation (creating). First run `pulumi refresh` there"
    )


def test_tags_are_taken_whatever_their_name_and_encrypted_ones_are_reported() -> None:
    types, _ = PACKAGES["pulumi-aws"]
    plain = entry(types["Flow"], "a", {"name": "a", "tags": {"__cost": "7", "__defaults": []}})
    hidden = entry(types["Flow"], "b", {"name": "b", "tags": secret({}, shown=False)})
    hidden["outputs"]["tagsAll"] = secret({}, shown=False)
    first, second = pulumi_state.read(export(plain, hidden), "stack.json").described
    assert first.inputs["tags"] == {"__cost": "7"}
    assert "tags" not in second.inputs
    assert second.is_partial
    assert "tags: is not in the file: it is encrypted" in str(second.notices[0])


def test_the_way_out_deletes_from_the_state_flows_first_and_forces_protected_ones() -> None:
    types, write = PACKAGES["aws-native"]
    content = export(
        entry(
            types["ConnectorProfile"],
            "slack",
            write("ConnectorProfile", other_tools.requests_by_name("001-slack-auth-code")),
            protect=True,
        ),
        entry(
            types["Flow"],
            "spend",
            write("Flow", other_tools.requests_by_name("004-singular-s3-cron")),
        ),
    )
    contents = pulumi_state.read(content, "stack.json")
    lines = way_out(contents, take(contents, None).taken)
    flow, profile = (
        URN.format(types["Flow"], "spend"),
        URN.format(types["ConnectorProfile"], "slack"),
    )
    assert [line for line in lines if "state delete" in line] == [
        f"pulumi state delete --yes --stack prod {flow}",
        f"pulumi state delete --yes --force --stack prod {profile}",
    ]


@pytest.mark.parametrize("resources", [[{"type": "x"}], ["text"], [{"urn": 1, "type": 2}]])
def test_a_damaged_export_gets_one_sentence(resources: Any) -> None:
    with pytest.raises(AppFlowError, match=r"stack\.json is damaged"):
        pulumi_state.read({"deployment": {"resources": resources}}, "stack.json")
    assert pulumi_state.read({"deployment": None}, "stack.json").described == ()
