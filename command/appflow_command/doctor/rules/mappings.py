"""Rules about what flows read and map: fields that are gone or new, and how Salesforce transfers them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from appflow_command.doctor.facts import SCHEDULED, Fact, Fleet, Flow
from appflow_command.doctor.reading import (
    at,
    given,
    has_mark,
    is_mark,
    source_properties,
    tasks,
    text,
)
from appflow_command.doctor.ruling import Fault, Severity, rule
from appflow_provider.mirrors.schemas import Fields
from appflow_provider.vocabulary import EVERY_FIELD, OBJECTS

_SHOWN = 5  # names of fields in one finding; our choice


def _fields_of(flow: Flow, fleet: Fleet) -> Fields | None:
    """The recorded fields of the object that a flow reads; None if they are not recorded."""
    _, properties = source_properties(flow)
    names = [text(properties, each) for each in OBJECTS]
    found = next((fleet.fields[name] for name in names if name in fleet.fields), None)
    read = [name for _, task in tasks(flow) for name in _names(task)]
    # A recorded object has no connector: if it has no field of a flow, the flow reads an object of that name elsewhere.
    is_another = found is not None and read and not any(name in found for name in read)
    return None if is_another else found


@rule(
    Severity.ERROR,
    "A mapping that names a field which the application no longer has",
    needs=(Fact.DEFINITIONS, Fact.FIELDS),
    source="AppFlow user guide, general information: a run fails if a field of its mapping was deleted",
    step="Remove the field from the task, or name the one that replaced it",
)
def field_gone(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        fields = _fields_of(flow, fleet)
        if fields is None:
            continue
        made = {_made_by(each) for _, each in tasks(flow)}
        for path, task in tasks(flow):
            for position, name in enumerate(_names(task)):
                if name not in fields and name not in made:
                    yield Fault(
                        flow,
                        f"The task reads {name}, which the application does not have",
                        f"{path}.sourceFields[{position}]",
                    )


@rule(
    Severity.NOTE,
    "Fields of the application that no mapping takes",
    needs=(Fact.DEFINITIONS, Fact.FIELDS),
    source="AppFlow user guide, general information: AppFlow does not add new fields to a mapping",
    step="Map the fields if they are wanted, or leave them",
)
def fields_not_mapped(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        fields = _fields_of(flow, fleet)
        if fields is None or _takes_new_fields(flow):
            continue
        taken = {name for _, each in tasks(flow) for name in _names(each)}
        taken |= {part for name in taken for part in name.split(",")}
        left = [name for name, field in fields.items() if field.is_mapped and name not in taken]
        if left:
            more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
            yield Fault(flow, f"No task takes the fields {', '.join(left[:_SHOWN])}{more}", "tasks")


def _takes_new_fields(flow: Flow) -> bool:
    """Whether a flow takes fields that no task names, or may do so, because a task is not known."""
    _, properties = source_properties(flow)
    kinds = {text(each, "taskType") for _, each in tasks(flow)}
    is_dynamic = at(properties, "enableDynamicFieldUpdate") not in (None, False)
    return is_dynamic or bool(kinds & EVERY_FIELD) or has_mark(at(flow.definition, "tasks"))


def _made_by(task: Mapping[str, Any]) -> str:
    """The field that a task makes for another task; empty if it makes none."""
    if text(task, "taskType") not in {"Merge", "Arithmetic"}:
        return ""
    return text(task, "destinationField") or ",".join(_names(task))


def _names(task: Mapping[str, Any]) -> list[str]:
    """The source fields of a task."""
    listed = task.get("sourceFields")
    named = listed if isinstance(listed, list) else []
    # Terraform's documentation writes [""] for a task of all fields.
    return [each for each in named if isinstance(each, str) and each and not is_mark(each)]


@rule(
    Severity.WARNING,
    "A scheduled flow from Salesforce that leaves the transfer API to AppFlow",
    needs=(Fact.DEFINITIONS,),
    source="AppFlow user guide, Salesforce: AUTOMATIC changes the API with the size of a run, and with it dates, missing values and compound "
    "fields",
    step="Set dataTransferApi to BULKV2 or REST_SYNC",
)
def automatic_transfer(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        if flow.source != "Salesforce" or flow.trigger != SCHEDULED:
            continue
        path, properties = source_properties(flow)
        chosen = text(properties, "dataTransferApi")
        if chosen == "AUTOMATIC" or not given(properties, "dataTransferApi"):
            yield Fault(
                flow,
                "Its dataTransferApi is AUTOMATIC, so the format may change from run to run",
                f"{path}.dataTransferApi",
            )


@rule(
    Severity.NOTE,
    "A mapping that excludes a field which the application no longer has",
    needs=(Fact.DEFINITIONS, Fact.FIELDS),
    source="inferred: such an exclusion has no effect, and the field may have another name now",
    step="Remove the field from EXCLUDE_SOURCE_FIELDS_LIST, or name the one that replaced it",
)
def excluded_field_gone(fleet: Fleet) -> Iterator[Fault]:
    for flow in fleet.flows:
        fields = _fields_of(flow, fleet)
        for path, task in tasks(flow) if fields is not None else ():
            for name in _excluded(text(task, "taskProperties.EXCLUDE_SOURCE_FIELDS_LIST")):
                if fields is not None and name not in fields:
                    yield Fault(
                        flow,
                        f"The mapping excludes {name}, which the application does not have",
                        f"{path}.taskProperties.EXCLUDE_SOURCE_FIELDS_LIST",
                    )


def _excluded(written: str) -> list[str]:
    try:
        listed = json.loads(written or "[]")
    except ValueError:
        return []
    return [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
