"""
One table over the rules of both readings: what the preview says of each case of each rule, and what the emulator answers.

The emulator reads AWS's documents by itself. The two refuse the same cases, except for the rules in `DIFFERENT`, each with its
reason. A new rule has a case (`test_rules_verdicts`), and so a row here.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import pytest
from moto.core.utils import get_service_model

from appflow_emulator import Assumptions, clock
from appflow_emulator.rules import flow_problems, profile_problems
from appflow_emulator.validation import checked
from appflow_provider import rules
from appflow_provider.rules.ruling import Rule, findings_of
from appflow_provider.rules.spots import Spot
from appflow_provider.rules.subjects import Flow, Profile
from appflow_provider.shapes.findings import findings
from appflow_provider.shapes.resources import ConnectorProfileInputs, FlowInputs
from appflow_provider.shapes.walk import to_api
from tests.rules.flow_cases import FLOWS
from tests.rules.profile_cases import PROFILES
from tests.rules.samples import NOON, Case

# Rules of which the preview and the emulator judge differently, and why.
DIFFERENT = {
    "status-of-a-flow-on-demand": "flowStatus is a property of the provider, which the API does not have",
    "no-credentials": "AppFlow tries the login of a new profile; a preview before an import does not know the login",
}
REGION = "eu-west-1"


class Row(NamedTuple):
    """A case, the rules that speak of it, and the two verdicts."""

    case: str
    rules: frozenset[str]
    check_refuses: bool
    emulator: tuple[str, ...]


def spoken(kind: str, case: Case) -> list[tuple[Rule[Any], Any]]:
    if kind == "profile":
        return findings_of(rules._OF_A_PROFILE, lambda: [Profile(Spot((), case.value))])
    flow = Flow(Spot((), case.value), case.now)
    return [
        *findings_of(rules._OF_A_FLOW, lambda: [flow]),
        *findings_of(rules._OF_A_DESTINATION, lambda: flow.destinations),
        *findings_of(rules._OF_A_TASK, lambda: flow.tasks),
    ]


def answer(kind: str, value: Any) -> Iterable[str]:
    """What the emulator refuses of a case, in an account where every label is registered."""
    shape, operation = (
        (FlowInputs, "CreateFlow")
        if kind == "flow"
        else (ConnectorProfileInputs, "CreateConnectorProfile")
    )
    region = value.get("region") or REGION
    sent = {key: item for key, item in value.items() if key not in {"flowStatus", "region"}}
    model = get_service_model("appflow").operation_model(operation).input_shape
    request = checked(to_api(shape, sent), model)
    if kind == "flow":
        return flow_problems(request, {}, Assumptions(), region)
    return profile_problems(
        request,
        request["connectorType"],
        Assumptions(),
        is_new=True,
        region=region,
        has_secret=lambda _arn: True,
    )


def table() -> list[Row]:
    """The cases that the shapes have nothing against."""
    found = []
    for kind, shape, cases in (
        ("flow", FlowInputs, FLOWS),
        ("profile", ConnectorProfileInputs, PROFILES),
    ):
        for name, case in cases.items():
            if findings(shape, case.value):
                continue
            said = [rule for rule, _ in spoken(kind, case)]
            names = frozenset(rule.name for rule in said)
            refuses = any(rule.evidence.refuses for rule in said)
            found.append(Row(f"{kind}: {name}", names, refuses, tuple(answer(kind, case.value))))
    return found


@pytest.fixture(scope="module")
def rows() -> Iterable[list[Row]]:
    clock.freeze(NOON)
    yield table()
    clock.thaw()


def test_the_preview_and_the_emulator_refuse_the_same_but_for_stated_reasons(
    rows: list[Row],
) -> None:
    disagreed = [row for row in rows if row.check_refuses != bool(row.emulator)]
    assert [row for row in disagreed if not row.rules & DIFFERENT.keys()] == []


def test_each_reason_for_a_difference_is_needed(rows: list[Row]) -> None:
    for name in DIFFERENT:
        assert any(row.check_refuses != bool(row.emulator) and name in row.rules for row in rows), (
            name
        )


def test_every_rule_takes_part_in_the_comparison(rows: list[Row]) -> None:
    families: tuple[tuple[Rule[Any], ...], ...] = (
        rules._OF_A_FLOW,
        rules._OF_A_DESTINATION,
        rules._OF_A_TASK,
        rules._OF_A_PROFILE,
    )
    names = {rule.name for family in families for rule in family}
    assert names - {name for row in rows for name in row.rules} == set()
