"""Names of buckets. AppFlow's model allows any text; S3 does not."""

import re
from collections.abc import Iterator

from appflow_provider.problems import Problem
from appflow_provider.rules.ruling import Evidence, rule
from appflow_provider.rules.subjects import Destination, Flow, Profile
from appflow_provider.spots import Spot

_NAME = re.compile(r"(?![0-9]+(\.[0-9]+){3}\Z)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
# Such names were allowed in us-east-1 until March 2018, and those buckets still exist.
_OLD_NAME = re.compile(r"[A-Za-z0-9._-]{3,255}", re.ASCII)
_OLD_REGION = "us-east-1"
_WHERE = ("bucketName", "intermediateBucketName", "errorHandlingConfig.bucketName")
_SOURCE = "S3 user guide: naming rules of general purpose buckets. AppFlow user guide: a bucket is in the flow's region"
_OLD_SOURCE = "S3 user guide: until March 2018, buckets in us-east-1 could have such names"


@rule(Evidence.DOCUMENTED, _SOURCE)
def source_bucket_name(flow: Flow) -> Iterator[Problem]:
    yield from _misnamed(flow.source.properties, flow.place)


@rule(Evidence.ADVICE, _OLD_SOURCE)
def old_source_bucket_name(flow: Flow) -> Iterator[Problem]:
    yield from _misnamed(flow.source.properties, flow.place, old=True)


@rule(Evidence.DOCUMENTED, _SOURCE)
def destination_bucket_name(it: Destination) -> Iterator[Problem]:
    yield from _misnamed(it.end.properties, it.flow.place)


@rule(Evidence.ADVICE, _OLD_SOURCE)
def old_destination_bucket_name(it: Destination) -> Iterator[Problem]:
    yield from _misnamed(it.end.properties, it.flow.place, old=True)


@rule(Evidence.DOCUMENTED, _SOURCE)
def intermediate_bucket_name(profile: Profile) -> Iterator[Problem]:
    yield from _misnamed(_properties(profile), profile.place)


@rule(Evidence.ADVICE, _OLD_SOURCE)
def old_intermediate_bucket_name(profile: Profile) -> Iterator[Problem]:
    yield from _misnamed(_properties(profile), profile.place, old=True)


def _properties(profile: Profile) -> Spot:
    return profile.union("connectorProfileProperties")[profile.connector.key]


def _misnamed(properties: Spot, region: str | None, *, old: bool = False) -> Iterator[Problem]:
    """Invalid names or, with `old`, names that only an old bucket of us-east-1 can have, if the region may be us-east-1."""
    for dotted in _WHERE:
        bucket = properties.at(dotted)
        name = bucket.text_if_any()
        if not name or _NAME.fullmatch(name):
            continue
        is_old = region in {_OLD_REGION, None} and _OLD_NAME.fullmatch(name) is not None
        if is_old and old:
            yield bucket.problem(
                f'"{name}" can only be the name of a bucket that was created in {_OLD_REGION} before March 2018'
            )
        elif not is_old and not old:
            yield bucket.problem(_sentence(name))


def _sentence(name: str) -> str:
    inside = re.sub(r"\As3[an]?://", "", name)
    head, slash, rest = inside.partition("/")
    if head and (slash or inside != name):
        # Quote only the whole value, because a part of it could equal a part of a secret.
        how = "and put the rest into bucketPrefix" if rest else "without s3:// and slashes"
        return f'"{name}" is not a bucket name. Give the name alone, {how}'
    return (
        f'"{name}" is not a bucket name. S3 takes 3 to 63 lower-case letters a to z, digits, dots and hyphens. The name begins '
        "and ends with a letter or digit, has no two dots in a row, and is not an IP address"
    )
