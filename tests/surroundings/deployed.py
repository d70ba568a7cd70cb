"""Deploys what a program registers under mocks to moto, as pulumi_aws would to AWS, and reads it back in the words of the program."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.surroundings.conftest import Registered

Inputs = Mapping[str, Any]


@dataclass(frozen=True)
class Deployed:
    """
    How one class of pulumi_aws is deployed.

    Attributes:
        service: Whose client.
        put: Deploys it: takes the client, the name in the program and the inputs.
        read: What is there then, as inputs.
    """

    service: str
    put: Callable[[Any, str, Inputs], Any]
    read: Callable[[Any, str, Inputs], dict[str, Any]]


KINDS: Mapping[str, Deployed] = {
    "BucketPolicy": Deployed(
        "s3",
        lambda s3, _, it: s3.put_bucket_policy(Bucket=it["bucket"], Policy=it["policy"]),
        lambda s3, _, it: {"policy": s3.get_bucket_policy(Bucket=it["bucket"])["Policy"]},
    ),
    "KeyPolicy": Deployed(
        "kms",
        lambda kms, _, it: kms.put_key_policy(
            KeyId=it["keyId"], PolicyName="default", Policy=it["policy"]
        ),
        lambda kms, _, it: {
            "policy": kms.get_key_policy(KeyId=it["keyId"], PolicyName="default")["Policy"]
        },
    ),
    "SecretPolicy": Deployed(
        "secretsmanager",
        lambda secrets, _, it: secrets.put_resource_policy(
            SecretId=it["secretArn"], ResourcePolicy=it["policy"]
        ),
        lambda secrets, _, it: {
            "policy": secrets.get_resource_policy(SecretId=it["secretArn"])["ResourcePolicy"]
        },
    ),
    "CatalogDatabase": Deployed(
        "glue",
        lambda glue, _, it: glue.create_database(DatabaseInput={"Name": it["name"]}),
        lambda glue, _, it: {"name": glue.get_database(Name=it["name"])["Database"]["Name"]},
    ),
    "EventRule": Deployed(
        "events",
        lambda events, name, it: events.put_rule(Name=name, EventPattern=it["eventPattern"]),
        lambda events, name, _: {"eventPattern": events.describe_rule(Name=name)["EventPattern"]},
    ),
    "EventTarget": Deployed(
        "events",
        lambda events, _, it: events.put_targets(
            Rule=it["rule"], Targets=[{"Id": "1", "Arn": it["arn"]}]
        ),
        lambda events, _, it: {
            "arn": ", ".join(
                each["Arn"] for each in events.list_targets_by_rule(Rule=it["rule"])["Targets"]
            )
        },
    ),
    "MetricAlarm": Deployed(
        "cloudwatch",
        lambda cloudwatch, name, it: cloudwatch.put_metric_alarm(AlarmName=name, **_request(it)),
        lambda cloudwatch, name, it: _inputs(
            cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0], it
        ),
    ),
}
"""By the class of pulumi_aws."""

_WHOLE = ("period", "evaluationPeriods")  # numbers are floats on Pulumi's wire


def deploy(made: Registered, local: Callable[..., Any]) -> None:
    """Deploy what stands around flows, in the order of the program."""
    for kind, name, inputs in _around(made):
        KINDS[kind].put(_client(kind, local), name, inputs)


def differences(made: Registered, local: Callable[..., Any]) -> tuple[set[str], list[Any]]:
    """Which classes were deployed, and what AWS has otherwise than the program says."""
    kinds, found = set(), []
    for kind, name, inputs in _around(made):
        kinds.add(kind)
        for key, value in KINDS[kind].read(_client(kind, local), name, inputs).items():
            if _parsed(value) != _parsed(inputs[key]):
                found.append((kind, name, key, value, inputs[key]))
    return kinds, found


def _around(made: Registered) -> list[tuple[str, str, Inputs]]:
    found = ((each.typ.rsplit(":", 1)[-1], each.name, each.inputs) for each in made.seen)
    return [each for each in found if each[0] in KINDS]


def _client(kind: str, local: Callable[..., Any]) -> Any:
    service = KINDS[kind].service
    return local(service, region_name="us-east-1") if service == "s3" else local(service)


def _parsed(value: Any) -> Any:
    is_json = isinstance(value, str) and value.startswith("{")
    return json.loads(value) if is_json else value


def _request(given: Inputs) -> dict[str, Any]:
    dimensions = [{"Name": name, "Value": value} for name, value in given["dimensions"].items()]
    named = {**given, **{name: int(given[name]) for name in _WHOLE}, "dimensions": dimensions}
    return {name[0].upper() + name[1:]: value for name, value in named.items()}


def _inputs(alarm: Mapping[str, Any], given: Inputs) -> dict[str, Any]:
    named = {name[0].lower() + name[1:]: value for name, value in alarm.items()}
    named["dimensions"] = {each["Name"]: each["Value"] for each in alarm["Dimensions"]}
    return {name: named[name] for name in given}
