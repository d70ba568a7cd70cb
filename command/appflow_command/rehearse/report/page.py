"""The report as one HTML page without anything from elsewhere."""

from collections.abc import Iterator, Sequence
from html import escape

from appflow_command.rehearse.report.view import (
    COUNTS,
    AssumptionView,
    ChangesView,
    FlowView,
)
from appflow_provider.counting import counted

_STYLE = """\
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1f2328; }
h2 { border-left: .4rem solid #1a7f37; padding-left: .6rem; margin-top: 2.5rem; }
h2.s1 { border-color: #bf8700; } h2.s2, h2.s3 { border-color: #cf222e; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { border: 1px solid #d1d9e0; padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { background: #f6f8fa; } code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
td.before code { background: #ffebe9; } td.after code { background: #dafbe1; } .quiet { color: #59636e; }
"""
_SECURE = "default-src 'none'; style-src 'unsafe-inline'"


def as_page(flows: Sequence[FlowView]) -> str:
    """All flows, in full."""
    body = [line for each in flows for line in _flow(each)] or ["<p>No flow to rehearse.</p>"]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8"><title>Rehearsal of flows</title>',
            f'<meta http-equiv="Content-Security-Policy" content="{_SECURE}">',
            '<meta name="viewport" content="width=device-width">',
            f"<style>\n{_STYLE}</style></head><body>",
            "<h1>Rehearsal of flows</h1>",
            *_contents(flows),
            *body,
            "</body></html>\n",
        ]
    )


def _contents(flows: Sequence[FlowView]) -> Iterator[str]:
    if len(flows) < 2:
        return
    yield "<ul>"
    for number, each in enumerate(flows):
        yield f'<li><a href="#flow-{number}">{escape(each.name)}</a>: {escape(each.headline)}</li>'
    yield "</ul>"


def _flow(flow: FlowView) -> Iterator[str]:
    yield f'<h2 class="s{flow.status:d}">{escape(flow.name)}: {escape(flow.headline)}</h2>'
    about = " &middot; ".join(escape(each) for each in (flow.route, flow.place) if each)
    if about:
        yield f'<p class="quiet">{about}</p>'
    yield from (f"<p>{escape(each)}</p>" for each in flow.notes)
    yield from _summary(flow)
    if flow.tasks:
        yield "<p>Rows by task:</p><ul>"
        yield from (f"<li>{_code(task)} {counted(rows, 'row')}</li>" for task, rows in flow.tasks)
        yield "</ul>"
    for changes in flow.changes:
        yield from _table(changes)
    if flow.held and flow.after:
        yield f"<details><summary>{counted(flow.after.counts['dropped'], 'row')} dropped</summary><ul>"
        yield from (f"<li>{_code(each)}</li>" for each in flow.held)
        yield "</ul></details>"
    yield from _assumed(flow.assumptions)


def _summary(flow: FlowView) -> Iterator[str]:
    sides = [
        (name, each) for name, each in (("before", flow.before), ("after", flow.after)) if each
    ]
    if not sides:
        return
    yield "<table><tr><th></th>" + "".join(f"<th>{name}</th>" for name, _ in sides) + "</tr>"
    for count in COUNTS:
        yield (
            f"<tr><th>{count}</th>"
            + "".join(f"<td>{each.counts[count]:,}</td>" for _, each in sides)
            + "</tr>"
        )
    for name in ("objects", "columns"):
        cells = ("<br>".join(map(_code, getattr(each, name))) or "none" for _, each in sides)
        yield f"<tr><th>{name}</th>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    yield "</table>"


def _table(changes: ChangesView) -> Iterator[str]:
    shown = len({row.key for row in changes.rows})
    of = f", the first {shown:,} of {changes.differ:,}" if shown < changes.differ else ""
    heads = (changes.key, "column", "before", "after", "by")
    yield f"<h3>{escape(changes.title)}{of}</h3><table><tr>"
    yield "".join(f"<th>{escape(each)}</th>" for each in heads) + "</tr>"
    for row in changes.rows:
        by = ", ".join(map(_code, row.tasks))
        yield (
            f"<tr><td>{_code(row.key)}</td><td>{_code(row.column)}</td>"
            f'<td class="before">{_code(row.before)}</td><td class="after">{_code(row.after)}</td><td>{by}</td></tr>'
        )
    yield "</table>"


def _assumed(assumptions: Sequence[AssumptionView]) -> Iterator[str]:
    if not assumptions:
        return
    yield f"<h3>Rests on {counted(len(assumptions), 'assumption')}</h3><table>"
    yield "<tr><th>assumption</th><th>answer</th><th>times</th><th>other answers</th></tr>"
    for each in assumptions:
        others = "<br>".join(map(_code, each.others))
        yield (
            f"<tr><td>{_code(each.name)}</td><td>{_code(each.answer)}</td><td>{each.times:,}</td>"
            f"<td>{others}</td></tr>"
        )
    yield "</table>"


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"
