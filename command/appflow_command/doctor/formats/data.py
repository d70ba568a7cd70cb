"""The report as JSON."""

import json
from typing import Any

from appflow_command.doctor import screen
from appflow_command.doctor.estimates import PRICES, estimate, total
from appflow_command.doctor.facts import Fact
from appflow_command.doctor.judging import Report
from appflow_command.doctor.ruling import Finding, Severity

VERSION = 1
"""It grows with every change that a reader could notice."""


def as_json(report: Report, _fails: Severity | None) -> str:
    """Everything that the other formats show."""
    fleet = report.fleet
    content: dict[str, Any] = {
        "version": VERSION,
        "origin": fleet.origin,
        "time": fleet.now.isoformat(),
        "requests": fleet.calls,
        "counts": {each.value: report.count(each) for each in Severity},
        "findings": [_finding(each) for each in report.findings],
        "judged": [each.name for each in report.judged],
        "notJudged": {name: [each.value for each in facts] for name, facts in report.left.items()},
        "ignored": sorted(report.ignored),
        "flows": [
            {
                "name": line.name,
                "source": line.source,
                "destination": line.destination,
                "state": line.state,
                "lastRun": line.last,
                "records": line.records,
                "nextRun": line.next,
            }
            for line in screen.lines(fleet)
        ],
    }
    if Fact.DEFINITIONS in fleet.known:
        all_ = total(fleet.flows)
        content["estimate"] = {
            "prices": PRICES,
            "runsPerMonth": round(all_.runs, 2),
            "gigabytesPerMonth": round(all_.gigabytes, 3),
            "dollarsPerMonth": round(all_.dollars, 2),
            "flows": {
                each.name: round(found.dollars, 2)
                for each in fleet.flows
                if (found := estimate(each))
            },
        }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule.name,
        "severity": finding.rule.severity.value,
        "kind": finding.kind,
        "name": finding.name,
        "path": finding.path,
        "place": finding.place,
        "text": finding.text,
        "source": finding.rule.source,
        "next": finding.step,
    }
