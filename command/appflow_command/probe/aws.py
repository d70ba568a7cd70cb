"""Runs the experiments in an AWS account: one bucket, a flow for each, and nothing left behind."""

import contextlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from appflow_command.probe.experiments import Experiment, request
from appflow_command.probe.matching import Seen

PREFIX = "appflow-probe"
_GONE = {"NoSuchBucket", "ResourceNotFoundException"}
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
        left: What exists now, or may exist because nobody heard how its removal ended: each with the command that removes it.
    """

    appflow: Any
    s3: Any
    account: str
    region: str
    every: float
    most: float
    left: dict[str, str] = field(default_factory=dict)

    @contextlib.contextmanager
    def bucket(self) -> Iterator[str]:
        """A bucket that AppFlow may read and write. It is emptied and removed at the end, whatever happens; else `left` has it."""
        name = f"{PREFIX}-{secrets.token_hex(6)}"
        place = {"CreateBucketConfiguration": {"LocationConstraint": self.region}}
        with self._removing(
            f"bucket {name}", f"aws s3 rb s3://{name} --force", lambda: self._remove_bucket(name)
        ) as created:
            self.s3.create_bucket(Bucket=name, **({} if self.region == "us-east-1" else place))
            created()
            self.s3.put_bucket_policy(Bucket=name, Policy=json.dumps(self._policy(name)))
            yield name

    def _remove_bucket(self, name: str) -> None:
        for key in self._keys(name, ""):
            self.s3.delete_object(Bucket=name, Key=key)
        self.s3.delete_bucket(Bucket=name)

    @contextlib.contextmanager
    def _removing(
        self, what: str, command: str, remove: Callable[[], Any]
    ) -> Iterator[Callable[[], None]]:
        """
        Remove something at the end of the block, which creates it. The block calls what it gets once the thing exists.

        A removal that fails does not hide why the block ended: the thing stays in `left`.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        self.left[what] = f"{command} --region {self.region}"
        exists = False

        def created() -> None:
            nonlocal exists
            exists = True

        try:
            yield created
        except ClientError:
            if not exists:  # AWS refused to create it
                del self.left[what]
            raise
        finally:
            if what in self.left:
                with contextlib.suppress(BotoCoreError, ClientError):
                    try:
                        remove()
                    except ClientError as refused:
                        if refused.response["Error"]["Code"] not in _GONE:
                            raise
                    del self.left[what]

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
        command = f"aws appflow delete-flow --flow-name {flow} --force-delete"
        with self._removing(
            f"flow {flow}",
            command,
            lambda: self.appflow.delete_flow(flowName=flow, forceDelete=True),
        ) as created:
            self.appflow.create_flow(**request(experiment, bucket, flow))
            created()
            started = self.appflow.start_flow(flowName=flow)["executionId"]
            status = self._ended(flow, started)
            found = tuple(
                (key, self.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
                for key in self._keys(bucket, "out/")
                if flow in key
            )
            return Seen(status != "Successful", found, started)

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
