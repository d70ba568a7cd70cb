"""Templates and stacks of CloudFormation are read: their functions, conditions and parameters, and what a template does not tell."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from appflow_provider.adopt.blocks import blocks
from appflow_provider.adopt.linked import linked
from appflow_provider.adopt.program import program
from appflow_provider.errors import AppFlowError
from appflow_provider.migration import cloudformation
from appflow_provider.migration.departure import way_out
from appflow_provider.migration.described import Contents
from appflow_provider.migration.intrinsics import Surroundings, Template
from appflow_provider.migration.taking import take
from appflow_provider.migration.templates import is_template, parsed
from appflow_provider.migration.translation import Unresolved
from appflow_provider.resources import RESOURCES, OperationContext, State
from appflow_provider.service import Services
from appflow_provider.shapes.walk import from_api
from appflow_provider.values import secret_paths
from tests.migration import other_tools
from tests.stories import backend
from tests.stories.conftest import from_nothing, services
from tests.stories.lifecycle import Life

__all__ = ["from_nothing", "services"]

AROUND = Surroundings(
    {"Stage": "prod"},
    {"Role": "role-1", "Lake": "lake-prod", "Crm": "crm-prod"},
    "eu-west-1",
    "123456789012",
    "flows",
    "arn:aws:cloudformation:eu-west-1:123456789012:stack/flows/1",
)
CONTENT: dict[str, Any] = {
    "Parameters": {
        "Stage": {"Type": "String", "Default": "dev"},
        "Password": {"Type": "String", "NoEcho": True, "Default": "****"},
        "Bucket": {"Type": "String"},
        "Zones": {"Type": "CommaDelimitedList", "Default": "a, b"},
        "FromSsm": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a/b"},
    },
    "Mappings": {"Sizes": {"prod": {"Pages": 1000}}},
    "Conditions": {
        "IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
        "IsDev": {"Fn::Not": [{"Condition": "IsProd"}]},
        "Both": {"Fn::And": [{"Condition": "IsProd"}, {"Condition": "IsDev"}]},
        "Either": {"Fn::Or": [{"Condition": "IsProd"}, {"Condition": "IsDev"}]},
        "Circle": {"Condition": "Circle"},
        "Hidden": {"Fn::Equals": [{"Ref": "Password"}, "x"]},
    },
    "Resources": {
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"Path": "/apps/"}},
        "Lake": {"Type": "AWS::S3::Bucket"},
        "Crm": {"Type": "AWS::AppFlow::ConnectorProfile", "Properties": {}},
        "Orders": {
            "Type": "AWS::AppFlow::Flow",
            "Properties": {"FlowName": {"Fn::Sub": "orders-${Stage}"}},
        },
        "Topic": {"Type": "AWS::SNS::Topic"},
    },
}
VALUES: Mapping[str, tuple[Any, Any]] = {
    "a parameter": ({"Ref": "Stage"}, "prod"),
    "a list parameter": ({"Ref": "Zones"}, ["a", "b"]),
    "a pseudo parameter": ({"Ref": "AWS::Region"}, "eu-west-1"),
    "a resource of the stack": ({"Ref": "Crm"}, "crm-prod"),
    "a resource that states its name": ({"Ref": "Orders"}, "orders-prod"),
    "no value in a structure": ({"A": {"Ref": "AWS::NoValue"}, "B": 1}, {"B": 1}),
    "no value in a list": ([{"Ref": "AWS::NoValue"}, 1], [1]),
    "sub": ({"Fn::Sub": "${Stage}-${AWS::AccountId}-${!Kept}"}, "prod-123456789012-${Kept}"),
    "sub with a map": ({"Fn::Sub": ["${A}/${Stage}", {"A": {"Ref": "Lake"}}]}, "lake-prod/prod"),
    "sub with an attribute": ({"Fn::Sub": "${Lake.Arn}/*"}, "arn:aws:s3:::lake-prod/*"),
    "an attribute": ({"Fn::GetAtt": ["Role", "Arn"]}, "arn:aws:iam::123456789012:role/apps/role-1"),
    "an attribute in one text": ({"Fn::GetAtt": "Lake.Arn"}, "arn:aws:s3:::lake-prod"),
    "join": ({"Fn::Join": ["-", ["a", {"Ref": "Stage"}, 3, True]]}, "a-prod-3-true"),
    "join of a list": ({"Fn::Join": ["+", {"Ref": "Zones"}]}, "a+b"),
    "split and select": ({"Fn::Select": ["1", {"Fn::Split": ["-", "a-b-c"]}]}, "b"),
    "if": ({"Fn::If": ["IsProd", "yes", "no"]}, "yes"),
    "if not": ({"Fn::If": ["IsDev", "yes", {"Ref": "AWS::NoValue"}]}, None),
    "and": ({"Fn::If": ["Both", 1, 0]}, 0),
    "or": ({"Fn::If": ["Either", 1, 0]}, 1),
    "a map": ({"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "Pages"]}, 1000),
    "a map with a default": ({"Fn::FindInMap": ["Sizes", "x", "y", {"DefaultValue": 5}]}, 5),
    "base64": ({"Fn::Base64": "a"}, "YQ=="),
    "json": ({"Fn::ToJsonString": {"a": [{"Ref": "Stage"}]}}, '{"a":["prod"]}'),
}


def template(around: Surroundings = AROUND) -> Template:
    return Template(CONTENT, around, "flows.yaml")


@pytest.mark.parametrize("name", VALUES)
def test_functions_are_evaluated(name: str) -> None:
    written, value = VALUES[name]
    assert template().value(written) == value


UNRESOLVED = {
    "a hidden parameter": ({"Ref": "Password"}, "NoEcho"),
    "a secret": ("{{resolve:secretsmanager:crm:SecretString:token}}", "secretsmanager:crm"),
    "a secret in a text": (
        {"Fn::Sub": "x{{resolve:ssm-secure:/a/${Stage}:1}}"},
        "ssm-secure:/a/prod",
    ),
    "a parameter of Systems Manager": ({"Ref": "FromSsm"}, "Systems Manager"),
    "an export": ({"Fn::ImportValue": "x"}, "Fn::ImportValue"),
    "an unknown attribute": ({"Fn::GetAtt": ["Topic", "TopicName"]}, "Topic.TopicName"),
    "a name that CloudFormation makes": ({"Ref": "Topic"}, "refers to Topic"),
    "in a sub": ({"Fn::Sub": "${Topic}-x"}, "refers to Topic"),
    "in a join": ({"Fn::Join": ["", [{"Ref": "Topic"}, "x"]]}, "refers to Topic"),
}


@pytest.mark.parametrize("name", UNRESOLVED)
def test_what_the_template_does_not_tell_is_unresolved(name: str) -> None:
    written, why = UNRESOLVED[name]
    found = template().value(written)
    assert isinstance(found, Unresolved)
    assert why in found.why


MISTAKES: Mapping[str, tuple[Any, str]] = {
    "a parameter without a value": (
        {"Ref": "Bucket"},
        "parameter Bucket has no value and no default",
    ),
    "an unknown name": ({"Ref": "Nobody"}, "Ref names Nobody"),
    "an unknown condition": ({"Fn::If": ["Never", 1, 2]}, "there is no condition Never"),
    "a condition that refers to itself": ({"Fn::If": ["Circle", 1, 2]}, "refers to itself"),
    "a condition about a secret": ({"Fn::If": ["Hidden", 1, 2]}, "cannot be evaluated"),
    "too few arguments": ({"Fn::Join": ["-"]}, "Fn::Join has arguments that are not valid"),
    "an unknown key": ({"Fn::FindInMap": ["Sizes", "test", "Pages"]}, "finds no test in Sizes"),
    "a position outside": ({"Fn::Select": [7, ["a"]]}, "Fn::Select has arguments"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_template_gets_one_sentence(name: str) -> None:
    written, words = MISTAKES[name]
    with pytest.raises(AppFlowError) as refused:
        template().value(written)
    assert words in str(refused.value)
    assert str(refused.value).startswith("flows.yaml: ")
    assert "\n" not in str(refused.value)


def test_short_forms_of_yaml_are_read_as_their_long_forms() -> None:
    text = """\
AWSTemplateFormatVersion: 2010-09-09
Resources:
  Orders:
    Type: AWS::AppFlow::Flow
    Condition: IsProd
    Properties:
      FlowName: !Sub 'orders-${Stage}'
      KMSArn: !GetAtt Key.Arn
      Description: !If [IsProd, !Ref Stage, !Join ['', [a, !Ref B]]]
      Tags: !FindInMap {A: 1}
"""
    found = parsed(text, "t.yaml")
    assert is_template(found)
    assert found["AWSTemplateFormatVersion"] == "2010-09-09"
    assert found["Resources"]["Orders"]["Condition"] == "IsProd"
    assert found["Resources"]["Orders"]["Properties"] == {
        "FlowName": {"Fn::Sub": "orders-${Stage}"},
        "KMSArn": {"Fn::GetAtt": ["Key", "Arn"]},
        "Description": {
            "Fn::If": ["IsProd", {"Ref": "Stage"}, {"Fn::Join": ["", ["a", {"Ref": "B"}]]}]
        },
        "Tags": {"Fn::FindInMap": {"A": 1}},
    }
    with pytest.raises(AppFlowError, match=r"t\.yaml is not valid YAML at line 2"):
        parsed("a: 'hunter2\nb: [", "t.yaml")


def of_cases() -> dict[str, Any]:
    kinds = {"Flow": "AWS::AppFlow::Flow", "ConnectorProfile": "AWS::AppFlow::ConnectorProfile"}
    return {
        "Resources": {
            f"R{number}": {
                "Type": kinds[kind],
                "Properties": other_tools.cloudformation(kind, request),
            }
            for number, (_, kind, request) in enumerate(other_tools.requests())
        }
    }


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_every_case_is_read_from_a_template(form: str) -> None:
    text = json.dumps(of_cases()) if form == "json" else yaml.safe_dump(of_cases())
    around = Surroundings(region=other_tools.REGION, account=other_tools.ACCOUNT, stack="flows")
    contents = cloudformation.read(parsed(text, "t"), around, "flows")
    taken = {each.origin: each for each in take(contents, None).taken}
    for number, (_, kind, request) in enumerate(other_tools.requests()):
        resource, each = RESOURCES[kind], taken[f"R{number}"]
        wanted = resource.marked(from_api(resource.inputs, request))
        assert resource.diff(each.found.current.state, wanted).changes == ()
        assert set(secret_paths(each.found.current.inputs)) == set(secret_paths(wanted))
        assert each.notices == ()


def read(resources: Mapping[str, Any], around: Surroundings = AROUND) -> Contents:
    content = {**CONTENT, "Resources": {**CONTENT["Resources"], **resources}}
    return cloudformation.read(content, around, around.stack or "flows.yaml")


def test_names_come_from_the_stack_and_conditions_decide_what_exists() -> None:
    flow = {"Type": "AWS::AppFlow::Flow", "Properties": {"FlowName": "a"}}
    found = read(
        {
            "A": {**flow, "Condition": "IsProd"},
            "B": {**flow, "Condition": "IsDev"},
            "Fn::ForEach::Flows": ["Name", ["a"], {}],
        }
    )
    names = {each.origin: each.inputs for each in found.described}
    assert names["Crm"]["connectorProfileName"] == "crm-prod"
    assert names["Orders"]["flowName"] == "orders-prod"
    assert "A" in names
    assert [str(each) for each in found.skipped] == [
        "B is not created, because its condition IsDev is false",
        "Fn::ForEach::Flows is a loop. Read the stack instead: --stack NAME",
    ]
    assert found.others == {"AWS::IAM::Role": 1, "AWS::S3::Bucket": 1, "AWS::SNS::Topic": 1}
    (orders,) = (each for each in found.described if each.origin == "Orders")
    assert orders.outputs == {"flowArn": "arn:aws:appflow:eu-west-1:123456789012:flow/orders-prod"}


def test_a_reference_to_a_secret_is_left_out_and_reported() -> None:
    token = "{{resolve:secretsmanager:crm:SecretString:token}}"
    credentials = {"Salesforce": {"RefreshToken": token, "AccessToken": "sample-token"}}
    profile = {
        "ConnectorProfileName": "crm",
        "ConnectorType": "Salesforce",
        "ConnectionMode": "Public",
        "ConnectorProfileConfig": {
            "ConnectorProfileProperties": {"Salesforce": {}},
            "ConnectorProfileCredentials": credentials,
        },
    }
    found = read({"Crm": {"Type": "AWS::AppFlow::ConnectorProfile", "Properties": profile}})
    (crm,) = (each for each in found.described if each.origin == "Crm")
    (notice,) = crm.notices
    assert (
        notice.path == "ConnectorProfileConfig.ConnectorProfileCredentials.Salesforce.RefreshToken"
    )
    assert token in notice.text
    config = crm.inputs["connectorProfileConfig"]
    assert config["connectorProfileCredentials"] == {"salesforce": {"accessToken": "sample-token"}}
    taken = {each.origin: each.found.current for each in take(found, None).taken}
    assert taken["Crm"].inputs["connectorProfileConfig"].keys() == {"connectorProfileProperties"}


@pytest.mark.parametrize("written", [True, "true"])
def test_the_value_of_a_hidden_parameter_is_used_in_credentials_and_conditions_alone(
    written: Any,
) -> None:
    secret, sample = {"Type": "String", "NoEcho": written, "Default": "hunter2"}, {"Ref": "Secret"}
    profile = {
        "ConnectorProfileName": "crm",
        "ConnectorType": "CustomConnector",
        "ConnectorLabel": {"Fn::If": ["IsHunter", "GitHub", "GitLab"]},
        "ConnectionMode": "Public",
        "ConnectorProfileConfig": {
            "ConnectorProfileProperties": {
                "CustomConnector": {
                    "ProfileProperties": {"a": {"Fn::Sub": "${Secret}-x"}, "b": sample, "c": "d"}
                }
            },
            "ConnectorProfileCredentials": {
                "CustomConnector": {
                    "AuthenticationType": "APIKEY",
                    "ApiKey": {"ApiKey": {"Fn::Join": ["-", ["key", sample]]}},
                }
            },
        },
    }
    content = {
        "Parameters": {"Secret": secret},
        "Conditions": {"IsHunter": {"Fn::Equals": [sample, "hunter2"]}},
        "Resources": {"Crm": {"Type": "AWS::AppFlow::ConnectorProfile", "Properties": profile}},
    }
    contents = cloudformation.read(content, Surroundings(region="eu-west-1"), "t")
    (each,) = take(contents, None).taken
    assert each.found.current.inputs["connectorLabel"] == "GitHub"
    assert [one.value for one in linked([each.found])[0].credentials] == ["key-hunter2"]
    assert "hunter2" not in repr(each) + program([each.found], "plugin", "") + blocks([each.found])
    properties = "ConnectorProfileConfig.ConnectorProfileProperties.CustomConnector"
    told = "is not in the file: it is the parameter Secret, which is hidden (NoEcho)"
    assert [str(notice) for notice in each.notices if "NoEcho" in notice.text] == [
        f"{properties}.ProfileProperties.{key}: {told}" for key in ("a", "b")
    ]


def test_the_way_out_retains_before_it_deletes() -> None:
    content = of_cases()
    contents = cloudformation.read(content, AROUND, "flows")
    lines = way_out(contents, take(contents, None).taken)
    retain = [at for at, line in enumerate(lines) if "DeletionPolicy: Retain" in line]
    delete = [at for at, line in enumerate(lines) if "delete-stack --stack-name flows" in line]
    assert len(retain) == len(content["Resources"])
    assert max(retain) < delete[0]
    alone = cloudformation.read(content, Surroundings(region="eu-west-1"), "flows.yaml")
    assert "--stack-name STACK" in way_out(alone, take(alone, None).taken)[-1]


def test_what_a_template_does_not_tell_is_read_from_appflow(services: Services) -> None:
    backend.profile_for("Singular", "kestrel-ads")
    request = other_tools.requests_by_name("004-singular-s3-cron")
    Life("Flow", services).start(from_api(RESOURCES["Flow"].inputs, request))
    properties = other_tools.cloudformation("Flow", request)
    (destination,) = properties["DestinationFlowConfigList"]
    destination["DestinationConnectorProperties"]["S3"]["BucketName"] = {"Ref": "Topic"}
    around = Surroundings({"Stage": "x"}, region=backend.REGION)
    flow = {"Type": "AWS::AppFlow::Flow", "Properties": properties}
    contents = cloudformation.read(
        {"Resources": {"Topic": {"Type": "x"}, "Spend": flow}}, around, "t"
    )
    (each,) = take(contents, OperationContext(services)).taken
    live = RESOURCES["Flow"].read("ad-spend-daily", State({}), OperationContext(services))
    assert live is not None
    assert each.found.current.inputs == live.inputs
    assert each.found.current.state == live.state
    (notice,) = each.notices
    assert notice.text.startswith("is not in the file: it refers to Topic")
    alone = take(contents, None)
    assert alone.taken == ()
    (skipped,) = alone.skipped
    assert str(skipped) == (
        "Spend is not taken, because the file does not hold its "
        "destinationFlowConfigList[0].destinationConnectorProperties.s3.bucketName"
    )


CUSTOM = other_tools.cloudformation(
    "ConnectorProfile", other_tools.requests_by_name("custom-login")
)


PARTS: Mapping[str, tuple[Any, str]] = {
    "parameters": ({"Parameters": ["x"]}, "flows: Parameters is not a map"),
    "a parameter": ({"Parameters": {"A": "x"}}, "flows: Parameters: A is not a map"),
    "a resource": ({"Resources": {"A": "x"}}, "flows: Resources: A is not a map"),
    "properties": (
        {"Resources": {"A": {"Properties": []}}},
        "flows: the Properties of A are not a map",
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_no_map_is_one_sentence(name: str) -> None:
    part, words = PARTS[name]
    with pytest.raises(AppFlowError, match=words):
        cloudformation.read({**CONTENT, **part}, AROUND, "flows")


def test_nested_stacks_are_named_with_the_way_to_read_them() -> None:
    nested = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://x"}}
    arn = "arn:aws:cloudformation:eu-west-1:123456789012:stack/flows-Logins-1ABC/5f2e"
    around = Surroundings({"Stage": "x"}, {"Logins": arn}, "eu-west-1", "123456789012", "flows")
    for surroundings, name in ((around, "flows-Logins-1ABC"), (Surroundings(), "NAME")):
        content = {"Resources": {"Logins": nested}}
        (skipped,) = cloudformation.read(content, surroundings, "flows").skipped
        assert str(skipped) == f"Logins is a nested stack. Read it, too: --stack {name}"


def test_a_tag_whose_key_is_not_known_is_reported() -> None:
    tags = [{"Key": {"Fn::ImportValue": "x"}, "Value": "1"}, {"Key": "a", "Value": "2"}]
    flow = {"Type": "AWS::AppFlow::Flow", "Properties": {"FlowName": "a", "Tags": tags}}
    (each,) = (each for each in read({"A": flow}).described if each.origin == "A")
    assert each.inputs["tags"] == {"a": "2"}
    assert [str(notice) for notice in each.notices] == [
        "Tags: has 1 without a known Key, not taken"
    ]


def test_a_resource_without_a_type_is_one_sentence() -> None:
    with pytest.raises(AppFlowError, match="flows: resource Odd has no Type"):
        read({"Odd": {"Properties": {}}})


def test_a_connector_is_read_and_profiles_refer_to_it() -> None:
    connector = {
        "ConnectorLabel": {"Fn::Sub": "erp-${Stage}"},
        "ConnectorProvisioningType": "LAMBDA",
        "ConnectorProvisioningConfig": {
            "Lambda": {"LambdaArn": "arn:aws:lambda:eu-west-1:1:function:a"}
        },
    }
    profile = {**CUSTOM, "ConnectorLabel": {"Ref": "Erp"}}
    contents = read(
        {
            "Erp": {"Type": "AWS::AppFlow::Connector", "Properties": connector},
            "ErpLogin": {"Type": "AWS::AppFlow::ConnectorProfile", "Properties": profile},
        }
    )
    found = [each.found for each in take(contents, None).taken]
    assert [each.name for each in found] == ["Erp", "ErpLogin"]
    assert found[0].current.inputs == {
        "connectorLabel": "erp-prod",
        "connectorProvisioningConfig": {
            "lambda": {"lambdaArn": "arn:aws:lambda:eu-west-1:1:function:a"}
        },
    }
    source = program(found, "plugin", "eu-west-1")
    assert "connector_label=erp.connector_label," in source
    assert '"access_token": config' not in source
    assert '"accessToken": config.require_secret("erploginAccessToken")' in source
    assert "connectorLabel = erp.connectorLabel" in blocks(found)
    assert 'config erploginAccessToken "string" {' in blocks(found)
    assert "accessToken = erploginAccessToken" in blocks(found)
