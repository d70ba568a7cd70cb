"""
The preview and the emulator judge the same cases, and each difference has its reason.

The emulator reads AWS's documents by itself. `tools.docs.readings` puts each case of each rule to both; a new rule has a case
(`test_rules_verdicts`), and so it is compared here and on the page of the rules.
"""

from appflow_provider import rules
from appflow_provider.rules.subjects import Run
from tools.docs.readings import DIFFERENT, rows


def test_the_preview_and_the_emulator_refuse_the_same_but_for_stated_reasons() -> None:
    disagreed = [row for row in rows() if row.check_refuses != bool(row.emulator)]
    assert [row for row in disagreed if not row.rules & DIFFERENT.keys()] == []


def test_each_reason_for_a_difference_is_needed() -> None:
    disagreed = [row.rules for row in rows() if row.check_refuses != bool(row.emulator)]
    assert [name for name in DIFFERENT if not any(name in named for named in disagreed)] == []


def test_every_rule_takes_part_in_the_comparison() -> None:
    compared = {name for row in rows() for name in row.rules}
    compared |= {each.name for each in rules.every() if each.subject is Run}  # never sent
    assert {rule.name for rule in rules.every()} - compared == set()
