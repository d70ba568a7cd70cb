"""Where flows of a fleet read and write, as far as it is known."""

from collections.abc import Iterator, Mapping
from typing import Any

from appflow_command.doctor.facts import Flow
from appflow_command.doctor.reading import (
    at,
    destination_properties,
    destinations,
    given,
    is_mark,
    source,
    source_properties,
    text,
)
from appflow_provider.places import Place, object_of, read_prefix, written_folder
from appflow_provider.vocabulary import BUCKETS, OBJECTS


def reads_from(flow: Flow) -> Iterator[tuple[str, Place]]:
    """Where a flow reads, with the property path. Nothing if it is not known."""
    path, properties = source_properties(flow)
    if flow.source not in BUCKETS:
        yield from _object(flow, flow.source, path, properties, source(flow))
    elif named := _bucket(properties):
        yield path, read_prefix(*named)


def writes_to(flow: Flow) -> Iterator[tuple[str, Place]]:
    """Where a flow writes, with the property path. Nothing for what is not known."""
    for path, destination in destinations(flow):
        where, properties = destination_properties(path, destination)
        connector = text(destination, "connectorType")
        if connector not in BUCKETS:
            yield from _object(flow, connector, where, properties, destination)
        elif flow.is_named and (named := _bucket(properties)):
            yield where, written_folder(*named, flow.name)


def _bucket(properties: Any) -> tuple[str, str] | None:
    """The bucket and the prefix, if both are known."""
    bucket, prefix = text(properties, "bucketName"), text(properties, "bucketPrefix")
    return (
        (bucket, prefix) if bucket and (prefix or not given(properties, "bucketPrefix")) else None
    )


def _object(
    flow: Flow, connector: str, path: str, properties: Any, side: Mapping[str, Any]
) -> Iterator[tuple[str, Place]]:
    name = next((found for each in OBJECTS if (found := text(properties, each))), "")
    profile = at(side, "connectorProfileName")
    if name and connector and not is_mark(profile):
        yield path, object_of(connector, flow.region, text(side, "connectorProfileName"), name)
