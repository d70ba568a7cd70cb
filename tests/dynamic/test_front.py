"""The dynamic front's own parts: the reference in state, markers both ways, what it reads from its callers' frames."""

import base64
import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import dill
import pytest
from pulumi.dynamic import Config, ConfigureRequest
from pulumi.output import Unknown as PulumiUnknown
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2, status_pb2

from appflow_provider.dynamic import frames, load
from appflow_provider.dynamic.answers import say_failure
from appflow_provider.dynamic.encoding import (
    decoded,
    encoded,
    with_new_places,
    with_whole_lists,
)
from appflow_provider.dynamic.frames import Call, current_call, on_cancel, widen_pool
from appflow_provider.dynamic.provider import DynamicProvider, Screen
from appflow_provider.errors import AppFlowError, NotFound, PartlyDone
from appflow_provider.home import where_to_report
from appflow_provider.provider import LogOnce
from appflow_provider.reference import reference
from appflow_provider.resources import Inputs, ResourceState, State
from appflow_provider.values import UNKNOWN, Secret
from pulumi_appflow import dynamic
from tests.programs import flow, profile
from tests.rules.samples import to


@pytest.mark.parametrize(
    ("token", "text"),
    [
        ("Flow", "Y2FwcGZsb3dfcHJvdmlkZXIuZHluYW1pYwpsb2FkCihWRmxvdwp0Ui4="),
        (
            "ConnectorProfile",
            "Y2FwcGZsb3dfcHJvdmlkZXIuZHluYW1pYwpsb2FkCihWQ29ubmVjdG9yUHJvZmlsZQp0Ui4=",
        ),
    ],
)
def test_state_refers_to_the_code_by_a_text_that_never_changes(token: str, text: str) -> None:
    assert getattr(dynamic, token)._code == reference(token) == text
    loaded = dill.loads(base64.b64decode(text))
    assert isinstance(loaded, DynamicProvider)
    assert loaded.serialize_as_secret_always is True  # never used: we write the reference ourselves


def test_a_provider_pickles_as_a_reference() -> None:
    assert b"DynamicProvider" not in pickle.dumps(load("Flow"))


def test_importing_the_dynamic_front_loads_no_provider() -> None:
    look = "import sys, pulumi_appflow.dynamic; print([m for m in ('boto3', 'pydantic', 'appflow_provider') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", look], stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_markers_survive_the_way_in_and_out() -> None:
    assert decoded({"a": [PulumiUnknown()], "__provider": "x"}) == {"a": [UNKNOWN]}
    out = encoded({"key": Secret({"inner": "s"}), "list": [UNKNOWN]})
    assert rpc.is_rpc_secret(out["key"])
    assert rpc.unwrap_rpc_secret(out["key"]) == {"inner": "s"}
    assert isinstance(out["list"][0], PulumiUnknown)


def test_items_that_moved_in_a_list_make_the_whole_list_secret() -> None:
    tasks = [{"taskType": "Map", "connection": "hidden"}, {"taskType": "Filter"}]
    places = json.dumps([["tags", "own"], ["tasks", 0, "connection"]])
    came = {"tasks": tasks, "tags": {"own": "x"}, "__secrets": places}
    assert with_whole_lists(came, {"tasks": tasks, "tags": {}}) == came
    shifted = {"tasks": [{"taskType": "Merge"}, *tasks], "tags": {"own": "x"}}
    beside = with_whole_lists(came, shifted)
    assert json.loads(beside["__secrets"]) == [["tags", "own"], ["tasks"]]
    assert decoded({**shifted, "__secrets": beside["__secrets"]})["tasks"] == Secret(
        shifted["tasks"]
    )


def test_the_places_of_an_argument_become_those_of_its_inputs_and_those_of_outputs_stay() -> None:
    places = json.dumps([["login", "hubSpot", "clientSecret"], ["tagsAll", "all"]])
    came = {"login": {"hubSpot": {"clientSecret": "x"}}, "__secrets": places}
    beside = with_new_places(came, {"tags": {"own": Secret("x")}})
    assert json.loads(beside["__secrets"]) == [["tags", "own"], ["tagsAll", "all"]]
    same = {"tags": {"own": "x"}, "__secrets": json.dumps([["tags", "own"], ["tagsAll", "all"]])}
    assert with_new_places(same, {"tags": {"own": Secret("x")}, "flowName": "orders"}) == same


def test_the_pool_in_whose_thread_we_are_grows() -> None:
    with ThreadPoolExecutor(max_workers=4) as pool:
        assert pool.submit(widen_pool, 32).result() is True
        assert pool._max_workers == 32
        assert pool.submit(widen_pool, 8).result() is True
        assert pool._max_workers == 32
    assert widen_pool(32) is False


def test_the_engines_call_is_found_in_the_frames() -> None:
    def servicer(request: Any, context: Any) -> Call:
        return method()

    def method() -> Call:
        return current_call()

    request = provider_pb2.CreateRequest(urn="urn:pulumi:dev::shop::a:b:C::orders", timeout=90)
    found = servicer(request, "the context")
    assert (found.urn, found.name, found.timeout) == (request.urn, "orders", 90)
    assert found.context == "the context"
    assert current_call() == Call()


def test_cancel_reaches_us_and_keeps_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    for found_by_other_tests in ("_ANSWERS", "_HOOKS"):
        monkeypatch.setattr(frames, found_by_other_tests, [])

    class Servicer:
        def Cancel(self, request: Any, context: Any) -> Any:
            return ["Pulumi's own answer"]

        def Check(self, request: Any, context: Any) -> bool:
            return on_cancel(lambda: heard.append("cancelled"))

    heard: list[str] = []
    servicer = Servicer()
    held_by_the_server = servicer.Cancel
    assert servicer.Check("request", "context") is True
    assert held_by_the_server("request", "context") == ["Pulumi's own answer"]
    assert heard == ["cancelled"]


class Context:
    """The parts of a gRPC context that the front uses."""

    def set_trailing_metadata(self, pairs: Any) -> None:
        ((self.key, self.value),) = pairs


def test_a_failure_is_exactly_our_sentence() -> None:
    context = Context()
    say_failure(Call(None, context), AppFlowError("no such bucket", code="ValidationException"))
    status = status_pb2.Status.FromString(context.value)
    assert context.key == "grpc-status-details-bin"
    assert (status.code, status.message) == (2, "ValidationException: no such bucket.")


def test_a_bug_asks_to_be_reported() -> None:
    context = Context()
    say_failure(Call(None, context), KeyError("oops"))
    assert (
        f"Please report it {where_to_report()}: KeyError at "
        in status_pb2.Status.FromString(context.value).message
    )


def test_a_partial_failure_carries_id_and_state() -> None:
    context = Context()
    failure = PartlyDone(
        AppFlowError("pending"), id_="crm", state={"name": "crm", "key": Secret("s")}
    )
    say_failure(Call(None, context), failure, {"__provider": "reference"})
    (detail,) = status_pb2.Status.FromString(context.value).details
    saved = provider_pb2.ErrorResourceInitFailed()
    assert detail.Unpack(saved)
    assert saved.id == "crm"
    assert saved.properties["name"] == "crm"
    assert saved.properties["__provider"] == "reference"
    assert rpc._special_secret_sig in str(saved.properties["key"])
    assert list(saved.reasons) == ["pending."]


def provider(token: str = "Flow", **config: str) -> DynamicProvider:
    made = DynamicProvider(token, LogOnce(Screen()))
    made.configure(ConfigureRequest(Config(config, "shop")))
    return made


def test_check_names_problems_without_a_property_that_pulumi_would_print() -> None:
    result = provider().check({}, flow(flowName="or ders"))
    (failure,) = result.failures
    assert failure.property == ""
    assert failure.reason.startswith('flow_name is "or ders". It must ')


def test_a_place_and_the_words_about_it_are_spelt_as_in_python() -> None:
    value = to("S3", "s3", {"bucketName": "s3://lake/shop"})
    reasons = [failure.reason for failure in provider().check({}, value).failures]
    (reason,) = reasons
    place = "destination_flow_config_list[0].destination_connector_properties.s3.bucket_name: "
    assert reason.startswith(place)
    assert reason.endswith("Give the name alone, and put the rest into bucket_prefix.")
    assert "shop" not in reason  # nothing says here that it is no secret


def test_check_marks_credentials_as_secrets() -> None:
    inputs = provider("ConnectorProfile").check({}, profile()).inputs
    credentials = inputs["connectorProfileConfig"]["connectorProfileCredentials"]["salesforce"]
    assert rpc.is_rpc_secret(credentials["refreshToken"])


def test_wrong_configuration_is_a_problem_of_every_resource() -> None:
    wrong = provider(**{"appflow:maxRetries": "many", "appflow:endpointUrl": "nowhere"})
    reasons = [failure.reason for failure in wrong.check({}, flow()).failures]
    assert any("configuration appflow:maxRetries" in reason for reason in reasons)
    assert any("configuration appflow:endpointUrl" in reason for reason in reasons)


@pytest.mark.parametrize(
    ("config", "region"),
    [
        ({"appflow:region": "eu-west-1", "aws:region": "us-east-1"}, "eu-west-1"),
        ({"aws:region": "us-east-1"}, "us-east-1"),
    ],
)
def test_a_change_of_the_configured_region_replaces(config: dict[str, str], region: str) -> None:
    state = {
        **flow(),
        "flowArn": f"arn:aws:appflow:{region}:123456789012:flow/orders",
        "__provider": "x",
    }
    assert provider(**config).diff("orders", state, flow()).changes is False
    elsewhere = {**state, "flowArn": "arn:aws:appflow:ap-south-1:123456789012:flow/orders"}
    assert provider(**config).diff("orders", elsewhere, flow()).replaces == ["region"]


def test_state_that_does_not_say_where_its_code_is_gets_updated() -> None:
    state = {**flow(), "flowArn": "arn:aws:appflow:eu-west-1:123456789012:flow/orders"}
    assert provider(**{"appflow:region": "eu-west-1"}).diff("orders", state, flow()).changes is True


def test_a_misspelled_setting_gets_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    provider(**{"appflow:endpointURL": "http://x", "appflow:bucket": "lake", "shop:maxRetrys": "1"})
    assert (
        "appflow:endpointURL is not a setting of the provider. Did you mean appflow:endpointUrl?"
        in (said := capsys.readouterr().out)
    )
    assert "bucket" not in said
    assert "maxRetrys" not in said


def test_a_missing_region_is_reported_before_it_is_needed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    provider().check(flow(), flow())
    provider().check({}, flow(region="eu-west-1"))
    assert "no AWS region" not in capsys.readouterr().out
    provider().check({}, flow())
    assert "no AWS region is configured. Set one: " in capsys.readouterr().out


def test_a_lookup_of_a_missing_object_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    looking = provider(**{"appflow:region": "eu-west-1"})
    monkeypatch.setattr(looking._core.resource("Flow"), "read", lambda *_: None)
    with pytest.raises(NotFound, match="There is no flow nope in eu-west-1"):
        looking.read("nope", {"__provider": "x"})
    state = {**flow(), "flowArn": "arn:aws:appflow:eu-west-1:123456789012:flow/orders"}
    assert looking.read("orders", {**state, "__provider": "x"}).id == ""


def test_a_refresh_returns_the_inputs_as_they_are_on_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = provider(**{"appflow:region": "eu-west-1"})
    drifted = flow(description="by hand")
    found = ResourceState("orders", Inputs(drifted), State({**drifted, "flowArn": "arn"}))
    monkeypatch.setattr(reading._core.resource("Flow"), "read", lambda *_: found)
    result = reading.read("orders", {**flow(), "__provider": "x"})
    assert (result.inputs, result.outs) == (found.inputs, found.state)


def test_an_unreadable_state_gets_a_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    state = {**flow(), "tags": [7], "flowArn": 8}
    assert provider().diff("orders", state, flow(tags={"a": "b"})).changes is True
    assert "readable value for flowArn, tags. Run `pulumi refresh`" in capsys.readouterr().out
    with pytest.raises(AppFlowError, match="readable value for flowArn"):
        provider().update("orders", state, flow(tags={"a": "b"}))
