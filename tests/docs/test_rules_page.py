"""The page of the rules lists every rule with what a preview makes of it."""

from typing import Any

import pytest

from appflow_provider import rules
from appflow_provider.rules.ruling import Rule
from tools.docs import rules as page

LINES = dict(page.pages())["rules.md"].splitlines()


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in rules.every()])
def test_the_page_has_a_rule_with_its_verdict_evidence_and_source(rule: Rule[Any]) -> None:
    verdict = "refused" if rule.name in rules.errors() else "warned"
    source = rule.source.replace("|", "\\|")
    assert f"| `{rule.name}` | {verdict} | {rule.evidence.value} | {source} |" in LINES
