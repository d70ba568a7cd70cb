"""Reads what the user named: a file of another tool, a CloudFormation stack, or a region."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from appflow_provider.adopt.finding import LISTED, find
from appflow_provider.adopt.keys import without_default_keys
from appflow_provider.adopt.options import settings_of
from appflow_provider.errors import AppFlowError
from appflow_provider.migration import pulumi_state, terraform_state
from appflow_provider.migration.described import Contents
from appflow_provider.migration.taking import Outcome, Taken, take
from appflow_provider.resources import RESOURCES, OperationContext
from appflow_provider.service import Services
from appflow_provider.settings import Settings

_READERS: Sequence[tuple[Callable[[Any], bool], Callable[[Any, str], Contents]]] = (
    (terraform_state.is_state, terraform_state.read),
    (pulumi_state.is_state, pulumi_state.read),
)
"""Which reader takes a file, by its content."""

_KEY = "is a key that KMS did not describe. If AppFlow manages it, remove kmsArn from the program: the flow keeps its key"


@dataclass(frozen=True)
class Asked:
    """
    What the user asked for. Only what is not None overrides the AWS CLI's own settings.

    Attributes:
        file: A file of another tool; None for a region.
        region: The AWS region.
        profile: The profile of the AWS config file.
        endpoint_url: Where to send requests.
        patterns: Shell patterns that names must match.
        kinds: Names of resources in our schema.
        is_offline: Whether AppFlow must not be asked.
    """

    file: Path | None = None
    region: str | None = None
    profile: str | None = None
    endpoint_url: str | None = None
    patterns: Sequence[str] = ("*",)
    kinds: Sequence[str] = field(default_factory=lambda: LISTED)
    is_offline: bool = False

    @property
    def settings(self) -> Settings:
        """
        How to reach AWS.

        Raises:
            AppFlowError: an option is wrong.
        """
        given = {"region": self.region, "profile": self.profile, "endpointUrl": self.endpoint_url}
        return settings_of(given.get)


def gather(
    asked: Asked, tell: Callable[[int, int], None] = lambda _read, _all: None
) -> tuple[Contents, Outcome]:
    """
    What to take over, and the file that it comes from; for a region, contents of the tool `region`.

    Args:
        asked: What the user named.
        tell: Called after each read with how many were read of how many.

    Raises:
        AppFlowError: the file cannot be read, or AppFlow refused, in one sentence.
    """
    services = Services(asked.settings)
    work = OperationContext(services)
    if asked.file is None:
        return Contents("region", ()), _region(asked, services, work, tell)
    contents = _chosen(_read(asked.file), asked)
    outcome = take(contents, None if asked.is_offline else work, asked.region, tell)
    return contents, _with_known_keys(outcome, services)


def _region(
    asked: Asked, services: Services, work: OperationContext, tell: Callable[[int, int], None]
) -> Outcome:
    region = services().region
    found = find(work, asked.kinds, asked.patterns, tell)
    if not found:
        raise AppFlowError(
            f"{region} has no such resource. To look in another region, set --region", ours=True
        )
    taken = tuple(Taken(each, each.current.id_) for each in found)
    return _with_known_keys(Outcome(taken, (), region), services)


def _with_known_keys(outcome: Outcome, services: Services) -> Outcome:
    """Without the KMS keys that AppFlow chose itself."""
    manager = services.key_manager if not outcome.unchecked else lambda _arn: None
    kept, _ = without_default_keys([each.found for each in outcome.taken], manager)
    pairs = zip(kept, outcome.taken, strict=True)
    return replace(outcome, taken=tuple(replace(each, found=found) for found, each in pairs))


def _chosen(contents: Contents, asked: Asked) -> Contents:
    """The resources of the wanted kinds and names."""
    described = tuple(
        each
        for each in contents.described
        if each.kind in asked.kinds
        and any(
            fnmatchcase(str(each.inputs.get(RESOURCES[each.kind].name_property)), pattern)
            for pattern in asked.patterns
        )
    )
    if not described and not contents.skipped:
        what = "that match" if contents.described else "of types that can be taken over"
        raise AppFlowError(
            f"{contents.place} has no AppFlow resources {what}. It has {_others(contents.others)}",
            ours=True,
        )
    return replace(contents, described=described)


def _others(others: Mapping[str, int]) -> str:
    named = [f"{count} {type_}" for type_, count in sorted(others.items())]
    shown = [*named[:3], *([f"{len(named) - 3} other types"] if len(named) > 3 else [])]
    return ", ".join(shown) or "no other resources"


def _read(file: Path) -> Contents:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as failed:
        raise AppFlowError(f"{file}: {failed.strerror}", ours=True) from failed
    except UnicodeDecodeError as failed:
        raise AppFlowError(f"{file} is not a text file", ours=True) from failed
    content = _parsed(text, file)
    for is_for, read in _READERS:
        if is_for(content):
            return read(content, str(file))
    raise AppFlowError(
        f"{file} is not a file that can be read. Accepted are a Terraform state, the output of `terraform show -json`, and "
        "the output of `pulumi stack export`",
        ours=True,
    )


def _parsed(text: str, file: Path) -> Any:
    if not text.strip():
        raise AppFlowError(f"{file} is empty", ours=True)
    try:
        return json.loads(text)
    except ValueError as broken:
        raise AppFlowError(
            f"{file} is not valid JSON: {broken}. Is it cut off?", ours=True
        ) from None
