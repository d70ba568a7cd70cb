"""
The policy statements with which a bucket lets AppFlow read from it or write to it.

Actions and resources are those of the user guide, Amazon S3 Bucket Policies for Amazon AppFlow. It is inferred that other
buckets (for failed records, and between AppFlow and a warehouse) need the same statements as a destination.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

_READ = ("s3:ListBucket", "s3:GetObject")
_WRITE = (
    "s3:PutObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
    "s3:ListBucketMultipartUploads",
    "s3:GetBucketAcl",
    "s3:PutObjectAcl",
)
_BUCKET = frozenset({"bucketName", "intermediateBucketName"})
_SIDES: Mapping[str, tuple[str, ...]] = {
    "sourceFlowConfig": _READ,
    "destinationFlowConfigList": _WRITE,
}


def statements(request: Mapping[str, Any]) -> str:
    """One statement per line for each bucket in a flow's request; empty if it has none."""
    wanted: dict[str, list[str]] = {}
    for side, actions in _SIDES.items():
        for bucket in _buckets(request.get(side)):
            known = wanted.setdefault(bucket, [])
            known += [action for action in actions if action not in known]
    return "\n".join(
        f"Statement for the policy of bucket {bucket}: {json.dumps(_statement(bucket, actions))}"
        for bucket, actions in wanted.items()
    )


def _statement(bucket: str, actions: list[str]) -> dict[str, Any]:
    return {
        "Effect": "Allow",
        "Principal": {"Service": "appflow.amazonaws.com"},
        "Action": actions,
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
    }


def _buckets(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key in _BUCKET and isinstance(item, str):
                yield item
            else:
                yield from _buckets(item)
    elif isinstance(value, list):
        for item in value:
            yield from _buckets(item)
