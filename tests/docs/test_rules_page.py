"""The page of the rules lists every rule with the verdicts of the preview and of the emulator."""

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
    begin, end = f"| `{rule.name}` | {verdict} | ", f" | {rule.evidence.value} | {source} |"
    assert [line for line in LINES if line.startswith(begin) and line.endswith(end)]


def test_the_page_says_what_the_emulator_answers_and_with_which_assumption_it_refuses() -> None:
    cells = [line.split(" | ") for line in LINES if line.startswith("| `")]
    emulator = {name.strip("|` "): answer for name, _, answer, *_ in cells}
    assert emulator["source-bucket-name"] == "refused"
    assert emulator["end-in-the-past"] == "accepted; refused with `past_end_time: refused`"
    assert emulator["no-credentials"].startswith("refused: AppFlow tries the credentials")
