"""Every call of the protocol, over a real wire."""

import json
import re
import threading
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct, Value
from pulumi.runtime.proto import engine_pb2, plugin_pb2, provider_pb2, status_pb2
from pulumi.runtime.proto.provider_pb2 import CheckRequest, DiffResponse, PropertyDiff

from appflow_provider.errors import AppFlowError, Cancelled, Conflict, NotFound, Throttled
from appflow_provider.home import where_to_report
from appflow_provider.plugin.servicer import Servicer
from appflow_provider.provider import Provider
from appflow_provider.resources import RESOURCES
from appflow_provider.resources.naming import Located, located
from appflow_provider.service import Services
from appflow_provider.settings import Settings
from appflow_provider.values import UNKNOWN, Secret, Unknown, at
from appflow_provider.wire import structs
from appflow_provider.wire.structs import UNKNOWN_TEXT, decoded, encoded
from tests.plugin.conftest import URN, Plugin
from tests.programs import flow, profile

ARN = "arn:aws:appflow:us-east-1:123456789012"

KEY = "arn:aws:kms:eu-west-1:123456789012:key"

NAMING = CheckRequest.AutonamingOptions
TOKEN_PATH = ("connectorProfileConfig", "connectorProfileCredentials", "salesforce", "refreshToken")


def test_it_says_what_it_can_take(plugin: Plugin) -> None:
    reply = plugin.stub.Handshake(provider_pb2.ProviderHandshakeRequest())
    assert reply.accept_secrets
    assert reply.accept_resources
    assert reply.accept_outputs
    assert reply.supports_autonaming_configuration
    reply = plugin.stub.Configure(provider_pb2.ConfigureRequest())
    assert reply.acceptSecrets
    assert reply.supportsPreview
    assert reply.supports_autonaming_configuration


def test_its_version_is_the_distributions(plugin: Plugin) -> None:
    from importlib import metadata

    assert plugin.stub.GetPluginInfo(Empty()).version == metadata.version("pulumi-appflow")


def test_it_hands_out_the_schema_that_is_committed(plugin: Plugin) -> None:
    schema = json.loads(plugin.stub.GetSchema(provider_pb2.GetSchemaRequest()).schema)
    assert "appflow:index:Flow" in schema["resources"]
    assert schema["name"] == "appflow"


def test_mappings_are_empty(plugin: Plugin) -> None:
    assert not plugin.stub.GetMapping(provider_pb2.GetMappingRequest(key="terraform")).data
    assert not plugin.stub.GetMappings(provider_pb2.GetMappingsRequest(key="terraform")).providers


def test_a_debugger_may_attach(plugin: Plugin) -> None:
    plugin.stub.Attach(plugin_pb2.PluginAttach(address="127.0.0.1:1"))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        pytest.param({"region": "eu-west-1", "maxRetries": "3"}, [], id="right"),
        pytest.param({"region": UNKNOWN}, [], id="not-known-yet"),
        pytest.param({"maxRetries": "many"}, ["maxRetries"], id="wrong"),
        pytest.param(
            {"endpointUrl": "localhost", "maxRetries": 1000},
            ["endpointUrl", "maxRetries"],
            id="two",
        ),
    ],
)
def test_configuration_is_checked_and_kept(plugin: Plugin, given: Any, named: list[str]) -> None:
    reply = plugin.stub.CheckConfig(CheckRequest(news=encoded(given)))
    assert decoded(reply.inputs) == given
    assert [each.reason.split()[0] for each in reply.failures] == named
    assert {each.property for each in reply.failures} <= {""}


def test_a_misspelled_setting_gets_a_warning(plugin: Plugin) -> None:
    news = {"allowedAccountIDs": "[]", "bucket": "lake", "version": "1.2.3"}
    request = provider_pb2.CheckRequest(news=encoded(news))
    assert not plugin.stub.CheckConfig(request).failures
    (said,) = plugin.screen.said(engine_pb2.WARNING)
    assert "Did you mean appflow:allowedAccountIds?" in said


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({"region": "eu-west-1"}, "endpointUrl, assumeRole"),
        ({"endpointUrl": "http://127.0.0.1:5000"}, "assumeRole"),
        ({"endpointUrl": "", "assumeRole": ""}, ""),
        ({"acknowledge": '["unused-setting"]'}, ""),
    ],
)
def test_a_provider_of_the_program_names_the_settings_of_the_stack_that_it_lacks(
    plugin: Plugin, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], lacking: str
) -> None:
    stack = {"endpointUrl": "x", "assumeRole": "{}", "of-a-project-called-appflow": "1"}
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps(stack))
    reply = plugin.stub.CheckConfig(
        provider_pb2.CheckRequest(urn="urn:pulumi:dev::shop::x::eu", news=encoded(given))
    )
    assert not reply.failures
    said = plugin.screen.said(engine_pb2.WARNING)
    assert [each for each in said if f"Set {lacking} on it" in each] == (said if lacking else [])
    assert len(said) == bool(lacking)


@pytest.mark.parametrize(
    ("olds", "news"),
    [
        pytest.param({"region": "eu-west-1"}, {"region": "us-east-1"}, id="moved"),
        pytest.param({}, {"region": "us-east-1"}, id="named"),
        pytest.param({"region": "eu-west-1"}, {"region": UNKNOWN}, id="unknown"),
        pytest.param({"profile": "a"}, {"profile": "b"}, id="credentials"),
    ],
)
def test_no_change_of_its_configuration_makes_another_provider(
    plugin: Plugin, olds: Any, news: Any
) -> None:
    request = provider_pb2.DiffRequest(old_inputs=encoded(olds), news=encoded(news))
    reply = plugin.stub.DiffConfig(request)
    assert list(reply.replaces) == []
    assert reply.changes == DiffResponse.DIFF_SOME


def test_a_flow_is_made_read_changed_and_deleted(plugin: Plugin) -> None:
    inputs = plugin.checked("Flow", flow())
    made = plugin.create("Flow", inputs)
    state = decoded(made.properties)
    assert made.id == "orders"
    assert state["flowArn"].endswith(":flow/orders")
    assert plugin.diff("Flow", state, inputs).changes == DiffResponse.DIFF_NONE

    read = plugin.read("Flow", "orders", state)
    assert (read.id, decoded(read.inputs), decoded(read.properties)) == ("orders", inputs, state)

    edited = plugin.checked("Flow", flow(description="new"), olds=inputs)
    state = decoded(plugin.update("Flow", state, edited).properties)
    assert state["description"] == "new"
    assert plugin.service.flows["orders"]["description"] == "new"

    plugin.delete("Flow", "orders", state)
    assert plugin.service.flows == {}
    assert plugin.read("Flow", "orders", state) == provider_pb2.ReadResponse()


def test_an_import_gives_all_inputs_and_no_difference(plugin: Plugin) -> None:
    plugin.create("Flow", plugin.checked("Flow", flow()))
    read = plugin.read("Flow", "orders", {})
    imported = plugin.checked("Flow", decoded(read.inputs))
    assert imported["tasks"] == flow()["tasks"]
    found = plugin.diff("Flow", decoded(read.properties), imported)
    assert found.changes == DiffResponse.DIFF_NONE


def test_an_import_of_a_missing_object_names_the_region_and_the_id_for_another(
    plugin: Plugin,
) -> None:
    assert plugin.read("Flow", "gone", {}) == provider_pb2.ReadResponse()
    assert plugin.read("Flow", f"{ARN}:flow/gone", {}) == provider_pb2.ReadResponse()
    assert plugin.screen.said(engine_pb2.WARNING) == [
        (
            "orders: There is no flow gone in eu-west-1. If it is in another region, give its ARN as the id: "
            "arn:aws:appflow:REGION:ACCOUNT:flow/gone."
        ),
        "orders: There is no flow gone in us-east-1.",
    ]


@pytest.mark.parametrize("token", ["Flow", "ConnectorProfile", "Connector"])
def test_the_id_for_another_region_is_one_that_an_import_reads(token: str) -> None:
    said = RESOURCES[token].missing("gone", "eu-west-1")
    arn = said.split()[-1].rstrip(".").replace("REGION", "us-east-1").replace("ACCOUNT", "1")
    assert located(arn) == Located("gone", "us-east-1")


def test_a_preview_returns_known_values_and_sends_no_request(plugin: Plugin) -> None:
    inputs = plugin.checked("Flow", flow(description=UNKNOWN))
    made = decoded(plugin.create("Flow", inputs, preview=True).properties)
    assert made["tasks"] == inputs["tasks"]
    assert isinstance(made["description"], Unknown)
    assert isinstance(made["flowArn"], Unknown)
    olds = {**made, "flowArn": "arn:aws:appflow:eu-west-1:123456789012:flow/orders"}
    after = decoded(plugin.update("Flow", olds, inputs, preview=True).properties)
    assert after["flowArn"] == olds["flowArn"]
    assert plugin.service.calls == []


def test_each_changed_leaf_is_named(plugin: Plugin) -> None:
    olds = {**flow(), "flowArn": "arn:aws:appflow:eu-west-1:123456789012:flow/orders"}
    news = flow(description="new", tags={"odd.key": "x"})
    news["triggerConfig"]["triggerProperties"]["scheduled"]["scheduleExpression"] = "rate(2hours)"
    del news["destinationFlowConfigList"][0]["destinationConnectorProperties"]["s3"]["bucketPrefix"]
    found = plugin.diff("Flow", olds, news)
    kinds = {path: PropertyDiff.Kind.Name(diff.kind) for path, diff in found.detailedDiff.items()}
    s3 = "destinationFlowConfigList[0].destinationConnectorProperties.s3.bucketPrefix"
    assert kinds == {
        "description": "ADD",
        s3: kinds[s3],
        'tags["odd.key"]': "ADD",
        "triggerConfig.triggerProperties.scheduled.scheduleExpression": "UPDATE",
    }
    assert kinds[s3].startswith("DELETE")
    assert {path.split(".")[0].split("[")[0] for path in kinds} == set(found.diffs)
    assert found.hasDetailedDiff
    assert "flowArn" in found.stables


def test_a_replacement_is_explained_and_deletes_first(plugin: Plugin) -> None:
    olds = {**flow(), "flowArn": "arn:aws:appflow:eu-west-1:123456789012:flow/orders"}
    news = flow()
    news["destinationFlowConfigList"][0]["destinationConnectorProperties"]["s3"]["bucketName"] = "b"
    found = plugin.diff("Flow", olds, news)
    assert list(found.replaces) == ["destinationFlowConfigList"]
    assert found.deleteBeforeReplace
    (said,) = plugin.screen.said(engine_pb2.WARNING)
    assert "will be replaced" in said
    assert "run history" in said


def test_a_profile_in_use_is_replaced_only_under_another_name(
    plugin: Plugin,
) -> None:
    inputs = plugin.checked("ConnectorProfile", profile(kmsArn=f"{KEY}/a"))
    state = decoded(plugin.create("ConnectorProfile", inputs).properties)
    plugin.diff("ConnectorProfile", state, {**inputs, "kmsArn": f"{KEY}/b"})
    (said,) = plugin.screen.said(engine_pb2.WARNING)
    assert "will be replaced" in said
    assert "change connectorProfileName too" in said
    renamed = {**inputs, "kmsArn": f"{KEY}/b", "connectorProfileName": "crm-2"}
    plugin.diff("ConnectorProfile", state, renamed)
    assert "too, and" not in plugin.screen.said(engine_pb2.WARNING)[-1]


def test_changed_tags_of_the_provider_are_reported_and_not_shown_as_removed(
    plugin: Plugin,
) -> None:
    state = decoded(plugin.create("Flow", plugin.checked("Flow", flow())).properties)
    plugin.stub.Configure(
        provider_pb2.ConfigureRequest(args=encoded({"defaultTags": {"tags": {"team": "sales"}}}))
    )
    reply = plugin.diff("Flow", state, plugin.checked("Flow", flow()))
    assert (list(reply.diffs), dict(reply.detailedDiff)) == (["tagsAll"], {})
    assert plugin.screen.said(engine_pb2.INFO)[-1].endswith(": Tags of the provider change: +team.")


def test_what_the_user_ignores_is_no_change(plugin: Plugin) -> None:
    olds, news = flow(description="a", tags={"x": "1"}), flow(description="b", tags={"x": "2"})
    ignored = {"description", 'tags["x"]'}
    assert plugin.diff("Flow", olds, news, ignoreChanges=ignored).changes == DiffResponse.DIFF_NONE
    found = plugin.diff("Flow", olds, news, ignoreChanges=["tags.*"])
    assert list(found.detailedDiff) == ["description"]


def test_a_removed_task_is_named_where_it_was(plugin: Plugin) -> None:
    first = {"taskType": "Map", "sourceFields": ["a"], "destinationField": "a"}
    second = {"taskType": "Map", "sourceFields": ["b"], "destinationField": "b"}
    found = plugin.diff("Flow", flow(tasks=[first, second]), flow(tasks=[second]))
    assert {path: diff.kind for path, diff in found.detailedDiff.items()} == {
        "tasks[0]": PropertyDiff.DELETE
    }


def test_problems_name_no_property_because_the_engine_prints_its_value(plugin: Plugin) -> None:
    reply = plugin.check("Flow", flow(flowName="or ders", description="x" * 3000))
    assert {each.property for each in reply.failures} == {""}
    assert sorted(re.split("[: ]", each.reason)[0] for each in reply.failures) == [
        "description",
        "flowName",
    ]


def test_warnings_are_shown_once_below_the_resource(plugin: Plugin) -> None:
    past = flow()
    past["triggerConfig"]["triggerProperties"]["scheduled"]["scheduleStartTime"] = (
        "2020-01-01T00:00:00Z"
    )
    for _ in range(2):
        plugin.checked("Flow", past)
    warned = [line for line in plugin.screen.lines if line.severity == engine_pb2.WARNING]
    (said,) = [line for line in warned if "scheduleStartTime" in line.message]
    assert said.urn == URN.format("Flow", "orders")
    assert "scheduleStartTime" in said.message


@pytest.mark.parametrize(
    ("autonaming", "name"),
    [
        pytest.param(None, "orders-", id="ours"),
        pytest.param(
            NAMING(proposed_name="shop-orders", mode=NAMING.PROPOSE), "shop-orders", id="proposed"
        ),
        pytest.param(NAMING(proposed_name="orders", mode=NAMING.ENFORCE), "orders", id="enforced"),
        pytest.param(
            NAMING(proposed_name="shop/all orders", mode=NAMING.PROPOSE), "orders-", id="illegal"
        ),
    ],
)
def test_a_name_is_made_up_as_the_stack_wants_it(
    plugin: Plugin, autonaming: Any, name: str
) -> None:
    news = flow()
    del news["flowName"]
    inputs = plugin.checked("Flow", news, randomSeed=b"seed", autonaming=autonaming)
    assert inputs["flowName"].startswith(name)
    again = plugin.checked("Flow", news, olds=inputs, randomSeed=b"other", autonaming=autonaming)
    assert again == inputs


@pytest.mark.parametrize("name", ["shop/all orders", "x" * 300])
def test_a_name_that_the_stack_insists_on_is_checked(plugin: Plugin, name: str) -> None:
    news = flow()
    del news["flowName"]
    enforced = NAMING(proposed_name=name, mode=NAMING.ENFORCE)
    (failure,) = plugin.check("Flow", news, autonaming=enforced).failures
    assert failure.reason.startswith("flowName")
    assert "configuration of autonaming makes" in failure.reason


def test_a_name_is_needed_where_none_may_be_made_up(plugin: Plugin) -> None:
    news = flow()
    del news["flowName"]
    disabled = NAMING(mode=NAMING.DISABLE)
    (failure,) = plugin.check("Flow", news, autonaming=disabled).failures
    assert failure.reason.startswith("flowName")
    assert not plugin.check("Flow", flow(), autonaming=disabled).failures
    assert not plugin.check("Flow", news, olds=flow(), autonaming=disabled).failures


def test_credentials_are_secret_wherever_they_go(plugin: Plugin) -> None:
    inputs = plugin.checked("ConnectorProfile", profile())
    assert isinstance(at(inputs, TOKEN_PATH), Secret)
    state = decoded(plugin.create("ConnectorProfile", inputs).properties)
    assert isinstance(at(state, TOKEN_PATH), Secret)
    assert isinstance(
        at(decoded(plugin.read("ConnectorProfile", "crm", state).inputs), TOKEN_PATH), Secret
    )


REFUSALS = [
    (AppFlowError("no", code="ValidationException"), grpc.StatusCode.FAILED_PRECONDITION),
    (Conflict("taken", code="ConflictException"), grpc.StatusCode.ALREADY_EXISTS),
    (NotFound("no profile", code="ResourceNotFoundException"), grpc.StatusCode.NOT_FOUND),
    (Throttled("slow down", code="ThrottlingException"), grpc.StatusCode.RESOURCE_EXHAUSTED),
]


@pytest.mark.parametrize(("refusal", "code"), REFUSALS, ids=[str(code) for _, code in REFUSALS])
def test_a_refusal_is_a_sentence_that_leaves_nothing_in_doubt(
    plugin: Plugin, refusal: AppFlowError, code: grpc.StatusCode
) -> None:
    plugin.service.refusals["CreateFlow"] = [refusal]
    with pytest.raises(grpc.RpcError) as caught:
        plugin.create("Flow", plugin.checked("Flow", flow()))
    assert caught.value.code() is code
    assert str(caught.value.details()).startswith(
        f"creating flow orders in eu-west-1: {refusal.code}: {refusal.words}"
    )
    assert plugin.screen.said(engine_pb2.ERROR) == []


def test_a_fault_of_ours_says_so_and_where(plugin: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_provider: Provider, _token: str) -> None:
        raise KeyError("its own text may hold anything")

    monkeypatch.setattr(Provider, "resource", broken)
    with pytest.raises(grpc.RpcError) as caught:
        plugin.stub.Delete(provider_pb2.DeleteRequest(urn=URN.format("Flow", "x"), id="x"))
    assert caught.value.code() is grpc.StatusCode.INTERNAL
    assert f"Please report it {where_to_report()}: KeyError at plugin/test_servicer.py:" in str(
        caught.value.details()
    )
    assert "may hold anything" not in str(caught.value.details())


def left_over(failure: Any) -> provider_pb2.ErrorResourceInitFailed:
    """The state of an unfinished resource that Pulumi must remember."""
    trailers = {each.key: each.value for each in failure.trailing_metadata()}
    said = status_pb2.Status.FromString(trailers["grpc-status-details-bin"])
    left = provider_pb2.ErrorResourceInitFailed()
    assert said.details[0].Unpack(left)
    return left


def test_what_is_half_done_is_remembered(plugin: Plugin) -> None:
    plugin.service.provisioning = [
        {"status": "FAILED", "failureCause": "CONNECTOR_AUTHENTICATION", "failureMessage": "denied"}
    ]
    private = profile(connectionMode="Private")
    private["connectorProfileConfig"]["connectorProfileProperties"]["salesforce"] = {
        "instanceUrl": "https://kestrel-example.my.salesforce.com"
    }
    with pytest.raises(grpc.RpcError) as caught:
        plugin.create("ConnectorProfile", plugin.checked("ConnectorProfile", private))
    left = left_over(caught.value)
    assert left.id == "crm"
    assert "denied" in left.reasons[0]
    assert isinstance(at(decoded(left.properties), TOKEN_PATH), Secret)


def test_a_wait_shows_what_it_waits_for_and_ends_on_cancel(plugin: Plugin) -> None:
    plugin.service.provisioning = [{"status": "PENDING"}] * 100
    plugin.stub.Cancel(Empty())
    with pytest.raises(grpc.RpcError) as caught:
        plugin.create(
            "ConnectorProfile",
            plugin.checked("ConnectorProfile", profile(connectionMode="Private")),
        )
    assert "waiting for the private connection of crm in eu-west-1: cancelled" in str(
        caught.value.details()
    )
    shown = [line for line in plugin.screen.lines if line.ephemeral]
    assert {line.urn for line in shown} == {URN.format("ConnectorProfile", "orders")}
    assert shown[0].message.startswith("waiting for the private connection of crm")


PATIENCE = 300  # seconds; each request costs a slow digest of its secrets, 130 of them a lot on a busy machine


def test_cancel_is_heard_while_more_than_a_hundred_operations_wait(plugin: Plugin) -> None:
    going, over = threading.Semaphore(0), threading.Event()

    def pause(_seconds: float) -> None:
        going.release()
        assert over.wait(PATIENCE)
        raise Cancelled("cancelled")

    plugin.service.provisioning = [{"status": "PENDING"}]
    plugin.service.pause = pause  # type: ignore[assignment, method-assign]
    names = [f"crm{number}" for number in range(130)]
    requests = [
        provider_pb2.CreateRequest(
            urn=URN.format("ConnectorProfile", name),
            properties=encoded(profile(connectionMode="Private", connectorProfileName=name)),
        )
        for name in names
    ]
    waiting = [plugin.stub.Create.future(request) for request in requests]
    for _ in names:
        assert going.acquire(timeout=PATIENCE)
    plugin.stub.Cancel(Empty(), timeout=5)
    over.set()
    assert all("cancelled" in each.exception(timeout=PATIENCE).details() for each in waiting)


def test_a_cancel_before_the_configuration_holds_after_it() -> None:
    clients = Services(Settings(region="eu-west-1"))
    servicer = Servicer(connect=lambda _settings: clients)
    servicer.Cancel(Empty(), None)  # type: ignore[arg-type]
    servicer.Configure(provider_pb2.ConfigureRequest(), None)
    with pytest.raises(Cancelled):
        clients().pause(60)


def test_a_refresh_of_an_unfinished_resource_says_so(plugin: Plugin) -> None:
    inputs = plugin.checked("ConnectorProfile", profile(connectionMode="Private"))
    made = plugin.create("ConnectorProfile", inputs)
    failing = {"status": "FAILED", "failureCause": "ACCESS_DENIED", "failureMessage": "denied"}
    for state, word in (({"status": "PENDING"}, "still pending"), (failing, "denied")):
        plugin.service.provisioning = [state]
        with pytest.raises(grpc.RpcError) as caught:
            plugin.read("ConnectorProfile", made.id, decoded(made.properties))
        said = left_over(caught.value)
        assert word in said.reasons[0]
        assert "private connection of crm in eu-west-1" in said.reasons[0]
        assert decoded(said.inputs) == inputs
        assert decoded(said.properties) == decoded(made.properties)


def listed(plugin: Plugin, **request: Any) -> tuple[list[str], list[str]]:
    """The ids of all pages, and the tokens between them."""
    ids, tokens = [], [""]
    while tokens[-1] or len(tokens) == 1:
        replies = plugin.stub.List(
            provider_pb2.ListRequest(
                token="appflow:index:Flow", continuation_token=tokens[-1], **request
            )
        )
        token = ""
        for reply in replies:
            if reply.HasField("continuation"):
                token = reply.continuation.continuation_token
            else:
                ids.append(reply.result.id)
        tokens.append(token)
    return ids, tokens


@pytest.mark.parametrize(
    ("request_", "count", "calls"),
    [
        pytest.param({}, 250, 3, id="all"),
        pytest.param({"limit": 120}, 120, 2, id="limit"),
        pytest.param({"limit": 5, "page_size": 2}, 5, 3, id="pages"),
    ],
)
def test_what_there_is_is_listed_page_by_page(
    plugin: Plugin, request_: dict[str, int], count: int, calls: int
) -> None:
    for number in range(250):
        plugin.service.flows[f"f{number:03}"] = {"flowName": f"f{number:03}", "flowArn": "arn"}
    ids, _ = listed(plugin, **request_)
    assert ids == [f"f{number:03}" for number in range(count)]
    assert len(plugin.service.calls) == calls


def test_what_is_in_another_region_is_listed_by_arn(plugin: Plugin) -> None:
    plugin.service.flows["f"] = {"flowName": "f", "flowArn": "arn:aws:appflow:us-east-1:1:flow/f"}
    assert listed(plugin, query=encoded({"region": "us-east-1"}))[0] == [
        "arn:aws:appflow:us-east-1:1:flow/f"
    ]


def test_an_unknown_query_has_no_answer_yet(plugin: Plugin) -> None:
    query = encoded({"region": UNKNOWN})
    (reply,) = plugin.stub.List(provider_pb2.ListRequest(token="appflow:index:Flow", query=query))
    assert reply.HasField("computed")


def test_a_list_that_is_refused_says_why(plugin: Plugin) -> None:
    plugin.service.refusals["ListFlows"] = [AppFlowError("no", code="AccessDeniedException")]
    with pytest.raises(grpc.RpcError) as caught:
        list(plugin.stub.List(provider_pb2.ListRequest(token="appflow:index:Flow")))
    assert str(caught.value.details()).startswith("listing flows in eu-west-1: AccessDenied")


def test_tags_of_the_provider_go_on_every_flow(plugin: Plugin) -> None:
    tags = json.dumps({"tags": {"team": "sales"}})
    plugin.stub.Configure(provider_pb2.ConfigureRequest(args=encoded({"defaultTags": tags})))
    inputs = plugin.checked("Flow", flow(tags={"year": "2031"}))
    told = decoded(plugin.create("Flow", inputs, preview=True).properties)
    held = decoded(plugin.create("Flow", inputs).properties)
    assert told["tagsAll"] == held["tagsAll"] == {"team": "sales", "year": "2031"}
    assert held["tags"] == {"year": "2031"}
    assert plugin.service.flows["orders"]["tags"] == held["tagsAll"]


def test_a_refresh_speaks_the_programs_words(plugin: Plugin) -> None:
    inputs = plugin.checked("Flow", flow(tags={"year": "2031"}))
    state = plugin.create("Flow", inputs).properties
    respelt = {**inputs, "tags": {"year": "2031", "none": None}}
    reply = plugin.stub.Read(
        provider_pb2.ReadRequest(
            urn=URN.format("Flow", "orders"),
            id="orders",
            properties=state,
            inputs=encoded({**respelt, "description": ""}),
        )
    )
    assert decoded(reply.inputs)["description"] == ""


def test_functions_are_answered(plugin: Plugin) -> None:
    plugin.create("Flow", plugin.checked("Flow", flow(tags={"year": "2031"})))
    reply = plugin.stub.Invoke(
        provider_pb2.InvokeRequest(
            tok="appflow:index:getFlow", args=encoded({"flowName": Secret("orders")})
        )
    )
    assert not reply.failures
    assert decoded(getattr(reply, "return"))["tags"] == {"year": "2031"}


def test_a_functions_wrong_arguments_are_failures(plugin: Plugin) -> None:
    reply = plugin.stub.Invoke(
        provider_pb2.InvokeRequest(tok="appflow:index:getFlow", args=encoded({"flow": "orders"}))
    )
    assert {each.property for each in reply.failures} == {"flow", "flowName"}
    assert plugin.service.operations() == []


def test_a_function_waits_for_what_is_not_known_yet(plugin: Plugin) -> None:
    args = encoded({"flowName": UNKNOWN})
    reply = plugin.stub.Invoke(provider_pb2.InvokeRequest(tok="appflow:index:getFlow", args=args))
    assert reply == provider_pb2.InvokeResponse()


def test_an_unknown_function_names_those_that_there_are(plugin: Plugin) -> None:
    reply = plugin.stub.Invoke(provider_pb2.InvokeRequest(tok="appflow:index:getFlowz"))
    assert "getFlow, " in reply.failures[0].reason


def test_a_function_that_finds_nothing_is_not_a_bug(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        plugin.stub.Invoke(
            provider_pb2.InvokeRequest(
                tok="appflow:index:getFlow", args=encoded({"flowName": "nobody"})
            )
        )
    assert caught.value.code() is grpc.StatusCode.NOT_FOUND
    assert "getFlow" in str(caught.value.details())


def test_an_unreadable_state_gets_a_next_step_and_can_be_deleted(plugin: Plugin) -> None:
    state = {**flow(), "tags": [7], "region": {}, "flowArn": 8}
    reply = plugin.diff("Flow", state, flow(tags={"a": "b"}))
    assert reply.changes == DiffResponse.DIFF_SOME
    (said,) = plugin.screen.said(engine_pb2.WARNING)
    assert "no readable value for flowArn, region, tags. Run `pulumi refresh`" in said
    with pytest.raises(grpc.RpcError, match="readable value for flowArn"):
        plugin.update("Flow", state, flow(tags={"a": "b"}))
    assert not plugin.read("Flow", "orders", state).id
    plugin.delete("Flow", "orders", state)


def test_a_urn_of_no_resource_of_ours_names_the_way_out(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError, match="x is not a resource of this provider"):
        plugin.stub.Delete(provider_pb2.DeleteRequest(id="orders", urn="x"))


def configured(plugin: Plugin, id_: str, *before: str) -> None:
    """As the engine does it: CheckConfig, DiffConfig of a provider that it has, and Configure."""
    settings = Struct()
    settings.update({"region": "eu-west-1"})
    if "CheckConfig" in before:
        olds = settings if "olds" in before else Struct()
        plugin.stub.CheckConfig(provider_pb2.CheckRequest(olds=olds, news=settings))
    if "DiffConfig" in before:
        plugin.stub.DiffConfig(provider_pb2.DiffRequest(olds=settings, news=settings))
    plugin.stub.Configure(provider_pb2.ConfigureRequest(args=settings, id=id_))


def test_an_automatic_name_is_the_same_in_each_run_of_a_stack(plugin: Plugin) -> None:
    news = {key: item for key, item in flow().items() if key != "flowName"}

    def name(seed: bytes) -> str:
        return str(plugin.checked("Flow", news, randomSeed=seed)["flowName"])

    configured(plugin, "3f9e55a2")
    assert name(b"one") == name(b"two")
    first = name(b"one")
    configured(plugin, "7d1ee36b")
    assert name(b"one") != first
    configured(plugin, UNKNOWN_TEXT)  # the preview of a new stack
    assert name(b"one") == name(b"one") != name(b"two")


@pytest.mark.parametrize(
    ("before", "calls"),
    [
        (["CheckConfig"], ["CreateFlow"]),
        (["CheckConfig", "DiffConfig"], ["CreateFlow", "DescribeFlow"]),
        (["CheckConfig", "olds"], ["CreateFlow", "DescribeFlow"]),
        ([], ["CreateFlow", "DescribeFlow"]),
    ],
    ids=["new stack", "compared", "with old inputs", "loaded from state"],
)
def test_a_new_stack_asks_once_for_a_flow(
    plugin: Plugin, before: list[str], calls: list[str]
) -> None:
    configured(plugin, "3f9e55a2", *before)
    plugin.create("Flow", plugin.checked("Flow", flow()))
    assert plugin.service.operations() == calls


@pytest.mark.parametrize("call", ["create", "read", "update"])
def test_an_answer_encodes_each_value_once(
    plugin: Plugin, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    inputs = plugin.checked("Flow", flow(description="a long value"))
    state = decoded(plugin.create("Flow", inputs).properties)
    calls: dict[str, Callable[[], Any]] = {
        "create": lambda: plugin.create("Flow", {**inputs, "flowName": "second"}),
        "read": lambda: plugin.read("Flow", "orders", state),
        "update": lambda: plugin.update("Flow", {**state, "description": "another"}, inputs),
    }
    put, encoded_values = structs._put, []

    def counted(target: Value, value: Any) -> None:
        encoded_values.append(value)
        put(target, value)

    monkeypatch.setattr(structs, "_put", counted)
    assert decoded(calls[call]().properties)["description"] == "a long value"
    by_this_test = 1  # its request, which it sends from the same process
    assert encoded_values.count("a long value") - by_this_test == 1
