"""Each member of each resource of another tool arrives at our member, or is reported with a reason."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from appflow_provider.adopt.blocks import blocks
from appflow_provider.adopt.linked import linked
from appflow_provider.adopt.program import program
from appflow_provider.declarations import RESOURCES
from appflow_provider.migration.cloudformation_names import CLOUDFORMATION
from appflow_provider.migration.described import Contents, Described
from appflow_provider.migration.taking import take
from appflow_provider.migration.terraform_names import TERRAFORM
from appflow_provider.migration.translation import Dialect, translate
from appflow_provider.resources import RESOURCES as LIFECYCLES
from appflow_provider.resources import Inputs, State
from appflow_provider.shapes.walk import Kind, from_api, members
from appflow_provider.values import leaves
from tests.migration import other_tools

Place = tuple[str, ...]

# The names in which a tool differs from the API, read a second time: in Python's spelling, by where they stand.
OURS = {
    "pulumi_aws": {
        r"^destination_flow_configs": "destination_flow_config_list",
        r"connector_operators$": "connector_operator",
        r"connector_operators\.": "connector_operator.",
        r"prefix_hierarchies$": "path_prefix_hierarchy",
        r"parallelism_config\.max_page_size$": "parallelism_config.max_parallelism",
        r"use_privatelink_for": "use_private_link_for",
    },
    "aws_native": {
        r"fail_on_first_error$": "fail_on_first_destination_error",
        r"^trigger_config\.trigger_properties\.": "trigger_config.trigger_properties.scheduled.",
        r"time_zone$": "timezone",
        r"\.lambda\.": ".lambda_.",
        r"connector_o_auth_request": "oauth_request",
        r"o_auth": "oauth",
    },
}
NAMES = {"flow": "flow_name", "connector_profile": "connector_profile_name"}  # pulumi-aws: `name`
KINDS = {
    "connector": "Connector",
    "connector_profile": "ConnectorProfile",
    "flow": "Flow",
}
REPORTED = {"destination_flow_config_list.destination_connector_properties.lookout_metrics.object"}
"""Members that AppFlow's API does not have."""
VALUES: Mapping[str, Any] = {
    "bool": True,
    "int": 7,
    "map": {"key": "text"},
    "number": 1924992000,
    "text": "text",
    "texts": ["text"],
    "block": {},
}
TIMES = re.compile(r"(schedule_start_time|schedule_end_time|first_execution_from)$")

SCHEMAS = {
    f"{tool}_{noun}": (tool, noun)
    for tool, nouns in (
        ("pulumi_aws", ("flow", "connector_profile")),
        ("aws_native", ("flow", "connector_profile", "connector")),
    )
    for noun in nouns
}
LEAVES = [
    pytest.param(schema, place, kind, id=f"{schema}-{'.'.join(place)}")
    for schema in SCHEMAS
    for place, kind in other_tools.members_of(schema).items()
    if kind not in {"block", "list"}
    and not (
        schema == "aws_native_flow" and place[:-1] in {("tags",), ("tasks", "task_properties")}
    )
]


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


SPELLINGS: Mapping[str, Mapping[str, tuple[Dialect, Callable[[str], str]]]] = {
    "pulumi_aws": {"terraform": (TERRAFORM, str), "pulumi-aws": (TERRAFORM, camel)},
    "aws_native": {
        "awscc": (CLOUDFORMATION, str),
        "aws-native": (CLOUDFORMATION, camel),
        "cloudformation": (
            CLOUDFORMATION,
            lambda name: camel(name)[0].upper() + camel(name)[1:],
        ),
    },
}


def nested(
    schema: str, place: Place, value: Any, spell: Callable[[str], str], *, blocks: bool
) -> Any:
    """The value below structures with no other member."""
    for end in range(len(place), 0, -1):
        value = {spell(place[end - 1]): value}
        around = other_tools.members_of(schema).get(place[: end - 1])
        if around is not None and (around == "list" or blocks):
            value = [value]
    return value


def ours(tool: str, noun: str, place: Place) -> str:
    dotted = ".".join(place)
    if tool == "pulumi_aws" and dotted == "name":
        return NAMES[noun]
    for pattern, word in OURS[tool].items():
        dotted = re.sub(pattern, word, dotted)
    return dotted


def arrived(kind: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The leaves by their place in Python's spelling. The values of a map or list are one leaf."""
    found: dict[str, Any] = {}
    for path, leaf in leaves(inputs):
        shape: Any = RESOURCES[kind].inputs
        words = []
        for step in path:
            if isinstance(step, int):
                continue
            if shape is None:
                break
            member = members(shape)[step]
            words.append(member.python)
            inner = member.kind
            while inner.item is not None and inner.key is None:
                inner = inner.item
            shape = inner.shape
        found[".".join(words)] = leaf
    return found


@pytest.mark.parametrize(("schema", "place", "kind"), LEAVES)
def test_a_member_of_another_tool_arrives_at_ours(schema: str, place: Place, kind: str) -> None:
    tool, noun = SCHEMAS[schema]
    token, wanted = KINDS[noun], ours(tool, noun, place)
    value = VALUES[kind]
    if TIMES.search(place[-1]):
        value = "2031-01-01T00:00:00Z"
    if tool == "aws_native" and place == ("tags",):
        value = [{"key": "key", "value": "text"}]
    for name, (dialect, spell) in SPELLINGS[tool].items():
        resource = nested(schema, place, value, spell, blocks=name == "terraform")
        read = translate(token, resource, dialect)
        if wanted in REPORTED:
            assert [notice.path for notice in read.notices] != []
            continue
        (found,) = arrived(token, read.inputs).items()
        flat = value[0] if kind == "texts" else "text" if kind == "map" else value
        assert found == (wanted, flat), name
        assert [each for each in read.notices if "max" not in each.path] == []


PLANTED: Mapping[str, tuple[Any, str]] = {
    "bool": (True, "true"),
    "int": (7654, "7654"),
    "map": ({"key": "planted"}, "planted"),
    "number": (1924992123, "1924992123"),
    "text": ("planted", "planted"),
    "texts": (["planted"], "planted"),
}
WHEN, DAY = "2031-02-03T04:05:06Z", "2031-02-03"


def filled(kind: Kind, value: Any) -> Any:
    """The value with all that must be set."""
    if kind.shape is not None:
        found = dict(value)
        for name, member in members(kind.shape).items():
            if name in found or member.info.is_required():
                empty: Any = {} if member.kind.shape or member.kind.key else []
                missing = empty if member.kind.shape or member.kind.item else "filler"
                found[name] = filled(member.kind, found.get(name, missing))
        return found
    return (
        [filled(kind.item, each) for each in value]
        if kind.item and isinstance(value, list)
        else value
    )


@pytest.mark.parametrize(("schema", "place", "kind"), LEAVES)
def test_a_value_in_a_file_is_in_the_program_or_its_secrets_or_is_reported(
    schema: str, place: Place, kind: str
) -> None:
    tool, noun = SCHEMAS[schema]
    resource = LIFECYCLES[KINDS[noun]]
    value, shown = (WHEN, DAY) if TIMES.search(place[-1]) else PLANTED[kind]
    if tool == "aws_native" and place == ("tags",):
        value = [{"key": "key", "value": "planted"}]
    for name, (dialect, spell) in SPELLINGS[tool].items():
        written = nested(schema, place, value, spell, blocks=name == "terraform")
        read = translate(resource.token, written, dialect)
        inputs = filled(Kind(shape=resource.inputs), read.inputs)
        inputs.setdefault(resource.name_property, "orders")
        arn = f"arn:aws:appflow:eu-west-1:{other_tools.ACCOUNT}:flow/a"
        outputs = {} if place == ("region",) else {resource.arn_property: arn}
        described = Described(resource.token, "a", "a", inputs, outputs, read.notices)
        (taken,) = take(Contents("terraform", (described,)), None, "eu-west-1").taken
        (each,) = linked([taken.found])
        secrets = [one.value for one in each.credentials]
        for text in (program([taken.found], "plugin", ""), blocks([taken.found])):
            assert shown in text.lower() or shown in secrets or taken.notices, name
            assert not (shown in secrets and shown in text.lower()), name


@pytest.mark.parametrize("tool", SPELLINGS)
def test_unknown_members_are_reported_at_every_depth(tool: str) -> None:
    for name, (dialect, spell) in SPELLINGS[tool].items():
        source, object_ = spell("source_flow_config"), spell("source_connector_properties")
        value = {
            "Shiny": 1,
            source: {object_: {spell("marketo"): {"object": "leads", "Shade": "red"}}},
            "Unset": None,
            "Empty": [],
        }
        read = translate("Flow", value, dialect)
        places = [notice.path for notice in read.notices]
        assert places == ["Shiny", f"{source}.{object_}.{spell('marketo')}.Shade"], name


CASES = {name: (kind, request) for name, kind, request in other_tools.requests()}
TOOLS = {
    "terraform": (other_tools.terraform, TERRAFORM),
    "pulumi-aws": (other_tools.pulumi_aws, TERRAFORM),
    "cloudformation": (other_tools.cloudformation, CLOUDFORMATION),
    "aws-native": (other_tools.aws_native, CLOUDFORMATION),
    "awscc": (other_tools.awscc, CLOUDFORMATION),
}


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("case", CASES)
def test_a_case_says_the_same_in_the_spelling_of_each_tool(case: str, tool: str) -> None:
    kind, request = CASES[case]
    write, dialect = TOOLS[tool]
    resource = LIFECYCLES[kind]
    read = translate(kind, write(kind, request), dialect)
    wanted = from_api(resource.inputs, request)
    inputs = {name: item for name, item in read.inputs.items() if name != "region"}
    assert resource.diff(State(wanted), Inputs(inputs)).changes == ()
    assert [each for each in read.notices if "maxParallelism" not in each.text] == []
