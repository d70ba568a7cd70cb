"""The way out of the old tool: the commands that make it forget what Pulumi has taken over, in the order that destroys nothing."""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from appflow_provider.migration.described import Contents
from appflow_provider.migration.taking import Taken


def way_out(contents: Contents, taken: Sequence[Taken]) -> list[str]:
    """
    The steps, one a line; empty for a region.

    Args:
        contents: The file that the objects come from.
        taken: The objects, those that others refer to first.
    """
    leave = _WAYS_OUT.get(contents.tool)
    # A flow goes before the profile that it uses: Pulumi refuses another order.
    return [] if leave is None or not taken else list(leave(contents, list(reversed(taken))))


def _terraform(_contents: Contents, taken: Sequence[Taken]) -> Iterator[str]:
    yield from _of_terraform("terraform", "Terraform", taken)


def _opentofu(_contents: Contents, taken: Sequence[Taken]) -> Iterator[str]:
    yield from _of_terraform("tofu", "OpenTofu", taken)


def _of_terraform(command: str, tool: str, taken: Sequence[Taken]) -> Iterator[str]:
    yield f"# 1. Let {tool} forget them. While they are in its state, removing their blocks destroys them."
    for each in taken:
        yield f"{command} state rm {shlex.quote(each.origin)}"
    yield "# 2. Remove their resource blocks from the .tf files."
    yield f"# 3. `{command} plan` must neither create nor destroy them:"
    yield f"{command} plan"


def _pulumi(_contents: Contents, taken: Sequence[Taken]) -> Iterator[str]:
    yield "# 1. Let the old stack forget them. While they are in its state, removing them from its program destroys them."
    for each in taken:
        stack = each.origin.split(":")[2]  # urn:pulumi:STACK::PROJECT::TYPE::NAME
        forced = " --force" if each.is_protected else ""
        yield f"pulumi state delete --yes{forced} --stack {stack} {shlex.quote(each.origin)}"
    yield "# 2. Remove them from the old program. Its preview must neither create nor delete them:"
    for stack in dict.fromkeys(each.origin.split(":")[2] for each in taken):
        yield f"pulumi preview --stack {stack}"


def _template(contents: Contents, taken: Sequence[Taken]) -> Iterator[str]:
    yield from _cloudformation(replace(contents, place="STACK"), taken)


def _cloudformation(contents: Contents, taken: Sequence[Taken]) -> Iterator[str]:
    yield "# 1. Set both policies on each of these resources in the template, and deploy it:"
    for each in taken:
        yield f"#    {each.origin}: DeletionPolicy: Retain, UpdateReplacePolicy: Retain"
    stack = shlex.quote(contents.place)
    yield "# 2. Only then remove the resources from the template and deploy it again. If the stack holds nothing else, delete it:"
    yield f"aws cloudformation delete-stack --stack-name {stack}"


_WAYS_OUT: Mapping[str, Callable[[Contents, Sequence[Taken]], Iterator[str]]] = {
    "cloudformation": _cloudformation,
    "opentofu": _opentofu,
    "pulumi": _pulumi,
    "template": _template,
    "terraform": _terraform,
}
