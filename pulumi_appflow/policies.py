"""
Policies that a flow needs, as plain data for the resources of pulumi_aws.

The statements stand in the table of `_surroundings`, with their sources.
"""

import re
from collections.abc import Mapping
from typing import Any

from pulumi_appflow import _surroundings as table
from pulumi_appflow._arguments import text

__all__ = [
    "destination_bucket_statement",
    "document",
    "key_statement",
    "queue_statement",
    "secret_statement",
    "source_bucket_statement",
    "topic_statement",
]

Statement = dict[str, Any]


def source_bucket_statement(bucket: str, account: str | None = None) -> Statement:
    """
    Return the statement of a bucket policy that lets AppFlow read from the bucket.

    Args:
        bucket: The bucket's name. For an Output use `bucket.id.apply(lambda name: ...)`, with this call and `document` inside.
        account: Restrict the statement to flows of this account, against the confused deputy problem.
    """
    return _bucket_statement(table.READ, bucket, account)


def destination_bucket_statement(bucket: str, account: str | None = None) -> Statement:
    """The same for writing to the bucket. Buckets for failed records and between AppFlow and a warehouse need it too
    (inferred)."""
    return _bucket_statement(table.WRITE, bucket, account)


def key_statement(account: str, region: str) -> Statement:
    """
    The statement of a KMS key's policy with which users of the account may give the key to AppFlow, and to it alone.

    The condition is how AWS KMS restricts a key to requests that come through a service (KMS guide, `kms:ViaService`); that AppFlow needs
    these actions is inferred from what it does with the key.
    """
    return table.key_statement(_account(account), text("region", region))


def secret_statement(secret_arn: str) -> Statement:
    """
    The statement of a secret's policy that lets AppFlow read client credentials, for `client_credentials_arn`.

    That the service principal reads it is inferred from the user guide, which asks for a policy that grants AppFlow access.
    """
    return table.statement([table.SECRET], text("secret_arn", secret_arn))


def topic_statement(topic_arn: str) -> Statement:
    """The statement of an SNS topic's policy that lets EventBridge publish to it, for the helpers of `monitoring`."""
    return table.statement(["topic"], text("topic_arn", topic_arn))


def queue_statement(queue_arn: str) -> Statement:
    """The same for an SQS queue."""
    return table.statement(["queue"], text("queue_arn", queue_arn))


def document(*statements: Statement) -> dict[str, Any]:
    """The policy document with these statements, each once, ready for `json.dumps`."""
    if not all(isinstance(each, Mapping) for each in statements):
        raise TypeError("document takes statements one by one: document(*statements)")
    return table.document(statements)


def _bucket_statement(kind: str, bucket: str, account: str | None) -> Statement:
    if "/" in text("bucket", bucket) or ":" in bucket:
        raise ValueError(f"bucket must be the name of a bucket alone, not {bucket!r}")
    return table.statement([kind], bucket, account if account is None else _account(account))


def _account(account: str) -> str:
    if not re.fullmatch(r"\d{12}", text("account", account)):
        raise ValueError(f"account must be the 12 digits of an AWS account, not {account!r}")
    return account
