"""
An answer that did not come from AppFlow never counts as one. Nothing crashes, nothing is lost, nothing that exists is taken for gone, and
nothing that AppFlow never saw is taken for done.

The cases are made of what each verb asks, so that a new operation takes part by itself. Each operation of each verb meets a third of
the ways to break an answer, another third than its neighbours, and the fronts take turns; `APPFLOW_ALL_ANSWERS=1` plays all on both.
"""

import os
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from appflow_emulator import Assumptions
from appflow_emulator.assumptions import set_assumptions
from appflow_provider.adopt.finding import LISTED, find
from appflow_provider.errors import AppFlowError
from appflow_provider.functions import FUNCTIONS
from appflow_provider.resources import RESOURCES, OperationContext, flow_run
from appflow_provider.service import Services
from appflow_provider.values import unwrap
from tests.stories import samples
from tests.stories.behind_a_proxy import KINDS, VERBS, Outcome, Proxy, Stage
from tests.stories.broken import BROKEN, HARMLESS, MISSHAPEN, Break

ALL = bool(os.environ.get("APPFLOW_ALL_ANSWERS"))
FRONTS = ("plugin", "dynamic")
HOW = {**BROKEN, **MISSHAPEN, **HARMLESS}
_SHARE = 3
READS = ("Describe", "List")
CALLS = 400  # that a verb may make at most until it gives up

each_verb = pytest.mark.parametrize("verb", VERBS)
each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def proxy(services: Services) -> Proxy:
    service = services()
    service.pause = lambda seconds: None  # type: ignore[method-assign]
    return Proxy(service._client)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run lasts two looks, and nobody waits two days for one."""
    set_assumptions(Assumptions(private_connection_describes=0, run_in_progress_describes=2))
    monkeypatch.setattr(flow_run, "RUN_MAX", 60.0)


@each_kind
@each_verb
def test_a_reply_from_elsewhere_never_counts_as_appflows(
    services: Services, proxy: Proxy, kind: str, verb: str
) -> None:
    asked = _asked(Stage("plugin", services, proxy), kind, verb)
    found: list[str] = []
    played: Counter[str] = Counter()
    for operation in asked:
        for front, name in _cases(f"{kind}{verb}{operation}"):
            stage = Stage(front, services, proxy)
            outcome = stage.outcome(kind, verb, operation, HOW[name])
            played[outcome.how] += 1
            found += [
                f"{front} {kind}.{verb}, {operation} answered by {name}: {fault}"
                for fault in _faults(stage, kind, verb, name, outcome)
            ]
            stage.leave()
    print(f"{kind}.{verb}: {dict(played)} on {', '.join(asked)}")
    assert found == []


@each_kind
@pytest.mark.parametrize("verb", ["create", "update", "delete"])
def test_what_the_service_never_saw_never_counts_as_done(
    services: Services, proxy: Proxy, kind: str, verb: str
) -> None:
    right = Stage("plugin", services, proxy)
    asked = [each for each in _asked(right, kind, verb) if not each.startswith(READS)]
    written = KINDS[kind].written(right.name)
    found: list[str] = []
    played: Counter[str] = Counter()
    assert asked or (kind, verb) == ("FlowRun", "update")
    for operation in asked:
        for front, name in _cases(f"unseen {kind}{verb}{operation}", BROKEN):
            stage = Stage(front, services, proxy)
            outcome = stage.outcome(kind, verb, operation, BROKEN[name], carried_out=False)
            played[outcome.how] += 1
            is_written = KINDS[kind].written(stage.name) == written
            faults = {
                f"crashed: {outcome.text}": outcome.how == "crashed",
                f"shows the page: {outcome.text}": "<" in outcome.text,
                "is taken for done": outcome.how == "done" and not is_written,
                "remembers what is not there": verb == "create"
                and outcome.how == "partly"
                and not KINDS[kind].written(stage.name),
                f"asked {outcome.calls} times": outcome.calls > CALLS,
            }
            found += [
                f"{front} {kind}.{verb}, {operation} answered by {name} unseen: {fault}"
                for fault, is_so in faults.items()
                if is_so
            ]
            stage.leave()
    print(f"{kind}.{verb}: {dict(played)} on {', '.join(asked)}")
    assert found == []


def _cases(place: str, ways: Mapping[str, Break] = HOW) -> list[tuple[str, str]]:
    """Who meets which broken answers at a place."""
    if ALL:
        return [(front, name) for front in FRONTS for name in ways]
    turn = zlib.crc32(place.encode())
    return [
        (FRONTS[(turn + at // _SHARE) % 2], name)
        for at, name in enumerate(ways)
        if (turn + at) % _SHARE == 0
    ]


def test_every_way_to_break_an_answer_is_met_somewhere() -> None:
    met = {case for at in range(100) for case in _cases(str(at))}
    assert met == {(front, name) for front in FRONTS for name in HOW}


def _asked(stage: Stage, kind: str, verb: str) -> list[str]:
    """The operations that a verb calls where all is well."""
    outcome = stage.outcome(kind, verb)
    assert outcome.how == "done", outcome.text
    assert stage.proxy.heard
    return sorted(set(stage.proxy.heard))


def _faults(stage: Stage, kind: str, verb: str, name: str, outcome: Outcome) -> list[str]:
    is_there = KINDS[kind].there(stage.name) is not None
    is_page = name.startswith("html") and outcome.how == "refused"
    faults = {
        f"crashed: {outcome.text}": outcome.how == "crashed",
        f"shows the page: {outcome.text}": "<" in outcome.text,
        f"does not say what came: {outcome.text}": is_page
        and not any(words in outcome.text for words in ("did not come from AppFlow", "429")),
        "is taken for gone": outcome.how == "gone" and is_there,
        "is taken for deleted": verb == "delete"
        and outcome.how == "done"
        and is_there
        and kind != "FlowRun",
        f"asked {outcome.calls} times": outcome.calls > CALLS,
        f"is lost: {outcome.text}": verb == "create"
        and outcome.how == "refused"
        and is_there
        and stage.name not in outcome.text,
        "is gone after all": verb in {"read", "update"} and not is_there,
        "loses inputs": verb == "read" and name not in HARMLESS and _lost(outcome),
    }
    return [fault for fault, is_so in faults.items() if is_so]


def _lost(outcome: Outcome) -> bool:
    if outcome.held is None:
        return False
    before, after = outcome.held
    return bool(unwrap(before.inputs).keys() - unwrap(after.inputs).keys())


ASKED: dict[str, dict[str, Any]] = {
    "getConnector": {"connectorType": "CustomConnector", "connectorLabel": "story"},
    "getConnectorEntities": {"connectorType": "Salesforce", "connectorProfileName": "story"},
    "getConnectorEntity": {
        "connectorType": "Salesforce",
        "connectorProfileName": "story",
        "connectorEntityName": "Account",
    },
    "getConnectorProfile": {"connectorProfileName": "story"},
    "getConnectorProfiles": {},
    "getConnectors": {},
    "getFlow": {"flowName": "story"},
    "getFlowExecutionRecords": {"flowName": "story"},
    "getFlowTags": {"flowArn": "arn:aws:appflow:eu-west-1:123456789012:flow/story"},
    "getFlows": {},
}


def test_every_function_that_asks_appflow_is_played() -> None:
    assert {*ASKED} == {token for token, each in FUNCTIONS.items() if each.declaration.operations}


@pytest.fixture
def there(services: Services) -> None:
    """One object of each kind, and a run."""
    on_demand = {**samples.flow_from("S3"), "flowName": "story", "tags": {"team": "lake"}}
    programs = {
        "Connector": KINDS["Connector"].program("story"),
        "ConnectorProfile": KINDS["ConnectorProfile"].program("story"),
        "Flow": {**on_demand, "triggerConfig": {"triggerType": "OnDemand"}},
        "FlowRun": {"flowName": "story", "wait": False},
    }
    for kind, program in programs.items():
        resource = RESOURCES[kind]
        resource.create(resource.check({}, program).inputs, OperationContext(services))


@pytest.mark.parametrize("token", ASKED)
@pytest.mark.usefixtures("there")
def test_a_function_never_finds_less_than_there_is(
    services: Services, proxy: Proxy, token: str
) -> None:
    def found() -> Any:
        return FUNCTIONS[token](ASKED[token], OperationContext(services)).result

    _play(proxy, found, token)


@pytest.mark.parametrize("kind", LISTED)
@pytest.mark.usefixtures("there")
def test_an_import_never_finds_less_than_there_is(
    services: Services, proxy: Proxy, kind: str
) -> None:
    def found() -> Any:
        return [each.current.id_ for each in find(OperationContext(services), [kind])]

    _play(proxy, found, kind)


def _play(proxy: Proxy, found: Callable[[], Any], place: str) -> None:
    """What is asked finds as much as with right answers, or says why it cannot."""
    proxy.heard.clear()
    right = found()
    played: Counter[str] = Counter()
    texts: list[str] = []
    assert proxy.heard
    for operation in sorted(set(proxy.heard)):
        for name in HOW if ALL else sorted({name for _, name in _cases(place + operation)}):
            with proxy.breaking(operation, HOW[name]):
                try:
                    wrong = found()
                except AppFlowError as refused:
                    played["refused"] += 1
                    texts.append(str(refused))
                else:
                    played["done"] += 1
                    is_harmless = name in HARMLESS or operation == "ListTagsForResource"
                    assert is_harmless or _size(wrong) >= _size(right), f"{operation}, {name}"
    assert not [text for text in texts if "<" in text]
    print(f"{place}: {dict(played)}")


def _size(value: Any) -> int:
    """How many objects there are in a result."""
    if isinstance(value, dict):
        return sum(len(each) if isinstance(each, list | dict) else 0 for each in value.values())
    return len(value)
