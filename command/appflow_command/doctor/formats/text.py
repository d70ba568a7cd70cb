"""The report for a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from appflow_command.doctor import program, region, screen
from appflow_command.doctor.facts import Fact
from appflow_command.doctor.judging import Report
from appflow_command.doctor.ruling import Finding, Severity
from appflow_provider.counting import counted

_WORDS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}


def as_text(report: Report, _fails: Severity | None) -> str:
    """The screen of the fleet, then the findings, the worst first."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    fleet = report.fleet
    yield f"{fleet.origin}, {fleet.now:%Y-%m-%d %H:%M} UTC"
    yield screen.summary(fleet)
    if said := screen.money(fleet):
        yield said
    if fleet.flows:
        yield ""
        yield from screen.as_table(fleet)
    for severity, word in _WORDS.items():
        found = [each for each in report.findings if each.rule.severity is severity]
        if found:
            yield ""
            yield f"{word} ({len(found)})"
            for _, alike in groupby(found, key=lambda each: (each.rule, each.step, each.path)):
                yield from _findings(list(alike))
    if not report.findings:
        yield ""
        yield f"Nothing to report by {counted(len(report.judged), 'rule')}."
    yield from _left(report)


def _findings(alike: Sequence[Finding]) -> Iterator[str]:
    """Findings of one rule with the same next step, which is said once."""
    for each in alike:
        place = f" ({each.place})" if each.place else ""
        yield f"  {each.subject}{place}: {each.text.rstrip('.')}. [{each.rule.name}]"
    if alike[0].path:
        yield f"      at: {alike[0].path}"
    yield f"     why: {alike[0].rule.source}"
    yield f"    next: {alike[0].step}"


def _left(report: Report) -> Iterator[str]:
    """What was not judged, with what it takes."""
    if not report.left:
        return
    lacking = Counter(fact for facts in report.left.values() for fact in facts)
    yield ""
    yield f"Not judged: {counted(len(report.left), 'rule')}. What is missing:"
    for fact in Fact:
        if lacking[fact]:
            yield f"  {fact.value} ({how(fact)})"


_WAYS = {
    "a region, or --state with --live": region.KNOWN,
    "--deep": region.DEEP,
    "--state or --preview": program.KNOWN,
    "--fields, a folder of appflow-pulumi fields": frozenset({Fact.FIELDS}),
}


def how(fact: Fact) -> str:
    """The options that bring a kind of facts."""
    return ", or ".join(option for option, facts in _WAYS.items() if fact in facts)
