"""
Valid requests with one thing changed: by what is wrong with a value in itself, and by what no longer fits the rest.

Each mutation says where it was made. A fault of a value has to be named there; of parts that do not fit each other, either may
be named, so such a mutation is `loose`.
"""

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, StringShape, StructureShape
from hypothesis import strategies as st

from tests.properties.connectors import DESTINATIONS, SOURCES
from tests.properties.flow_requests import destinations, sources, triggers
from tests.properties.model import Path, Spot, of, spelt_path, spots
from tests.properties.task_requests import tasks

Request = dict[str, Any]

_GONE = object()
_NAMES = (
    "flowName",
    "connectorProfileName",
)  # of the resources, which make one where there is none


@dataclass(frozen=True)
class Mutation:
    """A request that was valid once."""

    name: str
    request: Request
    path: Path
    loose: bool = False


@dataclass(frozen=True)
class _Change:
    """Another value for a place, or none."""

    path: Path
    value: Any


_Changes = Callable[[Spot], Iterable[Any]]
"""For a place, what could be changed there: changes, or strategies of them. Nothing where the mutation does not apply."""


def _text_faults(spot: Spot) -> Iterable[Any]:
    limits = spot.shape.metadata
    if not isinstance(spot.shape, StringShape) or spot.shape.enum:
        return
    yield _Change(spot.path, (spot.value or "a").ljust(limits["max"] + 1, spot.value[-1:] or "a"))
    if limits.get("min"):
        yield _Change(spot.path, spot.value[: limits["min"] - 1])


_ODD = [*" \t\n\r\x00\x7f\"'/:(*$", "\u0085", "\u2028", "\u00e9", "\u00a0", "\u6f22", "\U0001f600"]


def _odd_letters(spot: Spot) -> Iterable[Any]:
    if not isinstance(spot.shape, StringShape):
        return
    where = st.integers(0, len(spot.value))
    yield st.builds(
        lambda at, odd: _Change(spot.path, spot.value[:at] + odd + spot.value[at:]),
        where,
        st.sampled_from(_ODD),
    )


def _blank(spot: Spot) -> Iterable[Any]:
    if isinstance(spot.shape, StringShape):
        yield _Change(spot.path, "")
        yield _Change(spot.path, "  ")


def _no_such_word(spot: Spot) -> Iterable[Any]:
    if isinstance(spot.shape, StringShape) and spot.shape.enum:
        for word in ("Nonsense", spot.value.swapcase(), f"{spot.value} ", spot.value[:-1]):
            if word not in spot.shape.enum:
                yield _Change(spot.path, word)


def _out_of_range(spot: Spot) -> Iterable[Any]:
    limits = spot.shape.metadata
    if spot.shape.type_name in {"integer", "long"} and "max" in limits:
        yield _Change(spot.path, limits["max"] + 1)
        yield _Change(spot.path, limits["min"] - 1)


_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "timestamp": (int, float),
}
_ANYTHING = ["soon", 7, 1.5, True, [], ["x"], {}, {"x": "y"}]


def _wrong_type(spot: Spot) -> Iterable[Any]:
    right = _KINDS[spot.shape.type_name]
    for value in _ANYTHING:
        if spot.path and type(value) not in right:
            yield _Change(spot.path, value)


def _too_many(spot: Spot) -> Iterable[Any]:
    if isinstance(spot.shape, MapShape) and "max" in spot.shape.metadata:
        many = {f"k{number}": "v" for number in range(spot.shape.metadata["max"] + 1)}
        yield _Change(spot.path, many)


def _wrong_key(spot: Spot) -> Iterable[Any]:
    if isinstance(spot.shape, MapShape):
        for key in ("aws:mine", "with blank", "", "k" * 200, "VALUE:"):
            yield _Change((*spot.path, key), "v")


def _unknown_member(spot: Spot) -> Iterable[Any]:
    if isinstance(spot.shape, StructureShape):
        for name in ("nonsense", *(f"{known}s" for known in spot.shape.members)):
            if name not in spot.shape.members:
                yield _Change((*spot.path, name), "x")


def _required(spot: Spot) -> list[Path]:
    if not isinstance(spot.shape, StructureShape):
        return []
    paths = [(*spot.path, name) for name in spot.shape.required_members]
    return [path for path in paths if path not in {(name,) for name in _NAMES}]


def _missing(spot: Spot) -> Iterable[Any]:
    return [_Change(path, _GONE) for path in _required(spot)]


def _null(spot: Spot) -> Iterable[Any]:
    return [_Change(path, None) for path in _required(spot)]


def _dropped(spot: Spot) -> Iterable[Any]:
    if isinstance(spot.shape, StructureShape):
        optional = spot.value.keys() - set(spot.shape.required_members)
        return [_Change((*spot.path, name), _GONE) for name in sorted(optional)]
    return []


def _added(spot: Spot) -> Iterable[Any]:
    if isinstance(spot.shape, StructureShape):
        for name, member in spot.shape.members.items():
            if name not in spot.value and name != "clientToken":
                yield of(member.name).map(_at((*spot.path, name)))


def _at(path: Path) -> Callable[[Any], _Change]:
    return lambda value: _Change(path, value)


def _other_word(spot: Spot) -> Iterable[Any]:
    if isinstance(spot.shape, StringShape) and spot.shape.enum:
        return [_Change(spot.path, word) for word in spot.shape.enum if word != spot.value]
    return [_Change(spot.path, not spot.value)] if isinstance(spot.value, bool) else []


def _other_value(spot: Spot) -> Iterable[Any]:
    if spot.path:
        yield of(spot.shape.name).map(_at(spot.path))


def _other_connector(spot: Spot) -> Iterable[Any]:
    """A structure with a member for each connector, now with another's."""
    if isinstance(spot.shape, StructureShape) and "Salesforce" in spot.shape.members:
        yield _Change(spot.path, {})
        for name, member in spot.shape.members.items():
            if name not in spot.value:
                yield of(member.name).map(_only(spot.path, name))


def _only(path: Path, name: str) -> Callable[[Any], _Change]:
    return lambda value: _Change(path, {name: value})


def _fewer_or_more(spot: Spot) -> Iterable[Any]:
    if isinstance(spot.shape, ListShape):
        yield _Change(spot.path, [])
        yield _Change(spot.path, spot.value[1:])
        yield _Change(spot.path, spot.value + spot.value[:1])


def _other_part(spot: Spot) -> Iterable[Any]:
    """A part of a flow, now one that would do in another flow."""
    yield from (part.map(_at(spot.path)) for part in _parts(spot.shape.name))


@cache
def _parts(name: str) -> list[st.SearchStrategy[Any]]:
    if name == "SourceFlowConfig":
        return [sources(kind) for kind in SOURCES]
    if name == "DestinationFlowConfig":
        return [destinations("S3", kind) for kind in DESTINATIONS]
    if name == "TriggerConfig":
        return [triggers(kind, "S3") for kind in ("Salesforce", "S3", "Amplitude")]
    return [tasks(kind) for kind in SOURCES] if name == "Tasks" else []


_EXPRESSIONS = (
    *("every hour", "rate(1minutes)", "rate(5 minute)", "RATE(5minutes)", "rate(0hours)"),
    *(
        "rate()",
        "cron()",
        "cron(0 6 * * ?)",
        "at(2031-01-01T00:00:00)",
        "once",
        "hourly",
        "rate(1hours) ",
    ),
)


def _other_schedule(spot: Spot) -> Iterable[Any]:
    if spot.path[-1:] == ("scheduleExpression",):
        return [_Change(spot.path, text) for text in _EXPRESSIONS]
    if spot.path[-1:] == ("Scheduled",):
        ends = (spot.value.get("scheduleStartTime"), 946_684_800)
        return [_Change((*spot.path, "scheduleEndTime"), end) for end in ends if end is not None]
    return []


_FAULTS: Mapping[str, _Changes] = {
    "length of a text": _text_faults,
    "letter of a text": _odd_letters,
    "no such word": _no_such_word,
    "number out of range": _out_of_range,
    "wrong type": _wrong_type,
    "too many entries": _too_many,
    "wrong key": _wrong_key,
    "unknown member": _unknown_member,
    "missing member": _missing,
    "null": _null,
}
_MISFITS: Mapping[str, _Changes] = {
    "blank text": _blank,
    "dropped member": _dropped,
    "added member": _added,
    "other word": _other_word,
    "other value": _other_value,
    "other connector": _other_connector,
    "fewer or more": _fewer_or_more,
    "other schedule": _other_schedule,
    "other part": _other_part,
}
_MUTATIONS = {**_FAULTS, **_MISFITS}


@st.composite
def mutated(draw: st.DrawFn, shape: str, requests: st.SearchStrategy[Request]) -> Mutation:
    """A valid request of a shape with one change."""
    # First of all, because what is drawn last varies least.
    name = draw(st.sampled_from(sorted(_MUTATIONS)))
    request = draw(requests)
    possible = _possible(shape, request, name)
    if not possible:  # no number in it, or no map; but a text there is
        name = "letter of a text"
        possible = _possible(shape, request, name)
    # Part by part, or most changes would be in tasks, of which there are many.
    changes = draw(st.sampled_from(list(possible.values())))
    change = draw(st.sampled_from(changes))
    if isinstance(change, st.SearchStrategy):
        change = draw(change)
    changed = _with(request, change.path, change.value)
    return Mutation(name, changed, spelt_path(shape, change.path), loose=name in _MISFITS)


def _possible(shape: str, request: Request, name: str) -> dict[Path, list[Any]]:
    """What could be changed, by the part of the request that it is in."""
    found: dict[Path, list[Any]] = {}
    for spot in spots(shape, request):
        changes = list(_MUTATIONS[name](spot))
        if changes:
            found.setdefault(spot.path[:2], []).extend(changes)
    return found


def _with(request: Request, path: Path, value: Any) -> Request:
    changed = copy.deepcopy(request)
    *way, last = path
    inner: Any = changed
    for step in way:
        inner = inner[step]
    if value is _GONE:
        del inner[last]
    else:
        inner[last] = value
    return changed
