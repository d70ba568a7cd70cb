"""Which buckets, keys and secrets flows use, and for what: what `Surroundings` reads before it makes anything."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi

from pulumi_appflow import _surroundings as table
from pulumi_appflow._checked_resource import arguments_class
from pulumi_appflow._declared import declared, schema_names
from pulumi_appflow._walk import arguments_of

__all__ = ["POLICIES", "Place", "Policy", "Reading", "place_of", "read"]


@dataclass(frozen=True)
class Policy:
    """
    Where the policy of a kind of resource is written.

    Attributes:
        uses: What flows use the resource for: kinds of `_surroundings`.
        kind: The class of pulumi_aws.
        of: Its argument for the resource.
    """

    uses: tuple[str, ...]
    kind: str
    of: str


POLICIES: Mapping[str, Policy] = {
    "s3": Policy(table.BUCKETS, "BucketPolicy", "bucket"),
    "kms": Policy((table.KEY,), "KeyPolicy", "key_id"),
    "secretsmanager": Policy((table.SECRET,), "SecretPolicy", "secret_arn"),
}
"""By the service, which is also the module of pulumi_aws."""

_ARN = re.compile(r"arn:[^:]+:(\w+):[^:]*:[^:]*:(.+)")
_MARKS = re.compile(r"[:/]")


@dataclass
class Place:
    """
    A bucket, key or secret, and what is done with it.

    Attributes:
        given: The resource of the program, or the text.
        service: Its row of `POLICIES`.
        label: The name of the resource in the program, or the text.
        id: What pulumi_aws knows it by.
        kinds: What it is used for.
        users: Which of the flows use it.
    """

    given: Any
    service: str
    label: str
    id: pulumi.Input[str]
    kinds: set[str] = field(default_factory=set)
    users: list[Any] = field(default_factory=list)

    def is_meant(self, use: table.Use) -> bool:
        """Whether a flow names this place: by an Output of the resource, or by the same text."""
        if use.kind not in POLICIES[self.service].uses:
            return False
        if isinstance(self.given, str):
            return bool(isinstance(use.value, str) and use.value == self.given)
        return any(use.value is each for each in vars(self.given).values())


def place_of(given: Any) -> Place:
    """
    The place that a resource of pulumi_aws, the name of a bucket or an ARN stands for.

    Raises:
        TypeError: it is nothing of that kind.
    """
    if isinstance(given, str) and given:
        found = _ARN.fullmatch(given)
        service, rest = found.groups() if found else ("s3", given)
        if service in POLICIES and service != "s3":
            return Place(given, service, given, rest.split("/")[-1] if service == "kms" else given)
        if not found and not _MARKS.search(given):
            return Place(given, service, given, given)
    elif isinstance(given, pulumi.CustomResource):
        _, service, *_ = _MARKS.split(given.pulumi_resource_type)
        if service in POLICIES:
            return Place(given, service, given.pulumi_resource_name, given.id)
    shown = repr(given) if isinstance(given, str) else type(given).__name__
    raise TypeError(
        f"resources takes buckets, keys and secrets: resources, names of buckets, or ARNs of keys and secrets, not {shown}"
    )


@dataclass
class Reading:
    """
    What flows use.

    Attributes:
        databases: The flows that register their files in a Glue database, by its name.
        unlisted: Where a flow names something that is none of the places.
    """

    databases: dict[str, list[Any]] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)


def read(flows: Sequence[Any], places: Sequence[Place]) -> Reading:
    """Note at each place which of the flows use it and for what."""
    found = Reading()
    for flow, use in [(each, use) for each in flows for use in _uses(each)]:
        if use.kind == table.DATABASE:
            if isinstance(use.value, str):
                found.databases.setdefault(use.value, []).append(flow)
            continue
        meant = next((place for place in places if place.is_meant(use)), None)
        if meant is None:
            found.unlisted.append(f"{declared(flow).name}.{use.path}")
        else:
            meant.kinds.add(use.kind)
            meant.users.append(flow)
    return found


def _uses(flow: Any) -> Iterator[table.Use]:
    given = declared(flow).given
    return table.uses(schema_names(given, arguments_of(arguments_class(type(flow)))))
