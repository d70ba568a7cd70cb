"""
Compares the provider's rules with the emulator's on each case of each rule.

The provider and the emulator read AWS's documentation independently and do not import each other. This module imports both, and
the cases of the rules' tests. The page of the rules and `tests/rules/test_rules_of_both_readings.py` use the comparison.
"""

import contextlib
import dataclasses
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from botocore.model import StructureShape
from moto.core.utils import get_service_model

from appflow_emulator import Assumptions, clock
from appflow_emulator.rules import flow_problems, profile_problems
from appflow_emulator.validation import checked
from appflow_provider import rules
from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.rules.ruling import Rule, findings_of
from appflow_provider.rules.subjects import Flow, Profile
from appflow_provider.shapes.base import Shape
from appflow_provider.shapes.findings import findings
from appflow_provider.shapes.walk import to_api
from appflow_provider.spots import Spot
from tests.rules.flow_cases import FLOWS
from tests.rules.profile_cases import PROFILES
from tests.rules.samples import NOON, Case

__all__ = ["DIFFERENT", "Row", "answer_of_the_emulator", "rows"]

DIFFERENT: Mapping[str, str] = {
    "status-of-a-flow-on-demand": "the API has no flowStatus to send",
    "no-credentials": "AppFlow tries the credentials of a new profile, but a preview before an import does not know them",
}
"""Rules whose verdict differs between the preview and the emulator, and why."""

_REGION = "eu-west-1"
_KINDS: Mapping[str, tuple[type[Shape], str, Mapping[str, Case]]] = {
    "flow": (FlowInputs, "CreateFlow", FLOWS),
    "profile": (ConnectorProfileInputs, "CreateConnectorProfile", PROFILES),
}


class Row(NamedTuple):
    """A case: the rules that report it, whether the preview refuses it, and what the emulator refuses."""

    case: str
    rules: frozenset[str]
    check_refuses: bool
    emulator: tuple[str, ...]
    switches: tuple[str, ...]
    """Assumptions with which the emulator refuses a case that it accepts otherwise, as `name: answer`."""


@cache
def rows() -> tuple[Row, ...]:
    """All cases whose single values are valid, because only those reach the rules."""
    with _standing_still():
        return tuple(
            _row(kind, name, case)
            for kind, (shape, _, cases) in _KINDS.items()
            for name, case in cases.items()
            if not findings(shape, case.value)
        )


def answer_of_the_emulator(rule: str) -> str:
    """What the emulator does with a rule's cases: refuses, accepts, or refuses with an assumption changed."""
    spoken = [row for row in rows() if rule in row.rules]
    # A case that other rules report too does not show which of them the emulator has.
    alone = [row for row in spoken if row.rules == {rule}] or spoken
    refused = {bool(row.emulator) for row in alone}
    verdict = (
        "refused" if refused == {True} else "accepted" if refused == {False} else "refused in part"
    )
    switches = sorted({each for row in alone for each in row.switches})
    if switches:
        verdict += f"; refused with {' or '.join(f'`{each}`' for each in switches)}"
    return verdict if rule not in DIFFERENT else f"{verdict}: {DIFFERENT[rule]}"


def _row(kind: str, name: str, case: Case) -> Row:
    said = _findings(kind, case)
    request = _request(kind, case.value)
    region = case.value.get("region") or _REGION
    emulator = _problems(kind, request, region, Assumptions())
    switches = [] if emulator else list(_refusing(kind, request, region))
    return Row(
        f"{kind}: {name}",
        frozenset(rule.name for rule in said),
        any(rule.evidence.refuses for rule in said),
        emulator,
        tuple(switches),
    )


def _findings(kind: str, case: Case) -> list[Rule[Any]]:
    # `rules.Verdict` does not name the rules that refuse, so this uses its lists.
    found: list[tuple[Rule[Any], Any]] = []
    if kind == "profile":
        found += findings_of(rules._OF_A_PROFILE, lambda: [Profile(Spot((), case.value))])  # noqa: SLF001
    else:
        flow = Flow(Spot((), case.value), case.now)
        found += findings_of(rules._OF_A_FLOW, lambda: [flow])  # noqa: SLF001
        found += findings_of(rules._OF_A_DESTINATION, lambda: flow.destinations)  # noqa: SLF001
        found += findings_of(rules._OF_A_TASK, lambda: flow.tasks)  # noqa: SLF001
    return [rule for rule, _ in found]


def _request(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The request that the provider sends for a case, typed as the emulator types it."""
    shape, operation, _ = _KINDS[kind]
    sent = {key: item for key, item in value.items() if key not in {"flowStatus", "region"}}
    model = get_service_model("appflow").operation_model(operation).input_shape
    assert isinstance(model, StructureShape)  # noqa: S101 - botocore's type allows None
    return checked(to_api(shape, sent), model)


def _problems(
    kind: str, request: dict[str, Any], region: str, assumptions: Assumptions
) -> tuple[str, ...]:
    """What the emulator refuses, in an account where every label is registered."""
    if kind == "flow":
        return tuple(flow_problems(request, {}, assumptions, region))
    return tuple(
        profile_problems(
            request,
            request["connectorType"],
            assumptions,
            is_new=True,
            region=region,
            has_secret=lambda _arn: True,
        )
    )


def _refusing(kind: str, request: dict[str, Any], region: str) -> Iterator[str]:
    for each in dataclasses.fields(Assumptions):
        if "refused" in each.metadata.get("answers", ()):
            answer: dict[str, Any] = {each.name: "refused"}
            changed = dataclasses.replace(Assumptions(), **answer)
            if _problems(kind, request, region, changed):
                yield f"{each.name}: refused"


@contextlib.contextmanager
def _standing_still() -> Iterator[None]:
    clock.freeze(NOON)
    try:
        yield
    finally:
        clock.thaw()
