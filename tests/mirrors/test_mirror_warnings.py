"""Warnings about the flows of a mirror: one sentence for all, not one for each."""

from collections.abc import Callable
from typing import Any

import pytest
from pulumi.dynamic import Config, ConfigureRequest
from pulumi.runtime.proto import provider_pb2

from appflow_provider.dynamic.provider import DynamicProvider
from appflow_provider.plugin.calls import Calls
from appflow_provider.progress import Progress
from appflow_provider.provider import LogOnce
from appflow_provider.wire.structs import encoded
from appflow_provider.wire.urns import is_mirrored
from tests.programs import flow

MIRRORED = "urn:pulumi:dev::shop::appflow:index:Mirror${}::{}"
ALONE = "urn:pulumi:dev::shop::{}::{}"
DRAFT = flow()
"""A flow of which a rule says that it stays a draft."""


class Screen:
    """What a user sees."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def warn(self, urn: str, name: str, text: str) -> None:
        self.lines.append(f"{name}: {text}")

    def inform(self, urn: str, name: str, text: str) -> None:
        self.lines.append(f"{name}: {text}")

    def status(self, urn: str, name: str, progress: Progress) -> None:
        self.lines.append(str(progress))


Check = Callable[[str, str, dict[str, Any]], None]
"""Checks the inputs of a flow, by the pattern of its URN and its name."""


@pytest.fixture
def screen() -> Screen:
    return Screen()


def _on_plugin(screen: Screen) -> Check:
    engine: Any = screen
    calls = Calls(engine)
    calls.configure(provider_pb2.ConfigureRequest(args=encoded({"region": "eu-west-1"})))

    def check(urn: str, name: str, inputs: dict[str, Any]) -> None:
        urn = urn.format("appflow:index:Flow", name)
        calls.check(provider_pb2.CheckRequest(urn=urn, news=encoded(inputs)))

    return check


def _on_dynamic(screen: Screen) -> Check:
    provider = DynamicProvider("Flow", LogOnce(screen))
    provider.configure(ConfigureRequest(Config({"appflow:region": "eu-west-1"}, "shop")))

    def servicer(request: Any, context: Any, inputs: dict[str, Any]) -> None:
        # The front finds the engine's call among the variables of its caller.
        provider.check({}, inputs)

    def check(urn: str, name: str, inputs: dict[str, Any]) -> None:
        urn = urn.format("pulumi-python:dynamic/appflow:Flow", name)
        servicer(provider_pb2.CheckRequest(urn=urn), None, inputs)

    return check


@pytest.fixture(params=[_on_plugin, _on_dynamic], ids=["plugin", "dynamic"])
def check(request: pytest.FixtureRequest, screen: Screen) -> Check:
    made: Check = request.param(screen)
    return made


def test_a_warning_of_a_rule_is_shown_once_for_the_flows_of_a_mirror(
    check: Check, screen: Screen
) -> None:
    for name in ("crm-Account", "crm-Contact"):
        check(MIRRORED, name, DRAFT)
    (line,) = screen.lines
    assert line.endswith("[flow-status-missing]")
    assert line.startswith("crm-Account, and perhaps other flows of a mirror: ")


def test_flows_without_a_mirror_are_warned_of_each(check: Check, screen: Screen) -> None:
    for name in ("accounts", "contacts"):
        check(ALONE, name, DRAFT)
    assert [line.partition(":")[0] for line in screen.lines] == ["accounts", "contacts"]


def test_a_text_about_one_flow_of_a_mirror_is_shown_for_each(screen: Screen) -> None:
    """Also one that ends as the warnings of rules do."""
    log = LogOnce(screen)
    for name in ("crm-Account", "crm-Contact", "crm-Contact"):
        log.warn(MIRRORED.format("appflow:index:Flow", name), name, "is replaced: tasks[0]")
    assert screen.lines == [
        "crm-Account: is replaced: tasks[0]",
        "crm-Contact: is replaced: tasks[0]",
    ]


@pytest.mark.parametrize(
    ("urn", "expected"),
    [
        (MIRRORED.format("appflow:index:Flow", "crm-Account"), True),
        (MIRRORED.format("appflow:index:Flow", "a::b"), True),
        ("urn:pulumi:dev::shop::my:index:Part$appflow:index:Mirror$appflow:index:Flow::a", True),
        (ALONE.format("appflow:index:Flow", "appflow:index:Mirror$"), False),
        (ALONE.format("other:index:Mirror$appflow:index:Flow", "crm"), False),
        (ALONE.format("appflow:index:Mirror", "crm"), False),
        ("", False),
    ],
)
def test_a_urn_tells_whether_a_mirror_made_the_resource(urn: str, expected: bool) -> None:
    assert is_mirrored(urn) is expected
