"""What a user configures: the level of each policy and the values of its parameters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from appflow_policies.pack import POLICIES
from appflow_policies.policy import Level, Policy, Values

ALL = "all"
"""The name under which a configuration has the level of all policies. The engine gives it to each of them."""
REMEDIATE = "remediate"


class WrongConfiguration(Exception):
    """The configuration names something that is not there."""


@dataclass(frozen=True)
class Given:
    """What the engine passes on for one name: a level, and values of parameters."""

    level: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Chosen:
    """How one policy is applied."""

    policy: Policy[Any]
    level: Level
    values: Values


Choice = Mapping[str, Chosen]


def _usual(policy: Policy[Any]) -> Chosen:
    return Chosen(policy, policy.level, {one.name: one.default for one in policy.parameters})


USUAL: Choice = {name: _usual(policy) for name, policy in POLICIES.items()}
"""What holds if nothing is configured."""


def chosen(given: Mapping[str, Given]) -> Choice:
    """
    How each policy is applied.

    Raises:
        WrongConfiguration: it names a policy, a parameter or a level that is not there.
    """
    wrong = [*_wrong(given)]
    if wrong:
        raise WrongConfiguration(" ".join(wrong))
    return {
        name: Chosen(one.policy, Level(given[name].level), {**one.values, **given[name].values})
        if name in given
        else one
        for name, one in USUAL.items()
    }


def _wrong(given: Mapping[str, Given]) -> list[str]:
    """A sentence for each mistake."""
    found = []
    for name, one in given.items():
        if name == ALL:
            continue
        if name not in POLICIES:
            found.append(f'There is no policy "{name}"{_near(name, POLICIES)}')
            continue
        if one.level == REMEDIATE:
            found.append(
                f'"{name}" cannot change resources: set its enforcementLevel to advisory, mandatory or disabled.'
            )
        known = [parameter.name for parameter in POLICIES[name].parameters]
        found += [
            f'The policy "{name}" has no parameter "{other}"{_near(other, known)}'
            for other in one.values
            if other not in known
        ]
    return found


def _near(name: str, known: Collection[str]) -> str:
    """The end of a sentence about a wrong name: the closest one, if any is close."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return f". Did you mean {near[0]}?" if near else "."
