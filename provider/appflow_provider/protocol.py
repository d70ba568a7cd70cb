"""
The engine's calls as plain requests and responses, without Pulumi's wire format.

A front decodes the engine's message into a request, passes it to `provider.Provider`, and encodes the response. Values are plain
(`values`), in property spelling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from appflow_provider.diff import Change
from appflow_provider.mirrors import MirroredFlow
from appflow_provider.mirrors.templates import Later, as_it_is
from appflow_provider.problems import Problem
from appflow_provider.progress import Progress
from appflow_provider.secrecy import Redactor
from appflow_provider.values import Path

Properties = Mapping[str, Any]


class Screen(Protocol):
    """Shows texts to the user. `name` is the resource's name in the program; empty for the provider itself."""

    def warn(self, urn: str, name: str, text: str) -> None:
        """Show a warning."""

    def inform(self, urn: str, name: str, text: str) -> None:
        """Show information about a change that the program intends."""

    def status(self, urn: str, name: str, progress: Progress) -> None:
        """Show what a resource waits for, until the next status replaces it."""


class Log(Screen, Protocol):
    """Takes what the provider has to say, and decides what of it is shown."""

    def warn(self, urn: str, name: str, text: str, *, is_shared: bool = False) -> None:
        """Show a warning. One that is shared says the same of the other flows of a mirror."""


class Silence:
    """Shows nothing, for calls without a user interface."""

    def warn(self, urn: str, name: str, text: str, *, is_shared: bool = False) -> None:
        """Show no warning."""

    def inform(self, urn: str, name: str, text: str) -> None:
        """Show no information."""

    def status(self, urn: str, name: str, progress: Progress) -> None:
        """Show no progress."""


@dataclass(frozen=True)
class Call:
    """
    The context of one call about a resource.

    Attributes:
        token: The resource's name in the schema.
        urn: The URN of the resource; empty if the front cannot find it.
        name: The resource's name in the program.
        is_mirrored: Whether a mirror made the resource.
        redactor: Hides the secrets of the call.
        timeout: The user's timeout in seconds; 0 for our default.
    """

    token: str
    urn: str = ""
    name: str = ""
    is_mirrored: bool = False
    redactor: Redactor = field(default_factory=Redactor)
    timeout: float = 0


@dataclass(frozen=True)
class Autonaming:
    """
    The stack's configuration of automatic names.

    Attributes:
        proposed: The name that the engine proposes; empty if the provider chooses one.
        enforced: Whether that name must be used.
        disabled: Whether a resource without a name is refused.
    """

    proposed: str = ""
    enforced: bool = False
    disabled: bool = False


@dataclass(frozen=True)
class CheckRequest:
    """Inputs to validate. `olds` are the old inputs, empty for a new resource; `seed` makes automatic names."""

    call: Call
    olds: Properties
    news: Properties
    seed: bytes = b""
    autonaming: Autonaming = Autonaming()


@dataclass(frozen=True)
class CheckResponse:
    """Inputs with automatic names and marked secrets, and a sentence for each problem with them."""

    inputs: dict[str, Any]
    failures: tuple[str, ...] = ()


@dataclass(frozen=True)
class DiffRequest:
    """A state and checked inputs to compare. `ignored` are the paths of the option `ignoreChanges`."""

    call: Call
    olds: Properties
    news: Properties
    ignored: Sequence[Path] = ()


@dataclass(frozen=True)
class DiffResponse:
    """
    The changes for the engine to show and to make.

    Attributes:
        changes: The changes, leaf by leaf.
        deletes_first: Whether a replacement must delete the old object first, because it needs its name.
        inputs: The properties that a program can set. The engine has no new value for a change of any other.
        stables: Outputs that an update does not change.
    """

    changes: Sequence[Change]
    deletes_first: bool = False
    inputs: frozenset[str] = frozenset()
    stables: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreateRequest:
    """Checked inputs of an object to create. A preview only predicts the state."""

    call: Call
    inputs: Properties
    preview: bool = False


@dataclass(frozen=True)
class ReadRequest:
    """An id to look up. `state` is empty for an import; `inputs` are the engine's stored inputs, if it sends them."""

    call: Call
    id_: str
    state: Properties
    inputs: Properties = field(default_factory=dict)


@dataclass(frozen=True)
class UpdateRequest:
    """A state, and checked inputs to update the object to. A preview only predicts the state."""

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
    Asks for a page of the objects in a region.

    Attributes:
        token: The resource's name in the schema.
        query: May hold a `region`.
        limit: The maximum number of objects on all pages; 0 for no limit.
        page_size: The maximum number of objects on this page; 0 for our default.
        continuation: The `continuation` of the previous page; empty for the first.
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
        found: The id (as for an import) and the name of each object.
        continuation: Asks for the next page; empty on the last.
        is_known: Whether the query was known. If not, nothing was looked up.
    """

    found: tuple[tuple[str, str], ...] = ()
    continuation: str = ""
    is_known: bool = True


@dataclass(frozen=True)
class InvokeRequest:
    """A function to call, by its name in the schema, with its arguments. Secrets are marked."""

    token: str
    arguments: Properties
    redactor: Redactor = field(default_factory=Redactor)


@dataclass(frozen=True)
class InvokeResponse:
    """A function's result, None while an argument is unknown; or for each problem the argument and a sentence."""

    result: dict[str, Any] | None = None
    failures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MirrorRequest:
    """A mirror in a program. `later` fills placeholders of values that only the front knows; see `mirrors.templates`."""

    name: str
    inputs: Properties
    redactor: Redactor = field(default_factory=Redactor)
    later: Later = as_it_is


@dataclass(frozen=True)
class MirrorResponse:
    """The flows of a mirror, or its problems; and warnings, in sentences."""

    flows: tuple[MirroredFlow, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
