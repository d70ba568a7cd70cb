"""
What is known of a member beyond its type and its limits, in the words of CloudFormation and Terraform.

`base.member` takes each fact by name and keeps it beside the description. Validation, the schema, the diff, a refresh and the
documentation read it from there.

The facts are read from AWS's documentation and from answers of the service in public dumps and in bug reports of other
providers. Where only one of two answers was seen, both count as the same. A comment beside a member names what is special.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class Facts:
    """
    The facts of one member.

    Attributes:
        secret: The value is encrypted in state and never shown, with all that is inside it.
        create_only: Why another value means another resource, as a warning says it; empty where the service can change it.
        default: The value that means the same as leaving the member out. Of a map, the values of single keys.
        drift_when_added: Whether it is drift when the member appears although the program leaves it out: `True` where the
            service fills in nothing or a known default, `False` where it may fill in what nobody knows. It is better to
            miss an addition than to show a difference on every run. `True` holds for each key of a map too, `"keys"` for
            nothing but keys beside those of the program.
        optional_computed: The service may have chosen the value, and keeps it: taking it out of the program is no change.
        not_returned: The service may leave it out of its answer although it has it.
        write_only: The service never returns it.
        transform: Brings a value to one spelling; of a list, each entry.
        equivalent: Whether the service's second value is its own version of the program's first.
        unordered: The order of the list's entries means nothing.
        opaque: The keys of the secret map are secret too.
        expands: Finds what the service made of an entry of the unordered list; see `canonical.Form`.
    """

    secret: bool = False
    create_only: str = ""
    default: Any = None
    drift_when_added: bool | Literal["keys"] | None = None
    optional_computed: bool = False
    not_returned: bool = False
    write_only: bool = False
    transform: Callable[[Any], Any] | None = None
    equivalent: Callable[[Any, Any], bool] | None = None
    unordered: bool = False
    opaque: bool = False
    expands: Callable[[Any, Sequence[Any], bool], Collection[int]] | None = None


_KEY = "facts"
_NONE = Facts()


def field_extra(facts: Facts) -> dict[str, Any]:
    """What a field of pydantic carries, so that `facts_of` finds the facts again."""
    return {_KEY: facts}


def facts_of(info: FieldInfo) -> Facts:
    """The facts of a member."""
    extra = info.json_schema_extra
    found: Any = extra.get(_KEY) if isinstance(extra, dict) else None
    return found if isinstance(found, Facts) else _NONE
