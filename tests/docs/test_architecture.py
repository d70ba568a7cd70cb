"""ARCHITECTURE.md and CONTRIBUTING.md against the tree: every room is named, and every path exists."""

import re
from pathlib import Path

import pytest

from tests.test_imports import ROOMS

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/contributing/writing.md"]


def test_the_picture_shows_every_room() -> None:
    (picture,) = re.findall(
        r"^```text\n(plugin.*?)^```",
        (ROOT / "ARCHITECTURE.md").read_text(),
        re.MULTILINE | re.DOTALL,
    )
    assert set(ROOMS) - set(re.findall(r"\w+", picture)) == set()


@pytest.mark.parametrize("page", PAGES)
def test_the_paths_and_links_of_a_page_exist(page: str) -> None:
    text = (ROOT / page).read_text()
    paths = re.findall(r"`([\w.]+/[\w./-]*)`", text)
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert missing + [link for link in links if not ((ROOT / page).parent / link).exists()] == []
