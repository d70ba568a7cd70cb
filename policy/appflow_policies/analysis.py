"""Applies policies to resources. Pure: properties in, findings out. No secret is in a finding."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from appflow_policies.configuration import Choice, Chosen
from appflow_policies.judges.fleet import StackProblem
from appflow_policies.policy import Level
from appflow_policies.subjects import KINDS, Flow, Profile, Stack, kind_of
from appflow_provider.problems import Problem
from appflow_provider.secrecy import HIDDEN, Redactor
from appflow_provider.spots import Undecided
from appflow_provider.values import LEAVES, UNKNOWN, Secret, unwrap


class Failed(Exception):
    """A policy has a fault. Its message has no value of a resource."""


@dataclass(frozen=True)
class Finding:
    """
    What is wrong with a resource.

    Attributes:
        chosen: The policy that says so, with its level.
        urn: The resource.
        message: What is wrong and what to do, with the path of the property.
    """

    chosen: Chosen
    urn: str
    message: str


def about_resource(
    type_: str, urn: str, properties: Callable[[], Mapping[str, Any]], choice: Choice
) -> list[Finding]:
    """What policies find about one resource, by its inputs. Other resources are not read."""
    kind = kind_of(type_)
    if not kind:
        return []
    subject = KINDS[kind](urn, readable(properties()))
    return list(_found(subject, choice, [subject.marked]))


def about_stack(
    resources: Iterable[tuple[str, str, Callable[[], Mapping[str, Any]]]],
    choice: Choice,
    default_tags: Any = None,
) -> list[Finding]:
    """
    What policies find about the resources of a stack together.

    Args:
        resources: Type, URN and outputs of each.
        choice: How policies are applied.
        default_tags: The provider's default tags, as the stack's configuration has them.
    """
    subjects = [
        KINDS[kind](urn, readable(properties()))
        for type_, urn, properties in resources
        if (kind := kind_of(type_))
    ]
    flows = tuple(one for one in subjects if isinstance(one, Flow))
    profiles = tuple(one for one in subjects if isinstance(one, Profile))
    marked = [*(one.marked for one in subjects), {"defaultTags": default_tags}]
    stack = Stack(flows, profiles, unwrap(default_tags) or {})
    return list(_found(stack, choice, marked))


def readable(properties: Mapping[str, Any]) -> dict[str, Any]:
    """
    The properties, with secrets that the engine could not decrypt as unknown values.

    `pulumi policy analyze` puts a text in their place, which is not the value that a policy is to judge.
    """
    return {name: _readable(value) for name, value in properties.items()}


def _readable(value: Any) -> Any:
    if isinstance(value, LEAVES):
        return value
    if isinstance(value, Secret):
        return Secret(UNKNOWN) if value.value == HIDDEN else value
    if isinstance(value, dict):
        return {name: _readable(item) for name, item in value.items()}
    return [_readable(item) for item in value] if isinstance(value, list) else value


def _found(
    subject: Flow | Profile | Stack, choice: Choice, marked: list[Mapping[str, Any]]
) -> Iterator[Finding]:
    redactor = Redactor(lambda: marked)
    own = "" if isinstance(subject, Stack) else subject.urn
    for one in choice.values():
        if one.level is Level.DISABLED or not one.policy.is_about(subject):
            continue
        for problem in _judged(one, subject):
            urn = problem.urn if isinstance(problem, StackProblem) else own
            yield Finding(one, urn, redactor.own(str(problem)))


def _judged(chosen: Chosen, subject: Flow | Profile | Stack) -> list[Problem]:
    found: list[Problem] = []
    try:
        for problem in chosen.policy.judge(subject, chosen.values):
            found.append(problem)  # noqa: PERF402 (findings before `Undecided` are kept)
    except Undecided:
        pass
    except Exception as fault:  # noqa: BLE001 (any fault of a policy stops the run)
        # The text of another exception may repeat a secret.
        raise Failed(
            f"The policy {chosen.policy.name} has a fault ({type(fault).__name__}). Please report it, and set the policy to disabled meanwhile."
        ) from None
    return found
