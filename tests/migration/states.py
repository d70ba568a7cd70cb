"""States of Terraform around resources."""

from collections.abc import Mapping
from typing import Any

from tests.migration import other_tools

PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"]'


def resource(
    type_: str,
    name: str,
    attributes: Mapping[str, Any],
    module: str = "",
    provider: str = PROVIDER,
    **instance: Any,
) -> dict[str, Any]:
    """A resource with one instance, in the format of a state file."""
    around = {"module": module} if module else {}
    instances = [{"schema_version": 0, "attributes": dict(attributes), **instance}]
    return {
        **around,
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider": provider,
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

WORDS = (
    *(
        "any",
        "appflow",
        "async",
        "await",
        "chan",
        "class",
        "cfg",
        "conf",
        "config",
        "const",
        "count",
        "ctx",
        "default",
    ),
    *(
        "delete",
        "each",
        "err",
        "error",
        "exports",
        "false",
        "for",
        "func",
        "function",
        "go",
        "if",
        "import",
        "in",
    ),
    *(
        "interface",
        "invoke",
        "len",
        "let",
        "list",
        "main",
        "map",
        "module",
        "new",
        "nil",
        "null",
        "object",
        "output",
    ),
    *(
        "package",
        "print",
        "process",
        "pulumi",
        "range",
        "require",
        "return",
        "secret",
        "self",
        "string",
        "struct",
    ),
    *(
        "switch",
        "true",
        "type",
        "undefined",
        "var",
        "arguments",
        "enum",
        "eval",
        "implements",
        "private",
        "protected",
    ),
    *(
        "public",
        "static",
        "super",
        "this",
        "void",
        "with",
        "yield",
        "error-2",
        "2024",
        "crm-refresh-token",
        "crm-refresh",
    ),
)
"""Names of resources that mean something in a language, that begin with a digit, or that are also the name of a secret."""


def of_words() -> dict[str, Any]:
    """A profile and a flow that uses it for each of these names."""
    found = []
    request = other_tools.requests_by_name("004-singular-s3-cron")
    for word in ("crm", *WORDS):
        source = {**request["sourceFlowConfig"], "connectorProfileName": f"{word}-login"}
        flow = {**request, "flowName": f"{word}-flow", "sourceFlowConfig": source}
        profile = {
            "connectorProfileName": f"{word}-login",
            "connectorType": "Singular",
            "connectionMode": "Public",
            "connectorProfileConfig": {
                "connectorProfileProperties": {"Singular": {}},
                "connectorProfileCredentials": {"Singular": {"apiKey": word}},
            },
        }
        if word.startswith("crm"):  # `crm` with a refresh token, `crm-refresh` with a token
            profile |= {
                "connectorType": "CustomConnector",
                "connectorLabel": "GitHub",
                "connectorProfileConfig": {
                    "connectorProfileProperties": {"CustomConnector": {}},
                    "connectorProfileCredentials": {
                        "CustomConnector": {
                            "authenticationType": "CUSTOM",
                            "custom": {
                                "customAuthenticationType": "token",
                                "credentialsMap": {"token": word, "refreshToken": word},
                            },
                        }
                    },
                },
            }
        for kind, each in (("ConnectorProfile", profile), ("Flow", flow)):
            # Both with one name: the resources differ in type alone.
            attributes = {**other_tools.terraform(kind, each), "arn": ""}
            type_ = f"aws_appflow_{other_tools.snake(kind)}"
            found.append(resource(type_, word, attributes))
    return state(*found)
