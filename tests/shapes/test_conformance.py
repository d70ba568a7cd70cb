"""
Our shapes say what botocore's model of AppFlow says, in words of our own.

`conformance.findings` does the comparing; the mutations below prove that it can fail.
"""

import copy
import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import botocore.loaders
import pytest
from pydantic.fields import FieldInfo

from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.shapes.base import (
    ApiEnum,
    Shape,
    is_secret,
    member,
)
from appflow_provider.shapes.facts import facts_of
from appflow_provider.shapes.operators import OPERATORS
from appflow_provider.shapes.scalars import ApiKey, SecretKey
from tests.shapes import conformance
from tests.shapes.conformance import (
    CREDENTIALS,
    NOT_SECRET,
    Ours,
    Structure,
    by_api_name,
    findings,
    leaves,
)

MODEL = botocore.loaders.Loader().load_service_model("appflow", "service-2")
CLASSES = conformance.classes()
WITH_REQUESTS = {**CLASSES, **conformance.REQUESTS}
MODULES = {module.__name__: module for module in conformance.modules()}


# How what a program writes differs from the request that it becomes.
DIFFERENCES = [
    "CreateConnectorProfileRequest.connectorProfileName: needs required=True",
    "CreateConnectorProfileRequest.clientToken: missing; add client_token of the API's type ClientToken",
    "CreateConnectorProfileRequest.region: the model has no such member; take it out or correct its api=",
    "CreateFlowRequest.flowName: needs required=True",
    "CreateFlowRequest.clientToken: missing; add client_token of the API's type ClientToken",
    "CreateFlowRequest.flowStatus: the model has no such member; take it out or correct its api=",
    "CreateFlowRequest.region: the model has no such member; take it out or correct its api=",
    "DescribeConnectorProfilesRequest.maxResults: missing; add max_results of the API's type MaxResults",
    "DescribeConnectorProfilesRequest.nextToken: missing; add next_token of the API's type NextToken",
    "DescribeConnectorProfilesRequest.namePattern: the model has no such member; take it out or correct its api=",
    "DescribeConnectorProfilesRequest.region: the model has no such member; take it out or correct its api=",
]


def test_our_shapes_say_what_the_model_says() -> None:
    assert findings(MODEL, CLASSES) == []


def test_what_a_program_writes_are_the_members_of_a_request_but_for_a_few() -> None:
    assert sorted(findings(MODEL, WITH_REQUESTS)) == sorted(DIFFERENCES)


@pytest.mark.parametrize(
    ("inputs", "operation", "name", "own_calls"),
    [
        (FlowInputs, "Flow", "flowName", {"tags"}),
        (ConnectorProfileInputs, "ConnectorProfile", "connectorProfileName", set()),
    ],
    ids=["flow", "connector profile"],
)
def test_a_resource_is_replaced_by_what_its_update_request_cannot_carry(
    inputs: Structure, operation: str, name: str, own_calls: set[str]
) -> None:
    marked = {each for each, info in by_api_name(inputs).items() if facts_of(info).create_only}
    create, update = (
        set(_shape(MODEL, f"{verb}{operation}Request")["members"]) for verb in ("Create", "Update")
    )
    assert marked == create - update - own_calls | {name, "region"}


# Secrets.


def test_every_leaf_of_the_credentials_is_a_secret_or_has_a_reason_not_to_be() -> None:
    found = set(leaves(CREDENTIALS, MODEL["shapes"]))
    shown = {each for name, each in found if not is_secret(_members(name)[each])}
    assert shown == set(NOT_SECRET)


def _members(name: str) -> dict[str, FieldInfo]:
    ours = CLASSES[name]
    assert not issubclass(ours, ApiEnum)
    return by_api_name(ours)


# Mutations: each is one difference between model and shapes, with the beginning of the sentence it has to cause.


def _shape(model: Any, name: str) -> Any:
    return model["shapes"][name]


def _add_member(model: Any) -> None:
    _shape(model, "CreateFlowRequest")["members"]["retryPolicy"] = {"shape": "FlowName"}


def _add_structure(model: Any) -> None:
    model["shapes"]["RetryPolicy"] = {"type": "structure", "members": {}}
    _shape(model, "CreateFlowRequest")["members"]["retryPolicy"] = {"shape": "RetryPolicy"}


def _add_enum(model: Any) -> None:
    model["shapes"]["Colour"] = {"type": "string", "enum": ["RED"]}
    _shape(model, "CreateFlowRequest")["members"]["colour"] = {"shape": "Colour"}


def _drop_member(model: Any) -> None:
    del _shape(model, "SourceFlowConfig")["members"]["apiVersion"]


def _open_credential(model: Any) -> None:
    _shape(model, "SingularConnectorProfileCredentials")["members"]["passphrase"] = {
        "shape": "String"
    }


def _of(model: Any, name: str, **changes: Any) -> None:
    _shape(model, name).update(changes)


def _retyped(name: str, each: str, target: str) -> Callable[[Any], None]:
    def change(model: Any) -> None:
        _shape(model, name)["members"][each]["shape"] = target

    return change


MUTATIONS: dict[str, tuple[Callable[[Any], None], str]] = {
    "a member more": (_add_member, "CreateFlowRequest.retryPolicy: missing; add retry_policy"),
    "a member less": (_drop_member, "SourceFlowConfig.apiVersion: the model has no such member"),
    "a structure more": (_add_structure, "RetryPolicy: the model has it, we do not"),
    "an enum more": (_add_enum, "Colour: the model has it, we do not; add an ApiEnum"),
    "a value more": (
        lambda model: _shape(model, "FlowStatus")["enum"].append("Paused"),
        'FlowStatus: the value "Paused" is missing',
    ),
    "a value less": (
        lambda model: _shape(model, "TaskType")["enum"].remove("Map_all"),
        'TaskType: the model has no value "Map_all"',
    ),
    "newly required": (
        lambda model: _shape(model, "Task")["required"].append("destinationField"),
        "Task.destinationField: needs required=True",
    ),
    "no longer required": (
        lambda model: _shape(model, "Task")["required"].remove("taskType"),
        "Task.taskType: is not required",
    ),
    "longer text": (
        lambda model: _of(model, "FlowName", max=512),
        "CreateFlowRequest.flowName: the max of FlowName is 512 in the model, not 256",
    ),
    "shorter text": (
        lambda model: _of(model, "FlowName", min=3),
        "CreateFlowRequest.flowName: the min of FlowName is 3 in the model, not 0",
    ),
    "unlimited text": (
        lambda model: _shape(model, "FlowName").pop("max"),
        "CreateFlowRequest.flowName: the max of FlowName is None in the model, not 256",
    ),
    "another pattern": (
        lambda model: _of(model, "FlowDescription", pattern=".*"),
        "CreateFlowRequest.description: the pattern of the scalar FlowDescription is '.*'",
    ),
    "a pattern inside a map": (
        lambda model: _of(model, "TagKey", pattern=".*"),
        "CreateFlowRequest.tags[key]: the pattern of the scalar TagKey",
    ),
    "a limit inside a list": (
        lambda model: _of(model, "OAuthScope", max=1),
        "OAuthProperties.oAuthScopes[*]: the max of OAuthScope is 1",
    ),
    "larger number": (
        lambda model: _of(model, "ScheduleOffset", max=86_400),
        "ScheduledTriggerProperties.scheduleOffset: the max of ScheduleOffset is 86400",
    ),
    "smaller number": (
        lambda model: _of(model, "PortNumber", min=0),
        "SAPODataConnectorProfileProperties.portNumber: the min of PortNumber is 0",
    ),
    "larger list": (
        lambda model: _of(model, "ConnectorProfileNameList", max=200),
        "DescribeConnectorProfilesRequest.connectorProfileNames: the max of ConnectorProfileNameList",
    ),
    "longer list": (
        lambda model: _of(model, "DestinationFlowConfigList", min=1),
        "CreateFlowRequest.destinationFlowConfigList: the min of DestinationFlowConfigList is 1",
    ),
    "smaller map": (
        lambda model: _of(model, "TagMap", max=10),
        "CreateFlowRequest.tags: the max of TagMap is 10 in the model, not 50",
    ),
    "newly sensitive text": (
        lambda model: _of(model, "InstanceUrl", sensitive=True),
        "DatadogConnectorProfileProperties.instanceUrl: sensitive in the model; needs secret=True",
    ),
    "newly sensitive values of a map": (
        lambda model: _of(model, "ProfilePropertyValue", sensitive=True),
        "CustomConnectorProfileProperties.profileProperties: sensitive in the model; needs secret",
    ),
    "a leaf of the credentials more": (
        _open_credential,
        "SingularConnectorProfileCredentials.passphrase: a leaf of the credentials",
    ),
    "text instead of a flag": (
        _retyped("PardotConnectorProfileProperties", "isSandboxEnvironment", "String"),
        "PardotConnectorProfileProperties.isSandboxEnvironment: must be a string",
    ),
    "a flag instead of text": (
        _retyped("PardotConnectorProfileProperties", "instanceUrl", "Boolean"),
        "PardotConnectorProfileProperties.instanceUrl: must be a Flag",
    ),
    "a number instead of text": (
        _retyped("PardotConnectorProfileProperties", "instanceUrl", "Long"),
        "PardotConnectorProfileProperties.instanceUrl: must be a whole number",
    ),
    "a time instead of text": (
        _retyped("ScheduledTriggerProperties", "timezone", "Date"),
        "ScheduledTriggerProperties.timezone: must be a Timestamp",
    ),
    "a list instead of text": (
        _retyped("Task", "destinationField", "SourceFields"),
        "Task.destinationField: must be a list",
    ),
    "a map instead of text": (
        _retyped("Task", "destinationField", "TagMap"),
        "Task.destinationField: must be a map",
    ),
    "another structure": (
        _retyped("SourceConnectorProperties", "Slack", "ZendeskSourceProperties"),
        "SourceConnectorProperties.Slack: must be of type ZendeskSourceProperties",
    ),
    "an enum instead of text": (
        _retyped("Task", "destinationField", "TaskType"),
        "Task.destinationField: must be of type TaskType",
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_changed_model_is_noticed(mutation: str) -> None:
    change, sentence = MUTATIONS[mutation]
    model = copy.deepcopy(MODEL)
    change(model)
    assert [each for each in findings(model, WITH_REQUESTS) if each.startswith(sentence)]


@pytest.mark.parametrize(("name", "twin"), conformance.TWINS.items())
def test_a_twin_has_the_same_values(name: str, twin: str) -> None:
    assert MODEL["shapes"][name]["enum"] == MODEL["shapes"][twin]["enum"]


def test_every_shape_is_missed_when_it_is_gone() -> None:
    sentences = findings(MODEL, {})
    assert "FlowStatus: the model has it, we do not; add an ApiEnum of that name" in sentences
    assert {each for each in CLASSES if each in MODEL["shapes"]} == {
        sentence.split(":")[0] for sentence in sentences if "the model has it" in sentence
    }


def test_a_credential_that_is_not_marked_secret_is_noticed() -> None:
    class AmplitudeConnectorProfileCredentials(Shape):
        api_key: ApiKey = member("Open.", required=True)
        secret_key: SecretKey = member("Hidden.", required=True, secret=True)

    where = "AmplitudeConnectorProfileCredentials.apiKey"
    doctored = {
        **CLASSES,
        "AmplitudeConnectorProfileCredentials": AmplitudeConnectorProfileCredentials,
    }
    assert findings(MODEL, doctored) == [
        f"{where}: sensitive in the model; needs secret=True",
        f"{where}: a leaf of the credentials; needs secret=True, or a reason in NOT_SECRET",
    ]


def test_a_credential_that_only_we_call_secret_is_missed_too() -> None:
    # RefreshToken, ApiToken, ApplicationKey, Key and AuthCode are not sensitive in model 2020-08-23.
    class DynatraceConnectorProfileCredentials(Shape):
        api_token: str = member("Open.", required=True)

    doctored = {
        **CLASSES,
        "DynatraceConnectorProfileCredentials": DynatraceConnectorProfileCredentials,
    }
    assert (
        "DynatraceConnectorProfileCredentials.apiToken: a leaf of the credentials; needs secret=True, "
        "or a reason in NOT_SECRET"
    ) in findings(MODEL, doctored)


# Words.


WORDS_IN_A_ROW = (
    10  # a run of as many words that botocore's documentation has too counts as copied; our choice
)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", " ", text)).lower())


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {
        tuple(words[start : start + WORDS_IN_A_ROW])
        for start in range(len(words) - WORDS_IN_A_ROW + 1)
    }


@cache
def _botocore_runs() -> frozenset[tuple[str, ...]]:
    return frozenset(run for text in _documentation(MODEL) for run in _runs(text))


def _documentation(model: Any) -> Iterator[str]:
    if isinstance(model, dict):
        for key, value in model.items():
            if key == "documentation" and isinstance(value, str):
                yield value
            else:
                yield from _documentation(value)


def _texts(ours: Ours) -> Iterator[tuple[str, str]]:
    yield "docstring", (vars(ours).get("__doc__") or "").strip()
    if issubclass(ours, ApiEnum):
        yield from ((item.value, item.description) for item in ours)
    else:
        yield from ((name, info.description or "") for name, info in ours.model_fields.items())


def _complaints(texts: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{where}: {fault}" for where, text in texts if (fault := _fault(text))]


def _fault(text: str) -> str | None:
    if text in ("", "?"):
        return "says nothing; describe it"
    if not text.endswith("."):
        return "must end with a full stop"
    copied = _runs(text) & _botocore_runs()
    return f"copies botocore: {' '.join(min(copied))}" if copied else None


@pytest.mark.parametrize("name", CLASSES)
def test_a_shape_describes_itself_and_its_members_in_our_own_words(name: str) -> None:
    assert _complaints(_texts(CLASSES[name])) == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_is_for(name: str) -> None:
    assert _complaints(iter([(name, (MODULES[name].__doc__ or "").strip())])) == []


def test_operators_are_described_once_for_all_connectors() -> None:
    assert _complaints(iter(OPERATORS.items())) == []
    assert list(OPERATORS) == MODEL["shapes"]["Operator"]["enum"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("?", "says nothing; describe it", id="placeholder"),
        pytest.param("", "says nothing; describe it", id="empty"),
        pytest.param("Name of the flow", "must end with a full stop", id="no full stop"),
        pytest.param("Name of the flow.", None, id="our own"),
    ],
)
def test_a_description_is_judged(text: str, fault: str | None) -> None:
    assert _fault(text) == fault


def test_a_copied_sentence_is_noticed_through_markup_and_punctuation() -> None:
    theirs = MODEL["shapes"]["CreateFlowRequest"]["members"]["kmsArn"]["documentation"]
    copied = "Note: " + " ".join(_words(theirs)[5:20]).upper() + "."
    assert str(_fault(copied)).startswith("copies botocore: ")
