"""
Compares our shapes with botocore's model of AppFlow, member by member and limit by limit.

`findings` is a function of a model and of classes, so that the tests can give it a doctored model and see that it
notices. Its sentences say what to change in our shapes; the model is right by definition.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic import SecretStr
from pydantic.alias_generators import to_snake
from pydantic.fields import FieldInfo

import appflow_provider.declarations
import appflow_provider.shapes
from appflow_provider.declarations.connector_profile import ConnectorProfileInputs
from appflow_provider.declarations.flow import FlowInputs
from appflow_provider.declarations.functions import GetConnectorProfiles
from appflow_provider.shapes.base import (
    Answer,
    ApiEnum,
    Flag,
    Number,
    OutputShape,
    Shape,
    Size,
    Text,
    Timestamp,
    is_secret,
)
from appflow_provider.shapes.walk import members

Model: TypeAlias = Mapping[str, Any]
Structure: TypeAlias = type[Shape | OutputShape]
Ours: TypeAlias = type[Shape | OutputShape | ApiEnum]

OPERATIONS = (
    "CreateConnectorProfile",
    "UpdateConnectorProfile",
    "DescribeConnectorProfiles",
    "CreateFlow",
    "UpdateFlow",
    "DescribeFlow",
)
# What stands for a request: the same members, but for those in `test_conformance.DIFFERENCES`.
REQUESTS: Mapping[str, "Ours"] = {
    "CreateConnectorProfileRequest": ConnectorProfileInputs,
    "CreateFlowRequest": FlowInputs,
    "DescribeConnectorProfilesRequest": GetConnectorProfiles,
}
TWINS = {"Operators": "Operator"}  # enums that the model has twice
STRUCTURES_OF_ANSWERS = (  # of operations whose requests and replies have no shape of their own
    "ConnectorConfiguration",
    "ConnectorDetail",
    "ConnectorEntity",
    "ConnectorEntityField",
    "ExecutionRecord",
    "FlowDefinition",
)

CREDENTIALS = "ConnectorProfileCredentials"

# Leaves of the credentials that may be shown, and why. All others are secret.
NOT_SECRET: Mapping[str, str] = {
    "authenticationType": "names one of four ways to log in",
    "clientId": "names an OAuth client, and travels openly in the URL of its login page",
    "customAuthenticationType": "names a way to log in that the connector defines",
    "oAuth2GrantType": "names one of three ways to obtain a token",
    "redirectUri": "is an address, registered openly with the OAuth client",
    "userId": "names a user; the keys beside it are what opens the door",
    "username": "names a user, whom a person has to recognise in a preview; the password opens the door",
}


def modules() -> Iterator[ModuleType]:
    """The packages of shapes and declarations, and all modules in them."""
    for package in (appflow_provider.shapes, appflow_provider.declarations):
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def classes() -> dict[str, Ours]:
    """Every shape and enum of ours by its name, which is the API's name for what the API has."""
    found: dict[str, Ours] = {}
    for module in modules():
        for value in vars(module).values():
            _collect(value, found)
    return {
        name: found[name] for name in sorted(found) if found[name].__module__ != Shape.__module__
    }


def _collect(value: Any, found: dict[str, Ours]) -> None:
    """A class of ours and, since some are only made for a member, all classes in its members."""
    if not isinstance(value, type) or not issubclass(value, (Shape, OutputShape, ApiEnum)):
        return
    if value.__name__ in found:
        return
    found[value.__name__] = value
    if not issubclass(value, ApiEnum):
        for item in members(value).values():
            kind = item.kind
            while kind.item is not None:
                kind = kind.item
            _collect(kind.shape or kind.leaf, found)


def findings(model: Model, shapes: Mapping[str, Ours]) -> list[str]:
    """What our shapes lack, contradict or make up; empty when they say what the model says."""
    known = model["shapes"]
    names = _closure(model)
    names += [name for name in shapes if name in known and name not in names]
    return [
        sentence for name in names for sentence in _shape_findings(name, known, shapes)
    ] + _unclassified(known, shapes)


def _closure(model: Model) -> list[str]:
    """Structures and enums that the operations' inputs and outputs reach, in the order of the model, without these themselves."""
    found: list[str] = []
    envelopes = set()
    for operation in OPERATIONS:
        for side in ("input", "output"):
            envelope = model["operations"][operation][side]["shape"]
            envelopes.add(envelope)
            _reach(envelope, model["shapes"], found)
    for name in STRUCTURES_OF_ANSWERS:
        _reach(name, model["shapes"], found)
    others = {*TWINS, *(envelopes - {"DescribeFlowResponse"})}  # which a function returns
    return [name for name in found if _is_named(model["shapes"][name]) and name not in others]


def _reach(name: str, known: Model, found: list[str]) -> None:
    if name in found:
        return
    found.append(name)
    for inner in _inner(known[name]):
        _reach(inner, known, found)


def _inner(shape: Model) -> list[str]:
    parts = [*shape.get("members", {}).values()]
    parts += [shape[part] for part in ("member", "key", "value") if part in shape]
    return [part["shape"] for part in parts]


def _is_named(shape: Model) -> bool:
    return shape["type"] == "structure" or "enum" in shape


def _shape_findings(name: str, known: Model, shapes: Mapping[str, Ours]) -> Iterator[str]:
    ours = shapes.get(name)
    if ours is None:
        kind = "an ApiEnum" if "enum" in known[name] else "a Shape or OutputShape"
        yield f"{name}: the model has it, we do not; add {kind} of that name"
    elif issubclass(ours, ApiEnum):
        yield from _enum_findings(name, known[name], ours)
    elif "enum" in known[name]:
        yield f"{name}: an enum in the model; make ours an ApiEnum"
    else:
        yield from _structure_findings(name, known, ours)


def _enum_findings(name: str, shape: Model, ours: type[ApiEnum]) -> Iterator[str]:
    theirs, mine = shape.get("enum", []), [item.value for item in ours]
    for value in theirs:
        if value not in mine:
            yield f'{name}: the value "{value}" is missing; add it with a description'
    for value in mine:
        if value not in theirs:
            yield f'{name}: the model has no value "{value}"; take it out'


def _structure_findings(name: str, known: Model, ours: Structure) -> Iterator[str]:
    shape = known[name]
    required = shape.get("required", [])
    mine = by_api_name(ours)
    for member, target in shape["members"].items():
        if member not in mine:
            yield (
                f"{name}.{member}: missing; add {to_snake(member)} of the API's type "
                f"{target['shape']}{', required' if member in required else ''}"
            )
            continue
        info = mine[member]
        where = f"{name}.{member}"
        if info.is_required() != (member in required):
            yield f"{where}: {'needs required=True' if member in required else 'is not required'}"
        if not issubclass(ours, Answer):
            yield from _member_findings(where, target["shape"], known, info)
    for member in mine:
        if member not in shape["members"]:
            yield f"{name}.{member}: the model has no such member; take it out or correct its api="


def by_api_name(ours: Structure) -> dict[str, FieldInfo]:
    """The members of a shape by the API's spelling."""
    return {str(info.serialization_alias): info for info in ours.model_fields.values()}


def _member_findings(where: str, target: str, known: Model, info: FieldInfo) -> Iterator[str]:
    if _is_sensitive(target, known) and not is_secret(info):
        yield f"{where}: sensitive in the model; needs secret=True"
    yield from _type_findings(where, target, known, _peeled(info.annotation, info.metadata))


def _is_sensitive(target: str, known: Model) -> bool:
    shape = known[target]
    parts = () if shape["type"] == "structure" else _inner(shape)
    return bool(shape.get("sensitive")) or any(_is_sensitive(part, known) for part in parts)


@dataclass(frozen=True)
class _Peeled:
    """An annotation without `None` and `Annotated`: its kernel, and all metadata around it."""

    base: Any
    metadata: tuple[Any, ...]

    def one(self, kind: type) -> Any:
        return next((item for item in self.metadata if isinstance(item, kind)), kind())


def _peeled(annotation: Any, metadata: Any = ()) -> _Peeled:
    if get_origin(annotation) is Annotated:
        base, *around = get_args(annotation)
        return _peeled(base, (*around, *metadata))
    if get_origin(annotation) in (Union, UnionType):
        arms = [arm for arm in get_args(annotation) if arm is not type(None)]
        return _peeled(arms[0], metadata) if len(arms) == 1 else _Peeled(annotation, ())
    return _Peeled(annotation, tuple(metadata))


def _type_findings(where: str, target: str, known: Model, ours: _Peeled) -> Iterator[str]:
    shape = known[target]
    if _is_named(shape):
        if getattr(ours.base, "__name__", None) != target:
            yield f"{where}: must be of type {target}"
    else:
        yield from _COMPARE[shape["type"]](where, target, known, ours)


def _text(where: str, target: str, known: Model, ours: _Peeled) -> Iterator[str]:
    shape = known[target]
    if ours.base not in (str, SecretStr):
        yield f"{where}: must be a string, the scalar {target}"
        return
    if shape.get("sensitive") and ours.base is not SecretStr:
        yield f"{where}: sensitive in the model; make the scalar {target} a SecretStr"
    limits = ours.one(Text)
    yield from _limit_findings(where, target, shape, limits)
    if limits.pattern != shape.get("pattern"):
        yield (
            f"{where}: the pattern of the scalar {target} is {shape.get('pattern')!r} in the model, "
            f"not {limits.pattern!r}"
        )


def _number(where: str, target: str, known: Model, ours: _Peeled) -> Iterator[str]:
    if ours.base is not int or not any(isinstance(item, Number) for item in ours.metadata):
        yield f"{where}: must be a whole number, the scalar {target} with Number()"
        return
    yield from _limit_findings(where, target, known[target], ours.one(Number), lowest=None)


def _limit_findings(
    where: str, target: str, shape: Model, limits: Any, *, lowest: int | None = 0
) -> Iterator[str]:
    for bound, default in (("max", None), ("min", lowest)):
        mine, theirs = getattr(limits, bound), shape.get(bound, default)
        if mine != theirs:
            yield f"{where}: the {bound} of {target} is {theirs} in the model, not {mine}"


def _list(where: str, target: str, known: Model, ours: _Peeled) -> Iterator[str]:
    if get_origin(ours.base) is not list:
        yield f"{where}: must be a list"
        return
    yield from _limit_findings(where, target, known[target], ours.one(Size))
    (item,) = get_args(ours.base)
    yield from _type_findings(f"{where}[*]", known[target]["member"]["shape"], known, _peeled(item))


def _map(where: str, target: str, known: Model, ours: _Peeled) -> Iterator[str]:
    if get_origin(ours.base) is not dict:
        yield f"{where}: must be a map, dict[...]"
        return
    yield from _limit_findings(where, target, known[target], ours.one(Size))
    for part, annotation in zip(("key", "value"), get_args(ours.base), strict=True):
        inner = known[target][part]["shape"]
        yield from _type_findings(f"{where}[{part}]", inner, known, _peeled(annotation))


def _same_as(alias: Any, name: str) -> Any:
    wanted = _peeled(alias)

    def compare(where: str, _target: str, _known: Model, ours: _Peeled) -> Iterator[str]:
        if ours != wanted:
            yield f"{where}: must be a {name}"

    return compare


_COMPARE: Mapping[str, Any] = {
    "boolean": _same_as(Flag, "Flag"),
    "integer": _number,
    "list": _list,
    "long": _number,
    "map": _map,
    "string": _text,
    "timestamp": _same_as(Timestamp, "Timestamp"),
}


def _unclassified(known: Model, shapes: Mapping[str, Ours]) -> list[str]:
    """Leaves of the credentials that are neither secret nor known to be harmless."""
    return [
        f"{name}.{member}: a leaf of the credentials; needs secret=True, or a reason in NOT_SECRET"
        for name, member in leaves(CREDENTIALS, known)
        if member not in NOT_SECRET and not _hidden(shapes.get(name), member)
    ]


def leaves(name: str, known: Model) -> Iterator[tuple[str, str]]:
    """Every string, or list or map of strings, under a structure: the structure and member it stands in."""
    for member, target in known[name].get("members", {}).items():
        shape = known[target["shape"]]
        if shape["type"] == "structure":
            yield from leaves(target["shape"], known)
        elif shape["type"] in ("string", "list", "map"):
            yield name, member


def _hidden(ours: Ours | None, member: str) -> bool:
    if ours is None or issubclass(ours, ApiEnum):
        return False
    info = by_api_name(ours).get(member)
    return info is not None and is_secret(info)
