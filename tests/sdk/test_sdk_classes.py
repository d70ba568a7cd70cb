"""The generated classes, as a program uses them. What they are called is checked against the shapes."""

import inspect
import json
import keyword
import re
from pathlib import Path

import pulumi
import pytest
import yaml

import pulumi_appflow as appflow
from appflow_provider.declarations.connector_profile import (
    CONNECTOR_PROFILE,
    ConnectorProfileInputs,
)
from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.schema import package_schema
from appflow_provider.schema.describe import docstring
from appflow_provider.shapes.base import ApiEnum
from appflow_provider.shapes.config import ProviderConfig
from appflow_provider.shapes.walk import Kind, members

CHECKOUT = Path(__file__).resolve().parents[2]
RESOURCES = {"ConnectorProfile": ConnectorProfileInputs, "Flow": FlowInputs}


def used(kind, found):
    """The shapes and enums that values of a kind are made of."""
    if kind.item is not None:
        used(kind.item, found)
    own = kind.shape or kind.leaf
    if inspect.isclass(own) and own.__name__ not in found:
        if kind.shape is not None or issubclass(own, ApiEnum):
            found[own.__name__] = own
        if kind.shape is not None:
            for member in members(kind.shape).values():
                used(member.kind, found)
    return found


USED = used(Kind(shape=FlowInputs), {}) | used(Kind(shape=ConnectorProfileInputs), {})
SHAPES = {name: cls for name, cls in USED.items() if cls not in RESOURCES.values()}
ENUMS = {name: SHAPES.pop(name) for name in list(SHAPES) if issubclass(SHAPES[name], ApiEnum)}


def arguments(cls):
    return [name for name in inspect.signature(cls).parameters if not name.startswith("__")]


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_arguments_have_the_names_of_the_shape(name):
    cls = getattr(appflow, f"{name}Args")
    assert sorted(arguments(cls)) == sorted(SHAPES[name].model_fields)
    assert sorted(getattr(appflow, f"{name}ArgsDict").__annotations__) == sorted(arguments(cls))
    assert sorted(arguments(getattr(appflow.outputs, name))) == sorted(arguments(cls))


@pytest.mark.parametrize(
    ("cls", "shape"),
    [
        (appflow.FlowArgs, FlowInputs),
        (appflow.ConnectorProfileArgs, CONNECTOR_PROFILE.written),
        (appflow.ProviderArgs, ProviderConfig),
    ],
    ids=["Flow", "ConnectorProfile", "Provider"],
)
def test_resources_take_the_members_of_the_shape(cls, shape):
    assert sorted(arguments(cls)) == sorted(shape.model_fields)


@pytest.mark.parametrize(
    ("cls", "argument"),
    [
        ("ConnectorOperatorArgs", "s3"),
        ("ConnectorOperatorArgs", "sapo_data"),
        ("ConnectorOperatorArgs", "google_analytics"),
        ("CustomConnectorProfileCredentialsArgs", "oauth2"),
        ("SalesforceConnectorProfileCredentialsArgs", "oauth_request"),
        ("SalesforceConnectorProfileCredentialsArgs", "oauth2_grant_type"),
        ("ServiceNowConnectorProfileCredentialsArgs", "oauth2_credentials"),
        ("SAPODataConnectorProfilePropertiesArgs", "disable_sso"),
        ("S3DestinationPropertiesArgs", "s3_output_format_config"),
        ("FlowArgs", "destination_flow_config_list"),
    ],
)
def test_the_names_of_the_design(cls, argument):
    assert argument in arguments(getattr(appflow, cls))


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_enums_have_the_names_and_values_of_the_shape(name):
    assert {each.name: each.value for each in getattr(appflow, name)} == {
        # The generator keeps clear of Python's keywords: `ASYNC_`.
        each.name + "_" * keyword.iskeyword(each.name.lower()): each.value
        for each in ENUMS[name]
    }


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_class_tells_what_it_is_for(name):
    first = docstring(SHAPES[name]).splitlines()[0]
    assert first in getattr(appflow, f"{name}ArgsDict").__doc__
    assert first in getattr(appflow.outputs, name).__doc__


@pytest.mark.parametrize("name", RESOURCES)
def test_a_resource_tells_what_it_is_for_with_examples_in_python_only(name):
    # The constructor's two signatures are overloads, whose docstrings only the source has.
    source = inspect.getsource(getattr(appflow, name))
    assert source.count(docstring(RESOURCES[name]).splitlines()[0]) == 2
    shown = re.findall(r"^\s*```(\w+)$", source, re.MULTILINE)
    assert set(shown) == {"python", "sh"}


def blocks(name, language):
    text = package_schema()["resources"][f"appflow:index:{name}"]["description"]
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


EXAMPLES = [
    pytest.param(python, yaml_, id=f"{name}-{number}")
    for name in RESOURCES
    for number, (python, yaml_) in enumerate(
        zip(blocks(name, "python"), blocks(name, "yaml"), strict=True)
    )
]


@pytest.mark.parametrize(("python", "yaml_"), EXAMPLES)
def test_the_examples_in_python_and_yaml_are_the_same_program(inputs, python, yaml_):
    program = yaml.safe_load(yaml_)
    secrets = dict.fromkeys(program.get("config", {}), "hidden")
    pulumi.runtime.set_all_config({f"project:{key}": value for key, value in secrets.items()})
    ((expected),) = program["resources"].values()
    text = json.dumps(expected["properties"])
    for key, value in secrets.items():
        text = text.replace(f"${{{key}}}", value)
    made = inputs(lambda: exec(compile(python, "example", "exec"), {}))
    assert made == json.loads(text)


def typed():
    s3, operator = appflow.ConnectorType.S3, appflow.S3ConnectorOperator
    return appflow.Flow(
        "orders",
        trigger_config=appflow.TriggerConfigArgs(
            trigger_type=appflow.TriggerType.SCHEDULED,
            trigger_properties=appflow.TriggerPropertiesArgs(
                scheduled=appflow.ScheduledTriggerPropertiesArgs(
                    schedule_expression="rate(1hours)",
                    schedule_start_time=1_924_984_800,
                    schedule_offset=900,
                )
            ),
        ),
        source_flow_config=appflow.SourceFlowConfigArgs(
            connector_type=s3,
            source_connector_properties=appflow.SourceConnectorPropertiesArgs(
                s3=appflow.S3SourcePropertiesArgs(bucket_name="from-here")
            ),
        ),
        destination_flow_config_list=[
            appflow.DestinationFlowConfigArgs(
                connector_type=s3,
                destination_connector_properties=appflow.DestinationConnectorPropertiesArgs(
                    s3=appflow.S3DestinationPropertiesArgs(bucket_name="to-there")
                ),
            )
        ],
        tasks=[
            appflow.TaskArgs(
                task_type=appflow.TaskType.MAP_ALL,
                source_fields=[],
                connector_operator=appflow.ConnectorOperatorArgs(s3=operator.NO_OP),
                task_properties={"EXCLUDE_SOURCE_FIELDS_LIST": "[]"},
            )
        ],
        tags={"costCenter": "a", "cost_center": "b"},
    )


def literal():
    return appflow.Flow(
        "orders",
        trigger_config={
            "trigger_type": "Scheduled",
            "trigger_properties": {
                "scheduled": {
                    "schedule_expression": "rate(1hours)",
                    "schedule_start_time": 1_924_984_800,
                    "schedule_offset": 900,
                }
            },
        },
        source_flow_config={
            "connector_type": "S3",
            "source_connector_properties": {"s3": {"bucket_name": "from-here"}},
        },
        destination_flow_config_list=[
            {
                "connector_type": "S3",
                "destination_connector_properties": {"s3": {"bucket_name": "to-there"}},
            }
        ],
        tasks=[
            {
                "task_type": "Map_all",
                "source_fields": [],
                "connector_operator": {"s3": "NO_OP"},
                "task_properties": {"EXCLUDE_SOURCE_FIELDS_LIST": "[]"},
            }
        ],
        tags={"costCenter": "a", "cost_center": "b"},
    )


SENT = {
    "triggerConfig": {
        "triggerType": "Scheduled",
        "triggerProperties": {
            "scheduled": {
                "scheduleExpression": "rate(1hours)",
                "scheduleStartTime": 1_924_984_800,
                "scheduleOffset": 900,
            }
        },
    },
    "sourceFlowConfig": {
        "connectorType": "S3",
        "sourceConnectorProperties": {"s3": {"bucketName": "from-here"}},
    },
    "destinationFlowConfigList": [
        {
            "connectorType": "S3",
            "destinationConnectorProperties": {"s3": {"bucketName": "to-there"}},
        }
    ],
    "tasks": [
        {
            "taskType": "Map_all",
            "sourceFields": [],
            "connectorOperator": {"s3": "NO_OP"},
            "taskProperties": {"EXCLUDE_SOURCE_FIELDS_LIST": "[]"},
        }
    ],
    "tags": {"costCenter": "a", "cost_center": "b"},  # a user's own keys are never translated
}


@pytest.mark.parametrize("program", [typed, literal])
def test_classes_and_dicts_send_the_same(inputs, engine, program):
    assert inputs(program) == SENT
    assert engine.seen[0].typ == "appflow:index:Flow"
    FlowInputs.model_validate(SENT)


def test_a_value_that_the_sdk_does_not_know_comes_through(inputs, engine):
    config = {"connectorType": "Tomorrow", "sourceConnectorProperties": {}}
    engine.state = {"sourceFlowConfig": config, "flowArn": "arn:aws:appflow:eu-west-1:1:flow/x"}
    told: list[list[str]] = []

    def program():
        flow = literal()
        return pulumi.Output.all(
            flow.source_flow_config.connector_type, flow.flow_arn, flow.tasks[0].task_type
        ).apply(told.append)

    inputs(program)
    assert told == [["Tomorrow", "arn:aws:appflow:eu-west-1:1:flow/x", "Map_all"]]


def test_a_missing_required_input_is_named(engine):
    with pytest.raises(TypeError, match="Missing required property 'tasks'"):
        appflow.Flow(
            "orders",
            trigger_config={"trigger_type": "OnDemand"},
            source_flow_config={"connector_type": "S3", "source_connector_properties": {}},
            destination_flow_config_list=[],
        )
