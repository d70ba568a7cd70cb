"""
The members of a program one by one: which can be changed or taken away by themselves, and what that must come to.

What replaces is written down here a second time, from the console and the public reports, so that a slip in the provider's
own table shows.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from appflow_provider.resources import RESOURCES
from appflow_provider.shapes.walk import member_at
from appflow_provider.values import leaves, path_text
from tests.programs import WITHOUT_PROFILE
from tests.stories import samples, variety
from tests.stories.backend import GONE

__all__ = ["Path", "changed", "leaf_paths", "optional_paths", "other", "step_of", "text"]

Path = tuple[str | int, ...]
Program = Mapping[str, Any]

text = path_text

# Another one needs other members beside it; stories of their own change these.
_TOGETHER = {"authenticationType", "connectorType", "taskType", "triggerType"}
_ONE_NAME = {"connectorLabel", "connectorProfileName", "connectorType", "kmsArn"}  # of a profile
_PRIVATE = {"CustomConnector", "SAPOData", "Salesforce", "Singular", "Snowflake", "Trendmicro"}
# Cannot be taken away alone: the connector's own structure, and what other members of the longest samples need.
_UNIONS = (
    "sourceConnectorProperties",
    "destinationConnectorProperties",
    "connectorProfileProperties",
    "connectorProfileCredentials",
)
_NEEDED = {
    "connectorLabel",
    "dataApiRoleArn",
    "databaseName",
    "idFieldNames",
    "oauth2",
    "oauthProperties",
    "scheduled",
    "triggerProperties",
    "workgroupName",
}
_NAMES = {("flowName",), ("connectorProfileName",)}
_PLACES = {"domainName", "entityName", "flowName", "kmsArn", "object", "objectPath"} | {
    "objectTypeName"
}


def leaf_paths(program: Program, under: str) -> list[Path]:
    """The leaves below a property, but for those that cannot change alone."""
    return [
        path
        for path, _ in leaves(program)
        if path[0] == under and path[-1] not in _TOGETHER and other(program, path) is not None
    ]


def optional_paths(kind: str, program: Program, under: str) -> list[Path]:
    """The members and keys below a property that a shape lets be left out, containers first."""
    if under not in program:
        return []
    found = _optional(kind, program[under], (under,))
    paths = [*_self(kind, (under,)), *found]
    # Without a name the provider makes one, without a key a flow keeps the one it has: stories of their own.
    told = {*_NAMES, ("kmsArn",)} if kind == "Flow" else _NAMES
    return [path for path in paths if not _is_needed(program, path) and path not in told]


def _is_needed(program: Program, path: Path) -> bool:
    if path[-1] == "connectorProfileName" and len(path) > 1:
        end = variety.at(program, path[:-1])
        return end["connectorType"] not in WITHOUT_PROFILE
    is_projection = path[:3] == ("tasks", 0, "connectorOperator")
    return is_projection or path[-1] in _NEEDED or path[-2:-1] in {(union,) for union in _UNIONS}


def _self(kind: str, path: Path) -> list[Path]:
    member = member_at(RESOURCES[kind].inputs, path)
    assert member is not None
    return [] if member.info.is_required() else [path]


def _optional(kind: str, value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, Mapping):
        member = member_at(RESOURCES[kind].inputs, path)
        is_map = member is not None and member.kind.key is not None
        for key, item in value.items():
            inner = (*path, key)
            yield from [inner] if is_map else _self(kind, inner)
            yield from _optional(kind, item, inner)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _optional(kind, item, (*path, position))


def other(program: Program, path: Path) -> Any:
    """Another value that a leaf can have, or None where there is no other without more changes."""
    value = variety.at(program, path)
    if "connectorOperator" in path:
        connector = program["sourceFlowConfig"]["connectorType"]
        return next(iter(samples.other_operators(connector, value)), None)
    if path[-1] == "connectorProfileName" and len(path) > 1:
        return value.replace("alpha", "bravo")
    if path[-1] == "connectorLabel":
        return "Asana"  # one that is there for everybody, as the profile's own is
    if path[-1] == "oauth2GrantType":  # of a custom connector, which has no third one
        return next(each for each in ("AUTHORIZATION_CODE", "CLIENT_CREDENTIALS") if each != value)
    if path[-1] == "connectionMode":
        return "Private" if program["connectorType"] in _PRIVATE else None
    shape = RESOURCES["Flow" if "tasks" in program else "ConnectorProfile"].inputs
    return next((one for one in variety.variants(shape, path) if one != value), None)


def changed(program: Program, path: Path, value: Any) -> dict[str, Any]:
    """The program with another value at a path, or without what stands there."""
    new = dict(copy.deepcopy(program))
    *way, last = path
    inner = variety.at(new, tuple(way))
    if value is GONE:
        del inner[last]
    else:
        inner[last] = value
    return new


def step_of(kind: str, path: Path) -> str:
    """What the change of a leaf has to come to."""
    name = path[-1]
    if kind == "ConnectorProfile":
        return "replace" if len(path) == 1 and name in _ONE_NAME else "update"
    if name == "bucketName":  # but not that of an error handling
        return "replace" if path[-2] in {"s3", "upsolver"} else "update"
    return "replace" if name in _PLACES else "update"
