"""Finds ARNs in a resource's inputs whose region or account is not the resource's own."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from appflow_provider.cautions import ARN_ELSEWHERE
from appflow_provider.problems import Problem
from appflow_provider.shapes.base import OutputShape, Shape
from appflow_provider.shapes.walk import members
from appflow_provider.values import Path, at

_THINGS = {"kms": "key", "lambda": "function", "secretsmanager": "secret"}
"""What a message calls the object of an ARN, by the ARN's service. IAM roles are not in the list: they have no region."""

_ARN = re.compile(r"arn:aws[\w-]*:([a-z]+):([a-z]+(?:-[a-z]+)+-\d+):(\d{12}):.+", re.ASCII)


@cache
def arn_paths(shape: type[Shape | OutputShape]) -> tuple[Path, ...]:
    """The paths of the members that take an ARN, in the shape and its structures."""
    found: list[Path] = []
    for name, member in members(shape).items():
        if member.kind.shape is not None:
            found += [(name, *path) for path in arn_paths(member.kind.shape)]
        elif name.endswith("Arn"):
            found.append((name,))
    return tuple(found)


def elsewhere(
    shape: type[Shape],
    inputs: Mapping[str, Any],
    noun: str,
    account: str | None,
    is_secret: Callable[[Path], bool],
) -> Iterator[Problem]:
    """
    Yield a warning for each key, secret or function in another region or account. Values that are not known are skipped.

    Args:
        shape: The shape of the inputs.
        inputs: Plain inputs, with the region of the resource.
        noun: What messages call the resource.
        account: The account of the resource, or None if it is not known.
        is_secret: Whether the value at a path must not be shown.
    """
    region = inputs.get("region")
    for path in arn_paths(shape):
        value = at(inputs, path)
        parts = _ARN.fullmatch(value) if isinstance(value, str) else None
        if parts is None or parts[1] not in _THINGS:
            continue
        thing, hidden, reasons = _THINGS[parts[1]], is_secret(path), []
        if isinstance(region, str) and parts[2] != region:
            there = "another region" if hidden else parts[2]
            reasons.append(
                f"names a {thing} in {there}, but the {noun} is in {region}. Use a {thing} in {region}"
            )
        if account and parts[3] != account:
            there = "another account" if hidden else f"account {parts[3]}"
            reasons.append(
                f"names a {thing} of {there}, but the {noun} is in account {account}. "
                f"Use a {thing} of that account, or let its policy allow account {account}"
            )
        if reasons:
            yield Problem(path, ". It also ".join(reasons), ARN_ELSEWHERE)
