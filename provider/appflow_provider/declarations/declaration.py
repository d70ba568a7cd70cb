"""The declarations of resources, components and functions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from appflow_provider.shapes.base import OutputShape, Shape


@dataclass(frozen=True)
class Listing:
    """
    How to list the objects of a resource. Names of members are in API spelling.

    Attributes:
        operation: The operation that lists them, page by page.
        found: The member of the reply that holds the list.
        name: The member of an object that holds its name, which is its id.
        arn: The member of an object that holds its ARN; empty if the reply has none.
        noun: What messages call an object, if not by the resource's noun.
    """

    operation: str
    found: str
    name: str
    arn: str = ""
    noun: str = ""


@dataclass(frozen=True)
class ResourceDeclaration:
    """
    A resource, as it appears in programs, states and the schema. `resources` has its lifecycle, in a module and class of its name.

    Attributes:
        token: The name in the schema: `FlowRun`.
        noun: What messages call the resource.
        name_property: The input with the name; if it is not set, the name is automatic.
        arn_property: The output with the ARN.
        import_id: The id to use in `pulumi import` and `get`.
        inputs: The shape of the inputs.
        outputs: The shape of the outputs that are not inputs.
        operations: The API operations of `create`, `read`, `update` and `delete`. The first of each is the call itself.
        listing: How to list the objects, if AppFlow can; `appflow-pulumi import` uses it.
        arguments: Makes the shape of what a program can set, if that is more than the inputs. Check makes inputs of it.
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
    arguments: Callable[[], type[Shape]] | None = None

    @property
    def written(self) -> type[Shape]:
        """The shape of what a program can set. Made when it is first needed."""
        return self.arguments() if self.arguments else self.inputs

    @property
    def snake_case(self) -> str:
        """The name in Python: `flow_run`. The lifecycle and the examples are in files of this name."""
        return _snake_case(self.token)

    @property
    def listed_noun(self) -> str:
        """What messages call a listed object."""
        return (self.listing and self.listing.noun) or self.noun


@dataclass(frozen=True)
class ComponentDeclaration:
    """
    A component, which makes resources and has no lifecycle of its own.

    Attributes:
        token: The name in the schema: `Mirror`.
        inputs: The shape of the inputs.
        outputs: The shape of the outputs.
    """

    token: str
    inputs: type[Shape]
    outputs: type[OutputShape]

    @property
    def snake_case(self) -> str:
        """The name in Python: `mirror`. The examples are in a file of this name."""
        return _snake_case(self.token)


@dataclass(frozen=True)
class FunctionDeclaration:
    """
    A function, as it appears in programs and the schema. `functions.lookups` implements it, under its name in Python.

    Attributes:
        token: The name in the schema: `getFlow`.
        arguments: The shape of the arguments.
        result: The shape of the result.
        operations: The API operations that it may call.
        arn: The argument with an ARN that names the region, if there is no argument `region`.
    """

    token: str
    arguments: type[Shape]
    result: type[OutputShape]
    operations: tuple[str, ...]
    arn: str = ""

    @property
    def snake_case(self) -> str:
        """The name in Python: `get_flow`."""
        return _snake_case(self.token)


def _snake_case(token: str) -> str:
    """`FlowRun` or `getFlow` in snake_case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", token).lower()
