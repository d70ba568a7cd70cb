"""A mirror in a program, and its inputs with the name of an object in the templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from appflow_provider.mirrors.catalogue import Catalogue
from appflow_provider.mirrors.templates import Later, as_it_is, filled
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.shapes.walk import members
from appflow_provider.vocabulary import OBJECTS

OWN = "perObject"
"""The input with what differs for single objects."""

_TEMPLATES = (
    "sourceConnectorProperties",
    "destinationFlowConfig",
    "metadataCatalogConfig",
    "flowName",
    "description",
    "tags",
    "tasks",
)


@dataclass(frozen=True)
class Asked:
    """
    A mirror in a program.

    Attributes:
        name: Its name in the program.
        inputs: Its inputs, in property spelling.
        live: The objects in AppFlow.
        later: Fills placeholders of values that are known later; see `templates`.
    """

    name: str
    inputs: Mapping[str, Any]
    live: Catalogue
    later: Later = as_it_is


def own_of(inputs: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What differs for an object; nothing if it is as the others."""
    return (inputs.get(OWN) or {}).get(name) or {}


def templates_of(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs, with only those members that take placeholders."""
    own = inputs.get(OWN)
    found = {name: inputs[name] for name in _TEMPLATES if name in inputs}
    if isinstance(own, Mapping):
        found[OWN] = {
            key: {name: each[name] for name in _TEMPLATES if name in each}
            for key, each in own.items()
            if isinstance(each, Mapping)
        }
    return found


def filled_for(asked: Asked, name: str) -> dict[str, Any]:
    """The inputs with the name of an object in the templates."""
    templates: dict[str, Any] = filled(templates_of(asked.inputs), name, asked.later)
    whole = {**asked.inputs, **templates}
    own = asked.inputs.get(OWN)
    if isinstance(own, Mapping):
        whole[OWN] = {
            key: {**each, **templates[OWN].get(key, {})} if isinstance(each, Mapping) else each
            for key, each in own.items()
        }
    return whole


def read_by_name(connector: Connector, name: str) -> dict[str, Any]:
    """The properties of a source of which only the object is known."""
    if connector.source is None:
        return {}
    known = members(connector.source.type)
    return {
        connector.key: {next(each for each in (*OBJECTS, "bucketPrefix") if each in known): name}
    }
