"""
What a rule is, what it rests on, and how rules are put to the parts of the inputs.

A rule is a function that yields problems, together with its evidence and the source of it in words. Whether its problems
stop a user follows from the evidence alone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from appflow_provider.problems import Problem
from appflow_provider.rules.spots import Undecided

__all__ = ["Evidence", "Rule", "findings_of", "rule"]

Subject = TypeVar("Subject")


class Evidence(Enum):
    """What a rule rests on."""

    DOCUMENTED = "AWS says so"
    OBSERVED = "the service was seen to refuse it"
    IMPOSSIBLE = "nothing that AWS has could come of it, whatever the service answers"
    INFERRED = "it follows from other facts; nobody has seen it refused"
    ADVICE = "the service accepts it, but it can hardly be meant"

    @property
    def refuses(self) -> bool:
        """Whether what the rule finds is a problem, and not only a warning."""
        return self in {Evidence.DOCUMENTED, Evidence.OBSERVED, Evidence.IMPOSSIBLE}


@dataclass(frozen=True)
class Rule(Generic[Subject]):
    """
    One rule.

    Attributes:
        name: What it is called: in a warning, and where the configuration acknowledges it.
        evidence: What it rests on.
        source: Where that can be read.
        judge: Yields what is wrong; may raise `Undecided` at any point.
    """

    name: str
    evidence: Evidence
    source: str
    judge: Callable[[Subject], Iterable[Problem]]


def rule(
    evidence: Evidence, source: str
) -> Callable[[Callable[[Subject], Iterable[Problem]]], Rule[Subject]]:
    """Make a rule of a function, whose name with hyphens becomes the rule's, as Pulumi writes the names of policies."""

    def make(judge: Callable[[Subject], Iterable[Problem]]) -> Rule[Subject]:
        return Rule(judge.__name__.replace("_", "-"), evidence, source, judge)

    return make


def findings_of(
    rules: Sequence[Rule[Subject]], subjects: Callable[[], Iterable[Subject]]
) -> list[tuple[Rule[Subject], Problem]]:
    """All that the rules find in the subjects, each with the rule that found it."""
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
            found.append(problem)  # noqa: PERF402 - what came before `Undecided` stands
    except Undecided:
        pass
    return found
