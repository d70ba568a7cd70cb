"""The generated pages of docs/ say what the schema and the code say."""

from pathlib import Path

import pytest

from tools.docs.__main__ import DOCS, pages

PAGES = pages()


@pytest.mark.parametrize("page", [str(page.relative_to(DOCS)) for page in PAGES])
def test_a_reference_page_is_what_the_schema_and_the_code_say(page: str) -> None:
    written = Path(DOCS / page).read_text(encoding="utf-8")
    assert written == PAGES[DOCS / page], "run python -m tools.docs"
