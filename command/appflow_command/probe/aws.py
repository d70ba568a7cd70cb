"""Runs the experiments in an AWS account: one bucket, a flow for each, and nothing left behind."""

import contextlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from appflow_command.probe.experiments import Experiment, request
from appflow_command.probe.matching import Seen

PREFIX = "appflow-probe"
_OVER = {"Successful", "Error", "Canceled"}
_ACTIONS = {  # what AppFlow does in the bucket: user guide, Amazon S3
    "": ["s3:ListBucket", "s3:GetBucketAcl", "s3:ListBucketMultipartUploads"],
    "/*": ["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload",
           "s3:ListMultipartUploadParts"],
}  # fmt: skip


class NotFinished(Exception):
    """A run took longer than the user wants to wait."""


@dataclass(frozen=True)
class Aws:
    """
    The clients, and where they work.

    Attributes:
        every: Seconds between two looks at a run.
        most: Seconds to wait for one run.
    """

    appflow: Any
    s3: Any
    account: str
    region: str
    every: float
    most: float

    @contextlib.contextmanager
    def bucket(self) -> Iterator[str]:
        """A bucket that AppFlow may read and write. It is emptied and removed at the end, whatever happens."""
        name = f"{PREFIX}-{secrets.token_hex(6)}"
        place = {"CreateBucketConfiguration": {"LocationConstraint": self.region}}
        self.s3.create_bucket(Bucket=name, **({} if self.region == "us-east-1" else place))
        try:
            self.s3.put_bucket_policy(Bucket=name, Policy=json.dumps(self._policy(name)))
            yield name
        finally:
            for key in self._keys(name, ""):
                self.s3.delete_object(Bucket=name, Key=key)
            self.s3.delete_bucket(Bucket=name)

    def _policy(self, bucket: str) -> dict[str, Any]:
        partition = self.s3.meta.partition
        return {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "appflow.amazonaws.com"},
                    "Action": actions,
                    "Resource": f"arn:{partition}:s3:::{bucket}{within}",
                    "Condition": {"StringEquals": {"aws:SourceAccount": self.account}},
                }
                for within, actions in _ACTIONS.items()
            ],
        }

    def _keys(self, bucket: str, prefix: str) -> list[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        return [each["Key"] for page in pages for each in page.get("Contents", [])]

    def run(self, experiment: Experiment, bucket: str, flow: str) -> Seen:
        """
        Create the flow, run it once, read what it wrote, and delete it.

        Raises:
            NotFinished: the run took too long.
        """
        self.s3.put_object(Bucket=bucket, Key=f"in/{experiment.name}/1", Body=experiment.body)
        self.appflow.create_flow(**request(experiment, bucket, flow))
        try:
            started = self.appflow.start_flow(flowName=flow)["executionId"]
            status = self._ended(flow, started)
            found = tuple(
                (key, self.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
                for key in self._keys(bucket, "out/")
                if flow in key
            )
            return Seen(status != "Successful", found, started)
        finally:
            self.appflow.delete_flow(flowName=flow, forceDelete=True)

    def _ended(self, flow: str, execution_id: str) -> str:
        until = time.monotonic() + self.most
        while time.monotonic() < until:
            records = self.appflow.describe_flow_execution_records(flowName=flow)
            for each in records["flowExecutions"]:
                if each["executionId"] == execution_id and each["executionStatus"] in _OVER:
                    return str(each["executionStatus"])
            time.sleep(self.every)
        raise NotFinished(f"the run of {flow} was not over after {self.most:.0f} seconds")


def connect(
    region: str | None, profile: str | None, endpoint: str | None, most: float
) -> Callable[[], Aws]:
    """The clients, made when they are needed, because boto3 takes a while to load."""

    def made() -> Aws:
        import boto3

        session = boto3.Session(region_name=region, profile_name=profile)
        identity = session.client("sts", endpoint_url=endpoint).get_caller_identity()
        return Aws(
            session.client("appflow", endpoint_url=endpoint),
            session.client("s3", endpoint_url=endpoint),
            identity["Account"],
            session.region_name,
            every=0.0 if endpoint else 3.0,
            most=most,
        )

    return made
