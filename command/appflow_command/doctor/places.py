"""
Places that flows read from and write to, and whether two of them meet.

A place of S3 is a prefix of keys, matched as text, because AppFlow matches it so (aws/aws-cdk#18899). A flow writes below its own folder
(AppFlow user guide, partitioning). A place elsewhere is an object behind a connector profile.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from appflow_command.doctor.facts import Flow
from appflow_command.doctor.reading import (
    destination_properties,
    destinations,
    given,
    source,
    source_properties,
    text,
)
from appflow_provider.objects import BUCKETS, OBJECTS


@dataclass(frozen=True)
class Place:
    """A prefix in a bucket, or an object of an application."""

    bucket: str = ""
    prefix: str = ""
    profile: str = ""
    object: str = ""

    @property
    def is_bucket(self) -> bool:
        """Whether it is in S3."""
        return bool(self.bucket)

    def meets(self, other: "Place") -> bool:
        """Whether something can be in both."""
        if self.is_bucket or other.is_bucket:
            near = self.prefix.startswith(other.prefix) or other.prefix.startswith(self.prefix)
            return self.bucket == other.bucket and near
        return self == other

    def __str__(self) -> str:
        if self.is_bucket:
            return f"s3://{self.bucket}/{self.prefix}"
        return f"{self.object} of {self.profile}"


def reads_from(flow: Flow) -> Iterator[tuple[str, Place]]:
    """Where a flow reads, with the property path. Nothing if it is not known."""
    path, properties = source_properties(flow)
    if flow.source == "S3":
        bucket, prefix = text(properties, "bucketName"), text(properties, "bucketPrefix")
        if bucket and (prefix or not given(properties, "bucketPrefix")):
            yield path, Place(bucket, prefix)
    else:
        yield from _objects(path, properties, text(source(flow), "connectorProfileName"))


def writes_to(flow: Flow) -> Iterator[tuple[str, Place]]:
    """Where a flow writes, with the property path. Nothing for what is not known."""
    for path, destination in destinations(flow):
        where, properties = destination_properties(path, destination)
        if text(destination, "connectorType") in BUCKETS:
            bucket, prefix = text(properties, "bucketName"), text(properties, "bucketPrefix")
            if bucket and (prefix or not given(properties, "bucketPrefix")):
                folder = f"{prefix.rstrip('/')}/{flow.name}/" if prefix else f"{flow.name}/"
                yield where, Place(bucket, folder)
        else:
            yield from _objects(where, properties, text(destination, "connectorProfileName"))


def _objects(path: str, properties: object, profile: str) -> Iterator[tuple[str, Place]]:
    name = next((found for each in OBJECTS if (found := text(properties, each))), "")
    if name and profile:
        yield path, Place(profile=profile, object=name)
