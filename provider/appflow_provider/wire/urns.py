"""
Who a resource is in a stack: `urn:pulumi:STACK::PROJECT::PARENT_TYPES$TYPE::NAME`.

The name may hold `::` itself.
"""

__all__ = ["name_of", "token_of"]


def token_of(urn: str) -> str:
    """The resource's name in the schema, as `Flow`."""
    return urn.split("::", 3)[2].rsplit("$", 1)[-1].rsplit(":", 1)[-1]


def name_of(urn: str) -> str:
    """The resource's name in the program."""
    return urn.split("::", 3)[3]
