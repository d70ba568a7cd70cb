"""The page about the end-to-end tests has a row for each file, and only for those."""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "e2e"


def test_each_file_says_what_it_alone_proves() -> None:
    rows = re.findall(r"^\| `(\w+\.py)` \|", (FOLDER / "README.md").read_text(), re.MULTILINE)
    assert rows == sorted(path.name for path in FOLDER.glob("test_*.py"))
