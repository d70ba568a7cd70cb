"""
Facts about a member beyond its type and limits, with the names that CloudFormation and Terraform use.

`base.member` takes each fact by name and stores it with the description. Validation, schema, diff, refresh and documentation
read it from there.

The facts come from AWS's documentation, from replies of AppFlow in public dumps, and from bug reports of other providers. If only
one of two possible replies was seen, both count as the same. A comment at a member explains a special case.
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
        secret: Whether the value, with everything in it, is encrypted in the state and never shown.
        create_only: Why a change replaces the resource, in the words of the warning; empty if AppFlow can change the member.
        default: The value that AppFlow uses if the member is not set. For a map, the values of single keys.
        drift_when_added: Whether it is drift if AppFlow returns the member although the program does not set it: `True` if
            AppFlow fills in nothing or a known default, `False` if it may fill in an unknown value. It is better to miss an
            addition than to show a difference on every run. For a map, `True` covers each key too; `"keys"` covers only keys
            that the program does not set.
        optional_computed: Whether AppFlow may have chosen the value and keeps it, so that removing it from the program is no
            change.
        not_returned: Whether AppFlow may not return the member although it is set.
        write_only: Whether AppFlow never returns the member.
        transform: Converts a value, or each entry of a list, to one canonical form.
        equivalent: Called with the program's value and AppFlow's. Returns whether AppFlow's is its version of the program's.
        unordered: Whether the order of a list's entries has no meaning.
        opaque: Whether the keys of a secret map are secret too.
        plain: Whether a program has to write the value itself: of a component, what decides which resources it makes cannot be an
            output of another resource.
        expands: Finds the entries that AppFlow derived from an entry of the unordered list; see `canonical.Form`.
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
    plain: bool = False
    expands: Callable[[Any, Sequence[Any], bool], Collection[int]] | None = None


_KEY = "facts"
_NONE = Facts()


def field_extra(facts: Facts) -> dict[str, Any]:
    """The extra of a pydantic field that holds the facts, for `facts_of`."""
    return {_KEY: facts}


def facts_of(info: FieldInfo) -> Facts:
    """The facts of a member."""
    extra = info.json_schema_extra
    found: Any = extra.get(_KEY) if isinstance(extra, dict) else None
    return found if isinstance(found, Facts) else _NONE
