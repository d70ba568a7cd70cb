"""A CloudFormation stack is read with its template, parameters and physical ids, and a missing one is one sentence."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from appflow_provider.errors import AppFlowError
from appflow_provider.service import Services
from appflow_provider.settings import Settings

TEMPLATE = {
    "Parameters": {"Name": {"Type": "String"}, "Hidden": {"Type": "String", "NoEcho": True}},
    "Resources": {
        "Lake": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "Name"}}}
    },
}


@pytest.fixture
def client() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        environment.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        yield boto3.client("cloudformation", region_name="eu-west-1")


def test_a_stack_has_its_template_parameters_and_physical_ids(client: Any) -> None:
    values = {"Name": "kestrel-lake", "Hidden": "hunter2"}
    client.create_stack(
        StackName="flows",
        TemplateBody=json.dumps(TEMPLATE),
        Parameters=[{"ParameterKey": key, "ParameterValue": text} for key, text in values.items()],
    )
    found = Services(Settings(region="eu-west-1")).stack("flows")
    assert (found.name, found.region, found.account) == ("flows", "eu-west-1", "123456789012")
    template = found.template if isinstance(found.template, dict) else json.loads(found.template)
    assert template == TEMPLATE
    assert found.parameters["Name"] == "kestrel-lake"
    assert found.ids == {"Lake": "kestrel-lake"}


def test_a_stack_that_does_not_exist_is_one_sentence(client: Any) -> None:
    with pytest.raises(AppFlowError) as refused:
        Services(Settings(region="eu-west-1")).stack("nobody")
    assert str(refused.value).startswith("reading the stack nobody in eu-west-1: ")
    assert "\n" not in str(refused.value)
