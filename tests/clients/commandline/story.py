"""
The story of `../story.py` with the AWS CLI. The endpoint, the region and the credentials come from the environment.

All commands run in one process: to start the CLI takes longer than an answer of the emulator.
"""

import contextlib
import io
import json
import re
import sys
import time
from typing import Any

from awscli.clidriver import create_clidriver


def run(*words: str) -> tuple[int, str, str]:
    """The exit status of a command, and what it prints."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = create_clidriver().main(["appflow", *words, "--output", "json"])
    return status, out.getvalue(), err.getvalue()


def aws(*words: str) -> Any:
    """The reply of an operation."""
    status, printed, said = run(*words)
    if status:
        sys.exit(f"{words}: {said}")
    return json.loads(printed) if printed else None


def refused(*words: str) -> str:
    """The name of the exception."""
    _, _, said = run(*words)
    found = re.search(r"An error occurred \((\w+)\)", said)
    return found[1] if found else said


def names() -> list[str]:
    """The flows, asked for one at a time: the CLI has no paginator for AppFlow."""
    found: list[str] = []
    token: tuple[str, ...] = ()
    while True:
        page = aws("list-flows", "--max-results", "1", *token)
        found += [flow["flowName"] for flow in page["flows"]]
        if "nextToken" not in page:
            return sorted(found)
        token = ("--next-token", page["nextToken"])


def story(*request: str) -> dict[str, Any]:
    """Tell it with this request of CreateFlow."""
    told: dict[str, Any] = {}
    created = aws("create-flow", *request)
    told["created"] = created["flowStatus"]
    described = aws("describe-flow", "--flow-name", "orders")
    source = described["sourceFlowConfig"]["sourceConnectorProperties"]
    told["bucket"] = source["S3"]["bucketName"]
    told["tasks"] = [task["taskType"] for task in described["tasks"]]
    told["recent"] = abs(time.time() - described["createdAt"]) < 3600
    aws("start-flow", "--flow-name", "orders")
    record: Any = {"executionStatus": "InProgress"}
    while record["executionStatus"] == "InProgress":
        reply = aws("describe-flow-execution-records", "--flow-name", "orders")
        (record,) = reply["flowExecutions"]
    told["run"] = record["executionStatus"]
    told["records"] = record["executionResult"]["recordsProcessed"]
    tagged = ("--resource-arn", created["flowArn"])
    aws("tag-resource", *tagged, "--tags", json.dumps({"team": "data + co", "stage": "test"}))
    aws("untag-resource", *tagged, "--tag-keys", "stage")
    told["tags"] = aws("list-tags-for-resource", *tagged)["tags"]
    told["again"] = refused("create-flow", *request)
    told["missing"] = refused("describe-flow", "--flow-name", "nothing")
    aws("create-flow", *request, "--flow-name", "returns")
    told["pages"] = names()
    for name in told["pages"]:
        aws("delete-flow", "--flow-name", name)
    told["left"] = names()
    return told


if __name__ == "__main__":
    print(json.dumps(story("--cli-input-json", f"file://{sys.argv[1]}")))
