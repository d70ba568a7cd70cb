"""What the generator adds to descriptions: limits, keys, and valid examples."""

import re
from typing import Annotated

import pytest
import yaml

from appflow_provider.declarations import COMPONENTS, FUNCTIONS
from appflow_provider.declarations import RESOURCES as DECLARED
from appflow_provider.schema.describe import describe_member
from appflow_provider.shapes.base import ApiEnum, Number, Shape, Size, member
from appflow_provider.shapes.walk import members

RESOURCES: dict[str, type[Shape]] = {name: each.written for name, each in DECLARED.items()}
ARGUMENTS = {name: declared.arguments for name, declared in FUNCTIONS.items()}
LANGUAGES = ["python", "typescript", "go", "yaml"]
IMPORTED = ("ConnectorProfile", "Flow")


class Colour(ApiEnum):
    RED = "red", "As a rose."
    BLUE = "blue", "As the sea."


class Sample(Shape):
    percent: Annotated[int, Number(min=1, max=100)] | None = member("How much.")
    bytes: Annotated[int, Number(min=0, max=36_000)] = member("From 0 to 36000.", required=True)
    tens: Annotated[int, Number(min=1, max=10)] | None = member("In 10 parts, not 100.")
    retries: Annotated[int, Number(min=1)] | None = member("Tries.")
    pair: Annotated[list[str], Size(min=2, max=2)] | None = member("Two.")
    any_number: Annotated[int, Number()] | None = member("A number.")
    parts: Annotated[list[str], Size(max=50)] | None = member("The parts.")
    few: Annotated[list[str], Size(max=50)] | None = member("At most 50 parts.")
    paints: dict[Colour, str] | None = member("Paints.")


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("percent", "How much. 1 to 100."),
        ("bytes", "From 0 to 36000."),
        ("tens", "In 10 parts, not 100. 1 to 10."),
        ("retries", "Tries. At least 1."),
        ("pair", "Two. 2 to 2 entries."),
        ("anyNumber", "A number."),
        ("parts", "The parts. At most 50 entries."),
        ("few", "At most 50 parts."),
        ("paints", "Paints.\n\nKeys:\n\n* `red`: As a rose.\n* `blue`: As the sea."),
    ],
)
def test_limits_are_described_once(name, description):
    assert describe_member(members(Sample)[name]) == description


def test_the_keys_of_task_properties_are_listed(type_):
    described = type_("Task")["properties"]["taskProperties"]["description"]
    assert "* `VALIDATION_ACTION`: " in described
    assert "* `ORDERED_PARTITION_KEYS_LIST`: " in described


@pytest.fixture(scope="session")
def described(schema):
    """The description of a resource or a function."""
    specs = {**schema["resources"], **schema["functions"]}  # components are among the resources
    return lambda name: specs[f"appflow:index:{name}"]["description"]


def examples(described, name):
    text = described(name)
    return re.findall(r"{{% example %}}\n(.*?){{% /example %}}", text, re.DOTALL)


@pytest.mark.parametrize("name", [*RESOURCES, *COMPONENTS, *ARGUMENTS])
def test_each_resource_component_and_function_has_examples_in_four_languages(described, name):
    found = examples(described, name)
    assert found
    for example in found:
        assert re.findall(r"^```(\w+)$", example, re.MULTILINE) == LANGUAGES
        assert re.match(r"### \S", example)


@pytest.mark.parametrize("name", IMPORTED)
def test_the_description_ends_with_the_import(resource, name):
    *_, section = resource(name)["description"].split("\n## ")
    assert section.startswith("Import\n")
    assert re.search(rf"```sh\npulumi import appflow:index:{name} \S+ \S+\n```\Z", section)


@pytest.mark.parametrize("name", RESOURCES)
def test_the_examples_are_what_the_provider_accepts(described, name):
    for example in examples(described, name):
        (block,) = re.findall(r"```yaml\n(.*?)```", example, re.DOTALL)
        program = yaml.safe_load(block)
        made = [(each["type"], each["properties"]) for each in program["resources"].values()]
        assert f"appflow:{name}" in dict(made)
        for kind, properties in made:
            RESOURCES[kind.removeprefix("appflow:")].model_validate(known(properties))


@pytest.mark.parametrize("name", ARGUMENTS)
def test_the_example_of_a_function_calls_it_with_arguments_that_it_has(described, name):
    for example in examples(described, name):
        (block,) = re.findall(r"```yaml\n(.*?)```", example, re.DOTALL)
        (call,) = (each["fn::invoke"] for each in yaml.safe_load(block)["variables"].values())
        assert call["function"] == f"appflow:{name}"
        ARGUMENTS[name].model_validate(call["arguments"])


def known(value):
    """What a program states, with a made-up value for each that only the deployment knows."""
    if isinstance(value, dict):
        return {key: known(item) for key, item in value.items()}
    if isinstance(value, list):
        return [known(item) for item in value]
    return "later" if isinstance(value, str) and value.startswith("${") else value


@pytest.mark.parametrize("name", ["Connector", "ConnectorProfile"])
def test_credentials_in_examples_come_from_the_configuration(described, name):
    for example in examples(described, name):
        (block,) = re.findall(r"```yaml\n(.*?)```", example, re.DOTALL)
        secrets = re.findall(r"(?:password|[tT]oken|apiKey): (\S+)$", block, re.MULTILINE)
        assert secrets
        for secret in secrets:
            key = re.fullmatch(r"\$\{(\w+)\}", secret)
            assert key is not None
            assert yaml.safe_load(block)["config"][key[1]]["secret"] is True
