"""Names of buckets, which AppFlow's model takes in any form, and S3 does not."""

import re
from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.spots import Spot
from appflow_provider.rules.subjects import Destination, Flow, Profile

__all__ = ["OF_A_DESTINATION", "OF_A_FLOW", "OF_A_PROFILE"]

# Beside today's names the ones that were possible in us-east-1 until 2018: upper case and underscores.
_NAME = re.compile(r"[A-Za-z0-9._-]{3,255}", re.ASCII)
_WHERE = ("bucketName", "intermediateBucketName", "errorHandlingConfig.bucketName")


@rule(Evidence.ADVICE, "S3 user guide, rules for the names of buckets")
def bucket_to_read(flow: Flow) -> Iterator[Problem]:
    yield from _misnamed(flow.source.properties)


@rule(Evidence.ADVICE, "S3 user guide, rules for the names of buckets")
def bucket_to_write(it: Destination) -> Iterator[Problem]:
    yield from _misnamed(it.end.properties)


@rule(Evidence.ADVICE, "S3 user guide, rules for the names of buckets")
def bucket_between(profile: Profile) -> Iterator[Problem]:
    yield from _misnamed(profile.union("connectorProfileProperties")[profile.connector.key])


def _misnamed(properties: Spot) -> Iterator[Problem]:
    for dotted in _WHERE:
        bucket = properties.at(dotted)
        name = bucket.text_if_any()
        if name and not _NAME.fullmatch(name):
            yield bucket.problem(
                "is no name that a bucket can have: letters, digits, dots and hyphens, without s3:// and without a prefix"
            )


OF_A_FLOW = (bucket_to_read,)
OF_A_DESTINATION = (bucket_to_write,)
OF_A_PROFILE = (bucket_between,)
