"""The report as JSON."""

import json
from datetime import datetime
from typing import Any

from appflow_command.doctor import screen
from appflow_command.doctor.estimates import PRICES, estimate, total
from appflow_command.doctor.facts import Fact, Flow
from appflow_command.doctor.judging import Report
from appflow_command.doctor.ruling import Finding, Severity
from appflow_command.doctor.times import next_run
from appflow_command.markup import visible

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
        "flows": [_flow(each, fleet.now) for each in fleet.flows],
    }
    if Fact.DEFINITIONS in fleet.known:
        all_ = total(fleet.flows)
        content["estimate"] = {
            "prices": PRICES,
            "runsPerMonth": round(all_.runs, 2),
            "gigabytesPerMonth": round(all_.gigabytes, 3),
            "dollarsPerMonth": round(all_.dollars, 2),
            "flows": {
                visible(each.name): round(found.dollars, 2)
                for each in fleet.flows
                if (found := estimate(each))
            },
        }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _flow(flow: Flow, now: datetime) -> dict[str, Any]:
    last = flow.runs[0] if flow.runs else flow.last
    due = next_run(flow, now)
    return {
        "name": visible(flow.name),
        "source": visible(flow.source),
        "destination": visible(flow.destination),
        "trigger": visible(flow.trigger),
        "state": screen.state_of(flow),
        "status": visible(flow.status),
        "lastRun": last
        and {
            "status": visible(last.status),
            "startedAt": last.started.isoformat() if last.started else None,
            "records": last.records,
            "bytes": last.bytes,
        },
        "nextRun": due.isoformat() if due else None,
    }


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
