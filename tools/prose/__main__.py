"""
Check the prose of every page.

Usage: python -m tools.prose

Prints `file:line:column: rule: message` for each finding. The exit code is 1 if there is one.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from proselint.checks import __register__
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from tools.prose.pages import ROOT, pages, prose
from tools.prose.words import house_words

OFF = {
    "lexical_illusions": "tables and lists repeat words on purpose",
    "dates_times": "11:45 is a time, and 10:45 to 11:45 is not a span of dates",
    "typography": "pages are plain ASCII: straight quotes, three dots",
}
NAMES = "infor"  # Infor Nexus
CHECKS = {**DEFAULT["checks"], **dict.fromkeys(OFF, False), "house": True}


def findings(page: Path, text: str) -> Iterator[str]:
    """The findings of proselint and of our word list in a page's prose."""
    for found in LintFile(page, text).lint({**DEFAULT, "checks": CHECKS}):
        line, column = found.pos
        result = found.check_result
        yield f"{page.relative_to(ROOT)}:{line}:{column}: {result.check_path}: {result.message}"


def main() -> int:
    CheckRegistry().register_many((*__register__, house_words()))
    found = [line for page in pages() for line in findings(page, prose(page))]
    print("\n".join(found), end="\n" * bool(found))
    names = [str(page.relative_to(ROOT)) for page in pages()]
    spelling = subprocess.run(
        [sys.executable, "-m", "codespell_lib", "-L", NAMES, *names], cwd=ROOT, check=False
    )
    return int(bool(found) or spelling.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
