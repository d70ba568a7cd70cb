"""Reports: their sentences, their tables, their limits, and that the same results give the same bytes."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from appflow_command.graph.changes import drawing_of
from appflow_command.graph.model import Dataset
from appflow_command.markup import plain, span
from appflow_command.rehearse.compare import compare
from appflow_command.rehearse.report.data import as_json
from appflow_command.rehearse.report.markdown import LIMIT, as_markdown
from appflow_command.rehearse.report.page import as_page
from appflow_command.rehearse.report.view import view_of
from appflow_command.rehearse.result import Alternative, FlowResult, Status, status_of
from appflow_command.rehearse.side import AT, RUN, timeless
from appflow_command.rehearse.texts import cell_text, from_json
from appflow_emulator.data_plane.steps import Validate
from appflow_emulator.data_plane.values import json_of
from tests.command.previews import mapped, no_null
from tests.command.results import plan, side
from tests.command.test_graph_drawing import CRM, ORDERS

GITHUB = 65_000
OF = plan(mapped("Id"), mapped("Name"))
CHECKED = plan(no_null("Name"), mapped("Id"), mapped("Name"))
ROWS = [{"Id": f"{number:04d}", "Name": f"name {number}"} for number in range(200)]
OLD, NEW = side(OF, ROWS), side(OF, [{**ROWS[0], "Name": "other"}, *ROWS[1:]])


def result(after=NEW, before=OLD, **more) -> FlowResult:
    compared = compare(before, after) if before and after else None
    return FlowResult("orders", "__main__.py:12", after=after, comparison=compared, **more)


def headline(of: FlowResult) -> str:
    return view_of(of, 20).headline


(CHECK,) = CHECKED.of(Validate)
DROPPED = side(CHECKED, ROWS[:2], dropped={2: (ROWS[2], CHECK, "Name is null")})
SENTENCES = [
    (result(), "1 of 200 rows changes"),
    (result(OLD), "nothing changes, 200 rows written"),
    (result(side(OF, ROWS[:-1], read=200)), "1 fewer is written"),
    (result(OLD, side(OF, ROWS[:-2], read=200)), "2 more are written"),
    (result(OLD, None), "200 of 200 rows are written"),
    (result(side(OF, [], read=3)), "3 rows read and none written"),
    (result(side(OF, [], failure="Qty is not a number")), "the run fails: Qty is not a number"),
    (result(OLD, side(OF, [], failure="x")), "the run failed before, now 200 rows written"),
    (result(side(OF, ROWS, objects=["b"])), "the objects change, the rows do not"),
    (result(None), "will be deleted"),
    (result(None, problem="no sample"), "cannot be rehearsed: no sample"),
]


@pytest.mark.parametrize(("of", "text"), SENTENCES, ids=[text for _, text in SENTENCES])
def test_a_headline_is_one_sentence_about_the_rows(of: FlowResult, text: str) -> None:
    assert headline(of) == text


SAME, OTHER = compare(OLD, OLD), compare(NEW, OLD)
STATUSES = [
    (result(OLD), 0),
    (result(OLD, None), 0),
    (result(None), 0),
    (result(approved=SAME), 0),
    (result(), 1),
    (result(OLD, approved=OTHER), 1),
    (result(OLD, needs_approval=True), 1),
    (result(OLD, None, before_problem="no sample"), 1),
    (result(side(OF, ROWS, objects=["b"])), 1),
    (result(side(OF, [], read=3), approved=SAME), 2),
    (result(side(OF, [], failure="x")), 2),
    (result(None, problem="no sample"), 3),
]


@pytest.mark.parametrize(("of", "status"), STATUSES)
def test_the_status_of_a_flow_follows_from_what_became_of_it(of: FlowResult, status: int) -> None:
    assert of.status == status
    assert as_json([view_of(of, 5)]).startswith(f'{{\n  "version": 1,\n  "status": {status},')


def test_the_highest_status_of_all_flows_counts() -> None:
    assert status_of([each for each, _ in STATUSES]) == Status.IMPOSSIBLE
    assert status_of([]) == Status.UNCHANGED


def test_the_whole_report_of_a_change() -> None:
    before = side(OF, ROWS[:3], objects=["lake/<run>"], touched={})
    after = replace(DROPPED, touched={"truncate_unit": 2})
    made = result(after, before, alternatives=[Alternative("truncate_unit", "code_point", SAME)])
    assert as_markdown([view_of(made, 20)]) == (
        "### orders: 1 fewer is written\n"
        "`Salesforce/Account -> s3://lake (JSON)`\n"
        "\n"
        "| | before | after |\n"
        "|---|---|---|\n"
        "| read / filtered / dropped / written | 3 / 0 / 0 / 3 | 3 / 0 / 1 / 2 |\n"
        "| objects | `lake/<run>` | `lake/<run>` |\n"
        "| columns | `Id`, `Name` | `Id`, `Name` |\n"
        "\n"
        "Rows by task: `Validate Name` 1 row\n"
        "\n"
        "Rows that change:\n"
        "\n"
        "| Id | column | before | after | by |\n"
        "|---|---|---|---|---|\n"
        "| `0002` | `(row)` | `written` | `Validate Name: Name is null` | `Validate Name` |\n"
        "\n"
        "<details><summary>1 row dropped</summary>\n"
        "\n"
        "* `record 3 (Id 0002): Validate Name: Name is null`\n"
        "\n"
        "</details>\n"
        "\n"
        "Rests on 1 assumption: `truncate_unit` = `utf16` (2 times; else `code_point: same rows`)\n"
    )


def test_a_table_is_cut_after_so_many_rows_and_says_so() -> None:
    after = side(OF, [{**row, "Name": "x", "New": 1} for row in ROWS])
    (table,) = view_of(result(after), 3).changes
    assert [row.key for row in table.rows] == ["0000"] * 2 + ["0001"] * 2 + ["0002"] * 2
    assert "Rows that change, the first 3 of 200:" in as_markdown([view_of(result(after), 3)])


@pytest.mark.parametrize("flows", [1, 7, 400, 3000])
@pytest.mark.parametrize("size", [10, 5000])
def test_markdown_is_never_longer_than_a_comment(flows: int, size: int) -> None:
    rows = [{"Id": f"{n:04d}" + "k" * size, f"c{n}" + "|" * size: "|" * size} for n in range(60)]
    after = side(OF, rows, objects=["o" * size + str(n) for n in range(50)])
    view = replace(view_of(result(after, side(OF, ROWS[:60])), 60), headline="long " * size)
    text = as_markdown([replace(view, name=f"flow-{number}") for number in range(flows)])
    assert len(text) <= LIMIT < GITHUB
    assert "flow-0:" in text
    assert text.count("### ") == flows or "more flow" in text


def test_later_flows_keep_their_headline_when_tables_do_not_fit() -> None:
    wide = [{"Id": str(n), "Text": "x" * 70} for n in range(100)]
    after = side(OF, [{**row, "Text": "y" * 70} for row in wide])
    view = view_of(result(after, side(OF, wide)), 100)
    text = as_markdown([replace(view, name=f"flow-{number}") for number in range(6)])
    assert len(text) <= LIMIT
    assert "does not fit into a comment" in text
    assert [f"flow-{number}:" in text for number in range(6)] == [True] * 6


def drawn(number: int) -> FlowResult:
    """A flow that a pull request adds."""
    flow = replace(ORDERS, name=f"flow-{number:03d}", source=Dataset(CRM, f"Object{number}"))
    return replace(result(), name=flow.name, drawing=drawing_of(None, flow))


def test_the_report_begins_with_the_part_of_the_graph_that_changes() -> None:
    text = as_markdown([view_of(result(), 5), view_of(drawn(1), 5)])
    graph, _, rest = text.partition("```\n\n### ")
    assert graph.startswith("What changes in the graph of the flows:\n\n```mermaid\nflowchart LR\n")
    assert '("flow-001 added<br/>every hour<br/>2 fields<br/>masks Phone"):::added' in graph
    assert rest.startswith("orders: 1 of 200 rows changes")
    assert json.loads(as_json([view_of(drawn(1), 5)]))["flows"][0]["drawing"]["kind"] == "added"


@pytest.mark.parametrize("flows", [1, 50, 400, 3000])
def test_a_report_with_a_graph_is_never_longer_than_a_comment(flows: int) -> None:
    views = [view_of(drawn(number), 20) for number in range(flows)]
    text = as_markdown(views)
    assert len(text) <= LIMIT
    assert text == as_markdown(views)
    assert ("```mermaid" in text) is (flows < 3000)  # headlines come first
    if flows == 400:
        assert "more flows that change" in text
        assert text.count("### ") == flows


@pytest.mark.parametrize("write", [as_markdown, as_json, as_page])
def test_the_same_results_give_the_same_bytes(write) -> None:
    def made() -> str:
        return str(write([view_of(result(), 20), view_of(result(DROPPED, OLD), 20)]))

    assert made() == made()
    assert RUN not in made()


def test_a_report_without_flows_says_so() -> None:
    assert as_markdown([]) == "No flow to rehearse.\n"
    assert "No flow to rehearse." in as_page([])
    assert json.loads(as_json([])) == {"version": 1, "status": 0, "flows": []}


NASTY = [
    "a|b",
    "`",
    "``x`",
    "a\nb",
    "<script>alert(1)</script>",
    "@somebody",
    "*b*",
    "",
    " x",
    "null",
]


@pytest.mark.parametrize("value", NASTY)
def test_a_value_stays_in_its_cell(value: str) -> None:
    after = side(OF, [{"Id": "1", "Name": value}])
    text = as_markdown([view_of(result(after, side(OF, [{"Id": "1", "Name": "was"}])), 5)])
    (line,) = [each for each in text.splitlines() if each.startswith("| `1`")]
    assert len(re.findall(r"(?<!\\)\|", line)) == 6
    page = as_page([view_of(result(after), 5)])
    assert "<script>" not in page


class _Resources(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_needs_nothing_from_elsewhere() -> None:
    page = _Resources()
    page.feed(
        as_page([view_of(result(), 5), view_of(result(DROPPED, OLD), 5), view_of(result(None), 5)])
    )
    assert page.open == []
    assert [link for link in page.links if not link.startswith("#")] == []


def test_markdown_marks_in_names_are_escaped() -> None:
    assert plain("a_b*[x](y) <i> |") == r"a\_b\*\[x\](y) \<i\> \|"
    assert span("") == ""


@pytest.mark.parametrize("text", ['{"a":1.10}', '[1,2.50,"x",null,true]', '"ü\\n"', "-0.0"])
def test_json_keeps_every_digit(text: str) -> None:
    assert json_of(from_json(text)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("", '""'),
        (" x", '" x"'),
        ("null", '"null"'),
        (None, "null"),
        (True, "true"),
        ("a\nb", r'"a\nb"'),
        ({"a": 1}, '{"a":1}'),
        ("x" * 200, "x" * 79 + "…"),
    ],
)
def test_a_cell_shows_what_kind_of_value_it_has(value, text: str) -> None:
    assert cell_text(value) == text


def test_values_that_read_alike_are_shown_as_json() -> None:
    (table,) = view_of(
        result(side(OF, [{"Id": "1", "Name": "2"}]), side(OF, [{"Id": "1", "Name": 2}])), 5
    ).changes
    assert [(row.before, row.after) for row in table.rows] == [("2", '"2"')]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("lake/orders/%Y/%m/%d/%H/%M/{run}", "lake/orders/<time>/<run>"),
        ("lake/orders/%Y/%m/%d/{run}", "lake/orders/<time>/<run>"),
        ("lake/orders/%Y/{run}/{run}", "lake/orders/<time>/<run>/<run>"),
        ("orders/{run}-%Y-%m-%dT%H:%M:%S", "orders/<run>-<time>"),
        ("orders/{run}-%Y-%m", "orders/<run>-<time>"),
        ("orders/98765/{run}", "orders/98765/<run>"),
    ],
)
def test_keys_show_neither_the_id_nor_the_time_of_a_run(form: str, shown: str) -> None:
    assert timeless(AT.strftime(form).format(run=RUN)) == shown
