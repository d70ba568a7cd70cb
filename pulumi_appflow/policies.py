"""
Policies that a flow needs, as plain data for the resources of pulumi_aws.

Sources: the user guides of Amazon AppFlow (S3 bucket policies) and of AWS KMS.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pulumi_appflow._arguments import text

__all__ = [
    "destination_bucket_statement",
    "document",
    "key_statement",
    "secret_statement",
    "source_bucket_statement",
]

Statement = dict[str, Any]

SERVICE = "appflow.amazonaws.com"


_READ = ("s3:ListBucket", "s3:GetObject")
_WRITE = (
    "s3:PutObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
    "s3:ListBucketMultipartUploads",
    "s3:GetBucketAcl",
    "s3:PutObjectAcl",
)
_KEY = ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey")


def source_bucket_statement(bucket: str, account: str | None = None) -> Statement:
    """
    Return the statement of a bucket policy that lets AppFlow read from the bucket.

    Args:
        bucket: The bucket's name. For an Output use `bucket.id.apply(lambda name: ...)`, with this call and `document` inside.
        account: Restrict the statement to flows of this account, against the confused deputy problem.
    """
    return _bucket_statement(bucket, _READ, account)


def destination_bucket_statement(bucket: str, account: str | None = None) -> Statement:
    """The same for writing to the bucket. Buckets for failed records and between AppFlow and a warehouse need it too
    (inferred)."""
    return _bucket_statement(bucket, _WRITE, account)


def key_statement(account: str, region: str) -> Statement:
    """
    The statement of a KMS key's policy with which users of the account may give the key to AppFlow, and to it alone.

    The condition is how AWS KMS restricts a key to requests that come through a service (KMS guide, `kms:ViaService`); that AppFlow needs
    these actions is inferred from what it does with the key.
    """
    via = f"appflow.{text('region', region)}.amazonaws.com"
    return {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{_account(account)}:root"},
        "Action": [*_KEY, "kms:CreateGrant"],
        "Resource": "*",
        "Condition": {"StringEquals": {"kms:ViaService": via}},
    }


def secret_statement(secret_arn: str) -> Statement:
    """
    The statement of a secret's policy that lets AppFlow read client credentials, for `client_credentials_arn`.

    That the service principal reads it is inferred from the user guide, which asks for a policy that grants AppFlow access.
    """
    return _service(
        ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        [text("secret_arn", secret_arn)],
    )


def document(*statements: Statement) -> dict[str, Any]:
    """The policy document with these statements, ready for `json.dumps`."""
    if not all(isinstance(each, Mapping) for each in statements):
        raise TypeError("document takes statements one by one: document(*statements)")
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _bucket_statement(bucket: str, actions: Sequence[str], account: str | None) -> Statement:
    if "/" in text("bucket", bucket) or ":" in bucket:
        raise ValueError(f"bucket must be the name of a bucket alone, not {bucket!r}")
    resources = [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
    statement = _service(actions, resources)
    if account is None:
        return statement
    return {**statement, "Condition": {"StringEquals": {"aws:SourceAccount": _account(account)}}}


def _account(account: str) -> str:
    if not re.fullmatch(r"\d{12}", text("account", account)):
        raise ValueError(f"account must be the 12 digits of an AWS account, not {account!r}")
    return account


def _service(actions: Sequence[str], resources: Sequence[str]) -> Statement:
    return {
        "Effect": "Allow",
        "Principal": {"Service": SERVICE},
        "Action": list(actions),
        "Resource": list(resources),
    }
