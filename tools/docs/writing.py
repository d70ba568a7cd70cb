"""Markdown: pages from templates, and tables."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Template

__all__ = ["FROM_CODE", "FROM_SCHEMA", "filled", "table"]

FROM_CODE = "<!-- Made from the code by tools/docs. -->"
FROM_SCHEMA = "<!-- Made from schema.json by tools/docs. -->"

_TEMPLATES = Path(__file__).parent / "templates"


def filled(name: str, **parts: str) -> str:
    """A page made from its template."""
    text = (_TEMPLATES / f"{name}.md").read_text(encoding="utf-8")
    title, rest = text.split("\n", 1)
    return f"{title}\n\n{FROM_CODE}\n{Template(rest).substitute(parts)}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table."""
    yield from (_line(head), _line(["---"] * len(head)))
    yield from (_line(row) for row in rows)


def _line(cells: Sequence[str]) -> str:
    escaped = [cell.replace("|", "\\|") for cell in cells]
    return "|" + "|".join(f" {cell} " if cell else " " for cell in escaped) + "|"
