"""
What is wrong, or probably wrong, with the rules of a mirror beside the fields of its objects.

Each function yields problems. One with the name of a rule is a warning.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from appflow_provider.cautions import (
    FIELD_NOT_INCREMENTAL,
    MASK_NOT_COMPARED,
    ONE_DESTINATION,
    PATTERN_WITHOUT_FIELD,
)
from appflow_provider.mirrors import tasks as task_lists
from appflow_provider.mirrors.asked import OWN, own_of
from appflow_provider.mirrors.flows import child_name
from appflow_provider.mirrors.patterns import is_pattern, nearby
from appflow_provider.mirrors.resolving import Application
from appflow_provider.mirrors.schemas import Fields
from appflow_provider.mirrors.selection import MAPS, Entry, entries
from appflow_provider.mirrors.templates import filled, has_placeholder, slug
from appflow_provider.problems import Problem
from appflow_provider.shapes.connectors.connector import Connector
from appflow_provider.values import Path, at, unwrap

_NAMED = 3  # objects that a message names; our choice

Inputs = Mapping[str, Any]


# Fields


def without_use(
    rules: Mapping[str, Sequence[Entry]], used: set[Path], known: Mapping[str, Fields]
) -> Iterator[Problem]:
    """Entries that found no field. A wrong name is a mistake; a pattern may be a precaution."""
    names = dict.fromkeys(name for fields in known.values() for name in fields)
    of = f"of {next(iter(known))}" if len(known) == 1 else "of any of the objects"
    for entry in (entry for each in rules.values() for entry in each if entry.path not in used):
        if is_pattern(entry.text):
            yield Problem(entry.path, f"matches no field {of}", PATTERN_WITHOUT_FIELD, entry.text)
        else:
            reason = f"is not a field {of}{nearby(entry.text, names)}"
            yield Problem(entry.path, reason, value=entry.text)


def without_fields(inputs: Inputs, objects: Sequence[str]) -> Iterator[Problem]:
    """Rules that need the fields of objects, which are not known."""
    way = f"but the fields of {_some(objects)} are not known. Set schemas or lookup, or perObject.{objects[0]}.fields"
    groups = [
        entries(inputs),
        *(entries(own_of(inputs, name), (OWN, name)) for name in objects),
    ]
    for rule, each in (pair for rules in groups for pair in rules.items()):
        if rule in ("include", *MAPS):
            # One sentence is enough for all entries of the rule.
            reason = f"This rule needs the fields of each object, {way}"
            yield from (Problem(entry.path, reason) for entry in each[:1])
        else:
            for entry in each:
                if is_pattern(entry.text):
                    yield Problem(entry.path, f"is a pattern, {way}", value=entry.text)
                elif rule == "mask":
                    is_own = entry.path[0] == OWN
                    yield _not_compared(entry, [str(entry.path[1])] if is_own else objects)


def _not_compared(entry: Entry, objects: Sequence[str]) -> Problem:
    return Problem(
        entry.path,
        f"is masked in {_some(objects)}, whether or not there is such a field. Set schemas or lookup, so that it is compared with "
        "the fields",
        MASK_NOT_COMPARED,
        entry.text,
    )


def nothing_left(inputs: Inputs, name: str) -> Problem:
    """The problem of an object of which no field is mapped."""
    rules = ("include", "exclude")
    own = next((rule for rule in rules if own_of(inputs, name).get(rule)), None)
    common = next((rule for rule in rules if inputs.get(rule)), "objects")
    path: Path = (OWN, name, own) if own else (common,)
    return Problem(path, f"The rules leave no field of {name} to map")


def not_offered(inputs: Inputs, connector: Connector, *, selects: bool) -> Iterator[Problem]:
    """What the source has no operator for. `selects` tells whether a flow maps single fields."""
    if selects and not task_lists.can_select(connector):
        yield Problem(
            ("connectorType",),
            f"Flows from {connector.type} read all fields. Remove schemas, lookup and fields, and name fields in exclude and mask",
        )
    if not task_lists.can_mask(connector):
        places: list[Path] = [("mask",), *((OWN, name, "mask") for name in inputs.get(OWN) or {})]
        for path in places:
            if at(inputs, path):
                yield Problem(path, f"Flows from {connector.type} cannot mask fields")


def not_incremental(inputs: Inputs, application: Application) -> Iterator[Problem]:
    """Fields that are to find new records, but are not there or not made for it."""
    known = application.fields
    for path, wanted, objects in _incremental_fields(inputs, application):
        lacking = [name for name in objects if wanted not in known[name]]
        if lacking:
            pool = dict.fromkeys(each for name in lacking for each in known[name])
            reason = f"is not a field of {_some(lacking)}{nearby(wanted, pool)}"
            yield Problem(path, reason, value=wanted)
        for name in objects:
            listed = [each for each, found in known[name].items() if found.is_incremental]
            if wanted in known[name] and listed and wanted not in listed:
                yield Problem(
                    path,
                    f"AppFlow does not list {wanted} among the fields of {name} by which scheduled runs find new "
                    f"records. It lists {', '.join(listed)}",
                    FIELD_NOT_INCREMENTAL,
                )


def _incremental_fields(
    inputs: Inputs, application: Application
) -> Iterator[tuple[Path, str, list[str]]]:
    """Each field that is to find new records, with its path and the objects that need it."""
    common: list[str] = []
    for name in application.fields:
        own = own_of(inputs, name).get("incrementalField")
        if name in application.by_hand:
            continue  # the program need not list the field
        if isinstance(own, str):
            yield (OWN, name, "incrementalField"), own, [name]
        elif own is None:
            common.append(name)
    wanted = inputs.get("incrementalField")
    if isinstance(wanted, str) and common:
        yield ("incrementalField",), wanted, common


# Objects among each other


def strangers(inputs: Inputs, objects: Sequence[str]) -> Iterator[Problem]:
    """What differs for objects that the mirror does not have."""
    for name in inputs.get(OWN) or {}:
        if name not in objects:
            reason = f"is not one of the objects{nearby(name, objects)}"
            yield Problem((OWN, name), reason, value=name)


def collisions(mirror: str, inputs: Inputs, objects: Sequence[str]) -> Iterator[Problem]:
    """Objects whose flows would have one name."""
    seen: dict[str, str] = {}
    for name in objects:
        other = seen.setdefault(slug(name), name)
        if other != name:
            reason = f"The objects {other} and {name} would both be the resource {child_name(mirror, name)}"
            yield Problem(("objects",), reason)
    if _is_shared(inputs, objects):
        yield Problem(("flowName",), "Each flow needs a name of its own. Use {object} in it")
    else:
        yield from _alike(inputs, objects)


def _is_shared(inputs: Inputs, objects: Sequence[str]) -> bool:
    """Whether several flows get their name from the mirror, and the mirror's name is the same for all of them."""
    sharing = [name for name in objects if own_of(inputs, name).get("flowName") is None]
    value = inputs.get("flowName")
    return len(sharing) > 1 and value is not None and not has_placeholder(value)


def _alike(inputs: Inputs, objects: Sequence[str]) -> Iterator[Problem]:
    """Flows that AppFlow could not tell apart. `{object:lower}` is the same for two objects, for example."""
    seen: dict[str, str] = {}
    for name in objects:
        path, template = _given(inputs, name, "flowName")
        flow_name = unwrap(filled(template, name))
        if isinstance(flow_name, str):
            other = seen.setdefault(flow_name, name)
            if other != name:
                yield Problem(path, f"The flows of {other} and {name} would have the same name")


def one_destination(inputs: Inputs, objects: Sequence[str]) -> Iterator[Problem]:
    """Destinations that several flows would write to."""
    seen: dict[tuple[str, str, str], tuple[Path, list[str]]] = {}
    for name in objects:
        start, given = _given(inputs, name, "destinationFlowConfig")
        path = (*start, "destinationConnectorProperties")
        if not isinstance(given, Mapping) or not isinstance(given.get(path[-1]), Mapping):
            continue
        profile = given.get("connectorProfileName") or ""
        for key, found in given[path[-1]].items():
            target = found.get("object") if isinstance(found, Mapping) else None
            if isinstance(target, str):
                where = (key, str(profile), filled(target, name))
                seen.setdefault(where, ((*path, key, "object"), []))[1].append(name)
    for (_, _, target), (path, names) in seen.items():
        if len(names) > 1:
            spelled = has_placeholder(at(inputs, path))
            those = f", those of {_some(names)}" if spelled else ""
            way = "Give one of them another" if spelled else "Use {object} in it"
            yield Problem(
                path,
                f"{len(names)} flows write to {target}{those}. {way}, unless that is meant",
                ONE_DESTINATION,
            )


def _given(inputs: Inputs, name: str, member: str) -> tuple[Path, Any]:
    """What an object has of a member, and where: its own, or that of the mirror."""
    own = own_of(inputs, name).get(member)
    return ((OWN, name, member), own) if own is not None else ((member,), inputs.get(member))


def _some(names: Sequence[str]) -> str:
    """The names, or the first of many and how many more there are."""
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED} more" if len(names) > _NAMED else shown
