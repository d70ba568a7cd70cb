"""What the rules say of whole flows and profiles: a table of cases for each rule, and what holds for all of them."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from appflow_provider import rules
from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.problems import Problem
from appflow_provider.rules import Verdict
from appflow_provider.rules.ruling import Evidence, Rule, findings_of
from appflow_provider.rules.subjects import Flow, Profile
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.findings import findings
from appflow_provider.spots import Spot
from appflow_provider.values import UNKNOWN, path_text
from tests.programs import EVENT, login, scheduled, source
from tests.rules.flow_cases import FLOWS
from tests.rules.profile_cases import PROFILES
from tests.rules.samples import EVENT_BUS, NOON, SALESFORCE, SNOWFLAKE, Case, flow, from_, to


def told(problems: tuple[Problem, ...]) -> dict[str, str]:
    return {path_text(problem.path): problem.reason for problem in problems}


def agree(found: tuple[Problem, ...], expected: Mapping[str, str]) -> None:
    reasons = told(found)
    assert reasons.keys() == expected.keys(), reasons
    assert len(found) == len(expected)
    for path, words in expected.items():
        assert words in reasons[path]


def check(verdict: Verdict, case: Case) -> None:
    agree(verdict.problems, case.problems)
    agree(verdict.warnings, case.warnings)


@pytest.mark.parametrize("case", FLOWS.values(), ids=FLOWS)
def test_a_flow_is_judged_by_what_it_holds(case: Case) -> None:
    check(rules.flow(case.value, now=case.now), case)


@pytest.mark.parametrize("case", PROFILES.values(), ids=PROFILES)
def test_a_profile_is_judged_by_what_it_holds(case: Case) -> None:
    check(rules.connector_profile(case.value), case)


@pytest.mark.parametrize(
    ("start", "warned"),
    [
        ("2030-06-01T11:58:59Z", True),
        ("2030-06-01T13:58:00+02:00", True),
        ("2030-06-01T12:01:01Z", False),
        (NOON.timestamp() + 61, False),
        ("tomorrow", False),
    ],
)
def test_a_start_in_the_past_is_seen_by_whoever_knows_the_time(start: Any, warned: bool) -> None:
    value = flow(triggerConfig=scheduled(scheduleStartTime=start), flowStatus="Active")
    at = "triggerConfig.triggerProperties.scheduled.scheduleStartTime"
    expected = {at: "has passed"} if warned else {}

    agree(rules.flow(value, now=NOON).warnings, expected)
    agree(rules.flow(value).warnings, {})


def test_a_flow_that_is_to_be_active_at_once_waits_for_its_bus() -> None:
    value = to(*EVENT_BUS, triggerConfig=EVENT, flowStatus="Active")

    agree(rules.flow(value, now=NOON).warnings, {"flowStatus": "associated with a bus"})
    agree(rules.flow(value).warnings, {})
    agree(rules.flow({**value, "flowStatus": "Suspended"}, now=NOON).warnings, {})


@pytest.mark.parametrize("trigger", [EVENT, scheduled()], ids=["events", "schedule"])
def test_a_new_flow_that_nobody_starts_gets_a_warning(trigger: dict[str, Any]) -> None:
    value = from_(SALESFORCE, triggerConfig=trigger)

    agree(rules.flow(value, now=NOON).warnings, {"flowStatus": "which never runs"})
    agree(rules.flow(value).warnings, {})
    for status in ("Active", "Suspended"):
        agree(rules.flow({**value, "flowStatus": status}, now=NOON).warnings, {})
    agree(rules.flow(from_(SALESFORCE), now=NOON).warnings, {})


def of_its_parts(flow: Flow) -> list[tuple[Rule[Any], Problem]]:
    return [
        *findings_of(rules._OF_A_DESTINATION, lambda: flow.destinations),
        *findings_of(rules._OF_A_TASK, lambda: flow.tasks),
    ]


def everything_found() -> dict[str, Evidence]:
    """Every rule that finds something in some case, with its evidence."""
    flows = [Flow(Spot((), case.value), case.now) for case in FLOWS.values()]
    profiles = [Profile(Spot((), case.value)) for case in PROFILES.values()]
    found: list[tuple[Rule[Any], Problem]] = [
        *findings_of(rules._OF_A_FLOW, lambda: flows),
        *(pair for it in flows for pair in of_its_parts(it)),
        *findings_of(rules._OF_A_PROFILE, lambda: profiles),
    ]
    return {f"{rule.judge.__module__}.{rule.name}": rule.evidence for rule, _ in found}


def test_every_rule_has_a_case_in_which_it_speaks() -> None:
    families: tuple[tuple[Rule[Any], ...], ...] = (
        rules._OF_A_FLOW,
        rules._OF_A_DESTINATION,
        rules._OF_A_TASK,
        rules._OF_A_PROFILE,
    )
    names = [f"{rule.judge.__module__}.{rule.name}" for family in families for rule in family]
    assert len(set(names)) == len(names)
    assert set(names) == set(everything_found())


def test_only_what_is_documented_observed_or_impossible_stops_a_user() -> None:
    assert {evidence for evidence in Evidence if evidence.refuses} == {
        Evidence.DOCUMENTED,
        Evidence.OBSERVED,
        Evidence.IMPOSSIBLE,
    }


@pytest.mark.parametrize(
    ("shape", "case"),
    [
        *((FlowInputs, case) for case in FLOWS.values()),
        *((ConnectorProfileInputs, case) for case in PROFILES.values()),
    ],
    ids=[*FLOWS, *PROFILES],
)
def test_no_place_is_named_both_by_the_shapes_and_by_the_rules(
    shape: type[Shape], case: Case
) -> None:
    named = {path_text(problem.path) for problem in findings(shape, case.value)}
    assert named & {*case.problems, *case.warnings} == set()


_OLD_BUCKETS: dict[str, tuple[Callable[[Any], Verdict], Any]] = {
    "to read": (
        rules.flow,
        from_(source("S3", "s3", {"bucketName": "Old_Lake", "bucketPrefix": "in"})),
    ),
    "to write": (rules.flow, to("S3", "s3", {"bucketName": "Old_Lake"})),
    "in between": (
        rules.connector_profile,
        login("Snowflake", "snowflake", {**SNOWFLAKE, "bucketName": "Old_Lake"}),
    ),
}


@pytest.mark.parametrize("place", _OLD_BUCKETS)
@pytest.mark.parametrize(
    ("region", "refused"), [(None, False), ("us-east-1", False), ("eu-west-1", True)]
)
def test_an_old_bucket_is_refused_only_where_it_cannot_be(
    place: str, region: str | None, refused: bool
) -> None:
    judge, value = _OLD_BUCKETS[place]
    verdict = judge({**value, "region": region})
    told_of = [
        "bucket" in path_text(problem.path).lower() and "Old_Lake" in problem.reason
        for problem in (verdict.problems if refused else verdict.warnings)
    ]
    assert any(told_of)
    assert bool(verdict.problems) is refused


def test_unknown_inputs_are_skipped() -> None:
    nothing: list[Any] = [UNKNOWN, None, [], "flow", {"tasks": UNKNOWN}]
    for value in nothing:
        assert rules.flow(value) == Verdict()
        assert rules.connector_profile(value) == Verdict()
