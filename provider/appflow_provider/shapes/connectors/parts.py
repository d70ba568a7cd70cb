"""Parts: what a connector adds to each structure that has a member for every connector. Functions make the parts and members that connectors share."""

from typing import Any, NamedTuple

from pydantic import create_model

from appflow_provider.shapes.base import Answer, ApiEnum, OutputShape, Shape, member
from appflow_provider.shapes.create_only import READS_FROM
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


def listed_object(name: str) -> Any:
    """The member for the object that a flow reads, for a connector whose objects the API lists."""
    return member(
        f"Name of the {name} object to read. `aws appflow list-connector-entities` shows the names that a connector profile gives "
        "access to.",
        required=True,
        create_only=READS_FROM,
    )


def operators(api: str, name: str, first: str, added: int = 0) -> Part:
    """The operators for a flow from a connector: these, those that transform a value, and `NO_OP`."""
    enum = selection(f"{api}ConnectorOperator", name, first)
    return Part(enum, f"Operator for a flow from {name}.", added)


def nothing_special(api: str, added: int = 0) -> Part:
    """Metadata without members."""
    return _metadata(api, f"{api} has nothing special.", added)


def scopes(api: str, added: int = 0) -> Part:
    """Metadata with the scopes of a login."""
    o_auth_scopes = (list[str] | None, member("Scopes that a login may ask for."))
    return _metadata(api, f"What is special about {api}.", added, o_auth_scopes=o_auth_scopes)


def _metadata(api: str, text: str, added: int, **members: Any) -> Part:
    metadata = create_model(
        f"{api}Metadata", __base__=Answer, __doc__=text, __module__=__name__, **members
    )
    return Part(metadata, f"For `{api}`.", added)
