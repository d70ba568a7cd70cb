"""The messages of rules and shapes are whole sentences of limited length, and no credential garbles them."""

import json
import re
from functools import cache
from typing import Any

import pytest

from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.problems import Problem
from appflow_provider.resources.connector_profile import ConnectorProfile
from appflow_provider.resources.flow import Flow
from appflow_provider.resources.resource import Resource
from appflow_provider.secrecy import Redactor
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.findings import findings
from appflow_provider.values import Secret, path_text
from tests.programs import scheduled
from tests.rules.flow_cases import FLOWS
from tests.rules.profile_cases import PROFILES
from tests.rules.samples import changed, flow

WORDS_MAX = 60  # of a text without its path; a list of accepted names may be longer

CASES: dict[str, tuple[Any, Any, Resource]] = {
    **{f"flow: {name}": (case.value, case.now, Flow()) for name, case in FLOWS.items()},
    **{
        f"profile: {name}": (case.value, None, ConnectorProfile())
        for name, case in PROFILES.items()
    },
}


def said(resource: Resource, value: Any, now: Any) -> list[Problem]:
    """All that check says of some inputs, as a person gets it."""
    checked = resource.check({}, value, now=now)
    return [*checked.problems, *checked.warnings]


# What the rules' own cases have not: each way in which a shape refuses a value.
_AT = "sourceFlowConfig"
MISFITS: dict[str, tuple[type[Shape], Any]] = {
    "nothing": (FlowInputs, {}),
    "no profile": (ConnectorProfileInputs, {}),
    "an unknown member": (FlowInputs, flow(flowNam="x")),
    "an unknown member like none": (FlowInputs, flow(zzz=1)),
    "text for a list": (FlowInputs, flow(tasks=[]) | {"tasks": "x"}),
    "a list for a structure": (FlowInputs, flow(triggerConfig=[])),
    "a number for text": (FlowInputs, flow(description=1)),
    "a list of pairs for a map": (FlowInputs, flow(tags=[{"Key": "a", "Value": "b"}])),
    "a list of no pairs for a map": (FlowInputs, flow(tags=["a"])),
    "an unknown word": (FlowInputs, flow(triggerConfig={"triggerType": "OnDemnd"})),
    "a word like none": (FlowInputs, flow(triggerConfig={"triggerType": "zzz"})),
    "a word of the console": (
        FlowInputs,
        changed(
            flow(),
            {
                "destinationFlowConfigList.0.destinationConnectorProperties.s3.s3OutputFormatConfig": {
                    "aggregationConfig": {"aggregationType": "MultipleFiles"}
                }
            },
        ),
    ),
    "an unknown key": (FlowInputs, flow(tasks=[{"taskType": "Map", "sourceFields": [], "taskProperties": {"X": "y"}}])),
    "a text out of its pattern": (FlowInputs, flow(flowName="a b!")),
    "a text too long": (FlowInputs, flow(description="x" * 3000)),
    "a text too short": (FlowInputs, changed(flow(), {f"{_AT}.sourceConnectorProperties": {"s3": {"bucketName": "x"}}})),
    "a fraction": (FlowInputs, flow(triggerConfig=scheduled(scheduleOffset=1.5))),
    "a number too small": (FlowInputs, flow(triggerConfig=scheduled(scheduleOffset=-1))),
    "a number too large": (FlowInputs, flow(triggerConfig=scheduled(scheduleOffset=99999))),
    "no time": (FlowInputs, flow(triggerConfig=scheduled(scheduleStartTime="tomorrow"))),
    "no flag": (FlowInputs, changed(flow(), {f"{_AT}.incrementalPullConfig": {}, "metadataCatalogConfig": {"x": 1}})),
    "too many tags": (FlowInputs, flow(tags={str(number): "x" for number in range(60)})),
}  # fmt: skip


@cache
def texts() -> list[Problem]:
    """Everything that is said of any case."""
    return [
        *(each for value, now, resource in CASES.values() for each in said(resource, value, now)),
        *(each for shape, value in MISFITS.values() for each in findings(shape, value)),
    ]


_VERB = re.compile(
    r"\b(is|are|was|has|have|does|can|cannot|may|must|should|needs?|names|maps?|begins|belongs|reads|looks|does|refuses)\b"
)
_HALF = re.compile(r"(is|are|has|have|must|should|needs?|does|write|give|take|and|or|which)\b")
_SIGNS = re.compile(r" [^\w\s](?= |\Z)")  # a list of the characters that a name may have


def sentences(problem: Problem) -> list[str]:
    """What is said of a place, sentence by sentence, the first with the place where that is its subject."""
    text = (
        str(problem).removesuffix(f" [{problem.rule}]").removeprefix(f"{path_text(problem.path)}: ")
    )
    return re.split(r"(?<=[.?]) (?=[A-Z\"])", text)


def test_there_is_something_to_say_of_each_misfit() -> None:
    for name, (shape, value) in MISFITS.items():
        assert findings(shape, value), name


@pytest.mark.parametrize(
    "half",
    [
        Problem(("flowStatus",), "Draft, which never runs"),
        Problem(("flowStatus",), "Active starts it. is for Scheduled only"),
        Problem((), "is not set"),
    ],
)
def test_a_half_sentence_is_seen(half: Problem) -> None:
    with pytest.raises(AssertionError):
        see_that_sentences_are_whole(half)


def see_that_sentences_are_whole(problem: Problem) -> None:
    first, *more = sentences(problem)
    begun = first.removeprefix(path_text(problem.path))
    assert begun != first or re.match(r'[A-Z"\d]|true |false ', first)
    assert not _HALF.match(first)
    assert _VERB.search(begun)
    for each in (first, *more):
        assert each.endswith((".", "?")) or _SIGNS.search(each)
        assert ". is" not in each
        assert "is missing" not in each


def test_every_text_is_made_of_whole_sentences() -> None:
    for problem in texts():
        see_that_sentences_are_whole(problem)


def test_no_text_has_too_many_words() -> None:
    for problem in texts():
        text = re.sub(r"Use one of .*?\.", "", problem.reason)
        assert len(text.split()) <= WORDS_MAX


WORDS = (
    "of",
    "the",
    "must",
    "set",
    "Set",
    "be",
    "in",
    "is",
    "not",
    "one",
    "AppFlow",
    "credentials",
)


def test_a_credential_that_is_a_common_word_garbles_no_text() -> None:
    hides = Redactor(lambda: [Secret(word) for word in WORDS])
    for problem in texts():
        assert hides.own(str(problem)) == str(problem)


def spoken(password: str) -> list[str]:
    """What check says of all profiles, with another password in them."""
    return [
        str(problem)
        for case in PROFILES.values()
        for problem in said(
            ConnectorProfile(),
            json.loads(json.dumps(case.value).replace('"hunter2"', json.dumps(password))),
            None,
        )
    ]


def test_check_says_the_same_whichever_word_is_the_password() -> None:
    expected = spoken("hunter2")
    for word in WORDS:
        assert spoken(word) == expected
