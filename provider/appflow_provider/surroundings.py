"""
What stands around a flow, and what its policy has to allow: one table of statements.

The advice about refused requests shows these statements, and the helpers of `pulumi_appflow` write policies with them.
`tools/sdk.py` copies this module to `pulumi_appflow/_surroundings.py`, so it imports nothing but the standard library.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "BUCKETS",
    "DATABASE",
    "GRANTS",
    "KEY",
    "READ",
    "SECRET",
    "WRITE",
    "Grant",
    "Use",
    "document",
    "key_statement",
    "owner_statement",
    "partition_of",
    "policy",
    "statement",
    "uses",
]

Statement = dict[str, Any]

READ, WRITE = "source bucket", "destination bucket"
BUCKETS = (READ, WRITE)
DATABASE, KEY, SECRET = "Glue database", "KMS key", "client secret"


@dataclass(frozen=True)
class Grant:
    """
    What a service has to be allowed on one kind of resource.

    Attributes:
        service: The principal.
        actions: What it does.
        resources: On which ARNs. `{name}` stands for the name or ARN that a program gives.
        source: Where this is said.
    """

    service: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    source: str


_APPFLOW, _EVENTS = "appflow.amazonaws.com", "events.amazonaws.com"
_BUCKET = ("arn:{partition}:s3:::{name}", "arn:{partition}:s3:::{name}/*")
_BUCKET_GUIDE = "user guide of Amazon AppFlow, Amazon S3 bucket policies"

GRANTS: Mapping[str, Grant] = {
    READ: Grant(_APPFLOW, ("s3:ListBucket", "s3:GetObject"), _BUCKET, _BUCKET_GUIDE),
    WRITE: Grant(  # inferred: buckets for failed records, and between AppFlow and a warehouse, need the same
        _APPFLOW,
        (
            "s3:PutObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
            "s3:ListBucketMultipartUploads",
            "s3:GetBucketAcl",
            "s3:PutObjectAcl",
        ),
        _BUCKET,
        _BUCKET_GUIDE,
    ),
    SECRET: Grant(  # inferred: the guide asks for a policy that grants AppFlow access
        _APPFLOW,
        ("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"),
        ("{name}",),
        "user guide of Amazon AppFlow, Salesforce",
    ),
    "topic": Grant(
        _EVENTS,
        ("sns:Publish",),
        ("{name}",),
        "user guide of Amazon EventBridge, resource-based policies",
    ),
    "queue": Grant(
        _EVENTS,
        ("sqs:SendMessage",),
        ("{name}",),
        "user guide of Amazon EventBridge, resource-based policies",
    ),
}
"""The statements for services, by kind of resource. The order is that of actions in a merged statement."""

# Inferred from what AppFlow does with a key; the KMS guide documents the condition.
_KEY_ACTIONS = (
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "kms:DescribeKey",
    "kms:CreateGrant",
)
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


def partition_of(region: str) -> str:
    """The partition of a region, as in its ARNs."""
    return next((name for start, name in _PARTITIONS.items() if region.startswith(start)), "aws")


def statement(
    kinds: Iterable[str], name: str, account: str | None = None, partition: str = "aws"
) -> Statement:
    """
    One statement with all that a service does with one resource.

    Args:
        kinds: The rows of `GRANTS`. Their service and their ARNs are the same.
        name: The bucket's name, otherwise the ARN.
        account: Allow it for resources of this account only, against the confused deputy problem.
        partition: The partition of the resource.
    """
    wanted = {*kinds}
    rows = [row for kind, row in GRANTS.items() if kind in wanted]
    made: Statement = {
        "Effect": "Allow",
        "Principal": {"Service": rows[0].service},
        "Action": [action for row in rows for action in row.actions],
        "Resource": [each.format(name=name, partition=partition) for each in rows[0].resources],
    }
    if account is not None:
        made["Condition"] = {"StringEquals": {"aws:SourceAccount": account}}
    return made


def key_statement(account: str, region: str) -> Statement:
    """Users of the account may give the key to AppFlow, and to it alone."""
    condition = {"StringEquals": {"kms:ViaService": f"appflow.{region}.amazonaws.com"}}
    return {**_of_the_account(account, region, [*_KEY_ACTIONS]), "Condition": condition}


def owner_statement(account: str, region: str) -> Statement:
    """
    The statement of a key's default policy: the account decides by its IAM policies who may use the key.

    A key's policy without it locks everybody out (KMS guide, default key policy).
    """
    return _of_the_account(account, region, ["kms:*"])


def _of_the_account(account: str, region: str, actions: Sequence[str]) -> Statement:
    root = f"arn:{partition_of(region)}:iam::{account}:root"
    return {"Effect": "Allow", "Principal": {"AWS": root}, "Action": [*actions], "Resource": "*"}


def document(statements: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The policy with these statements, each once, in their order."""
    once: list[Mapping[str, Any]] = []
    for each in statements:
        if each not in once:
            once.append(each)
    return {"Version": "2012-10-17", "Statement": once}


def policy(
    kinds: Iterable[str],
    others: Sequence[Mapping[str, Any]],
    name: str,
    account: str,
    region: str,
) -> str:
    """
    The policy of one bucket, key or secret, as JSON.

    Args:
        kinds: What it is used for: rows of `GRANTS`, or `KEY`.
        others: Further statements, which come first. Those of a key take the place of its default policy.
        name: The bucket's name, otherwise the ARN.
        account: The account of the flows.
        region: Their region.
    """
    wanted = {*kinds}
    ours: list[Statement] = []
    if KEY in wanted:
        others = others or [owner_statement(account, region)]
        ours = [key_statement(account, region)]
    elif wanted:
        restricted = account if wanted & {*BUCKETS} else None
        ours = [statement(wanted, name, restricted, partition_of(region))]
    return json.dumps(document([*others, *ours]))


@dataclass(frozen=True)
class Use:
    """
    What the inputs of a resource name that stands around it.

    Attributes:
        kind: One of `GRANTS`, `KEY` or `DATABASE`.
        value: Its name or ARN; whatever a program gives.
        path: Where it is given.
    """

    kind: str
    value: Any
    path: str


_SIDES: Mapping[str, str] = {
    "sourceFlowConfig": READ,
    "sourceConnectorProperties": READ,
    "destinationFlowConfig": WRITE,
    "destinationFlowConfigList": WRITE,
    "connectorProfileConfig": WRITE,
}
_MEMBERS: Mapping[str, str] = {
    "bucketName": "",
    "intermediateBucketName": "",
    "clientCredentialsArn": SECRET,
    "kmsArn": KEY,
}
_OF_GLUE = {"glueDataCatalog": {"databaseName": DATABASE}}


def uses(given: Any, side: str = "", path: str = "") -> Iterator[Use]:
    """
    Each bucket, key, secret and database that the inputs of a flow, profile or mirror name.

    Args:
        given: The inputs, under the names of the schema or of the API.
        side: What a bucket is used for.
        path: Where these inputs stand.
    """
    if isinstance(given, Mapping):
        for key, value in given.items():
            yield from _member(key, value, side, f"{path}.{key}" if path else str(key))
    elif isinstance(given, (list, tuple)):
        for place, item in enumerate(given):
            yield from uses(item, side, f"{path}[{place}]")


def _member(key: str, value: Any, side: str, path: str) -> Iterator[Use]:
    kind = _MEMBERS.get(key)
    if value is None:
        return
    if kind is not None:
        if kind or side:
            yield Use(kind or side, value, path)
    elif key in _OF_GLUE and isinstance(value, Mapping):
        for name, what in _OF_GLUE[key].items():
            if value.get(name) is not None:
                yield Use(what, value[name], f"{path}.{name}")
    else:
        yield from uses(value, _SIDES.get(key, side), path)
