"""The page of `appflow-pulumi doctor`: its rules, and how it explains failures."""

from collections.abc import Iterator
from typing import get_type_hints

from appflow_command.doctor.facts import Fact
from appflow_command.doctor.limits import Limits
from appflow_command.doctor.rules import RULES
from appflow_provider.failures import FAILURES
from tools.docs.writing import filled, table

__all__ = ["pages"]

_SHORT = {
    Fact.LISTED: "a region",
    Fact.SUSPECTS: "a region",
    Fact.PROFILES: "a region",
    Fact.RUNS: "a region, `--deep`",
    Fact.DEFINITIONS: "`--deep`, a stack or a preview",
    Fact.INPUTS: "a stack or a preview",
    Fact.POLICIES: "a stack or a preview",
    Fact.FIELDS: "`--fields`",
}


def pages() -> Iterator[tuple[str, str]]:
    """The page's path in the documentation, and its text."""
    yield (
        "how-to/doctor.md",
        filled(
            "doctor",
            count=str(len(RULES)),
            rules="\n".join(table(["rule", "severity", "finds", "needs", "source"], _rules())),
            thresholds="\n".join(table(["option", "default", "what it is"], _thresholds())),
            failures="\n".join(
                table(["AppFlow says", "likely cause", "next step", "source"], _failures())
            ),
        ),
    )


def _rules() -> Iterator[list[str]]:
    for rule in RULES:
        needs = dict.fromkeys(_SHORT[each] for each in Fact if each in rule.needs)
        yield [
            f"`{rule.name}`",
            rule.severity.value,
            rule.about,
            ", ".join(needs) or "any",
            rule.source,
        ]


def _thresholds() -> Iterator[list[str]]:
    for name, hint in get_type_hints(Limits, include_extras=True).items():
        (option,) = hint.__metadata__
        yield [f"`--{name.replace('_', '-')}`", f"{getattr(Limits(), name):g}", option.help]


def _failures() -> Iterator[list[str]]:
    for each in FAILURES:
        words = f"`{each.words.replace('|', ' or ')}`"
        yield [words, each.cause, each.step, each.source]
