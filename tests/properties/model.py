"""
botocore's model as a source of values: for every shape a strategy of what the model allows there, and where things stand.

Independent of the provider's own shapes, so that it can disagree with them. Values are in the API's spelling, as boto3 takes
them; `spelled` turns them into property names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import (
    ListShape,
    MapShape,
    ServiceModel,
    Shape,
    StringShape,
    StructureShape,
)
from hypothesis import strategies as st

Path = tuple[str | int, ...]
Strategy = st.SearchStrategy[Any]

MODEL = ServiceModel(Loader().load_service_model("appflow", "service-2"))
PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
_MAP_MAX = 50  # entries; every bounded map of the model
_SURROGATES = r"\uD800\uDC00-\uDBFF\uDFFF"  # Java's way of writing the higher planes


# Names that S3 takes too: the model lets any text without blanks pass.
BUCKETS = {
    "BucketName": r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
    "UpsolverBucketName": r"upsolver-appflow([a-z0-9-]{0,46}[a-z0-9])?",
}


def shape(name: str) -> Any:
    """A shape of the model."""
    return MODEL.shape_for(name)


def members(of: str) -> dict[str, str]:
    """The members of a structure with the names of their shapes."""
    return {name: member.name for name, member in shape(of).members.items()}


def enum(name: str) -> list[str]:
    """The values of an enumeration."""
    return list(shape(name).enum)


@cache
def of(name: str) -> Strategy:
    """What the model allows for a shape."""
    return _of(shape(name))


@cache
def _leaf(name: str) -> Strategy:
    found = shape(name)
    if isinstance(found, StringShape):
        return st.sampled_from(found.enum) if found.enum else _text(found)
    if found.type_name in {"integer", "long"}:
        limits = found.metadata
        return st.integers(limits.get("min", 0), limits.get("max", 2**31))
    return {"boolean": st.booleans(), "timestamp": MOMENTS}[found.type_name]


def _of(found: Shape) -> Strategy:
    if isinstance(found, StructureShape):
        return structure(found.name)
    if isinstance(found, ListShape):
        return st.lists(_of(found.member), max_size=3)
    if isinstance(found, MapShape):
        return _map(found)
    return _leaf(found.name)


def structure(name: str, without: tuple[str, ...] = (), /, **given: Strategy) -> Strategy:
    """A structure with its required members, `given` ones, and any of the others but for those named in `without`."""
    found = shape(name)
    free = {
        key: _of(member)
        for key, member in found.members.items()
        if key not in given and key not in without
    }
    required = {key: free.pop(key) for key in found.required_members if key in free}
    return st.fixed_dictionaries({**required, **given}, optional=free)


def _map(found: MapShape) -> Strategy:
    few = st.dictionaries(_leaf(found.key.name), _of(found.value), max_size=3)
    if found.key.enum:
        return few
    full = st.just({f"k{number}": "v" for number in range(_MAP_MAX)})
    return st.integers(0, 30).flatmap(lambda chance: few if chance else full)


def _text(found: StringShape) -> Strategy:
    """Texts that fit the pattern: most of them short, some as long as may be."""
    if found.name in BUCKETS:
        return st.from_regex(BUCKETS[found.name], fullmatch=True)
    limits = found.metadata
    pattern = re.compile(limits["pattern"].replace(_SURROGATES, r"\U00010000-\U0010FFFF"), re.ASCII)
    shortest, longest = limits.get("min", 0), limits["max"]
    short = st.from_regex(pattern, fullmatch=True, alphabet=PRINTABLE)
    sizes = st.sampled_from([shortest] * 20 + [longest])
    cut = short.map(lambda text: text[:longest])
    return st.builds(_filled, cut, sizes).filter(
        lambda text: shortest <= len(text) <= longest and pattern.fullmatch(text) is not None
    )


def _filled(text: str, length: int) -> str:
    return text + (text[-1:] or "a") * (length - len(text))


MOMENTS = st.integers(946_684_800, 4_102_444_800).map(  # 2000 to 2100; the service keeps no less
    lambda seconds: datetime.fromtimestamp(seconds, timezone.utc)
)


@dataclass(frozen=True)
class Spot:
    """Something in a request: where, of which shape, and what."""

    path: Path
    shape: Shape
    value: Any


def spots(name: str, value: Any) -> list[Spot]:
    """Everything in a value of a shape, outermost first, the value itself included."""
    return list(_spots(shape(name), value, ()))


def _spots(found: Shape, value: Any, path: Path) -> Iterator[Spot]:
    yield Spot(path, found, value)
    if isinstance(found, StructureShape):
        for name, item in value.items():
            yield from _spots(found.members[name], item, (*path, name))
    elif isinstance(found, ListShape):
        for at, item in enumerate(value):
            yield from _spots(found.member, item, (*path, at))
    elif isinstance(found, MapShape):
        for key, item in value.items():
            yield from _spots(found.value, item, (*path, key))


def spelled(name: str, value: Any) -> Any:
    """A value, valid or not, as a program writes it: property names, times as text."""
    return _spelled(shape(name), value)


def _spelled(found: Shape | None, value: Any) -> Any:
    if isinstance(found, StructureShape) and isinstance(value, dict):
        return {
            _property(key): _spelled(found.members.get(key), item) for key, item in value.items()
        }
    if isinstance(found, MapShape) and isinstance(value, dict):
        return {key: _spelled(found.value, item) for key, item in value.items()}
    if isinstance(found, ListShape) and isinstance(value, list):
        return [_spelled(found.member, item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def spelt_path(name: str, path: Path) -> Path:
    """A path in the API's spelling as a property path."""
    found: Shape | None = shape(name)
    steps: list[str | int] = []
    for step in path:
        if isinstance(found, StructureShape):
            steps.append(_property(str(step)))
            found = found.members.get(str(step))
        else:
            steps.append(step)
            inner = {ListShape: "member", MapShape: "value"}.get(type(found), "")
            found = getattr(found, inner, None)
    return tuple(steps)


def _property(member: str) -> str:
    """As the schema spells members: `oauth2Credentials`, `sapoData`, `s3`."""
    if member == "SAPOData":
        return "sapoData"
    lowered = "oauth" + member[5:] if member.startswith("oAuth") else member
    return lowered[:1].lower() + lowered[1:]
