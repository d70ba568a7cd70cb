"""
The pages that people read, as plain prose.

Blocks of code, text in backquotes and addresses are replaced by spaces, so that a position in what is left is the
position in the file.
"""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITING = ROOT / "docs" / "contributing" / "writing.md"
_NOT_PROSE = re.compile(
    r"^---\n.*?^---$|^```.*?^```|^~~~.*?^~~~|`[^`\n]+`|<!--.*?-->|\]\([^)\n]*\)",
    re.DOTALL | re.MULTILINE,
)
_ROW = re.compile(r"^\|.*$", re.MULTILINE)


def pages() -> Iterator[Path]:
    """Every Markdown page at the root, in `docs` and in `examples`."""
    yield from sorted(ROOT.glob("*.md"))
    for folder in ("docs", "examples"):
        yield from sorted((ROOT / folder).rglob("*.md"))


def _blank(found: re.Match[str]) -> str:
    """As long as what it replaces. A stop keeps the words around it from being read as one phrase."""
    return re.sub(r"[^\n]", " ", found[0][:-1]) + ("." if found[0][-1] != "\n" else "\n")


def prose(page: Path) -> str:
    """The page without code. The page about writing quotes bad sentences in its tables; they go too."""
    text = _NOT_PROSE.sub(_blank, page.read_text())
    return _ROW.sub(_blank, text) if page == WRITING else text
