"""Names of buckets. The model allows any text without blanks; S3 does not."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

# Documented: S3 user guide, general purpose bucket naming rules.
_NAME = re.compile(r"(?![0-9]+(\.[0-9]+){3}\Z)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
# Documented: such names were allowed in us-east-1 until March 2018, and those buckets still exist.
_OLD_NAME = re.compile(r"[A-Za-z0-9._-]{3,255}")
_OLD_REGION = "us-east-1"
_MEMBERS = ("bucketName", "intermediateBucketName")


def bucket_problems(settings: Mapping[str, Any], region: str) -> Iterator[str]:
    """A problem for each invalid bucket name in a connector's settings. AppFlow requires a bucket in its own region. Our words."""
    named = [settings.get(member) for member in _MEMBERS]
    named.append(settings.get("errorHandlingConfig", {}).get("bucketName"))
    for name in named:
        possible = _NAME.fullmatch(name or "aaa") or (
            region == _OLD_REGION and _OLD_NAME.fullmatch(name or "aaa")
        )
        if not possible:
            yield f"The bucket name {name} is not valid"
