"""The report as Markdown: for a comment on a pull request, or the summary of a workflow."""

from collections.abc import Iterator

from appflow_command.doctor import screen
from appflow_command.doctor.judging import Report
from appflow_command.doctor.ruling import Severity
from appflow_command.markup import plain, span
from appflow_provider.counting import counted

LIMIT = 64_000  # characters; GitHub takes 65,536 in a comment


def as_markdown(report: Report, _fails: Severity | None) -> str:
    """A table of the findings, and the screen of the fleet below."""
    head = "\n".join(_head(report))
    tail = "\n".join(_fleet(report))
    room = LIMIT - len(head) - len(tail) - 100
    kept, left = [], 0
    for row in _rows(report):
        room -= len(row) + 1
        if room > 0:
            kept.append(row)
        else:
            left += 1
    more = [f"\nAnd {counted(left, 'more finding')}. Use --format json.", ""] if left else [""]
    return "\n".join([head, *kept, *more, tail]).rstrip() + "\n"


def _head(report: Report) -> Iterator[str]:
    counts = [counted(report.count(each), each.value) for each in Severity]
    yield f"### AppFlow doctor: {', '.join(counts)}"
    yield ""
    yield plain(
        f"{report.fleet.origin}, {report.fleet.now:%Y-%m-%d %H:%M} UTC. {screen.summary(report.fleet)}"
    )
    if said := screen.money(report.fleet):
        yield ""
        yield plain(said)
    if report.findings:
        yield ""
        yield "| severity | what | finding | next | rule |"
        yield "|---|---|---|---|---|"


def _rows(report: Report) -> Iterator[str]:
    for each in report.findings:
        what = " ".join(filter(None, (plain(each.kind), span(each.name), span(each.path))))
        cells = (each.rule.severity.value, what, plain(each.text), plain(each.step))
        yield f"| {' | '.join(cells)} | {span(each.rule.name)} |"


def _fleet(report: Report) -> Iterator[str]:
    table = [each.replace("```", "'''") for each in screen.as_table(report.fleet)]
    if table:
        yield from ("<details><summary>The flows</summary>", "", "```text", *table, "```", "")
        yield "</details>"
