"""
What holds for all rules while parts of the inputs are not known yet, or are nonsense.

An unknown may turn out to be anything, null included. So whatever the rules say then has to be true of every value: above
all, of the one that the case has.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from botocore.loaders import Loader
from hypothesis import given, settings
from hypothesis import strategies as st

from appflow_provider import rules
from appflow_provider.rules import Verdict
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.values import UNKNOWN, Path
from tests.rules.flow_cases import FLOWS
from tests.rules.profile_cases import PROFILES

Judge = Callable[[Any], Verdict]

CASES: dict[str, tuple[Judge, Any]] = {
    **{f"flow: {name}": (rules.flow, case.value) for name, case in FLOWS.items()},
    **{
        f"profile: {name}": (rules.connector_profile, case.value) for name, case in PROFILES.items()
    },
}


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a value, containers and leaves."""
    if path:
        yield path
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for step, item in inner:
        yield from places(item, (*path, step))


def replaced(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


def said(verdict: Verdict) -> set[str]:
    return {str(problem) for problem in (*verdict.problems, *verdict.warnings)}


@pytest.mark.parametrize(("judge", "value"), CASES.values(), ids=CASES)
def test_an_unknown_part_is_looked_past(judge: Judge, value: Any) -> None:
    known = said(judge(value))
    for path in places(value):
        verdict = judge(replaced(value, path, UNKNOWN))

        assert said(verdict) <= known, path
        for problem in (*verdict.problems, *verdict.warnings):
            assert problem.path[: len(path)] != path


WORDS_OF_THE_API = frozenset(
    word
    for shape in Loader().load_service_model("appflow", "service-2")["shapes"].values()
    for word in shape.get("enum", ())
)


def leaves(value: Any) -> Iterator[tuple[Path, Any]]:
    for path in places(value):
        spot = value
        for step in path:
            spot = spot[step]
        if not isinstance(spot, (dict, list)):
            yield path, spot


@pytest.mark.parametrize(("judge", "value"), CASES.values(), ids=CASES)
def test_a_word_that_the_api_does_not_have_is_one_fault_with_one_message(
    judge: Judge, value: Any
) -> None:
    """The shapes name it; the rules say nothing that they did not say of the right word."""
    known = said(judge(value))
    for path, word in leaves(value):
        if word in WORDS_OF_THE_API and isinstance(word, str):
            assert said(judge(replaced(value, path, f"{word}x"))) <= known, path


NONSENSE = [17, True, "nonsense", ["nonsense"], {"non": "sense"}]


@pytest.mark.parametrize(("judge", "value"), CASES.values(), ids=CASES)
def test_a_part_of_the_wrong_type_breaks_no_rule(judge: Judge, value: Any) -> None:
    for path in places(value):
        for nonsense in NONSENSE:
            judge(replaced(value, path, nonsense))


NAMES = sorted(
    {connector.key for connector in CONNECTORS.values()}
    | {"sourceFlowConfig", "destinationFlowConfigList", "tasks", "triggerConfig", "connectorType"}
    | {"sourceConnectorProperties", "destinationConnectorProperties", "taskType", "sourceFields"}
    | {"connectorOperator", "taskProperties", "triggerType", "triggerProperties", "scheduled"}
    | {"connectorProfileConfig", "connectorProfileProperties", "connectorProfileCredentials"}
    | {"connectionMode", "object", "scheduleExpression", "s3OutputFormatConfig", "VALUE"}
)
WORDS = sorted(
    {*CONNECTORS, "Filter", "Map", "NO_OP", "PROJECTION", "Event", "Scheduled", "Private"}
)

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(WORDS),
    st.just(UNKNOWN),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), inner, max_size=5),
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_any_tree_of_values_gets_a_verdict(value: Any) -> None:
    assert isinstance(rules.flow(value), Verdict)
    assert isinstance(rules.connector_profile(value), Verdict)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(CASES)), st.randoms(use_true_random=False), TREES)
def test_any_tree_may_stand_anywhere_in_a_case(name: str, random: Any, tree: Any) -> None:
    _, value = CASES[name]
    path = random.choice(list(places(value)))
    broken = replaced(value, path, tree)

    assert isinstance(rules.flow(broken), Verdict)
    assert isinstance(rules.connector_profile(broken), Verdict)
