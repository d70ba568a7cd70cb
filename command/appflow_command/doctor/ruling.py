"""
What a rule of the doctor is, and what it finds.

A rule is a function of the fleet, which holds the thresholds, that yields what is wrong. Its row names what it needs to know, why it is right and
what to do. A rule whose source is an inference of ours has the severity `note`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from types import ModuleType

from appflow_command.doctor.facts import Bucket, Fact, Fleet, Flow, Profile


class Severity(Enum):
    """How bad a finding is. The values are those of SARIF."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Fault:
    """
    What a rule yields.

    Attributes:
        about: The flow, the profile or the bucket; a text for the fleet or a part of it.
        text: What is wrong, as a sentence with the values.
        path: The property path; empty if it is about the whole.
        step: What to do; empty for the step of the rule.
    """

    about: Flow | Profile | Bucket | str
    text: str
    path: str = ""
    step: str = ""


Judge = Callable[[Fleet], Iterable[Fault]]


@dataclass(frozen=True)
class Rule:
    """
    One rule.

    Attributes:
        name: Its identifier.
        about: What it finds, for the list of rules.
        severity: How bad that is.
        needs: The facts without which it is not judged.
        source: Where the reason can be read, or that it is inferred.
        step: What to do.
    """

    name: str
    about: str
    severity: Severity
    needs: frozenset[Fact]
    source: str
    step: str
    judge: Judge


def rule(
    severity: Severity, about: str, *, needs: tuple[Fact, ...], source: str, step: str
) -> Callable[[Judge], Rule]:
    """Make a rule of a function. Its name, with hyphens, becomes the identifier."""

    def make(judge: Judge) -> Rule:
        name = judge.__name__.replace("_", "-")
        return Rule(name, about, severity, frozenset(needs), source, step, judge)

    return make


def rules_in(modules: Iterable[ModuleType]) -> tuple[Rule, ...]:
    """The rules of modules, in the order in which they stand there."""
    return tuple(
        each for module in modules for each in vars(module).values() if isinstance(each, Rule)
    )


@dataclass(frozen=True)
class Finding:
    """
    Something that is wrong.

    Attributes:
        kind: What it is about: `flow`, `profile`, `bucket` or `fleet`.
        name: The name of that.
        path: The property path in it.
        place: Where the program declares it, as `__main__.py:12`.
    """

    rule: Rule
    kind: str
    name: str
    text: str
    step: str
    path: str = ""
    place: str = ""

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        return f"{self.kind} {self.name}" if self.name else self.kind


_KINDS: tuple[tuple[type, str], ...] = ((Flow, "flow"), (Profile, "profile"), (Bucket, "bucket"))


def findings_of(rule: Rule, fleet: Fleet) -> Iterator[Finding]:
    """What a rule finds in a fleet."""
    for fault in rule.judge(fleet):
        about, kind, name, place = fault.about, "fleet", "", ""
        if isinstance(about, str):
            name = about
        else:
            kind = next(word for type_, word in _KINDS if isinstance(about, type_))
            name, place = about.name, about.place
        yield Finding(rule, kind, name, fault.text, fault.step or rule.step, fault.path, place)
