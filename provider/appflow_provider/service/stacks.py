"""Reads a CloudFormation stack: its template, the values of its parameters, and the names of its resources."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Stack:
    """
    A stack.

    Attributes:
        name: Its name.
        arn: Its ARN.
        template: Its template, as CloudFormation processed it: JSON or YAML text, or an object.
        parameters: The values of its parameters. Those with NoEcho are asterisks.
        ids: The physical ids of its resources, by logical id.
    """

    name: str
    arn: str
    template: Any
    parameters: Mapping[str, str]
    ids: Mapping[str, str]

    @property
    def region(self) -> str:
        """Its region."""
        return self.arn.split(":")[3]

    @property
    def account(self) -> str:
        """Its account."""
        return self.arn.split(":")[4]


def stack_of(client: Any, name: str) -> Stack:
    """
    Read a stack with DescribeStacks, GetTemplate and ListStackResources.

    Args:
        client: A boto3 client of CloudFormation.
        name: The stack's name or ARN.
    """
    (found,) = client.describe_stacks(StackName=name)["Stacks"]
    template = client.get_template(StackName=name, TemplateStage="Processed")["TemplateBody"]
    pages = client.get_paginator("list_stack_resources").paginate(StackName=name)
    resources = [each for page in pages for each in page["StackResourceSummaries"]]
    return Stack(
        found["StackName"],
        found["StackId"],
        template,
        {
            each["ParameterKey"]: each.get("ResolvedValue", each.get("ParameterValue", ""))
            for each in found.get("Parameters") or []
        },
        {
            each["LogicalResourceId"]: each["PhysicalResourceId"]
            for each in resources
            if each.get("PhysicalResourceId")
        },
    )
