"""Drawings: what they show, that hostile names stay names, and that 200 flows are readable."""

import random
import re
import unicodedata
from dataclasses import replace

import pytest

from appflow_command.graph.changes import chart_of, drawing_of
from appflow_command.graph.lineage import lineage_of
from appflow_command.graph.mermaid import DETAILED_MAX, LABEL_MAX, as_mermaid, label
from appflow_command.graph.model import Dataset, Flow, System
from tests.command.previews import mapped, mask, no_null
from tests.command.test_reports_of_hostile_names import INVISIBLE, MARKDOWN, MARKUP
from tests.programs import MAP_ALL

CRM, LAKE = System("Salesforce", "crm"), System("S3", "lake")
ORDERS = Flow(
    "orders",
    Dataset(CRM, "Order"),
    (Dataset(LAKE, "orders"),),
    lineage_of([mapped("Id"), mapped("Phone"), mask("Phone")]),
    trigger="Scheduled",
    when="every hour",
    status="Active",
)
PAUSED = replace(
    ORDERS,
    name="accounts",
    source=Dataset(CRM, "Account"),
    destinations=(Dataset(LAKE, "accounts"),),
    lineage=lineage_of([MAP_ALL]),
    status="Suspended",
)
MERMAID_TEXT_MAX = 50_000  # characters; Mermaid's default maxTextSize
MERMAID_EDGES_MAX = 500  # Mermaid's default maxEdges

# Every form of a line that a drawing may have.
_TEXT = r'"[^"<>&`{}\[\]|\\%:;#@]*(?:(?:#\d+;|<br/>)[^"<>&`{}\[\]|\\%:;#@]*)*"'
_LINES = (
    r"flowchart LR",
    rf"  subgraph s\d+\[{_TEXT}\]",
    rf"    d\d+\[{_TEXT}\]",
    r"  end",
    rf"  f\d+\({_TEXT}\)(?::::[a-z]+)?",
    r"  [df]\d+ (?:-->|-\.->) [df]\d+",
    r"  classDef [a-z]+ [-a-z0-9:#, ]+",
)


def test_a_drawing_shows_systems_schedules_masks_and_what_does_not_run() -> None:
    assert as_mermaid([ORDERS, PAUSED]) == (
        "flowchart LR\n"
        '  subgraph s1["S3 lake"]\n'
        '    d1["accounts"]\n'
        '    d2["orders"]\n'
        "  end\n"
        '  subgraph s2["Salesforce crm"]\n'
        '    d3["Account"]\n'
        '    d4["Order"]\n'
        "  end\n"
        '  f1("accounts<br/>every hour, Suspended<br/>all fields"):::inactive\n'
        "  d3 -.-> f1\n"
        "  f1 -.-> d1\n"
        '  f2("orders<br/>every hour<br/>2 fields<br/>masks Phone")\n'
        "  d4 --> f2\n"
        "  f2 --> d2\n"
        "  classDef inactive stroke-dasharray:5 5\n"
    )


HOSTILE = [
    *MARKUP,
    *MARKDOWN,
    *INVISIBLE,
    *('a"b', "a]b", "a)b", "a\nb", "end", "%%{init: {}}%%", "style x:y#z;", "a;b", "#35;", "```"),
    *("click f1 callback", "\\n", "o--o", "---", "", " ", "ü", "名前", "💥", "x" * 500, "\ud800"),
]


@pytest.mark.parametrize("word", HOSTILE)
def test_no_name_can_be_more_than_a_label(word: str) -> None:
    end = Dataset(System(word, word), word)
    tasks = [mapped(word), mask(word), no_null(word)]
    odd = replace(ORDERS, name=word, source=end, when=word, lineage=lineage_of(tasks))
    drawn = as_mermaid([odd, replace(odd, status=word)])
    change = drawing_of(ORDERS, odd)
    assert change is not None
    for text in (drawn, chart_of([change, change], 10_000)):
        for line in text.splitlines():
            assert any(re.fullmatch(form, line) for form in _LINES), line
        assert all(unicodedata.category(each)[0] != "C" for each in text.replace("\n", ""))


def test_a_label_says_what_it_escapes() -> None:
    assert label('a "b" <c> #d') == "a #34;b#34; #60;c#62; #35;d"
    assert label("a\nb") == "a#92;nb"
    assert len(re.sub(r"#\d+;", "x", label("x" * 500))) == LABEL_MAX


def fleet(size: int) -> list[Flow]:
    return [
        replace(
            ORDERS,
            name=f"copy-{number:03d}",
            source=Dataset(CRM if number % 2 else System("Zendesk", "help"), f"Object{number}"),
            destinations=(Dataset(LAKE, f"raw/object-{number}"),),
            when=f"every {1 + number % 3} hours",
            status="Suspended" if number % 50 == 0 else "Active",
        )
        for number in range(size)
    ]


def test_many_flows_are_drawn_from_system_to_system() -> None:
    drawn = as_mermaid(fleet(200))
    assert len(drawn.splitlines()) < 40
    assert "96 flows" in drawn
    assert "4 inactive flows" in drawn
    assert "100 flows<br/>34 every" in drawn
    assert "100 with masked fields" in drawn
    few = as_mermaid(fleet(DETAILED_MAX))
    assert "copy-059" in few


def test_200_flows_one_by_one_stay_within_what_mermaid_draws() -> None:
    drawn = as_mermaid(fleet(200), each=True)
    assert len(drawn) < MERMAID_TEXT_MAX
    assert sum("->" in line for line in drawn.splitlines()) < MERMAID_EDGES_MAX


def test_the_order_of_the_flows_does_not_matter() -> None:
    flows = fleet(100)
    mixed = random.Random(1).sample(flows, 100)
    for each in (True, False):
        assert as_mermaid(flows, each=each) == as_mermaid(mixed, each=each)


def changed(*tasks, **more):
    found = drawing_of(ORDERS, replace(ORDERS, lineage=lineage_of(list(tasks)), **more))
    return found and list(found.marks)


ID, PHONE, MASKED = mapped("Id"), mapped("Phone"), mask("Phone")
MARKS = {
    "nothing": (changed(ID, PHONE, MASKED), None),
    "a mask that goes": (changed(ID, PHONE), ["no longer masks Phone"]),
    "a mask that comes": (changed(ID, PHONE, MASKED, mask("Id")), ["now masks Id"]),
    "a field that comes": (changed(ID, PHONE, MASKED, mapped("Name")), ["+ Name"]),
    "a field that goes": (changed(PHONE, MASKED), ["- Id"]),
    "a field from elsewhere": (
        changed(mapped("Key", "Id"), PHONE, MASKED),
        ["Id from Key, before Id"],
    ),
    "all fields": (changed(MAP_ALL, MASKED), ["all fields, before 2 fields"]),
    "a condition": (changed(ID, PHONE, MASKED, no_null("Id")), ["records chosen by Id"]),
    "a schedule": (changed(ID, PHONE, MASKED, when="every day"), ["every day, before every hour"]),
    "a pause": (changed(ID, PHONE, MASKED, status="Suspended"), ["now inactive"]),
    "another source": (
        changed(ID, PHONE, MASKED, source=Dataset(CRM, "Lead")),
        ["reads Salesforce crm Lead, before Salesforce crm Order"],
    ),
    "another destination": (
        changed(ID, PHONE, MASKED, destinations=(Dataset(LAKE, "new"),)),
        ["writes S3 lake new, before S3 lake orders"],
    ),
}


@pytest.mark.parametrize(("found", "expected"), MARKS.values(), ids=MARKS)
def test_a_change_is_named(found, expected) -> None:
    assert found == expected


def test_a_flow_that_comes_or_goes_is_drawn_whole() -> None:
    added, removed = drawing_of(None, ORDERS), drawing_of(PAUSED, None)
    assert added is not None
    assert removed is not None
    drawn = chart_of([added, removed], 10_000)
    assert '("orders added<br/>every hour<br/>2 fields<br/>masks Phone"):::added' in drawn
    assert '("accounts removed<br/>every hour, inactive<br/>all fields"):::removed' in drawn
    assert drawing_of(None, None) is None


def test_each_style_that_a_drawing_uses_is_defined_in_it() -> None:
    one, other = ORDERS, replace(ORDERS, when="every day")
    changes = [drawing_of(None, one), drawing_of(one, other), drawing_of(one, None)]
    drawings = [as_mermaid([PAUSED]), chart_of([each for each in changes if each], 10_000)]
    for drawn in drawings:
        used = set(re.findall(r":::(\w+)", drawn))
        assert used == set(re.findall(r"classDef (\w+) \S", drawn))
    assert used == {"added", "changed", "removed"}


def test_a_chart_that_is_too_long_counts_what_it_leaves_out() -> None:
    drawings = [each for flow in fleet(200) if (each := drawing_of(None, flow))]
    drawn = chart_of(drawings, 5_000)
    assert len(drawn) <= 5_000
    shown = len(re.findall("copy-", drawn))
    assert 10 < shown < 200
    assert f"and {200 - shown} more flows that change" in drawn
    assert chart_of(drawings, 10) == ""
    assert chart_of(drawings[:1] * 1, 10_000) == chart_of(drawings[:1], 10_000)
