"""
The report as SARIF 2.1.0 (OASIS), which code scanning reads.

A finding is at the line of the program that declares the resource, if the preview or the stack says which. In any case it has a logical
location: the flow and the property path.
"""

import json
from typing import Any

from appflow_command.doctor.judging import Report
from appflow_command.doctor.ruling import Finding, Rule, Severity
from appflow_provider.packaged import version

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(report: Report, _fails: Severity | None) -> str:
    """One run with every rule that was judged, and a result for each finding."""
    order = [each.name for each in report.judged]
    run = {
        "tool": {
            "driver": {
                "name": "appflow-pulumi doctor",
                "version": version(),
                "rules": [_rule(each) for each in report.judged],
            }
        },
        "results": [_result(each, order) for each in report.findings],
        "columnKind": "unicodeCodePoints",
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.about},
        "fullDescription": {"text": f"{rule.about}. {rule.source}."},
        "help": {"text": rule.step},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: Finding, order: list[str]) -> dict[str, Any]:
    whole = f"{finding.kind}/{finding.name}/{finding.path}".rstrip("/")
    return {
        "ruleId": finding.rule.name,
        "ruleIndex": order.index(finding.rule.name),
        "level": finding.rule.severity.value,
        "message": {"text": f"{finding.subject}: {finding.text.rstrip('.')}. {finding.step}."},
        "locations": [_location(finding, whole)],
        "partialFingerprints": {"appflow/v1": f"{finding.rule.name}:{whole}"},
    }


def _location(finding: Finding, whole: str) -> dict[str, Any]:
    logical = {
        "name": finding.name or finding.kind,
        "fullyQualifiedName": whole,
        "kind": "resource",
    }
    location: dict[str, Any] = {"logicalLocations": [logical]}
    file, _, line = finding.place.rpartition(":")
    if file and line.isdigit() and int(line) > 0:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": file, "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": int(line)},
        }
    return location
