"""Whether the inputs of a mirror are well formed, and whether what decides about its flows is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from appflow_provider.declarations.mirror import MirrorInputs, MirrorObject
from appflow_provider.mirrors.asked import OWN, Asked, filled_for, read_by_name
from appflow_provider.mirrors.templates import rebuilt
from appflow_provider.problems import Problem
from appflow_provider.shapes.connectors import CONNECTORS
from appflow_provider.shapes.findings import findings
from appflow_provider.shapes.walk import members
from appflow_provider.values import LEAVES, UNKNOWN, Path, Secret, at


def shape_problems(asked: Asked, name: str) -> list[Problem]:
    """What is wrong with the structure of the inputs, with the templates filled in."""
    plain = _known(filled_for(asked, name))
    connector = CONNECTORS.get(str(plain.get("connectorType")))
    if connector is not None and plain.get("sourceConnectorProperties") is None:
        plain = {**plain, "sourceConnectorProperties": read_by_name(connector, name)}
    found = [
        replace(each, value=None) if _was_filled(asked.inputs, each) else each
        for each in findings(MirrorInputs, plain)
    ]
    if connector is not None and connector.source is None:
        reason = "is not a source of flows"
        found.append(Problem(("connectorType",), reason, value=connector.type))
    return found


def _was_filled(inputs: Mapping[str, Any], problem: Problem) -> bool:
    """Whether the value in a problem is not what the program has."""
    return problem.value is not None and at(inputs, problem.path) != problem.value


def _known(value: Any) -> Any:
    """The value with `UNKNOWN` in place of everything that is not plain, such as an output of Pulumi's."""
    return rebuilt(value, str, lambda _value, _fill: UNKNOWN)


def undecided(inputs: Mapping[str, Any]) -> Iterator[Problem]:
    """Problems of values that decide which flows there are, and are not known or secret."""
    own = inputs.get(OWN)
    open_: list[tuple[Path, Any]] = []
    places: list[tuple[Path, Any, Any]] = [((), MirrorInputs, inputs)]
    if isinstance(own, Mapping):
        places += [
            ((OWN, name), MirrorObject, each)
            for name, each in own.items()
            if isinstance(each, Mapping)
        ]
        open_ += [((OWN, name), each) for name, each in own.items() if _is_open(each)]
    elif _is_open(own):
        open_.append(((OWN,), own))
    open_ += [
        ((*path, name), values[name])
        for path, shape, values in places
        for name, member in members(shape).items()
        if member.facts.plain and name in values
    ]
    # The entries of these are merged, so they have to be there. Their values may come later.
    lists = [
        ((*path, name), values[name])
        for path, _, values in places
        for name in ("tags", "tasks")
        if name in values and _is_open(values[name])
    ]
    for path, value in (*open_, *lists):
        yield from _open_at(value, path)


def _is_open(value: Any) -> bool:
    return not isinstance(value, (*LEAVES, Mapping, list, tuple))


def _open_at(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, Secret):
        yield Problem(path, "must not be a secret: the names of resources and tasks show it")
    elif _is_open(value):
        yield Problem(
            path,
            "is not known before the deployment, but decides which flows there are and what they map. Write it in the program",
        )
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _open_at(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for position, item in enumerate(value):
            yield from _open_at(item, (*path, position))


def is_readable(inputs: Mapping[str, Any], problems: Sequence[Problem]) -> bool:
    """Whether the inputs that decide which flows there are have the right form. Only then can the rules be applied."""
    own = inputs.get(OWN) or {}
    kind = inputs.get("connectorType")
    if problems or not isinstance(kind, str) or not isinstance(own, Mapping):
        return False
    if kind not in CONNECTORS:
        return False
    if CONNECTORS[kind].source is None or not inputs.get("objects"):
        return False
    return _is_plain(MirrorInputs, inputs) and all(
        isinstance(each, Mapping) and _is_plain(MirrorObject, each) for each in own.values()
    )


def _is_plain(shape: Any, values: Mapping[str, Any]) -> bool:
    """Whether the members that decide about flows have values of their types."""
    wrong = findings(shape, _known(values))
    return not any(
        problem.path
        and problem.path[0] in members(shape)
        and members(shape)[str(problem.path[0])].facts.plain
        for problem in wrong
    )
