"""A flow of a graph from the inputs that a program, a state or AppFlow has of it. They are in property spelling."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from appflow_command.graph.lineage import lineage_of
from appflow_command.graph.marks import at, text_of
from appflow_command.graph.model import WHOLE, Dataset, Flow, System
from appflow_provider.frequency import rate_of
from appflow_provider.vocabulary import OBJECTS

_CUSTOM = "CustomConnector"
_NAMES = (*OBJECTS, "objectTypeName")
"""The members that name what a connector reads or writes. The last one is of Customer Profiles, which has no connector profile."""
_ACCOUNTS = ("bucketName", "domainName")
"""The members that say where in a system without a connector profile the records are."""


def flow_of(
    name: str, inputs: Mapping[str, Any], labels: Mapping[str, str] | None = None, **more: Any
) -> Flow:
    """
    The flow.

    Args:
        name: How a graph calls it.
        inputs: Its inputs.
        labels: The labels of custom connectors, by the name of the connector profile.
        more: Members of `Flow` that the inputs do not have.
    """
    labels = labels or {}
    source = inputs.get("sourceFlowConfig")
    listed = inputs.get("destinationFlowConfigList")
    # Of dynamic resources, a list with a secret in it is a secret as a whole.
    ends = listed if isinstance(listed, list) else [listed] if text_of(listed) else []
    found = {
        "flow_name": text_of(inputs.get("flowName")),
        "region": text_of(inputs.get("region")),
        "status": text_of(inputs.get("flowStatus")),
        **more,
    }
    return Flow(
        name,
        source=_dataset(source, "sourceConnectorProperties", labels),
        destinations=tuple(
            sorted({_dataset(each, "destinationConnectorProperties", labels) for each in ends})
        ),
        lineage=lineage_of(inputs.get("tasks")),
        trigger=text_of(at(inputs, "triggerConfig", "triggerType")),
        when=_when(inputs.get("triggerConfig")),
        **found,
    )


def _dataset(end: Any, union: str, labels: Mapping[str, str]) -> Dataset:
    if hidden := text_of(end):  # the whole end is not known, or secret
        return Dataset(System(hidden), hidden)
    kind = text_of(at(end, "connectorType")) or "?"
    profile = text_of(at(end, "connectorProfileName"))
    if kind == _CUSTOM:
        kind = labels.get(profile, kind)
    settings = _only(at(end, union))
    prefix = _first(settings, ("bucketPrefix",)).strip("/")
    account = profile or _first(settings, _ACCOUNTS)
    return Dataset(System(kind, account), _first(settings, _NAMES) or prefix or WHOLE)


def _first(settings: Any, names: Iterable[str]) -> str:
    """The first of the members that is set."""
    return next(filter(None, (text_of(at(settings, each)) for each in names)), "")


def _only(union: Any) -> Any:
    """The one member of a structure that has one for each connector."""
    if not isinstance(union, Mapping):
        return union
    return next((found for found in union.values() if found is not None), None)


def _when(trigger: Any) -> str:
    kind = text_of(at(trigger, "triggerType")) or text_of(trigger)
    if kind == "OnDemand":
        return "on demand"
    if kind == "Event":
        return "on events"
    schedule = at(trigger, "triggerProperties", "scheduled")
    expression = text_of(at(schedule, "scheduleExpression")) or text_of(schedule)
    pulls = text_of(at(schedule, "dataPullMode")) == "Incremental"
    return _often(expression) + (", incremental" if pulls else "") if expression else kind


def _often(expression: str) -> str:
    """A schedule in words: `every hour`, `every 5 minutes`. A cron expression stays as it is."""
    rate = rate_of(expression)
    if rate is None:
        return expression
    unit = re.sub("s$", "", rate.unit.lower())
    return f"every {unit}" if rate.count == 1 else f"every {rate.count} {unit}s"
