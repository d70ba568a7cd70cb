"""The generated pages of docs/ say what the schema and the code say."""

from tools.docs.__main__ import pages


def test_the_reference_pages_are_what_the_schema_and_the_code_say() -> None:
    stale = [
        page.name for page, text in pages().items() if page.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run python -m tools.docs"
