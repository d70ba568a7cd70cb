"""Python source for values, and names of resources and variables."""

import ast
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appflow_provider.adopt.literals import WIDTH, Code, Remarked, literal
from appflow_provider.adopt.naming import camel, resource_name, unique, variable

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_source_says_what_the_value_is(value: object) -> None:
    assert ast.literal_eval(literal(value)) == value


@pytest.mark.parametrize("over", [0, 1])
def test_a_value_breaks_into_lines_where_it_would_be_too_long(over: int) -> None:
    text = "x" * (WIDTH - len('v = {"k": ""}') + over)
    written = literal({"k": text}, column=len("v = "))
    assert ("\n" in written) == bool(over)
    assert (max(map(len, f"v = {written}".split("\n"))) > WIDTH) is False


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("plain", '"plain"'),
        ('say "so"', "'say \"so\"'"),
        ("it's", '"it\'s"'),
        ("both ' and \"", '"both \' and \\""'),
        ("line\nline", '"line\\nline"'),
        ("Köln", '"Köln"'),
    ],
)
def test_text_has_double_quotes_unless_single_ones_are_easier(text: str, source: str) -> None:
    assert literal(text) == source


def test_remarks_stand_behind_the_entries() -> None:
    value = {"a": Remarked({"b": Code("crm.name")}, ("one", "two"))}
    assert literal(value) == (
        '{\n    "a": {\n        "b": crm.name,\n        # one\n        # two\n    },\n}'
    )


def test_what_has_no_source_is_refused() -> None:
    with pytest.raises(TypeError):
        literal({"a": [object()]})


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("orders", "orders"),
        ("Orders-To.S3", "orders_to_s3"),
        ("2024-orders", "flow_2024_orders"),
        ("__", "flow"),
        ("import", "flow_import"),
        ("config", "flow_config"),
        ("pulumi", "flow_pulumi"),
    ],
)
def test_variables_are_words_of_python(name: str, word: str) -> None:
    made = variable(name, "flow")
    assert made == word
    assert made.isidentifier()
    assert not keyword.iskeyword(made)


def test_names_are_unique_and_stay_in_order() -> None:
    assert unique(["a", "a", "b", "a-2", "a"], "-") == ["a", "a-2", "b", "a-2-2", "a-3"]


def test_a_resource_keeps_the_name_of_its_object_as_far_as_it_may() -> None:
    assert resource_name("sales/crm#1.prod_x") == "sales-crm-1.prod_x"
    assert camel("sales_crm", "refreshToken") == "salesCrmRefreshToken"
    assert camel("slack_team_1", "clientId") == "slackTeam1ClientId"
