"""
What Pulumi writes as JSON: exported stacks, and previews (`pulumi preview --json --show-sames`). Nothing here calls AWS or Pulumi.

Both fronts are read alike: plugin resources are `appflow:index:Flow` and dynamic ones `pulumi-python:dynamic/appflow:Flow`, with the same inputs.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from appflow_command.console import Failed, json_in
from appflow_command.markup import visible
from appflow_provider.reference import token_in
from appflow_provider.wire.urns import type_of

# How `pulumi preview --json` writes a value that is not known yet, and one that is secret.
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = "[secret]"  # noqa: S105

_PROFILE, _STACK = "ConnectorProfile", "pulumi:pulumi:Stack"
_OF_PREVIEWS = frozenset({"changeSummary", "diagnostics", "duration"})
# Frames of a stack trace in the program's own files. Others begin with `..`, or lie in an environment inside the project.
_OWN_FRAME = re.compile(r"project:///((?!\.\./)(?!.*site-packages/)[^#]+)#(\d+)")


class AnotherFile(Failed):
    """The file holds something else. The message says what is needed, and follows the name of the file."""


Read = TypeVar("Read")


def read_from(file: str, option: str, read: Callable[[Any], Read]) -> Read:
    """
    What is read in the file that an option names; `-` is standard input.

    Raises:
        Unreadable: it cannot be read, or is not JSON.
        AnotherFile: it holds something else. The message names the option and the file.
    """
    try:
        return read(json_in(file, option))
    except AnotherFile as other:
        raise AnotherFile(f"{option}: {file} {other}") from None


def resources_in(content: Any) -> list[Mapping[str, Any]]:
    """
    The resources of an exported stack, without those that wait for their deletion.

    Raises:
        AnotherFile: it is not an exported stack.
    """
    deployment = content.get("deployment") if isinstance(content, Mapping) else None
    if not isinstance(deployment, Mapping):
        raise AnotherFile("is not an exported stack. Write one with pulumi stack export")
    return [each for each in mappings_in(deployment.get("resources")) if not each.get("delete")]


def pending_in(content: Any) -> list[tuple[Mapping[str, Any], str]]:
    """The operations of an exported stack that were interrupted: a resource, and Pulumi's word, as `creating`."""
    found = mappings_in(content["deployment"].get("pending_operations"))
    return [
        (each["resource"], text_of(each.get("type")))
        for each in found
        if isinstance(each.get("resource"), Mapping)
    ]


@dataclass(frozen=True)
class Step:
    """
    A step of a preview.

    Attributes:
        operation: Pulumi's word, as `create`.
        urn: The resource.
        before: Its state before the step; empty if there is none.
        after: Its state after the step; likewise.
        paths: What it changes, as property paths. Not every step says it.
    """

    operation: str
    urn: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    paths: tuple[str, ...] = ()


def steps_in(content: Any) -> list[Step]:
    """
    The steps of a preview, which leaves out nothing.

    Raises:
        AnotherFile: it is not a preview, or not a whole one.
    """
    if not isinstance(content, Mapping) or not _is_preview(content):
        raise AnotherFile("is not a preview. Write one with pulumi preview --json --show-sames")
    if errors := errors_of(content):
        raise AnotherFile(f"is a preview that failed: {errors[0]}")
    found = [
        Step(
            text_of(each.get("op")),
            text_of(each.get("urn")),
            _mapping(each.get("oldState")),
            _mapping(each.get("newState")),
            _paths(each),
        )
        for each in mappings_in(content.get("steps"))
    ]
    # The stack's own step is never left out, and counts.
    same = [type_of(each.urn) for each in found if each.operation == "same"]
    counted = _mapping(content.get("changeSummary")).get("same")
    if isinstance(counted, int) and counted > len(same) and {*same} <= {_STACK}:
        raise AnotherFile(
            "leaves out the resources that do not change. Add --show-sames to pulumi preview"
        )
    return found


def _paths(step: Mapping[str, Any]) -> tuple[str, ...]:
    named = _mapping(step.get("detailedDiff")) or step.get("diffReasons")
    return tuple(map(str, named)) if isinstance(named, (Mapping, list)) else ()


def _is_preview(content: Mapping[str, Any]) -> bool:
    """Whether it looks like a preview. Pulumi leaves out the steps if there are none, as in a preview that failed."""
    steps = content.get("steps")
    return isinstance(steps, list) or (steps is None and bool(_OF_PREVIEWS & content.keys()))


def inputs_of(state: Mapping[str, Any]) -> Mapping[str, Any]:
    """The inputs of a resource by its state; empty if it has none."""
    return _mapping(state.get("inputs"))


def kind_of(urn: Any) -> str:
    """The class of the AppFlow resource with a URN: `Flow`. Empty for every other resource."""
    return token_in(type_of(text_of(urn)))


def labels_of(resources: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, str]]:
    """The names of connector profiles among resources, each a URN and a state, with the label. Only those of custom connectors have one."""
    for urn, state in resources:
        if kind_of(urn) == _PROFILE:
            inputs = inputs_of(state)
            name, label = inputs.get("connectorProfileName"), inputs.get("connectorLabel")
            if isinstance(name, str) and isinstance(label, str) and name and label:
                yield name, label


def place_of(state: Mapping[str, Any]) -> str:
    """Where the program declares a resource, as `__main__.py:12`, by its state. Empty if the state does not say."""
    frames = [state, *mappings_in(state.get("stackTrace"))]
    places = (_OWN_FRAME.match(text_of(each.get("sourcePosition"))) for each in frames)
    return next((f"{found[1]}:{found[2]}" for found in places if found), "")


def errors_of(preview: Mapping[str, Any]) -> list[str]:
    """The errors of a preview, each in one line."""
    said = [
        visible(" ".join(text_of(each.get("message")).split()).removeprefix("error: "))
        for each in mappings_in(preview.get("diagnostics"))
        if each.get("severity") == "error"
    ]
    return list(dict.fromkeys(said))


def text_of(value: Any) -> str:
    """The value if it is text, else none. Another value may hold a secret."""
    return value if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    """The value if it has members, else one without any."""
    return value if isinstance(value, Mapping) else {}


def mappings_in(value: Any) -> list[Mapping[str, Any]]:
    """The entries of a list that have members."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
