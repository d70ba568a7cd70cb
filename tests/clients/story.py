"""
One story for every client: create a flow, run it, tag it, list in pages, be refused, delete.

Each client tells it in its own language: `golang/main.go`, `nodejs/story.mjs`, and `commandline/story.py` for the AWS CLI. What it prints at the
end, as JSON, has to be `EXPECTED`. All of them get the endpoint from the environment.
"""

from collections.abc import Mapping
from typing import Any

from tests.e2e.conftest import Emulator

RECORDS = "Id,Name\n1,Ada\n2,Grace\n"
EXPECTED: Mapping[str, Any] = {
    "created": "Active",
    "bucket": "exports",
    "tasks": ["Map_all"],
    "recent": True,  # createdAt, as the client reads a time
    "run": "Successful",
    "records": 2,
    "tags": {"team": "data + co"},  # the ARN is a part of the path, which each client escapes
    "again": "ConflictException",  # the class of the exception, where the client has one
    "missing": "ResourceNotFoundException",
    "pages": ["orders", "returns"],  # one on each page
    "left": [],
}
THROTTLED = {"operation": "DescribeFlow", "kind": "throttle", "times": 1}


def prepare(emulator: Emulator) -> None:
    """Put two records into S3, and throttle the first read, which every client repeats."""
    s3 = emulator.client("s3")
    for bucket in ("exports", "lake"):
        where = {"LocationConstraint": "eu-west-1"}
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
    s3.put_object(Bucket="exports", Key="in/orders.csv", Body=RECORDS)
    s3.close()
    emulator.control("DELETE", "calls")
    emulator.control("POST", "faults", [THROTTLED])


def check(emulator: Emulator, told: Mapping[str, Any]) -> None:
    """What the client told, and what it left in the emulator."""
    assert told == EXPECTED
    counts = emulator.control("GET", "calls")["counts"]
    assert counts["DescribeFlow"] == 3  # throttled, answered, and refused
    s3 = emulator.client("s3")
    (written,) = s3.list_objects_v2(Bucket="lake")["Contents"]
    assert written["Key"].startswith("orders/")
    s3.close()
