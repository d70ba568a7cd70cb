"""
The report as JUnit XML: a test case for each finding and for each rule without one.

A finding fails if it is as bad as `--fail-on` says. A lesser one passes, with its text as output. A rule that was not judged is skipped.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from appflow_command.doctor.judging import Report
from appflow_command.doctor.ruling import Finding, Severity

_SUITE = "appflow-pulumi doctor"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(report: Report, fails: Severity | None) -> str:
    """One suite."""
    cases = list(_cases(report, fails))
    failed = sum(each.find("failure") is not None for each in cases)
    skipped = sum(each.find("skipped") is not None for each in cases)
    suite = Xml.Element(
        "testsuite",
        {
            "name": _SUITE,
            "tests": str(len(cases)),
            "failures": str(failed),
            "errors": "0",
            "skipped": str(skipped),
            "time": "0",
            "timestamp": f"{report.fleet.now:%Y-%m-%dT%H:%M:%S}",
            "hostname": "localhost",
        },
    )
    suite.extend(cases)
    whole = Xml.Element("testsuites")
    whole.append(suite)
    Xml.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(whole, encoding="unicode")}\n'


def _cases(report: Report, fails: Severity | None) -> Iterator[Xml.Element]:
    for rule in report.judged:
        found = [each for each in report.findings if each.rule is rule]
        if not found:
            yield _case(rule.name, rule.about)
        for each in found:
            yield _found(each, fails)
    for name in report.left:
        case = _case(name, "not judged")
        Xml.SubElement(case, "skipped")
        yield case


def _found(finding: Finding, fails: Severity | None) -> Xml.Element:
    case = _case(finding.rule.name, f"{finding.subject} {finding.path}".strip())
    said = f"{finding.text.rstrip('.')}.\nwhy: {finding.rule.source}\nnext: {finding.step}"
    if fails is not None and finding.rule.severity.rank <= fails.rank:
        kind = {"type": finding.rule.severity.value, "message": _clean(finding.text)}
        Xml.SubElement(case, "failure", kind).text = _clean(said)
    else:
        Xml.SubElement(case, "system-out").text = _clean(said)
    return case


def _case(rule: str, name: str) -> Xml.Element:
    names = {"classname": f"appflow.doctor.{rule}", "name": _clean(name), "time": "0"}
    return Xml.Element("testcase", names)


def _clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
