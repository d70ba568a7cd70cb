"""
Types and properties of the schema, against botocore's model of the service.

The schema is made from the shapes; the model is another reading of the same API, so that a member that got lost on the
way shows here.
"""

import re
from typing import Any

import botocore.loaders
import pytest

from appflow_provider.shapes.recipes.arguments import applications, login_class

MODEL = botocore.loaders.Loader().load_service_model("appflow", "service-2")["shapes"]
REQUESTS = {"Flow": "CreateFlowRequest", "ConnectorProfile": "CreateConnectorProfileRequest"}
ANSWERS = (  # what only functions give
    "ConnectorConfiguration",
    "ConnectorDetail",
    "ConnectorEntity",
    "ConnectorEntityField",
    "ConnectorProfile",
    "ExecutionDetails",
    "ExecutionRecord",
    "FlowDefinition",
    "MetadataCatalogDetail",
)
TWINS = {"Operators": "Operator"}  # enums that the model has twice
# Doors that the model forgets to call sensitive; seen by reading it.
ALSO_SECRET = {"ApiToken", "ApplicationKey", "AuthCode", "Key", "RefreshToken"}
NAMES = {  # API member -> property -> the property in Python; design
    "S3": "s3",
    "Salesforce": "salesforce",
    "SAPOData": "sapoData",
    "GoogleAnalytics": "googleAnalytics",
    "CustomConnector": "customConnector",
    "InforNexus": "inforNexus",
    "EventBridge": "eventBridge",
    "oAuth2Credentials": "oauth2Credentials",
    "oAuthRequest": "oauthRequest",
    "oAuth2GrantType": "oauth2GrantType",
    "oauth2": "oauth2",
    "disableSSO": "disableSSO",
    "Name": "name",
    "destinationFlowConfigList": "destinationFlowConfigList",
}


def property_of(member):
    """The rule of the design, written a second time."""
    if member == "SAPOData":
        return "sapoData"
    return re.sub(r"^oAuth", "oauth", member[:1].lower() + member[1:])


def reachable(name, found=None):
    """The structures and enums of the model that a shape leads to, itself included."""
    found = {} if found is None else found
    shape = MODEL[name]
    inner = [each["shape"] for each in shape.get("members", {}).values()]
    inner += [shape[key]["shape"] for key in ("member", "value") if key in shape]
    if name not in found and (shape["type"] == "structure" or "enum" in shape):
        found[name] = shape
    for each in inner:
        if each not in found:
            reachable(each, found)
    return found


def under_requests(kind):
    found: dict[str, Any] = {}
    for root in (*REQUESTS.values(), *ANSWERS):
        reachable(root, found)
    return {
        name: shape
        for name, shape in found.items()
        if name not in {*REQUESTS.values(), *TWINS} and (kind in shape or shape["type"] == kind)
    }


STRUCTURES = under_requests("structure")
ENUMS = under_requests("enum")


@pytest.mark.parametrize(("member", "name"), NAMES.items())
def test_the_names_of_the_design(nodes, member, name):
    assert property_of(member) == name
    found = [node["properties"] for _, node in nodes if isinstance(node.get("properties"), dict)]
    assert any(name in properties for properties in found)
    assert name == member or not any(member in properties for properties in found)


def test_there_is_one_type_for_each_structure_and_enum_of_the_api(schema):
    names = {token.removeprefix("appflow:index:") for token in schema["types"]}
    ours = {name for name in names if name.startswith(("Provider", "Desired", "Mirror"))}
    ours |= {"RunWindow", "WindowType"}  # a backfill is our own
    ours |= {"Login", *(login_class(key).__name__ for key in applications())}
    assert names - ours == {*STRUCTURES, *ENUMS}


@pytest.mark.parametrize("name", sorted(STRUCTURES))
def test_a_type_has_the_members_of_its_structure(type_, name):
    structure = STRUCTURES[name]
    assert set(type_(name)["properties"]) == {property_of(each) for each in structure["members"]}
    assert type_(name).get("required", []) == sorted(
        map(property_of, structure.get("required", []))
    )


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_an_enum_has_the_values_of_the_api_and_one_name_for_each(type_, name):
    values = type_(name)["enum"]
    assert sorted(each["value"] for each in values) == sorted(ENUMS[name]["enum"])
    assert len({each["name"] for each in values}) == len(values)


OURS = {"ConnectorProfile": {"login"}, "Flow": {"flowStatus"}}


@pytest.mark.parametrize(("name", "request_"), REQUESTS.items())
def test_a_resource_has_the_members_of_its_request_and_a_region(resource, name, request_):
    members = {property_of(each) for each in MODEL[request_]["members"]} - {"clientToken"}
    assert set(resource(name)["inputProperties"]) == members | {"region"} | OURS.get(name, set())


LEAVES = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "long": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "double": {"type": "number"},
    "timestamp": {"oneOf": [{"type": "string"}, {"type": "number"}]},
}
SAID = {"type": "string"}  # a time in an answer


def only_said():
    """Structures that no request has."""
    asked: dict[str, Any] = {}
    for request in REQUESTS.values():
        reachable(request, asked)
    return STRUCTURES.keys() - asked.keys()


NO_TYPES = {"description", "secret", "willReplaceOnChanges"}


def expected(name):
    name = TWINS.get(name, name)
    shape = MODEL[name]
    reference = {"$ref": f"#/types/appflow:index:{name}"}
    if "enum" in shape:
        return {"oneOf": [{"type": "string"}, reference]}
    if shape["type"] == "structure":
        return reference
    if shape["type"] == "list":
        return {"type": "array", "items": expected(shape["member"]["shape"])}
    if shape["type"] == "map":
        return {"type": "object", "additionalProperties": expected(shape["value"]["shape"])}
    return LEAVES[shape["type"]]


@pytest.mark.parametrize("name", sorted([*STRUCTURES, *REQUESTS]))
def test_a_property_has_the_type_of_its_member(schema, name):
    structure = MODEL[REQUESTS.get(name, name)]
    place = schema["resources" if name in REQUESTS else "types"][f"appflow:index:{name}"]
    properties = place.get("inputProperties", place["properties"])
    told = {
        key: {part: spec[part] for part in spec if part not in NO_TYPES}
        for key, spec in properties.items()
        if name not in REQUESTS or key not in {"region", *OURS.get(name, ())}
    }
    wanted = {
        property_of(key): expected(member["shape"])
        for key, member in structure["members"].items()
        if key != "clientToken"
    }
    if name in only_said():
        wanted = {
            key: SAID if type_ == LEAVES["timestamp"] else type_ for key, type_ in wanted.items()
        }
    assert told == wanted


def test_no_reference_dangles_and_no_type_is_left_over(schema, nodes):
    references = {node["$ref"].removeprefix("#/types/") for _, node in nodes if "$ref" in node}
    assert references - {"pulumi.json#/Any"} == set(schema["types"])


def test_every_enum_is_open(schema, nodes):
    enums = {f"#/types/{token}" for token, spec in schema["types"].items() if "enum" in spec}
    closed = [
        path for path, node in nodes if node.get("$ref") in enums and path[-2:] != ("oneOf", 1)
    ]
    assert enums
    assert not closed
    unions = [node["oneOf"] for _, node in nodes if "oneOf" in node]
    assert all(union[0] == {"type": "string"} and len(union) == 2 for union in unions)


def sensitive(name):
    """Whether the model, or we, call such a value secret; of a map or list, what is in it."""
    shape = MODEL[name]
    inner = [shape[key]["shape"] for key in ("key", "value", "member") if key in shape]
    return shape.get("sensitive", False) or name in ALSO_SECRET or any(map(sensitive, inner))


@pytest.mark.parametrize(
    "name", sorted(STRUCTURES.keys() - only_said())
)  # an answer's `key` names a setting
def test_members_that_grant_access_are_secret(type_, name):
    marked = {key for key, spec in type_(name)["properties"].items() if spec.get("secret")}
    assert marked == {
        property_of(key)
        for key, member in STRUCTURES[name]["members"].items()
        if sensitive(member["shape"])
    }


def test_secret_marks_are_true_or_absent_and_stand_on_leaves(nodes):
    marked = [node for _, node in nodes if "secret" in node]
    assert len(marked) > 20
    assert all(node["secret"] is True and "$ref" not in node for node in marked)


def test_every_type_property_and_value_is_described(nodes):
    bare = [
        path
        for path, node in nodes
        if (
            path[-2:-1] in {("properties",), ("enum",)} or path[:-1] in {("types",), ("resources",)}
        )
        and not node.get("description", "").strip()
    ]
    assert not bare
