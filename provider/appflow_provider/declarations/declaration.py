"""What a declaration of a resource and of a function says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from appflow_provider.shapes.base import OutputShape, Shape


@dataclass(frozen=True)
class Listing:
    """
    How AppFlow lists the objects of a resource.

    Attributes:
        operation: The operation that lists them, page by page.
        found: The member of its reply that holds them.
        name: The member of each with its name, which is its id.
        arn: The member of each with its ARN; empty if the reply has none.
        noun: What a person calls one of them, if not as the resource.
    """

    operation: str
    found: str
    name: str
    arn: str = ""
    noun: str = ""


@dataclass(frozen=True)
class ResourceDeclaration:
    """
    A resource, as programs, states and the schema know it. `resources` has its lifecycle, in a module and a class of its name.

    Attributes:
        token: Its name in the schema: `FlowRun`.
        noun: What a person calls one.
        name_property: The input with its name, which is made up if it is left out.
        arn_property: The output with its ARN.
        import_id: What identifies one in `pulumi import` and `get`.
        inputs: What a program writes.
        outputs: What the state holds beside the inputs.
        operations: What each of `create`, `read`, `update` and `delete` may call. The first is the one that does it.
        listing: How AppFlow lists them, if it does; `appflow-pulumi import` reads what is listed.
    """

    token: str
    noun: str
    name_property: str
    arn_property: str
    import_id: str
    inputs: type[Shape]
    outputs: type[OutputShape]
    operations: Mapping[str, tuple[str, ...]]
    listing: Listing | None = None

    @property
    def snake_case(self) -> str:
        """Its name in Python: `flow_run`. Its lifecycle and its examples are in files of this name."""
        return _snake_case(self.token)

    @property
    def listed_noun(self) -> str:
        """What a person calls one that is listed."""
        return (self.listing and self.listing.noun) or self.noun


@dataclass(frozen=True)
class FunctionDeclaration:
    """
    A function, as programs and the schema know it. `functions.lookups` has what it asks, in a function of its name in Python.

    Attributes:
        token: Its name in the schema: `getFlow`.
        arguments: What it takes.
        result: What it gives.
        operations: What it may call.
        arn: The argument whose ARN names the region to ask in, if there is no argument `region`.
    """

    token: str
    arguments: type[Shape]
    result: type[OutputShape]
    operations: tuple[str, ...]
    arn: str = ""

    @property
    def snake_case(self) -> str:
        """Its name in Python: `get_flow`."""
        return _snake_case(self.token)


def _snake_case(token: str) -> str:
    """`FlowRun` and `getFlow` as Python writes them."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", token).lower()
