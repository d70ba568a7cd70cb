"""
What the service really holds, in the spelling of a program, and a hand that changes it behind our back.

Reads and writes the emulator's memory, past its API, and is translated by botocore's model: nothing here comes from the
provider, so a member that the provider loses on its way to the service is missed here.
"""

import copy
import json
import re
from collections.abc import Iterator
from datetime import datetime, timezone
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape
from moto.secretsmanager.models import secretsmanager_backends

import appflow_emulator

__all__ = [
    "ACCOUNT",
    "GONE",
    "REGION",
    "change",
    "connector_types",
    "flow",
    "memory",
    "places",
    "profile",
    "profile_for",
    "spelled",
]
from tests.programs import ACCOUNT

REGION = "eu-west-1"
GONE: Any = object()
"""What `change` puts in place of a member to take it away."""

Path = tuple[str | int, ...]


@cache
def _shape(name: str) -> Shape:
    return ServiceModel(Loader().load_service_model("appflow", "service-2")).shape_for(name)


def memory(region: str = REGION) -> Any:
    """The emulator's memory of a region."""
    return appflow_emulator.appflow_backends[ACCOUNT][region]


def flow(name: str) -> dict[str, Any] | None:
    """The flow as a program would have to be written for it."""
    held = memory().flows.get(name)
    if held is None:
        return None
    parts = {"flowName": held.name, "kmsArn": held.kms_arn, "tags": held.tags or None}
    found = {key: value for key, value in parts.items() if value is not None}
    written: dict[str, Any] = spelled("CreateFlowRequest", {**held.definition, **found})
    return written


def profile(name: str) -> dict[str, Any] | None:
    """The connector profile as a program would have to be written for it, with what lies in its secret."""
    held = memory().profiles.get(name)
    if held is None:
        return None
    config = {"connectorProfileProperties": held.properties}
    if held.secret_name:
        store = secretsmanager_backends[ACCOUNT][REGION]
        text = store.get_secret_value(held.secret_name, "", "")["SecretString"]
        # Properties have the same key as credentials; without any the secret would have none.
        (key,) = held.properties or {"": None}
        config["connectorProfileCredentials"] = {key: json.loads(text)}
    parts = {
        "connectorProfileName": held.name,
        "connectorType": held.connector_type,
        "connectorLabel": held.connector_label,
        "connectionMode": held.connection_mode,
        "kmsArn": held.kms_arn,
        "connectorProfileConfig": config,
    }
    found = {key: value for key, value in parts.items() if value is not None}
    written: dict[str, Any] = spelled("CreateConnectorProfileRequest", found)
    return written


def profile_for(connector_type: str, name: str) -> None:
    """Let there be a connector profile, as if somebody had made it, for flows to name."""
    from appflow_emulator.records import ProfileRecord

    now = datetime.now(timezone.utc)
    memory().profiles[name] = ProfileRecord(
        number=0,
        name=name,
        arn=f"arn:aws:appflow:{REGION}:{ACCOUNT}:connectorprofile/{name}",
        connector_type=connector_type,
        connector_label=None,
        connection_mode="Public",
        properties={},
        kms_arn=None,
        created_at=now,
        updated_at=now,
    )


def change(kind: str, name: str, path: Path, value: Any) -> None:
    """
    Change one thing behind our back, or take it away with `GONE`.

    Args:
        kind: `Flow` or `ConnectorProfile`.
        name: Its name.
        path: Where, in a program's spelling.
        value: In a program's spelling too; containers may only hold leaves.
    """
    shape, whole = _whole(kind, name)
    inner, last, found = _walked(_shape(shape), whole, path)
    if value is GONE:
        del inner[last]
    elif isinstance(inner, list) and last == len(inner):
        inner.append(_sent(found, value))
    else:
        inner[last] = _sent(found, value)
    _put_back(kind, name, whole)


def _whole(kind: str, name: str) -> tuple[str, dict[str, Any]]:
    if kind == "Flow":
        held = memory().flows[name]
        parts = {**held.definition, "tags": held.tags}
        return "CreateFlowRequest", copy.deepcopy(parts)
    held = memory().profiles[name]
    config = {"connectorProfileProperties": held.properties}
    parts = {"connectionMode": held.connection_mode, "connectorProfileConfig": config}
    return "CreateConnectorProfileRequest", copy.deepcopy(parts)


def _put_back(kind: str, name: str, whole: dict[str, Any]) -> None:
    if kind == "Flow":
        held = memory().flows[name]
        held.tags = whole.pop("tags", {})
        held.definition = whole
    else:
        held = memory().profiles[name]
        held.connection_mode = whole["connectionMode"]
        held.properties = whole["connectorProfileConfig"]["connectorProfileProperties"]


def _walked(shape: Shape, value: Any, path: Path) -> tuple[Any, Any, Shape]:
    """The container, the key in it, and the shape of what lies there; structures on the way are made."""
    *way, last = _steps(shape, path)
    for key, _ in way:
        value = value.setdefault(key, {}) if isinstance(value, dict) else value[key]
    return value, last[0], last[1]


def _steps(shape: Shape, path: Path) -> Iterator[tuple[Any, Shape]]:
    for step in path:
        if isinstance(shape, StructureShape):
            (api,) = [name for name in shape.members if _property(name) == step]
            shape = shape.members[api]
            yield api, shape
        elif isinstance(shape, MapShape):
            shape = shape.value
            yield step, shape
        elif isinstance(shape, ListShape):
            shape = shape.member
            yield step, shape


def _property(api: str) -> str:
    """A member of the API as programs spell it."""
    name = "sapoData" if api == "SAPOData" else re.sub("^oAuth", "oauth", api)
    return name[0].lower() + name[1:]


def places(shape: str) -> Iterator[tuple[str, ...]]:
    """Each member at any depth of a structure of the API, in a program's spelling, lists and maps left out."""
    yield from _places(_shape(shape), ())


def _places(shape: Shape, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(shape, StructureShape):
        for api, member in shape.members.items():
            yield (*path, _property(api))
            yield from _places(member, (*path, _property(api)))
    elif isinstance(shape, ListShape):
        yield from _places(shape.member, path)


def connector_types() -> list[str]:
    """The connectors that the API knows."""
    return list(_shape("ConnectorType").metadata["enum"])


def spelled(shape: str, value: Any) -> Any:
    """What the API has, as a program writes it."""
    return _spelled(_shape(shape), value)


def _spelled(shape: Shape, value: Any) -> Any:
    if isinstance(shape, StructureShape):
        return {_property(key): _spelled(shape.members[key], item) for key, item in value.items()}
    if isinstance(shape, MapShape):
        return {key: _spelled(shape.value, item) for key, item in value.items()}
    if isinstance(shape, ListShape):
        return [_spelled(shape.member, item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    return value


def _sent(shape: Shape, value: Any) -> Any:
    if isinstance(shape, StructureShape):
        named = {_property(api): api for api in shape.members}
        return {named[key]: _sent(shape.members[named[key]], item) for key, item in value.items()}
    if isinstance(shape, MapShape):
        return {key: _sent(shape.value, item) for key, item in value.items()}
    if isinstance(shape, ListShape):
        return [_sent(shape.member, item) for item in value]
    if shape.type_name == "timestamp":
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    return value
