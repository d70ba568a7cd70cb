"""
Parses the URN of a resource: `urn:pulumi:STACK::PROJECT::PARENT_TYPES$TYPE::NAME`.

The name may hold `::` itself.
"""

_MIRROR = "appflow:index:Mirror"


def type_of(urn: str) -> str:
    """The resource's type, without those of its parents; empty for what is not a URN."""
    return _part(urn, 2).rsplit("$", 1)[-1]


def token_of(urn: str) -> str:
    """The resource's name in the schema, as `Flow`; empty for what is not a URN."""
    return type_of(urn).rsplit(":", 1)[-1]


def name_of(urn: str) -> str:
    """The resource's name in the program; empty for what is not a URN."""
    return _part(urn, 3)


def is_mirrored(urn: str) -> bool:
    """Whether a mirror made the resource, on either front."""
    *parents, _ = _part(urn, 2).split("$")
    return _MIRROR in parents


def _part(urn: str, position: int) -> str:
    parts = urn.split("::", 3)
    return parts[position] if position < len(parts) else ""
