"""
What the service refuses beyond a single member: how members have to fit each other.

Between `shapes`, which judges each member by itself, and the resources, which show a user both judgements together. All of
it is pure: plain property values in, problems out. A rule states what it rests on (`ruling.Evidence`): what AWS documents or
what the service was seen to refuse is a problem, what is only inferred, or accepted but surely not meant, is a warning,
because a refusal that the service would not make is worse than none. Rules look past what is not known yet and past what
has the wrong type, which `shapes.findings` has named already.

What each connector can do, they read in `shapes.connectors`. `spots` reads values, `subjects` names the parts of a flow and of
a profile, and the modules beside them hold the rules, by what they are about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from appflow_provider.cautions import BEYOND
from appflow_provider.problems import Problem
from appflow_provider.rules import (
    buckets,
    destinations,
    fields,
    formats,
    logins,
    profiles,
    redshift,
    schedules,
    sources,
    task_properties,
    tasks,
    triggers,
    unions,
)
from appflow_provider.rules.ruling import Rule, findings_of
from appflow_provider.rules.spots import Spot
from appflow_provider.rules.subjects import Flow, Profile

__all__ = ["Verdict", "connector_profile", "errors", "every", "flow", "warnings"]


@dataclass(frozen=True)
class Verdict:
    """
    What the rules say of some inputs.

    Attributes:
        problems: What the service refuses, by its documentation or as it was seen to.
        warnings: What it probably refuses, or accepts although it can hardly be meant.
    """

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


_OF_A_FLOW: tuple[Rule[Flow], ...] = (
    *unions.OF_A_FLOW,
    *triggers.RULES,
    *schedules.RULES,
    *sources.RULES,
    *destinations.OF_A_FLOW,
    *tasks.OF_A_FLOW,
    *fields.RULES,
    *buckets.OF_A_FLOW,
)
_OF_A_DESTINATION = (
    *unions.OF_A_DESTINATION,
    *destinations.RULES,
    *formats.RULES,
    *buckets.OF_A_DESTINATION,
)
_OF_A_TASK = (*tasks.RULES, *task_properties.RULES)
_OF_A_PROFILE: tuple[Rule[Profile], ...] = (
    *unions.OF_A_PROFILE,
    *profiles.RULES,
    *logins.RULES,
    *redshift.RULES,
    *buckets.OF_A_PROFILE,
)


def every() -> tuple[Rule[Any], ...]:
    """All rules, of flows and their parts and of connector profiles."""
    return (*_OF_A_FLOW, *_OF_A_DESTINATION, *_OF_A_TASK, *_OF_A_PROFILE)


def warnings() -> dict[str, str]:
    """The names of all warnings, which can be acknowledged, each with what it rests on."""
    return {**{each.name: each.source for each in every() if not each.evidence.refuses}, **BEYOND}


def errors() -> set[str]:
    """The names of the rules that refuse, which nobody can acknowledge."""
    return {each.name for each in every() if each.evidence.refuses}


def flow(
    value: Any, *, now: datetime | None = None, before: Mapping[str, Any] | None = None
) -> Verdict:
    """
    What the service's rules say of a flow's inputs.

    Args:
        value: The properties of the flow, and the region where it is to be, if that is known.
        now: The present, with its offset, to compare times with; without it nothing is said of them.
        before: The properties of last time. A time that stands in them is not compared with the present.
    """
    subject = Flow(Spot((), value), now, before or {})
    return _verdict(
        findings_of(_OF_A_FLOW, lambda: [subject]),
        findings_of(_OF_A_DESTINATION, lambda: subject.destinations),
        findings_of(_OF_A_TASK, lambda: subject.tasks),
    )


def connector_profile(value: Any, *, adopted: bool = False) -> Verdict:
    """
    What the service's rules say of a connector profile's inputs.

    Args:
        value: The properties of the profile, and the region where it is to be, if that is known.
        adopted: Whether it is there already, with a login that only the service knows.
    """
    subject = Profile(Spot((), value), adopted)
    return _verdict(findings_of(_OF_A_PROFILE, lambda: [subject]))


def _verdict(*judged: list[tuple[Rule[Any], Problem]]) -> Verdict:
    found = [pair for pairs in judged for pair in pairs]
    return Verdict(
        tuple(problem for rule, problem in found if rule.evidence.refuses),
        tuple(
            replace(problem, rule=rule.name) for rule, problem in found if not rule.evidence.refuses
        ),
    )
