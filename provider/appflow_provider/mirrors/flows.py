"""The inputs of one flow, from the inputs of its mirror with the name of the object in the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from appflow_provider.mirrors import tasks as task_lists
from appflow_provider.mirrors.asked import OWN, Asked, filled_for, own_of, read_by_name
from appflow_provider.mirrors.selection import Selection, entries, rules_of
from appflow_provider.mirrors.templates import slug
from appflow_provider.shapes.connectors.connector import Connector

_SHARED = ("kmsArn", "region")
_EACH = ("triggerConfig", "metadataCatalogConfig", "flowName", "description", "flowStatus")
WHENCE: Mapping[str, tuple[str, ...]] = {
    "sourceFlowConfig": (
        "connectorType",
        "connectorProfileName",
        "apiVersion",
        "sourceConnectorProperties",
        "incrementalField",
    ),
    "destinationFlowConfigList": ("destinationFlowConfig",),
    "tasks": ("tasks",),
}
"""From which inputs of a mirror an input of its flows is made, if it has another name. `perObject` has a part in all of them."""


@dataclass(frozen=True)
class MirroredFlow:
    """
    One flow of a mirror.

    Attributes:
        object: The object that it copies.
        name: The name of the resource.
        inputs: The inputs of the flow, in property spelling.
        aliases: The URNs or names of resources that it takes over.
    """

    object: str
    name: str
    inputs: dict[str, Any]
    aliases: tuple[str, ...] = ()


def child_name(mirror: str, name: str) -> str:
    """The name of the resource for an object: stable, whatever else the mirror has."""
    return f"{mirror}-{slug(name)}"


def flow_of(
    asked: Asked, connector: Connector, name: str, chosen: Selection | None
) -> MirroredFlow:
    """
    The flow of an object.

    Args:
        asked: The mirror.
        connector: Its source.
        name: The object.
        chosen: What the rules make of its fields; None if the fields are not known.
    """
    whole = filled_for(asked, name)
    mine = own_of(whole, name)
    settled = {**whole, **{key: item for key, item in mine.items() if item is not None}}
    inputs = {key: settled[key] for key in (*_EACH, *_SHARED) if settled.get(key) is not None}
    inputs |= {
        "sourceFlowConfig": _source(settled, connector, name),
        "destinationFlowConfigList": [settled["destinationFlowConfig"]],
        "tasks": task_lists.joined(
            _mapped(asked, connector, name, chosen),
            [*(whole.get("tasks") or ()), *(mine.get("tasks") or ())],
        ),
    }
    if tags := {**(whole.get("tags") or {}), **(mine.get("tags") or {})}:
        inputs["tags"] = tags
    return MirroredFlow(
        name, child_name(asked.name, name), inputs, tuple(mine.get("aliases") or ())
    )


def _mapped(
    asked: Asked, connector: Connector, name: str, chosen: Selection | None
) -> Sequence[task_lists.Task]:
    if chosen is not None:
        return task_lists.mapped(connector, chosen.names, chosen.types, chosen.mask)
    rules = rules_of(entries(asked.inputs), entries(own_of(asked.inputs, name), (OWN, name)))
    exclude, mask = (
        list(dict.fromkeys(entry.text for entry in rules[rule])) for rule in ("exclude", "mask")
    )
    kept = [each for each in mask if each not in exclude]
    return task_lists.all_mapped(connector, exclude, kept)


def _source(settled: Mapping[str, Any], connector: Connector, name: str) -> dict[str, Any]:
    properties = settled.get("sourceConnectorProperties") or read_by_name(connector, name)
    found = {
        key: settled.get(key) for key in ("connectorType", "apiVersion", "connectorProfileName")
    }
    incremental = settled.get("incrementalField")
    return {
        **{key: item for key, item in found.items() if item is not None},
        "sourceConnectorProperties": properties,
        **(
            {"incrementalPullConfig": {"datetimeTypeFieldName": incremental}}
            if incremental is not None
            else {}
        ),
    }
