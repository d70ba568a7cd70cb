"""The generated pages of docs/ say what the schema and the code say."""

from tools.docs.__main__ import pages
from tools.docs.reference import _type


def test_the_reference_pages_are_what_the_schema_and_the_code_say() -> None:
    stale = [
        page.name for page, text in pages().items() if page.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run python -m tools.docs"


def test_a_type_names_each_kind_of_value_and_of_an_enumeration_its_name() -> None:
    text, number = {"type": "string"}, {"type": "number"}
    named = {"$ref": "#/types/appflow:index:TriggerType"}
    assert _type({"oneOf": [text, number]}) == "string or number"
    assert _type({"oneOf": [text, named]}) == "[TriggerType](#triggertype)"
