"""
Requests of the API as other tools keep them: Terraform's state, CloudFormation's properties, and the states of pulumi-aws and aws-native.

Written from the tools' schemas and from nothing of the provider. `members` holds the schemas: a file a resource, a line a member with its
place and its kind. They are the input types of pulumi-aws 7.51.1 (those of 6.83.4 lack `region` alone) and of aws-native 1.84.0.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CASES = HERE.parent / "cases"
ACCOUNT, REGION = "123456789012", "us-east-2"

MAPS = frozenset(
    {
        "customProperties",
        "profileProperties",
        "tokenUrlCustomProperties",
        "credentialsMap",
        "taskProperties",
        "tags",
    }
)
"""Members whose keys are the user's."""
TIMES = frozenset({"scheduleStartTime", "scheduleEndTime", "firstExecutionFrom"})

Place = tuple[str, ...]


@cache
def members_of(schema: str) -> Mapping[Place, str]:
    """The members of a resource of a tool: place to kind, in the spelling of Python."""
    lines = (HERE / "members" / f"{schema}.txt").read_text().splitlines()
    return {tuple(place.split(".")): kind for place, kind in (line.split() for line in lines)}


_CUSTOM_LOGIN: dict[str, Any] = {
    "connectorProfileName": "kestrel-erp",
    "connectorType": "CustomConnector",
    "connectorLabel": "GitHub",
    "connectionMode": "Public",
    "connectorProfileConfig": {
        "connectorProfileProperties": {"CustomConnector": {"profileProperties": {"host": "erp"}}},
        "connectorProfileCredentials": {
            "CustomConnector": {
                "authenticationType": "CUSTOM",
                "custom": {
                    "customAuthenticationType": "token",
                    "credentialsMap": {"accessToken": "sample-token", "tenant": "sample-tenant"},
                },
            }
        },
    },
}
"""A login whose credentials are a map, which no case has."""


def requests() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, kind and request of each case, profiles first."""
    for request in json.loads((CASES / "logins.json").read_text()):
        yield request["connectorProfileName"], "ConnectorProfile", request
    yield "custom-login", "ConnectorProfile", _CUSTOM_LOGIN
    for folder, kind in (("profiles", "ConnectorProfile"), ("flows", "Flow")):
        for path in sorted((CASES / folder).glob("*.json")):
            request = json.loads(path.read_text())["request"]
            yield path.stem, kind, {key: request[key] for key in request if key != "clientToken"}


def snake(name: str) -> str:
    """As Terraform's AWS provider and pulumi-aws's Python spell a name."""
    name = re.sub(r"^o?[aA]uth(?=2)", "oauth", name)
    name = name.replace("oAuth", "oauth").replace("SAPOData", "sapoData").replace("SSO", "Sso")
    name = name.replace("PrivateLinkFor", "PrivatelinkFor")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


# Names that are not the API's, by the API's name; where two structures differ, with the structure around.
_TERRAFORM = {
    "flowName": "name",
    "connectorProfileName@ConnectorProfile": "name",
    "destinationFlowConfigList": "destination_flow_config",
    "tasks": "task",
    "pathPrefixHierarchy": "prefix_hierarchy",
    "maxParallelism": "max_page_size",
}
_PULUMI_AWS = {
    **_TERRAFORM,
    "destinationFlowConfigList": "destinationFlowConfigs",
    "tasks": "tasks",
    "connectorOperator": "connectorOperators",
    "pathPrefixHierarchy": "prefixHierarchies",
}


def _renamed(names: Mapping[str, str], name: str, inside: str) -> str | None:
    return names.get(f"{name}@{inside}", names.get(name))


def _time(value: Any) -> str:
    if isinstance(value, str):
        return value
    return datetime.fromtimestamp(value, timezone.utc).isoformat().replace("+00:00", "Z")


def terraform(kind: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of `aws_appflow_…` in a state: structures are lists, and what is not set is empty."""
    found: dict[str, Any] = _terraform(request, kind)
    _fill(found, (), members_of(f"pulumi_aws_{snake(kind)}"))
    noun = {"Flow": "flow", "ConnectorProfile": "connectorprofile"}[kind]
    arn = f"arn:aws:appflow:{REGION}:{ACCOUNT}:{noun}/{found['name']}"
    found |= {"id": found["name"], "arn": arn, "region": REGION}
    if kind == "Flow":
        found |= {"flow_status": "Draft", "tags_all": found.get("tags") or {}}
    return found


def _terraform(value: Any, inside: str) -> Any:
    if isinstance(value, Mapping):
        return {
            _renamed(_TERRAFORM, name, inside) or snake(name): _attribute(name, item)
            for name, item in value.items()
        }
    return value


def _attribute(name: str, item: Any) -> Any:
    if name in MAPS or not isinstance(item, (Mapping, list)):
        return _time(item) if name in TIMES else item
    if isinstance(item, Mapping):
        return [_terraform(item, name)]
    return [_terraform(each, name) for each in item]


_UNSET: Mapping[str, Callable[[], Any]] = {
    "bool": lambda: False,
    "block": list,
    "int": int,
    "list": list,
    "map": dict,
    "number": float,
    "text": str,
    "texts": list,
}
_TERRAFORM_WORDS = {
    "destination_flow_configs": "destination_flow_config",
    "tasks": "task",
    "connector_operators": "connector_operator",
    "prefix_hierarchies": "prefix_hierarchy",
}


def _fill(attributes: dict[str, Any], place: Place, schema: Mapping[Place, str]) -> None:
    """Add what the state holds for members that are not set."""
    for inner, kind in schema.items():
        if inner[:-1] != place:
            continue
        name = _TERRAFORM_WORDS.get(inner[-1], inner[-1])
        if name not in attributes:
            attributes[name] = _UNSET[kind]()
        elif kind in {"block", "list"}:
            for each in attributes[name]:
                _fill(each, inner, schema)


def pulumi_aws(kind: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs in a state of pulumi-aws."""
    return {**_camel(request, kind)}


def _camel(value: Any, inside: str) -> Any:
    if isinstance(value, list):
        return [_camel(each, inside) for each in value]
    if not isinstance(value, Mapping):
        return value
    found = {}
    for name, item in value.items():
        word = _renamed(_PULUMI_AWS, name, inside) or snake(name)
        key = re.sub(r"_(\w)", lambda letter: letter[1].upper(), word)
        inner = item if name in MAPS else _camel(item, name)
        inner = [inner] if name == "connectorOperator" else inner
        found[key] = _time(item) if name in TIMES else inner
    return found


_CLOUDFORMATION = {
    "failOnFirstDestinationError": "FailOnFirstError",
    "timezone": "TimeZone",
    "kmsArn": "KMSArn",
    "oauth2": "OAuth2",
    **{
        f"oAuthRequest@{inside}": "ConnectorOAuthRequest"
        for inside in (
            "GoogleAnalytics",
            "Marketo",
            "oAuthCredentials",
            "Pardot",
            "Salesforce",
            "Slack",
            "Zendesk",
        )
    },
}


def cloudformation(kind: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of `AWS::AppFlow::…` in a template."""
    return {**_pascal(request, kind)}


def _pascal(value: Any, inside: str) -> Any:
    if isinstance(value, list):
        return [_pascal(each, inside) for each in value]
    if not isinstance(value, Mapping):
        return value
    found = {}
    for name, item in value.items():
        word = _renamed(_CLOUDFORMATION, name, inside) or name[0].upper() + name[1:]
        if name in {"taskProperties", "tags"}:
            inner: Any = [{"Key": key, "Value": text} for key, text in item.items()]
        elif name == "triggerProperties":
            inner = _pascal(item.get("Scheduled", item), "Scheduled")
        else:
            inner = item if name in MAPS else _pascal(item, name)
        found[word] = inner
    return found


def aws_native(kind: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs in a state of aws-native: CloudFormation's names, in lower case at the beginning."""
    return {**_respelled(cloudformation(kind, request), _lower)}


def awscc(kind: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of `awscc_appflow_…` in a state: CloudFormation's names in snake case."""
    return {**_respelled(cloudformation(kind, request), _underscored)}


def _respelled(value: Any, spell: Callable[[str], str], *, is_map: bool = False) -> Any:
    if isinstance(value, list):
        return [_respelled(each, spell) for each in value]
    if not isinstance(value, Mapping):
        return value
    maps = {name[0].upper() + name[1:] for name in MAPS}
    return {
        name if is_map else spell(name): _respelled(item, spell, is_map=name in maps)
        for name, item in value.items()
    }


def _lower(name: str) -> str:
    """`KMSArn` is `kmsArn`, `S3` is `s3` and `SAPOData` is `sapoData`."""
    return re.sub(r"^[A-Z]+(?=[A-Z][a-z])|^[A-Z]", lambda found: found[0].lower(), name)


def _underscored(name: str) -> str:
    """`OAuth2GrantType` is `o_auth_2_grant_type` and `S3` is `s3`."""
    words = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z]*|\d+|[a-z]+", name.replace("S3", "Sthree"))
    return "_".join(words).lower().replace("sthree", "s3")


def requests_by_name(name: str) -> dict[str, Any]:
    """The request of a case."""
    (request,) = (request for each, _, request in requests() if each == name)
    return request
