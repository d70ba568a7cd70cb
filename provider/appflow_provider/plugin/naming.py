"""Names for resources that have none, as the stack's configuration of autonaming wants them."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi.runtime.proto.provider_pb2 import CheckRequest

from appflow_provider.problems import Problem

__all__ = ["is_enforced", "proposed", "unnamed"]


def proposed(request: CheckRequest) -> str:
    """The name that the engine has for the resource; empty where the choice is ours."""
    return request.autonaming.proposed_name if request.HasField("autonaming") else ""


def is_enforced(request: CheckRequest) -> bool:
    """Whether the proposed name is the only one allowed."""
    return request.autonaming.mode == CheckRequest.AutonamingOptions.ENFORCE


def unnamed(
    request: CheckRequest, name: str, olds: Mapping[str, Any], news: Mapping[str, Any]
) -> Iterator[Problem]:
    """The problem that a resource has no name where nobody may make one up."""
    disabled = request.autonaming.mode == CheckRequest.AutonamingOptions.DISABLE
    if request.HasField("autonaming") and disabled and not (news.get(name) or olds.get(name)):
        yield Problem((name,), "is required, because the stack's configuration disables autonaming")
