"""
The pages for readers, as plain prose.

Code blocks, text in backquotes and addresses are replaced by spaces, so that positions are those in the file.
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
    """Every Markdown page at the root, in `docs` and in `examples`, and the emulator's own."""
    yield from sorted(ROOT.glob("*.md"))
    yield ROOT / "emulator" / "README.md"
    for folder in ("docs", "examples"):
        yield from sorted((ROOT / folder).rglob("*.md"))


def _blank(found: re.Match[str]) -> str:
    """Spaces of the same length, with a full stop, so that the words around it are not read as one phrase."""
    return re.sub(r"[^\n]", " ", found[0][:-1]) + ("." if found[0][-1] != "\n" else "\n")


def prose(page: Path) -> str:
    """The page without code. The page about writing also loses its tables, because they quote bad sentences."""
    text = _NOT_PROSE.sub(_blank, page.read_text())
    return _ROW.sub(_blank, text) if page == WRITING else text
