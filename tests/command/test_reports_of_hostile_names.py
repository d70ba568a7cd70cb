"""Names and values come from elsewhere. In a report they are text: no markup, no escape of a terminal, no turned direction."""

import html.parser
from pathlib import Path
from typing import Any

import pytest

from appflow_command.changes import Declared, FlowChange
from appflow_command.rehearse.rehearsing import Wanted, result_of
from appflow_command.rehearse.report.data import as_json
from appflow_command.rehearse.report.markdown import as_markdown
from appflow_command.rehearse.report.page import as_page
from appflow_command.rehearse.report.view import FlowView, view_of
from appflow_emulator.assumptions import Assumptions
from appflow_emulator.data_plane.samples import Samples
from tests.command.previews import flow, mapped, no_null

MARKUP = [
    "<script>alert(1)</script>",
    '"onload="alert(1)',
    "</details></table>",
    "<img src=x onerror=alert(1)>",
    "]]>",
]
MARKDOWN = ["| a | b |", "`code` ``", "# head", "@octocat", "[l](javascript:x)", "![i](http://e/x)"]
INVISIBLE = ["\x1b[31mred", "\x07", "\u202eevil", "\u200b", "\x9b31m", "\u2066"]


def view(word: str, *, in_names: bool) -> FlowView:
    name = word if in_names else "Name"
    rows: list[dict[str, Any]] = [
        {"Id": f"1{word}", name: word, "Phone": None},
        {"Id": f"2{word}", name: "b", "Phone": "1"},
    ]
    tasks = [mapped("Id"), mapped(name)], [no_null("Phone"), mapped("Id"), mapped(name, f"N{name}")]
    before, after = (Declared(flow(*each), {}) for each in tasks)
    wanted = Wanted(
        Samples(rows={"Salesforce": {"Account": rows}}), Path("none"), Assumptions(), both=True
    )
    return view_of(result_of(FlowChange(f"orders{word}", before, after), wanted), 20)


class Tags(html.parser.HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {(tag, name) for name, _ in attrs} | {(tag, "")}


def tags(page: str) -> set[tuple[str, str]]:
    reader = Tags()
    reader.feed(page)
    return reader.found


@pytest.mark.parametrize("word", [*MARKUP, *MARKDOWN])
@pytest.mark.parametrize("in_names", [True, False])
def test_a_page_has_no_tag_of_a_name_or_a_value(word: str, in_names: bool) -> None:
    plain = tags(as_page([view("word", in_names=in_names)]))
    assert tags(as_page([view(word, in_names=in_names)])) == plain


@pytest.mark.parametrize("word", [*MARKUP, *MARKDOWN])
@pytest.mark.parametrize("in_names", [True, False])
def test_markdown_keeps_its_lines_and_the_columns_of_its_tables(word: str, in_names: bool) -> None:
    def shape(text: str) -> list[tuple[str, int]]:
        cells = (line.replace("\\|", "").count("|") for line in text.splitlines())
        return [(line[:2], n) for line, n in zip(text.splitlines(), cells, strict=True)]

    told = as_markdown([view(word, in_names=in_names)])
    assert shape(told) == shape(as_markdown([view("word", in_names=in_names)]))


@pytest.mark.parametrize("word", INVISIBLE)
@pytest.mark.parametrize("in_names", [True, False])
@pytest.mark.parametrize("report", [as_markdown, as_page, as_json])
def test_what_does_not_print_is_shown_as_an_escape(report, word: str, in_names: bool) -> None:
    told = report([view(word, in_names=in_names)])
    assert [each for each in told if not each.isprintable() and each != "\n"] == []
