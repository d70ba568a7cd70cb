"""
What a rule is, what its evidence is, and how rules are applied to the parts of the inputs.

A rule is a function that yields problems, with its kind of evidence and the source. The evidence alone decides whether its
problems are errors or warnings.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from types import ModuleType
from typing import Generic, TypeVar

from appflow_provider.problems import Problem
from appflow_provider.spots import Undecided

Subject = TypeVar("Subject")


class Evidence(Enum):
    """The kind of evidence for a rule."""

    DOCUMENTED = "AWS says so"
    OBSERVED = "the service was seen to refuse it"
    IMPOSSIBLE = "it cannot work, whatever the service answers"
    INFERRED = "it follows from other facts; no refusal was seen"
    ADVICE = "the service accepts it, but it is probably a mistake"

    @property
    def refuses(self) -> bool:
        """Whether the rule's findings are errors, not warnings."""
        return self in {Evidence.DOCUMENTED, Evidence.OBSERVED, Evidence.IMPOSSIBLE}


@dataclass(frozen=True)
class Rule(Generic[Subject]):
    """
    One rule.

    Attributes:
        name: Its name, shown in warnings and used in the configuration to silence them.
        evidence: Its kind of evidence.
        source: Where the evidence can be read.
        subject: What it is about.
        judge: Yields what is wrong; may raise `Undecided` at any point.
    """

    name: str
    evidence: Evidence
    source: str
    subject: type[Subject]
    judge: Callable[[Subject], Iterable[Problem]]


def rule(
    evidence: Evidence, source: str
) -> Callable[[Callable[[Subject], Iterable[Problem]]], Rule[Subject]]:
    """
    Make a rule of a function. Its name, with hyphens, becomes the rule's name, as Pulumi spells names of policies. The type of
    its argument is what the rule is about.
    """

    def make(judge: Callable[[Subject], Iterable[Problem]]) -> Rule[Subject]:
        subject = next(iter(judge.__annotations__.values()))
        return Rule(judge.__name__.replace("_", "-"), evidence, source, subject, judge)

    return make


def rules_about(subject: type[Subject], modules: Iterable[ModuleType]) -> tuple[Rule[Subject], ...]:
    """The rules in these modules about one kind of subject, in the order in which they stand there."""
    found = (each for module in modules for each in vars(module).values())
    return tuple(each for each in found if isinstance(each, Rule) and each.subject is subject)


def findings_of(
    rules: Sequence[Rule[Subject]], subjects: Callable[[], Iterable[Subject]]
) -> list[tuple[Rule[Subject], Problem]]:
    """All that the rules find in the subjects, each with its rule."""
    try:
        there = list(subjects())
    except Undecided:
        return []
    return [
        (rule, problem) for subject in there for rule in rules for problem in _judged(rule, subject)
    ]


def _judged(rule: Rule[Subject], subject: Subject) -> list[Problem]:
    found: list[Problem] = []
    try:
        for problem in rule.judge(subject):
            found.append(problem)  # noqa: PERF402 (findings before `Undecided` are kept)
    except Undecided:
        pass
    return found
