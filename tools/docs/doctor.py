"""The page of `appflow-pulumi doctor`: its rules, and how it explains failures."""

from collections.abc import Iterator, Mapping

from appflow_command.doctor import program, region
from appflow_command.doctor.facts import Fact
from appflow_command.doctor.limits import Limits
from appflow_command.doctor.rules import RULES
from appflow_provider.failures import FAILURES
from tools.docs.command_line import options, spelled
from tools.docs.writing import filled, table

__all__ = ["pages"]

_ORIGINS: Mapping[str, frozenset[Fact]] = {
    "a region": region.KNOWN,
    "a region with `--deep`": region.KNOWN | region.DEEP,
    "a stack or a preview": program.KNOWN,
    "a stack with `--live`": program.KNOWN | region.KNOWN,
    "a stack with `--live --deep`": program.KNOWN | region.KNOWN | region.DEEP,
}
"""Where facts come from, and which: smaller sets before larger ones."""


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
        yield [
            f"`{rule.name}`",
            rule.severity.value,
            rule.about,
            _needs(rule.needs),
            rule.source,
        ]


def _needs(facts: frozenset[Fact]) -> str:
    """The origins that have these facts, without those that have more than another of them."""
    wanted = facts - {Fact.FIELDS}
    enough: dict[str, frozenset[Fact]] = {}
    for origin, has in _ORIGINS.items():
        if wanted <= has and not any(less < has for less in enough.values()):
            enough[origin] = has
    return ", or ".join(enough) + (", with `--fields`" if Fact.FIELDS in facts else "")


def _thresholds() -> Iterator[list[str]]:
    for name, (field, _, told) in options(Limits).items():
        yield [f"`{spelled(name, told)}`", f"{field.default:g}", told.help]


def _failures() -> Iterator[list[str]]:
    for each in FAILURES:
        words = f"`{each.words.replace('|', ' or ')}`"
        yield [words, each.cause, each.step, each.source]
