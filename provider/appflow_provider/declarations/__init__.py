"""
Declares each resource, component and function once, with inputs and outputs.

The schema, the lifecycles, lists, `appflow-pulumi import`, the dynamic front's classes and the reference pages read these
registries. A resource or a component is a module here, with inputs, outputs and declaration; a function is a row of `functions`.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TypeVar

from appflow_provider.declarations.declaration import (
    ComponentDeclaration,
    FunctionDeclaration,
    Listing,
    ResourceDeclaration,
)
from appflow_provider.declarations.functions import DECLARED

__all__ = [
    "COMPONENTS",
    "FUNCTIONS",
    "RESOURCES",
    "ComponentDeclaration",
    "FunctionDeclaration",
    "Listing",
    "ResourceDeclaration",
]

_Declared = TypeVar("_Declared", ResourceDeclaration, ComponentDeclaration)


def _declared(kind: type[_Declared]) -> Iterator[_Declared]:
    """The declarations of a kind in the modules of this package, in the order of the module names."""
    for module in sorted(found.name for found in pkgutil.iter_modules(__path__)):
        members = vars(import_module(f"{__name__}.{module}")).values()
        yield from (each for each in members if isinstance(each, kind))


RESOURCES: Mapping[str, ResourceDeclaration] = {
    each.token: each for each in _declared(ResourceDeclaration)
}
"""Every resource by its name in the schema, in alphabetical order of the modules: profiles come before flows, flows before runs."""

COMPONENTS: Mapping[str, ComponentDeclaration] = {
    each.token: each for each in _declared(ComponentDeclaration)
}
"""Every component by its name in the schema."""

FUNCTIONS: Mapping[str, FunctionDeclaration] = {each.token: each for each in DECLARED}
"""Every function by its name in the schema."""
