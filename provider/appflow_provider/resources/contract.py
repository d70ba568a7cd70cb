"""
What the lifecycle (`resource`, `managed`, `creation`) and the resources hand to each other: four types of mappings, and the hooks.

A resource has a declaration, some class attributes, and overrides of these hooks. A mapping is in property spelling or in API
spelling, `s3` or `S3`; the types keep the two apart.

| hook | when | gets | returns | default |
| --- | --- | --- | --- | --- |
| `validate` | check, after single members | plain inputs, those of last time, the present | `Verdict` | nothing is wrong |
| `adjusted` | diff, after the comparison | changes, `State`, `Inputs` | changes | the same changes |
| `replacement_note` | diff that replaces | the causes, whether the name stays | `Note` | what replaces, and what is lost |
| `build_create_request` | before the create | `Inputs` | `ApiRequest` | all that AppFlow knows of |
| `build_update_request` | before the update | `State`, `Inputs`, changes | `ApiRequest`, or None to send nothing | none: each resource has its own |
| `build_delete_request` | before the delete | the name, `State` | `ApiRequest` | the name |
| `send_update` | update | the above | how to undo it in part, or None | one call |
| `send_delete` | delete | the name, `State` | nothing | one call |
| `after_write` | create and update, once the state is known | `ResourceState`, `ApiReply` | nothing; raises `PartlyDone` | nothing |
| `describe` | whenever the object is looked at | its name | `ApiReply`, or None | none: each resource has its own |
| `is_as_asked` | create, if an earlier run may have made the object | its name, `Inputs`, `ApiReply` | whether it is what the inputs ask for | whether a diff is empty |
| `inputs_from_reply` | read | `ApiReply` | `Inputs`, all that the reply tells | none: each resource has its own |
| `refreshed_inputs` | read | `Inputs` of the reply, `State` | `Inputs` in the program's words | drift as inputs |
| `after_read` | read | `ApiReply`, `State` | what is not finished, or None | nothing |
"""

from dataclasses import dataclass
from typing import Any, NewType

from appflow_provider.problems import NOTHING_ACKNOWLEDGED, Acknowledged, Problem
from appflow_provider.tagging import UNTAGGED, Tagging

Inputs = NewType("Inputs", dict[str, Any])
"""What a program says of a resource, in property spelling. Credentials stand in a `Secret` once they were checked."""

State = NewType("State", dict[str, Any])
"""What Pulumi keeps of a resource, in property spelling: inputs and outputs."""

ApiRequest = NewType("ApiRequest", dict[str, Any])
"""What is sent, in API spelling. Credentials are in the clear."""

ApiReply = NewType("ApiReply", dict[str, Any])
"""What AppFlow answers, in API spelling. It holds no credentials."""

AUTONAMED = "__autonamed"
"""A hidden input: the name is ours, so a replacement takes a new one and need not delete first."""

DERIVED = "derived"
"""The value of `AUTONAMED` for a name that derives from the stack and the resource, so that nobody else makes it up."""

ATTEMPTED = "__attempted"
"""A hidden property of a state that may have no object: when asking for the object began and ended, as `BEGIN/END`."""


@dataclass(frozen=True)
class Checked:
    """Inputs that are fit for the service, or what is wrong with them; warnings in either case."""

    inputs: Inputs
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Note:
    """Something to know beforehand: a warning, or news of what the program itself asks for."""

    text: str
    warns: bool = True


@dataclass(frozen=True)
class ResourceState:
    """What Pulumi keeps of a resource: its id, the inputs as they are now, and the state with all outputs."""

    id_: str
    inputs: Inputs
    state: State


@dataclass(frozen=True)
class Configured:
    """What the provider's configuration says of its resources; the account may not be known."""

    tagging: Tagging = UNTAGGED
    acknowledged: Acknowledged = NOTHING_ACKNOWLEDGED
    account: str | None = None


NOTHING_CONFIGURED = Configured()
"""A provider without any configuration."""
