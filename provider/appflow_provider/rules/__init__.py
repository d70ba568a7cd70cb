"""
What the service refuses beyond single members: how members must fit together.

`shapes` checks each member by itself, and the resources show users the results of both. Everything here is pure: plain property
values in, problems out. Each rule names its evidence (`ruling.Evidence`). What AWS documents or was seen to refuse is a
problem. What is only inferred, or accepted but probably a mistake, is a warning, because a wrong refusal is worse than none.
Rules skip values that are not known yet, and values of the wrong type, which `shapes.findings` reports.

The table `shapes.connectors` says what each connector supports. `subjects` names the parts of a flow and of a
profile, and the other modules hold the rules by subject.
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
    windows,
)
from appflow_provider.rules.ruling import Rule, findings_of, rules_about
from appflow_provider.rules.subjects import Destination, Flow, Profile, Run, Task
from appflow_provider.spots import Spot

__all__ = ["Verdict", "connector_profile", "errors", "every", "flow", "flow_run", "warnings"]


@dataclass(frozen=True)
class Verdict:
    """
    What the rules find in some inputs.

    Attributes:
        problems: What the service refuses, as documented or seen.
        warnings: What it probably refuses, or accepts although it looks like a mistake.
    """

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


_MODULES = (  # the order of what a user reads
    unions,
    triggers,
    schedules,
    sources,
    destinations,
    formats,
    tasks,
    task_properties,
    fields,
    profiles,
    logins,
    redshift,
    buckets,
    windows,
)
_OF_A_FLOW = rules_about(Flow, _MODULES)
_OF_A_DESTINATION = rules_about(Destination, _MODULES)
_OF_A_TASK = (*rules_about(Task, _MODULES), *task_properties.NEEDED)
_OF_A_PROFILE = rules_about(Profile, _MODULES)
_OF_A_RUN = rules_about(Run, _MODULES)


def every() -> tuple[Rule[Any], ...]:
    """All rules for flows, for their parts, for connector profiles and for runs."""
    return (*_OF_A_FLOW, *_OF_A_DESTINATION, *_OF_A_TASK, *_OF_A_PROFILE, *_OF_A_RUN)


def warnings() -> dict[str, str]:
    """The names of all warnings, which settings can silence, each with its evidence."""
    return {**{each.name: each.source for each in every() if not each.evidence.refuses}, **BEYOND}


def errors() -> set[str]:
    """The names of the rules that refuse. They cannot be silenced."""
    return {each.name for each in every() if each.evidence.refuses}


def flow(
    value: Any, *, now: datetime | None = None, before: Mapping[str, Any] | None = None
) -> Verdict:
    """
    What the rules find in a flow's inputs.

    Args:
        value: The properties of the flow, and its region, if known.
        now: The present, aware, to compare times with. Without it no time is compared.
        before: The previous properties. A time that they already have is not compared with the present.
    """
    subject = Flow(Spot((), value), now, before or {})
    return _verdict(
        findings_of(_OF_A_FLOW, lambda: [subject]),
        findings_of(_OF_A_DESTINATION, lambda: subject.destinations),
        findings_of(_OF_A_TASK, lambda: subject.tasks),
    )


def connector_profile(value: Any, *, adopted: bool = False) -> Verdict:
    """
    What the rules find in a connector profile's inputs.

    Args:
        value: The properties of the profile, and its region, if known.
        adopted: Whether the profile exists, with credentials that only the service knows.
    """
    subject = Profile(Spot((), value), adopted)
    return _verdict(findings_of(_OF_A_PROFILE, lambda: [subject]))


def flow_run(
    value: Any, *, now: datetime | None = None, before: Mapping[str, Any] | None = None
) -> Verdict:
    """What the rules find in a run's inputs. The arguments are those of `flow`."""
    subject = Run(Spot((), value), now, before or {})
    return _verdict(findings_of(_OF_A_RUN, lambda: [subject]))


def _verdict(*judged: list[tuple[Rule[Any], Problem]]) -> Verdict:
    found = [pair for pairs in judged for pair in pairs]
    return Verdict(
        tuple(problem for rule, problem in found if rule.evidence.refuses),
        tuple(
            replace(problem, rule=rule.name) for rule, problem in found if not rule.evidence.refuses
        ),
    )
