"""A connector's parts in the structures that have a member for each connector, and makers of those that are much alike."""

from typing import NamedTuple

from pydantic import create_model

from appflow_provider.shapes.base import Answer, ApiEnum, OutputShape, Shape, member
from appflow_provider.shapes.operators import selection


class Part(NamedTuple):
    """
    A connector's member of a structure.

    Attributes:
        type: Its structure or enum.
        description: What users read about it.
        added: Its place among the members that the API added later and has at the end; 0 for the first ones, which stand by name.
    """

    type: type[Shape | OutputShape | ApiEnum]
    description: str
    added: int = 0


def operators(api: str, name: str, first: str, added: int = 0) -> Part:
    """The operators for a flow from a connector: these, those that transform a value, and `NO_OP`."""
    enum = selection(f"{api}ConnectorOperator", name, first)
    return Part(enum, f"Operator for a flow from {name}.", added)


def nothing_special(api: str, added: int = 0) -> Part:
    """Metadata without members."""
    return Part(
        create_model(
            f"{api}Metadata",
            __base__=Answer,
            __doc__=f"{api} has nothing special.",
            __module__=__name__,
        ),
        f"For `{api}`.",
        added,
    )


def scopes(api: str, added: int = 0) -> Part:
    """Metadata with the scopes of a login."""
    return Part(
        create_model(
            f"{api}Metadata",
            __base__=Answer,
            __doc__=f"What is special about {api}.",
            __module__=__name__,
            o_auth_scopes=(list[str] | None, member("Scopes that a login may ask for.")),
        ),
        f"For `{api}`.",
        added,
    )
