"""The resources of the provider. Each can be checked, compared, created, read, updated and deleted."""

from collections.abc import Mapping
from importlib import import_module

from appflow_provider import declarations
from appflow_provider.resources.context import OperationContext, Service
from appflow_provider.resources.contract import (
    NOTHING_CONFIGURED,
    Checked,
    Configured,
    Inputs,
    ResourceState,
    State,
)
from appflow_provider.resources.resource import Resource

__all__ = [
    "RESOURCES",
    "Checked",
    "Configured",
    "Inputs",
    "OperationContext",
    "Resource",
    "ResourceState",
    "Service",
    "State",
    "resources",
]


def _lifecycle(declared: declarations.ResourceDeclaration) -> type[Resource]:
    """The lifecycle class of a resource. Its module and class have the resource's name: `FlowRun` in `flow_run`."""
    module = import_module(f"{__name__}.{declared.snake_case}")
    found: type[Resource] = getattr(module, declared.token)
    return found


_LIFECYCLES: Mapping[str, type[Resource]] = {
    token: _lifecycle(declared) for token, declared in declarations.RESOURCES.items()
}


def resources(configured: Configured = NOTHING_CONFIGURED) -> dict[str, Resource]:
    """Every resource by its name in the schema, for one configuration of the provider."""
    return {token: lifecycle(configured) for token, lifecycle in _LIFECYCLES.items()}


RESOURCES = resources()
"""Every resource by its name in the schema, for a provider without configuration."""
