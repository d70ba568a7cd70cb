"""
What an engine asks a provider, and what it is answered: Pulumi's calls without its wire.

A front decodes the engine's message into a request, hands it to `provider.Provider`, and encodes the response. Values are plain
(`values`), with property names as in the schema.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from appflow_provider.diff import Change
from appflow_provider.progress import Progress
from appflow_provider.secrecy import Redactor
from appflow_provider.values import Path

Properties = Mapping[str, Any]


class Log(Protocol):
    """Where a front shows texts. A `name` is the resource's in the program; empty for the provider itself."""

    def warn(self, urn: str, name: str, text: str) -> None:
        """Show a warning."""

    def inform(self, urn: str, name: str, text: str) -> None:
        """Show what the program itself asks for."""

    def status(self, urn: str, name: str, progress: Progress) -> None:
        """Show what a resource waits for, until the next moment is shown."""


class Silence:
    """Shows nothing, for calls that have nobody to tell."""

    def warn(self, urn: str, name: str, text: str) -> None:
        """Show no warning."""

    def inform(self, urn: str, name: str, text: str) -> None:
        """Show no news."""

    def status(self, urn: str, name: str, progress: Progress) -> None:
        """Show no progress."""


@dataclass(frozen=True)
class Call:
    """
    The circumstances of one call about a resource.

    Attributes:
        token: Which resource, by its name in the schema.
        urn: Who the resource is in the stack; empty where a front cannot tell.
        name: The resource's name in the program.
        redactor: Hides the secrets that the call brought along.
        timeout: Seconds that the user allows; 0 leaves it to us.
    """

    token: str
    urn: str = ""
    name: str = ""
    redactor: Redactor = field(default_factory=Redactor)
    timeout: float = 0


@dataclass(frozen=True)
class Autonaming:
    """
    What the stack's configuration says of automatic names.

    Attributes:
        proposed: The name that the engine made; empty where the choice is ours.
        enforced: Whether no other name will do.
        disabled: Whether a resource without a name is refused.
    """

    proposed: str = ""
    enforced: bool = False
    disabled: bool = False


@dataclass(frozen=True)
class CheckRequest:
    """Inputs to validate. `olds` are the inputs of last time, empty for a new resource; `seed` makes automatic names."""

    call: Call
    olds: Properties
    news: Properties
    seed: bytes = b""
    autonaming: Autonaming = Autonaming()


@dataclass(frozen=True)
class CheckResponse:
    """Inputs with names and secrets in place, and a sentence for each thing that is wrong with them."""

    inputs: dict[str, Any]
    failures: tuple[str, ...] = ()


@dataclass(frozen=True)
class DiffRequest:
    """A state and checked inputs to compare; the user asked to ignore changes at the `ignored` paths."""

    call: Call
    olds: Properties
    news: Properties
    ignored: Sequence[Path] = ()


@dataclass(frozen=True)
class DiffResponse:
    """
    What the engine is to do and to show.

    Attributes:
        changes: What differs, leaf by leaf.
        deletes_first: Whether a replacement needs the name of the old object.
        inputs: The properties that a program can set. Of what else differs the engine knows no new value.
        stables: Outputs that an update leaves as they are.
    """

    changes: Sequence[Change]
    deletes_first: bool = False
    inputs: frozenset[str] = frozenset()
    stables: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreateRequest:
    """Checked inputs of an object to create, or in a preview to foresee."""

    call: Call
    inputs: Properties
    preview: bool = False


@dataclass(frozen=True)
class ReadRequest:
    """An id to look up. `state` is empty for an import; `inputs` are the program's last ones, where the engine says them."""

    call: Call
    id_: str
    state: Properties
    inputs: Properties = field(default_factory=dict)


@dataclass(frozen=True)
class UpdateRequest:
    """A state and checked inputs that the object is to be brought to, or in a preview would be."""

    call: Call
    id_: str
    olds: Properties
    news: Properties
    preview: bool = False


@dataclass(frozen=True)
class DeleteRequest:
    """An object to delete."""

    call: Call
    id_: str
    state: Properties


@dataclass(frozen=True)
class ListRequest:
    """
    A page of what there is in a region.

    Attributes:
        token: Which resource, by its name in the schema.
        query: May name a `region`.
        limit: Objects at most on all pages; 0 for no limit.
        page_size: Objects at most on this page; 0 leaves it to us.
        continuation: What the page before said; empty for the first.
    """

    token: str
    query: Properties
    limit: int = 0
    page_size: int = 0
    continuation: str = ""


@dataclass(frozen=True)
class ListResponse:
    """
    One page.

    Attributes:
        found: Of each object the id that an import takes, and its name.
        continuation: Asks for the next page; empty where this was the last.
        is_known: Whether the query was known; else nothing was looked up.
    """

    found: tuple[tuple[str, str], ...] = ()
    continuation: str = ""
    is_known: bool = True


@dataclass(frozen=True)
class InvokeRequest:
    """A function to call, by its name in the schema, with its arguments, secrets marked."""

    token: str
    arguments: Properties
    redactor: Redactor = field(default_factory=Redactor)


@dataclass(frozen=True)
class InvokeResponse:
    """A function's result, None while an argument is not known; or of each thing that is wrong the argument and a sentence."""

    result: dict[str, Any] | None = None
    failures: tuple[tuple[str, str], ...] = ()
