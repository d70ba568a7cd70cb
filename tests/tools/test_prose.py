"""The linter of the prose: it sees what the list of words forbids, and leaves code alone."""

import pytest
from proselint.checks import __register__
from proselint.registry import CheckRegistry

from tools.prose.__main__ import findings
from tools.prose.pages import WRITING, pages, prose
from tools.prose.words import house_words, words


@pytest.fixture(scope="module", autouse=True)
def _registered() -> None:
    CheckRegistry().register_many((*__register__, house_words()))


@pytest.mark.parametrize("word", words())
def test_each_row_of_the_list_is_found_in_a_sentence(word: str) -> None:
    found = list(findings(WRITING, f"So we say {word.capitalize()} today.\nIt {word} here."))
    assert len([line for line in found if "house.words" in line]) == 2


def test_code_is_not_prose(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text("A `what is there` here.\n```text\nwhat is there\n```\nAll good.\n")
    assert "what is there" not in prose(page)
    assert len(prose(page)) == len(page.read_text())


def test_the_pages_are_those_that_people_read() -> None:
    names = {page.name for page in pages()}
    assert {"README.md", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "flow.md"} <= names
