"""What a policy is, and what its parameters are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeAlias, TypeVar

from appflow_policies.subjects import Flow, Profile, Stack
from appflow_provider.problems import Problem

Subject = TypeVar("Subject", Flow, Profile, Flow | Profile, Stack)


class Level(Enum):
    """What a finding does to a deployment."""

    ADVISORY = "advisory"
    MANDATORY = "mandatory"
    DISABLED = "disabled"


class Severity(Enum):
    """How much a finding matters, for reports."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


Values: TypeAlias = Mapping[str, Any]
"""The values of a policy's parameters, by name."""


@dataclass(frozen=True)
class Parameter:
    """
    A parameter of a policy.

    Attributes:
        name: Its name in the configuration.
        schema: Its JSON schema, without the default.
        default: Its value if nothing is configured.
        about: What it says, for the documentation.
    """

    name: str
    schema: Mapping[str, Any]
    default: Any
    about: str


def texts(name: str, default: Iterable[str], about: str) -> Parameter:
    """A list of texts."""
    schema = {"type": "array", "items": {"type": "string", "minLength": 1}}
    return Parameter(name, schema, list(default), about)


def lists(name: str, about: str) -> Parameter:
    """Lists of texts by name; none by default."""
    entries = {"type": "array", "items": {"type": "string", "minLength": 1}}
    return Parameter(name, {"type": "object", "additionalProperties": entries}, {}, about)


def number(name: str, default: float, about: str, *, least: float = 0) -> Parameter:
    """A number of at least `least`."""
    return Parameter(name, {"type": "number", "minimum": least}, default, about)


def flag(name: str, about: str) -> Parameter:
    """A switch that is off by default."""
    return Parameter(name, {"type": "boolean"}, False, about)


@dataclass(frozen=True)
class Policy(Generic[Subject]):
    """
    One policy.

    Attributes:
        name: Its name in the configuration and in findings.
        description: What it demands, in one sentence.
        source: Why: where the facts behind it can be read.
        level: What its findings do if nothing is configured.
        severity: How much they matter.
        subject: What it judges.
        parameters: What can be configured.
        judge: Yields what is wrong; may raise `Undecided` at any point.
    """

    name: str
    description: str
    source: str
    level: Level
    severity: Severity
    subject: Any
    parameters: tuple[Parameter, ...]
    judge: Callable[[Subject, Values], Iterable[Problem]]

    @property
    def is_about_stacks(self) -> bool:
        """Whether it judges all resources together, at the end of a preview or a deployment."""
        return self.subject is Stack

    def is_about(self, subject: object) -> bool:
        """Whether it judges this subject."""
        return isinstance(subject, self.subject)


def policy(
    description: str,
    source: str,
    *parameters: Parameter,
    level: Level = Level.ADVISORY,
    severity: Severity = Severity.MEDIUM,
) -> Callable[[Callable[[Subject, Values], Iterable[Problem]]], Policy[Subject]]:
    """
    Make a policy of a function. Its name, with hyphens, becomes the policy's name. The type of its first argument is what it judges.
    """

    def make(judge: Callable[[Subject, Values], Iterable[Problem]]) -> Policy[Subject]:
        subject = next(iter(judge.__annotations__.values()))
        name = judge.__name__.replace("_", "-")
        return Policy(name, description, source, level, severity, subject, parameters, judge)

    return make
