"""Pages with a program in every language are what their sources in tools/programs say."""

import re
from pathlib import Path

import pytest

from appflow_provider.home import REPOSITORY
from appflow_provider.schema.describe import examples
from tools.programs import __main__ as tool
from tools.programs.converting import LANGUAGES, UnconvertedError, converted
from tools.programs.golang import corrected
from tools.programs.pages import chooser, filled, one_after_the_other, programs

SOURCES = sorted(tool.HERE.glob("*/*.md"))
EACH = pytest.mark.parametrize(
    "source", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


def made_from(source: Path) -> Path:
    return (tool.EXAMPLES if source.parent.name == "schema" else tool.DOCS) / source.name


@EACH
def test_a_page_is_its_source_with_programs(source: Path) -> None:
    """Only the generated programs are taken from the page, so this needs no converter."""
    page, text = made_from(source).read_text(), source.read_text()
    in_schema = source.parent.name == "schema"
    found = {
        language: re.findall(rf"^```{language}\n(.*?)^```\n", page, re.MULTILINE | re.DOTALL)
        for language in LANGUAGES
    }
    given = programs(text)
    shown = [each for each in found["yaml"] if each in given]
    assert shown == given, "run `make sdk`"
    texts = {
        program: {language: found[language][number] for language in LANGUAGES[:-1]}
        | {"yaml": program}
        for number, program in enumerate(given)
    }
    layout = one_after_the_other if in_schema else chooser
    expected = filled(text, texts, layout)
    if not in_schema:
        expected = tool.documented(expected, REPOSITORY)
    assert page == expected, "run `make sdk`"


def test_what_is_declared_has_its_examples_and_nothing_else_has() -> None:
    there = {path.name for path in tool.EXAMPLES.glob("*.md")}
    assert there == {path.name for path in tool.declared()}
    assert there == {path.name for path in SOURCES if path.parent.name == "schema"}


def test_what_is_declared_anew_has_a_schema_before_it_has_examples() -> None:
    assert examples("get_flows")
    assert examples("declared_a_moment_ago") == ""


def test_what_is_declared_without_a_program_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "declared", lambda: [tool.HERE / "schema" / "get_things.md"])
    assert tool.main(["--check"]) == 1
    assert capsys.readouterr().err == (
        "No examples in tools/programs/schema/get_things.md. Write one in YAML, as in the pages beside.\n"
    )


@pytest.mark.slow  # may build the converter
def test_the_programs_are_what_pulumis_converters_write(capsys: pytest.CaptureFixture[str]) -> None:
    code = tool.main(["--check"])
    if code == 3:
        pytest.skip("there is no gensdk here")
    assert code == 0, capsys.readouterr().out


@pytest.mark.slow
def test_a_program_that_does_not_fit_the_schema_is_refused() -> None:
    wrong = (
        "resources:\n  orders:\n    type: appflow:Flow\n    properties:\n      flowNmae: orders\n"
    )
    with pytest.raises(UnconvertedError) as refused:
        converted([wrong])
    if refused.value.code == 3:
        pytest.skip("there is no gensdk here")
    assert "flowNmae" in str(refused.value)


def test_a_function_in_go_has_the_sdks_name_and_types() -> None:
    schema = {
        "resources": {"appflow:index:Flow": {}},
        "functions": {
            "appflow:index:getFlow": {"inputs": {"required": ["kind"]}},
        },
    }
    program = (
        "\tone, err := appflow.GetFlow(ctx, &appflow.GetFlowArgs{\n"
        "\t\tKind:  appflow.KindA,\n\t\tOther: appflow.KindB,\n\t}, nil)\n"
        '\tctx.Export("a", pulumi.ToMap(one.Tags))\n'
        '\tctx.Export("b", flow.FlowArn)\n'
    )
    assert corrected(program, schema) == (
        "\tone, err := appflow.LookupFlow(ctx, &appflow.LookupFlowArgs{\n"
        "\t\tKind:  string(appflow.KindA),\n"
        "\t\tOther: pulumi.StringRef(string(appflow.KindB)),\n\t}, nil)\n"
        '\tctx.Export("a", pulumi.Any(one.Tags))\n'
        '\tctx.Export("b", flow.FlowArn)\n'
    )
