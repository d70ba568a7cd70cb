"""States of Terraform around resources."""

from collections.abc import Mapping
from typing import Any

from tests.migration import other_tools

PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"]'


def resource(
    type_: str, name: str, attributes: Mapping[str, Any], module: str = "", **instance: Any
) -> dict[str, Any]:
    """A resource with one instance, in the format of a state file."""
    around = {"module": module} if module else {}
    instances = [{"schema_version": 0, "attributes": dict(attributes), **instance}]
    return {
        **around,
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider": PROVIDER,
        "instances": instances,
    }


def state(*resources: Mapping[str, Any]) -> dict[str, Any]:
    """A state file of format 4."""
    return {
        "version": 4,
        "terraform_version": "1.9.8",
        "serial": 7,
        "lineage": "2b2e7c1a",
        "outputs": {},
        "resources": list(resources),
    }


def of_cases(provider: int = 6) -> dict[str, Any]:
    """The cases as the AWS provider of a version keeps them, and with awscc those that it cannot express."""
    found = []
    for name, kind, request in other_tools.requests():
        noun = other_tools.snake(kind)
        if name in BEYOND_TERRAFORM:
            attributes = {**other_tools.awscc(kind, request), "id": "text"}
            found.append(resource(f"awscc_appflow_{noun}", f"n-{name}", attributes))
            continue
        attributes = other_tools.terraform(kind, request)
        if provider == 5:
            attributes = {**attributes, "id": attributes["arn"]}
            del attributes["region"]
        found.append(resource(f"aws_appflow_{noun}", f"n-{name}", attributes))
    return state(*found)


BEYOND_TERRAFORM = frozenset(
    {
        "003-pardot-sandbox",
        "006-redshift-serverless",
        "007-servicenow-oauth2",
        "008-snowflake-private-key",
    }
)
"""Cases with members that the AWS provider of Terraform lacks."""
