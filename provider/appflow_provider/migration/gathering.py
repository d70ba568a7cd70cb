"""Reads what the user named: a file of another tool, a CloudFormation stack, or a region."""

import codecs
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from appflow_provider.adopt.finding import LISTED, find
from appflow_provider.adopt.keys import without_default_keys
from appflow_provider.adopt.options import settings_of
from appflow_provider.errors import AppFlowError
from appflow_provider.migration import cloudformation, pulumi_state, terraform_state
from appflow_provider.migration.described import Contents, Notice
from appflow_provider.migration.intrinsics import Surroundings
from appflow_provider.migration.taking import Outcome, Taken, take
from appflow_provider.migration.templates import is_template, parsed
from appflow_provider.resources import RESOURCES, OperationContext
from appflow_provider.service import Services, Stack
from appflow_provider.settings import Settings

_READERS: Sequence[tuple[Callable[[Any], bool], Callable[[Any, str], Contents]]] = (
    (terraform_state.is_state, terraform_state.read),
    (pulumi_state.is_state, pulumi_state.read),
)
"""Which reader takes a file, by its content."""

_UTF_16 = (codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)
_KMS = "kmsArn"
_UNKNOWN_KEY = "is a key that KMS did not describe. If AppFlow manages it, remove kmsArn from the program: the flow keeps its key"


@dataclass(frozen=True)
class Asked:
    """
    What the user asked for. Only what is not None overrides the AWS CLI's own settings.

    Attributes:
        file: A file of another tool; None for a stack or a region.
        stack: The name of a CloudFormation stack.
        parameters: A file with the values of a template's parameters.
        region: The AWS region.
        profile: The profile of the AWS config file.
        endpoint_url: Where to send requests.
        patterns: Shell patterns that names must match.
        kinds: Names of resources in our schema.
        is_offline: Whether AppFlow must not be asked.
    """

    file: Path | None = None
    stack: str | None = None
    parameters: Path | None = None
    region: str | None = None
    profile: str | None = None
    endpoint_url: str | None = None
    patterns: Sequence[str] = ("*",)
    kinds: Sequence[str] = field(default_factory=lambda: LISTED)
    is_offline: bool = False

    def below(self, folder: Path) -> "Asked":
        """The same, with the files' names relative to a folder."""
        file = self.file and folder / self.file
        return replace(self, file=file, parameters=self.parameters and folder / self.parameters)

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
    try:
        contents = _contents(asked, services)
    except RecursionError as deep:
        raise AppFlowError(f"{asked.file or asked.stack} is nested too deeply", ours=True) from deep
    if contents is None:
        return Contents("region", ()), _region(asked, services, work, tell)
    chosen = _chosen(contents, asked)
    outcome = take(chosen, None if asked.is_offline else work, asked.region, tell)
    return chosen, _finished(outcome, services)


def _contents(asked: Asked, services: Services) -> Contents | None:
    """What the file or stack holds; None for a region."""
    if asked.stack is not None:
        return _of_stack(services.stack(asked.stack))
    return None if asked.file is None else _read(asked.file, asked)


def _of_stack(stack: Stack) -> Contents:
    template = stack.template
    content = parsed(template, stack.name) if isinstance(template, str) else template
    around = Surroundings(
        stack.parameters, stack.ids, stack.region, stack.account, stack.name, stack.arn
    )
    return cloudformation.read(content, around, stack.name)


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
    return _finished(Outcome(taken, (), region), services)


def _finished(outcome: Outcome, services: Services) -> Outcome:
    """Without the KMS keys that AppFlow chose itself, and with what `pulumi preview` would refuse."""
    manager = cache(services.key_manager) if not outcome.unchecked else lambda _arn: None
    kept, _ = without_default_keys([each.found for each in outcome.taken], manager)
    taken = []
    for found, each in zip(kept, outcome.taken, strict=True):
        inputs = found.current.inputs
        told = [
            Notice("", f"`pulumi preview` will refuse it: {problem}")
            for problem in found.resource.check({}, inputs, resource_name=found.name).problems
        ]
        is_flow = found.resource.token == "Flow"  # noqa: S105 - the resource's name in the schema
        if is_flow and _KMS in inputs and not outcome.unchecked and manager(inputs[_KMS]) is None:
            told.append(Notice(_KMS, _UNKNOWN_KEY))
        taken.append(replace(each, found=found, notices=(*each.notices, *told)))
    return replace(outcome, taken=tuple(taken))


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


def _read(file: Path, asked: Asked) -> Contents:
    content = _parsed(file)
    if is_template(content):
        values = _parameters(asked.parameters) if asked.parameters else {}
        return cloudformation.read(
            content, Surroundings(values, region=asked.region or ""), str(file)
        )
    for is_for, read in _READERS:
        if is_for(content):
            return read(content, str(file))
    raise AppFlowError(
        f"{file} is not a file that can be read. Accepted are a Terraform state, the output of `terraform show -json`, the "
        "output of `pulumi stack export`, and a CloudFormation template",
        ours=True,
    )


def _parsed(file: Path) -> Any:
    try:
        raw = file.read_bytes()
        # PowerShell writes UTF-16 with a mark, and other editors of Windows UTF-8 with one.
        text = raw.decode("utf-16" if raw.startswith(_UTF_16) else "utf-8-sig")
    except OSError as failed:
        raise AppFlowError(f"{file}: {failed.strerror}", ours=True) from failed
    except UnicodeDecodeError as failed:
        raise AppFlowError(f"{file} is not a text file", ours=True) from failed
    if not text.strip():
        raise AppFlowError(f"{file} is empty", ours=True)
    return parsed(text, str(file))


def _parameters(file: Path) -> dict[str, str]:
    """The values of parameters: a map, or the list that the AWS CLI takes."""
    content = _parsed(file)
    if isinstance(content, list) and all(
        isinstance(each, Mapping) and "ParameterKey" in each for each in content
    ):
        content = {each["ParameterKey"]: each.get("ParameterValue", "") for each in content}
    if not isinstance(content, Mapping):
        raise AppFlowError(
            f'{file} has no parameters. Accepted are {{"NAME": "VALUE"}}, and the list of `aws cloudformation --parameters`',
            ours=True,
        )
    return {str(name): str(value) for name, value in content.items()}
