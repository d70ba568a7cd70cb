"""
What the lifecycle (`resource`, `managed`, `creation`) and the resources exchange: four types of mappings, and the hooks.

A resource has a declaration and some class attributes, and overrides these hooks. A mapping is in property spelling (`s3`) or
in API spelling (`S3`); its type says which.

| hook | when | gets | returns | default |
| --- | --- | --- | --- | --- |
| `spelled_out` | check, before all else | the program's arguments, the old inputs | `Inputs`, problems | the same |
| `validate` | check, after the checks of single members | plain inputs, the old inputs, the current time | `Verdict` | no problems |
| `announcement` | check, without problems | `Inputs`, the old inputs, the URN | what else a create does | nothing |
| `adjusted` | diff, after the comparison | changes, `State`, `Inputs` | changes | the same changes |
| `replacement_note` | diff that replaces | paths of the causes, whether the name stays | `Note` | why it is replaced, and what is lost |
| `build_create_request` | before the create | `Inputs` | `ApiRequest` | all inputs that AppFlow takes |
| `build_update_request` | before the update | `State`, `Inputs` | `ApiRequest`, or None to send nothing | none: each resource has its own |
| `build_delete_request` | before the delete | the name, `State` | `ApiRequest` | the name |
| `send_update` | update | `State`, `Inputs` | what takes back a part of it, or None | one call |
| `send_delete` | delete | the name, `State` | nothing | one call |
| `after_write` | create and update, once the state is known | `ResourceState`, `ApiReply` | nothing; raises `PartlyDone` | nothing |
| `describe` | every read of the object | its name | `ApiReply`, or None | none: each resource has its own |
| `is_as_asked` | create, if an earlier run may have made the object | its name, `Inputs`, `ApiReply` | whether it matches the inputs | whether a diff is empty |
| `inputs_from_reply` | read | `ApiReply` | `Inputs`, all that the reply holds | none: each resource has its own |
| `refreshed_inputs` | read | `Inputs` of the reply, `State` | `Inputs` as the program writes them | drift as inputs |
| `after_read` | read | `ApiReply`, `State` | what is not finished, or None | nothing |
"""

from dataclasses import dataclass
from typing import Any, NewType

from appflow_provider.problems import NOTHING_ACKNOWLEDGED, Acknowledged, Problem
from appflow_provider.tagging import UNTAGGED, Tagging

Inputs = NewType("Inputs", dict[str, Any])
"""The inputs of a resource, in property spelling. After check, credentials are wrapped in `Secret`."""

State = NewType("State", dict[str, Any])
"""What Pulumi stores for a resource, in property spelling: inputs and outputs."""

ApiRequest = NewType("ApiRequest", dict[str, Any])
"""A request to AppFlow, in API spelling. Credentials are in the clear."""

ApiReply = NewType("ApiReply", dict[str, Any])
"""A reply of AppFlow, in API spelling. It holds no credentials."""

AUTONAMED = "__autonamed"
"""A hidden input of a resource with an automatic name. A replacement gets a new name, so it need not delete first."""

DERIVED = "derived"
"""The value of `AUTONAMED` for a name that derives from the stack and the resource: no other resource gets the same one."""

ATTEMPTED = "__attempted"
"""A hidden property of a state whose object may not exist: when the attempt to create it began and ended, as `BEGIN/END`."""


@dataclass(frozen=True)
class Checked:
    """Checked inputs with the problems found in them. Without problems they can be sent. There may be warnings either way."""

    inputs: Inputs
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Note:
    """A text for the preview: a warning, or information about a change that the program intends."""

    text: str
    warns: bool = True


@dataclass(frozen=True)
class ResourceState:
    """What Pulumi stores for a resource: its id, its current inputs, and the state with all outputs."""

    id_: str
    inputs: Inputs
    state: State


@dataclass(frozen=True)
class Configured:
    """The part of the provider's configuration that concerns resources. `account` is None if it is not known."""

    tagging: Tagging = UNTAGGED
    acknowledged: Acknowledged = NOTHING_ACKNOWLEDGED
    account: str | None = None


NOTHING_CONFIGURED = Configured()
"""A provider without any configuration."""
