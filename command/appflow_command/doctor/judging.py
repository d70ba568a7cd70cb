"""Judges a fleet by the rules. The result is what the formats lay out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from appflow_command.doctor.facts import Fact, Fleet
from appflow_command.doctor.rules import RULES
from appflow_command.doctor.ruling import Finding, Rule, Severity, findings_of
from appflow_command.markup import visible


@dataclass(frozen=True)
class Report:
    """
    What was found.

    Attributes:
        findings: The worst first, then by rule, then by name.
        judged: The rules that were judged.
        left: The rules that were not, with the facts that each lacks.
        ignored: The names of the rules that the user does not want.
    """

    fleet: Fleet
    findings: Sequence[Finding]
    judged: Sequence[Rule]
    left: Mapping[str, Sequence[Fact]]
    ignored: Collection[str] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(each.rule.severity is severity for each in self.findings)

    def worst(self) -> Severity | None:
        """The worst severity; None if nothing was found."""
        return self.findings[0].rule.severity if self.findings else None


def judge(fleet: Fleet, ignored: Collection[str] = ()) -> Report:
    """Judge a fleet by all rules whose facts are known. The order of the fleet, which may differ from run to run, does not count."""
    fleet = replace(
        fleet,
        flows=sorted(fleet.flows, key=lambda each: (each.name, each.region)),
        profiles=sorted(fleet.profiles, key=lambda each: (each.name, each.region)),
        buckets=sorted(fleet.buckets, key=lambda each: each.name),
    )
    wanted = [each for each in RULES if each.name not in ignored]
    judged = [each for each in wanted if each.needs <= fleet.known]
    left = {
        each.name: sorted(each.needs - fleet.known, key=list(Fact).index)
        for each in wanted
        if each not in judged
    }
    found = [_shown(each) for rule in judged for each in findings_of(rule, fleet)]
    found.sort(key=lambda each: (each.rule.severity.rank, judged.index(each.rule), each.name))
    return Report(fleet, found, judged, left, ignored)


def _shown(finding: Finding) -> Finding:
    """The finding as texts that print."""
    return Finding(
        finding.rule,
        finding.kind,
        *map(visible, (finding.name, finding.text, finding.step, finding.path, finding.place)),
    )
