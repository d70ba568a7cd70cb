"""
A marker wherever a secret can stand, in every spelling, repeated by the service in every call, on both fronts: it never comes out.

What is a secret: each credential, which the shapes say, and each text that a program marked.
"""

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.dynamic import Config, ConfigureRequest
from pulumi.runtime.proto import provider_pb2, status_pb2

from appflow_provider.dynamic import load
from appflow_provider.dynamic.provider import DynamicProvider
from appflow_provider.errors import AppFlowError
from appflow_provider.plugin.servicer import Servicer
from appflow_provider.reference import PROVIDER, SECRETS, reference
from appflow_provider.resources import RESOURCES
from appflow_provider.values import Secret, leaves, unwrap
from appflow_provider.wire.structs import encoded
from tests.plugin.conftest import FakeServices
from tests.programs import flow, profile
from tests.resources.fake import ARN, FakeService
from tests.resources.test_taint import ALL, tainted

MARKER = 'taint 9f8e7d"6c/5b4a+é'
SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "json": lambda text: json.dumps(text)[1:-1],
    "quote": quote,
    "quote_plus": quote_plus,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
}
CALLS = ("check", "diff", "create", "read", "update", "delete")


def marked(inputs: Any, path: tuple[Any, ...]) -> Any:
    """The inputs with the marker as a secret at a path."""
    if not path:
        return Secret(MARKER)
    if isinstance(inputs, list):
        return [marked(each, path[1:]) if at == path[0] else each for at, each in enumerate(inputs)]
    return {**inputs, path[0]: marked(inputs.get(path[0], {}), path[1:])}


FLOW = flow(
    description="daily",
    tags={"own": "x"},
    tasks=[{"taskType": "Map_all", "sourceFields": [], "taskProperties": {"VALUE": "x"}}],
)
PLACES = [path for path, leaf in leaves(FLOW) if isinstance(leaf, str) and path != ("flowName",)]


def resources() -> Iterator[Any]:
    for path in ALL:
        inputs = RESOURCES["ConnectorProfile"].marked(
            tainted(path, MARKER if path[-1] != "credentialsMap" else {"k": MARKER})
        )
        yield pytest.param("ConnectorProfile", inputs, (), id=".".join(path))
    for place in PLACES:
        yield pytest.param("Flow", marked(FLOW, place), place, id=".".join(map(str, place)))


class Repeating(FakeService):
    """A service that refuses all it is asked, and repeats a secret."""

    words = ""

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        raise AppFlowError(self.words, code="ValidationException", request_id="r-1")


class Context:
    """Keeps all that the engine would be sent."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def set_trailing_metadata(self, pairs: Any) -> None:
        self.said += [str(status_pb2.Status.FromString(value)) for _, value in pairs]

    def abort(self, code: Any, details: str) -> None:
        self.said.append(details)
        raise AppFlowError(details)


def plugin(
    call: str, kind: str, inputs: dict[str, Any], state: dict[str, Any], service: Any
) -> list[str]:
    servicer = Servicer(connect=lambda _settings: FakeServices(service))
    context = Context()
    servicer.Configure(provider_pb2.ConfigureRequest(), context)
    servicer._engine._log = lambda _severity, _urn, text, **_more: context.said.append(text)  # type: ignore[method-assign]
    urn = f"urn:pulumi:dev::shop::appflow:index:{kind}::x"
    news, olds = encoded(inputs), encoded(state)
    request = {
        "check": lambda: provider_pb2.CheckRequest(urn=urn, news=news, olds=Struct()),
        "diff": lambda: provider_pb2.DiffRequest(urn=urn, id="x", news=news, olds=olds),
        "create": lambda: provider_pb2.CreateRequest(urn=urn, properties=news),
        "read": lambda: provider_pb2.ReadRequest(urn=urn, id="x", properties=olds, inputs=news),
        "update": lambda: provider_pb2.UpdateRequest(urn=urn, id="x", news=news, olds=olds),
        "delete": lambda: provider_pb2.DeleteRequest(urn=urn, id="x", properties=olds),
    }[call]()
    with suppress(AppFlowError):
        reply = getattr(servicer, call.capitalize())(request, context)
        context.said += [each.reason for each in getattr(reply, "failures", [])]
        context.said += [str(getattr(reply, "detailedDiff", ""))]
    return context.said


def dynamic(
    call: str,
    kind: str,
    inputs: dict[str, Any],
    state: dict[str, Any],
    service: Any,
    place: Any = (),
) -> list[str]:
    provider, said = DynamicProvider(kind, connect=lambda _settings: FakeServices(service)), []
    provider.configure(ConfigureRequest(Config({}, "shop")))
    hidden = {PROVIDER: reference(kind), SECRETS: json.dumps([place] if place else [])}
    news, olds = ({**unwrap(each), **hidden} for each in (inputs, state))
    args = {
        "check": ({}, news),
        "diff": ("x", olds, news),
        "create": (news,),
        "read": ("x", olds),
        "update": ("x", olds, news),
        "delete": ("x", olds),
    }[call]
    try:
        reply = getattr(provider, call)(*args)
        said += [each.reason for each in getattr(reply, "failures", None) or []]
    except Exception as failure:  # noqa: BLE001 - whatever it is, Pulumi prints it with all that it came from
        while failure is not None:
            said.append(
                f"{failure} {failure.args}" if failure.__cause__ or not said else str(failure)
            )
            failure = failure.__cause__ or (
                None if failure.__suppress_context__ else failure.__context__
            )  # type: ignore[assignment]
    return said


def state_of(kind: str, inputs: dict[str, Any]) -> dict[str, Any]:
    noun, name = (
        ("flow", "flowArn") if kind == "Flow" else ("connectorprofile", "connectorProfileArn")
    )
    other = {"description": "old"} if kind == "Flow" else {"connectionMode": "Private"}
    return {**inputs, **other, name: f"{ARN}:{noun}/x"}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("kind", "inputs", "place"), list(resources()))
def test_what_the_service_repeats_of_a_secret_never_comes_out(
    capsys: pytest.CaptureFixture[str], kind: str, inputs: dict[str, Any], place: Any, call: str
) -> None:
    spelled = {name: spell(MARKER) for name, spell in SPELLINGS.items()}
    service = Repeating()
    service.words = "; ".join(f"{name}={text}" for name, text in spelled.items())
    state = state_of(kind, inputs)
    if place == ("description",):
        state |= {"description": inputs["description"], "tags": {"own": "old"}}
    said = [
        *plugin(call, kind, inputs, state, service),
        *dynamic(call, kind, inputs, state, service, place),
    ]
    text = "\n".join([*said, capsys.readouterr().out])
    if call in {"create", "read", "update", "delete"}:
        assert (
            text.count("ValidationException: plain=[secret]; json=[secret]; quote=[secret];") >= 2
        )
    for form in spelled.values():
        assert form not in text


@pytest.mark.parametrize(
    "word", ["of", "must", "name", "a", "is", "the", "connector", "required", "text"]
)
def test_our_sentences_stay_what_they_are_whatever_the_credential_is(word: str) -> None:
    def said(secret: str) -> list[str]:
        wrong = profile(connectionMode="Publik", connectorLabel=7, tokn="x", kmsArn="none")
        wrong["connectorProfileConfig"]["connectorProfileCredentials"] = {
            "salesforce": {"refreshToken": secret, "jwtToken": "a b"}
        }
        checked = RESOURCES["ConnectorProfile"].check({}, wrong)
        return [str(each) for each in (*checked.problems, *checked.warnings)]

    assert said(word) == said("something-else-altogether")
    assert len(said(word)) >= 3


def test_a_rotated_credential_is_named_by_its_place_on_both_fronts() -> None:
    place = "connectorProfileConfig.connectorProfileCredentials.salesforce.refreshToken"
    old, new = (RESOURCES["ConnectorProfile"].marked(profile()) for _ in range(2))
    new = RESOURCES["ConnectorProfile"].marked(
        tainted(("salesforce", "refreshToken"), "rotated-4711")
    )
    state = {**old, "connectorProfileArn": f"{ARN}:connectorprofile/crm"}
    (diff,) = (
        each
        for each in plugin("diff", "ConnectorProfile", new, state, FakeService())
        if place in each
    )
    assert "rotated-4711" not in diff
    provider = load("ConnectorProfile")
    provider.configure(ConfigureRequest(Config({}, "shop")))
    hidden = {PROVIDER: reference("ConnectorProfile"), SECRETS: "[]"}
    reply = provider.diff("crm", {**unwrap(state), **hidden}, {**unwrap(new), **hidden})
    assert list(reply._reply.detailedDiff) == [place]
