"""What a file of another tool says about one resource."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Notice:
    """
    Something that a user must know about one resource.

    Attributes:
        path: Where, in the other tool's spelling; empty for the resource as a whole.
        text: A sentence without its subject, which is the path: `is not taken, because …`.
    """

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}" if self.path else self.text


@dataclass(frozen=True)
class Described:
    """
    One resource in the file of another tool.

    Attributes:
        kind: The resource's name in our schema, as `Flow`.
        origin: Its address in the other tool, as `module.crm.aws_appflow_flow.this["orders"]`.
        label: A readable name for it, from the address.
        inputs: Its inputs, in property spelling, in the clear. Members that are not set are missing.
        outputs: Its outputs, in property spelling, as far as the file has them.
        notices: What was not taken, or was mended.
        is_protected: Whether the other tool refuses to forget it unless it is forced to.
        is_partial: Whether the file does not hold all of its values.
    """

    kind: str
    origin: str
    label: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    is_protected: bool = False
    is_partial: bool = False


@dataclass(frozen=True)
class Skipped:
    """A resource that cannot be taken over: its address, and why, as a sentence without its subject."""

    origin: str
    text: str

    def __str__(self) -> str:
        return f"{self.origin} {self.text}"


@dataclass(frozen=True)
class Contents:
    """
    What a file holds.

    Attributes:
        tool: The tool that wrote it: a key of `departure.WAYS_OUT`.
        described: Its AppFlow resources.
        skipped: AppFlow resources in it that cannot be taken over.
        others: How many other resources it has, by their type.
        place: What the way out of the tool needs to know: the file, or the name of the stack.
    """

    tool: str
    described: tuple[Described, ...]
    skipped: tuple[Skipped, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    place: str = ""


def with_all_tags(inputs: Mapping[str, Any], outputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The inputs with all tags of the resource, those of the tool's own default tags too."""
    found = outputs.get("tagsAll")
    return {**inputs, "tags": dict(found)} if found and isinstance(found, Mapping) else inputs
