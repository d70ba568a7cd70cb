"""
One module a connector: its structures, how AppFlow logs in to it, and what it can do by AppFlow's user guide.

A module ends in its `Connector` and has its line here. Whatever else needs to know connectors reads this registry: the structures
that have a member for each, the rules, the import of existing profiles, and the documentation.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeVar

from pydantic import BaseModel, create_model
from pydantic.alias_generators import to_snake

from appflow_provider.shapes.base import member
from appflow_provider.shapes.connectors.connector import Connector

MODULES = (  # in the order of the API's ConnectorType
    "salesforce",
    "singular",
    "slack",
    "redshift",
    "s3",
    "marketo",
    "google_analytics",
    "zendesk",
    "service_now",
    "datadog",
    "trendmicro",
    "snowflake",
    "dynatrace",
    "infor_nexus",
    "amplitude",
    "veeva",
    "event_bridge",
    "lookout_metrics",
    "upsolver",
    "honeycode",
    "customer_profiles",
    "sapo_data",
    "custom",
    "pardot",
)


def _registry() -> Mapping[str, Connector]:
    modules = (import_module(f"{__name__}.{name}") for name in MODULES)
    found: list[Connector] = [module.CONNECTOR for module in modules]
    return {connector.type: connector for connector in found}


CONNECTORS = _registry()
"""Every connector by its `connectorType`."""

_Structure = TypeVar("_Structure", bound=type[BaseModel])


def with_each(part: str) -> Callable[[_Structure], _Structure]:
    """Give a structure a member for each connector that has this part, in the order of the API."""

    def filled(structure: _Structure) -> _Structure:
        parts = [(getattr(connector, part), connector.api) for connector in CONNECTORS.values()]
        members: Any = {
            to_snake(api): (
                found.type | None,
                member(found.description, api=api, drift_when_added=False),
            )
            for found, api in sorted(
                (each for each in parts if each[0]),
                key=lambda each: (each[0].added, each[1].lower()),
            )
        }
        make: Any = create_model
        made: _Structure = make(
            structure.__name__,
            __base__=structure,
            __doc__=structure.__doc__,
            __module__=structure.__module__,
            **members,
        )
        return made

    return filled


def reached_from(source: Connector) -> frozenset[str] | None:
    """The destinations for data from a source, beside custom connectors; None where only the connector itself knows."""
    reach = source.reaches
    if reach is None:
        return None
    usual = {each.type for each in CONNECTORS.values() if each.destination and not each.exclusive}
    return frozenset(reach.only or usual.union(reach.also) - set(reach.never))
